"""1b: a map of three coordinates."""

from otter.test_files import test_case

from autograder.checks.dgm.collisions import require_collision
from autograder.checks.dgm.other_collisions import has_imaginary_coordinates, points_are
from autograder.checks.mistakes import Mistake, both, is_verdict, is_word
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


MISTAKES = {
    "1b.1": (
        Mistake(
            id="even-power-overlooked",
            fits=is_verdict("q1b_is_valid_flow", verdict=True),
            says="You take the map for a valid flow. z3 gives x3 back, and z1 then x2: what is left to tell x1 by, and does it tell "
            "the sign?",
            staff="True",
        ),
    ),
    "1b.2": (
        Mistake(
            id="differentiability-blamed",
            fits=is_word("q1b_violates", "differentiable"),
            says="Powers, sums and exponentials are smooth. What about the way back from z to x?",
            staff="differentiable",
        ),
        Mistake(
            id="dimension-blamed",
            fits=is_word("q1b_violates", "dimension-preserving"),
            says="x and z both have three components. What about the way back from z to x?",
            staff="dimension-preserving",
        ),
        Mistake(
            id="verdict-contradicts-reason",
            fits=both(is_word("q1b_violates", "invertible"), is_verdict("q1b_is_valid_flow", verdict=True)),
            says="The requirement is the right one, and your verdict says that none is violated. Which of the two do you mean?",
            staff="the right word beside the verdict True",
        ),
    ),
    "1b.3": (
        Mistake(
            id="same-point-twice",
            fits=points_are("q1b_counterexample", lambda x, y: (x == y).all()),
            says="You give one point twice. Of course it has one image: a collision needs two different points.",
            staff="x = y",
        ),
        Mistake(
            id="x2-and-x3-exchanged",
            fits=points_are("q1b_counterexample", lambda x, y: (x != y).any() and (x[[0, 2, 1]] == y).all()),
            says="You exchange x2 and x3, which leaves their sum as it is. Does z3 not give x3 back by itself?",
            staff="x2 and x3 exchanged",
        ),
        Mistake(
            id="sign-of-x2",
            fits=points_are("q1b_counterexample", lambda x, y: x[1] != 0 and (x * [1, -1, 1] == y).all()),
            says="You turn the sign of x2. x3 is fixed by z3; does z1, an odd power, not give x2 back then?",
            staff="x2 turned",
        ),
        Mistake(
            id="all-signs-turned",
            fits=points_are("q1b_counterexample", lambda x, y: x[1:].any() and (x == -y).all()),
            says="You turn the signs of all three. Which coordinates does the map give back with their sign, and which one does it not?",
            staff="x = -y",
        ),
        Mistake(
            id="x1-of-another-size",
            fits=points_are(
                "q1b_counterexample", lambda x, y: (x[1:] == y[1:]).all() and x[1] != 0 and abs(x[0]) != abs(y[0])
            ),
            says="Only x1 differs, as it should, and the two have another size. Which two values have the same fourth power?",
            staff="x1 of another absolute value",
        ),
        Mistake(
            id="complex-root",
            fits=has_imaginary_coordinates("q1b_counterexample"),
            says="Over the complex numbers there are more roots of x1^4. Points of R^3 have real coordinates: which real ones share "
            "a fourth power?",
            staff="an imaginary coordinate",
        ),
        Mistake(
            id="coordinate-that-is-given-back",
            fits=points_are("q1b_counterexample", lambda x, y: (x[1:] != y[1:]).any()),
            says="Your points differ in x2 or x3. z3 gives x3 back, and z1 then gives x2: which coordinate enters by an even power only?",
            staff="x2 or x3 differ",
        ),
    ),
}
