"""Wrong models of problem 2's derivations: the solution's graph with a typical slip in it, and densities for cdfs.

A line makes a slip when it would be right on the slip's graph, in the sense in which a line is right on the right one.
"""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import mpmath
from mpmath import mp

from autograder.checks.dgm.derivations import M_GRAPH, T_GRAPH, Derivation
from autograder.checks.engine.equations import Standing, standing
from autograder.checks.engine.evaluate import Point, Undefined, UnknownName, evaluate
from autograder.checks.engine.graphs import Graph
from autograder.checks.engine.lines import Equation, atoms, written
from autograder.checks.engine.numbers import Number
from autograder.checks.mistakes import Fits, NotThis, require
from autograder.isolation.wire import Expr, Value
from autograder.isolation.wire.expr import is_symbol, symbols
from autograder.record.losses import NotEarned

Score = Callable[[Point], Number]
DIGITS = 30


def _with(graph: Graph, left: Score, right: Score, unknown_at: Callable[[Number], Number]) -> Graph:
    return dataclasses.replace(graph, left=left, right=right, unknown_at=unknown_at)


def _t(right: Score) -> Graph:
    return dataclasses.replace(T_GRAPH, right=right)


INVERSE_T = _with(T_GRAPH, lambda p: mpmath.log(p["t"]), lambda p: p["a"], mpmath.exp)
NO_LOG_T = _t(lambda p: p["a"])
ROOT_TWO_T = (
    _with(T_GRAPH, lambda p: p["t"] * mpmath.sqrt(2), T_GRAPH.right, lambda s: s / mpmath.sqrt(2)),
    _t(lambda p: mpmath.sqrt(2) * mpmath.log(p["a"])),
)
NO_ROOT_TWO_T = _with(ROOT_TWO_T[0], ROOT_TWO_T[0].left, ROOT_TWO_T[1].right, ROOT_TWO_T[0].unknown_at)
"""The same solution as the right one, with other cdfs on the way to it."""
OTHER_BASES_T = (_t(lambda p: mpmath.log(p["a"], 2)), _t(lambda p: mpmath.log(p["a"], 10)))


def _m(right: Score) -> Graph:
    return dataclasses.replace(M_GRAPH, right=right)


class _InverseOfM(Graph):
    """m has the score (log m - mu) / sigma, a the score log a: their roles are exchanged."""

    def at(self, score: Number, parameters: Point) -> dict[str, Number]:
        """The point whose m has this normal score."""
        return {**parameters, self.unknown: mpmath.exp(parameters["mu"] + parameters["sigma"] * score)}


def _inverse_of_m() -> Graph:
    same = {field.name: getattr(M_GRAPH, field.name) for field in dataclasses.fields(Graph)}
    scores = {"left": lambda p: (mpmath.log(p["m"]) - p["mu"]) / p["sigma"], "right": lambda p: mpmath.log(p["a"])}
    return _InverseOfM(**{**same, **scores})


OTHER_M: Mapping[str, Graph] = {
    "variance": _m(lambda p: (mpmath.log(p["a"]) - p["mu"]) / p["sigma"] ** 2),
    "root": _m(lambda p: (mpmath.log(p["a"]) - p["mu"]) / mpmath.sqrt(p["sigma"])),
    "no mu": _m(lambda p: mpmath.log(p["a"]) / p["sigma"]),
    "no sigma": _m(lambda p: mpmath.log(p["a"]) - p["mu"]),
    "plus mu": _m(lambda p: (mpmath.log(p["a"]) + p["mu"]) / p["sigma"]),
    "times sigma": _m(lambda p: (mpmath.log(p["a"]) - p["mu"]) * p["sigma"]),
    "mu outside": _m(lambda p: mpmath.log(p["a"]) / p["sigma"] - p["mu"]),
    "a for log a": _m(lambda p: (p["a"] - p["mu"]) / p["sigma"]),
    "m for log m": _with(M_GRAPH, lambda p: p["m"], M_GRAPH.right, lambda s: s),
    "mu divided alone": _m(lambda p: mpmath.log(p["a"]) - p["mu"] / p["sigma"]),
    "inverse": _inverse_of_m(),
    "root two left": _with(
        M_GRAPH, lambda p: mpmath.log(p["m"]) * mpmath.sqrt(2), M_GRAPH.right, lambda s: mpmath.exp(s / mpmath.sqrt(2))
    ),
    "root two on no side": _with(
        M_GRAPH,
        lambda p: mpmath.log(p["m"]) * mpmath.sqrt(2),
        lambda p: mpmath.sqrt(2) * M_GRAPH.right(p),
        lambda s: mpmath.exp(s / mpmath.sqrt(2)),
    ),
    "root two right": _m(lambda p: mpmath.sqrt(2) * (mpmath.log(p["a"]) - p["mu"]) / p["sigma"]),
    "sigma as a factor": _m(lambda p: mpmath.log(p["a"]) - mpmath.log(p["sigma"]) - p["mu"]),
    "exchanged": dataclasses.replace(
        M_GRAPH,
        right=lambda p: (mpmath.log(p["a"]) - p["sigma"]) / p["mu"],
        parameters=tuple(point for point in M_GRAPH.parameters if point["mu"]),
    ),
    "base two": _m(lambda p: (mpmath.log(p["a"], 2) - p["mu"]) / p["sigma"]),
    "base ten": _m(lambda p: (mpmath.log(p["a"], 10) - p["mu"]) / p["sigma"]),
}
"""Graphs of M with one slip each, by what the slip does to the scores of m and a."""


REQUIRED: Mapping[str, Callable[[Derivation, Graph], None]] = {
    "cdfs": lambda derivation, _: derivation.require_matching_cdfs(),
    "written out": lambda derivation, _: derivation.require_written_out(),
    "arguments": lambda derivation, _: derivation.require_matching_arguments(),
    "solved": lambda derivation, graph: derivation.require_solved_for(graph.argument),
}
"""What a ✓ requires of a derivation."""


def is_derivation(name: str, graph: Graph, wrong: Sequence[Graph], wanted: str) -> Fits:
    """A line is what the ✓ requires, on one of the wrong graphs in place of the right one."""

    def fits(answers: Any) -> None:
        require(not answers.kept(("integrals", name), lambda: _has_integrals(answers[name], name)))  # too costly
        lines = _lines(answers, name, graph)
        for other in wrong:
            if any(_holds(line, other) for line in lines):
                derivation = Derivation(answers[name], name, other, memory=answers.memory, is_decreasing=lambda: False)
                try:
                    REQUIRED[wanted](derivation, other)
                except NotEarned:
                    continue
                return
        raise NotThis

    return fits


def _has_integrals(value: Value, name: str) -> bool:
    return any(node.head == "Integral" for line in written(value, name).equations for node in line.nodes)


def equates_densities(name: str, graph: Graph) -> Fits:
    """A line equates the densities of the two variables, up to a factor for both sides."""

    def fits(answers: Any) -> None:
        require(any(_equates_densities(line, graph) for line in _lines(answers, name, graph)))

    return fits


def only_definitions(name: str, graph: Graph) -> Fits:
    """Both cdfs are written out, in lines that hold everywhere, and no line holds on the graph alone."""

    def fits(answers: Any) -> None:
        lines = [line for line in _lines(answers, name, graph) if atoms(line)]
        kinds = [answers.memory.ask(standing, line, graph) for line in lines]
        require(lines and set(kinds) == {Standing.IDENTITY})
        require(len({atom.data for line in lines for atom in atoms(line) if atom.head == "AppliedUndef"}) >= 2)

    return fits


def skipped(name: str, graph: Graph, wanted: str) -> Fits:
    """The step is left out, and another one that follows from it, or leads to it, is there and right."""
    passed, form = _AROUND[wanted]

    def fits(answers: Any) -> None:
        derivation = _read(answers, name, graph)
        require(not any(form(line, graph) for _, line in derivation.lines))
        for other in passed:
            with contextlib.suppress(NotEarned):
                return REQUIRED[other](derivation, graph)
        raise NotThis

    return fits


def _alone(line: Equation, name: str) -> bool:
    return any(is_symbol(side, name) for side in line.sides)


_AROUND: Mapping[str, tuple[tuple[str, ...], Callable[[Equation, Graph], bool]]] = {
    "cdfs": (("arguments",), lambda line, _: bool(atoms(line))),
    "written out": (
        ("cdfs", "arguments"),
        lambda line, _: bool(atoms(line)) and all(node.head != "AppliedUndef" for node in atoms(line)),
    ),
    "arguments": (("cdfs",), lambda line, _: not atoms(line)),
    "solved": (("arguments",), lambda line, graph: _alone(line, graph.argument)),
}
"""For every step, the steps one of which is there when it is skipped, and the form that no line has then."""


def one_side_is_no_cdf(name: str, graph: Graph, *, scaled: bool) -> Fits:
    """One side of a line is the cdf of its variable, and the other, a function of the other variable, is not.

    With `scaled`, it is a multiple of that cdf plus a constant.
    """

    def fits(answers: Any) -> None:
        lines = [line for line in _lines(answers, name, graph) if len(atoms(line)) >= 2]
        require(any(_has_one_cdf(way, graph, scaled=scaled) for line in lines for way in (line, line.swapped)))

    return fits


Compared = list[tuple[Number, Number]]
"""What a side gives at several points, and what the cdf of its variable does."""


def _has_one_cdf(line: Equation, graph: Graph, *, scaled: bool) -> bool:
    """Whether the left side depends on the unknown alone, the right one on all others, and one of them is its cdf."""
    free, bound = symbols(line.left), symbols(line.right)
    if free != {graph.unknown} or graph.unknown in bound or graph.argument not in bound:
        return False
    sides = [_beside_cdf(side, score, graph) for side, score in ((line.left, graph.left), (line.right, graph.right))]
    found = [side for side in sides if side is not None]
    right = [all(_same(got, wanted) for got, wanted in pairs) for pairs in found]
    return len(found) == 2 and sum(right) == 1 and _is_affine(found[right.index(False)]) is scaled


def _beside_cdf(side: Expr, score: Score, graph: Graph) -> Compared | None:
    """A side beside the cdf of the variable whose normal score this is; None where it has no real value."""
    scores = ("0.3", "-1.1", "0.8", "1.7", "-0.4", "0.1")
    with mp.workdps(DIGITS):
        points = [graph.at(mpmath.mpf(s), given) for given, s in zip(graph.parameters, scores, strict=False)]
        pairs = [(_side(side, point, graph), mpmath.ncdf(score(point))) for point in points]
    found = [(got, wanted) for got, wanted in pairs if got is not None]
    return found if len(found) == len(pairs) else None


def _side(side: Expr, point: Point, graph: Graph) -> Number | None:
    try:
        value = evaluate(side, point, graph.functions.at(point), digits=DIGITS)
    except (Undefined, UnknownName):
        return None
    return None if isinstance(value, bool) or not mpmath.isfinite(value) or mpmath.im(value) else mpmath.re(value)


def _same(got: Number, wanted: Number) -> bool:
    return bool(abs(got - wanted) <= mpmath.mpf("1e-9"))


def _is_affine(pairs: Compared) -> bool:
    """Whether what came is one multiple of what is right, plus one constant: both fitted to two points."""
    (y0, x0), (y1, x1) = pairs[:2]
    slope = (y1 - y0) / (x1 - x0)
    return bool(slope) and all(_same(y, y0 + slope * (x - x0)) for y, x in pairs)


def _lines(answers: Any, name: str, graph: Graph) -> list[Equation]:
    """The lines as the ✓ itself reads them."""
    return [line for _, line in _read(answers, name, graph).lines]


def _read(answers: Any, name: str, graph: Graph) -> Derivation:
    """The derivation on the graph of an increasing solution, which all wrong models of one ✓ look at."""

    def read() -> Derivation:
        return Derivation(answers[name], name, graph, memory=answers.memory, is_decreasing=lambda: False)

    found: Derivation = answers.kept(("derivation", name), read)
    return found


def _holds(line: Equation, graph: Graph) -> bool:
    """Whether a line holds at two points of a graph, and not off it: a quick look before the thorough one."""
    with mp.workdps(DIGITS):
        for parameters in graph.parameters[:2]:
            solution = graph.solution(parameters)
            on = _gap(line, graph.at(solution, parameters), graph)
            if on is None or abs(on) > mpmath.mpf("1e-9"):  # nothing of this size is left over by rounding
                return False
            off = _gap(line, graph.at(solution + mpmath.mpf("0.61"), parameters), graph)
            if off is None or abs(on) > mpmath.mpf("1e-9") * abs(off):
                return False
    return True


def _gap(line: Equation, point: Point, graph: Graph) -> Number | None:
    try:
        left, right = (evaluate(side, point, graph.functions.at(point), digits=DIGITS) for side in line.sides)
    except (Undefined, UnknownName):
        return None
    return None if isinstance(left, bool) or isinstance(right, bool) else left - right


def _equates_densities(line: Equation, graph: Graph) -> bool:
    """Whether the gap of a line is a constant multiple of that of the two densities, off every solution."""
    ratios = []
    with mp.workdps(DIGITS):
        for parameters, score in zip(graph.parameters[:4], ("0.3", "-1.1", "0.8", "1.7"), strict=True):
            point = graph.at(mpmath.mpf(score), parameters)
            gap = _gap(line, point, graph)
            wanted = _density(graph.left, point, graph.unknown) - _density(graph.right, point, graph.argument)
            if gap is None or gap == 0:
                return False
            ratios.append(gap / wanted)
        return all(abs(ratio - ratios[0]) <= mpmath.mpf("1e-9") * abs(ratios[0]) for ratio in ratios)


def _density(score: Score, point: Point, name: str) -> Number:
    """The density of the variable `name` whose normal score this is."""
    slope = mpmath.diff(lambda value: score({**point, name: value}), point[name])
    return mpmath.npdf(score(point)) * slope
