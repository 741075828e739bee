"""Is an equation true on the solution's graph, and false off it?"""

from __future__ import annotations

import enum
import functools

import mpmath
from mpmath import mp

from autograder.checks.engine.clearance import Clearance
from autograder.checks.engine.evaluate import Evaluator, Functions, Point, Undefined, UnknownName
from autograder.checks.engine.graphs import DIGITS, OFF, Curve, Graph
from autograder.checks.engine.lines import Equation
from autograder.checks.engine.numbers import Number
from autograder.checks.engine.steps import charge
from autograder.checks.engine.zeros import median_size, sampled, zeros
from autograder.texts import _

OFFSETS = tuple(mpmath.mpf(shift) for shift in ("0.61", "-0.83"))
"""Normal scores off the graph at which an equation that holds there too says nothing."""
MANY_DIGITS = 90
"""So many that a cdf as 1 + erf has a small relative error in its tails."""


def fault(line: Equation, graph: Graph) -> str | None:
    """Why a line is not true exactly on the graph, in words; None when it is.

    On the graph its sides must agree to 1e-25 (1e-9 where the line has floating-point coefficients) of what they differ
    by half a standard deviation off it, so that a scaled line is judged like the unscaled one. Off the graph, within
    eight standard deviations of it and along each parameter, no other zero may exist.
    """
    with mp.workdps(DIGITS):
        gap = _Gap(line, graph)
        for parameters in graph.parameters:
            if not gap.vanishes_on_graph(parameters):
                point = graph.at(graph.solution(parameters), parameters)
                return _("at {point}, which is a solution, {gap}", point=show_point(point), gap=gap.show(point))
        clearance = Clearance(line, graph)
        for curve in graph.curves:
            other = gap.other_zero(curve, clearance)
            if other is not None:
                return _("it also holds at {point}, which is no solution", point=show_point(other))
        return None


class Standing(enum.Enum):
    """What a line says about the graph."""

    TRUE = "holds on the graph, and not everywhere"
    FALSE = "does not hold on the graph"
    IDENTITY = "holds everywhere, as a definition does"
    OPEN = "has no value on the graph, or uses names without a meaning"


def standing(line: Equation, graph: Graph) -> Standing:
    """Whether a line holds on the graph, whatever else it may hold for."""
    with mp.workdps(MANY_DIGITS):
        gap = _Gap(line, graph, MANY_DIGITS)
        if not all(gap.is_defined(parameters) for parameters in graph.parameters):
            return Standing.OPEN
        if not all(map(gap.vanishes_on_graph, graph.parameters)):
            return Standing.FALSE
        return Standing.IDENTITY if all(map(gap.vanishes_off_graph, graph.parameters)) else Standing.TRUE


def show_point(point: Point) -> str:
    """A point in readable digits: `a = 1.9, t = 0.64`."""
    return ", ".join(f"{name} = {mpmath.nstr(mpmath.mpf(point[name]), 3)}" for name in sorted(point))


class _Gap:
    """Left minus right of an equation, at many points around a graph."""

    def __init__(self, line: Equation, graph: Graph, digits: int = DIGITS) -> None:
        self._graph = graph
        self._digits = digits
        self._tolerance = mpmath.mpf("1e-9" if line.has_floats() else "1e-25")
        self._sides = Evaluator(line.left), Evaluator(line.right)
        self._functions: dict[tuple[Number, ...], Functions] = {}

    def at(self, point: Point) -> Number:
        """The gap as a real number where it is one; raises `Undefined` or `UnknownName`."""
        left, right = self._values(point)
        gap = left - right
        return mpmath.re(gap) if mpmath.im(gap) == 0 else mpmath.mpc(gap)

    def vanishes_on_graph(self, parameters: Point) -> bool:
        """Whether the sides agree at the solution."""
        graph, half = self._graph, mpmath.mpf(1) / 2
        solution = graph.solution(parameters)
        try:
            left, right = self._values(graph.at(solution, parameters))
        except (Undefined, UnknownName):
            return False
        nearby = sampled(lambda s: abs(self.at(graph.at(s, parameters))), [solution - half, solution + half])
        scale = max((gap for _, gap in nearby), default=0)
        rounding = mpmath.mpf("1e-14" if self._tolerance > 1e-20 else "1e-35") * (abs(left) + abs(right))
        return bool(abs(left - right) <= self._tolerance * scale + rounding)

    def is_defined(self, parameters: Point) -> bool:
        """Whether both sides have a value at the solution."""
        try:
            self._values(self._graph.at(self._graph.solution(parameters), parameters))
        except (Undefined, UnknownName):
            return False
        return True

    def vanishes_off_graph(self, parameters: Point) -> bool:
        """Whether the sides agree, as far as rounding can tell, where it is no solution."""
        for shift in OFFSETS:
            try:
                point = self._graph.at(self._graph.solution(parameters) + shift, parameters)
                left, right = self._values(point)
            except (Undefined, UnknownName):
                continue
            if abs(left - right) > mpmath.mpf("1e-9" if self._tolerance > 1e-20 else "1e-30") * (
                abs(left) + abs(right)
            ):
                return False
        return True

    def other_zero(self, curve: Curve, clearance: Clearance) -> Point | None:
        """A point of the curve where the line holds (or is undefined almost everywhere) though it is off the graph.

        The steps of evaluations that double precision replaces are charged: the budget must not depend on rounding.
        """
        steps = sum(side.cost(self._digits) for side in self._sides)
        samples = []
        for k, value in zip(curve.away, clearance.values[curve], strict=True):
            if value == value:
                charge(steps)
                samples.append((curve.grid[k], value))
            else:
                samples += sampled(lambda v: self.at(curve.at(v)), [curve.grid[k]])
        if len(samples) < 10:
            return curve.points[curve.away[0]]
        others = zeros(
            lambda v: self.at(curve.at(v)), samples, small=self._tolerance * median_size(samples),
            known=curve.crosses_graph, clear=functools.partial(clearance.is_clear, curve),
        )  # fmt: skip
        return next((p for p in map(curve.at, others) if abs(self._graph.distance(p)) > OFF), None)

    def show(self, point: Point) -> str:
        """Both sides in readable digits."""
        try:
            left, right = self._values(point)
        except (Undefined, UnknownName):
            return _("it has no value")
        if mpmath.im(left) != 0 or mpmath.im(right) != 0:
            return _("a side of it is no real number")
        if _short(left) == _short(right):
            return _(
                "its sides are both about {value}, and differ by {gap}",
                value=_short(left),
                gap=_short(left - right),
            )
        return _("its sides are {left} and {right}", left=_short(left), right=_short(right))

    def _values(self, point: Point) -> tuple[Number, Number]:
        functions = self._functions_at(point)
        left, right = (side.value(point, functions, digits=self._digits) for side in self._sides)
        if isinstance(left, bool) or isinstance(right, bool):
            raise Undefined
        return left, right

    def _functions_at(self, point: Point) -> Functions:
        """The same objects at the same parameters, so that evaluators know what has not changed."""
        named = self._graph.functions
        key = tuple(point[name] for name in named.parameters)
        if key not in self._functions:
            self._functions[key] = named.at(point)
        return self._functions[key]


def _short(value: Number) -> str:
    return str(mpmath.nstr(value, 3))
