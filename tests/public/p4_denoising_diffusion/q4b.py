"""Format of 4b: names, types and shapes only; whether an answer is right is decided elsewhere."""

import numpy as np
from otter.test_files import test_case

OK_FORMAT = False
name = "q4b"


def answered(value, label):
    assert value is not None and value is not ..., f"{label} is not answered yet: replace the ..."
    return value


@test_case(name="q4b_negative_steps gives a collection of steps", points=0)
def steps(q4b_negative_steps):
    assert callable(q4b_negative_steps), "q4b_negative_steps has to be a function"
    value = answered(q4b_negative_steps(np.array([0.5, 1.25, 0.5])), "q4b_negative_steps")
    assert all(float(step) == int(step) for step in np.ravel(list(value))), "steps are whole numbers"


@test_case(name="q4b_failure gives a step and a quantity", points=0)
def failure(q4b_failure):
    assert callable(q4b_failure), "q4b_failure has to be a function"
    step, quantity = answered(q4b_failure(np.array([0.5, 1.25, 0.5])), "q4b_failure")
    assert float(step) == int(step), "the step is a whole number"
    assert isinstance(quantity, str), "the quantity is an entry of QUANTITIES, as a string"
