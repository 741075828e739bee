"""Bounds of an expression along a whole grid, in double precision: they show quickly that it is clearly not zero.

Interval arithmetic on arrays. Every operation gives the bounds of its exact result, widened outwards by more than the
libraries' functions may err. A value that is not bounded here (it is complex, undefined, too large, near a pole, or its
operation is not known) is NaN, and has to be computed by `evaluate`: nothing is decided by leaving it out.
"""

from __future__ import annotations

import dataclasses
import functools
import math
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any, TypeGuard

import numpy as np
from scipy import special

from autograder.checks.engine.numbers import Array
from autograder.isolation.wire import Expr, FloatData, SymbolData
from autograder.isolation.wire.expr import walk

ROUNDING = 1e-14
"""Relative errors that arithmetic, exp, log and powers stay below: some forty units in the last place."""
SPECIAL_ROUNDING = 1e-11
"""The same for error functions, which err by about the square of their argument in the tails."""
SMALLEST = 1e-290
"""Widens what may have underflowed."""
MOST_REPEATED = 10_000
"""Whole exponents up to which powers of negative numbers are bounded."""


@dataclasses.dataclass(frozen=True)
class Bounds:
    """Lower and upper bounds, of one shape; NaN in either where there are none."""

    low: Array
    high: Array

    def where(self, known: Array) -> Bounds:
        """The same, with NaN elsewhere: a power of NaN can be 1, so that unknown operands do not always show."""
        return Bounds(np.where(known, self.low, np.nan), np.where(known, self.high, np.nan))

    def middle_where_clear(self, relative: float) -> Array:
        """The values that are known, their sign included, to a relative error; NaN for the others."""
        middle = (self.low + self.high) / 2
        clear = (self.high - self.low < relative * np.abs(middle)) & (self.low * np.sign(self.high) > 0)
        return np.asarray(np.where(clear, middle, np.nan))

    def spread(self, count: int) -> Bounds:
        """The same with a value for each of `count` places, where one may have stood for all of them."""
        return Bounds(np.broadcast_to(self.low, count), np.broadcast_to(self.high, count))

    def magnitudes(self) -> tuple[Array, Array]:
        """The least and the most that the absolute values can be."""
        a, b = np.abs(self.low), np.abs(self.high)
        return np.asarray(np.where(self.low * self.high < 0, 0.0, np.minimum(a, b))), np.asarray(np.maximum(a, b))

    def neighbours_differ(self) -> Array:
        """Whether each magnitude is certainly not the next one's, one fewer than there are values."""
        least, most = self.magnitudes()
        return np.asarray((most[:-1] < least[1:]) | (most[1:] < least[:-1]))

    def signs(self) -> Array:
        """1 or -1 where the sign is certain, else 0."""
        return np.where(self.low > 0, 1, 0) - np.where(self.high < 0, 1, 0)

    def __add__(self, other: Bounds) -> Bounds:
        return _widened(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Bounds) -> Bounds:
        return _widened(self.low - other.high, self.high - other.low)

    def __mul__(self, other: Bounds) -> Bounds:
        corners = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        return _hull(corners)

    def __truediv__(self, other: Bounds) -> Bounds:
        return self * _whole_power(other, -1)


def constant(value: float) -> Bounds:
    """The bounds of one exactly known number."""
    return Bounds(np.float64(value), np.float64(value))


def exactly(values: Array) -> Bounds:
    """The bounds of exactly known numbers."""
    return Bounds(values, values)


def rounded(values: Sequence[Any]) -> Bounds:
    """Bounds of numbers of higher precision than a double's, given in order."""
    return _widened(*(np.array([float(value) for value in values]),) * 2)


def hull(a: Bounds, b: Bounds) -> Bounds:
    """The bounds of what lies between."""
    return Bounds(np.minimum(a.low, b.low), np.maximum(a.high, b.high))


def bounds(
    root: Expr, point: Mapping[str, Bounds], functions: Mapping[str, Callable[[Bounds], Bounds]],
    *, given: Mapping[int, Bounds] | None = None,
) -> Bounds:  # fmt: skip
    """Bounds of `root` where each symbol, matched by name, lies within its bounds in `point`.

    `functions` gives meaning to undefined functions such as F; `given` has bounds of nodes, by identity.
    """
    values: dict[int, Bounds] = dict(given or {})
    with np.errstate(all="ignore"):
        for node in walk(root):
            if id(node) not in values:
                values[id(node)] = _node(node, [values[id(child)] for child in node.args], point, functions)
    return values[id(root)]


def _node(
    node: Expr, args: list[Bounds], point: Mapping[str, Bounds], functions: Mapping[str, Callable[[Bounds], Bounds]]
) -> Bounds:  # fmt: skip
    data = node.data
    if isinstance(data, SymbolData):
        return point.get(data.name, _UNKNOWN)
    if isinstance(data, (Fraction, FloatData)):
        return _number(data)
    if node.head == "AppliedUndef":
        operation = functions.get(data) if isinstance(data, str) and len(args) == 1 else None
        return _UNKNOWN if operation is None else operation(args[0])
    if node.head in ("Add", "Mul"):
        return functools.reduce(_add if node.head == "Add" else _multiply, args) if args else _UNKNOWN
    if node.head == "Pow" and _is_whole(exponent := node.args[1].data):
        return _whole_power(args[0], int(exponent))
    rule = _RULES.get((node.head, len(args)))
    return _UNKNOWN if rule is None else rule(*args)


def _number(data: Fraction | FloatData) -> Bounds:
    try:
        if isinstance(data, Fraction):
            value = data.numerator / data.denominator
        else:
            value = math.ldexp(-data.mantissa if data.sign else data.mantissa, data.exponent)
    except OverflowError:
        return _UNKNOWN
    return _widened(np.float64(value), np.float64(value))


def _widened(low: Any, high: Any, by: float = ROUNDING) -> Bounds:
    """The bounds, moved outwards by the errors of their computation; NaN for what is not finite."""
    size = np.maximum(np.abs(low), np.abs(high)) * by + SMALLEST
    low, high = low - size, high + size
    finite = np.isfinite(low) & np.isfinite(high)
    return Bounds(np.where(finite, low, np.nan), np.where(finite, high, np.nan))


def _hull(corners: list[Any]) -> Bounds:
    """The bounds of a function that is monotone in each of its arguments, from its values at the corners."""
    return _widened(functools.reduce(np.minimum, corners), functools.reduce(np.maximum, corners))


def _add(a: Bounds, b: Bounds) -> Bounds:
    return a + b


def _multiply(a: Bounds, b: Bounds) -> Bounds:
    return a * b


def _is_whole(data: Any) -> TypeGuard[Fraction]:
    return isinstance(data, Fraction) and data.denominator == 1 and abs(data) <= MOST_REPEATED


def _power(base: Bounds, exponent: Bounds) -> Bounds:
    """Powers of positive numbers; they are monotone in the base and in the exponent."""
    powers = _hull([b**e for b in (base.low, base.high) for e in (exponent.low, exponent.high)])
    return powers.where((base.low > 0) & (exponent.low <= exponent.high))


def _whole_power(base: Bounds, exponent: int) -> Bounds:
    """Powers with a whole exponent, of positive and of negative numbers; NaN where the base may be zero."""
    ends = (base.low, base.high)
    powers = _hull([np.abs(end) ** float(exponent) * np.sign(end) ** (exponent % 2) for end in ends])
    return powers.where(base.low * np.sign(base.high) > 0)


def _increasing(function: Callable[[Any], Any], by: float) -> Callable[[Bounds], Bounds]:
    """The rule of an increasing function, which gives NaN where it is not defined."""
    return lambda x: _widened(function(x.low), function(x.high), by)


def _decreasing(function: Callable[[Any], Any], by: float) -> Callable[[Bounds], Bounds]:
    return lambda x: _widened(function(x.high), function(x.low), by)


log = _increasing(np.log, ROUNDING)
ncdf = _increasing(special.ndtr, SPECIAL_ROUNDING)

_UNKNOWN = constant(math.nan)
_RULES: dict[tuple[str, int], Callable[..., Bounds]] = {
    ("Pi", 0): lambda: _widened(np.float64(np.pi), np.float64(np.pi)),
    ("Exp1", 0): lambda: _widened(np.float64(np.e), np.float64(np.e)),
    ("Pow", 2): _power,
    ("CarriedOut", 2): lambda _integral, value: value,
    ("exp", 1): _increasing(np.exp, ROUNDING),
    ("log", 1): log,
    ("erf", 1): _increasing(special.erf, SPECIAL_ROUNDING),
    ("erfc", 1): _decreasing(special.erfc, SPECIAL_ROUNDING),
    ("erfinv", 1): _increasing(special.erfinv, SPECIAL_ROUNDING),
}
