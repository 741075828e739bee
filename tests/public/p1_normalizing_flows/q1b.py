"""Form of 1b: names, types and shapes only; whether an answer is right is decided elsewhere."""

from otter.test_files import test_case

from autograder.exam.notebook.forms import choice, points, truth

OK_FORMAT = False
name = "q1b"


@test_case(name="q1b_is_valid_flow is a truth value", points=0)
def verdict(q1b_is_valid_flow):
    truth(q1b_is_valid_flow, "q1b_is_valid_flow")


@test_case(name="q1b_violates is one of REQUIREMENTS", points=0)
def requirement(q1b_violates, REQUIREMENTS):
    choice(q1b_violates, "q1b_violates", REQUIREMENTS, "REQUIREMENTS")


@test_case(name="q1b_counterexample is a pair of points", points=0)
def collision(q1b_counterexample):
    points(q1b_counterexample, "q1b_counterexample", 2, 3)
