"""Format of 2c: names, types and shapes only; whether an answer is right is decided elsewhere."""

import numpy as np
import sympy as sp
from otter.test_files import test_case

OK_FORMAT = False
name = "q2c"


def answered(value, label):
    assert value is not None and value is not ..., f"{label} is not answered yet: replace the ..."
    return value


@test_case(name="C keeps the shape of its input", points=0)
def transformation(C):
    assert callable(C), "C has to be a function"
    inputs = np.array([0.5, 1.0, 2.0])
    try:
        value = answered(C(inputs, 0.5, 2.0), "C")
    except (TypeError, ValueError):
        value = [answered(C(float(x), 0.5, 2.0), "C") for x in inputs]
    if np.shape(value) == ():
        value = [answered(C(float(x), 0.5, 2.0), "C") for x in inputs]
    assert np.array(value, dtype=complex).shape == inputs.shape, "give one number for every number that goes in"


@test_case(name="q2c_derivation, if given, is a list of equations", points=0)
def derivation(q2c_derivation, C):
    if q2c_derivation is None or q2c_derivation is ...:
        answered(C(1.0, 0.5, 2.0), "C")
        return
    lines = [q2c_derivation] if isinstance(q2c_derivation, sp.Equality) else list(q2c_derivation)
    assert any(isinstance(line, sp.Equality) for line in lines), "give equations, sp.Eq(left, right)"
