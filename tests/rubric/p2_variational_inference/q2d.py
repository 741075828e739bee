"""2d: a variational family for a log-normal prior."""

import math

import numpy as np
from otter.test_files import test_case

from autograder.checks.densities import require_density
from autograder.checks.dgm.prior import log_prior
from autograder.checks.functions import require_family
from autograder.checks.pushforward import STANDARD_NORMAL, lognormal, require_pushforward
from autograder.checks.reparametrisation import require_differentiable
from autograder.checks.rubric import TickLost, judged
from autograder.checks.sets import require_set
from autograder.checks.verdicts import require_infinity

OK_FORMAT = False
name = "q2d"

ANSWERS = ("q2d_support_prior", "q2d_support_normal", "q2d_kl_normal", "q2d_log_q", "q2d_sample")

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
