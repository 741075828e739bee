"""2a: from N(0, 1) to logN(0, 1)."""

import math

import numpy as np
from otter.test_files import test_case

from autograder.checks.dgm.derivations import T_GRAPH, Derivation
from autograder.checks.dgm.other_derivations import (
    INVERSE_T,
    NO_LOG_T,
    NO_ROOT_TWO_T,
    OTHER_BASES_T,
    ROOT_TWO_T,
    equates_densities,
    is_derivation,
    one_side_is_no_cdf,
    only_definitions,
    skipped,
)
from autograder.checks.mistakes import Mistake, either
from autograder.checks.other_laws import (
    LOGISTIC,
    SOFTPLUS,
    another_lognormal,
    another_normal,
    constant,
    folded,
    law_is,
    maps,
    negated,
    normal_cdf,
    right_but_shifted,
)
from autograder.checks.pushforward import STANDARD_NORMAL, is_decreasing_map, lognormal, require_pushforward
from autograder.checks.rubric import judged

OK_FORMAT = False
name = "q2a"

ANSWERS = ("q2a_derivation", "T")
TIES = {"2a.2": "2a.1"}


def derivation(answers):
    def decreasing():
        return is_decreasing_map(answers.get("T"), STANDARD_NORMAL, lognormal(0, 1))

    return Derivation(
        answers["q2a_derivation"], "q2a_derivation", T_GRAPH, memory=answers.memory, is_decreasing=decreasing
    )


@test_case(name="2a.1 states that the two cdfs have to match", points=1, hidden=True)
@judged
def cdfs_match(answers):
    derivation(answers).require_matching_cdfs()


@test_case(name="2a.2 writes both cdfs out", points=1, hidden=True)
@judged
def cdfs_written_out(answers):
    derivation(answers).require_written_out()


@test_case(name="2a.3 matches the arguments of the error functions", points=1, hidden=True)
@judged
def arguments_match(answers):
    derivation(answers).require_matching_arguments()


@test_case(name="2a.4 gives a transformation T with the right law", points=1, hidden=True)
@judged
def transformation(answers):
    require_pushforward(answers.function("T"), STANDARD_NORMAL, lognormal(0, 1))


def repaired(wanted, *graphs):
    return is_derivation("q2a_derivation", T_GRAPH, graphs, wanted)


_SAYS_INVERSE = "Your line holds for t = exp(a): the roles of a and t are exchanged. Which of the two is the sample of N(0, 1), and which one the log-normal sample?"
_SAYS_MIRROR = "Your line holds for t = -log a, the solution for a decreasing T, and your T is none. Does the event T(eps) <= a then mean eps <= t or eps >= t?"
_SAYS_ROOT = "A factor sqrt(2) is missing: compare the two arguments with the hint's formula at mu = 0, sigma = 1."
_SAYS_LOG = "Your line holds for t = a. Which function of a stands in the cdf of the log-normal distribution?"

DENSITY_FOR_CDF = Mistake(
    id="density-for-cdf",
    fits=equates_densities("q2a_derivation", T_GRAPH),
    says="You equate the two densities. Densities change under a map, by the factor of the change of variables; which functions of the two variables stay equal?",
    staff="a line equates the densities",
)
CDFS_NOT_EQUATED = Mistake(
    id="cdfs-not-equated",
    fits=only_definitions("q2a_derivation", T_GRAPH),
    says="Every one of your lines is right by itself: it writes out one of the two cdfs. Which single line says how the two belong together?",
    staff="definitions of the cdfs, and no equation between them",
)
CONSTANTS_OF_ONE_CDF = Mistake(
    id="constants-of-one-cdf",
    fits=one_side_is_no_cdf("q2a_derivation", T_GRAPH, scaled=True),
    says="One of your sides is the cdf of its variable; the other one is so but for a factor or a number added. Between which "
    "two values does a cdf lie, and which of its constants is not as at the head of the sheet?",
    staff="one side is c F + d with the right F",
)
ARGUMENT_OF_ONE_CDF = Mistake(
    id="argument-of-one-cdf",
    fits=one_side_is_no_cdf("q2a_derivation", T_GRAPH, scaled=False),
    says="One of your sides is the cdf of its variable, the other one is not: compare what stands inside it with the head of the "
    "sheet.",
    staff="one side is no cdf of its variable",
)

MISTAKES = {
    "2a.1": (
        Mistake(
            id="inverse-map",
            idea="map-and-inverse-confused",
            fits=repaired("cdfs", INVERSE_T),
            says=_SAYS_INVERSE,
            staff="F(a) = Q01(t): t and a exchanged",
        ),
        Mistake(
            id="decreasing-for-increasing",
            fits=repaired("cdfs", T_GRAPH.mirrored),
            says=_SAYS_MIRROR,
            staff="matched for a decreasing T, with a T that increases",
        ),
        Mistake(
            id="root-two-left-out",
            idea="root-two-of-the-error-function",
            fits=repaired("cdfs", *ROOT_TWO_T, NO_ROOT_TWO_T),
            says=_SAYS_ROOT,
            staff="sqrt(2) missing on one side",
        ),
        Mistake(
            id="logarithm-left-out",
            fits=repaired("cdfs", NO_LOG_T),
            says=_SAYS_LOG,
            staff="F(t) = F(a), or the like",
        ),
        DENSITY_FOR_CDF,
        CDFS_NOT_EQUATED,
        Mistake(
            id="step-left-out",
            fits=skipped("q2a_derivation", T_GRAPH, "cdfs"),
            says="Your lines are about the two variables themselves, and the last one is right. From which statement about their distributions does it follow?",
            staff="no line with cdfs, the arguments match",
        ),
        CONSTANTS_OF_ONE_CDF,
        ARGUMENT_OF_ONE_CDF,
    ),
    "2a.2": (
        Mistake(
            id="inverse-map",
            idea="map-and-inverse-confused",
            fits=repaired("written out", INVERSE_T),
            says=_SAYS_INVERSE,
            staff="t and a exchanged",
        ),
        Mistake(
            id="decreasing-for-increasing",
            fits=repaired("written out", T_GRAPH.mirrored),
            says=_SAYS_MIRROR,
            staff="matched for a decreasing T, with a T that increases",
        ),
        Mistake(
            id="root-two-left-out",
            idea="root-two-of-the-error-function",
            fits=repaired("written out", *ROOT_TWO_T, NO_ROOT_TWO_T),
            says=_SAYS_ROOT,
            staff="sqrt(2) missing on one side",
        ),
        Mistake(
            id="logarithm-left-out",
            fits=repaired("written out", NO_LOG_T),
            says=_SAYS_LOG,
            staff="a in place of log a",
        ),
        DENSITY_FOR_CDF,
        CDFS_NOT_EQUATED,
        Mistake(
            id="cdfs-not-written-out",
            fits=skipped("q2a_derivation", T_GRAPH, "written out"),
            says="You equate the cdfs by name or as integrals, or go straight to their arguments. What does each of the two look like, written out with the error function?",
            staff="matched by name, or only the arguments",
        ),
        CONSTANTS_OF_ONE_CDF,
        ARGUMENT_OF_ONE_CDF,
    ),
    "2a.3": (
        Mistake(
            id="inverse-map",
            idea="map-and-inverse-confused",
            fits=repaired("arguments", INVERSE_T),
            says=_SAYS_INVERSE,
            staff="log t = a",
        ),
        Mistake(
            id="decreasing-for-increasing",
            fits=repaired("arguments", T_GRAPH.mirrored),
            says=_SAYS_MIRROR,
            staff="t = -log a with a T that increases",
        ),
        Mistake(
            id="root-two-left-out",
            idea="root-two-of-the-error-function",
            fits=repaired("arguments", *ROOT_TWO_T),
            says=_SAYS_ROOT,
            staff="t = log(a) / sqrt(2), or the like",
        ),
        Mistake(id="logarithm-left-out", fits=repaired("arguments", NO_LOG_T), says=_SAYS_LOG, staff="t = a"),
        Mistake(
            id="other-base",
            idea="base-of-the-logarithm",
            fits=repaired("arguments", *OTHER_BASES_T),
            says="Your logarithm has another base than e. Which one belongs to the exponential of a normal variable?",
            staff="log to the base 2 or 10",
        ),
        Mistake(
            id="arguments-not-compared",
            fits=skipped("q2a_derivation", T_GRAPH, "arguments"),
            says="The two cdfs are equated, and no line of yours compares what stands inside them. What does it say about the arguments that the error function takes every value once?",
            staff="cdfs matched, no line without them",
        ),
    ),
    "2a.4": (
        Mistake(
            id="inverse-map",
            idea="map-and-inverse-confused",
            fits=maps("T", [np.log], "normal"),
            says="T gives the logarithm, which negative samples do not have. The logarithm undoes what is asked for: which map "
            "is undone by it?",
            staff="T = log",
        ),
        Mistake(
            id="exponential-left-out",
            idea="normal-for-log-normal",
            fits=law_is("T", "normal", STANDARD_NORMAL),
            says="Your samples are still normal, half of them negative. What has to be done to a variable so that its "
            "logarithm is normal?",
            staff="T(eps) is N(0, 1) again",
        ),
        Mistake(
            id="density-for-map",
            fits=maps(
                "T",
                [
                    lambda e: np.exp(-(e**2) / 2) / np.sqrt(2 * np.pi),
                    lambda e: np.exp(-(np.log(e) ** 2) / 2) / (e * np.sqrt(2 * np.pi)),
                ],
                "normal",
            ),
            says="T gives the value of a density at eps. Is asked how probable a sample is, or a new sample made from it?",
            staff="T is a density",
        ),
        Mistake(
            id="cdf-for-map",
            fits=maps("T", [normal_cdf, lambda e: normal_cdf(np.log(e))], "normal"),
            says="T gives the value of a cdf at eps, so your samples lie between 0 and 1. A cdf makes samples uniform; which "
            "further map would they need?",
            staff="T is a cdf",
        ),
        Mistake(
            id="absolute-value",
            fits=law_is("T", "normal", folded(STANDARD_NORMAL, lambda x: x, lambda y: y)),
            says="Your samples are absolute values of normal ones: positive, and most of them near 0. Is the logarithm of such a sample "
            "normal?",
            staff="|eps|",
        ),
        Mistake(
            id="exponential-of-the-absolute-value",
            fits=law_is("T", "normal", folded(STANDARD_NORMAL, np.exp, np.log)),
            says="None of your samples lies below 1. What does the absolute value do to samples below 0, and where should they go?",
            staff="exp(|eps|)",
        ),
        Mistake(
            id="exponential-of-the-square",
            fits=law_is("T", "normal", folded(STANDARD_NORMAL, lambda x: np.exp(x**2), lambda y: np.sqrt(np.log(y)))),
            says="None of your samples lies below 1, since you square eps first. Whose logarithm has to be normal, that of the "
            "sample or of something else?",
            staff="exp(eps^2)",
        ),
        Mistake(
            id="other-base",
            idea="base-of-the-logarithm",
            fits=either(*(law_is("T", "normal", lognormal(0, math.log(b))) for b in (2, 10))),
            says="You raise another number than e to the power eps, so the logarithm of your samples has another spread. Which "
            "base belongs to the natural logarithm?",
            staff="2**eps or 10**eps",
        ),
        Mistake(
            id="root-two",
            idea="root-two-of-the-error-function",
            fits=either(*(law_is("T", "normal", lognormal(0, s)) for s in (math.sqrt(2), math.sqrt(0.5)))),
            says="The logarithm of your samples is off by a factor sqrt(2). The sqrt(2) of the error function stands on both "
            "sides of your equation: what becomes of it?",
            staff="exp(sqrt(2) eps) or exp(eps / sqrt(2))",
        ),
        Mistake(
            id="mean-of-the-sample-for-mu",
            fits=either(*(law_is("T", "normal", lognormal(m, 1)) for m in (-0.5, 0.5))),
            says="The logarithm of your samples has its centre at 1/2 or -1/2. Does mu belong to the sample or to its logarithm?",
            staff="exp(eps - 1/2) or exp(eps + 1/2)",
        ),
        Mistake(
            id="constant",
            fits=constant("T", "normal"),
            says="T gives the same for every eps. Where does the sample enter?",
            staff="T does not depend on eps",
        ),
        Mistake(
            id="sign-turned",
            idea="negative-samples",
            fits=law_is("T", "normal", negated(lognormal(0, 1))),
            says="Your samples are the right ones with a minus before them. Which sign does a log-normal sample have?",
            staff="-T",
        ),
        Mistake(
            id="something-added-to-the-sample",
            fits=right_but_shifted("T", "normal", lognormal),
            says="Your samples are the right ones with something added to each. What is added to the logarithm, and what to the "
            "sample itself?",
            staff="{added} added at the last parameters",
        ),
        Mistake(
            id="square-of-the-sample",
            fits=law_is("T", "normal", folded(STANDARD_NORMAL, lambda x: x**2, np.sqrt)),
            says="Your samples are squares of normal ones: positive, and most of them near 0. Is the logarithm of such a sample normal?",
            staff="eps^2",
        ),
        Mistake(
            id="softplus",
            fits=law_is("T", "normal", SOFTPLUS),
            says="Your samples are positive, and their logarithm is not normal: you take log(1 + e^eps). Which function of eps has eps "
            "itself for its logarithm?",
            staff="log(1 + exp(eps))",
        ),
        Mistake(
            id="logistic-function",
            fits=law_is("T", "normal", LOGISTIC),
            says="Your samples lie between 0 and 1. Which values does a log-normal variable take?",
            staff="1 / (1 + exp(-eps))",
        ),
        Mistake(
            id="normal-for-log-normal",
            fits=another_normal("T", "normal"),
            says="Your samples are normal, so that some are negative. What has to be normal, the sample or its logarithm?",
            staff="{fit} at the last parameters",
        ),
        Mistake(
            id="spread-of-the-logarithm",
            fits=another_lognormal("T", "normal", wrong="spread"),
            says="Your samples are log-normal, and the spread of their logarithm is not 1. Which factor stands before eps?",
            staff="{fit}",
        ),
        Mistake(
            id="centre-of-the-logarithm",
            fits=another_lognormal("T", "normal", wrong="centre"),
            says="Your samples are log-normal, and the centre of their logarithm is not 0. What is added to eps?",
            staff="{fit}",
        ),
        Mistake(
            id="centre-and-spread-of-the-logarithm",
            fits=another_lognormal("T", "normal", wrong="both"),
            says="Your samples are log-normal; the centre of their logarithm is not 0, nor is its spread 1. Which "
            "factor stands before eps, and what is added to it?",
            staff="{fit}",
        ),
    ),
}
