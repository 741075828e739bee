"""Sampling a curve more densely where it bends, jumps or turns."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import numpy as np

from autograder.checks.engine.numbers import Array

SPLIT = 0.4142
"""Where an interval is divided; not in the middle, which symmetric answers make special."""
ROUNDS = 40


@dataclasses.dataclass(frozen=True)
class Curve:
    """Values y at increasing abscissae x, joined by straight lines; `unresolved` is the x-length still in doubt."""

    x: Array
    y: Array
    unresolved: float


def refine(x: Array, y: Array, f: Callable[[Array], Array], *, error: float, most: int, areas: bool = False) -> Curve:
    """Split intervals of a curve until each bends by little: (its length) x (relative deviation from a line) <= error.

    That product bounds how much x-length a straight line attributes to wrong values of y, when y is monotone between
    neighbours. At a jump or turn the relative deviation stays large, so the interval is split until it is shorter than
    `error`. With `areas` the product is (its length) x (deviation), which bounds the error of the area below. `f` maps
    an array of abscissae to values, NaN where there is none (such points are left out). Stops at `most` abscissae and
    reports what is left.
    """
    doubtful = np.ones(len(x) - 1, dtype=bool)
    deviation = np.diff(x)
    for _ in range(ROUNDS):
        where = np.flatnonzero(doubtful)
        if not len(where) or len(x) + len(where) > most:
            break
        middle = x[where] + SPLIT * (x[where + 1] - x[where])
        values = f(middle)
        with np.errstate(all="ignore"):
            bend = np.abs(values - (y[where] + SPLIT * (y[where + 1] - y[where])))
            height = np.maximum(
                np.abs(y[where + 1] - y[where]), np.maximum(abs(values - y[where]), abs(values - y[where + 1]))
            )
            relative = bend if areas else np.where(height > 0, bend / height, 0.0)
        deviation[where] = (x[where + 1] - x[where]) * relative
        bent = deviation[where] > error
        fresh = np.isfinite(values) & (middle > x[where]) & (middle < x[where + 1])
        doubtful[:] = False
        doubtful[where[bent & fresh]] = True
        places, keep = where[fresh] + 1, fresh
        x, y = np.insert(x, places, middle[keep]), np.insert(y, places, values[keep])
        doubtful = np.insert(doubtful, places, doubtful[where[fresh]])
        deviation = np.insert(deviation, places, deviation[where[fresh]])
    return Curve(x, y, float(deviation[doubtful].sum()) if doubtful.any() else 0.0)


def occupation(curve: Curve) -> tuple[Array, Array, Array]:
    """Levels, and the x-length on which the curve is below each (first excluding, then including equality).

    All three are arrays of one length; the levels are all values of y, at which a piecewise linear function of x has
    its occupation's kinks and jumps.
    """
    mass = np.diff(curve.x)
    low, high = np.minimum(curve.y[:-1], curve.y[1:]), np.maximum(curve.y[:-1], curve.y[1:])
    flat = high - low <= 1e-13
    levels = np.unique(curve.y)
    rate = np.where(flat, 0.0, mass / np.where(flat, 1.0, high - low))
    rising = _ramp(low[~flat], rate[~flat], levels) - _ramp(high[~flat], rate[~flat], levels)
    order = np.argsort(low[flat])
    steps, atoms = low[flat][order], np.concatenate([[0.0], np.cumsum(mass[flat][order])])
    below = rising + atoms[np.searchsorted(steps, levels, side="left")]
    return levels, below, rising + atoms[np.searchsorted(steps, levels, side="right")]


def _ramp(start: Array, rate: Array, levels: Array) -> Array:
    """The sum of rate * max(0, level - start) at each level."""
    order = np.argsort(start)
    start, rate = start[order], rate[order]
    count = np.searchsorted(start, levels, side="right")
    slopes = np.concatenate([[0.0], np.cumsum(rate)])
    offsets = np.concatenate([[0.0], np.cumsum(rate * start)])
    return np.asarray(slopes[count] * levels - offsets[count])
