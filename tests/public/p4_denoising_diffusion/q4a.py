"""Form of 4a: names, types and shapes only; whether an answer is right is decided elsewhere."""

import numpy as np
from otter.test_files import test_case

from autograder.exam.notebook.calls import Form, as_numbers, called, sized
from autograder.exam.notebook.forms import mapping

OK_FORMAT = False
name = "q4a"

KEYS = ("log p(x_0)", "q(z_n | x_0)", "q(z_{n-1} | z_n, x_0)", "p(z_{n-1} | z_n)")


@test_case(name="q4a_closed_form holds a truth value for every quantity", points=0)
def closed_form(q4a_closed_form):
    mapping(q4a_closed_form, "q4a_closed_form", KEYS, (True, False), "True or False")


@test_case(name="q4a_marginal gives one number per state", points=0)
def marginal(q4a_marginal):
    value = as_numbers(called(q4a_marginal, "q4a_marginal", np.full((3, 3, 3), 1 / 27)), "q4a_marginal")
    if value.shape != (3,):
        raise Form(f"q4a_marginal has to give an array of shape (K,), here (3,), not {sized(value)}")
