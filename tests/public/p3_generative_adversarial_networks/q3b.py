"""Format of 3b: names, types and shapes only; whether an answer is right is decided elsewhere."""

import numpy as np
import sympy as sp
from otter.test_files import test_case

OK_FORMAT = False
name = "q3b"


def answered(value, label):
    assert value is not None and value is not ..., f"{label} is not answered yet: replace the ..."
    return value


def items(value):
    """Rows of one item are taken apart; an iterator is left alone, because it can be read only once."""
    while isinstance(value, (list, tuple, np.ndarray, sp.MatrixBase, sp.NDimArray)) and np.size(value) == 1:
        (value,) = np.ravel(np.array(value, dtype=object))
        if not isinstance(value, (list, tuple, np.ndarray)):
            break
    return value


def an_expression(value, label):
    found = items(answered(value, label))
    wanted = f"{label} has to be an expression"
    assert not isinstance(found, str) and isinstance(sp.sympify(found, strict=True), (sp.Expr, sp.Lambda)), wanted


@test_case(name="the integrands are expressions", points=0)
def integrands(q3b_objective, q3b_at_optimum, q3b_one_minus_D):
    an_expression(q3b_objective, "q3b_objective")
    an_expression(q3b_at_optimum, "q3b_at_optimum")
    an_expression(q3b_one_minus_D, "q3b_one_minus_D")


@test_case(name="q3b_kl_terms is a pair of expressions", points=0)
def divergences(q3b_kl_terms):
    value = answered(q3b_kl_terms, "q3b_kl_terms")
    if hasattr(value, "__next__"):
        return
    assert not isinstance(value, str), "give two integrands"
    terms = list(np.ravel(np.array(list(value), dtype=object)))
    assert len(terms) == 2, "give two integrands"
    for index, term in enumerate(terms):
        an_expression(term, f"q3b_kl_terms[{index}]")


@test_case(name="q3b_constant is a number", points=0)
def constant(q3b_constant):
    value = items(answered(q3b_constant, "q3b_constant"))
    assert not isinstance(value, str), "give a number"
    number = sp.sympify(value, strict=True)
    assert isinstance(number, (sp.Expr, sp.Lambda)) and not number.free_symbols, "give a number"
