"""1b: a map of three coordinates."""

from otter.test_files import test_case

from autograder.checks.dgm.collisions import require_collision
from autograder.checks.rubric import judged
from autograder.checks.verdicts import require_false, require_reason

OK_FORMAT = False
name = "q1b"

ANSWERS = ("q1b_is_valid_flow", "q1b_violates", "q1b_counterexample")
TIES = {"1b.2": "1b.1"}


@test_case(name="1b.1 says that the map is no valid flow", points=1, hidden=True)
@judged
def not_a_flow(answers):
    require_false(answers["q1b_is_valid_flow"], "q1b_is_valid_flow")


@test_case(name="1b.2 points out that it is not invertible", points=1, hidden=True)
@judged
def not_invertible(answers):
    require_reason(answers["q1b_violates"], "q1b_violates", "invertible")
    require_false(answers["q1b_is_valid_flow"], "q1b_is_valid_flow")


@test_case(name="1b.3 gives the reason: two points with one image", points=1, hidden=True)
@judged
def counterexample(answers):
    require_collision(answers["q1b_counterexample"], "q1b_counterexample")
