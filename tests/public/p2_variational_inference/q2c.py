"""Form of 2c: names, types and shapes only; whether an answer is right is decided elsewhere."""

import numpy as np
from otter.test_files import test_case

from autograder.exam.notebook.calls import keeps_shape
from autograder.exam.notebook.forms import equations

OK_FORMAT = False
name = "q2c"


@test_case(name="C keeps the shape of its input", points=0)
def transformation(C):
    keeps_shape(C, "C", np.array([0.5, 1.0, 2.0]), 0.5, 2.0)


@test_case(name="q2c_derivation, which is optional, is open or a list of equations", points=0)
def derivation(q2c_derivation):
    return None if q2c_derivation is ... or q2c_derivation is None else equations(q2c_derivation, "q2c_derivation")
