"""Form of 4c: names, types and shapes only; whether an answer is right is decided elsewhere."""

import numpy as np
from otter.test_files import test_case

from autograder.exam.notebook.calls import called
from autograder.exam.notebook.forms import step_and_quantity, steps

OK_FORMAT = False
name = "q4c"


@test_case(name="q4c_lost_steps gives a collection of steps", points=0)
def steps_of_a_schedule(q4c_lost_steps):
    steps(called(q4c_lost_steps, "q4c_lost_steps", np.array([0.5, 1.0, 0.5])), "q4c_lost_steps")


@test_case(name="q4c_failure gives a step and a quantity", points=0)
def failure(q4c_failure, QUANTITIES):
    value = called(q4c_failure, "q4c_failure", np.array([0.5, 1.0, 0.5]))
    step_and_quantity(value, "q4c_failure", QUANTITIES)
