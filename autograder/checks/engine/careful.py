"""Values with a bound of their error, so that a cancellation is told from a missing value and a tiny slope from none.

Each node has a value and the binary exponent of its absolute error, which follows the error of its operands. Where an
operand may lie on the other side of a pole, branch or case distinction than it seems, or where a term is too small to
be seen beside the others, the precision is raised until it does not; beyond `MOST_BITS` nothing is said.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping

import mpmath
from mpmath import mp

from autograder.checks.engine.evaluate import Functions, Point, Undefined, UnknownName
from autograder.checks.engine.numbers import Number, mpf
from autograder.checks.engine.operations import LARGEST_ARGUMENT, OPERATIONS, TRANSCENDENTAL, UNDEFINED, size
from autograder.checks.engine.steps import charge
from autograder.isolation.wire import Expr, FloatData, SymbolData
from autograder.isolation.wire.expr import walk

FIRST_BITS, MOST_BITS = 260, 16_000
MARGIN = 64
EXACT = -(10**9)
"""The exponent of an error that is none."""
RELATIONS = frozenset("LessThan GreaterThan StrictLessThan StrictGreaterThan Equality Unequality".split())
SATURATING: Mapping[str, Callable[[Number], Number]] = {
    "tanh": lambda x: 3 * x, "coth": lambda x: 3 * x, "erf": lambda x: 1.5 * x**2
}  # fmt: skip
"""Functions that tend to one, and how many bits tell them from it."""
STEPS = frozenset("sign floor ceiling frac Heaviside Mod Max Min arg".split())


class Unresolved(Exception):
    """The value cannot be told with a reasonable number of digits."""


class AtAStep(Unresolved):
    """It cannot be told on which side of a step or condition the point lies; it may lie on it."""


class _MoreBits(Exception):
    """So many bits, or twice as many as now, may tell the value."""

    def __init__(self, bits: int = 0, *, at_a_step: bool = False) -> None:
        super().__init__(bits)
        self.bits = bits
        self.at_a_step = at_a_step


@dataclasses.dataclass(frozen=True)
class Approximate:
    """A number (or truth value) that is known up to 2**error."""

    value: Number
    error: int = EXACT

    @property
    def is_clear(self) -> bool:
        """Whether it is certainly not zero."""
        return bool(self.value != 0) and _magnitude(self.value) > self.error + 2


def approximate(
    root: Expr, point: Point, functions: Functions, given: Mapping[int, Number], *, absolute: int = -EXACT
) -> Approximate:
    """The value of an expression at an exactly known point, with as many bits as it takes, to 2**absolute.

    Raises `Undefined` where there certainly is none, `Unresolved`, or `UnknownName`.
    """
    order, bits, at_a_step = walk(root), FIRST_BITS, False
    while bits <= MOST_BITS:
        try:
            with mp.workprec(bits):
                values = {key: Approximate(value) for key, value in given.items()}
                for node in order:
                    if id(node) not in values:
                        charge((bits / FIRST_BITS) ** 1.5)
                        values[id(node)] = _node(node, [values[id(child)] for child in node.args], point, functions)
                found = values[id(root)]
                if found.value is UNDEFINED or isinstance(found.value, tuple):
                    raise Undefined
                if found.error <= absolute:
                    return found
                raise _MoreBits
        except _MoreBits as more:
            bits, at_a_step = max(2 * bits, more.bits), more.at_a_step
    raise AtAStep if at_a_step else Unresolved


def _node(node: Expr, args: list[Approximate], point: Point, functions: Functions) -> Approximate:
    data = node.data
    if isinstance(data, SymbolData):
        if data.name not in point:
            raise UnknownName
        return _rounded(mpf(point[data.name]))
    if isinstance(data, FloatData):
        mantissa = -data.mantissa if data.sign else data.mantissa
        return Approximate(mp.make_mpf(mpmath.libmp.from_man_exp(mantissa, data.exponent)))
    if data is not None and node.head != "AppliedUndef":
        return _rounded(mpf(data))
    if node.head == "Piecewise":
        return _branch(args)
    if node.head == "ExprCondPair":
        return Approximate((args[0], args[1].value))
    if any(arg.value is UNDEFINED for arg in args):
        return Approximate(UNDEFINED)
    if node.head == "Add":
        return _sum(args)
    if node.head == "Mul":
        return _product(args)
    return _applied(node, args, functions)


def _rounded(value: Number) -> Approximate:
    """A number as it is stored: exact where it has fewer bits than fit."""
    whole = isinstance(value, int) or (isinstance(value, mpmath.mpf) and value._mpf_[3] < mp.prec - 2)
    value = mpmath.mpmathify(value)
    return Approximate(value, EXACT if whole else _magnitude(value) - mp.prec)


def _branch(args: list[Approximate]) -> Approximate:
    for arg in args:
        if not isinstance(arg.value, tuple) or arg.value[1] is UNDEFINED:
            return Approximate(UNDEFINED)
        if arg.value[1] is True:
            branch: Approximate = arg.value[0]
            return branch
    return Approximate(UNDEFINED)


def _sum(args: list[Approximate]) -> Approximate:
    value = mpmath.fsum(arg.value for arg in args)
    top = max((_magnitude(arg.value) for arg in args), default=EXACT)
    for arg in args:
        span = top - _magnitude(arg.value) + MARGIN if arg.value != 0 else 0
        if span > MOST_BITS:
            raise Unresolved
        if span > mp.prec:
            raise _MoreBits(span)
    return Approximate(value, max(*(arg.error for arg in args), top - mp.prec, EXACT) + 1)


def _product(args: list[Approximate]) -> Approximate:
    value, relative = mpmath.mpf(1), -mp.prec
    if any(arg.value == 0 and arg.error == EXACT for arg in args):
        return Approximate(mpmath.mpf(0))
    reach = 0
    for arg in args:
        value = value * arg.value
        reach += max(_magnitude(arg.value), arg.error) if arg.value != 0 else arg.error
        relative = max(relative, arg.error - _magnitude(arg.value)) if arg.value != 0 else 0
    return Approximate(value, reach + relative + 2 + len(args))


def _applied(node: Expr, args: list[Approximate], functions: Functions) -> Approximate:
    """Any other operation: its value, and how far it moves when its operands do."""
    operation = functions.get(str(node.data)) if node.head == "AppliedUndef" else OPERATIONS.get(node.head)
    if node.head == "AppliedUndef" and operation is None:
        raise UnknownName
    if operation is None:
        return Approximate(UNDEFINED)
    values = [arg.value for arg in args]
    if node.head in TRANSCENDENTAL and any(size(value) > LARGEST_ARGUMENT for value in values):
        raise Unresolved
    if node.head in RELATIONS or node.head in STEPS:
        _require_clear_order(args)
    value = _value(operation, values)
    if node.head in SATURATING:
        _require_unsaturated(node.head, values[0], value)
    if isinstance(value, bool) or value is UNDEFINED:
        if value is UNDEFINED and any(arg.error > EXACT for arg in args):
            raise _MoreBits
        return Approximate(value)
    error = _magnitude(value) - mp.prec + 2
    for place, arg in enumerate(args):
        if isinstance(arg.value, bool) or arg.error == EXACT:
            continue
        step = mpmath.ldexp(mpmath.mpf(1), arg.error)
        for moved in (arg.value + step, arg.value - step):
            other = _value(operation, [*values[:place], moved, *values[place + 1 :]])
            if other is UNDEFINED or isinstance(other, bool):
                raise _MoreBits
            error = max(error, _magnitude(other - value) if other != value else EXACT)
    if value != 0 and error > _magnitude(value) - 8 and any(arg.error > EXACT for arg in args):
        raise _MoreBits(at_a_step=node.head in STEPS)  # it moves by as much as it is large: a pole or a branch is near
    return Approximate(value, error + 1)


def _require_unsaturated(head: str, argument: Number, value: Number) -> None:
    """A function that tends to one must not have got there by rounding."""
    if value is UNDEFINED or mpmath.im(value) != 0 or abs(abs(value) - 1) > mpmath.ldexp(1, 16 - mp.prec):
        return
    bits = SATURATING[head](abs(argument)) + MARGIN
    if bits > MOST_BITS:
        raise Unresolved
    if bits > mp.prec:
        raise _MoreBits(int(bits) + 1)


def _require_clear_order(args: list[Approximate]) -> None:
    """Numbers that are compared must be told from what they are compared with, or from zero."""
    numbers = [arg for arg in args if not isinstance(arg.value, bool)]
    for a, b in zip(numbers, [*numbers[1:], Approximate(mpmath.mpf(0))], strict=True):
        error = max(a.error, b.error)
        gap = a.value - b.value
        if error > EXACT and (gap == 0 or _magnitude(gap) <= error + 2):
            raise _MoreBits(at_a_step=True)


def _value(operation: Callable[..., Number], values: list[Number]) -> Number:
    try:
        result = operation(*values)
        return result if isinstance(result, (bool, tuple)) or mpmath.isfinite(result) else UNDEFINED
    except Exception:  # mpmath has many ways to say that a value does not exist or cannot be found
        return UNDEFINED


def _magnitude(value: Number) -> int:
    """The binary exponent of a number, that of zero being no smaller than any other's."""
    if isinstance(value, bool):
        return 0
    if not mpmath.isfinite(value):
        raise Undefined
    return int(mpmath.mag(value)) if value != 0 else EXACT
