"""Numerical evaluation of an expression tree at high precision, without recursion and without a way to hang.

Nothing is simplified or rebuilt symbolically: every node becomes one multiple-precision number. Magnitudes are bounded
after each step, so that towers of powers end as `Undefined` instead of exhausting the judge; what one ✓ may cost in
all is bounded by `autograder.checks.engine.steps`.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import mpmath
from mpmath import mp

from autograder.checks.engine.steps import spend
from autograder.isolation.wire import Expr, FloatData, SymbolData
from autograder.isolation.wire.expr import walk

Number = Any
"""An mpmath mpf or mpc, or a bool for a relation."""

LARGEST_ARGUMENT = 4_096
"""Bits of magnitude that an argument of a transcendental function may have."""
LARGEST_COMPLEX = 40
"""Bits of magnitude beyond which error functions off the real line are not computed: the series would not end."""
LARGEST_EXPONENT = 64
"""Bits of an integer exponent up to which powers are repeated products."""
LARGEST_RESULT = 2**128
"""Bits of magnitude that a value may have, so that log(exp(x)) is x for every honest x; only binary exponents grow."""


class Undefined(Exception):
    """The expression has no finite value at this point (a pole, an empty branch, or a number out of all bounds)."""


class UnknownName(Exception):
    """The expression uses a symbol or function that has no meaning here."""


_UNDEFINED = object()


def evaluate(
    root: Expr, point: Mapping[str, Number], functions: Mapping[str, Callable[..., Number]] | None = None,
    *, digits: int = 50, given: Mapping[int, Number] | None = None,
) -> Number:  # fmt: skip
    """The value of `root` where each symbol, matched by name, has its value in `point`.

    `functions` gives meaning to undefined functions such as F; `given` fixes the value of nodes, by identity.
    Raises `Undefined` or `UnknownName`.
    """
    values: dict[int, Number] = {}
    plan = _plan(root)
    meaning = {**point, **{f"{name}()": function for name, function in (functions or {}).items()}}
    same = plan.unchanged(meaning, digits) if not given else [False] * len(plan.steps)
    with mp.workdps(digits):
        for number, (node, key, group) in enumerate(plan.steps):
            if given and key in given:
                values[key] = given[key]
                continue
            spend(
                _cost(node.head, digits)
            )  # also for what is known already: effort must not depend on what came before
            if same[group]:
                values[key] = plan.values[number]
                continue
            values[key] = _node(node, [values[id(child)] for child in node.args], point, functions or {})
            if not given:
                plan.values[number] = values[key]
        if not given:
            plan.keep(meaning, digits)
        result = values[id(root)]
        if result is _UNDEFINED or isinstance(result, tuple):
            raise Undefined
        if not (isinstance(result, bool) or mpmath.isfinite(result)):
            raise Undefined
        return result


class _Plan:
    """The nodes of an expression, children first, with the values that they had last.

    Nodes of one group depend on the same symbols and functions, and have the same values where these are the same
    objects. An answer is evaluated along curves on which one symbol varies; what does not depend on it is kept.
    """

    def __init__(self, root: Expr) -> None:
        depends: dict[int, frozenset[str]] = {}
        groups: dict[frozenset[str], int] = {}
        self.steps: list[tuple[Expr, int, int]] = []
        for node in walk(root):
            depends[id(node)] = names = _own_names(node).union(*(depends[id(child)] for child in node.args))
            self.steps.append((node, id(node), groups.setdefault(names, len(groups))))
        self.values: list[Number] = [None] * len(self.steps)
        self._groups = [tuple(names) for names in groups]
        self._known: list[tuple[object, ...] | None] = [None] * len(groups)
        self._digits = 0

    def unchanged(self, meaning: Mapping[str, object], digits: int) -> list[bool]:
        """Which groups have the values of last time; all others are forgotten until `keep` is called."""
        same = [
            digits == self._digits and known is not None and all(map(operator.is_, known, map(meaning.get, names)))
            for names, known in zip(self._groups, self._known, strict=True)
        ]
        self._known = [known if still else None for known, still in zip(self._known, same, strict=True)]
        return same

    def keep(self, meaning: Mapping[str, object], digits: int) -> None:
        """All nodes have been evaluated with symbols and functions of this meaning."""
        self._digits = digits
        self._known = [tuple(map(meaning.get, names)) for names in self._groups]


def _own_names(node: Expr) -> frozenset[str]:
    """The symbol that a node is, or the function, written `F()`, that it applies."""
    if isinstance(node.data, SymbolData):
        return frozenset({node.data.name})
    return frozenset({f"{node.data}()"}) if node.head == "AppliedUndef" else frozenset()


@functools.lru_cache(maxsize=1024)
def _plan(root: Expr) -> _Plan:
    """One plan for an expression that is evaluated at many points."""
    return _Plan(root)


def evaluate_real(
    root: Expr, point: Mapping[str, Number], functions: Mapping[str, Callable[..., Number]] | None = None,
    *, digits: int = 50,
) -> Number:  # fmt: skip
    """As `evaluate`, for a value that must be a real number; raises `Undefined` when it is not."""
    value = evaluate(root, point, functions, digits=digits)
    if isinstance(value, bool):
        raise Undefined
    with mp.workdps(digits):
        if abs(mpmath.im(value)) > mpmath.mpf(10) ** (10 - digits) * (1 + abs(value)):
            raise Undefined
        return mpmath.re(value)


def cost(root: Expr, digits: int) -> int:
    """Steps that one evaluation of `root` takes, but for powers with large exponents."""
    return sum(int(_cost(node.head, digits)) or 1 for node, _, _ in _plan(root).steps)


def _cost(head: str, digits: int) -> float:
    """Steps of one node, after the time its function takes."""
    if head in _SERIES:
        return 20 * max(1.0, (digits / 50) ** 2)
    return 4 * max(1.0, digits / 50) if head in _TRANSCENDENTAL or head in ("Pow", "log") else 1


def _node(node: Expr, args: list[Number], point: Mapping[str, Number], functions: Mapping[str, Any]) -> Number:
    """One node's value from its children's; `_UNDEFINED` where it has none."""
    data = node.data
    if isinstance(data, SymbolData):
        if data.name not in point:
            raise UnknownName
        return _exact(point[data.name])
    if isinstance(data, (Fraction, FloatData)):
        return _exact(data)
    operation = (
        functions.get(data) if node.head == "AppliedUndef" and isinstance(data, str) else _OPERATIONS.get(node.head)
    )
    if node.head == "AppliedUndef" and operation is None:
        raise UnknownName
    if node.head == "Piecewise":
        return _piecewise(args)
    if operation is None or (node.head != "ExprCondPair" and any(arg is _UNDEFINED for arg in args)):
        return _UNDEFINED
    if node.head in _TRANSCENDENTAL and any(_size(arg) > LARGEST_ARGUMENT for arg in args):
        return _UNDEFINED
    try:
        result = operation(*args)
    except Exception:  # mpmath has many ways to say that a value does not exist or cannot be found
        return _UNDEFINED
    return _UNDEFINED if _size(result) > LARGEST_RESULT else result


def _exact(data: Any) -> Number:
    if isinstance(data, Fraction):
        return mpmath.mpf(data.numerator) / data.denominator
    if isinstance(data, FloatData):
        return mp.make_mpf(mpmath.libmp.from_man_exp(-data.mantissa if data.sign else data.mantissa, data.exponent))
    return mpmath.mpmathify(data)


def _size(value: Number) -> int:
    """Bits of magnitude of a finite number, 0 for truth values, infinities and tuples."""
    if type(value) is mpmath.mpf:  # by far the most frequent: read off, as `mag` would compute it
        _, mantissa, exponent, bits = value._mpf_
        return int(exponent + bits) if mantissa else 0
    if isinstance(value, (bool, tuple)) or not mpmath.isfinite(value) or value == 0:
        return 0
    return int(mpmath.mag(value))


def _piecewise(branches: list[Number]) -> Number:
    """The first branch whose condition holds."""
    for branch in branches:
        if not isinstance(branch, tuple) or branch[1] is _UNDEFINED:
            return _UNDEFINED
        if branch[1] is True:
            return branch[0]
    return _UNDEFINED


def _power(base: Number, exponent: Number) -> Number:
    if base == 0:
        if mpmath.re(exponent) < 0:
            raise ZeroDivisionError
        return mpmath.mpf(0) if exponent != 0 else mpmath.mpf(1)
    if _size(exponent) > LARGEST_ARGUMENT or _size(exponent * mpmath.log(base)) > LARGEST_ARGUMENT:
        raise OverflowError
    if _size(exponent) > LARGEST_EXPONENT:  # repeated squaring would take time in proportion to the exponent's bits
        spend(2 * _size(exponent))
        with mp.workprec(mp.prec + _size(exponent) + 10):
            return mpmath.exp(exponent * mpmath.log(base))
    return mpmath.power(base, exponent)


def _error_function(function: Callable[[Number], Number]) -> Callable[[Number], Number]:
    """An error function where its series ends: on the real line, and not too far off it."""

    def bounded(value: Number) -> Number:
        if _size(value) > LARGEST_COMPLEX and (mpmath.im(value) != 0 or function is mpmath.erfi):
            raise OverflowError
        return function(value)

    return bounded


_erf, _erfc, _erfi = (_error_function(function) for function in (mpmath.erf, mpmath.erfc, mpmath.erfi))


def _real(value: Number) -> Number:
    """A number that can be ordered."""
    if isinstance(value, bool) or mpmath.im(value) != 0:
        raise ValueError
    return mpmath.re(value)


def _order(compare: Callable[[Number, Number], bool]) -> Callable[[Number, Number], bool]:
    return lambda a, b: bool(compare(_real(a), _real(b)))


def _log(value: Number, base: Number | None = None) -> Number:
    if value == 0:
        raise ZeroDivisionError
    return mpmath.log(value) if base is None else mpmath.log(value) / mpmath.log(base)


def _sum(*terms: Number) -> Number:
    return mpmath.fsum(terms)


def _product(*factors: Number) -> Number:
    result = mpmath.mpf(1)
    for factor in factors:
        result = result * factor
    return result


def _gamma(value: Number) -> Number:
    if _size(value) > 40:
        raise OverflowError
    return mpmath.gamma(value)


def _heaviside(value: Number, at_zero: Number = None) -> Number:
    if _real(value) == 0:
        return mpmath.mpf("0.5") if at_zero is None else at_zero
    return mpmath.mpf(1 if _real(value) > 0 else 0)


def _truth(values: tuple[Number, ...]) -> list[bool]:
    if not all(isinstance(value, bool) for value in values):
        raise TypeError
    return list(values)


_CONSTANTS: dict[str, Callable[[], Number]] = {
    "Exp1": lambda: mpmath.e + 0, "Pi": lambda: mpmath.pi + 0, "ImaginaryUnit": lambda: mpmath.mpc(0, 1),
    "Infinity": lambda: mpmath.inf, "NegativeInfinity": lambda: -mpmath.inf, "GoldenRatio": lambda: mpmath.phi + 0,
    "EulerGamma": lambda: mpmath.euler + 0, "Catalan": lambda: mpmath.catalan + 0,
    "true": lambda: True, "false": lambda: False,
}  # fmt: skip
_TRANSCENDENTAL: dict[str, Callable[..., Number]] = {
    "exp": mpmath.exp, "expm1": mpmath.expm1, "exp2": lambda x: mpmath.power(2, x),
    "erf": _erf, "erfc": _erfc, "erfi": _erfi,
    "erf2": lambda a, b: _erf(b) - _erf(a), "erfinv": mpmath.erfinv,
    "erfcinv": lambda x: mpmath.erfinv(1 - x),
    "sin": mpmath.sin, "cos": mpmath.cos, "tan": mpmath.tan, "cot": mpmath.cot, "sec": mpmath.sec, "csc": mpmath.csc,
    "asin": mpmath.asin, "acos": mpmath.acos, "atan": mpmath.atan, "acot": mpmath.acot,
    "atan2": lambda y, x: mpmath.atan2(_real(y), _real(x)),
    "sinh": mpmath.sinh, "cosh": mpmath.cosh, "tanh": mpmath.tanh, "coth": mpmath.coth, "sech": mpmath.sech,
    "csch": mpmath.csch, "asinh": mpmath.asinh, "acosh": mpmath.acosh, "atanh": mpmath.atanh, "acoth": mpmath.acoth,
    "gamma": _gamma, "loggamma": lambda x: mpmath.loggamma(x) if _size(x) < 200 else _UNDEFINED,
    "factorial": lambda x: _gamma(x + 1), "LambertW": lambda x: mpmath.lambertw(x), "digamma": mpmath.digamma,
    "beta": lambda a, b: _gamma(a) * _gamma(b) / _gamma(a + b), "exp_polar": mpmath.exp,
}  # fmt: skip
_SERIES = frozenset(
    "erf erfc erfi erf2 erfinv erfcinv gamma loggamma factorial LambertW digamma beta AppliedUndef".split()
)
_OPERATIONS: dict[str, Callable[..., Number]] = {
    **_CONSTANTS,
    **_TRANSCENDENTAL,
    "log": _log,  # cheap at any magnitude
    "log1p": lambda x: _log(1 + x), "log2": lambda x: _log(x, mpmath.mpf(2)),
    "log10": lambda x: _log(x, mpmath.mpf(10)),
    "Add": _sum, "Mul": _product, "Pow": _power, "Abs": mpmath.fabs, "sign": mpmath.sign, "re": mpmath.re,
    "im": mpmath.im, "conjugate": mpmath.conj, "arg": mpmath.arg, "polar_lift": lambda x: x,
    "floor": lambda x: mpmath.floor(_real(x)), "ceiling": lambda x: mpmath.ceil(_real(x)),
    "frac": lambda x: _real(x) - mpmath.floor(_real(x)), "Mod": lambda a, b: _real(a) - _real(b) * mpmath.floor(a / b),
    "Min": lambda *xs: min(_real(x) for x in xs), "Max": lambda *xs: max(_real(x) for x in xs),
    "Heaviside": _heaviside,
    "ExprCondPair": lambda value, condition: (value, condition),
    "Equality": lambda a, b: bool(a == b), "Unequality": lambda a, b: bool(a != b),
    "StrictLessThan": _order(lambda a, b: a < b), "StrictGreaterThan": _order(lambda a, b: a > b),
    "LessThan": _order(lambda a, b: a <= b), "GreaterThan": _order(lambda a, b: a >= b),
    "And": lambda *xs: all(_truth(xs)), "Or": lambda *xs: any(_truth(xs)), "Not": lambda x: not _truth((x,))[0],
    "Xor": lambda *xs: sum(_truth(xs)) % 2 == 1, "ITE": lambda c, a, b: a if _truth((c,))[0] else b,
}  # fmt: skip
