"""Maps of the real line whose derivative is exactly one: x plus something that does not depend on x."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from fractions import Fraction

import mpmath
from mpmath import mp

from autograder.checks.engine.breakpoints import breakpoints
from autograder.checks.engine.evaluate import Evaluator, Functions, Undefined, UnknownName
from autograder.checks.engine.numbers import Number, mpf
from autograder.checks.values import expression
from autograder.isolation.wire import Expr, SymbolData, Value
from autograder.isolation.wire.expr import is_symbol, rebuilt, symbol, symbols, walk
from autograder.record.losses import NotEarned

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
    tree = _in_x(value, name)
    expected = f"`{name}` has derivative 1 in x and is real and defined on all of R"
    names = {node.data for node in walk(tree) if isinstance(node.data, SymbolData)}
    if not any(data.name == "x" for data in names):
        raise NotEarned(expected=expected, got="an expression that does not contain x")
    judged, reason = 0, ""
    for parameters in _assignments({data.name: data for data in names if data.name != "x"}):
        try:
            _require_constant(tree, parameters, expected)
            judged += 1
        except _NotReal as error:
            reason = str(error)
        except UnknownName as error:
            raise NotEarned(expected=expected, got="an expression with an unknown function") from error
    if not judged:
        raise NotEarned(expected=expected, got=reason)


class _NotReal(Exception):
    """At one assignment of the parameters the map has no real value; it may be a restriction of the parameter."""


def _assignments(parameters: dict[str, SymbolData]) -> Iterator[dict[str, Number]]:
    """Several values for every parameter, negative ones unless its assumptions exclude them."""
    for index, scale in enumerate((Fraction(1), Fraction(3, 7), Fraction(5, 2), Fraction(-1), Fraction(-8, 5))):
        values = {name: scale * (1 + Fraction(k, 3)) for k, name in enumerate(sorted(parameters))}
        excluded = any({"positive", "nonnegative"} & data.assumptions for data in parameters.values())
        wanted_negative = any("negative" in data.assumptions for data in parameters.values())
        if wanted_negative:
            values = {n: -abs(v) if "negative" in parameters[n].assumptions else abs(v) for n, v in values.items()}
        if (scale > 0 or not excluded) and (parameters or index == 0):
            yield values


def _require_constant(tree: Expr, parameters: dict[str, Number], expected: str) -> None:
    curve = _Offset(tree, parameters)
    if not any(curve.is_defined(x) for x in POINTS[:8]):
        raise _NotReal("it has no value anywhere")
    first: Number = None
    for digits in reversed(DIGITS):
        with mp.workdps(digits + 40):
            irrational = [mpmath.sqrt(2), -mpmath.pi, mpmath.e * 10]
            offsets = [(x, curve.at(x, digits)) for x in (*POINTS, *irrational)]
            first = offsets[0][1]
            for x, offset in offsets[1:]:
                _require_same(first, offset, x, mpmath.mpf(10) ** (5 - digits), expected)
    with mp.workdps(100):
        places = breakpoints(tree, parameters)
        inner = [(a[0] + b[0]) / 2 for a, b in itertools.pairwise(places)]
        outer = [places[0][0] - 1, places[-1][0] + 1] if places else []
        for x, given in (*places, *((x, {}) for x in (*inner, *outer))):
            _require_same(first, curve.at(x, 60, given), x, mpmath.mpf("1e-30"), expected)


def _require_same(first: Number, offset: Number, x: Number, tolerance: Number, expected: str) -> None:
    if abs(offset - first) > max(abs(mpf(x)), abs(first), 1) * tolerance:
        size = mpmath.nstr(offset - first, 3)
        got = f"a map whose difference to x changes by {size} between x = 0 and x = {mpmath.nstr(mpf(x), 4)}"
        raise NotEarned(expected=expected, got=got)


class _Offset:
    """f(x) - x along the real line, at fixed parameters."""

    def __init__(self, tree: Expr, parameters: dict[str, Number]) -> None:
        self._map = Evaluator(tree)
        self._parameters = parameters
        self._functions = _constants(tree)

    def at(self, x: Number, digits: int, given: Mapping[int, Number] | None = None) -> Number:
        """f(x) - x; raises `NotEarned` where f is not defined and `_NotReal` where it is not real."""
        point, where = {**self._parameters, "x": x}, mpmath.nstr(mpf(x), 4)
        try:
            if given:
                value = self._map.given(point, self._functions, given, digits=digits + 40)
            else:
                value = self._map.value(point, self._functions, digits=digits + 40)
        except Undefined as error:
            raise NotEarned(expected="a map defined on all of R", got=f"it has no value at x = {where}") from error
        if isinstance(value, bool) or mpmath.im(value) != 0:
            raise _NotReal(f"it is not a real number at x = {where}")
        return mpmath.re(value) - mpf(x)

    def is_defined(self, x: Number) -> bool:
        """Whether f has a value at x."""
        try:
            self._map.value({**self._parameters, "x": x}, self._functions)
        except Undefined:
            return False
        return True


def _constants(tree: Expr) -> Functions:
    """A value for each undefined function whose arguments are free of x: it is a parameter like any other."""
    with_x: set[int] = set()
    applied: dict[str, bool] = {}
    for node in walk(tree):
        if is_symbol(node, "x") or any(id(child) in with_x for child in node.args):
            with_x.add(id(node))
        if node.head == "AppliedUndef" and isinstance(node.data, str):
            applied[node.data] = applied.get(node.data, False) or id(node) in with_x
    return {name: lambda *_: mpmath.mpf("0.73") for name, varies in applied.items() if not varies}


def _in_x(value: Value, name: str) -> Expr:
    """The expression, in which the variable of a `sp.Lambda` is called x."""
    tree = expression(value, name)
    variables = value.args[0] if isinstance(value, Expr) and value.head == "Lambda" else None
    if variables is None or "x" in symbols(tree) or len(variables.args) != 1:
        return tree
    bound = variables.args[0].data
    return rebuilt(tree, lambda old, _new: symbol("x", "real") if old.data == bound else None)
