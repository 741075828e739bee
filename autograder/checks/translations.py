"""Maps of the real line whose derivative is exactly one: x plus something that does not depend on x."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from fractions import Fraction

import mpmath
from mpmath import mp

from autograder.checks.engine.breakpoints import Given, TooManyCases, breakpoints
from autograder.checks.engine.careful import Approximate, AtAStep, Unresolved, approximate
from autograder.checks.engine.evaluate import Functions, Undefined, UnknownName
from autograder.checks.engine.numbers import Number, mpf
from autograder.checks.values import expression
from autograder.isolation.wire import Expr, SymbolData, Value
from autograder.isolation.wire.expr import apply, is_symbol, number, rebuilt, symbol, symbols, walk
from autograder.record.losses import NotEarned
from autograder.texts import _

POINTS = (
    *(Fraction(n) for n in (0, 1, -1, 2, -2, 3, -3, 5, -7, 10, -10, 100, -100)),
    *(Fraction(n, d) for n, d in ((1, 2), (-1, 2), (1, 3), (-2, 3), (7, 5), (-22, 7), (1, 10**6), (-1, 10**6))),
    *(Fraction(s * 10**k) for k in (3, 6, 12, 20, 30, 45) for s in (1, -1)),
)
NEAR = 100
"""Out to here the value has to be told exactly; farther out many right formulas need more digits than there are."""
MOST_UNCLEAR = 6
"""Of the points near zero, as many may lie on a step of the expression."""
ABSOLUTE = -100
"""The binary exponent of an error of f(x) - x that is small enough."""
AT_A_TURN = mpmath.mpf("1e-12")
"""What a jump at a single place must exceed: the place itself is known to some twenty digits."""


def require_translation(value: Value, name: str) -> None:
    """Require f(x) - x to be one real constant on the whole line, for every assignment of the parameters tried.

    That is what a derivative of exactly 1 on all of R means: f is then differentiable with f' = 1 everywhere, and
    conversely f(x) - x has derivative zero on a connected set (mean value theorem).
    """
    tree = _in_x(value, name)
    expected = _("`{name}` has derivative 1 in x and is real and defined on all of R", name=name)
    free = symbols(tree)
    names = {node.data for node in walk(tree) if isinstance(node.data, SymbolData) and node.data.name in free}
    if not any(data.name == "x" for data in names):
        raise NotEarned(expected=expected, got=_("an expression that does not contain x"))
    judged, reason = 0, ""
    for parameters in _assignments({data.name: data for data in names if data.name != "x"}):
        try:
            _require_constant(tree, parameters, expected)
            judged += 1
        except _NotReal as error:
            reason = str(error)
        except UnknownName as error:
            raise NotEarned(expected=expected, got=_("an expression with an unknown function")) from error
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
        raise _NotReal(_("it has no value anywhere"))
    with mp.workdps(60):
        irrational = [mpmath.sqrt(2), -mpmath.pi, mpmath.e * 10]
        places = _places(tree, parameters, expected)
        inner = [(a[0] + b[0]) / 2 for a, b in itertools.pairwise(places)]
        outer = [places[0][0] - 1, places[-1][0] + 1] if places else []
    nothing: Given = {}
    first: Approximate | None = None
    unclear = 0
    for x, given in (
        *((x, nothing) for x in (*POINTS, *irrational)),
        *places,
        *((x, nothing) for x in (*inner, *outer)),
    ):
        try:
            offset = curve.at(x, given)
        except Unresolved as error:
            unclear += abs(x) <= NEAR
            if abs(x) > NEAR or given or (isinstance(error, AtAStep) and unclear <= MOST_UNCLEAR):
                continue
            where = mpmath.nstr(mpf(x), 4)
            raise NotEarned(expected=expected, got=_("a map whose value at x = {x} cannot be told", x=where)) from error
        if first is None or offset.error < first.error:  # the one that is known worse must not hide a difference
            first = curve.at(POINTS[0], nothing, offset.error)
        _require_same(first, offset, x, expected, AT_A_TURN if given else 0)


def _places(tree: Expr, parameters: dict[str, Number], expected: str) -> list[tuple[Number, Given]]:
    try:
        return breakpoints(tree, parameters)
    except TooManyCases as error:
        got = _("an expression with too many case distinctions to look at")
        raise NotEarned(expected=expected, got=got) from error


def _require_same(first: Approximate, offset: Approximate, x: Number, expected: str, tolerance: Number) -> None:
    gap = offset.value - first.value
    if abs(gap) > tolerance and mpmath.mag(gap) > max(first.error, offset.error) + 2:
        size, where = mpmath.nstr(gap, 3), mpmath.nstr(mpf(x), 4)
        got = _("a map whose difference to x changes by {size} between x = 0 and x = {x}", size=size, x=where)
        raise NotEarned(expected=expected, got=got)


class _Offset:
    """f(x) - x along the real line, at fixed parameters."""

    def __init__(self, tree: Expr, parameters: dict[str, Number]) -> None:
        self._map = tree
        terms = tree.args if tree.head == "Add" else (tree,)
        free = [term for term in terms if "x" not in symbols(term)]  # constants, however small: they change no slope
        self._gap = apply("Add", *(t for t in terms if t not in free), apply("Mul", number(-1), symbol("x", "real")))
        self._constant = apply("Add", *free, number(0))
        self._parameters = parameters
        self._functions = _constants(tree)

    def at(self, x: Number, given: Given, absolute: int = ABSOLUTE) -> Approximate:
        """f(x) - x to 2**absolute, without what is constant.

        Raises `NotEarned` where f is not defined, `_NotReal` where it is not real, and `Unresolved`.
        """
        point, where = {**self._parameters, "x": x}, mpmath.nstr(mpf(x), 4)
        try:
            offset = approximate(self._gap, point, self._functions, given, absolute=min(absolute, ABSOLUTE))
            constant = approximate(self._constant, point, self._functions, given)
        except Undefined as error:
            raise NotEarned(
                expected=_("a map defined on all of R"), got=_("it has no value at x = {x}", x=where)
            ) from error
        if isinstance(offset.value, bool) or not (_is_real(offset) and _is_real(constant)):
            raise _NotReal(_("it is not a real number at x = {x}", x=where))
        return Approximate(mpmath.re(offset.value), offset.error)

    def is_defined(self, x: Number) -> bool:
        """Whether f has a value at x."""
        try:
            approximate(self._map, {**self._parameters, "x": x}, self._functions, {})
        except (Undefined, Unresolved):
            return False
        return True


def _is_real(number: Approximate) -> bool:
    imaginary = mpmath.im(number.value)
    return bool(imaginary == 0 or mpmath.mag(imaginary) <= number.error + 2)


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
