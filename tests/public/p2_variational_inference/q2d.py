"""Format of 2d: names, types and shapes only; whether an answer is right is decided elsewhere."""

import numpy as np
import sympy as sp
from otter.test_files import test_case

OK_FORMAT = False
name = "q2d"


def answered(value, label):
    assert value is not None and value is not ..., f"{label} is not answered yet: replace the ..."
    return value


@test_case(name="the supports are SymPy sets", points=0)
def supports(q2d_support_prior, q2d_support_normal):
    for label, value in (("q2d_support_prior", q2d_support_prior), ("q2d_support_normal", q2d_support_normal)):
        assert isinstance(answered(value, label), sp.Set), f"{label} has to be a SymPy set"


@test_case(name="q2d_kl_normal is a number", points=0)
def divergence(q2d_kl_normal):
    value = answered(q2d_kl_normal, "q2d_kl_normal")
    assert isinstance(value, (int, float, np.number, sp.Expr)), "give a number; infinity is one"


@test_case(name="q2d_log_q keeps the shape of its input", points=0)
def log_density(q2d_log_q):
    assert callable(q2d_log_q), "q2d_log_q has to be a function"
    inputs = np.array([0.5, 1.0, 2.0])
    try:
        value = answered(q2d_log_q(inputs, 0.5, 2.0), "q2d_log_q")
    except (TypeError, ValueError):
        value = [answered(q2d_log_q(float(x), 0.5, 2.0), "q2d_log_q") for x in inputs]
    if np.shape(value) == ():
        value = [answered(q2d_log_q(float(x), 0.5, 2.0), "q2d_log_q") for x in inputs]
    assert np.array(value, dtype=complex).shape == inputs.shape, "give one number for every number that goes in"


@test_case(name="q2d_sample keeps the shape of its input", points=0)
def sampler(q2d_sample):
    assert callable(q2d_sample), "q2d_sample has to be a function"
    inputs = np.array([0.5, 1.0, 2.0])
    try:
        value = answered(q2d_sample(inputs, 0.5, 2.0), "q2d_sample")
    except (TypeError, ValueError):
        value = [answered(q2d_sample(float(x), 0.5, 2.0), "q2d_sample") for x in inputs]
    if np.shape(value) == ():
        value = [answered(q2d_sample(float(x), 0.5, 2.0), "q2d_sample") for x in inputs]
    assert np.array(value, dtype=complex).shape == inputs.shape, "give one number for every number that goes in"
