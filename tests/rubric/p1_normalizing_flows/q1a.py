"""1a: a rank-one matrix under a sigmoid."""

import math

from otter.test_files import test_case

from autograder.checks.dgm.collisions import require_null_directions
from autograder.checks.rubric import judged
from autograder.checks.verdicts import require_false, require_reason

OK_FORMAT = False
name = "q1a"

ANSWERS = ("q1a_is_valid_flow", "q1a_violates", "q1a_null_direction")
TIES = {"1a.2": "1a.1"}

VECTORS = ((1.0, 1.0), (0.5, 3.0), (7.25, 0.3), (0.05, 20.0), (2.0, 1.0), (math.pi, math.sqrt(2)), (1 / 7, 1e3 / 3))


@test_case(name="1a.1 says that the map is no valid flow", points=1, hidden=True)
@judged
def not_a_flow(answers):
    require_false(answers["q1a_is_valid_flow"], "q1a_is_valid_flow")


@test_case(name="1a.2 points out that it is not invertible", points=1, hidden=True)
@judged
def not_invertible(answers):
    require_reason(answers["q1a_violates"], "q1a_violates", "invertible")
    require_false(answers["q1a_is_valid_flow"], "q1a_is_valid_flow")


@test_case(name="1a.3 gives the reason: a direction that A sends to zero", points=1, hidden=True)
@judged
def collapsed_direction(answers):
    require_null_directions(answers.function("q1a_null_direction"), VECTORS)
