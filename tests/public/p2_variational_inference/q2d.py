"""Form of 2d: names, types and shapes only; whether an answer is right is decided elsewhere."""

import numpy as np
from otter.test_files import test_case

from autograder.exam.notebook.calls import keeps_shape
from autograder.exam.notebook.forms import number, real_set

OK_FORMAT = False
name = "q2d"


@test_case(name="q2d_support_prior is a SymPy set", points=0)
def support_of_the_prior(q2d_support_prior):
    return real_set(q2d_support_prior, "q2d_support_prior")


@test_case(name="q2d_support_normal is a SymPy set", points=0)
def support_of_a_normal(q2d_support_normal):
    return real_set(q2d_support_normal, "q2d_support_normal")


@test_case(name="q2d_kl_normal is a number", points=0)
def divergence(q2d_kl_normal):
    number(q2d_kl_normal, "q2d_kl_normal")


@test_case(name="q2d_log_q keeps the shape of its input", points=0)
def log_density(q2d_log_q):
    keeps_shape(q2d_log_q, "q2d_log_q", np.array([0.5, 1.0, 2.0]), 0.5, 2.0)


@test_case(name="q2d_sample keeps the shape of its input", points=0)
def sampler(q2d_sample):
    keeps_shape(q2d_sample, "q2d_sample", np.array([0.5, 1.0, 2.0]), 0.5, 2.0)
