"""Form of 1c: names, types and shapes only; whether an answer is right is decided elsewhere."""

import sympy as sp
from otter.test_files import test_case

from autograder.exam.notebook.calls import Form, called
from autograder.exam.notebook.forms import expression

OK_FORMAT = False
name = "q1c"


@test_case(name="q1c_density gives an expression", points=0)
def density(q1c_density, q1c_f_inv, x):
    base = sp.Lambda(x, 1 / (1 + x**2))
    own = q1c_f_inv if isinstance(q1c_f_inv, (sp.Expr, sp.Lambda)) else base
    inverse = own if isinstance(own, sp.Lambda) else sp.Lambda(x, own)
    return expression(called(q1c_density, "q1c_density", base, inverse, x), "q1c_density")


@test_case(name="q1c_f_inv is an expression in x", points=0)
def inverse_map(q1c_f_inv):
    reading = expression(q1c_f_inv, "q1c_f_inv")
    value = q1c_f_inv.expr if isinstance(q1c_f_inv, sp.Lambda) else sp.sympify(q1c_f_inv)
    if "x" not in {symbol.name for symbol in value.free_symbols}:
        raise Form("q1c_f_inv has to contain the symbol x")
    return reading
