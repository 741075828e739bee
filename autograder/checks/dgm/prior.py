"""The prior of problem 2, logN(0, 1)."""

from __future__ import annotations

import numpy as np

from autograder.checks.engine.numbers import Array


def log_prior(x: Array) -> Array:
    """The log density of z ~ logN(0, 1) at z = exp(x), of x's shape: -x - x^2 / 2 - log(2 pi) / 2."""
    return np.asarray(-x - 0.5 * x**2 - 0.5 * np.log(2 * np.pi))
