"""Format of 2a: names, types and shapes only; whether an answer is right is decided elsewhere."""

import numpy as np
import sympy as sp
from otter.test_files import test_case

OK_FORMAT = False
name = "q2a"


def answered(value, label):
    assert value is not None and value is not ..., f"{label} is not answered yet: replace the ..."
    return value


@test_case(name="q2a_derivation is a list of equations", points=0)
def derivation(q2a_derivation):
    value = answered(q2a_derivation, "q2a_derivation")
    lines = [value] if isinstance(value, sp.Equality) else list(value)
    assert lines, "the list is empty"
    assert any(isinstance(line, sp.Equality) for line in lines), "give equations, sp.Eq(left, right)"


@test_case(name="T keeps the shape of its input", points=0)
def transformation(T):
    assert callable(T), "T has to be a function"
    inputs = np.array([0.5, 1.0, 2.0])
    try:
        value = answered(T(inputs), "T")
    except (TypeError, ValueError):
        value = [answered(T(float(x)), "T") for x in inputs]
    if np.shape(value) == ():
        value = [answered(T(float(x)), "T") for x in inputs]
    assert np.array(value, dtype=complex).shape == inputs.shape, "give one number for every number that goes in"
