"""Lines of a derivation: is an equation true on the solution's graph, and false off it?"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import mpmath
from mpmath import mp

from autograder.checks.evaluate import Undefined, UnknownName, evaluate
from autograder.checks.values import sequence, wrong_type
from autograder.wire import Expr, FloatData, Value
from autograder.wire.expr import symbols, walk

MOST_LINES = 200
DIGITS = 40
SCAN = [mpmath.mpf(k) / 10 + mpmath.mpf("0.0137") for k in range(-80, 81, 2)]
"""Normal scores at which an equation is looked at for other solutions than the right one."""

Point = Mapping[str, Any]
CDF_NAMES = ("F", "Q01", "Q")
ERROR_FUNCTIONS = ("erf", "erfc", "erfi", "erf2", "erfinv", "erfcinv")


@dataclasses.dataclass(frozen=True)
class Graph:
    """The solution of a derivation: `unknown` as a function of the parameters, both as normal scores.

    Two cdfs match where `left(point) == sign * right(point)`; `left` is a monotone function of the unknown alone.
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

    def mirrored(self) -> Graph:
        """The same for a decreasing map, whose cdf is matched from above."""
        return dataclasses.replace(self, sign=-self.sign)


def equations(value: Value, name: str) -> list[tuple[Expr, Expr]]:
    """The equations of a derivation; entries that are none (a line SymPy evaluated to True, text) are left out."""
    items = [value] if isinstance(value, Expr) and value.head == "Equality" else sequence(value, name)
    if len(items) > MOST_LINES:
        raise wrong_type(name, f"a list of at most {MOST_LINES} equations", value)
    return [(e.args[0], e.args[1]) for e in items if isinstance(e, Expr) and e.head == "Equality" and len(e.args) == 2]


def functions_at(point: Point) -> dict[str, Callable[[Any], Any]]:
    """The cdfs F, Q01 and Q that the sheet names, at given parameters."""

    def general(x: Any) -> Any:
        return mpmath.ncdf((mpmath.log(x) - point["mu"]) / point["sigma"])

    known: dict[str, Callable[[Any], Any]] = {"F": mpmath.ncdf, "Q01": lambda x: mpmath.ncdf(mpmath.log(x))}
    return {**known, "Q": general} if "mu" in point else known


def atoms(line: tuple[Expr, Expr]) -> list[Expr]:
    """Every cdf and error function in a line."""
    return [node for side in line for node in walk(side) if node.head == "AppliedUndef" or node.head in ERROR_FUNCTIONS]


def uses_only(line: tuple[Expr, Expr], names: frozenset[str]) -> bool:
    """Whether a line has no symbols and functions but the derivation's own."""
    applied = {node.data for side in line for node in walk(side) if node.head == "AppliedUndef"}
    return not (symbols(line[0]) | symbols(line[1])) - names and applied <= set(CDF_NAMES)


def is_true_exactly_on(line: tuple[Expr, Expr], graph: Graph) -> bool:
    """Whether a line holds on the graph and nowhere else within eight standard deviations of it.

    On the graph both sides agree to 1e-25 (1e-9 where the line has floating-point coefficients). Off the graph no
    other zero may exist: changes of sign are bisected, dips are followed to their bottom.
    """
    with mp.workdps(DIGITS):
        tolerance = mpmath.mpf("1e-9" if _has_floats(line) else "1e-25")
        if not all(_holds(line, graph, p, tolerance) for p in graph.parameters):
            return False
        return all(not _other_zero(line, graph, p, tolerance) for p in graph.parameters[:3])


def _has_floats(line: tuple[Expr, Expr]) -> bool:
    return any(isinstance(node.data, FloatData) for side in line for node in walk(side))


def _holds(line: tuple[Expr, Expr], graph: Graph, parameters: Point, tolerance: Any) -> bool:
    try:
        left, right = _sides(line, graph.at(graph.solution(parameters), parameters))
    except (Undefined, UnknownName):
        return False
    return bool(abs(left - right) <= tolerance * (1 + abs(left) + abs(right)))


def _sides(line: tuple[Expr, Expr], point: Point) -> tuple[Any, Any]:
    functions = functions_at(point)
    left, right = (evaluate(side, point, functions, digits=DIGITS) for side in line)
    if isinstance(left, bool) or isinstance(right, bool):
        raise Undefined
    return left, right


def _other_zero(line: tuple[Expr, Expr], graph: Graph, parameters: Point, tolerance: Any) -> bool:
    """Whether the line also holds somewhere off the graph (or everywhere)."""

    def difference(score: Any) -> Any:
        left, right = _sides(line, graph.at(score, parameters))
        gap = left - right
        return mpmath.re(gap) if mpmath.im(gap) == 0 else mpmath.mpc(gap)

    solution = graph.solution(parameters)
    samples = list(_samples(difference, [score for score in _scores(solution) if abs(score - solution) > 1e-3]))
    if sum(abs(gap) <= tolerance for _, gap in samples) > 0 or len(samples) < 10:
        return True
    for (a, gap_a), (b, gap_b) in itertools.pairwise(samples):
        crosses = _is_real(gap_a) and _is_real(gap_b) and gap_a * gap_b < 0
        if crosses and not a < solution < b and _bisects_to_zero(difference, a, b, tolerance):
            return True
    return any(_dips_to_zero(difference, *triple, tolerance) for triple in _dips(samples, solution))


def _scores(solution: Any) -> list[Any]:
    """The grid of scores, and the values that wrong or many-valued equations typically also have."""
    return sorted([*SCAN, -solution, 2 * solution, solution / 2, solution + 1, solution - 1, mpmath.mpf(0)])


def _samples(difference: Callable[[Any], Any], scores: list[Any]) -> Iterator[tuple[Any, Any]]:
    for score in scores:
        try:
            yield score, difference(score)
        except (Undefined, UnknownName):
            continue


def _is_real(value: Any) -> bool:
    return bool(mpmath.im(value) == 0)


def _bisects_to_zero(difference: Callable[[Any], Any], a: Any, b: Any, tolerance: Any) -> bool:
    """Whether a change of sign is a zero rather than a pole."""
    try:
        start = difference(a)
        for _ in range(60):
            middle = (a + b) / 2
            gap = difference(middle)
            if gap == 0:
                return True
            a, b, start = (middle, b, gap) if gap * start > 0 else (a, middle, start)
        return bool(abs(start) < max(tolerance, mpmath.mpf("1e-12")))
    except Undefined:
        return False


def _dips(samples: list[tuple[Any, Any]], solution: Any) -> list[tuple[Any, Any]]:
    """Intervals in which the size of the difference has a local minimum, away from the solution."""
    triples = zip(samples, samples[1:], samples[2:], strict=False)
    return [
        (a, c) for (a, ga), (_, gb), (c, gc) in triples
        if abs(gb) <= abs(ga) and abs(gb) <= abs(gc) and not a - 1e-3 < solution < c + 1e-3
    ]  # fmt: skip


def _dips_to_zero(difference: Callable[[Any], Any], a: Any, b: Any, tolerance: Any) -> bool:
    """Follow a dip to its bottom by golden section; a double zero goes to zero, an honest minimum does not."""
    ratio = (mpmath.sqrt(5) - 1) / 2
    try:
        c, d = b - ratio * (b - a), a + ratio * (b - a)
        gap_c, gap_d = abs(difference(c)), abs(difference(d))
        for _ in range(90):
            if gap_c < gap_d:
                b, d, gap_d = d, c, gap_c
                c = b - ratio * (b - a)
                gap_c = abs(difference(c))
            else:
                a, c, gap_c = c, d, gap_d
                d = a + ratio * (b - a)
                gap_d = abs(difference(d))
        return bool(min(gap_c, gap_d) < max(tolerance, mpmath.mpf("1e-24")))
    except Undefined:
        return False
