"""Wrong models of transformations and samplers: the law that comes out is another one, to the same Kolmogorov bound."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from scipy import special

from autograder.checks.engine.numbers import Array
from autograder.checks.functions import Function, defined_somewhere, elementwise
from autograder.checks.mistakes import Fits, require, require_close
from autograder.checks.pushforward import STANDARD_NORMAL, Law, lognormal, require_pushforward

Parameters = Sequence[tuple[float, float]]
LawOf = Callable[[float, float], Law]
BASES = {"normal": STANDARD_NORMAL, "log-normal": lognormal(0, 1)}
normal_cdf = special.ndtr
"""The cdf of N(0, 1)."""
SCORES = np.linspace(-2.5, 2.5, 41) + 0.013


def law_is(name: str, base: str, wrong: Law) -> Fits:
    """A transformation gives samples of the wrong law."""

    def fits(answers: Any) -> None:
        _glance(answers.function(name), base, wrong)
        require_pushforward(answers.function(name), BASES[base], wrong)

    return fits


def _glance(f: Function, base: str, wrong: Law, *given: float) -> None:
    """Refuse at a few inputs what cannot be the wrong law: a monotone map with other values than its quantiles."""
    values = elementwise(f, BASES[base].from_score(SCORES), *given, undefined=True)
    steps = np.diff(values)
    if (steps > 0).all() or (steps < 0).all():
        wanted = wrong.from_score(SCORES if steps[0] > 0 else -SCORES)
        require(np.allclose(values, wanted, rtol=1e-3, atol=1e-9))


def works(name: str, base: str, *given: float) -> Fits:
    """A transformation gives numbers: it is there, and no starter's `...`."""
    inputs = BASES[base].from_score(SCORES)

    def fits(answers: Any) -> None:
        defined_somewhere(answers.function(name), inputs, *given)

    return fits


def laws_are(name: str, base: str, wrong: LawOf, parameters: Parameters) -> Fits:
    """A transformation with the parameters mu and sigma gives samples of the wrong law, for all of them."""
    ordered = most_telling_first(parameters)

    def fits(answers: Any) -> None:
        for mu, sigma in ordered:
            _glance(answers.function(name), base, wrong(mu, sigma), mu, sigma)
        for mu, sigma in ordered:
            require_pushforward(answers.function(name), BASES[base], wrong(mu, sigma), mu, sigma)

    return fits


def most_telling_first(parameters: Parameters) -> Parameters:
    """Parameters at which wrong models differ most stand first, so that most of them are refused at once."""
    return sorted(parameters, key=lambda pair: (pair[0] == 0) + (pair[1] == 1))


def maps(name: str, formulas: Iterable[Callable[..., Array]], base: str, parameters: Parameters = ()) -> Fits:
    """A transformation has the values of one of the formulas, NaN where that has none."""
    inputs = BASES[base].from_score(SCORES)

    def fits(answers: Any) -> None:
        require(any(_equals(answers.function(name), formula, inputs, parameters) for formula in formulas))

    return fits


def _equals(f: Function, formula: Callable[..., Array], inputs: Array, parameters: Parameters) -> bool:
    for given in most_telling_first(parameters) or ((),):
        with np.errstate(all="ignore"):
            wanted = np.broadcast_to(np.asarray(formula(inputs, *given), dtype=float), inputs.shape)
        got = elementwise(f, inputs, *given, undefined=True)
        got, wanted = (np.where(np.isfinite(values), values, np.nan) for values in (got, wanted))
        if not np.isclose(got, wanted, rtol=1e-6, atol=0, equal_nan=True).all():
            return False
    return True


def same_values(name: str, other: str, base: str, parameters: Parameters) -> Fits:
    """One of the student's functions has the values of another one."""
    inputs = BASES[base].from_score(SCORES)

    def fits(answers: Any) -> None:
        for mu, sigma in parameters:
            values = [elementwise(answers.function(f), inputs, mu, sigma, undefined=True) for f in (name, other)]
            require_close(*values)

    return fits


def constant(name: str, base: str, parameters: Parameters = ()) -> Fits:
    """A transformation gives the same for every input."""
    inputs = BASES[base].from_score(SCORES)

    def fits(answers: Any) -> None:
        for given in parameters or ((),):
            values = elementwise(answers.function(name), inputs, *given)
            require(np.ptp(values) <= 1e-12 * np.max(np.abs(values)))

    return fits


def another_lognormal(name: str, base: str, parameters: Parameters = (), *, wrong: str) -> Fits:
    """The law is log-normal, with another centre of the logarithm, another spread, or both (`wrong`).

    Both are fitted to two quantiles, and the whole law is then held against the fit.
    """

    def fits(answers: Any) -> dict[str, str]:
        found = [_fitted(answers.function(name), base, given) for given in parameters or ((),)]
        right = parameters or ((0.0, 1.0),)
        centre = any(abs(m - mu) > 1e-6 for (m, _s), (mu, _sigma) in zip(found, right, strict=True))
        spread = any(abs(s - sigma) > 1e-6 for (_m, s), (_mu, sigma) in zip(found, right, strict=True))
        require(wrong == ("both" if centre and spread else "centre" if centre else "spread" if spread else ""))
        (m, s), (mu, sigma) = found[-1], right[-1]
        return {"fit": f"logN({_clean(m)}, {_clean(s)}^2) where logN({mu:g}, {sigma:g}^2) is right"}

    return fits


def _fitted(f: Function, base: str, given: Sequence[float]) -> tuple[float, float]:
    """Centre and spread of the logarithm, 0 for one that is the same for all inputs."""
    values = elementwise(f, BASES[base].from_score(SCORES), *given)
    require((values > 0).all())
    logarithms = np.log(values)
    s, m = np.polyfit(SCORES, logarithms, 1)
    require(np.abs(m + s * SCORES - logarithms).max() < 1e-8 * (1 + np.abs(logarithms).max()))
    if abs(s) <= 1e-6:
        require(given and np.ptp(logarithms) <= 1e-12 * (1 + abs(m)))
        return float(m), 0.0
    require_pushforward(f, BASES[base], lognormal(float(m), abs(float(s))), *given)
    return float(m), abs(float(s))


def _clean(value: float) -> str:
    """Four digits, and 0 for what rounding left over."""
    return f"{round(float(value), 9) + 0.0:.4g}"


def another_normal(name: str, base: str, parameters: Parameters = ()) -> Fits:
    """The law is normal: centre and spread are fitted, and the whole law is then held against the fit."""

    def fits(answers: Any) -> dict[str, str]:
        for given in parameters or ((),):
            values = elementwise(answers.function(name), BASES[base].from_score(SCORES), *given)
            s, m = np.polyfit(SCORES, values, 1)
            require(abs(s) > 1e-6)
            require_pushforward(answers.function(name), BASES[base], normal(float(m), abs(float(s))), *given)
        return {"fit": f"N({_clean(m)}, {_clean(abs(s))}^2)"}

    return fits


def right_but_shifted(name: str, base: str, right: LawOf, parameters: Parameters = ()) -> Fits:
    """The law is the right one with something added to every sample, which may depend on the parameters."""

    def fits(answers: Any) -> dict[str, str]:
        for given in most_telling_first(parameters) or ((),):
            target = right(*(given or (0.0, 1.0)))
            values = elementwise(answers.function(name), BASES[base].from_score(SCORES), *given)
            rising = target.from_score(SCORES if values[0] < values[-1] else -SCORES)
            added = float(np.median(values - rising))
            require(abs(added) > 1e-6)
            require_pushforward(answers.function(name), BASES[base], shifted(target, added), *given)
        return {"added": f"{added:.4g}"}

    return fits


def negated(law: Law) -> Law:
    """The law of minus a variable."""
    return Law(law.words, lambda s: -law.from_score(-s), lambda x: 1 - law.cdf(-x))


def normal(mu: float, sigma: float) -> Law:
    """N(mu, sigma^2)."""
    return Law("a normal law", lambda s: mu + sigma * s, lambda x: special.ndtr((x - mu) / sigma))


def shifted(law: Law, by: float) -> Law:
    """The law of a variable plus a constant."""
    return Law(law.words, lambda s: law.from_score(s) + by, lambda x: law.cdf(x - by))


def image(law: Law, forth: Callable[[Array], Array], back: Callable[[Array], Array]) -> Law:
    """The law of an increasing function of a variable, given with its inverse (NaN where it has none)."""

    def cdf(x: Array) -> Array:
        with np.errstate(all="ignore"):
            return law.cdf(np.asarray(back(x), dtype=float))

    return Law(law.words, lambda s: np.asarray(forth(law.from_score(s))), cdf)


SOFTPLUS = image(STANDARD_NORMAL, lambda x: np.logaddexp(0, x), lambda y: np.log(np.expm1(y)))
"""The law of log(1 + e^eps)."""
LOGISTIC = image(STANDARD_NORMAL, special.expit, special.logit)
"""The law of 1 / (1 + e^-eps)."""


def folded(law: Law, forth: Callable[[Array], Array], back: Callable[[Array], Array]) -> Law:
    """The law of an increasing function of the absolute value of a standard normal variable."""

    def cdf(x: Array) -> Array:
        with np.errstate(all="ignore"):
            inner = np.asarray(back(x), dtype=float)
            return np.asarray(np.where(inner >= 0, 2 * special.ndtr(inner) - 1, np.nan))

    return Law(law.words, lambda s: np.asarray(forth(special.ndtri((1 + special.ndtr(s)) / 2))), cdf)


def composed(name: str, steps: Sequence[str], parameters: Parameters) -> Fits:
    """A function is another chain of the student's own T and M, which must be there, than the right one."""

    def fits(answers: Any) -> None:
        inputs = BASES["normal"].from_score(SCORES)
        for k, (mu, sigma) in enumerate(most_telling_first(parameters)):
            values = inputs
            for step in steps:
                values = _step(answers, step, values, mu, sigma)
            finite = values[np.isfinite(values)]
            require(len(finite) > len(SCORES) / 5 and (k > 0 or np.ptp(finite) > 0))
            got = elementwise(answers.function(name), inputs, mu, sigma, undefined=True)
            require_close(np.where(np.isfinite(got), got, np.nan), np.where(np.isfinite(values), values, np.nan))

    return fits


def _step(answers: Any, step: str, values: Array, mu: float, sigma: float) -> Array:
    """One of the student's functions at the values where there are any."""
    own, _, exchanged = step.partition(" ")
    given = () if own == "T" else (sigma, mu) if exchanged else (mu, sigma)
    result, defined = np.full(len(values), np.nan), np.isfinite(values)
    result[defined] = elementwise(answers.function(own), values[defined], *given, undefined=True)
    return result
