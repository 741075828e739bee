"""Form of 4b: names, types and shapes only; whether an answer is right is decided elsewhere."""

import numpy as np
from otter.test_files import test_case

from autograder.exam.notebook.calls import called
from autograder.exam.notebook.forms import step_and_quantity, steps

OK_FORMAT = False
name = "q4b"


@test_case(name="q4b_negative_steps gives a collection of steps", points=0)
def steps_of_a_schedule(q4b_negative_steps):
    steps(called(q4b_negative_steps, "q4b_negative_steps", np.array([0.5, 1.25, 0.5])), "q4b_negative_steps")


@test_case(name="q4b_failure gives a step and a quantity", points=0)
def failure(q4b_failure, QUANTITIES):
    value = called(q4b_failure, "q4b_failure", np.array([0.5, 1.25, 0.5]))
    step_and_quantity(value, "q4b_failure", QUANTITIES)
