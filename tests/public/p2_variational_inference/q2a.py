"""Form of 2a: names, types and shapes only; whether an answer is right is decided elsewhere."""

import numpy as np
from otter.test_files import test_case

from autograder.exam.notebook.calls import keeps_shape
from autograder.exam.notebook.forms import equations

OK_FORMAT = False
name = "q2a"


@test_case(name="q2a_derivation is a list of equations", points=0)
def derivation(q2a_derivation):
    return equations(q2a_derivation, "q2a_derivation")


@test_case(name="T keeps the shape of its input", points=0)
def transformation(T):
    keeps_shape(T, "T", np.array([0.5, 1.0, 2.0]))
