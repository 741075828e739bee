"""Form of 1a: names, types and shapes only; whether an answer is right is decided elsewhere."""

import numpy as np
from otter.test_files import test_case

from autograder.exam.notebook.calls import Form, as_numbers, called, sized
from autograder.exam.notebook.forms import choice, truth

OK_FORMAT = False
name = "q1a"


@test_case(name="q1a_is_valid_flow is a truth value", points=0)
def verdict(q1a_is_valid_flow):
    truth(q1a_is_valid_flow, "q1a_is_valid_flow")


@test_case(name="q1a_violates is one of REQUIREMENTS", points=0)
def requirement(q1a_violates, REQUIREMENTS):
    choice(q1a_violates, "q1a_violates", REQUIREMENTS, "REQUIREMENTS")


@test_case(name="q1a_null_direction gives two numbers", points=0)
def direction(q1a_null_direction):
    value = as_numbers(called(q1a_null_direction, "q1a_null_direction", np.array([1.0, 4.0])), "q1a_null_direction")
    if value.size != 2:
        raise Form(f"q1a_null_direction has to give an array of shape (2,), not {sized(value)}")
