"""Wrong models of log densities on z > 0."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.checks.densities import NEGATIVE, NORMALISED, require_density, tabulate
from autograder.checks.engine.numbers import Array
from autograder.checks.functions import Function, elementwise, require_family
from autograder.checks.mistakes import Fits, require
from autograder.checks.other_laws import Parameters, most_telling_first
from autograder.isolation.wire import Value
from autograder.record.losses import TickLost

LOG_Z = np.linspace(-4.0, 4.0, 41) + 0.017


def log_density_is(name: str, wrong: Callable[..., Array], parameters: Parameters) -> Fits:
    """The answer has the values of `wrong(z, log z, mu, sigma)` on z > 0, for all parameters."""

    def fits(answers: Any) -> None:
        for mu, sigma in most_telling_first(parameters):
            z = np.exp(LOG_Z)
            got = elementwise(answers.function(name), z, mu, sigma)
            require(np.isclose(got, wrong(z, LOG_Z, mu, sigma), rtol=1e-6, atol=1e-9).all())

    return fits


CLEARLY = 0.01
"""By how much, relative, masses have to differ to be said to."""
ENDS = 1e-12
"""A density of log z that is larger than this where its table ends has mass beyond it."""


def _masses(answers: Any, name: str, parameters: Parameters) -> list[float]:
    """The total masses for all parameters, of densities that end where their tables do."""
    tables = [tabulate(answers.function(name), *given) for given in parameters]
    require(all(np.isfinite(table.mass) and max(table.density[[0, -1]]) <= ENDS for table in tables))
    return [table.mass for table in tables]


def of_another_mass(name: str, parameters: Parameters) -> Fits:
    """The total mass is finite and the same for all parameters, and not 1."""

    def fits(answers: Any) -> dict[str, str]:
        masses = _masses(answers, name, parameters)
        require(np.ptp(masses) <= NORMALISED * masses[0])
        require(abs(masses[0] - 1) > NORMALISED and 1e-3 < masses[0] < 1e3)
        return {"mass": f"{masses[0]:.5g}"}

    return fits


def of_varying_mass(name: str, parameters: Parameters) -> Fits:
    """The total mass is finite, and differs between parameters."""

    def fits(answers: Any) -> dict[str, str]:
        masses = _masses(answers, name, parameters)
        require(np.ptp(masses) > CLEARLY * max(masses))
        return {"masses": ", ".join(f"{mass:.4g}" for mass in masses)}

    return fits


def ignores(name: str, parameter: str) -> Fits:
    """The values are the same for every mu, or for every sigma."""
    pairs = ((0.0, 1.0), (0.75, 1.0), (-1.3, 1.0)) if parameter == "mu" else ((0.4, 1.0), (0.4, 1.75), (0.4, 0.6))

    def fits(answers: Any) -> dict[str, str]:
        first, *others = (elementwise(answers.function(name), np.exp(LOG_Z), *given) for given in pairs)
        require(all(np.array_equal(first, other) for other in others))
        return {"parameter": parameter}

    return fits


class _OnPositive:
    """A function of z that is asked at z > 0 only, and undefined elsewhere."""

    def __init__(self, f: Function) -> None:
        self._f, self.name = f, f.name

    def __call__(self, z: Array, *given: float) -> Value:
        return np.full(np.shape(z), np.nan) if np.all(np.asarray(z) <= 0) else self._f(z, *given)

    def map(self, calls: Any) -> list[Value | TickLost]:
        """As of any function."""
        return [self(*call) for call in calls]


def finite_below_zero(name: str, parameters: Parameters, *, log_prior: Callable[[Array], Array]) -> Fits:
    """On z > 0 the answer is right, and for some z < 0 it has a value, finite or plus infinity."""

    def fits(answers: Any) -> None:
        f = answers.function(name)
        mu, sigma = parameters[-1]
        require((elementwise(f, NEGATIVE, mu, sigma, undefined=True) > -np.inf).any())
        require_family(_OnPositive(f), np.exp(LOG_Z))
        for given in parameters:
            require_density(_OnPositive(f), *given, log_prior=log_prior)

    return fits
