"""Calling a student's numeric functions on arrays, or element by element when they only take scalars."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np

from autograder.checks.engine.numbers import Array
from autograder.checks.values import real, real_array
from autograder.isolation.wire import Value
from autograder.record.losses import AnswerRaised, NotEarned, TickLost
from autograder.texts import _


class Function(Protocol):
    """A student's function: called with fresh copies of plain arguments, gives plain values."""

    name: str

    def __call__(self, *args: Any) -> Value:
        """The value at `args`; raises a `TickLost` when the function raises or hangs."""

    def map(self, calls: Sequence[tuple[Any, ...]]) -> list[Value | TickLost]:
        """The value, or the failure, of each call."""


def values_at(f: Function, calls: Sequence[tuple[Any, ...]]) -> list[Value]:
    """The value of each call, all asked for in one round trip; raises the first failure."""
    return [require_value(result) for result in f.map(calls)]


def require_value(result: Value | TickLost) -> Value:
    """One result of `map`, raised when it is a failure."""
    if isinstance(result, TickLost):
        raise result
    return result


def elementwise(f: Function, x: Array, *params: float, undefined: bool = False) -> Array:
    """Values of `f` at every element of the one-dimensional array `x`, shape (len(x),).

    With `undefined`, an element at which the function raises or gives no real number is NaN instead of an error.
    """
    try:
        values: Array = real_array(f(x.copy(), *params), f.name, nan=undefined)
        if values.shape == x.shape:
            return values
        if values.ndim == 2 and values.size == x.size and 1 in values.shape:
            return np.asarray(values.reshape(x.shape))
    except (AnswerRaised, NotEarned):
        pass
    return _one_by_one(f, x, params, undefined)


def defined_somewhere(f: Function, x: Array, *params: float) -> Array:
    """As `elementwise` with `undefined`; a function that has a number nowhere raises what it raises."""
    values = elementwise(f, x, *params, undefined=True)
    return values if np.isfinite(values).any() else elementwise(f, x, *params)


def _one_by_one(f: Function, x: Array, params: tuple[float, ...], undefined: bool) -> Array:
    """A function that only takes scalars is judged on scalars: the mathematics is asked for, not the vectorising."""
    results = f.map([(float(item), *params) for item in x])
    values = np.empty(len(x))
    for index, result in enumerate(results):
        try:
            values[index] = real(require_value(result), f.name)
        except (AnswerRaised, NotEarned):
            if not undefined:
                raise
            values[index] = np.nan
    return values


def takes_arrays(f: Function, x: Array, *params: float) -> bool:
    """Whether `f` maps a whole array to an array of numbers, not to a list or by a call for each element.

    Raises `NotEarned` for a function that makes one number of many samples, such as their sum.
    """
    try:
        value = f(x.copy(), *params)
    except AnswerRaised:
        return False
    if isinstance(value, (int, float)) and not isinstance(value, bool) and np.isfinite(float(value)):
        got = _("a single number for {count} samples", count=len(x))
        raise NotEarned(expected=_("`{name}` gives one value for each sample", name=f.name), got=got)
    return isinstance(value, np.ndarray) and value.size == x.size


HALF_PRECISION = 2.0**-11
"""The largest relative error of one rounding to half precision."""
STEPS_IN_HALF = 8
"""How many times that a formula of a few steps, all in half precision, may be off for inputs up to 5."""


def rounding(f: Function, x: Array, *params: float) -> float:
    """The relative error that rounding explains in `f`'s values: where they are in half precision, else 0."""
    try:
        value = f(x.copy(), *params)
    except AnswerRaised:
        return 0.0
    return STEPS_IN_HALF * HALF_PRECISION if is_half(value) else 0.0


def is_half(value: Value) -> bool:
    """Whether this is an array in half precision."""
    return isinstance(value, np.ndarray) and value.dtype == np.float16


def require_family(f: Function, x: Array) -> None:
    """Require that `f(x, mu, sigma)` depends on mu, and on sigma: with one of them ignored it is no family in both."""
    at = {shifted: defined_somewhere(f, x, *shifted) for shifted in ((0.0, 1.0), *_SHIFTED.values())}
    for parameter, shifted in _SHIFTED.items():
        if np.array_equal(at[shifted], at[0.0, 1.0], equal_nan=True):
            raise NotEarned(
                expected=_("`{name}` is a family with the parameters mu and sigma", name=f.name),
                got=_("the same for every {parameter}", parameter=parameter),
                hint=_("what does not depend on {parameter} cannot be fitted with it", parameter=parameter),
            )


_SHIFTED = {"mu": (0.75, 1.0), "sigma": (0.0, 1.75)}


def require_pure(f: Function, x: Array, values: Array, *params: float) -> None:
    """Require that `f` maps every element by itself: the same again, in another order and company.

    A draw of random numbers, a standardisation by the batch's own mean, the use of an element's position, or results
    remembered by the batch's shape are no deterministic transformation of one sample.
    """
    shuffled = np.argsort(np.sin(np.arange(len(x)) * 12.9898))
    for order in (shuffled[: max(1, (2 * len(x)) // 3)], shuffled):  # what was kept for this shape would show
        if not _same(elementwise(f, x[order], *params, undefined=True), values[order]):
            expected = _("`{name}` is a deterministic function of each sample alone", name=f.name)
            if _same(elementwise(f, x, *params, undefined=True), values):
                got = _("other values for the same inputs when they came in another order or number")
                hint = _("each sample has to be computed from its own eps, whatever stands beside it")
            else:
                got = _("other values when it was called again with the same inputs")
                hint = _("draw nothing inside, and keep nothing from one call to the next")
            raise NotEarned(expected=expected, got=got, hint=hint)


def _same(again: Array, values: Array) -> bool:
    """Whether values are the same again; NaN is as NaN, and an infinity as itself."""
    with np.errstate(invalid="ignore"):
        close = np.abs(again - values) <= 1e-9 * np.maximum(np.abs(values), 1e-300)
    return bool(np.all(close | (again == values) | (np.isnan(again) & np.isnan(values))))
