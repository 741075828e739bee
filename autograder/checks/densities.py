"""Log densities on the positive half-line: normalisation, divergence from the prior, and their cdf.

Everything is integrated over x = log z, where a density of z is exp(log q(e^x) + x). A grid of steps 0.02 on [-24, 24],
coarser out to |x| = 320, is refined where the density bends or jumps, so that narrow, truncated and kinked densities
are integrated to about 1e-6 of the mass by the trapezoidal rule. A peak narrower than the grid's steps can be missed.
"""

from __future__ import annotations

import contextlib
import dataclasses
import math
from collections.abc import Callable

import numpy as np
from scipy import integrate, special

from autograder.checks.engine.numbers import Array
from autograder.checks.engine.refinement import refine
from autograder.checks.functions import Function, elementwise, require_value, takes_arrays
from autograder.checks.pushforward import Law, regime
from autograder.checks.values import real_array
from autograder.isolation.wire import Value
from autograder.record import evidence
from autograder.record.losses import AnswerRaised, NotEarned, TickLost
from autograder.texts import _, marked

STEP = 0.02
CORE, REACH = 24.0, 320.0
MASS_ERROR = 1e-8
MOST, SCALAR_MOST = 30_000, 8_000
NEGLIGIBLE = -46.0
"""A log density of x below which a tail that cannot be computed any further counts as zero (1e-20)."""
SETTLING = 0.97
"""The largest ratio of KL's increments over doubled ranges that counts as convergence.

Where log q is like -(nu + 1) log|x|, the ratio tends to 2^(2 - nu), and the divergence is finite for nu > 2.
"""
NORMALISED = 1e-4
NEGATIVE = np.array([-3.0, -1.0, -0.25, -1e-6])
"""Where no density may be; its value at the single point 0 changes no integral."""


@dataclasses.dataclass(frozen=True)
class Tabulated:
    """A density of x = log z, densely tabulated where it bends, and log q(e^x) on a grid that reaches far out."""

    x: Array
    density: Array
    grid: Array
    log_q: Array

    @property
    def mass(self) -> float:
        """The integral over the grid."""
        return float(integrate.trapezoid(self.density, self.x))

    def beyond(self) -> float:
        """The mass outside the grid where the density of x falls off like a power of |x| there, else 0."""
        total = 0.0
        for side in (-1, 1):
            far, nearer = (float(np.interp(side * place, self.x, self.density)) for place in (REACH, REACH / 2))
            if 0 < far < nearer:
                power = math.log2(nearer / far)
                total += far * REACH / (power - 1) if power > 1 else 0.0
        return total

    def is_lognormal(self, mu: float, sigma: float) -> bool:
        """Whether this is the density of logN(mu, sigma^2) after all, whose cdf is known in closed form."""
        density = np.exp(-0.5 * ((self.x - mu) / sigma) ** 2) / (sigma * np.sqrt(2 * np.pi))
        return bool(np.max(np.abs(density - self.density)) < 1e-7)

    def law(self) -> Law:
        """The law of z with this density, by its cumulative integral; heavy tails may underflow to 0 or overflow."""
        cumulative = integrate.cumulative_trapezoid(self.density, self.x, initial=0.0)
        cumulative = cumulative / cumulative[-1]

        def cdf(z: Array) -> Array:
            with np.errstate(all="ignore"):
                return np.asarray(np.where(z >= 0, np.interp(np.log(z), self.x, cumulative), np.nan))

        def from_score(s: Array) -> Array:
            return np.asarray(np.exp(np.interp(special.ndtr(s), cumulative, self.x)))

        return Law(marked("your own q"), from_score, cdf)


def tabulate(log_q: Function, mu: float, sigma: float) -> Tabulated:
    """The density of x, out to where heavy tails show."""
    tail = np.geomspace(CORE, REACH, 160)[1:]
    x = np.concatenate([-tail[::-1], np.arange(-CORE, CORE + STEP / 2, STEP), tail])
    arrays = takes_arrays(log_q, np.exp(x[::40]), mu, sigma)
    values = _without_lost_tails(x, elementwise(log_q, np.exp(x), mu, sigma, undefined=True), log_q.name)
    with np.errstate(all="ignore"):
        density = np.exp(values + x)
    if not np.isfinite(density).all():
        raise _no_finite_density(log_q.name, _("a density that is infinite"))

    def at(places: Array) -> Array:
        with np.errstate(all="ignore"):
            return np.asarray(np.exp(elementwise(log_q, np.exp(places), mu, sigma, undefined=True) + places))

    curve = refine(x, density, at, error=MASS_ERROR, most=MOST if arrays else SCALAR_MOST, areas=True)
    return Tabulated(curve.x, curve.y, x, values)


def _without_lost_tails(x: Array, values: Array, name: str) -> Array:
    """Log densities in which a tail that overflows or underflows on the way to a negligible density is -inf.

    Formulas such as log(z^-3 exp(-1/z)) are right and give NaN or +inf where z or 1/z is astronomically large.
    """
    bad = np.isnan(values) | (values == np.inf)
    if bad.all():
        raise _no_finite_density(name, _("no real number anywhere"))
    good = np.flatnonzero(~bad)
    for edge, inner, outside in (
        (good[0], good[0] + 1, np.s_[: good[0]]),
        (good[-1], good[-1] - 1, np.s_[good[-1] + 1 :]),
    ):
        here, further = values[edge] + x[edge], values[inner] + x[inner]
        if bad[outside].any() and here < NEGLIGIBLE and here <= further:
            values[outside] = -np.inf
            bad[outside] = False
    if bad.any():
        where = x[np.flatnonzero(bad)[0]]
        got = _("NaN, infinity or no real number for some z above 1")
        if where < 0:
            got = _("NaN, infinity or no real number for some z below 1")
        raise _no_finite_density(name, got, staff=f"z = {np.exp(where):.3g}")
    return values


def _no_finite_density(name: str, got: str, staff: str = "") -> NotEarned:
    return NotEarned(expected=_("`{name}` is a finite log density on z > 0", name=name), got=got, staff=staff)


def require_density(log_q: Function, mu: float, sigma: float, *, log_prior: Callable[[Array], Array]) -> Tabulated:
    """Require a normalised log density on z > 0 with finite divergence from a prior, and none at z <= 0.

    `log_prior` gives the prior's log density of z at values of log z.
    """
    table = tabulate(log_q, mu, sigma)
    if not np.isfinite(table.density).all():
        raise _no_finite_density(log_q.name, _("a density that is infinite"))
    if abs(table.mass - 1) > 10 * NORMALISED >= abs(table.mass + table.beyond() - 1):
        raise _no_finite_divergence(log_q.name)  # normalised, as log-Cauchy is, with tails too heavy
    if not abs(table.mass - 1) <= NORMALISED:
        got = (
            _("a density whose total mass is larger") if table.mass > 1 else _("a density whose total mass is smaller")
        )
        doubt = _("is it the logarithm, and does it contain the factor 1/z or its like?")
        hint = "" if 0.01 < table.mass < 100 else doubt
        masses = evidence.comparison((_("total mass"), table.mass), (_("right mass"), 1))
        shown = [evidence.for_staff(masses)]  # mu and sigma went in, and a mass could carry them along
        at = f"mu = {mu:g}, sigma = {sigma:g}: total mass {table.mass:.6g}"
        here = regime(mu, sigma)
        expected = _("`{name}` integrates to 1 over z > 0 (to 1e-4), here for {regime}", name=log_q.name, regime=here)
        raise NotEarned(expected=expected, got=got, hint=hint, evidence=shown, staff=at)
    _require_finite_divergence(log_q, table, log_prior(table.grid))
    _require_no_density_below_zero(log_q, mu, sigma)
    return table


def _require_finite_divergence(log_q: Function, table: Tabulated, log_prior: Array) -> None:
    """KL(q, p) over growing ranges of x must settle: what a doubled range adds shrinks, on each side."""
    x, values = table.grid, table.log_q
    with np.errstate(all="ignore"):
        density = np.exp(values + x)
        terms = np.abs(np.where(density > 0, density * (values - log_prior), 0.0))

    def between(side: int, low: float, high: float) -> float:
        inside = (low <= side * x) & (side * x <= high)
        return float(integrate.trapezoid(terms[inside], x[inside]))

    for side in (-1, 1):
        first, second = between(side, 80.0, 160.0), between(side, 160.0, REACH)
        if not np.isfinite(second) or second > SETTLING * first:
            raise _no_finite_divergence(log_q.name)


def _no_finite_divergence(name: str) -> NotEarned:
    return NotEarned(
        expected=_("`{name}` has a finite KL divergence from the prior", name=name),
        got=_("a normalised density whose divergence keeps growing with the range of integration"),
        hint=_("log q - log p grows like (log z)^2 / 2, so q must fall off fast enough for its mean to be finite"),
    )


def _require_no_density_below_zero(log_q: Function, mu: float, sigma: float) -> None:
    alone = np.array([_alone(log_q, *pair, mu, sigma) for pair in zip(
        NEGATIVE, log_q.map([(np.array([z]), mu, sigma) for z in NEGATIVE]), strict=True
    )])  # fmt: skip
    together = elementwise(log_q, NEGATIVE, mu, sigma, undefined=True)
    for values in (alone, together):
        bad = np.isfinite(values) | (values == np.inf)
        if bad.any():
            raise NotEarned(
                expected=_("`{name}` is -inf or undefined for z < 0", name=log_q.name),
                got=_("a finite value for some z < 0"),
                hint=_("the prior is zero there, so any density of q below zero makes the divergence infinite"),
                staff=f"z = {NEGATIVE[np.flatnonzero(bad)[0]]:g}",
            )


def _alone(log_q: Function, z: float, result: Value | TickLost, mu: float, sigma: float) -> float:
    """The value at an array of the one number z, which was asked for already, or else at the number; NaN for none."""
    with contextlib.suppress(AnswerRaised, NotEarned):
        values = real_array(require_value(result), log_q.name, nan=True)
        if values.size == 1:
            return float(values.reshape(()))
    return float(elementwise(log_q, np.array([z]), mu, sigma, undefined=True)[0])
