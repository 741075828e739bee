"""Wrong models of problem 3b's integrands: combinations of the objective's own terms with other weights."""

from __future__ import annotations

from collections.abc import Callable, Collection

import mpmath

from autograder.checks.dgm.divergences import FITTING_POINTS, OBJECTIVE_POINTS, log
from autograder.checks.mistakes import RELATIVE, Fits
from autograder.checks.other_combinations import Terms, Weights, combines, is_ratio, pair_combines

HALF = mpmath.mpf("0.5")
OWN, CROSSED, BARE = ("p log D", "q log(1 - D)"), ("q log D", "p log(1 - D)"), ("log D", "log(1 - D)")
CONSTANTS = ("p", "q", "")
"""The right terms, those with the other density, those without any, and what holds no logarithm."""
OBJECTIVE_TERMS: Terms = {
    "p log D": lambda p, D, **_: p * log(D),
    "q log(1 - D)": lambda q, D, **_: q * log(1 - D),
    "q log D": lambda q, D, **_: q * log(D),
    "p log(1 - D)": lambda p, D, **_: p * log(1 - D),
    "log D": lambda D, **_: log(D),
    "log(1 - D)": lambda D, **_: log(1 - D),
    "p": lambda p, **_: p,
    "q": lambda q, **_: q,
    "": lambda **_: mpmath.mpf(1),
}
OPTIMUM_TERMS: Terms = {
    name: lambda p, q, term=term: term(p=p, q=q, D=p / (p + q)) for name, term in OBJECTIVE_TERMS.items()
}
RIGHT_OBJECTIVE: Weights = {"p log D": HALF, "q log(1 - D)": HALF}


def objective_combines(of: Collection[str], some: Collection[str] = ()) -> Fits:
    """The integrand of the objective has other weights."""
    return combines("q3b_objective", OBJECTIVE_TERMS, OBJECTIVE_POINTS, right=RIGHT_OBJECTIVE, of=of, some=some)


def optimum_combines(of: Collection[str], some: Collection[str] = ()) -> Fits:
    """The integrand at the optimal discriminator has other weights."""
    return combines("q3b_at_optimum", OPTIMUM_TERMS, FITTING_POINTS, right=RIGHT_OBJECTIVE, of=of, some=some)


REMAINDER_TERMS: Terms = {"p/(p+q)": lambda p, q: p / (p + q), "q/(p+q)": lambda p, q: q / (p + q)}


def remainder_combines() -> Fits:
    """Another numerator, of degree one, over p + q."""
    return combines(
        "q3b_one_minus_D", REMAINDER_TERMS, FITTING_POINTS, right={"q/(p+q)": mpmath.mpf(1)}, of=REMAINDER_TERMS
    )


_FACTORS: Terms = {"p": lambda p, **_: p, "q": lambda q, **_: q, "": lambda **_: mpmath.mpf(1)}
_LOGARITHMS: Terms = {
    "log p": lambda p, **_: log(p),
    "log q": lambda q, **_: log(q),
    "log(p + q)": lambda p, q: log(p + q),
    "": lambda **_: mpmath.mpf(1),
}
KL_TERMS: Terms = {
    f"{factor} {logarithm}".strip(): lambda p, q, f=f, g=g: f(p=p, q=q) * g(p=p, q=q)
    for factor, f in _FACTORS.items()
    for logarithm, g in _LOGARITHMS.items()
}
RIGHT_KL: Weights = {"p log p": mpmath.mpf(1), "p log(p + q)": mpmath.mpf(-1), "p": log(2)}


def divergences_combine(wrong: Callable[[Weights], bool]) -> Fits:
    """The integrands of the two divergences are combinations of which some are wrong in this way."""
    return pair_combines("q3b_kl_terms", KL_TERMS, FITTING_POINTS, right=RIGHT_KL, wrong=wrong)


def has_other_factor(weights: Weights) -> bool:
    """A multiple of the right integrand."""
    return is_ratio(weights, RIGHT_KL)


def has_other_mass(weights: Weights) -> bool:
    """p log(p / (c (p + q))), where c is not 1/2."""
    rest = {term: weight for term, weight in weights.items() if term != "p"}
    return is_ratio(rest, {term: RIGHT_KL[term] for term in rest}) and abs(rest.get("p log p", 0) - 1) <= RELATIVE


def has_other_weight(weights: Weights) -> bool:
    """The right logarithm, log(2 p / (p + q)), before it another weight than p."""
    return bool(weights) and all(_of_the_right_logarithm(weights, factor) for factor in _FACTORS)


def _of_the_right_logarithm(weights: Weights, factor: str) -> bool:
    p, q, both, alone = (weights.get(f"{factor} {logarithm}".strip(), 0) for logarithm in _LOGARITHMS)
    return bool(q == 0 and abs(both + p) <= RELATIVE and abs(alone - p * log(2)) <= RELATIVE)


def has_other_numerator(weights: Weights) -> bool:
    """p log(2 q / (p + q)): weighted by one density, with the other one in the logarithm."""
    return is_ratio(weights, {"p log q": RIGHT_KL["p log p"], "p log(p + q)": RIGHT_KL["p log(p + q)"], "p": log(2)})
