"""Form of 1c: names, types and shapes only; whether an answer is right is decided elsewhere."""

import sympy as sp
from otter.test_files import test_case

from autograder.exam.notebook.calls import Form, NotAnswered, called
from autograder.exam.notebook.forms import expression

OK_FORMAT = False
name = "q1c"


@test_case(name="q1c_density gives an expression", points=0)
def density(q1c_density, q1c_f_inv, x):
    if q1c_f_inv is ...:
        raise NotAnswered("q1c_f_inv")
    inverse = q1c_f_inv if isinstance(q1c_f_inv, sp.Lambda) else sp.Lambda(x, q1c_f_inv)
    return expression(called(q1c_density, "q1c_density", sp.Lambda(x, 1 / (1 + x**2)), inverse, x), "q1c_density")


@test_case(name="q1c_f_inv is an expression in x", points=0)
def inverse_map(q1c_f_inv):
    reading = expression(q1c_f_inv, "q1c_f_inv")
    value = q1c_f_inv.expr if isinstance(q1c_f_inv, sp.Lambda) else sp.sympify(q1c_f_inv)
    if "x" not in {symbol.name for symbol in value.free_symbols}:
        raise Form("q1c_f_inv has to contain the symbol x")
    return reading
