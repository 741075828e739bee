"""Format of 1a: names, types and shapes only; whether an answer is right is decided elsewhere."""

import numpy as np
from otter.test_files import test_case

OK_FORMAT = False
name = "q1a"


def answered(value, label):
    assert value is not None and value is not ..., f"{label} is not answered yet: replace the ..."
    return value


@test_case(name="q1a_is_valid_flow is a truth value", points=0)
def verdict(q1a_is_valid_flow):
    value = answered(q1a_is_valid_flow, "q1a_is_valid_flow")
    assert not isinstance(value, str) and any(value == verdict for verdict in (True, False)), (
        "give True or False, not a string or another number"
    )


@test_case(name="q1a_violates is one of REQUIREMENTS", points=0)
def requirement(q1a_violates):
    value = answered(q1a_violates, "q1a_violates")
    assert isinstance(value, str), "give one entry of REQUIREMENTS, as a string"
    listed = ("invertible", "differentiable", "dimension-preserving")
    assert value.strip().lower() in listed, "this is not one of REQUIREMENTS"


@test_case(name="q1a_null_direction gives two numbers", points=0)
def direction(q1a_null_direction):
    assert callable(q1a_null_direction), "q1a_null_direction has to be a function"
    value = answered(q1a_null_direction(np.array([1.0, 4.0])), "q1a_null_direction")
    assert np.size(np.array(value, dtype=complex)) == 2, "give an array of shape (2,)"
