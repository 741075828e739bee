"""Format of 4d: names, types and shapes only; whether an answer is right is decided elsewhere."""

import numpy as np
from otter.test_files import test_case

OK_FORMAT = False
name = "q4d"


def answered(value, label):
    assert value is not None and value is not ..., f"{label} is not answered yet: replace the ..."
    return value


def only(value):
    """The item of a list, tuple, set or array of one, else the value itself."""
    while isinstance(value, (list, tuple, set, frozenset)) and len(value) == 1:
        (value,) = value
    return value.item() if isinstance(value, np.ndarray) and value.size == 1 else value


@test_case(name="q4d_invalid is a set of schedule numbers", points=0)
def flagged(q4d_invalid):
    value = answered(q4d_invalid, "q4d_invalid")
    if hasattr(value, "__next__"):
        return  # an iterator can be read only once
    numbers = np.array(list(value) if np.iterable(value) else [value], dtype=object).ravel()
    assert all(number in (1, 2, 3, 4) for number in numbers), "schedules are numbered from 1 to 4"


@test_case(name="q4d_witness gives a step", points=0)
def witness(q4d_witness):
    assert callable(q4d_witness), "q4d_witness has to be a function"
    step = only(answered(q4d_witness(2, 10), "q4d_witness"))
    assert isinstance(step, (str, bool)) is False and any(step == n for n in range(1, 11)), (
        "a step is a whole number from 1 to N"
    )
