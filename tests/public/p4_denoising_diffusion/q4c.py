"""Format of 4c: names, types and shapes only; whether an answer is right is decided elsewhere."""

import numpy as np
from otter.test_files import test_case

OK_FORMAT = False
name = "q4c"


def answered(value, label):
    assert value is not None and value is not ..., f"{label} is not answered yet: replace the ..."
    return value


def only(value):
    """The item of a list, tuple, set or array of one, else the value itself."""
    while isinstance(value, (list, tuple, set, frozenset)) and len(value) == 1:
        (value,) = value
    return value.item() if isinstance(value, np.ndarray) and value.size == 1 else value


def is_whole(value):
    value = complex(value)
    return value.imag == 0 and value.real == round(value.real)


@test_case(name="q4c_lost_steps gives a collection of steps", points=0)
def steps(q4c_lost_steps):
    assert callable(q4c_lost_steps), "q4c_lost_steps has to be a function"
    value = answered(q4c_lost_steps(np.array([0.5, 1.0, 0.5])), "q4c_lost_steps")
    steps = np.array(list(value), dtype=object).ravel()
    assert all(isinstance(step, np.ma.core.MaskedConstant) or is_whole(step) for step in steps), (
        "steps are whole numbers"
    )


@test_case(name="q4c_failure gives a step and a quantity", points=0)
def failure(q4c_failure):
    assert callable(q4c_failure), "q4c_failure has to be a function"
    step, quantity = answered(q4c_failure(np.array([0.5, 1.0, 0.5])), "q4c_failure")
    assert is_whole(only(step)), "the step is a whole number"
    assert isinstance(only(quantity), str), "the quantity is an entry of QUANTITIES, as a string"
