"""2c: from N(0, 1) to logN(mu, sigma^2)."""

import math

import numpy as np
from otter.test_files import test_case

from autograder.checks.composition import require_composition
from autograder.checks.dgm.derivations import require_combined
from autograder.checks.mistakes import Mistake, both, either, unless
from autograder.checks.other_laws import (
    another_lognormal,
    another_normal,
    composed,
    constant,
    laws_are,
    maps,
    negated,
    normal,
    right_but_shifted,
    shifted,
    works,
)
from autograder.checks.pushforward import STANDARD_NORMAL, is_decreasing_map, lognormal, require_pushforward
from autograder.checks.rubric import NotAnswered, TickLost, judged

OK_FORMAT = False
name = "q2c"

ANSWERS = ("C", "q2c_derivation")
ALSO_READS = ("T", "M")

PARAMETERS = [(0.0, 1.0), (0.4, 0.6), (-0.8, 1.7), (0.0, 2.2), (1.5, 0.3)]


def require_derivation(answers):
    def decreasing():
        return is_decreasing_map(answers.get("C"), STANDARD_NORMAL, lognormal(0.4, 0.6), 0.4, 0.6)

    require_combined(answers["q2c_derivation"], "q2c_derivation", memory=answers.memory, is_decreasing=decreasing)


@test_case(name="2c.1 composes the two transformations, or derives C like 2a and 2b", points=1, hidden=True)
@judged
def composition(answers):
    try:
        c, t, m = (answers.function(function) for function in ("C", "T", "M"))
        require_composition(c, t, m, PARAMETERS)
        return True
    except TickLost as not_composed:
        try:
            require_derivation(answers)
        except NotAnswered:
            raise not_composed from None
        return False


@test_case(name="2c.2 gives a transformation C with the right law", points=1, hidden=True)
@judged
def transformation(answers):
    for mu, sigma in PARAMETERS:
        require_pushforward(answers.function("C"), STANDARD_NORMAL, lognormal(mu, sigma), mu, sigma)


def law(wrong):
    return laws_are("C", "normal", wrong, PARAMETERS)


def way(*steps):
    return composed("C", steps, PARAMETERS)


def follows(answers):
    """Whether C, right or wrong, is what the own T and M make, one of which may be wrong."""
    require_composition(*(answers.function(function) for function in ("C", "T", "M")), PARAMETERS)


MISTAKES = {
    "2c.1": (
        Mistake(
            id="order-reversed",
            fits=way("M", "T"),
            says="You apply M first and T to its result. Which kind of sample does M expect, and which kind is eps?",
            staff="T(M(eps))",
        ),
        Mistake(
            id="T-left-out",
            fits=way("M"),
            says="You give eps to M directly. M turns log-normal samples into log-normal ones; what has to happen to eps before?",
            staff="M(eps)",
        ),
        Mistake(
            id="M-left-out",
            fits=way("T"),
            says="This is T alone, so mu and sigma do not enter. What turns logN(0, 1) into logN(mu, sigma^2)?",
            staff="T(eps)",
        ),
        Mistake(
            id="parameters-exchanged",
            fits=way("T", "M exchanged"),
            says="You hand mu and sigma to M in the other order. How does the sheet call M?",
            staff="M(T(eps), sigma, mu)",
        ),
        Mistake(
            id="right-beside-a-wrong-part",
            fits=both(
                works("T", "normal"),
                works("M", "log-normal", *PARAMETERS[0]),
                unless(follows),
                laws_are("C", "normal", lognormal, PARAMETERS),
            ),
            says="Your C has the right distribution, but it is not M after T with the two that you give: one of those is "
            "different from what you use here. Compare C with your T and M, step by step, or give C a derivation of its own.",
            staff="C is right by itself; the own T or M is not what it is made of",
        ),
    ),
    "2c.2": (
        Mistake(
            id="variance-for-deviation",
            idea="variance-and-standard-deviation-confused",
            fits=law(lambda mu, sigma: lognormal(mu, sigma**2)),
            says="Your samples are right for sigma = 1 only: their logarithm has the standard deviation sigma^2. Is sigma the "
            "variance of log z, or its standard deviation already?",
            staff="exp(mu + sigma^2 eps)",
        ),
        Mistake(
            id="root-of-the-deviation",
            idea="variance-and-standard-deviation-confused",
            fits=law(lambda mu, sigma: lognormal(mu, math.sqrt(sigma))),
            says="Your samples are right for sigma = 1 only: their logarithm has the standard deviation sqrt(sigma). Is sigma the "
            "variance of log z, or its standard deviation already?",
            staff="exp(mu + sqrt(sigma) eps)",
        ),
        Mistake(
            id="parameters-ignored",
            fits=law(lambda mu, sigma: lognormal(0, 1)),
            says="Your samples have the distribution logN(0, 1), whatever mu and sigma are. Which step brings the two in?",
            staff="exp(eps)",
        ),
        Mistake(
            id="mu-left-out",
            fits=law(lambda mu, sigma: lognormal(0, sigma)),
            says="The spread of log C is right, its centre stays at 0 for every mu. Where does mu enter?",
            staff="exp(sigma eps)",
        ),
        Mistake(
            id="sigma-left-out",
            fits=law(lambda mu, sigma: lognormal(mu, 1)),
            says="The centre of log C is right, its spread stays at 1 for every sigma. Where does sigma enter?",
            staff="exp(mu + eps)",
        ),
        Mistake(
            id="sign-of-mu",
            fits=law(lambda mu, sigma: lognormal(-mu, sigma)),
            says="The spread of log C is right, its centre lies at -mu. Which way does a larger mu move the samples?",
            staff="exp(sigma eps - mu)",
        ),
        Mistake(
            id="mu-scaled-by-sigma",
            fits=law(lambda mu, sigma: lognormal(mu * sigma, sigma)),
            says="The spread of log C is right, its centre lies at mu sigma. Which comes first, scaling or moving?",
            staff="exp(sigma (eps + mu))",
        ),
        Mistake(
            id="mu-added-after-the-exponential",
            fits=law(lambda mu, sigma: shifted(lognormal(0, sigma), mu)),
            says="You add mu to the sample, so that some of them can be negative. Is mu the centre of the sample, or of its "
            "logarithm?",
            staff="exp(sigma eps) + mu",
        ),
        Mistake(
            id="sigma-as-a-factor",
            fits=law(lambda mu, sigma: lognormal(mu + math.log(sigma), 1)),
            says="sigma multiplies the sample and only moves its logarithm. What does it take to stretch a logarithm?",
            staff="sigma exp(mu + eps)",
        ),
        Mistake(
            id="exponential-left-out",
            idea="normal-for-log-normal",
            fits=law(normal),
            says="Your samples are normal, and some are negative: this is the logarithm of what is asked for. What undoes the "
            "logarithm?",
            staff="mu + sigma eps",
        ),
        Mistake(
            id="T-left-out",
            fits=maps(
                "C",
                [
                    lambda e, mu, sigma: np.power(e, sigma) * np.exp(mu),
                    lambda e, mu, sigma: np.exp(mu + sigma * np.log(e)),
                ],
                "normal",
                PARAMETERS,
            ),
            says="Your C takes a power or the logarithm of eps, which negative samples do not have. Is eps already log-normal?",
            staff="M(eps)",
        ),
        Mistake(
            id="inverse-map",
            idea="map-and-inverse-confused",
            fits=maps("C", [lambda e, mu, sigma: (np.log(e) - mu) / sigma], "normal", PARAMETERS),
            says="This is the way back, from logN(mu, sigma^2) to N(0, 1). Solve it for the other variable.",
            staff="C^-1",
        ),
        Mistake(
            id="parameters-exchanged",
            fits=maps("C", [lambda e, mu, sigma: np.exp(sigma + mu * e)], "normal", PARAMETERS),
            says="mu and sigma have changed their places. Which one is the centre of the logarithm?",
            staff="exp(sigma + mu eps)",
        ),
        Mistake(
            id="divided-by-sigma",
            fits=either(
                law(lambda mu, sigma: lognormal(mu, 1 / sigma)),
                law(lambda mu, sigma: lognormal(-mu / sigma, 1 / sigma)),
            ),
            says="The larger sigma, the narrower are your samples: you divide by it. On which side of the equation does sigma "
            "stand when it is solved for the sample?",
            staff="exp(mu + eps / sigma), or exp((eps - mu) / sigma)",
        ),
        Mistake(
            id="mean-of-the-sample-for-mu",
            fits=law(lambda mu, sigma: lognormal(mu - sigma**2 / 2, sigma)),
            says="You choose the centre so that the mean of the sample is e^mu. Is mu a property of the sample or of its "
            "logarithm?",
            staff="logN(mu - sigma^2/2, sigma^2)",
        ),
        Mistake(
            id="constant",
            fits=constant("C", "normal", PARAMETERS),
            says="C gives the same for every eps. Where does the sample enter?",
            staff="C does not depend on eps",
        ),
        Mistake(
            id="sign-turned",
            idea="negative-samples",
            fits=law(lambda mu, sigma: negated(lognormal(mu, sigma))),
            says="Your samples are the right ones with a minus before them. Which sign does a log-normal sample have?",
            staff="-C",
        ),
        Mistake(
            id="something-added-to-the-sample",
            fits=right_but_shifted("C", "normal", lognormal, PARAMETERS),
            says="Your samples are the right ones with something added to each. What is added to the logarithm, and what to the "
            "sample itself?",
            staff="{added} added at the last parameters",
        ),
        Mistake(
            id="normal-with-other-parameters",
            idea="normal-for-log-normal",
            fits=another_normal("C", "normal", PARAMETERS),
            says="Your samples are normal, so that some are negative. What has to be normal, the sample or its logarithm?",
            staff="{fit} at the last parameters",
        ),
        Mistake(
            id="spread-of-the-logarithm",
            fits=another_lognormal("C", "normal", PARAMETERS, wrong="spread"),
            says="Your samples are log-normal with the right centre of the logarithm, and another spread than sigma. Which factor "
            "stands before eps?",
            staff="{fit}",
        ),
        Mistake(
            id="centre-of-the-logarithm",
            fits=another_lognormal("C", "normal", PARAMETERS, wrong="centre"),
            says="Your samples are log-normal with the right spread of the logarithm, and another centre than mu. What is added to "
            "the scaled eps?",
            staff="{fit}",
        ),
        Mistake(
            id="centre-and-spread-of-the-logarithm",
            fits=another_lognormal("C", "normal", PARAMETERS, wrong="both"),
            says="Your samples are log-normal; the centre of their logarithm is not mu, nor is its spread sigma. Which "
            "factor stands before eps, and what is added to it?",
            staff="{fit}",
        ),
    ),
}


CARRIES = {
    "2c.1": {
        "2a.4": "your C combines your own T, as it should, and earns this ✓ with it; T is not right yet: mend 2a",
        "2b.5": "your C combines your own M, as it should, and earns this ✓ with it; M is not right yet: mend 2b",
    },
}
FOLLOWS = {
    "2c.2": (follows, "your C combines your own T and M, as it should: mend 2a or 2b, and this is mended with it"),
}
