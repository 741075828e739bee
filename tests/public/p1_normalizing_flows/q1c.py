"""Format of 1c: names, types and shapes only; whether an answer is right is decided elsewhere."""

import sympy as sp
from otter.test_files import test_case

OK_FORMAT = False
name = "q1c"


def answered(value, label):
    assert value is not None and value is not ..., f"{label} is not answered yet: replace the ..."
    return value


@test_case(name="q1c_density gives an expression", points=0)
def density(q1c_density):
    assert callable(q1c_density), "q1c_density has to be a function"
    z, x = sp.symbols("z x", real=True)
    value = answered(q1c_density(sp.Lambda(z, 1 / (1 + z**2)), sp.Lambda(z, z), x), "q1c_density")
    assert isinstance(value, sp.Expr), "give a SymPy expression in x"


@test_case(name="q1c_f_inv is an expression in x", points=0)
def inverse(q1c_f_inv):
    value = answered(q1c_f_inv, "q1c_f_inv")
    value = value.expr if isinstance(value, sp.Lambda) else value
    assert isinstance(value, sp.Expr), "give a SymPy expression in the symbol x"
    assert "x" in {symbol.name for symbol in value.free_symbols}, "the expression has to contain the symbol x"
