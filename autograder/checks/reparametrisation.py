"""Samplers as deterministic, differentiable functions of their parameters, and composition of transformations."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.checks.functions import Function, elementwise
from autograder.outcomes import NotEarned

Array = np.ndarray[Any, Any]

SCORES = np.array([-1.7, -0.6, 0.35, 1.1, 2.3])
STEP = 1e-4
MU_RANGE, SIGMA_RANGE = (-3.0, 3.0), (0.25, 3.0)
SPACING = 0.0625
"""A binary fraction, so that 0, integers and halves, where case distinctions like to sit, are grid points."""


def require_differentiable(sample: Function) -> None:
    """Require `sample(eps, mu, sigma)` to be differentiable in mu and in sigma at fixed eps.

    Along a fine scan of each parameter the second difference over 1e-4 steps is compared with the size of the value and
    its slope: at a kink or jump it is larger by orders of magnitude. A jump between grid points shows as a change that
    no slope nearby explains.
    """
    for index, (name, (low, high)) in enumerate((("mu", MU_RANGE), ("sigma", SIGMA_RANGE))):
        grid = np.arange(low, high + SPACING / 2, SPACING)
        values = np.array([[_at(sample, index, value + shift) for shift in (-STEP, 0.0, STEP)] for value in grid])
        if not _is_smooth(grid, values):
            expected = f"`{sample.name}` is differentiable in {name} at fixed eps"
            raise NotEarned(expected=expected, came=f"a jump or a kink in its dependence on {name}")


def _at(sample: Function, index: int, value: float) -> Array:
    parameters = [0.3, 0.8]
    parameters[index] = float(value)
    return elementwise(sample, SCORES, *parameters)


def _is_smooth(grid: Array, values: Array) -> bool:
    """`values` has shape (len(grid), 3, len(SCORES))."""
    before, middle, after = values[:, 0], values[:, 1], values[:, 2]
    size = np.abs(middle) + np.abs(after - before) / (2 * STEP) + 1e-9
    if not np.isfinite(values).all() or (np.abs(after - 2 * middle + before) > 0.02 * STEP * size + 1e-9).any():
        return False
    slope = np.abs(after - before) / (2 * STEP)
    change = np.abs(np.diff(middle, axis=0))
    explained = SPACING * (slope[:-1] + slope[1:]) * 2 + 0.25 * np.minimum(np.abs(middle[:-1]), np.abs(middle[1:]))
    return bool((change <= explained + 1e-6).all()) and len(grid) == len(values)


def require_composition(c: Function, t: Function, m: Function, parameters: list[tuple[float, float]]) -> None:
    """Require C(eps, mu, sigma) = M(T(eps), mu, sigma) with the student's own T and M, to 1e-6 relative.

    A constant T or M ignores its input and carries nothing forward.
    """
    expected = f"`{c.name}` composes the own `{m.name}` and `{t.name}`"
    eps = np.linspace(-3.0, 3.0, 49)
    z = elementwise(t, eps)
    if _is_constant(z):
        raise NotEarned(expected=expected, came=f"a `{t.name}` that does not depend on its input")
    for mu, sigma in parameters:
        composed = elementwise(m, z, mu, sigma)
        if _is_constant(composed) or _is_constant(elementwise(m, np.linspace(0.2, 4.0, 20), mu, sigma)):
            raise NotEarned(expected=expected, came=f"a `{m.name}` that does not depend on its input")
        came = elementwise(c, eps, mu, sigma)
        gap = np.abs(came - composed)
        if not np.isfinite(composed).all() or not (gap <= 1e-6 * np.maximum(np.abs(composed), np.abs(came))).all():
            raise NotEarned(expected=expected, came="values that differ from those of the composition")


def _is_constant(values: Array) -> bool:
    return bool(np.ptp(values) <= 1e-9 * np.max(np.abs(values)))
