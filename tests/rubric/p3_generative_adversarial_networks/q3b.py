"""3b: the objective and the Jensen-Shannon divergence."""

import math
from fractions import Fraction

from otter.test_files import test_case

from autograder.checks.dgm.divergences import (
    DENSITY_POINTS,
    OBJECTIVE_POINTS,
    at_optimum,
    kl_integrand,
    log,
    objective,
    one_minus_optimal,
    require_constant,
)
from autograder.checks.dgm.other_integrands import (
    BARE,
    CONSTANTS,
    CROSSED,
    OWN,
    divergences_combine,
    has_other_factor,
    has_other_mass,
    has_other_numerator,
    has_other_weight,
    objective_combines,
    optimum_combines,
    remainder_combines,
)
from autograder.checks.expressions import require_equal
from autograder.checks.mistakes import Mistake, either, equals, equals_pair, is_number, is_rounded, is_some_multiple
from autograder.checks.rubric import judged
from autograder.checks.values import pair

OK_FORMAT = False
name = "q3b"

ANSWERS = ("q3b_objective", "q3b_at_optimum", "q3b_one_minus_D", "q3b_kl_terms", "q3b_constant")


@test_case(name="3b.1 takes both expectations over x", points=1, hidden=True)
@judged
def one_integral(answers):
    require_equal(answers["q3b_objective"], objective, OBJECTIVE_POINTS, "q3b_objective")


@test_case(name="3b.2 plugs in the optimal discriminator", points=1, hidden=True)
@judged
def optimum(answers):
    require_equal(answers["q3b_at_optimum"], at_optimum, DENSITY_POINTS, "q3b_at_optimum")


@test_case(name="3b.3 simplifies what the discriminator leaves over", points=1, hidden=True)
@judged
def remainder(answers):
    require_equal(answers["q3b_one_minus_D"], one_minus_optimal, DENSITY_POINTS, "q3b_one_minus_D")


@test_case(name="3b.4 finds the two divergences from the mixture", points=1, hidden=True)
@judged
def divergences(answers):
    first, second = pair(answers["q3b_kl_terms"], "q3b_kl_terms")
    require_equal(first, lambda p, q: kl_integrand(p, q), DENSITY_POINTS, "q3b_kl_terms[0]")
    require_equal(second, lambda p, q: kl_integrand(q, p), DENSITY_POINTS, "q3b_kl_terms[1]")


@test_case(name="3b.5 states the constant", points=1, hidden=True)
@judged
def constant(answers):
    require_constant(answers["q3b_constant"], "q3b_constant")


MISTAKES = {
    "3b.1": (
        Mistake(
            id="weights-and-half-left-out",
            idea="half-of-the-objective-left-out",
            fits=equals("q3b_objective", lambda p, q, D: log(D) + log(1 - D), OBJECTIVE_POINTS),
            says="What you give is the two logarithms alone. How do you write the expectation of f(x) under a density as an "
            "integral over x: what stands before f(x)? And which factor does the objective put before each expectation?",
            staff="log D + log(1 - D): neither densities nor 1/2",
        ),
        Mistake(
            id="weights-left-out",
            idea="density-of-an-expectation-left-out",
            fits=equals("q3b_objective", lambda p, q, D: (log(D) + log(1 - D)) / 2, OBJECTIVE_POINTS),
            says="Right only where both densities are 1: the integrand has lost them. How do you write the expectation of "
            "f(x) under a density as an integral over x?",
            staff="(log D + log(1 - D)) / 2: the densities are missing as weights",
        ),
        Mistake(
            id="half-left-out",
            idea="half-of-the-objective-left-out",
            fits=equals("q3b_objective", lambda p, q, D: 2 * objective(p, q, D), OBJECTIVE_POINTS),
            says="Everywhere twice the right integrand. Compare your terms with the objective at the head of the sheet: what "
            "stands before each expectation?",
            staff="p log D + q log(1 - D)",
        ),
        Mistake(
            id="half-on-one-term",
            fits=either(
                equals("q3b_objective", lambda p, q, D: p / 2 * log(D) + q * log(1 - D), OBJECTIVE_POINTS),
                equals("q3b_objective", lambda p, q, D: p * log(D) + q / 2 * log(1 - D), OBJECTIVE_POINTS),
            ),
            says="One of your two terms is right, the other one is twice what it should be. Does the factor in the objective "
            "belong to one expectation or to both?",
            staff="the factor 1/2 on one term only",
        ),
        Mistake(
            id="D-for-one-minus-D",
            fits=equals("q3b_objective", lambda p, q, D: (p + q) / 2 * log(D), OBJECTIVE_POINTS),
            says="Your second term rewards high outputs on generated samples, like the first one on data. Which probability "
            'does the discriminator give to "generated"?',
            staff="log D in both terms",
        ),
        Mistake(
            id="densities-exchanged",
            fits=equals("q3b_objective", lambda p, q, D: objective(q, p, D), OBJECTIVE_POINTS),
            says="Each logarithm is averaged over the other kind of samples. Over which of the two, data or generated, does "
            "the objective average log D?",
            staff="q/2 log D + p/2 log(1 - D)",
        ),
        Mistake(
            id="base-two-logarithm",
            idea="base-of-the-logarithm",
            fits=equals("q3b_objective", lambda p, q, D: objective(p, q, D) / log(2), OBJECTIVE_POINTS),
            says="Everywhere the right integrand in another unit: your logarithm has the base 2. Which logarithm do the "
            "objective and the divergences of this sheet use?",
            staff="the objective divided by log 2",
        ),
        Mistake(
            id="sign-turned",
            idea="loss-and-objective-confused",
            fits=equals("q3b_objective", lambda p, q, D: -objective(p, q, D), OBJECTIVE_POINTS),
            says="The negative of the right integrand. Asked is the objective itself, which the discriminator maximises; is "
            "what you give not the loss that it would minimise?",
            staff="minus the objective",
        ),
        Mistake(
            id="weights-inside-the-logarithm",
            fits=equals("q3b_objective", lambda p, q, D: (log(p * D) + log(q * (1 - D))) / 2, OBJECTIVE_POINTS),
            says="The densities stand inside your logarithms. Which function is averaged here, and where does its weight "
            "stand in the integral of an expectation?",
            staff="log(p D) / 2 + log(q (1 - D)) / 2",
        ),
        Mistake(
            id="first-term-only",
            fits=equals("q3b_objective", lambda p, q, D: p / 2 * log(D), OBJECTIVE_POINTS),
            says="This is the integrand of E1 alone. What becomes of the second expectation when it is written over x as well?",
            staff="p/2 log D",
        ),
        Mistake(
            id="plus-for-minus",
            fits=either(
                equals("q3b_objective", lambda p, q, D: p / 2 * log(D) + q / 2 * log(1 + D), OBJECTIVE_POINTS),
                equals("q3b_objective", lambda p, q, D: p * log(D) + q * log(1 + D), OBJECTIVE_POINTS),
            ),
            says="Your second logarithm holds 1 + D, which is above 1. Which probability does the discriminator give to "
            '"generated"?',
            staff="log(1 + D)",
        ),
        Mistake(
            id="terms-weighted-wrongly",
            fits=objective_combines(OWN),
            says="Both logarithms are there, with the right densities; a number before one of them, or before both, is not the one "
            "of the objective. Which sign and which factor does it give to each expectation?",
            staff="{fit}",
        ),
        Mistake(
            id="density-of-the-other-term",
            fits=objective_combines((*OWN, *CROSSED), CROSSED),
            says="A logarithm is weighted by a density that it is not averaged over. Over which samples does the objective average "
            "log D, and over which log(1 - D)?",
            staff="{fit}",
        ),
        Mistake(
            id="density-left-out",
            idea="density-of-an-expectation-left-out",
            fits=objective_combines((*OWN, *BARE), BARE),
            says="A logarithm stands without a density before it. How do you write the expectation of f(x) under a density as an "
            "integral over x?",
            staff="{fit}",
        ),
        Mistake(
            id="constant-added",
            fits=objective_combines((*OWN, *CONSTANTS), CONSTANTS),
            says="Beside the two logarithms there is a term without any. What in the objective does it come from?",
            staff="{fit}",
        ),
    ),
    "3b.2": (
        Mistake(
            id="half-left-out",
            idea="half-of-the-objective-left-out",
            fits=equals("q3b_at_optimum", lambda p, q: 2 * at_optimum(p, q), DENSITY_POINTS),
            says="Everywhere twice the right integrand. What stands before each expectation in the objective?",
            staff="p log(p/(p+q)) + q log(q/(p+q))",
        ),
        Mistake(
            id="weights-left-out",
            idea="density-of-an-expectation-left-out",
            fits=equals("q3b_at_optimum", lambda p, q: (log(p / (p + q)) + log(q / (p + q))) / 2, DENSITY_POINTS),
            says="Right only where both densities are 1: they are missing as weights before the logarithms. How do you write "
            "an expectation as an integral over x?",
            staff="(log D* + log(1 - D*)) / 2",
        ),
        Mistake(
            id="densities-exchanged",
            fits=equals(
                "q3b_at_optimum",
                lambda p, q: p / 2 * log(q / (p + q)) + q / 2 * log(p / (p + q)),
                DENSITY_POINTS,
            ),
            says="You plug in a discriminator that is high where generated samples are frequent. Which of the two densities "
            "stands in the numerator of the optimal one?",
            staff="D* = q/(p+q)",
        ),
        Mistake(
            id="D-for-one-minus-D",
            fits=equals("q3b_at_optimum", lambda p, q: (p + q) / 2 * log(p / (p + q)), DENSITY_POINTS),
            says="Both of your terms hold log D*. What does the second expectation average?",
            staff="log D* in both terms",
        ),
        Mistake(
            id="discriminator-of-one-half",
            fits=equals("q3b_at_optimum", lambda p, q: (p + q) / 2 * log((p + q) / (p + q) / 2), DENSITY_POINTS),
            says="You plug in D = 1/2 for every x. When is that the optimal discriminator, and is it for any two densities?",
            staff="D* = 1/2",
        ),
        Mistake(
            id="constant-not-weighted",
            fits=equals(
                "q3b_at_optimum",
                lambda p, q: (kl_integrand(p, q) + kl_integrand(q, p)) / 2 - log(2),
                DENSITY_POINTS,
            ),
            says="You are off by ((p + q)/2 - 1) log 2, which vanishes in the integral and not in the integrand. With what "
            "does a constant have to be weighted to stand under this integral?",
            staff="JSD's integrand minus a bare log 2",
        ),
        Mistake(
            id="constant-left-out",
            fits=equals("q3b_at_optimum", lambda p, q: (kl_integrand(p, q) + kl_integrand(q, p)) / 2, DENSITY_POINTS),
            says="This is the integrand of the divergence itself. What was split off to get there from the objective at its "
            "optimum, and where is it in your answer?",
            staff="JSD's integrand, without (p+q)/2 log 2",
        ),
        Mistake(
            id="base-two-logarithm",
            idea="base-of-the-logarithm",
            fits=equals("q3b_at_optimum", lambda p, q: at_optimum(p, q) / log(2), DENSITY_POINTS),
            says="Everywhere the right integrand in another unit: your logarithm has the base 2. Which one does the sheet use?",
            staff="divided by log 2",
        ),
        Mistake(
            id="sign-turned",
            idea="loss-and-objective-confused",
            fits=equals("q3b_at_optimum", lambda p, q: -at_optimum(p, q), DENSITY_POINTS),
            says="The negative of the right integrand. Can the objective, a mean of logarithms of probabilities, be positive?",
            staff="minus the objective at D*",
        ),
        Mistake(
            id="plus-for-minus",
            fits=equals(
                "q3b_at_optimum", lambda p, q: p / 2 * log(p / (p + q)) + q / 2 * log(1 + p / (p + q)), DENSITY_POINTS
            ),
            says="Your second logarithm holds 1 + D*, which is above 1. What does the objective take the logarithm of on generated "
            "samples?",
            staff="log(1 + D*)",
        ),
        Mistake(
            id="terms-weighted-wrongly",
            fits=optimum_combines(OWN),
            says="Both logarithms are right, with the right densities; a number before one of them, or before both, is not the one of "
            "the objective. Which sign and which factor does it give to each expectation?",
            staff="{fit} at D = D*",
        ),
        Mistake(
            id="density-of-the-other-term",
            fits=optimum_combines((*OWN, *CROSSED), CROSSED),
            says="A logarithm is weighted by a density that it is not averaged over. Over which samples does the objective average "
            "log D, and over which log(1 - D)?",
            staff="{fit} at D = D*",
        ),
        Mistake(
            id="density-left-out",
            idea="density-of-an-expectation-left-out",
            fits=optimum_combines((*OWN, *BARE), BARE),
            says="A logarithm stands without a density before it. How do you write the expectation of f(x) under a density as an "
            "integral over x?",
            staff="{fit} at D = D*",
        ),
        Mistake(
            id="constant-added",
            fits=optimum_combines((*OWN, *CONSTANTS), CONSTANTS),
            says="Beside the two logarithms there is a term without any, and they do not make up for it. What happens to the factor 2 "
            "of the mixture inside them when a constant is split off?",
            staff="{fit} at D = D*",
        ),
    ),
    "3b.3": (
        Mistake(
            id="optimum-itself",
            fits=equals("q3b_one_minus_D", lambda p, q: p / (p + q), DENSITY_POINTS),
            says="This is D* itself. Asked is what it leaves over to 1.",
            staff="p/(p+q)",
        ),
        Mistake(
            id="discriminator-of-one-half",
            fits=equals("q3b_one_minus_D", lambda p, q: (p + q) / (p + q) / 2, DENSITY_POINTS),
            says="You give 1/2 for every x. For which pairs of densities is the optimal discriminator undecided?",
            staff="1/2",
        ),
        Mistake(
            id="ratio-of-densities",
            fits=equals("q3b_one_minus_D", lambda p, q: q / p, DENSITY_POINTS),
            says="This can exceed 1, and a probability cannot: it is the ratio of the two densities. Which common denominator "
            "do 1 and D* have?",
            staff="q/p",
        ),
        Mistake(
            id="numerator-only",
            fits=equals("q3b_one_minus_D", lambda p, q: q, DENSITY_POINTS),
            says="The right numerator without its denominator. Is what you give always below 1?",
            staff="q",
        ),
        Mistake(
            id="plus-for-minus",
            fits=equals("q3b_one_minus_D", lambda p, q: 1 + p / (p + q), DENSITY_POINTS),
            says="This is 1 + D*, always above 1. Which sign does D* have in the second logarithm?",
            staff="1 + p/(p+q)",
        ),
        Mistake(
            id="mixture-for-sum",
            fits=equals("q3b_one_minus_D", lambda p, q: 2 * q / (p + q), DENSITY_POINTS),
            says="Everywhere twice the right value: your denominator is the mixture (p + q)/2. Is it already needed here, or "
            "only when the divergences are formed?",
            staff="q / ((p+q)/2)",
        ),
        Mistake(
            id="sign-turned",
            fits=equals("q3b_one_minus_D", lambda p, q: -q / (p + q), DENSITY_POINTS),
            says="The right value with the other sign, as in D* - 1. Can what is left over of a probability be negative?",
            staff="-q/(p+q)",
        ),
        Mistake(
            id="fraction-upside-down",
            fits=either(
                equals("q3b_one_minus_D", lambda p, q: (p + q) / q, DENSITY_POINTS),
                equals("q3b_one_minus_D", lambda p, q: (p + q) / p, DENSITY_POINTS),
                equals("q3b_one_minus_D", lambda p, q: p / q, DENSITY_POINTS),
            ),
            says="Your fraction can exceed 1, and a probability cannot. Which of its two parts belongs below the line?",
            staff="(p+q)/q or the like",
        ),
        Mistake(
            id="difference-for-sum",
            fits=either(
                equals("q3b_one_minus_D", lambda p, q: q / (p - q), [x for x in DENSITY_POINTS if x["p"] != x["q"]]),
                equals("q3b_one_minus_D", lambda p, q: q / (q - p), [x for x in DENSITY_POINTS if x["p"] != x["q"]]),
            ),
            says="Your denominator is a difference, and is 0 where both densities agree. What is the denominator of D*?",
            staff="q/(p-q)",
        ),
        Mistake(
            id="numerator-left-out",
            fits=equals("q3b_one_minus_D", lambda p, q: 1 / (p + q), DENSITY_POINTS),
            says="The right denominator below a 1. What is left in the numerator when D* is taken from 1?",
            staff="1/(p+q)",
        ),
        Mistake(
            id="product-for-fraction",
            fits=either(
                equals("q3b_one_minus_D", lambda p, q: q * (p + q), DENSITY_POINTS),
                equals("q3b_one_minus_D", lambda p, q: p * q / (p + q), DENSITY_POINTS),
            ),
            says="You multiply where 1 and a fraction are to be brought over one denominator. Which one do they have in common?",
            staff="q (p+q), or p q/(p+q)",
        ),
        Mistake(
            id="numerator-of-another-sum",
            fits=remainder_combines(),
            says="The denominator is right, the numerator is another multiple or sum of the densities. What is left of p + q when p "
            "is taken away?",
            staff="{fit}",
        ),
    ),
    "3b.4": (
        Mistake(
            id="densities-exchanged",
            fits=equals_pair(
                "q3b_kl_terms", (lambda p, q: kl_integrand(q, p), lambda p, q: kl_integrand(p, q)), DENSITY_POINTS
            ),
            says="Both integrands are right, in the other order. Which divergence does the sheet ask for first?",
            staff="the two terms exchanged",
        ),
        Mistake(
            id="sum-for-mixture",
            fits=equals_pair(
                "q3b_kl_terms",
                (lambda p, q: p * log(p / (p + q)), lambda p, q: q * log(q / (p + q))),
                DENSITY_POINTS,
            ),
            says="You compare with p + q, which integrates to 2. A divergence compares two densities: with what has p + q to "
            "be multiplied to become one, and what does that cost?",
            staff="p log(p/(p+q)): the sum in place of the mixture",
        ),
        Mistake(
            id="divergence-reversed",
            fits=equals_pair(
                "q3b_kl_terms",
                (
                    lambda p, q: (p + q) / 2 * log((p + q) / (2 * p)),
                    lambda p, q: (p + q) / 2 * log((p + q) / (2 * q)),
                ),
                DENSITY_POINTS,
            ),
            says="These are the divergences from the mixture to p and q. Which of its two arguments is it that the divergence "
            "averages over?",
            staff="KL(mixture, p), KL(mixture, q)",
        ),
        Mistake(
            id="divergence-from-each-other",
            fits=equals_pair(
                "q3b_kl_terms", (lambda p, q: p * log(p / q), lambda p, q: q * log(q / p)), DENSITY_POINTS
            ),
            says="You compare p and q with each other. What stands in the denominators of the two logarithms at the optimal "
            "discriminator?",
            staff="KL(p, q), KL(q, p)",
        ),
        Mistake(
            id="half-inside-the-divergence",
            fits=equals_pair(
                "q3b_kl_terms",
                (lambda p, q: kl_integrand(p, q) / 2, lambda p, q: kl_integrand(q, p) / 2),
                DENSITY_POINTS,
            ),
            says="Everywhere half of the divergence's integrand. Does the 1/2 of the Jensen-Shannon divergence stand inside "
            "each KL, or before them?",
            staff="half of each integrand",
        ),
        Mistake(
            id="weights-left-out",
            idea="density-of-an-expectation-left-out",
            fits=equals_pair(
                "q3b_kl_terms",
                (lambda p, q: log(2 * p / (p + q)), lambda p, q: log(2 * q / (p + q))),
                DENSITY_POINTS,
            ),
            says="Only the logarithms are there. Over which density does each divergence average its logarithm, and where does "
            "that show in the integrand?",
            staff="log(2p/(p+q)) without p before it",
        ),
        Mistake(
            id="base-two-logarithm",
            idea="base-of-the-logarithm",
            fits=equals_pair(
                "q3b_kl_terms",
                (lambda p, q: kl_integrand(p, q) / log(2), lambda p, q: kl_integrand(q, p) / log(2)),
                DENSITY_POINTS,
            ),
            says="The right integrands in another unit: your logarithm has the base 2. Which one does the sheet use?",
            staff="divided by log 2",
        ),
        Mistake(
            id="sign-turned",
            fits=equals_pair(
                "q3b_kl_terms", (lambda p, q: -kl_integrand(p, q), lambda p, q: -kl_integrand(q, p)), DENSITY_POINTS
            ),
            says="The negatives of the right integrands. A divergence is never negative: which density stands in the "
            "numerator of its logarithm?",
            staff="minus the integrands",
        ),
        Mistake(
            id="same-divergence-twice",
            fits=either(
                equals_pair("q3b_kl_terms", (kl_integrand, kl_integrand), DENSITY_POINTS),
                equals_pair("q3b_kl_terms", (lambda p, q: kl_integrand(q, p),) * 2, DENSITY_POINTS),
            ),
            says="Both of your integrands are the same. Which density does the second divergence of the Jensen-Shannon divergence "
            "average over?",
            staff="one of the two terms twice",
        ),
        Mistake(
            id="factor-too-much",
            fits=divergences_combine(has_other_factor),
            says="Everywhere the same multiple of a divergence's integrand, in one of the two places or in both. Which factors does "
            "the definition of a divergence hold?",
            staff="{fit} (second with p and q exchanged)",
        ),
        Mistake(
            id="mixture-of-another-mass",
            fits=divergences_combine(has_other_mass),
            says="You compare with a multiple of p + q that does not integrate to 1, in one of the two places or in both. Which "
            "multiple of p + q is a density?",
            staff="{fit} (second with p and q exchanged)",
        ),
        Mistake(
            id="weighted-by-another-density",
            fits=divergences_combine(has_other_weight),
            says="The logarithms are right; what stands before one of them is not the density that its divergence averages over. Which "
            "one is it in KL(p, m)?",
            staff="{fit} (second with p and q exchanged)",
        ),
        Mistake(
            id="other-density-inside",
            fits=divergences_combine(has_other_numerator),
            says="You average over one density and have the other one inside the logarithm. Which one does a divergence hold in both "
            "places?",
            staff="{fit} (second with p and q exchanged)",
        ),
    ),
    "3b.5": (
        Mistake(
            id="sign-turned",
            fits=is_number("q3b_constant", math.log(2)),
            says="The right size with the other sign. What is the value of the objective where both densities agree and the "
            "divergence is 0: is it positive?",
            staff="log 2",
        ),
        Mistake(
            id="half-left-out",
            idea="half-of-the-objective-left-out",
            fits=is_number("q3b_constant", -2 * math.log(2)),
            says="You give -log 4, the constant of an objective without the factor 1/2. Which factor stands before your two "
            "expectations?",
            staff="-log 4",
        ),
        Mistake(
            id="half-left-out-and-sign-turned",
            idea="half-of-the-objective-left-out",
            fits=is_number("q3b_constant", 2 * math.log(2)),
            says="You give log 4: the size belongs to an objective without the factor 1/2, and the sign cannot be right, since "
            "the objective is a mean of logarithms of probabilities.",
            staff="log 4",
        ),
        Mistake(
            id="one-term-only",
            fits=is_number("q3b_constant", -math.log(2) / 2),
            says="This is what one of the two terms splits off. How many of them hold a mixture, and with what do their "
            "constants add up?",
            staff="-log(2)/2",
        ),
        Mistake(
            id="base-two-logarithm",
            idea="base-of-the-logarithm",
            fits=is_number("q3b_constant", -1.0),
            says="You give the constant in bits: -1 is -log 2 to the base 2. Which logarithm does the sheet use?",
            staff="-1",
        ),
        Mistake(
            id="constant-left-out",
            fits=is_number("q3b_constant", 0.0),
            says="You say that nothing is split off. Then the objective would be 0 where both densities agree: what is it "
            "there, with D* = 1/2?",
            staff="0",
        ),
        Mistake(
            id="rounded",
            fits=is_rounded("q3b_constant", -math.log(2), within=2e-3),
            says="The right constant, rounded. It is asked for to six digits or as an expression: leave the logarithm as it is.",
            staff="-log 2 to few digits",
        ),
        Mistake(
            id="logarithm-left-out",
            idea="number-for-its-logarithm",
            fits=either(*(is_number("q3b_constant", c) for c in (2, -2, 4, -4, 0.5, -0.5, 0.25, -0.25))),
            says="You give the number whose logarithm is split off. Where is its logarithm?",
            staff="2, 4, 1/2 or 1/4, of either sign",
        ),
        Mistake(
            id="base-ten-logarithm",
            idea="base-of-the-logarithm",
            fits=either(*(is_number("q3b_constant", k * math.log10(2)) for k in (-1, 1, -2, 2, -0.5, 0.5))),
            says="Your logarithm has the base 10. Which one does the sheet use?",
            staff="a multiple of log10 2",
        ),
        Mistake(
            id="another-multiple-of-log-2",
            fits=is_some_multiple("q3b_constant", math.log(2), right=Fraction(-1)),
            says="A multiple of log 2, and not the right one. What do the two expectations split off together, when each of them is "
            "weighted as in the objective?",
            staff="{factor} log 2",
        ),
    ),
}
