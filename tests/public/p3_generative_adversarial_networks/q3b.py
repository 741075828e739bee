"""Form of 3b: names, types and shapes only; whether an answer is right is decided elsewhere."""

import numpy as np
from otter.test_files import test_case

from autograder.exam.notebook.calls import Form, answered
from autograder.exam.notebook.forms import expression, number

OK_FORMAT = False
name = "q3b"


@test_case(name="q3b_objective is an expression", points=0)
def objective(q3b_objective):
    return expression(q3b_objective, "q3b_objective")


@test_case(name="q3b_at_optimum is an expression", points=0)
def at_optimum(q3b_at_optimum):
    return expression(q3b_at_optimum, "q3b_at_optimum")


@test_case(name="q3b_one_minus_D is an expression", points=0)
def one_minus_discriminator(q3b_one_minus_D):
    return expression(q3b_one_minus_D, "q3b_one_minus_D")


@test_case(name="q3b_kl_terms is a pair of expressions", points=0)
def divergences(q3b_kl_terms):
    value = answered(q3b_kl_terms, "q3b_kl_terms")
    if hasattr(value, "__next__"):
        return  # an iterator can be read only once
    if isinstance(value, (str, dict)) or not np.iterable(value):
        raise Form("q3b_kl_terms has to be a pair of integrands")
    terms = list(np.ravel(np.array(list(value), dtype=object)))
    if len(terms) != 2:
        raise Form("q3b_kl_terms has to hold two integrands")
    for index, term in enumerate(terms):
        expression(term, f"q3b_kl_terms[{index}]")


@test_case(name="q3b_constant is a number", points=0)
def constant(q3b_constant):
    number(q3b_constant, "q3b_constant")
