"""Lines of a derivation: is an equation true on the solution's graph, and false off it?"""

from __future__ import annotations

import functools
from typing import Any

import mpmath
from mpmath import mp

from autograder.checks.engine.clearance import Clearance
from autograder.checks.engine.evaluate import Undefined, UnknownName, cost, evaluate
from autograder.checks.engine.graphs import DIGITS, OFF, Curve, Graph, Point, functions_at
from autograder.checks.engine.steps import spend
from autograder.checks.engine.zeros import median_size, sampled, zeros
from autograder.checks.values import sequence, wrong_type
from autograder.isolation.wire import Expr, FloatData, Value
from autograder.isolation.wire.expr import symbols, walk

MOST_LINES = 200
Line = tuple[Expr, Expr]
CDF_NAMES = ("F", "Q01", "Q")
ERROR_FUNCTIONS = ("erf", "erfc", "erfi", "erf2", "erfinv", "erfcinv")


def equations(value: Value, name: str) -> list[Line]:
    """The equations of a derivation, however they are collected; entries that are none are left out.

    Such are lines that SymPy evaluated to True, step numbers and text. Lists may be nested, sets and dictionaries hold
    lines too, and so does a conjunction.
    """
    found, stack, seen = [], [value], 0
    if not isinstance(value, (Expr, set, dict)):
        sequence(value, name)
    while stack and seen < 20 * MOST_LINES:
        item, seen = stack.pop(), seen + 1
        if isinstance(item, Expr) and item.head == "Equality" and len(item.args) == 2:
            found.append((item.args[0], item.args[1]))
        elif isinstance(item, Expr) and item.head in ("And", "Tuple", "FiniteSet"):
            stack.extend(reversed(item.args))
        elif isinstance(item, (list, tuple, set)):
            stack.extend(reversed(list(item)))
        elif isinstance(item, dict):
            stack.extend(reversed(list(item.values())))
    if not found and isinstance(value, Expr):
        raise wrong_type(name, "a list of equations", value)
    if len(found) > MOST_LINES:
        raise wrong_type(name, f"a list of at most {MOST_LINES} equations", value)
    return found


def atoms(line: Line) -> list[Expr]:
    """Every cdf and error function in a line."""
    return [node for side in line for node in walk(side) if node.head == "AppliedUndef" or node.head in ERROR_FUNCTIONS]


def uses_only(line: Line, names: frozenset[str]) -> bool:
    """Whether a line has no symbols and functions but the derivation's own."""
    applied = {node.data for side in line for node in walk(side) if node.head == "AppliedUndef"}
    return not (symbols(line[0]) | symbols(line[1])) - names and applied <= set(CDF_NAMES)


def is_true_exactly_on(line: Line, graph: Graph) -> bool:
    """Whether a line holds on the graph and nowhere else; see `fault`."""
    return fault(line, graph) is None


@functools.lru_cache(maxsize=256)  # several ✓ ask for the same line of a submission
def fault(line: Line, graph: Graph) -> str | None:
    """Why a line is not true exactly on the graph, in words; None when it is.

    On the graph its sides must agree to 1e-25 (1e-9 where the line has floating-point coefficients) of what they differ
    by half a standard deviation off it, so that a scaled line is judged like the unscaled one. Off the graph, within
    eight standard deviations of it and along each parameter, no other zero may exist.
    """
    with mp.workdps(DIGITS):
        tolerance = mpmath.mpf("1e-9" if _has_floats(line) else "1e-25")
        for parameters in graph.parameters:
            point = graph.at(graph.solution(parameters), parameters)
            if not _holds(line, graph, parameters, tolerance):
                return f"at {show_point(point)}, which is a solution, {_show_sides(line, point)}"
        clearance = Clearance(line, graph)
        for curve in graph.curves:
            other = _other_zero(line, graph, curve, clearance, tolerance)
            if other is not None:
                return f"it also holds at {show_point(other)}, which is no solution"
        return None


def show_point(point: Point) -> str:
    """A point in readable digits: `a = 1.9, t = 0.64`."""
    return ", ".join(f"{name} = {mpmath.nstr(mpmath.mpf(point[name]), 3)}" for name in sorted(point))


def _show_sides(line: Line, point: Point) -> str:
    try:
        left, right = _sides(line, point)
    except (Undefined, UnknownName):
        return "it has no value"
    return f"its sides are {_short(left, 6)} and {_short(right, 6)}, which differ by {_short(left - right, 2)}"


def _short(value: Any, digits: int) -> str:
    return str(mpmath.nstr(value, digits))


def _has_floats(line: Line) -> bool:
    return any(isinstance(node.data, FloatData) for side in line for node in walk(side))


def _holds(line: Line, graph: Graph, parameters: Point, tolerance: Any) -> bool:
    solution = graph.solution(parameters)
    half = mpmath.mpf(1) / 2
    try:
        left, right = _sides(line, graph.at(solution, parameters))
    except (Undefined, UnknownName):
        return False
    nearby = sampled(
        lambda s: abs(_difference(line, graph.at(s, parameters))), [solution - half, solution + half],
    )  # fmt: skip
    scale = max((gap for _, gap in nearby), default=0)
    rounding = mpmath.mpf("1e-14" if tolerance > 1e-20 else "1e-35") * (abs(left) + abs(right))
    return bool(abs(left - right) <= tolerance * scale + rounding)


def _sides(line: Line, point: Point) -> tuple[Any, Any]:
    functions = functions_at(point)
    left, right = (evaluate(side, point, functions, digits=DIGITS) for side in line)
    if isinstance(left, bool) or isinstance(right, bool):
        raise Undefined
    return left, right


def _difference(line: Line, point: Point) -> Any:
    left, right = _sides(line, point)
    gap = left - right
    return mpmath.re(gap) if mpmath.im(gap) == 0 else mpmath.mpc(gap)


def _other_zero(line: Line, graph: Graph, curve: Curve, clearance: Clearance, tolerance: Any) -> Point | None:
    """A point of the curve at which the line holds (or is undefined almost everywhere) although it is off the graph.

    The steps of evaluations that double precision replaces are spent, for effort must not depend on rounding errors.
    """
    steps = sum(cost(side, DIGITS) for side in line)

    def gap(v: Any) -> Any:
        return _difference(line, curve.at(v))

    samples = []
    for k, value in zip(curve.away, clearance.values[curve], strict=True):
        if value == value:
            spend(steps)
            samples.append((curve.grid[k], value))
        else:
            samples += sampled(gap, [curve.grid[k]])
    if len(samples) < 10:
        return curve.points[curve.away[0]]
    small = tolerance * median_size(samples)
    others = zeros(
        gap, samples, small=small, known=curve.crosses_graph, clear=functools.partial(clearance.is_clear, curve)
    )
    return next((p for p in map(curve.at, others) if abs(graph.distance(p)) > OFF), None)
