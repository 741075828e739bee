"""Bounds in double precision contain what many digits give, decide nothing wrongly, and change no verdict."""

import functools
import operator

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mpmath import mp

from autograder.checks.dgm import matching
from autograder.checks.dgm.cdfs import GENERAL_CDFS
from autograder.checks.dgm.derivations import C_GRAPH, M_GRAPH, T_GRAPH
from autograder.checks.engine import clearance, equations
from autograder.checks.engine.bounds import bounds, exactly
from autograder.checks.engine.evaluate import evaluate
from autograder.checks.engine.lines import Equation
from autograder.checks.engine.memory import Memory
from autograder.isolation.wire import Expr, FloatData
from autograder.isolation.wire.expr import apply, number, symbol

NAMES = ("t", "a", "mu", "sigma")
LEAVES = st.one_of(
    st.sampled_from([symbol(name) for name in NAMES]),
    st.sampled_from([apply("Pi"), apply("Exp1"), apply("ImaginaryUnit")]),
    st.fractions(-30, 30, max_denominator=50).map(number),
    st.integers(-12, 12).map(number),
    st.tuples(st.integers(0, 1), st.integers(1, 2**53), st.integers(-80, 5)).map(
        lambda parts: Expr("Float", data=FloatData(*parts, 53))
    ),
)


def larger(children):
    functions = st.sampled_from(["exp", "log", "erf", "erfc", "erfinv", "sin"])
    return st.one_of(
        st.builds(apply, st.sampled_from(["Add", "Mul"]), children, children),
        st.builds(apply, st.just("Add"), children, children, children),
        st.builds(apply, st.just("Pow"), children, children),
        st.builds(apply, st.just("Pow"), children, st.sampled_from([number(k) for k in (-3, -2, -1, 2, 3, 5)])),
        st.builds(apply, functions, children),
        st.builds(lambda name, x: Expr("AppliedUndef", (x,), name), st.sampled_from(["F", "Q01", "Q"]), children),
    )


TREES = st.recursive(LEAVES, larger, max_leaves=12)
REAL, POSITIVE = st.floats(-9, 9), st.floats(1e-3, 200)
POINTS = st.lists(st.tuples(REAL, POSITIVE, REAL, POSITIVE), min_size=1, max_size=5)


def at_points(tree, points):
    """What is known of a tree's value at each point, as (low, high)."""
    box = {name: exactly(np.array(column)) for name, column in zip(NAMES, zip(*points, strict=True), strict=True)}
    found = bounds(tree, box, GENERAL_CDFS.within(box)).spread(len(points))
    return zip(found.low.tolist(), found.high.tolist(), strict=True)


def exact(tree, point):
    point = dict(zip(NAMES, map(mpmath.mpf, point), strict=True))
    return evaluate(tree, point, GENERAL_CDFS.at(point), digits=60)


@settings(max_examples=400, deadline=None)
@given(TREES, POINTS)
def test_bounds_contain_the_value(tree, points):
    with mp.workdps(60):
        for (low, high), point in zip(at_points(tree, points), points, strict=True):
            if low == low and high == high:
                assert low <= exact(tree, point) <= high


@settings(max_examples=200, deadline=None)
@given(TREES, POINTS, st.floats(1e-6, 0.5))
def test_bounds_over_a_box_contain_the_values_in_it(tree, points, width):
    """Each point is a corner of a box; values are taken at random places in it."""
    columns = [np.array(column) for column in zip(*points, strict=True)]
    box = {name: exactly(column) for name, column in zip(NAMES, columns, strict=True)}
    box = {name: type(b)(b.low, b.low + width) for name, b in box.items()}
    found = bounds(tree, box, GENERAL_CDFS.within(box)).spread(len(points))
    shares = np.random.default_rng(0).uniform(size=(3, len(NAMES)))
    with mp.workdps(60):
        for k, point in enumerate(points):
            for share in shares:
                if found.low[k] == found.low[k] and found.high[k] == found.high[k]:
                    value = exact(tree, np.add(point, share * width).tolist())
                    assert found.low[k] <= value <= found.high[k]


@pytest.mark.parametrize("power", [("ImaginaryUnit", 0), ("ImaginaryUnit", "t"), (1, "ImaginaryUnit")])
def test_a_power_of_what_is_not_known_is_not_one(power):
    """NumPy's powers say it is."""
    base, exponent = (number(x) if isinstance(x, int) else symbol(x) if x == "t" else apply(x) for x in power)
    assert np.isnan(list(at_points(apply("Pow", base, exponent), [(0.0, 1.0, 0.0, 1.0)]))).all()


@pytest.mark.parametrize("head", ["sin", "ImaginaryUnit", "Piecewise", "StrictLessThan", "Heaviside"])
def test_what_is_not_known_is_left_open(head):
    inner = Expr(head, () if head == "ImaginaryUnit" else (symbol("t"),))
    ((low, high),) = at_points(apply("Add", inner, number(1)), [(0.5, 1.0, 0.0, 1.0)])
    assert np.isnan([low, high]).all()


def test_near_a_zero_and_at_a_pole_nothing_is_clear():
    gap = apply("Add", apply("exp", apply("log", symbol("a"))), apply("Mul", number(-1), symbol("a")))
    inverse = apply("Pow", symbol("t"), number(-1))
    assert all(not low > 0 and not high < 0 for low, high in at_points(gap, [(0.0, 3.0, 0.0, 1.0)]))
    assert np.isnan(list(at_points(inverse, [(0.0, 3.0, 0.0, 1.0)]))).all()


def test_a_power_that_is_almost_whole_has_no_bounds_below_zero():
    almost = Expr("Float", data=FloatData(0, 2**52 + 1, -51, 53))
    assert np.isnan(list(at_points(apply("Pow", symbol("mu"), almost), [(0.0, 1.0, -2.0, 1.0)]))).all()
    ((low, high),) = at_points(apply("Pow", symbol("mu"), number(3)), [(0.0, 1.0, -2.0, 1.0)])
    assert low < -8 < high < -7.9


def lines():
    """Equations around the right ones: right, scaled, squared, shifted and with a second solution."""
    t, m, a, mu, sigma = map(symbol, ("t", "m", "a", "mu", "sigma"))
    score = apply("Mul", apply("Add", apply("log", a), apply("Mul", number(-1), mu)), apply("Pow", sigma, number(-1)))
    half = apply("Pow", number(2), apply("Mul", number(1), apply("Pow", number(2), number(-1))))
    sides = {
        T_GRAPH: (t, apply("log", a)), C_GRAPH: (t, score), M_GRAPH: (apply("log", m), score),
    }  # fmt: skip
    for graph, (left, right) in sides.items():
        yield graph, (left, right)
        yield graph, (apply("exp", left), apply("exp", right))
        yield graph, (apply("Pow", left, number(2)), apply("Pow", right, number(2)))
        yield graph, (apply("Pow", left, number(3)), apply("Pow", right, number(3)))
        yield graph, (left, apply("Add", right, Expr("Float", data=FloatData(0, 1, -20, 53))))
        yield graph, (left, apply("Mul", number(-1), right))
        gap = apply("Add", left, apply("Mul", number(-1), right))
        yield graph, (apply("Pow", gap, number(2)), number(0))
        yield graph, (apply("Mul", gap, apply("Add", gap, number(-1))), number(0))
        yield graph, (apply("Mul", gap, apply("Pow", apply("Add", left, number(-3)), number(2))), number(0))
        for wrap in (functools.partial(apply, "erf"), lambda x: Expr("AppliedUndef", (x,), "F")):
            scaled = [apply("Mul", side, apply("Pow", half, number(-1))) for side in (left, right)]
            yield (
                graph,
                tuple(wrap(side) for side in (scaled if isinstance(wrap, functools.partial) else (left, right))),
            )


@pytest.mark.parametrize("mirrored", [False, True])
def test_no_verdict_depends_on_double_precision(monkeypatch, mirrored):
    """With and without the bounds every line gets the same verdict, in the same words."""
    cases = [(graph.mirrored if mirrored else graph, Equation(*line)) for graph, line in lines()]
    known = [(equations.fault(line, g), matching.equates_cdfs(line, g, Memory())) for g, line in cases]
    monkeypatch.setattr(clearance, "MOST_NODES", -1)
    slow = [(equations.fault(line, g), matching.equates_cdfs(line, g, Memory())) for g, line in cases]
    assert known == slow
    assert {fault is None for fault, _ in known} == {True, False}
    assert mirrored or any(equates for _, equates in known)


def test_most_of_a_right_line_needs_no_many_digits():
    """Else the bounds would be right, and of no use."""
    for graph, line in ((graph, Equation(*sides)) for graph, sides in lines()):
        if equations.fault(line, graph) is None and not any(side.data == 0 for side in line.sides):
            values = functools.reduce(operator.add, clearance.Clearance(line, graph).values.values())
            assert np.isfinite(values).mean() > 0.6
