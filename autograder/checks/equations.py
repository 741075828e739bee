"""Lines of a derivation: is an equation true on the solution's graph, and false off it?"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import mpmath
from mpmath import mp

from autograder.checks.evaluate import Undefined, UnknownName, evaluate
from autograder.checks.values import sequence, wrong_type
from autograder.checks.zeros import sampled, zeros
from autograder.wire import Expr, FloatData, Value
from autograder.wire.expr import symbols, walk

MOST_LINES = 200
DIGITS = 40
SCAN = [mpmath.mpf(k) / 10 + mpmath.mpf("0.0137") for k in range(-80, 81, 2)]
"""Normal scores at which an equation is looked at for other solutions than the right one."""
SWEEP = [mpmath.mpf(k) / 8 + mpmath.mpf("0.0137") for k in range(-24, 25)]
"""Logarithms of a and sigma, and values of mu, at which it is looked at as well."""
OFF = 1e-3
"""A point whose two scores differ by more than this is off the graph."""

Point = Mapping[str, Any]
Line = tuple[Expr, Expr]
CDF_NAMES = ("F", "Q01", "Q")
ERROR_FUNCTIONS = ("erf", "erfc", "erfi", "erf2", "erfinv", "erfcinv")


@dataclasses.dataclass(frozen=True, eq=False)
class Graph:
    """The solution of a derivation: `unknown` as a function of the parameters, both as normal scores.

    Two cdfs match where `left(point) == sign * right(point)`; `left` is a monotone function of the unknown alone. Lines
    must hold at all `parameters`, and other solutions are looked for around the first three.
    """

    unknown: str
    parameters: tuple[Point, ...]
    left: Callable[[Point], Any]
    right: Callable[[Point], Any]
    unknown_at: Callable[[Any], Any]
    sign: int = 1

    @property
    def names(self) -> frozenset[str]:
        """Symbols that a line may use."""
        return frozenset({self.unknown, *self.parameters[0]})

    def at(self, score: Any, parameters: Point) -> dict[str, Any]:
        """The point whose unknown has this normal score."""
        return {**parameters, self.unknown: self.unknown_at(score)}

    def solution(self, parameters: Point) -> Any:
        """The normal score of the solution."""
        return self.sign * self.right(parameters)

    def distance(self, point: Point) -> Any:
        """The signed distance from the graph, in scores."""
        return self.left(point) - self.sign * self.right(point)

    def mirrored(self) -> Graph:
        """The same for a decreasing map, whose cdf is matched from above."""
        return dataclasses.replace(self, sign=-self.sign)


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


def functions_at(point: Point) -> dict[str, Callable[[Any], Any]]:
    """The cdfs F, Q01 and Q that the sheet names, at given parameters; the same objects at the same parameters."""
    return {**_STANDARD, "Q": _general(point["mu"], point["sigma"])} if "mu" in point else _STANDARD


_STANDARD: dict[str, Callable[[Any], Any]] = {"F": mpmath.ncdf, "Q01": lambda x: mpmath.ncdf(mpmath.log(x))}


@functools.lru_cache(maxsize=256)
def _general(mu: Any, sigma: Any) -> Callable[[Any], Any]:
    return lambda x: mpmath.ncdf((mpmath.log(x) - mu) / sigma)


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
        for curve, grid in _curves(graph):
            other = _other_zero(line, graph, curve, grid, tolerance)
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


def _curves(graph: Graph) -> Iterator[tuple[Callable[[Any], Point], list[Any]]]:
    """Curves through the space of the unknown and the parameters, along which a line is scanned for zeros."""
    for parameters in graph.parameters[:3]:
        yield functools.partial(graph.at, parameters=parameters), _scores(graph.solution(parameters))
    parameters = graph.parameters[0]
    off = graph.at(graph.solution(parameters) + mpmath.mpf("1.37"), parameters)
    for name in parameters:
        yield functools.partial(_moved, off, name), SWEEP


def _moved(point: Point, name: str, value: Any) -> Point:
    """A point with another parameter: mu itself, or the logarithm of a positive one."""
    return {**point, name: value if name == "mu" else mpmath.exp(value)}


def _scores(solution: Any) -> list[Any]:
    """The grid of scores, and the values that wrong or many-valued equations typically also have."""
    return sorted([*SCAN, -solution, 2 * solution, solution / 2, solution + 1, solution - 1, mpmath.mpf(0)])


def _other_zero(
    line: Line, graph: Graph, curve: Callable[[Any], Point], grid: list[Any], tolerance: Any
) -> Point | None:
    """A point of the curve at which the line holds (or is undefined almost everywhere) although it is off the graph."""

    def gap(v: Any) -> Any:
        return _difference(line, curve(v))

    distances = {v: graph.distance(curve(v)) for v in grid}
    away = [v for v in grid if abs(distances[v]) > OFF]
    samples = sampled(gap, away)
    if len(samples) < 10:
        return curve(away[0])
    small = tolerance * sorted(abs(y) for _, y in samples)[len(samples) // 2]
    others = zeros(gap, samples, small=small, known=lambda a, b: distances[a] * distances[b] < 0)
    return next((p for p in map(curve, others) if abs(graph.distance(p)) > OFF), None)
