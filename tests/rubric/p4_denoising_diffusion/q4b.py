"""4b: a step size above one."""

import numpy as np
from otter.test_files import test_case

from autograder.checks.dgm.schedules import negative_steps, require_failure, require_steps
from autograder.checks.rubric import judged

OK_FORMAT = False
name = "q4b"

ANSWERS = ("q4b_negative_steps", "q4b_failure")

FAILING = [
    np.array([0.1, 0.2, 1.5, 0.3, 0.4]),
    np.array([0.1, 1.5, 0.2, 1.2, 0.3, 0.1]),
    np.array([1.3, 0.2, 0.1]),
    np.array([0.3, 0.2, 1.01]),
    np.array([2.5]),
    np.array([0.1, 1.4, 1.6, 1.8, 0.5]),
    np.array([0.2, 1.3, 0.4, 1.0, 0.3]),
    np.concatenate([np.linspace(1e-4, 0.02, 400), [1.7, 0.01, 0.01]]),
]
HARMLESS = [np.array([0.1, 0.5, 0.9]), np.array([0.4]), np.array([0.3, 1.0, 0.2, 0.6]), np.linspace(1e-4, 0.02, 400)]


@test_case(name="4b.1 gives the reason: alpha bar changes its sign", points=1, hidden=True)
@judged
def reason(answers):
    require_steps(answers.function("q4b_negative_steps"), negative_steps, FAILING + HARMLESS)


@test_case(name="4b.2 points out where training breaks", points=1, hidden=True)
@judged
def place(answers):
    require_failure(answers.function("q4b_failure"), negative_steps, FAILING, "sqrt(alpha_bar_n)")
