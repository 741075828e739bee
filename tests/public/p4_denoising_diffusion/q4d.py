"""Format of 4d: names, types and shapes only; whether an answer is right is decided elsewhere."""

from otter.test_files import test_case

OK_FORMAT = False
name = "q4d"


def answered(value, label):
    assert value is not None and value is not ..., f"{label} is not answered yet: replace the ..."
    return value


@test_case(name="q4d_invalid is a set of schedule numbers", points=0)
def flagged(q4d_invalid):
    value = answered(q4d_invalid, "q4d_invalid")
    assert all(number in (1, 2, 3, 4) for number in value), "schedules are numbered from 1 to 4"


@test_case(name="q4d_witness gives a step", points=0)
def witness(q4d_witness):
    assert callable(q4d_witness), "q4d_witness has to be a function"
    step = answered(q4d_witness(2, 10), "q4d_witness")
    assert 1 <= int(step) <= 10 and int(step) == step, "a step is a whole number from 1 to N"
