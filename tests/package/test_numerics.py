"""What laws, densities and derivations are decided with: zeros, refined curves, and the mass below their levels."""

import random
from fractions import Fraction

import mpmath
import numpy as np
import pytest
from mpmath import mp
from scipy import integrate

from autograder.checks.engine.evaluate import Evaluator, Undefined, UnknownName
from autograder.checks.engine.refinement import occupation, refine
from autograder.checks.engine.zeros import sampled, zeros
from autograder.isolation.wire import Expr
from autograder.isolation.wire.expr import apply, number, symbol

GRID = [mpmath.mpf(k) / 4 + mpmath.mpf("0.01") for k in range(-12, 13)]


def found(f):
    with mp.workdps(40):
        return [float(x) for x in zeros(f, sampled(f, GRID), small=mpmath.mpf("1e-25"))]


def test_simple_and_double_zeros_are_found():
    assert found(lambda x: x - mpmath.mpf(1) / 3) == pytest.approx([1 / 3])
    assert found(lambda x: (x - mpmath.mpf(1) / 3) ** 2) == pytest.approx([1 / 3])


def test_a_pole_and_an_honest_minimum_are_no_zeros():
    assert found(lambda x: 1 / (x - mpmath.mpf(1) / 3)) == []
    assert found(lambda x: (x - mpmath.mpf(1) / 3) ** 2 + mpmath.mpf("1e-20")) == []


MEASURE_PRESERVING = {
    "tent": lambda u: 1 - np.abs(2 * u - 1),
    "seven runs with jumps": lambda u: np.mod(7 * u + 0.3, 1),
    "halves exchanged": lambda u: np.where(u < 0.5, u + 0.5, u - 0.5),
    "branches of other lengths": lambda u: np.where(u < 0.3, u / 0.3, (1 - u) / 0.7),
}


def distance(f, size=1001):
    u = (np.arange(size) + 0.5) / size
    curve = refine(u, f(u), f, error=1e-7, most=40_000)
    levels, below, up_to = occupation(curve)
    rest = 1 / size  # the ends beyond the outermost abscissae
    return max(np.abs(below - levels).max(), np.abs(up_to - levels).max()) - rest, curve.unresolved


@pytest.mark.parametrize("name", MEASURE_PRESERVING)
def test_a_measure_preserving_map_has_the_uniform_law_to_a_millionth(name):
    gap, unresolved = distance(MEASURE_PRESERVING[name])
    assert gap < 1e-6
    assert unresolved == 0


def test_an_atom_of_little_mass_shows():
    u = (np.arange(4_001) + 0.5) / 4_001

    def with_atom(v):
        return np.where(np.abs(v - 0.4321) < 5e-4, 0.99, v)

    curve = refine(u, with_atom(u), with_atom, error=1e-7, most=40_000)
    levels, below, up_to = occupation(curve)
    assert (up_to - below)[np.searchsorted(levels, 0.99)] == pytest.approx(1e-3, abs=1e-6)


def test_a_map_that_turns_everywhere_stays_unresolved():
    assert distance(lambda u: np.mod(u * 1e9 + 0.1, 1))[1] > 1e-3


def test_the_area_below_a_jump_is_found():
    x = np.linspace(-3.0, 3.0, 301)
    curve = refine(
        x,
        np.where(x < 0.12345, 0.5, 0.0),
        lambda v: np.where(v < 0.12345, 0.5, 0.0),
        error=1e-8,
        most=9_999,
        areas=True,
    )
    assert integrate.trapezoid(curve.y, curve.x) == pytest.approx(0.5 * 3.12345, abs=1e-7)


def value_or_error(evaluator, point, functions, digits):
    try:
        return evaluator.value(point, functions, digits=digits)
    except (Undefined, UnknownName) as error:
        return type(error)


def test_what_is_kept_from_one_point_to_the_next_changes_no_value():
    x, y = symbol("x"), symbol("y")
    log = apply("log", x)
    q = Expr("AppliedUndef", (apply("Add", log, y),), "Q")
    tree = apply("Add", apply("Mul", q, log), apply("erf", y), apply("Pow", number(2), number(Fraction(1, 2))))
    meanings = [{"Q": mpmath.ncdf}, {"Q": mpmath.exp}, {}]
    numbers = [mpmath.mpf(k) / 3 for k in range(-1, 3)]
    points = [{"x": a, "y": b} for a in numbers for b in numbers] + [{"x": numbers[2]}, {"y": numbers[0]}]
    chosen, kept = random.Random(0), Evaluator(tree)
    seen = set()
    for _ in range(400):
        point, functions, digits = chosen.choice(points), chosen.choice(meanings), chosen.choice([20, 30])
        expected = value_or_error(Evaluator(tree), point, functions, digits)
        assert value_or_error(kept, point, functions, digits) == expected
        given = {id(log): mpmath.mpf("0.25")}
        if {"x", "y"} <= set(point) and functions:
            known = kept.given(point, functions, given, digits=digits)
            assert known == kept.given({**point, "x": mpmath.mpf(7)}, functions, given, digits=digits)
            assert known != expected
        seen.add(str(expected)[:12])
    assert len(seen) > 20
