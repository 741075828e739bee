"""4c: a step size of exactly one."""

import numpy as np
from otter.test_files import test_case

from autograder.checks.dgm.schedules import lost_steps, require_failure, require_steps
from autograder.checks.rubric import judged

OK_FORMAT = False
name = "q4c"

ANSWERS = ("q4c_lost_steps", "q4c_failure")

FAILING = [
    np.array([0.1, 0.2, 1.0, 0.3, 0.4]),
    np.array([1.0, 0.2, 0.1]),
    np.array([0.3, 0.2, 1.0]),
    np.array([1.0]),
    np.array([0.1, 1.0, 0.5, 1.0, 0.2]),
    np.array([0.7, 0.9, 1.0, 0.6]),  # betas that round to one stand before the step and after it
    np.array([1.0, 0.9, 0.6]),
    np.concatenate([np.linspace(1e-4, 0.02, 400), [1.0, 0.01, 0.01]]),
]
ABOVE_ONE = [
    np.array([0.2, 1.3, 0.4]),
    np.array([1.6]),
    np.array([0.5, 1.3, 0.2, 1.0, 0.1]),
    np.array([0.2, 1.3, 1.0, 1.4, 0.8]),
]
HARMLESS = [
    np.array([0.1, 0.5, 0.9]),
    np.array([0.99]),
    np.array([0.2, 0.999, 0.3]),
    np.array([0.5, 0.9999]),
    np.linspace(1e-4, 0.02, 400),
    np.full(40, 0.5),
]


@test_case(name="4c.1 gives the reason: nothing of the data is left", points=1, hidden=True)
@judged
def reason(answers):
    require_steps(answers.function("q4c_lost_steps"), lost_steps, FAILING + HARMLESS + ABOVE_ONE)


@test_case(name="4c.2 points out where it fails", points=1, hidden=True)
@judged
def place(answers):
    require_failure(answers.function("q4c_failure"), lost_steps, FAILING, "1 / sqrt(alpha_bar_n)")
