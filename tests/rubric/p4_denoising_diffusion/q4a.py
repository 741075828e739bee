"""4a: the evidence lower bound instead of the likelihood."""

from otter.test_files import test_case

from autograder.checks.dgm.schedules import joint, require_marginal
from autograder.checks.rubric import judged
from autograder.checks.verdicts import require_truths

OK_FORMAT = False
name = "q4a"

ANSWERS = ("q4a_closed_form", "q4a_marginal")

CLOSED_FORM = {
    "log p(x_0)": False,
    "q(z_n | x_0)": True,
    "q(z_{n-1} | z_n, x_0)": True,
    "p(z_{n-1} | z_n)": True,
}
SIZES = ((2, 1), (3, 1), (3, 2), (4, 3), (2, 4), (5, 2), (2, 10))


@test_case(name="4a.1 says that the data log-likelihood is intractable", points=1, hidden=True)
@judged
def intractable(answers):
    require_truths(answers["q4a_closed_form"], "q4a_closed_form", CLOSED_FORM)


@test_case(name="4a.2 states the reason: the latents have to be summed out", points=1, hidden=True)
@judged
def marginalisation(answers):
    require_marginal(answers.function("q4a_marginal"), [joint(states, latents) for states, latents in SIZES])
