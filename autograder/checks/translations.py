"""Maps of the real line whose derivative is exactly one: x plus something that does not depend on x."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import mpmath
from mpmath import mp

from autograder.checks.evaluate import Undefined, UnknownName, evaluate, evaluate_real
from autograder.checks.values import expression
from autograder.outcomes import NotEarned
from autograder.wire import Expr, SymbolData, Value
from autograder.wire.expr import walk

POINTS = (
    *(Fraction(n) for n in (0, 1, -1, 2, -2, 3, -3, 5, -7, 10, -10, 100, -100)),
    *(Fraction(n, d) for n, d in ((1, 2), (-1, 2), (1, 3), (-2, 3), (7, 5), (-22, 7), (1, 10**6), (-1, 10**6))),
    *(Fraction(s * 10**k) for k in (3, 6, 12, 20, 30) for s in (1, -1)),
)
DIGITS = (60, 300)
"""Two precisions: a dependence on x that rounding hides at the first shows at the second."""


def require_translation(value: Value, name: str) -> None:
    """Require f(x) - x to be one real constant on the whole line, for every assignment of the parameters tried.

    That is what a derivative of exactly 1 on all of R means: f is then differentiable with f' = 1 everywhere, and
    conversely f(x) - x has derivative zero on a connected set (mean value theorem).
    """
    tree = expression(value, name)
    expected = f"`{name}` has derivative 1 in x and is real and defined on all of R"
    names = {node.data for node in walk(tree) if isinstance(node.data, SymbolData)}
    if not any(data.name == "x" for data in names):
        raise NotEarned(expected=expected, came="an expression that does not contain x")
    judged = 0
    for parameters in _assignments({data.name: data for data in names if data.name != "x"}):
        try:
            _require_constant(tree, parameters, expected)
            judged += 1
        except _NotReal as error:
            if all(v > 0 for v in parameters.values()):
                raise NotEarned(expected=expected, came=str(error)) from error
        except UnknownName as error:
            raise NotEarned(expected=expected, came="an expression with an unknown function") from error
    if not judged:
        raise NotEarned(expected=expected, came="no real value anywhere")


class _NotReal(Exception):
    """At one assignment of the parameters the map is not real; it may be a restriction of the parameter."""


def _assignments(parameters: dict[str, SymbolData]) -> Iterator[dict[str, Any]]:
    """Several values for every parameter, negative ones unless its assumptions exclude them."""
    for index, scale in enumerate((Fraction(1), Fraction(3, 7), Fraction(5, 2), Fraction(-1), Fraction(-8, 5))):
        values = {name: scale * (1 + Fraction(k, 3)) for k, name in enumerate(sorted(parameters))}
        excluded = any({"positive", "nonnegative"} & data.assumptions for data in parameters.values())
        wanted_negative = any("negative" in data.assumptions for data in parameters.values())
        if wanted_negative:
            values = {n: -abs(v) if "negative" in parameters[n].assumptions else abs(v) for n, v in values.items()}
        if (scale > 0 or not excluded) and (parameters or index == 0):
            yield values


def _require_constant(tree: Expr, parameters: dict[str, Any], expected: str) -> None:
    for digits in DIGITS:
        with mp.workdps(digits + 40):
            irrational = [mpmath.sqrt(2), -mpmath.pi, mpmath.e * 10]
            offsets = [(x, _offset(tree, x, parameters, digits)) for x in (*POINTS, *irrational)]
            first = offsets[0][1]
            for x, offset in offsets[1:]:
                size = max(abs(_number(x)), abs(first), 1)
                if abs(offset - first) > size * mpmath.mpf(10) ** (5 - digits):
                    came = f"the difference to x is not the same at x = 0 and x = {mpmath.nstr(_number(x), 4)}"
                    raise NotEarned(expected=expected, came=came)
    for x in _suspects(tree, parameters):
        _offset(tree, x, parameters, 60)


def _offset(tree: Expr, x: Any, parameters: dict[str, Any], digits: int) -> Any:
    """f(x) - x; raises `NotEarned` where f is not defined and `_NotReal` where it is not real."""
    point = {**parameters, "x": x}
    try:
        value = evaluate(tree, point, digits=digits + 40)
    except Undefined as error:
        where = mpmath.nstr(_number(x), 4)
        raise NotEarned(expected="a map defined on all of R", came=f"it has no value at x = {where}") from error
    if isinstance(value, bool) or mpmath.im(value) != 0:
        raise _NotReal(f"it is not a real number at x = {mpmath.nstr(_number(x), 4)}")
    return mpmath.re(value) - _number(x)


def _number(x: Any) -> Any:
    return mpmath.mpf(x.numerator) / x.denominator if isinstance(x, Fraction) else x


def _suspects(tree: Expr, parameters: dict[str, Any]) -> list[Any]:
    """Real zeros of denominators and arguments of logarithms, where a map may fail to be defined."""
    found: list[Any] = []
    for node in walk(tree):
        if node.head in ("Pow", "log") and any(_depends_on_x(child) for child in node.args):
            found += _zeros(node.args[0], parameters)
    return found[:50]


def _depends_on_x(tree: Expr) -> bool:
    return any(isinstance(node.data, SymbolData) and node.data.name == "x" for node in walk(tree))


def _zeros(tree: Expr, parameters: dict[str, Any]) -> list[Any]:
    """Zeros on a grid of [-50, 50], between grid points of opposite sign, and where the size has a dip to zero."""

    def f(x: Any) -> Any:
        return evaluate_real(tree, {**parameters, "x": x}, digits=40)

    grid = [mpmath.mpf(k) / 4 for k in range(-200, 201)]
    values = []
    for x in grid:
        try:
            values.append(f(x))
        except (Undefined, UnknownName):
            values.append(mpmath.nan)
    zeros = [x for x, y in zip(grid, values, strict=True) if y == 0]
    for k in range(len(grid) - 1):
        if values[k] * values[k + 1] < 0:
            try:
                zeros.append(mpmath.findroot(f, (grid[k], grid[k + 1]), solver="anderson", verify=False))
            except (Undefined, ValueError, ZeroDivisionError):
                continue
    return zeros
