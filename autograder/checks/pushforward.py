"""The law of a transformed random variable, decided without random draws and to a stated Kolmogorov bound.

Midpoints u_i = (i - 1/2)/n of n equal strata go through the base law's quantile function and through the answer. Let
v_i be the target's cdf at the result. Where the answer is monotone along the grid, its own cdf at that result is
exactly u_i (1 - u_i when it decreases), so max |v_i - u_i| bounds the Kolmogorov distance on the grid; it must stay
below 1e-6.
Otherwise the answer has r monotone runs, a half-line's preimage consists of at most r intervals, each of which the
midpoints measure to within 1/n, and the empirical distance differs from the true one by at most r/n: the answer is
accepted when its distance cannot be told from zero, and n grows until that is a sharp statement.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import numpy as np
from scipy import special

from autograder.checks.functions import Function, elementwise, require_pure, takes_arrays
from autograder.outcomes import NotEarned, TickLost

Array = np.ndarray[Any, Any]

BOUND = 1e-6
SIZES = (2_000, 20_000, 100_000)
SCALAR_SIZES = (1_000, 2_500)
TAILS = np.array([-5.0, -4.7, -4.4, -4.1, -3.8, 3.8, 4.1, 4.4, 4.7, 5.0])
SHARP = 1e-3


@dataclasses.dataclass(frozen=True)
class Law:
    """A law on the real line, by its quantiles at normal scores and by its cdf.

    `from_score` maps a standard normal score to the quantile of the same probability; `cdf` must return NaN outside the
    law's support.
    """

    words: str
    from_score: Callable[[Array], Array]
    cdf: Callable[[Array], Array]


STANDARD_NORMAL = Law("N(0, 1)", lambda s: s, special.ndtr)


def lognormal(mu: float, sigma: float) -> Law:
    """logN(mu, sigma^2), sigma being the standard deviation of the logarithm."""

    def cdf(x: Array) -> Array:
        with np.errstate(all="ignore"):
            return np.asarray(np.where(x > 0, special.ndtr((np.log(x) - mu) / sigma), np.nan))

    return Law("a log-normal law", lambda s: np.exp(mu + sigma * s), cdf)


def require_pushforward(f: Function, base: Law, target: Law, *params: float, bound: float = BOUND) -> str:
    """Require `f` to turn samples of `base` into samples of `target`.

    Returns `increasing`, `decreasing` or `other`, the kind of map that was found. Raises `NotEarned` with the largest
    deviation between the two cdfs and where it is.
    """
    probe = base.from_score(np.linspace(-3.0, 3.0, 61))
    require_pure(f, probe, elementwise(f, probe, *params), *params)
    sizes = SIZES if takes_arrays(f, probe, *params) else SCALAR_SIZES
    for size in sizes:
        kind, sharp = _judge(f, base, target, params, size, bound)
        if sharp:
            return kind
    expected = f"`{f.name}` turns {base.words} into {target.words}"
    raise NotEarned(expected=expected, came="a map with too many turns for its law to be told")


def _judge(f: Function, base: Law, target: Law, params: tuple[float, ...], size: int, bound: float) -> tuple[str, bool]:
    """Judge one grid; returns the kind of map and whether the statement is sharp enough to stop refining."""
    u = (np.arange(size) + 0.5) / size
    scores = np.concatenate([special.ndtri(u), TAILS])
    order = np.argsort(scores, kind="stable")
    scores, inner = scores[order], (order < size)
    y = elementwise(f, base.from_score(scores), *params)
    v = target.cdf(y)
    if np.isnan(v).any():
        score = float(scores[np.flatnonzero(np.isnan(v))[0]])
        came = f"a value outside the target's support at the {special.ndtr(score):.2g} quantile of its input"
        raise NotEarned(expected=f"`{f.name}` gives values in the support of {target.words}", came=came)
    steps = np.diff(y)
    if (steps >= 0).all() or (steps <= 0).all():
        rising = bool((steps >= 0).all())
        _require_small(f, base, target, v - special.ndtr(scores if rising else -scores), scores, bound)
        return ("increasing" if rising else "decreasing"), True
    runs = 1 + int(np.count_nonzero(np.diff(np.sign(steps[steps != 0]))))
    ranked = np.sort(v[inner])
    resolution = (runs + 1) / size
    _require_small(f, base, target, ranked - u, special.ndtri(u), resolution + bound)
    return "other", resolution <= SHARP


def _require_small(f: Function, base: Law, target: Law, gaps: Array, scores: Array, bound: float) -> None:
    worst = int(np.argmax(np.abs(gaps)))
    if abs(gaps[worst]) > bound:
        where = special.ndtr(scores[worst])
        came = f"a law whose cdf is off by {abs(gaps[worst]):.3g} near its {where:.2g} quantile"
        raise NotEarned(expected=f"`{f.name}` turns {base.words} into {target.words}", came=came)


def is_decreasing_map(f: Any, base: Law, target: Law, *params: float) -> bool:
    """Whether `f` is a right answer that reverses the order, so that its derivation matches cdfs from above."""
    if not callable(f):
        return False
    try:
        return require_pushforward(f, base, target, *params) == "decreasing"
    except TickLost:
        return False
