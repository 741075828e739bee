"""The cdfs that problem 2 names: F of N(0, 1), Q01 of logN(0, 1) and Q of logN(mu, sigma^2)."""

from __future__ import annotations

import mpmath

from autograder.checks.engine import bounds
from autograder.checks.engine.bounds import Bounds
from autograder.checks.engine.evaluate import Functions
from autograder.checks.engine.graphs import BoundFunctions, NamedFunctions
from autograder.checks.engine.numbers import Number


def _standard() -> Functions:
    return {"F": mpmath.ncdf, "Q01": lambda x: mpmath.ncdf(mpmath.log(x))}


def _general(mu: Number, sigma: Number) -> Functions:
    return {**_standard(), "Q": lambda x: mpmath.ncdf((mpmath.log(x) - mu) / sigma)}


def _standard_within() -> BoundFunctions:
    return {"F": bounds.ncdf, "Q01": lambda x: bounds.ncdf(bounds.log(x))}


def _general_within(mu: Bounds, sigma: Bounds) -> BoundFunctions:
    return {**_standard_within(), "Q": lambda x: bounds.ncdf((bounds.log(x) - mu) / sigma)}


NAMES = frozenset({"F", "Q01", "Q"})
STANDARD_CDFS = NamedFunctions(NAMES, (), _standard, _standard_within, {"Q": "Q01"})
"""Where no parameters are around, a line that uses Q has no value."""
GENERAL_CDFS = NamedFunctions(NAMES, ("mu", "sigma"), _general, _general_within, {"Q": "Q01"})
