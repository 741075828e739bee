"""2b: from logN(0, 1) to logN(mu, sigma^2)."""

import math

import numpy as np
from otter.test_files import test_case

from autograder.checks.dgm.derivations import M_GRAPH, Derivation
from autograder.checks.dgm.other_derivations import (
    OTHER_M,
    equates_densities,
    is_derivation,
    one_side_is_no_cdf,
    only_definitions,
    skipped,
)
from autograder.checks.mistakes import Mistake, either
from autograder.checks.other_laws import (
    another_lognormal,
    another_normal,
    constant,
    image,
    laws_are,
    maps,
    negated,
    normal,
    right_but_shifted,
    shifted,
)
from autograder.checks.pushforward import is_decreasing_map, lognormal, require_pushforward
from autograder.checks.rubric import judged

OK_FORMAT = False
name = "q2b"

ANSWERS = ("q2b_derivation", "M")
TIES = {"2b.2": "2b.1"}

PARAMETERS = ((0.0, 1.0), (0.7, 0.5), (-1.3, 1.8), (0.0, 2.4), (1.9, 0.25), (-0.4, 0.9))


def derivation(answers):
    def decreasing():
        return is_decreasing_map(answers.get("M"), lognormal(0, 1), lognormal(0.7, 0.5), 0.7, 0.5)

    return Derivation(
        answers["q2b_derivation"], "q2b_derivation", M_GRAPH, memory=answers.memory, is_decreasing=decreasing
    )


@test_case(name="2b.1 states that the two cdfs have to match", points=1, hidden=True)
@judged
def cdfs_match(answers):
    derivation(answers).require_matching_cdfs()


@test_case(name="2b.2 writes both cdfs out", points=1, hidden=True)
@judged
def cdfs_written_out(answers):
    derivation(answers).require_written_out()


@test_case(name="2b.3 matches the arguments of the error functions", points=1, hidden=True)
@judged
def arguments_match(answers):
    derivation(answers).require_matching_arguments()


@test_case(name="2b.4 solves the equation for a", points=1, hidden=True)
@judged
def solved_for_a(answers):
    derivation(answers).require_solved_for("a")


@test_case(name="2b.5 gives a transformation M with the right law", points=1, hidden=True)
@judged
def transformation(answers):
    for mu, sigma in PARAMETERS:
        require_pushforward(answers.function("M"), lognormal(0, 1), lognormal(mu, sigma), mu, sigma)


def repaired(wanted, *graphs):
    return is_derivation("q2b_derivation", M_GRAPH, graphs, wanted)


def law(wrong):
    return laws_are("M", "log-normal", wrong, PARAMETERS)


_SAYS = {
    "variance-for-deviation": "You use sigma^2 where the distribution has sigma: right only for sigma = 1. Is sigma the variance of log z, or its standard deviation already?",
    "root-of-the-deviation": "You take the square root of sigma: right only for sigma = 1. Is sigma the variance of log z, or its standard deviation already?",
    "mu-left-out": "mu does not enter: right only for mu = 0. What does the cdf subtract from log a?",
    "sigma-left-out": "sigma does not enter: right only for sigma = 1. By what does the cdf divide?",
    "sign-of-mu": "mu enters with the other sign. Which way does a larger mu move the samples, and what does that mean for the cdf's argument?",
    "inverse-map": "This is the way back: it undoes what is asked for. Which of a and m is the sample of logN(0, 1)?",
    "sigma-multiplied": "sigma multiplies where it should divide. Does a larger sigma make the cdf's argument larger or smaller?",
    "mu-not-divided": "sigma divides only one of the two terms. What does the cdf divide by sigma, log a alone or the difference?",
    "logarithm-left-out": "A logarithm is missing on one side. Which function of its variable stands in a log-normal cdf?",
    "sigma-as-a-factor": "sigma is a factor of the sample in your line, which only moves its logarithm. Is sigma the spread of log z, or a size of z?",
    "parameters-exchanged": "mu and sigma have changed their places. Which one is subtracted in the cdf, and by which one is divided?",
    "other-base": "Your logarithm has another base than e. Which one belongs to the exponential of a normal variable?",
    "root-two-left-out": "A factor sqrt(2) is missing. Compare both arguments with the cdf at the head of the sheet.",
    "decreasing-for-increasing": "Your line holds for a decreasing M, and your M is none. Does the event M(z) <= a then mean z <= m or z >= m?",
}


_IDEAS = {
    "variance-for-deviation": "variance-and-standard-deviation-confused",
    "root-of-the-deviation": "variance-and-standard-deviation-confused",
    "root-two-left-out": "root-two-of-the-error-function",
    "other-base": "base-of-the-logarithm",
    "inverse-map": "map-and-inverse-confused",
}


def line(id, wanted, *graphs, staff):
    return Mistake(id=id, idea=_IDEAS.get(id, ""), fits=repaired(wanted, *graphs), says=_SAYS[id], staff=staff)


def lines(wanted):
    """Wrong models that a line of the derivation may hold for, the more special ones first."""
    roots = [OTHER_M["root two left"], OTHER_M["root two right"]]
    if wanted in ("cdfs", "written out"):  # left out on both sides, it leaves the solution as it is
        roots.append(OTHER_M["root two on no side"])
    return (
        line("variance-for-deviation", wanted, OTHER_M["variance"], staff="(log a - mu) / sigma^2"),
        line("root-of-the-deviation", wanted, OTHER_M["root"], staff="(log a - mu) / sqrt(sigma)"),
        line("mu-left-out", wanted, OTHER_M["no mu"], staff="log(a) / sigma"),
        line("sigma-left-out", wanted, OTHER_M["no sigma"], staff="log(a) - mu"),
        line("sign-of-mu", wanted, OTHER_M["plus mu"], staff="(log a + mu) / sigma"),
        line("inverse-map", wanted, OTHER_M["inverse"], staff="m and a exchanged: log a = (log m - mu) / sigma"),
        line("sigma-multiplied", wanted, OTHER_M["times sigma"], staff="(log a - mu) sigma"),
        line(
            "mu-not-divided",
            wanted,
            OTHER_M["mu outside"],
            OTHER_M["mu divided alone"],
            staff="log(a) / sigma - mu, or log a - mu / sigma",
        ),
        line("sigma-as-a-factor", wanted, OTHER_M["sigma as a factor"], staff="log a - log sigma - mu"),
        line("parameters-exchanged", wanted, OTHER_M["exchanged"], staff="(log a - sigma) / mu"),
        line("other-base", wanted, OTHER_M["base two"], OTHER_M["base ten"], staff="log to the base 2 or 10"),
        line("logarithm-left-out", wanted, OTHER_M["m for log m"], OTHER_M["a for log a"], staff="m or a without log"),
        line("root-two-left-out", wanted, *roots, staff="sqrt(2) left out on one side or both"),
        line(
            "decreasing-for-increasing", wanted, M_GRAPH.mirrored, staff="log m = -(log a - mu) / sigma, M increasing"
        ),
    )


_DENSITIES = (
    Mistake(
        id="density-for-cdf",
        fits=equates_densities("q2b_derivation", M_GRAPH),
        says="You equate the two densities. Densities change under a map, by the factor of the change of variables; which "
        "functions of the two variables stay equal?",
        staff="a line equates the densities",
    ),
    Mistake(
        id="cdfs-not-equated",
        fits=only_definitions("q2b_derivation", M_GRAPH),
        says="Every one of your lines is right by itself: it writes out one of the two cdfs. Which single line says how the two "
        "belong together?",
        staff="definitions of the cdfs, and no equation between them",
    ),
)

_CDFS = (
    Mistake(
        id="constants-of-one-cdf",
        fits=one_side_is_no_cdf("q2b_derivation", M_GRAPH, scaled=True),
        says="One of your sides is the cdf of its variable; the other one is so but for a factor or a number added. Between which "
        "two values does a cdf lie, and which of its constants is not as at the head of the sheet?",
        staff="one side is c F + d with the right F",
    ),
    Mistake(
        id="argument-of-one-cdf",
        fits=one_side_is_no_cdf("q2b_derivation", M_GRAPH, scaled=False),
        says="One of your sides is the cdf of its variable, the other one is not: compare what stands inside it with the head of the "
        "sheet.",
        staff="one side is no cdf of its variable",
    ),
)
_STEPS = {
    "cdfs": Mistake(
        id="step-left-out",
        fits=skipped("q2b_derivation", M_GRAPH, "cdfs"),
        says="Your lines are about the two variables themselves, and the last one is right. From which statement about their distributions does it follow?",
        staff="no line with cdfs, the arguments match",
    ),
    "written out": Mistake(
        id="cdfs-not-written-out",
        fits=skipped("q2b_derivation", M_GRAPH, "written out"),
        says="You equate the cdfs by name or as integrals, or go straight to their arguments. What does each of the two look like, written out with the error function?",
        staff="matched by name, or only the arguments",
    ),
    "arguments": Mistake(
        id="arguments-not-compared",
        fits=skipped("q2b_derivation", M_GRAPH, "arguments"),
        says="The two cdfs are equated, and no line of yours compares what stands inside them. What does it say about the arguments that the error function takes every value once?",
        staff="cdfs matched, no line without them",
    ),
    "solved": Mistake(
        id="not-solved",
        fits=skipped("q2b_derivation", M_GRAPH, "solved"),
        says="Your arguments match. The equation is to be solved for a, so that a stands alone on one side: what undoes the logarithm?",
        staff="arguments matched, no line with a alone",
    ),
}
"""Steps that are left out, while others are there and right."""

MISTAKES = {
    "2b.1": (*_DENSITIES, *lines("cdfs"), _STEPS["cdfs"], *_CDFS),
    "2b.2": (*_DENSITIES, *lines("written out"), _STEPS["written out"], *_CDFS),
    "2b.3": (*lines("arguments"), _STEPS["arguments"]),
    "2b.4": (*lines("solved"), _STEPS["solved"]),
    "2b.5": (
        Mistake(
            id="variance-for-deviation",
            idea="variance-and-standard-deviation-confused",
            fits=law(lambda mu, sigma: lognormal(mu, sigma**2)),
            says="Your samples are right for sigma = 1 only: their logarithm has the standard deviation sigma^2. Is sigma the "
            "variance of log z, or its standard deviation already?",
            staff="logN(mu, sigma^4)",
        ),
        Mistake(
            id="root-of-the-deviation",
            idea="variance-and-standard-deviation-confused",
            fits=law(lambda mu, sigma: lognormal(mu, math.sqrt(sigma))),
            says="Your samples are right for sigma = 1 only: their logarithm has the standard deviation sqrt(sigma). Is sigma the "
            "variance of log z, or its standard deviation already?",
            staff="logN(mu, sigma)",
        ),
        Mistake(
            id="parameters-ignored",
            fits=law(lambda mu, sigma: lognormal(0, 1)),
            says="The samples still have the distribution that they came with, whatever mu and sigma are. What do the two parameters do to "
            "the logarithm?",
            staff="logN(0, 1)",
        ),
        Mistake(
            id="mu-left-out",
            fits=law(lambda mu, sigma: lognormal(0, sigma)),
            says="The spread of log M is right, its centre stays at 0 for every mu. Where does mu enter?",
            staff="logN(0, sigma^2)",
        ),
        Mistake(
            id="sigma-left-out",
            fits=law(lambda mu, sigma: lognormal(mu, 1)),
            says="The centre of log M is right, its spread stays at 1 for every sigma. Where does sigma enter?",
            staff="logN(mu, 1)",
        ),
        Mistake(
            id="inverse-map",
            idea="map-and-inverse-confused",
            fits=law(lambda mu, sigma: lognormal(-mu / sigma, 1 / sigma)),
            says="This is M's inverse: it turns samples of logN(mu, sigma^2) into samples of logN(0, 1). Solve your equation for the "
            "other variable.",
            staff="M^-1",
        ),
        Mistake(
            id="sign-of-mu",
            fits=law(lambda mu, sigma: lognormal(-mu, sigma)),
            says="The spread of log M is right, its centre lies at -mu. Which way does a larger mu move the samples?",
            staff="logN(-mu, sigma^2)",
        ),
        Mistake(
            id="mu-scaled-by-sigma",
            fits=law(lambda mu, sigma: lognormal(mu * sigma, sigma)),
            says="The spread of log M is right, its centre lies at mu sigma: sigma has got hold of mu as well. Which comes first, "
            "scaling the logarithm or moving it?",
            staff="(z e^mu)^sigma",
        ),
        Mistake(
            id="mu-added-after-the-exponential",
            fits=law(lambda mu, sigma: shifted(lognormal(0, sigma), mu)),
            says="You add mu to the sample, so that some of them can be negative. Is mu the centre of the sample, or of its "
            "logarithm?",
            staff="z^sigma + mu",
        ),
        Mistake(
            id="sigma-as-a-factor",
            fits=law(lambda mu, sigma: lognormal(mu + math.log(sigma), 1)),
            says="sigma multiplies the sample and only moves its logarithm. What does it take to stretch a logarithm?",
            staff="sigma z e^mu",
        ),
        Mistake(
            id="divided-by-sigma",
            fits=law(lambda mu, sigma: lognormal(mu, 1 / sigma)),
            says="The larger sigma, the narrower are your samples: log M has the spread 1/sigma. On which side of the equation does "
            "sigma stand when it is solved for a?",
            staff="z^(1/sigma) e^mu",
        ),
        Mistake(
            id="logarithm-of-the-sample",
            idea="normal-for-log-normal",
            fits=law(normal),
            says="Your samples are normal, and some are negative: this is the logarithm of what is asked for. What undoes the "
            "logarithm?",
            staff="mu + sigma log z",
        ),
        Mistake(
            id="normal-for-log-normal",
            fits=law(lambda mu, sigma: image(lognormal(0, 1), lambda z: mu + sigma * z, lambda y: (y - mu) / sigma)),
            says="You scale and move the sample itself, as one does with a normal variable. For which function of z is that right?",
            staff="mu + sigma z",
        ),
        Mistake(
            id="logarithm-left-out",
            fits=law(
                lambda mu, sigma: image(
                    lognormal(0, 1), lambda z: np.exp(mu + sigma * z), lambda y: (np.log(y) - mu) / sigma
                )
            ),
            says="You exponentiate mu + sigma z. That is right for a normal z; what is the z of this part already?",
            staff="exp(mu + sigma z)",
        ),
        Mistake(
            id="mean-of-the-sample-for-mu",
            fits=law(lambda mu, sigma: lognormal(mu - sigma**2 / 2, sigma)),
            says="You choose the centre so that the mean of the sample is e^mu. Is mu a property of the sample or of its "
            "logarithm?",
            staff="logN(mu - sigma^2/2, sigma^2)",
        ),
        Mistake(
            id="root-two",
            idea="root-two-of-the-error-function",
            fits=either(
                law(lambda mu, sigma: lognormal(mu, sigma * math.sqrt(2))),
                law(lambda mu, sigma: lognormal(mu, sigma / math.sqrt(2))),
            ),
            says="The spread of log M is off by a factor sqrt(2). The sqrt(2) of the error function stands on both sides of your "
            "equation: what becomes of it?",
            staff="logN(mu, 2 sigma^2) or logN(mu, sigma^2 / 2)",
        ),
        Mistake(
            id="constant",
            fits=constant("M", "log-normal", PARAMETERS),
            says="M gives the same for every z. Where does the sample enter?",
            staff="M does not depend on z",
        ),
        Mistake(
            id="sign-turned",
            idea="negative-samples",
            fits=law(lambda mu, sigma: negated(lognormal(mu, sigma))),
            says="Your samples are the right ones with a minus before them. Which sign does a log-normal sample have?",
            staff="-M",
        ),
        Mistake(
            id="something-added-to-the-sample",
            fits=right_but_shifted("M", "log-normal", lognormal, PARAMETERS),
            says="Your samples are the right ones with something added to each. What is added to the logarithm, and what to the "
            "sample itself?",
            staff="{added} added at the last parameters",
        ),
        Mistake(
            id="parameters-exchanged",
            fits=maps("M", [lambda z, mu, sigma: z**mu * np.exp(sigma)], "log-normal", PARAMETERS),
            says="mu and sigma have changed their places. Which one is the centre of the logarithm?",
            staff="z^mu e^sigma",
        ),
        Mistake(
            id="normal-with-other-parameters",
            idea="normal-for-log-normal",
            fits=another_normal("M", "log-normal", PARAMETERS),
            says="Your samples are normal, so that some are negative. What has to be normal, the sample or its logarithm?",
            staff="{fit} at the last parameters",
        ),
        Mistake(
            id="spread-of-the-logarithm",
            fits=another_lognormal("M", "log-normal", PARAMETERS, wrong="spread"),
            says="Your samples are log-normal with the right centre of the logarithm, and another spread than sigma. To which "
            "power is z raised?",
            staff="{fit}",
        ),
        Mistake(
            id="centre-of-the-logarithm",
            fits=another_lognormal("M", "log-normal", PARAMETERS, wrong="centre"),
            says="Your samples are log-normal with the right spread of the logarithm, and another centre than mu. By what is the "
            "power of z multiplied?",
            staff="{fit}",
        ),
        Mistake(
            id="centre-and-spread-of-the-logarithm",
            fits=another_lognormal("M", "log-normal", PARAMETERS, wrong="both"),
            says="Your samples are log-normal; the centre of their logarithm is not mu, nor is its spread sigma. Which "
            "factor stands before log z, and what is added to it?",
            staff="{fit}",
        ),
    ),
}
