"""Format of 3b: names, types and shapes only; whether an answer is right is decided elsewhere."""

import sympy as sp
from otter.test_files import test_case

OK_FORMAT = False
name = "q3b"


def answered(value, label):
    assert value is not None and value is not ..., f"{label} is not answered yet: replace the ..."
    return value


def an_expression(value, label):
    assert isinstance(sp.sympify(answered(value, label), strict=True), sp.Expr), f"{label} has to be an expression"


@test_case(name="the integrands are expressions", points=0)
def integrands(q3b_objective, q3b_at_optimum, q3b_one_minus_D):
    an_expression(q3b_objective, "q3b_objective")
    an_expression(q3b_at_optimum, "q3b_at_optimum")
    an_expression(q3b_one_minus_D, "q3b_one_minus_D")


@test_case(name="q3b_kl_terms is a pair of expressions", points=0)
def divergences(q3b_kl_terms):
    assert len(answered(q3b_kl_terms, "q3b_kl_terms")) == 2, "give two integrands"
    for index, term in enumerate(q3b_kl_terms):
        an_expression(term, f"q3b_kl_terms[{index}]")


@test_case(name="q3b_constant is a number", points=0)
def constant(q3b_constant):
    value = sp.sympify(answered(q3b_constant, "q3b_constant"), strict=True)
    assert isinstance(value, sp.Expr) and not value.free_symbols, "give a number"
