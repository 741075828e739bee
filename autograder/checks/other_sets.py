"""Wrong models of sets and of single values."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import mpmath

from autograder.checks.expressions import require_equal, require_symbols, value_at
from autograder.checks.mistakes import Fits, require
from autograder.checks.sets import require_set
from autograder.checks.values import expression, real

log = mpmath.log
POINTS = ({"mu": "0.3", "sigma": "0.8"}, {"mu": "-1.2", "sigma": "1.7"}, {"mu": "0", "sigma": "0.4"})


def sets_are(wrong: Mapping[str, tuple[float, float]]) -> Fits:
    """Every set is this interval, finite ends in it or not."""

    def fits(answers: Any) -> None:
        for name, interval in wrong.items():
            ends = [end for end in interval if math.isfinite(end)]
            require_set(answers[name], name, interval=interval, free_ends=ends, words="")

    return fits


def is_expression(name: str, wrong: Callable[..., Any]) -> Fits:
    """An expression in mu and sigma, or a number, is the wrong one."""
    return lambda answers: require_equal(expression(answers[name], name), wrong, POINTS, name)


def is_minus_infinity(name: str) -> Fits:
    """A value is minus infinity."""
    return lambda answers: require(real(answers[name], name) == -math.inf)


def is_finite(name: str) -> Fits:
    """A value is a finite number, or an expression in mu and sigma that is one."""

    def fits(answers: Any) -> None:
        tree = expression(answers[name], name)
        require_symbols(tree, POINTS[0].keys(), name)
        for point in POINTS:
            value_at(tree, point, name)

    return fits
