"""1c as an instructor would test it under plain Otter."""

import sympy as sp
from otter.test_files import test_case

OK_FORMAT = False
name = "q1c"


@test_case(name="1c.1", points=1, hidden=True)
def density(q1c_density):
    x, z = sp.symbols("x z", real=True)
    p1, f_inv = sp.Lambda(z, sp.exp(-(z**2) / 2)), sp.Lambda(z, z + 2)
    assert sp.simplify(q1c_density(p1, f_inv, x) - p1(f_inv(x))) == 0


@test_case(name="1c.2", points=1, hidden=True)
def example(q1c_f_inv):
    assert sp.diff(q1c_f_inv, sp.Symbol("x", real=True)) == 1
