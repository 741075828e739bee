"""3b: the objective and the Jensen-Shannon divergence."""

from otter.test_files import test_case

from autograder.checks.dgm.divergences import (
    DENSITY_POINTS,
    OBJECTIVE_POINTS,
    at_optimum,
    kl_integrand,
    objective,
    one_minus_optimal,
    require_constant,
)
from autograder.checks.expressions import require_equal
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
