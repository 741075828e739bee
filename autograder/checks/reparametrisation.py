"""Samplers as differentiable functions of their parameters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.checks.engine.numbers import Array
from autograder.checks.functions import Function, elementwise
from autograder.checks.values import real_array
from autograder.record.losses import NotEarned, TickLost
from autograder.texts import _

SCORES = np.array([-1.7, -0.6, 0.35, 1.1, 2.3])
FIXED = (0.3, 0.8)
"""Values of mu and sigma at which the respective other one is scanned."""
SCANS = (("mu", -3.0, 3.0), ("sigma", 0.25, 3.0))
SPACING = 0.0625
"""A binary fraction, so that 0, integers and halves, where case distinctions like to sit, are grid points."""
STEP, FINE_STEP = 1e-4, 4e-6
SUSPECTS, HALVINGS = 6, 11
KINK, JUMP = 0.02, 1e-6


def require_differentiable(sample: Function) -> None:
    """Require `sample(eps, mu, sigma)` to be differentiable in mu and in sigma at fixed eps.

    At the points of a scan of each parameter the second difference over 1e-4 steps is compared with the size of the
    value and its slope: at a kink or jump it is larger by orders of magnitude. Between them, the intervals over which
    the slope changes most, or the value does what the slopes do not explain, are halved eleven times towards the
    change: what is smooth becomes straight, while a kink or jump keeps its size. A change of slope by 2 % of value and
    slope, or a jump by 1e-6 of them, is found; samplers that solve equations numerically to 1e-8 pass.
    """
    for index, (name, low, high) in enumerate(SCANS):
        grid = np.arange(low, high + SPACING / 2, SPACING)
        scan = _Scan(sample, index)
        values = scan.around(grid, (-STEP, 0.0, STEP))
        with np.errstate(all="ignore"):
            smooth = _is_smooth(*values) and not _breaks(scan, grid, values[1], (values[2] - values[0]) / (2 * STEP))
        if not smooth:
            raise NotEarned(
                expected=_("`{name}` is differentiable in {parameter} at fixed eps", name=sample.name, parameter=name),
                got=_("a jump or a kink in its dependence on {parameter}", parameter=name),
                hint=_("the gradient of the bound has to flow through the sample to {parameter}", parameter=name),
            )


class _Scan:
    """A sampler as a function of one of its parameters."""

    def __init__(self, sample: Function, index: int) -> None:
        self._sample = sample
        self._index = index

    def at(self, values: Array) -> Array:
        """Samples at every value of the parameter, shape (len(values), len(SCORES))."""
        points = [[*FIXED[: self._index], float(value), *FIXED[self._index + 1 :]] for value in values]
        rows = self._sample.map([(SCORES.copy(), *point) for point in points])
        return np.array([self._row(row, point) for row, point in zip(rows, points, strict=True)])

    def around(self, values: Array, shifts: Sequence[float]) -> Array:
        """The same at every value plus each of the shifts, shape (len(shifts), len(values), len(SCORES))."""
        shifted = np.concatenate([values + shift for shift in shifts])
        return self.at(shifted).reshape(len(shifts), len(values), len(SCORES))

    def _row(self, row: Any, point: list[float]) -> Array:
        try:
            if not isinstance(row, TickLost):
                numbers = real_array(row, self._sample.name)
                if numbers.size == len(SCORES):
                    return np.asarray(numbers.reshape(-1))
        except NotEarned:
            pass
        return elementwise(self._sample, SCORES, *point)


def _is_smooth(before: Array, middle: Array, after: Array) -> bool:
    size = np.abs(middle) + np.abs(after - before) / (2 * STEP) + 1e-9
    bends = np.abs(after - 2 * middle + before) > 0.02 * STEP * size + 1e-9
    return bool(np.isfinite(np.stack([before, middle, after])).all() and not bends.any())


def _breaks(scan: _Scan, grid: Array, values: Array, slopes: Array) -> bool:
    """Whether a kink or jump lies between points of the grid."""
    bending = _bending(slopes[:-1], slopes[1:], values[:-1], values[1:])
    unexplained = _unexplained(SPACING, slopes[:-1], slopes[1:], values[:-1], values[1:])
    k = np.concatenate([np.argsort(measure)[-SUSPECTS:] for measure in (bending, unexplained)])
    is_bend = np.arange(len(k)) < SUSPECTS
    left, right = (grid[k], values[k], slopes[k]), (grid[k + 1], values[k + 1], slopes[k + 1])
    for _halving in range(HALVINGS):
        middle = (left[0] + right[0]) / 2
        up, down = scan.around(middle, (FINE_STEP, -FINE_STEP))
        centre = middle, (up + down) / 2, (up - down) / (2 * FINE_STEP)
        bends_first = _follow_bending(left, centre) > _follow_bending(centre, right)
        jumps_first = _follow_jump(left, centre) > _follow_jump(centre, right)
        first = np.where(is_bend, bends_first, jumps_first)
        left, right = _choose(first, left, centre), _choose(first, centre, right)
    length = float(right[0][0] - left[0][0])
    kinks = _bending(left[2], right[2], left[1], right[1]) > KINK
    jumps = _unexplained(length, left[2], right[2], left[1], right[1]) > JUMP + 50 * length
    return bool((kinks | jumps).any() or not np.isfinite([left[1], right[1]]).all())


Place = tuple[Array, Array, Array]
"""Parameter values of shape (k,), samples and slopes of shape (k, len(SCORES))."""


def _choose(first: Array, a: Place, b: Place) -> Place:
    rows = first[:, None]
    return np.where(first, a[0], b[0]), np.where(rows, a[1], b[1]), np.where(rows, a[2], b[2])


def _size(slope_a: Array, slope_b: Array, a: Array, b: Array) -> Array:
    return np.asarray(np.abs(a) + np.abs(b) + np.minimum(np.abs(slope_a), np.abs(slope_b)) + 1e-9)


def _bending(slope_a: Array, slope_b: Array, a: Array, b: Array) -> Array:
    """The change of slope relative to values and slopes, the largest over eps."""
    return np.asarray((np.abs(slope_b - slope_a) / _size(slope_a, slope_b, a, b)).max(axis=1))


def _unexplained(length: float, slope_a: Array, slope_b: Array, a: Array, b: Array) -> Array:
    """The change of value that the slopes at both ends do not explain, relative likewise."""
    straight = length * (slope_a + slope_b) / 2
    return np.asarray((np.abs(b - a - straight) / _size(slope_a, slope_b, a, b)).max(axis=1))


def _follow_bending(left: Place, right: Place) -> Array:
    return _bending(left[2], right[2], left[1], right[1])


def _follow_jump(left: Place, right: Place) -> Array:
    size = _size(left[2], right[2], left[1], right[1])
    return np.asarray((np.abs(right[1] - left[1]) / size).max(axis=1))
