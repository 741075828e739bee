"""Measures of items and tests, as pure functions of numbers; undefined ones are None, never NaN."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence

import numpy as np


def success_interval(successes: int, trials: int, *, confidence: float = 0.95) -> tuple[float, float] | None:
    """Wilson's score interval of a success rate; None without trials.

    E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927): unlike the
    normal interval it stays inside [0, 1] and is honest where nearly all or nearly none succeed.
    """
    if trials == 0:
        return None
    z = statistics.NormalDist().inv_cdf((1 + confidence) / 2)
    rate, shrink = successes / trials, 1 + z * z / trials
    centre = (rate + z * z / (2 * trials)) / shrink
    half = z / shrink * math.sqrt(rate * (1 - rate) / trials + z * z / (4 * trials * trials))
    return (centre - half if successes else 0.0), (centre + half if successes < trials else 1.0)


def point_biserial(earned: Sequence[int], rest: Sequence[float]) -> float | None:
    """Discrimination of a ✓: the correlation of earning it (0 or 1) with the score on everything else.

    `rest` leaves the ✓ itself out, so that it does not correlate with itself (J. P. Guilford, "Psychometric Methods",
    1954; the corrected item-total correlation). None where either has no variance, or with fewer than three values.
    """
    if len(earned) < 3 or len(set(earned)) < 2 or len(set(rest)) < 2:
        return None
    return float(np.corrcoef(np.asarray(earned, float), np.asarray(rest, float))[0, 1])


def phi(both: int, first: int, second: int, neither: int) -> float | None:
    """Phi coefficient of a two-by-two table; None where either has no variance.

    The counts: lost both, only the first, only the second, neither.
    G. U. Yule, "On the methods of measuring association between two attributes", JRSS 75 (1912).
    """
    product = (both + first) * (second + neither) * (both + second) * (first + neither)
    return None if product == 0 else (both * neither - first * second) / math.sqrt(product)


def cronbach_alpha(scores: Sequence[Sequence[float]]) -> float | None:
    """Reliability of a test whose `scores` have a row per submission and a column per ✓.

    L. J. Cronbach, "Coefficient alpha and the internal structure of tests", Psychometrika 16 (1951); with scores of 0
    and 1 it is Kuder and Richardson's formula 20. None with fewer than two rows or columns or without variance.
    """
    table = np.asarray(scores, float)
    if table.ndim != 2 or min(table.shape) < 2:
        return None
    total = float(table.sum(axis=1).var(ddof=1))
    if total == 0:
        return None
    items = table.shape[1]
    return float(items / (items - 1) * (1 - float(table.var(axis=0, ddof=1).sum()) / total))
