"""1a: a rank-one matrix under a sigmoid."""

import math

import numpy as np
from otter.test_files import test_case

from autograder.checks.dgm.collisions import require_null_directions
from autograder.checks.dgm.other_collisions import direction_is
from autograder.checks.mistakes import Mistake, both, either, is_verdict, is_word
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


MISTAKES = {
    "1a.1": (
        Mistake(
            id="lost-direction-overlooked",
            fits=is_verdict("q1a_is_valid_flow", verdict=True),
            says="You take the map for a valid flow. What is the rank of an outer product, and what is its determinant in exact arithmetic? "
            "(In floating point a determinant of 0 comes out as a tiny number.)",
            staff="True",
        ),
    ),
    "1a.2": (
        Mistake(
            id="differentiability-blamed",
            fits=is_word("q1a_violates", "differentiable"),
            says="A matrix product and a sigmoid are smooth. What about the way back from z to x?",
            staff="differentiable",
        ),
        Mistake(
            id="dimension-blamed",
            fits=is_word("q1a_violates", "dimension-preserving"),
            says="x and z both have two components. How many dimensions does the set of all z have, though, and which requirement does that "
            "break?",
            staff="dimension-preserving",
        ),
        Mistake(
            id="verdict-contradicts-reason",
            fits=both(is_word("q1a_violates", "invertible"), is_verdict("q1a_is_valid_flow", verdict=True)),
            says="The requirement is the right one, and your verdict says that none is violated. Which of the two do you mean?",
            staff="the right word beside the verdict True",
        ),
    ),
    "1a.3": (
        Mistake(
            id="zero-vector",
            fits=direction_is("q1a_null_direction", lambda a: 0 * a, VECTORS),
            says="A 0 = 0 holds for every matrix. A lost direction joins two different points: it cannot have length 0.",
            staff="0",
        ),
        Mistake(
            id="stretched-direction",
            fits=direction_is("q1a_null_direction", lambda a: a, VECTORS),
            says="Your v is a multiple of a, the direction that A stretches most: A a = |a|^2 a. What happens to vectors that are "
            "orthogonal to a?",
            staff="a multiple of a",
        ),
        Mistake(
            id="sign-left-out",
            fits=direction_is("q1a_null_direction", lambda a: a[::-1], VECTORS),
            says="Your v points in the direction of (a2, a1). What is the scalar product of a with that vector, and what would make it 0?",
            staff="(a2, a1)",
        ),
        Mistake(
            id="fixed-direction",
            fits=either(
                *(
                    direction_is("q1a_null_direction", lambda a, v=v: np.array(v), VECTORS)
                    for v in ((1, -1), (1, 0), (0, 1), (1, 1), (4, -1))
                )
            ),
            says="You give the same direction for every a. For which a is it orthogonal to a?",
            staff="a constant vector",
        ),
        Mistake(
            id="sign-without-exchange",
            fits=direction_is("q1a_null_direction", lambda a: a * [1, -1], VECTORS),
            says="You turn the sign of one component of a. For which a is that orthogonal to a, and what else has to be done?",
            staff="(a1, -a2)",
        ),
        Mistake(
            id="components-squared",
            fits=either(
                direction_is("q1a_null_direction", lambda a: a**2, VECTORS),
                direction_is("q1a_null_direction", lambda a: a**2 * [1, -1], VECTORS),
                direction_is("q1a_null_direction", lambda a: a[::-1] ** 2 * [1, -1], VECTORS),
            ),
            says="You square the components of a. Which products of components have to cancel in the scalar product of a and v?",
            staff="squares of the components",
        ),
    ),
}
