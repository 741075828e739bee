"""Wrong models of problem 1: other directions, other pairs of points, other densities and maps of the line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import mpmath
import numpy as np

from autograder.checks.change_of_variables import Density, require_transported_densities
from autograder.checks.engine.evaluate import Undefined, UnknownName, evaluate_real
from autograder.checks.engine.numbers import Array, mpf
from autograder.checks.functions import require_value
from autograder.checks.mistakes import Fits, require
from autograder.checks.translations import require_translation
from autograder.checks.values import exact_real, expression, pair, real_array, sequence
from autograder.isolation.wire import Expr, Value
from autograder.isolation.wire.expr import apply, number, symbol, symbols

Points = tuple[Array, Array]


def direction_is(name: str, wrong: Callable[[Array], Array], vectors: Sequence[tuple[float, float]]) -> Fits:
    """The answer is a multiple of the wrong direction, of either sign, for every a; 0 where that is 0."""

    def fits(answers: Any) -> None:
        results = answers.function(name).map([(np.array(a),) for a in vectors])
        for a, result in zip(vectors, results, strict=True):
            v, w = real_array(require_value(result), name).reshape(-1), np.asarray(wrong(np.array(a)), dtype=float)
            require(v.shape == w.shape == (2,) and bool(v.any()) == bool(w.any()))
            require(abs(v[0] * w[1] - v[1] * w[0]) <= 1e-9 * np.abs(v).max() * np.abs(w).max())

    return fits


def points_are(name: str, wrong: Callable[[Array, Array], object]) -> Fits:
    """Two points with three coordinates each are related as the mistake has it."""

    def fits(answers: Any) -> None:
        value = answers[name]
        first, second = (_point(point, name) for point in pair(list(value) if isinstance(value, set) else value, name))
        require(wrong(first, second))

    return fits


def _point(value: Value, name: str) -> Array:
    items = sequence(value, name)
    require(len(items) == 3)
    return np.array([float(mpf(exact_real(item, name))) for item in items])


def has_imaginary_coordinates(name: str) -> Fits:
    """Some coordinate is no real number."""

    def fits(answers: Any) -> None:
        coordinates = [item for point in pair(answers[name], name) for item in sequence(point, name)]
        require(any(_is_imaginary(item, name) for item in coordinates))

    return fits


def _is_imaginary(value: Value, name: str) -> bool:
    if isinstance(value, complex):
        return value.imag != 0
    tree = expression(value, name)
    return any(node.head == "ImaginaryUnit" for node in (tree, *tree.args, *(n for arg in tree.args for n in arg.args)))


def transported_as(name: str, wrong: Callable[..., Any], bases: Sequence[Density], amounts: Sequence[Any]) -> Fits:
    """The density is `wrong(p, x, b)` for the base density p and the inverse x + b."""
    return lambda answers: require_transported_densities(answers.function(name), bases, amounts, right=wrong)


def reflection(name: str) -> Fits:
    """Minus the answer is x plus a constant."""
    return lambda answers: require_translation(apply("Mul", number(-1), expression(answers[name], name)), name)


def other_slope(name: str) -> Fits:
    """The answer is linear in x with another slope than 1 and -1: fitted to two points, then verified."""

    def fits(answers: Any) -> None:
        tree = expression(answers[name], name)
        at = {other: mpmath.mpf("0.7") for other in symbols(tree) - {"x"}}
        require(not at)  # a slope that is a parameter is another mistake
        values = [evaluate_real(tree, {"x": mpmath.mpf(x)}) for x in (0, 1)]
        slope = mpmath.identify(values[1] - values[0]) or ""
        k = number(_fraction(slope))
        require(slope not in ("", "0", "1", "-1"))
        rest = apply("Add", tree, apply("Mul", number(-1), k, symbol("x", "real")), symbol("x", "real"))
        require_translation(rest, name)

    return fits


def _fraction(text: str) -> Any:
    from fractions import Fraction

    return Fraction(text.strip("()"))


def without_x(name: str) -> Fits:
    """The answer does not hold x at all."""
    return lambda answers: require("x" not in symbols(expression(answers[name], name)))


def bends(name: str) -> Fits:
    """The answer is a real function of x whose slope is not the same everywhere."""

    def fits(answers: Any) -> None:
        tree = expression(answers[name], name)
        at = {other: mpmath.mpf("0.7") for other in symbols(tree) - {"x"}}
        values = [_real_or_none(tree, {**at, "x": mpmath.mpf(x)}) for x in range(1, 8)]
        found = [value for value in values if value is not None]
        require("x" in symbols(tree) and len(found) == len(values))
        slopes = [after - before for before, after in zip(found, found[1:], strict=False)]
        require(max(slopes) - min(slopes) > 1e-6 * max(abs(slope) for slope in slopes))

    return fits


def _real_or_none(tree: Expr, point: dict[str, Any]) -> Any:
    try:
        return evaluate_real(tree, point)
    except (Undefined, UnknownName):
        return None
