"""Form of 4d: names, types and shapes only; whether an answer is right is decided elsewhere."""

from otter.test_files import test_case

from autograder.exam.notebook.calls import Form, called
from autograder.exam.notebook.forms import numbered, whole

OK_FORMAT = False
name = "q4d"


@test_case(name="q4d_invalid is a set of schedule numbers", points=0)
def flagged(q4d_invalid):
    numbered(q4d_invalid, "q4d_invalid", (1, 2, 3, 4))


@test_case(name="q4d_witness gives a step for every schedule that you flagged", points=0)
def witness(q4d_invalid, q4d_witness):
    for k in numbered(q4d_invalid, "q4d_invalid", (1, 2, 3, 4)):
        step = whole(called(q4d_witness, "q4d_witness", k, 20), "q4d_witness")
        if not 1 <= step <= 20:
            raise Form(f"q4d_witness({k}, 20) has to be a step from 1 to 20; it is {step}")
