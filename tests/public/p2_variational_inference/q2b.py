"""Format of 2b: names, types and shapes only; whether an answer is right is decided elsewhere."""

import numpy as np
import sympy as sp
from otter.test_files import test_case

OK_FORMAT = False
name = "q2b"


def answered(value, label):
    assert value is not None and value is not ..., f"{label} is not answered yet: replace the ..."
    return value


@test_case(name="q2b_derivation is a list of equations", points=0)
def derivation(q2b_derivation):
    value = answered(q2b_derivation, "q2b_derivation")
    lines = [value] if isinstance(value, sp.Equality) else list(value)
    assert lines, "the list is empty"
    assert any(isinstance(line, sp.Equality) for line in lines), "give equations, sp.Eq(left, right)"


@test_case(name="M keeps the shape of its input", points=0)
def transformation(M):
    assert callable(M), "M has to be a function"
    inputs = np.array([0.5, 1.0, 2.0])
    try:
        value = answered(M(inputs, 0.5, 2.0), "M")
    except (TypeError, ValueError):
        value = [answered(M(float(x), 0.5, 2.0), "M") for x in inputs]
    if np.shape(value) == ():
        value = [answered(M(float(x), 0.5, 2.0), "M") for x in inputs]
    assert np.array(value, dtype=complex).shape == inputs.shape, "give one number for every number that goes in"
