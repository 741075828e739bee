"""Form of 2b: names, types and shapes only; whether an answer is right is decided elsewhere."""

import numpy as np
from otter.test_files import test_case

from autograder.exam.notebook.calls import keeps_shape
from autograder.exam.notebook.forms import equations

OK_FORMAT = False
name = "q2b"


@test_case(name="q2b_derivation is a list of equations", points=0)
def derivation(q2b_derivation):
    return equations(q2b_derivation, "q2b_derivation")


@test_case(name="M keeps the shape of its input", points=0)
def transformation(M):
    keeps_shape(M, "M", np.array([0.5, 1.0, 2.0]), 0.5, 2.0)
