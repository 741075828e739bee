"""Format of 1b: names, types and shapes only; whether an answer is right is decided elsewhere."""

import numpy as np
from otter.test_files import test_case

OK_FORMAT = False
name = "q1b"


def answered(value, label):
    assert value is not None and value is not ..., f"{label} is not answered yet: replace the ..."
    return value


@test_case(name="q1b_is_valid_flow is a truth value", points=0)
def verdict(q1b_is_valid_flow):
    value = answered(q1b_is_valid_flow, "q1b_is_valid_flow")
    assert not isinstance(value, str) and any(value == verdict for verdict in (True, False)), (
        "give True or False, not a string or another number"
    )


@test_case(name="q1b_violates is one of REQUIREMENTS", points=0)
def requirement(q1b_violates):
    value = answered(q1b_violates, "q1b_violates")
    assert isinstance(value, str), "give one entry of REQUIREMENTS, as a string"
    listed = ("invertible", "differentiable", "dimension-preserving")
    assert value.strip().lower() in listed, "this is not one of REQUIREMENTS"


@test_case(name="q1b_counterexample is a pair of points", points=0)
def collision(q1b_counterexample):
    value = answered(q1b_counterexample, "q1b_counterexample")
    assert len(value) == 2, "give two points"
    for point in value:
        assert np.size(np.array(point, dtype=complex)) == 3, "every point has three coordinates, all numbers"
