"""2d: a variational family for a log-normal prior."""

import math

import numpy as np
from otter.test_files import test_case

from autograder.checks.densities import require_density
from autograder.checks.dgm.prior import log_prior
from autograder.checks.functions import require_family
from autograder.checks.mistakes import Mistake, either, is_word, require
from autograder.checks.other_densities import (
    finite_below_zero,
    ignores,
    log_density_is,
    of_another_mass,
    of_varying_mass,
)
from autograder.checks.other_laws import (
    another_lognormal,
    another_normal,
    constant,
    laws_are,
    maps,
    negated,
    normal,
    right_but_shifted,
    same_values,
    shifted,
)
from autograder.checks.other_sets import is_expression, is_finite, is_minus_infinity, log, sets_are
from autograder.checks.pushforward import STANDARD_NORMAL, lognormal, require_pushforward
from autograder.checks.reparametrisation import require_differentiable
from autograder.checks.rubric import TickLost, judged
from autograder.checks.sets import require_set
from autograder.checks.verdicts import require_infinity

OK_FORMAT = False
name = "q2d"

ANSWERS = ("q2d_support_prior", "q2d_support_normal", "q2d_kl_normal", "q2d_log_q", "q2d_sample")
ALSO_READS = ("C",)

PARAMETERS = ((0.0, 1.0), (0.6, 0.4), (-1.1, 1.6), (0.0, 0.7))
OWN_BOUND = 2e-4
SOME_Z = np.array([0.05, 0.3, 0.8, 1.7, 4.0, 30.0])


def own_densities(answers):
    """The tabulated densities of the student's own q, or None when it is not a suitable one."""
    try:
        require_family(answers.function("q2d_log_q"), SOME_Z)
        return [
            require_density(answers.function("q2d_log_q"), mu, sigma, log_prior=log_prior) for mu, sigma in PARAMETERS
        ]
    except TickLost:
        return None


@test_case(name="2d.1 recognises that the supports differ", points=1, hidden=True)
@judged
def supports(answers):
    positive, everything = (0.0, math.inf), (-math.inf, math.inf)
    words = "the support of the prior"
    require_set(answers["q2d_support_prior"], "q2d_support_prior", interval=positive, free_ends=(0.0,), words=words)
    words = "the support of a normal law"
    require_set(answers["q2d_support_normal"], "q2d_support_normal", interval=everything, words=words)


@test_case(name="2d.2 concludes that the divergence is infinite", points=1, hidden=True)
@judged
def divergence(answers):
    require_infinity(answers["q2d_kl_normal"], "q2d_kl_normal")


@test_case(name="2d.3 proposes a family on the prior's support", points=1, hidden=True)
@judged
def family(answers):
    require_family(answers.function("q2d_log_q"), SOME_Z)
    for mu, sigma in PARAMETERS:
        require_density(answers.function("q2d_log_q"), mu, sigma, log_prior=log_prior)


@test_case(name="2d.4 samples from it by reparametrisation", points=1, hidden=True)
@judged
def reparametrisation(answers):
    sample, own = answers.function("q2d_sample"), own_densities(answers)
    for index, (mu, sigma) in enumerate(PARAMETERS):
        if own is None or own[index].is_lognormal(mu, sigma):
            require_pushforward(sample, STANDARD_NORMAL, lognormal(mu, sigma), mu, sigma)
        else:
            require_pushforward(sample, STANDARD_NORMAL, own[index].law(), mu, sigma, bound=OWN_BOUND)
    require_differentiable(sample)


def law(wrong):
    return laws_are("q2d_sample", "normal", wrong, PARAMETERS)


def density(formula):
    """The answer's log density is this one in z, log z, mu and sigma, on z > 0."""
    return log_density_is("q2d_log_q", formula, PARAMETERS)


def supports_are(prior, normal_law):
    return sets_are({"q2d_support_prior": prior, "q2d_support_normal": normal_law})


def squares(log_z, mu, sigma):
    return (log_z - mu) ** 2 / (2 * sigma**2)


def log_normal_beside_another_density(answers):
    """The sampler has the distribution of 2c, and the density, a proper one, is not log-normal."""
    own = own_densities(answers)
    require(own and not all(table.is_lognormal(*given) for table, given in zip(own, PARAMETERS, strict=True)))
    law(lognormal)(answers)


def unless_of_another_family(fits):
    """What is said of a sampler by comparing it with 2c's distribution, where the own density is no other proper one."""

    def both(answers):
        words, own = fits(answers), own_densities(answers)
        require(own is None or all(table.is_lognormal(*given) for table, given in zip(own, PARAMETERS, strict=True)))
        return words

    return both


POSITIVE, EVERYTHING, UNIT = (0.0, math.inf), (-math.inf, math.inf), (0.0, 1.0)
ROOT = math.sqrt(2 * math.pi)

MISTAKES = {
    "2d.1": (
        Mistake(
            id="supports-exchanged",
            fits=supports_are(EVERYTHING, POSITIVE),
            says="Each set belongs to the other density. Which of the two variables can be negative?",
            staff="the two sets exchanged",
        ),
        Mistake(
            id="prior-on-the-whole-line",
            fits=supports_are(EVERYTHING, EVERYTHING),
            says="You take the prior for positive everywhere. What is the density of a log-normal variable for z <= 0?",
            staff="R for both",
        ),
        Mistake(
            id="normal-on-the-half-line",
            fits=supports_are(POSITIVE, POSITIVE),
            says="You take the normal density for positive on z > 0 only. Can a normal variable with a positive mean be negative?",
            staff="(0, oo) for both",
        ),
        Mistake(
            id="values-of-the-density",
            fits=either(supports_are(UNIT, UNIT), supports_are(UNIT, EVERYTHING)),
            says="You give values that lie between 0 and 1. Is asked which values the density takes, or where it is positive?",
            staff="(0, 1)",
        ),
    ),
    "2d.2": (
        Mistake(
            id="zero-divergence",
            fits=is_expression("q2d_kl_normal", lambda mu, sigma: 0 * mu),
            says="A divergence of 0 means that the two distributions are the same. Do they even have the same support?",
            staff="0",
        ),
        Mistake(
            id="divergence-between-normals",
            fits=is_expression("q2d_kl_normal", lambda mu, sigma: (sigma**2 + mu**2 - 1) / 2 - log(sigma)),
            says="This is the divergence of N(mu, sigma^2) from the usual prior, N(0, 1). Which prior does this part have, and "
            "what is q log(q / p) where it is 0?",
            staff="KL(N(mu, sigma^2), N(0, 1))",
        ),
        Mistake(
            id="sign-turned",
            idea="negative-divergence",
            fits=is_minus_infinity("q2d_kl_normal"),
            says="You give minus infinity. A divergence is never negative: which sign has log(q / p) where p is 0 and q is not?",
            staff="-oo",
        ),
        Mistake(
            id="finite-divergence",
            fits=is_finite("q2d_kl_normal"),
            says="You give a finite number or expression. What is log(q / p) where the prior p is 0 and q is not, and with which weight does it "
            "enter the divergence?",
            staff="a finite value",
        ),
        Mistake(
            id="infinity-in-words",
            fits=either(
                *(is_word("q2d_kl_normal", word) for word in ("infinity", "inf", "infinite", "oo", "unbounded"))
            ),
            says="You write the value out in words. Give it as a number, such as Python, NumPy and SymPy have for it.",
            staff="infinity as a text",
        ),
    ),
    "2d.3": (
        Mistake(
            id="density-for-log-density",
            fits=density(lambda z, x, mu, sigma: np.exp(-x - np.log(sigma * ROOT) - squares(x, mu, sigma))),
            says="You give the density itself. Which function of it does the evidence lower bound average?",
            staff="q instead of log q",
        ),
        Mistake(
            id="jacobian-left-out",
            fits=density(lambda z, x, mu, sigma: -np.log(sigma * ROOT) - squares(x, mu, sigma)),
            says="This is the density of log z, not that of z. Which factor does the change of variables from log z to z bring in?",
            staff="-log z left out",
        ),
        Mistake(
            id="jacobian-of-the-other-sign",
            fits=density(lambda z, x, mu, sigma: x - np.log(sigma * ROOT) - squares(x, mu, sigma)),
            says="The factor of the change of variables has the other sign in its exponent. What is the derivative of log z?",
            staff="+log z for -log z",
        ),
        Mistake(
            id="normal-density",
            idea="normal-for-log-normal",
            fits=density(lambda z, x, mu, sigma: -np.log(sigma * ROOT) - squares(z, mu, sigma)),
            says="This is a normal density, the very family that the first half of this part rules out. Where does it put mass that "
            "the prior does not have?",
            staff="log density of N(mu, sigma^2)",
        ),
        Mistake(
            id="normalisation-left-out",
            fits=either(
                density(lambda z, x, mu, sigma: -x - squares(x, mu, sigma)),
                density(lambda z, x, mu, sigma: -squares(x, mu, sigma)),
            ),
            says="The exponent is there, without the factor that makes the density integrate to 1. Why does the bound need it?",
            staff="no normalising constant",
        ),
        Mistake(
            id="sigma-of-the-normalisation-left-out",
            fits=density(lambda z, x, mu, sigma: -x - np.log(ROOT) - squares(x, mu, sigma)),
            says="Normalised for sigma = 1 only. Which factor belongs to the density of a normal variable with another spread?",
            staff="-log(sigma) left out",
        ),
        Mistake(
            id="root-of-two-pi-left-out",
            fits=either(
                density(lambda z, x, mu, sigma: -x - np.log(sigma * 2 * math.pi) - squares(x, mu, sigma)),
                density(lambda z, x, mu, sigma: -x - np.log(sigma) - squares(x, mu, sigma)),
            ),
            says="The mass is off by the same factor for all parameters. Compare your constant with the density at the head of "
            "the sheet.",
            staff="2 pi or 1 in place of sqrt(2 pi)",
        ),
        Mistake(
            id="half-left-out",
            idea="half-of-the-exponent-left-out",
            fits=density(lambda z, x, mu, sigma: -x - np.log(sigma * ROOT) - 2 * squares(x, mu, sigma)),
            says="Your exponent is twice as large as it should be, so the constant does not fit it any more. Compare with the "
            "density at the head of the sheet.",
            staff="(log z - mu)^2 / sigma^2",
        ),
        Mistake(
            id="parameters-ignored",
            fits=density(lambda z, x, mu, sigma: -x - np.log(ROOT) - x**2 / 2),
            says="This is the prior itself, for every mu and sigma. What could be learned from data with it?",
            staff="log density of logN(0, 1)",
        ),
        Mistake(
            id="sign-turned",
            idea="loss-for-log-density",
            fits=density(lambda z, x, mu, sigma: x + np.log(sigma * ROOT) + squares(x, mu, sigma)),
            says="You give minus the log density, as one does for a loss. Does it integrate to 1 when you exponentiate it?",
            staff="-log q",
        ),
        Mistake(
            id="sign-of-the-exponent",
            fits=either(
                density(lambda z, x, mu, sigma: -x - np.log(sigma * ROOT) + squares(x, mu, sigma)),
                density(lambda z, x, mu, sigma: -np.log(sigma * ROOT) + squares(x, mu, sigma)),
            ),
            says="The square in your exponent has a plus before it, so the density grows without bound. What has to happen far "
            "away from the centre?",
            staff="+(log z - mu)^2 / (2 sigma^2)",
        ),
        Mistake(
            id="sigma-multiplied",
            fits=either(
                density(lambda z, x, mu, sigma: -x - np.log(sigma * ROOT) - (x - mu) ** 2 / 2 * sigma**2),
                density(lambda z, x, mu, sigma: -x - np.log(sigma * ROOT) - (x - mu) ** 2 / 2 * sigma),
            ),
            says="sigma multiplies the square in your exponent. In `a / 2 * b`, what does Python divide by?",
            staff="(log z - mu)^2 / 2 * sigma^2",
        ),
        Mistake(
            id="variance-for-deviation",
            idea="variance-and-standard-deviation-confused",
            fits=either(
                density(lambda z, x, mu, sigma: -x - np.log(sigma * ROOT) - (x - mu) ** 2 / (2 * sigma)),
                density(lambda z, x, mu, sigma: -x - np.log(sigma * ROOT) - (x - mu) ** 2 / (2 * sigma**4)),
                density(lambda z, x, mu, sigma: -x - np.log(sigma**2 * ROOT) - squares(x, mu, sigma)),
                density(lambda z, x, mu, sigma: -x - np.log(np.sqrt(sigma) * ROOT) - squares(x, mu, sigma)),
            ),
            says="In one place you take sigma for the standard deviation, in another one for the variance. Which power of sigma belongs "
            "before the exponential, and which one into it?",
            staff="sigma for sigma^2, or the other way round, in one of two places",
        ),
        Mistake(
            id="logarithm-left-out",
            fits=either(
                density(lambda z, x, mu, sigma: -x - np.log(sigma * ROOT) - squares(z, mu, sigma)),
                density(lambda z, x, mu, sigma: -z - np.log(sigma * ROOT) - squares(x, mu, sigma)),
            ),
            says="In one place you have z where its logarithm belongs. Which variable is normal, z or log z?",
            staff="z for log z in one of two places",
        ),
        Mistake(
            id="base-ten-or-two",
            idea="base-of-the-logarithm",
            fits=either(
                *(
                    density(
                        lambda z, x, mu, sigma, b=b: (-x - np.log(sigma * ROOT) - squares(x, mu, sigma)) / np.log(b)
                    )
                    for b in (2, 10)
                )
            ),
            says="The right log density in another unit: your logarithm has the base 2 or 10. Which one is meant?",
            staff="log2 q or log10 q",
        ),
        Mistake(
            id="density-below-zero",
            fits=finite_below_zero("q2d_log_q", PARAMETERS, log_prior=log_prior),
            says="On z > 0 this is a density as it should be; for some z < 0 it gives a finite value as well. What is the prior there, "
            "and what does that make of the divergence?",
            staff="a finite log density for z < 0",
        ),
        Mistake(
            id="constant-factor-of-the-mass",
            fits=of_another_mass("q2d_log_q", PARAMETERS),
            says="The mass of your density is the same for all parameters, and not 1. Which constant is missing or too much?",
            staff="total mass {mass} for all parameters",
        ),
        Mistake(
            id="one-parameter-ignored",
            fits=either(*(ignores("q2d_log_q", parameter) for parameter in ("mu", "sigma"))),
            says="One of mu and sigma does not enter your density at all. What could be fitted with it?",
            staff="the density does not depend on {parameter}",
        ),
        Mistake(
            id="mass-varies-with-the-parameters",
            fits=of_varying_mass("q2d_log_q", PARAMETERS),
            says="The total mass of your density is not 1, and it changes with the parameters. Which factor makes up for what they do "
            "in the exponent?",
            staff="total masses {masses}",
        ),
    ),
    "2d.4": (
        Mistake(
            id="variance-for-deviation",
            idea="variance-and-standard-deviation-confused",
            fits=law(lambda mu, sigma: lognormal(mu, sigma**2)),
            says="Right for sigma = 1 only: the logarithm of your samples has the standard deviation sigma^2. Is sigma the variance, "
            "or the standard deviation already?",
            staff="exp(mu + sigma^2 eps)",
        ),
        Mistake(
            id="root-of-the-deviation",
            idea="variance-and-standard-deviation-confused",
            fits=law(lambda mu, sigma: lognormal(mu, math.sqrt(sigma))),
            says="Right for sigma = 1 only: the logarithm of your samples has the standard deviation sqrt(sigma). Is sigma the variance, "
            "or the standard deviation already?",
            staff="exp(mu + sqrt(sigma) eps)",
        ),
        Mistake(
            id="exponential-left-out",
            idea="normal-for-log-normal",
            fits=law(normal),
            says="These are samples of a normal distribution. On which set is the family that you propose positive?",
            staff="mu + sigma eps",
        ),
        Mistake(
            id="parameters-ignored",
            fits=law(lambda mu, sigma: lognormal(0, 1)),
            says="Your samples do not depend on mu and sigma, so no gradient can flow to them. Which procedure of 2c brings them in?",
            staff="exp(eps)",
        ),
        Mistake(
            id="mu-left-out",
            fits=law(lambda mu, sigma: lognormal(0, sigma)),
            says="mu does not enter your samples. Where is it in the density?",
            staff="exp(sigma eps)",
        ),
        Mistake(
            id="sigma-left-out",
            fits=law(lambda mu, sigma: lognormal(mu, 1)),
            says="sigma does not enter your samples. Where is it in the density?",
            staff="exp(mu + eps)",
        ),
        Mistake(
            id="mu-added-after-the-exponential",
            fits=law(lambda mu, sigma: shifted(lognormal(0, sigma), mu)),
            says="You add mu to the sample, so that some of them can be negative. Is mu the centre of the sample, or of its logarithm?",
            staff="exp(sigma eps) + mu",
        ),
        Mistake(
            id="constant",
            fits=constant("q2d_sample", "normal", PARAMETERS),
            says="The sampler gives the same for every eps. Where does the randomness enter?",
            staff="does not depend on eps",
        ),
        Mistake(
            id="another-family-than-the-density",
            fits=log_normal_beside_another_density,
            says="Your samples are log-normal with mu and sigma, and the density that you propose is another family. Which of the "
            "two do you want to change so that they belong together?",
            staff="the sampler is exp(mu + sigma eps), log_q another proper family",
        ),
        Mistake(
            id="sign-turned",
            idea="negative-samples",
            fits=unless_of_another_family(law(lambda mu, sigma: negated(lognormal(mu, sigma)))),
            says="Your samples are the right ones with a minus before them. Which sign does a log-normal sample have?",
            staff="-q2d_sample",
        ),
        Mistake(
            id="something-added-to-the-sample",
            fits=unless_of_another_family(right_but_shifted("q2d_sample", "normal", lognormal, PARAMETERS)),
            says="Your samples are the right ones with something added to each. What is added to the logarithm, and what to the "
            "sample itself?",
            staff="{added} added at the last parameters",
        ),
        Mistake(
            id="parameters-exchanged",
            fits=maps("q2d_sample", [lambda e, mu, sigma: np.exp(sigma + mu * e)], "normal", PARAMETERS),
            says="mu and sigma have changed their places. Which one is the centre of the logarithm?",
            staff="exp(sigma + mu eps)",
        ),
        Mistake(
            id="normal-with-other-parameters",
            idea="normal-for-log-normal",
            fits=another_normal("q2d_sample", "normal", PARAMETERS),
            says="Your samples are normal, so that some are negative. What has to be normal, the sample or its logarithm?",
            staff="{fit} at the last parameters",
        ),
        Mistake(
            id="spread-of-the-logarithm",
            fits=unless_of_another_family(another_lognormal("q2d_sample", "normal", PARAMETERS, wrong="spread")),
            says="Your samples are log-normal with the right centre of the logarithm, and another spread than your density has.",
            staff="{fit}",
        ),
        Mistake(
            id="centre-of-the-logarithm",
            fits=unless_of_another_family(another_lognormal("q2d_sample", "normal", PARAMETERS, wrong="centre")),
            says="Your samples are log-normal with the right spread of the logarithm, and another centre than mu. What is added to "
            "the scaled eps?",
            staff="{fit}",
        ),
        Mistake(
            id="centre-and-spread-of-the-logarithm",
            fits=unless_of_another_family(another_lognormal("q2d_sample", "normal", PARAMETERS, wrong="both")),
            says="Your samples are log-normal; the centre of their logarithm is not mu, nor is its spread sigma. Which "
            "factor stands before eps, and what is added to it?",
            staff="{fit}",
        ),
    ),
}
FOLLOWS = {
    "2d.4": (
        same_values("q2d_sample", "C", "normal", PARAMETERS),
        "your sampler is your own C of 2c: mend 2c, and this is mended with it",
    ),
}
