"""What the catalogues of mistakes are written with: an answer equals a wrong model, in the sense of the right one.

Everything here gives a function of `answers` that raises a `TickLost` unless the wrong model fits.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from autograder.checks.engine.numbers import Array
from autograder.checks.expressions import Point, require_equal
from autograder.checks.functions import require_value
from autograder.checks.values import boolean, condensed, mapping, pair, real, real_array, scalar
from autograder.isolation.wire import Value
from autograder.record.losses import NotEarned, TickLost
from autograder.record.mistakes import Mistake

__all__ = [
    "Fits",
    "Mistake",
    "NotThis",
    "both",
    "either",
    "equals",
    "equals_pair",
    "gives",
    "is_number",
    "is_rounded",
    "is_some_multiple",
    "is_verdict",
    "is_word",
    "require",
    "truths",
    "unless",
]

Fits = Callable[[Any], Mapping[str, str] | None]
Formula = Callable[..., Any]

RELATIVE = 1e-6


class NotThis(NotEarned):
    """The answer does not make this mistake."""


def require(condition: object) -> None:
    """Raise `NotThis` unless the condition holds."""
    if not condition:
        raise NotThis


def either(*models: Fits) -> Fits:
    """One of several forms of the same mistake fits."""

    def fits(answers: Any) -> Mapping[str, str] | None:
        for model in models:
            with contextlib.suppress(TickLost):
                return model(answers) or {}
        raise NotThis

    return fits


def both(*models: Fits) -> Fits:
    """All of these fit."""

    def fits(answers: Any) -> None:
        for model in models:
            model(answers)

    return fits


def unless(model: Fits) -> Fits:
    """This does not fit."""

    def fits(answers: Any) -> None:
        try:
            model(answers)
        except TickLost:
            return
        raise NotThis

    return fits


def is_number(name: str, wrong: float) -> Fits:
    """A number is the wrong one, to a relative tolerance (an absolute one for 0)."""
    return lambda answers: require(abs(real(answers[name], name) - wrong) <= RELATIVE * (abs(wrong) or 1))


def is_rounded(name: str, right: float, *, within: float) -> Fits:
    """A number is the right one, but for rounding that the ✓ does not allow."""

    def fits(answers: Any) -> None:
        off = abs(real(answers[name], name) - right)
        require(RELATIVE * abs(right) < off <= within * abs(right))

    return fits


def is_some_multiple(name: str, unit: float, *, right: Fraction) -> Fits:
    """A number is a multiple of another one, by another small fraction than the right one."""

    def fits(answers: Any) -> dict[str, str]:
        value = real(answers[name], name) / unit
        factor = Fraction(value).limit_denominator(8)
        require(factor not in (0, right) and abs(factor) <= 16 and abs(value - factor) <= RELATIVE * abs(factor))
        return {"factor": str(factor)}

    return fits


def equals(name: str, formula: Formula, points: Sequence[Point]) -> Fits:
    """The expression `name` equals the wrong formula at every point of the right one's domain."""
    return lambda answers: require_equal(answers[name], formula, points, name)


def equals_pair(name: str, formulas: tuple[Formula, Formula], points: Sequence[Point]) -> Fits:
    """A pair of expressions equals two wrong formulas, in this order."""

    def fits(answers: Any) -> None:
        for value, formula in zip(pair(answers[name], name), formulas, strict=True):
            require_equal(value, formula, points, name)

    return fits


def gives(name: str, formula: Formula, calls: Iterable[tuple[Any, ...]]) -> Fits:
    """The function `name` gives the wrong formula's values, in its shape, NaN where it has none, to 1e-6 relative."""
    listed = list(calls)

    def fits(answers: Any) -> None:
        results = answers.function(name).map(listed)
        for call, result in zip(listed, results, strict=True):
            with np.errstate(all="ignore"):
                wanted = np.asarray(formula(*call), dtype=float)
            require_close(numbers(require_value(result), name), wanted)

    return fits


def numbers(value: Value, name: str) -> Array:
    """Real numbers, or NaN for what is none."""
    return real_array(value, name, nan=True)


def require_close(got: Array, wanted: Array) -> None:
    """Require the same shape (but for axes of length one) and the same numbers to 1e-6 relative, NaN for NaN."""
    got, wanted = np.squeeze(got), np.squeeze(wanted)
    require(got.shape == wanted.shape)
    require(np.isclose(got, wanted, rtol=RELATIVE, atol=0, equal_nan=True).all())


def is_verdict(name: str, *, verdict: bool) -> Fits:
    """A truth value is the wrong one."""
    return lambda answers: require(boolean(answers[name], name) is verdict)


def is_word(name: str, word: str) -> Fits:
    """A text is this word; case and white space are forgiven."""

    def fits(answers: Any) -> None:
        given = scalar(answers[name])
        require(isinstance(given, str) and condensed(given) == condensed(word))

    return fits


def truths(name: str, wrong: Mapping[str, bool]) -> Fits:
    """A table holds exactly these truth values under these keys."""

    def fits(answers: Any) -> None:
        given = mapping(answers[name], name)
        for key, verdict in wrong.items():
            require(condensed(key) in given and boolean(given[condensed(key)], name) is verdict)

    return fits
