"""The law of a transformed random variable, decided without random draws and to a stated Kolmogorov bound.

Midpoints u_i of equal strata of (0, 1), and points far out in the tails, go through the base law's quantile function
and through the answer; v_i is the target's cdf at the result. Where the answer is monotone along the grid, its own cdf
at that result is exactly u_i (1 - u_i when it decreases), and max |v_i - u_i| must stay below 1e-6.

Otherwise v is a curve over u that turns or jumps. It is sampled more densely where it does, until the mass u that
straight lines between neighbours attribute to wrong values of v is below 1e-7 for each monotone run. The mass below
each level of v is then the answer's cdf in the target's scale, and may differ from the level by 1e-6 plus that error.

So a distance of 1e-6 is what can be told, with two limits: 3e-7 of mass beyond five standard deviations on each side is
not looked at, and a deviation on a single interval of less than 1/4,000 of the mass (1/1,000 for functions that only
take scalars) may lie between grid points.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import numpy as np
from scipy import special

from autograder.checks.engine.numbers import Array
from autograder.checks.engine.refinement import occupation, refine
from autograder.checks.functions import (
    Function,
    defined_somewhere,
    elementwise,
    require_pure,
    rounding,
    takes_arrays,
)
from autograder.record import evidence
from autograder.record.losses import NotEarned, TickLost
from autograder.texts import _, marked

BOUND = 1e-6
SIZE, MOST = 4_001, 40_000
SCALAR_SIZE, SCALAR_MOST = 1_001, 6_000
RUN_ERROR = 1e-7
TAILS = np.array([-5.0, -4.7, -4.4, -4.1, -3.8, 3.8, 4.1, 4.4, 4.7, 5.0])
NUDGE = 1e-9
"""Moves the grid off zero, where answers such as exp(Phi^-1(|2u - 1|)) have a single point without a value."""


@dataclasses.dataclass(frozen=True)
class Law:
    """A law on the real line, by its quantiles at normal scores and by its cdf.

    `from_score` maps a standard normal score to the quantile of the same probability; `cdf` must return NaN outside the
    law's support, at infinities too.
    """

    formula: str
    from_score: Callable[[Array], Array]
    cdf: Callable[[Array], Array]
    parameters: tuple[float, float] | None = None
    """Hidden values of mu and sigma, of which words tell the regime only."""

    @property
    def words(self) -> str:
        """What a student reads of it."""
        if self.parameters is None:
            return _(self.formula)
        return _("{law} with {regime}", law=self.formula, regime=regime(*self.parameters))


STANDARD_NORMAL = Law("N(0, 1)", lambda s: s, special.ndtr)


def lognormal(mu: float, sigma: float) -> Law:
    """logN(mu, sigma^2), sigma being the standard deviation of the logarithm."""

    def cdf(x: Array) -> Array:
        with np.errstate(all="ignore"):
            return np.asarray(np.where((x > 0) & (x < np.inf), special.ndtr((np.log(x) - mu) / sigma), np.nan))

    if (mu, sigma) == (0, 1):
        return Law("logN(0, 1)", np.exp, cdf)
    return Law("logN(mu, sigma^2)", lambda s: np.exp(mu + sigma * s), cdf, (mu, sigma))


def regime(mu: float, sigma: float) -> str:
    """In words what kind of parameters these are, without giving their values away."""
    sign = "mu = 0" if mu == 0 else _("a positive mu") if mu > 0 else _("a negative mu")
    size = "sigma = 1" if sigma == 1 else _("a sigma above 1") if sigma > 1 else _("a sigma below 1")
    return _("{sign} and {size}", sign=sign, size=size)


def require_pushforward(f: Function, base: Law, target: Law, *params: float, bound: float = BOUND) -> str:
    """Require `f` to turn samples of `base` into samples of `target`.

    Returns `increasing`, `decreasing` or `other`, the kind of map that was found. Raises `NotEarned` with the largest
    deviation between the two cdfs and where it is.
    """
    probe = base.from_score(np.linspace(-3.0, 3.0, 61))
    require_pure(f, probe, defined_somewhere(f, probe, *params), *params)
    arrays = takes_arrays(f, probe, *params)
    size = SIZE if arrays else SCALAR_SIZE
    scores = np.sort(np.concatenate([special.ndtri((np.arange(size) + 0.5) / size), TAILS])) + NUDGE
    y = elementwise(f, base.from_score(scores), *params)
    v = target.cdf(y)
    lost = _Deviation(f, base, target, y, hidden=bool(params))
    if np.isnan(v).any():
        raise lost.outside(scores[np.isnan(v)])
    steps = np.diff(np.clip(y, -1e308, 1e308))  # heavy tails may overflow
    if (steps >= 0).all() or (steps <= 0).all():
        rising = bool((steps >= 0).all())
        levels = special.ndtr(scores if rising else -scores)
        gaps = levels - v
        if np.abs(gaps).max() > bound:  # asked only now, as nearly every answer is of full precision
            gaps = _beyond(levels, target, y, rounding(f, probe, *params))
        lost.unless_below(bound, gaps, v)
        return "increasing" if rising else "decreasing"

    def at(u: Array) -> Array:
        return np.asarray(target.cdf(elementwise(f, base.from_score(special.ndtri(u)), *params, undefined=True)))

    curve = refine(special.ndtr(scores), v, at, error=RUN_ERROR, most=MOST if arrays else SCALAR_MOST)
    levels, below, up_to = occupation(curve)
    runs = 1 + int(np.count_nonzero(np.diff(np.sign(steps[steps != 0]))))
    gaps = np.where(np.abs(below - levels) > np.abs(up_to - levels), below - levels, up_to - levels)
    lost.unless_below(bound + (runs + 1) * RUN_ERROR + curve.unresolved, gaps, levels)
    if curve.unresolved > bound:
        raise NotEarned(expected=lost.expected, got=_("a map with too many turns for its law to be told"))
    return "other"


def _beyond(levels: Array, target: Law, y: Array, error: float) -> Array:
    """By how much the levels miss the target's cdf at values that are known to a relative error."""
    with np.errstate(all="ignore"):
        ends = [target.cdf(y * (1 + sign * error)) for sign in (-1, 1)]
    low, high = np.fmin(*ends), np.fmax(*ends)
    return np.asarray(np.where(levels < low, levels - low, np.where(levels > high, levels - high, 0.0)))


@dataclasses.dataclass(frozen=True)
class _Deviation:
    """Says how an answer's law differs from the target, in words that give no hidden parameter away.

    Where `hidden` parameters went into the answer, the curve of what came back is for staff only.
    """

    f: Function
    base: Law
    target: Law
    y: Array
    hidden: bool = False

    @property
    def expected(self) -> str:
        """The claim that fails."""
        return _(
            "`{name}` turns {base} into {target}", name=self.f.name, base=self.base.words, target=self.target.words
        )

    def outside(self, scores: Array) -> NotEarned:
        """What is told of values outside the target's support, at these scores of the input."""
        got = _("values outside it for some inputs")
        if self.base is STANDARD_NORMAL and not self.hidden:
            got = _("a value outside it at eps = {eps}", eps=f"{scores[0]:.2g}")
        expected = _("`{name}` gives values in the support of {law}", name=self.f.name, law=self.target.words)
        return NotEarned(expected=expected, got=got)

    def unless_below(self, bound: float, gaps: Array, levels: Array) -> None:
        """Raise `NotEarned` when the answer's cdf differs by `gaps` from the target's `levels` beyond the bound."""
        worst = int(np.argmax(np.abs(gaps)))
        if abs(gaps[worst]) > bound:
            got, figures = self._in_words(float(levels[worst]), float(gaps[worst]))
            rising = np.argsort(levels, kind="stable")
            shown = evidence.law((levels + gaps)[rising].tolist(), levels[rising].tolist())
            items = [evidence.for_staff(shown) if self.hidden else shown]
            said = got if self.hidden else _("{what}: {figures}", what=got, figures=figures)
            staff = figures if self.hidden else ""
            raise NotEarned(expected=self.expected, got=said, hint=self._comparison(), evidence=items, staff=staff)

    def _in_words(self, level: float, gap: float) -> tuple[str, str]:
        """Which samples are too many or too few, and the shares at the place where that is worst.

        What comes of hidden parameters is for staff: a figure could carry them along.
        """
        few = (gap > 0) is not (level < 0.5)
        got = _(_TOO[few, level < 0.5])
        place = f"{self.target.from_score(np.array([special.ndtri(level)]))[0]:.3g}"
        own, wanted = (_percent(share) for share in (level + gap, level))
        if own == wanted:
            off = f"{abs(gap):.2g}"
            return got, _("the share of yours below {place} is off by {off}", place=place, off=off)
        words = self.target.words
        return got, _(
            "{own} of yours lie below {place}, of {law} {wanted}", own=own, place=place, law=words, wanted=wanted
        )

    def _comparison(self) -> str:
        """Centre and width of log y against the target's."""
        wanted = self.target.from_score(np.array([-1.0, 0.0, 1.0]))
        if not ((self.y > 0).all() and (wanted > 0).all() and np.isfinite(self.y).all()):
            return ""
        low, centre, high = np.log(np.quantile(self.y, special.ndtr([-1.0, 0.0, 1.0]))) - np.log(wanted[1])
        width = (high - low) / np.log(wanted[2] / wanted[0])
        if abs(centre) < 0.01 and abs(width - 1) < 0.01:
            return _("its centre and width are right, so look at its tails or at single places")
        shift = _("right") if abs(centre) < 0.01 else _("too high") if centre > 0 else _("too low")
        spread = _("right") if abs(width - 1) < 0.01 else _("too large") if width > 1 else _("too small")
        log = f"log {self.f.name}"
        return _("the centre of {log} is {shift}, its spread is {spread}", log=log, shift=shift, spread=spread)


_TOO = {
    (True, True): marked("too few small samples"), (True, False): marked("too few large samples"),
    (False, True): marked("too many small samples"), (False, False): marked("too many large samples"),
}  # fmt: skip


def _percent(share: float) -> str:
    return f"{100 * share:.3g} %"


def is_decreasing_map(f: Any, base: Law, target: Law, *params: float) -> bool:
    """Whether `f` is a right answer that reverses the order, so that its derivation matches cdfs from above."""
    if not callable(f):
        return False
    try:
        return require_pushforward(f, base, target, *params) == "decreasing"
    except TickLost:
        return False
