"""2c: from N(0, 1) to logN(mu, sigma^2)."""

from otter.test_files import test_case

from autograder.checks.composition import require_composition
from autograder.checks.dgm.derivations import require_combined
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
    except TickLost as not_composed:
        try:
            require_derivation(answers)
        except NotAnswered:
            raise not_composed from None


@test_case(name="2c.2 gives a transformation C with the right law", points=1, hidden=True)
@judged
def transformation(answers):
    for mu, sigma in PARAMETERS:
        require_pushforward(answers.function("C"), STANDARD_NORMAL, lognormal(mu, sigma), mu, sigma)
