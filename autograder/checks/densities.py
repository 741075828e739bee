"""Log densities on the positive half-line: normalisation, divergence from the prior, and their cdf.

Everything is integrated over x = log z, where a density of z is exp(log q(e^x) + x). The trapezoidal rule is spectrally
accurate there for smooth decaying integrands, and exact to O(h^2) at kinks.
"""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
from scipy import integrate, special

from autograder.checks.functions import Function, elementwise
from autograder.checks.pushforward import Law
from autograder.outcomes import NotEarned

Array = np.ndarray[Any, Any]

STEP = 0.02
CORE, REACH = 24.0, 320.0
NORMALISED = 1e-4
NOT_POSITIVE = np.array([-3.0, -1.0, -0.25, -1e-6, 0.0])


@dataclasses.dataclass(frozen=True)
class Tabulated:
    """A density of x = log z on a grid: abscissae, values, and log q(e^x)."""

    x: Array
    density: Array
    log_q: Array

    @property
    def mass(self) -> float:
        """The integral over the grid."""
        return float(integrate.trapezoid(self.density, self.x))

    def is_lognormal(self, mu: float, sigma: float) -> bool:
        """Whether this is the density of logN(mu, sigma^2) after all, whose cdf is known in closed form."""
        density = np.exp(-0.5 * ((self.x - mu) / sigma) ** 2) / (sigma * np.sqrt(2 * np.pi))
        return bool(np.max(np.abs(density - self.density)) < 1e-7)

    def law(self) -> Law:
        """The law of z with this density, by its cumulative integral (accurate to about 1e-5)."""
        cumulative = integrate.cumulative_trapezoid(self.density, self.x, initial=0.0)
        cumulative = cumulative / cumulative[-1]

        def cdf(z: Array) -> Array:
            with np.errstate(all="ignore"):
                return np.asarray(np.where(z > 0, np.interp(np.log(z), self.x, cumulative), np.nan))

        def from_score(s: Array) -> Array:
            return np.asarray(np.exp(np.interp(special.ndtr(s), cumulative, self.x)))

        return Law("its own q", from_score, cdf)


def tabulate(log_q: Function, mu: float, sigma: float) -> Tabulated:
    """The density on a fine grid around 0 that coarsens outwards, far enough to see heavy tails."""
    tail = np.geomspace(CORE, REACH, 160)[1:]
    x = np.concatenate([-tail[::-1], np.arange(-CORE, CORE + STEP / 2, STEP), tail])
    values = elementwise(log_q, np.exp(x), mu, sigma)
    with np.errstate(all="ignore"):
        return Tabulated(x, np.exp(values + x), values)


def require_density(log_q: Function, mu: float, sigma: float) -> Tabulated:
    """Require a normalised log density on z > 0 with finite divergence from logN(0, 1), and none at z <= 0."""
    table = tabulate(log_q, mu, sigma)
    if not np.isfinite(table.density).all():
        raise NotEarned(expected=f"`{log_q.name}` is a finite log density on z > 0", came="a density that is infinite")
    if abs(table.mass - 1) > NORMALISED:
        came = f"a density with total mass {table.mass:.4g}"
        raise NotEarned(expected=f"`{log_q.name}` integrates to 1 over z > 0 (to 1e-4)", came=came)
    _require_finite_divergence(log_q, table)
    _require_no_density_below_zero(log_q, mu, sigma)
    return table


def _require_finite_divergence(log_q: Function, table: Tabulated) -> None:
    """KL(q, p) over growing windows must settle: its increments have to shrink from one doubling to the next."""
    log_prior = -table.x - 0.5 * table.x**2 - 0.5 * np.log(2 * np.pi)
    with np.errstate(all="ignore"):
        terms = np.where(table.density > 0, table.density * (table.log_q - log_prior), 0.0)

    def within(limit: float) -> float:
        inside = np.abs(table.x) <= limit
        return float(integrate.trapezoid(terms[inside], table.x[inside]))

    first, second = within(160.0) - within(80.0), within(REACH) - within(160.0)
    if not np.isfinite(second) or (abs(second) > 1e-6 and abs(second) > 0.75 * abs(first)):
        expected = f"`{log_q.name}` has a finite KL divergence from the prior"
        raise NotEarned(expected=expected, came="a divergence that keeps growing with the range of integration")


def _require_no_density_below_zero(log_q: Function, mu: float, sigma: float) -> None:
    alone = np.array([elementwise(log_q, np.array([z]), mu, sigma, undefined=True)[0] for z in NOT_POSITIVE])
    together = elementwise(log_q, NOT_POSITIVE, mu, sigma, undefined=True)
    for values in (alone, together):
        bad = np.isfinite(values) | ((values == np.inf) & (NOT_POSITIVE < 0))
        if bad.any():
            came = f"a finite value at z = {NOT_POSITIVE[np.flatnonzero(bad)[0]]:g}"
            raise NotEarned(expected=f"`{log_q.name}` is -inf or undefined for z <= 0", came=came)
