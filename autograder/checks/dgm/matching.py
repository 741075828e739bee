"""Equations between the values of two cdfs, whatever they are written with."""

from __future__ import annotations

from collections.abc import Mapping

import mpmath
import numpy as np
from mpmath import mp

from autograder.checks.engine.bounds import constant, exactly, rounded
from autograder.checks.engine.clearance import RELATIVE, gaps_within
from autograder.checks.engine.equations import fault
from autograder.checks.engine.evaluate import Evaluator, Undefined, UnknownName, evaluate
from autograder.checks.engine.graphs import Graph
from autograder.checks.engine.lines import Equation, atoms
from autograder.checks.engine.memory import Memory
from autograder.checks.engine.numbers import Array, Number
from autograder.isolation.wire import Expr

GRID = np.arange(1, 23, 2) / 23
"""Values that are put in place of the cdfs'."""
TINY = 1e-9

Kind = tuple[str, int, int]
"""Which cdf an atom stands for, "u" or "v", and the atom's value as offset and slope of that cdf's value."""


Point = dict[str, Number]


def equates_cdfs(line: Equation, graph: Graph, memory: Memory) -> bool:
    """Whether a line is an equation between the two cdfs' values u and v, and holds exactly where they match.

    Every cdf (or error function) is recognised by its normal score as one of u, 1 - u, v, 1 - v. With free numbers in
    their place the line must vanish exactly where u = v (u = 1 - v when decreasing), whatever else it is scaled by; and
    as it stands it must hold on the graph and nowhere else.
    """
    return memory.ask(_has_their_form, line, graph) and memory.ask(fault, line, graph) is None


def _has_their_form(line: Equation, graph: Graph) -> bool:
    with mp.workdps(30):
        bases = [_generic(graph, k) for k in range(3)]
        kinds: dict[int, Kind] = {}
        for atom in atoms(line):
            kind = _recognise(atom, graph, bases)
            if kind is None:
                return False
            kinds[id(atom)] = kind
        if {side for side, _, _ in kinds.values()} != {"u", "v"}:
            return False
        if _clearly_vanishes_on_match(line, kinds, bases, graph):
            return True
        try:
            return all(_vanishes_exactly_on_match(line, kinds, base, graph) for base in bases)
        except (Undefined, UnknownName):
            return False


def _generic(graph: Graph, index: int) -> Point:
    """A point off the graph, at which nothing coincides by chance."""
    score = mpmath.mpf(("0.37", "-0.83", "1.21")[index])
    return graph.at(score, graph.parameters[index])


def _recognise(atom: Expr, graph: Graph, bases: list[Point]) -> Kind | None:
    """Which cdf an atom stands for, and the atom's value as a function of that cdf's value."""
    try:
        scores = [_score(atom, base, graph) for base in bases]
    except (Undefined, UnknownName):
        return None
    for side, score_of in (("u", graph.left), ("v", graph.right)):
        for sign in (1, -1):
            if all(abs(s - sign * score_of(b)) < mpmath.mpf("1e-9") for s, b in zip(scores, bases, strict=True)):
                return side, *_value_from(atom.head, sign)
    return None


def _score(atom: Expr, base: Point, graph: Graph) -> Number:
    """The normal score that an atom's argument amounts to."""
    if len(atom.args) != 1:
        raise Undefined
    argument = evaluate(atom.args[0], base, graph.functions.at(base), digits=30)
    if isinstance(argument, bool) or mpmath.im(argument) != 0:
        raise Undefined
    if atom.head in ("erf", "erfc"):
        return argument * mpmath.sqrt(2)
    if atom.data == "F":
        return argument
    if atom.data == "Q01" and argument > 0:
        return mpmath.log(argument)
    if atom.data == "Q" and argument > 0 and "mu" in base:
        return (mpmath.log(argument) - base["mu"]) / base["sigma"]
    raise Undefined


def _value_from(head: str, sign: int) -> tuple[int, int]:
    """Offset and slope."""
    if head == "erf":
        return -sign, 2 * sign
    if head == "erfc":
        return 1 + sign, -2 * sign
    return (0, 1) if sign > 0 else (1, -1)


def _clearly_vanishes_on_match(line: Equation, kinds: Mapping[int, Kind], bases: list[Point], graph: Graph) -> bool:
    """Whether double precision is enough to see that the line vanishes exactly on the match, at all bases."""
    u = GRID[1::4, None]
    match = u if graph.sign > 0 else 1 - u
    v = np.concatenate([np.broadcast_to(GRID, (len(u), len(GRID))), match], axis=1)
    shape = (len(bases), *v.shape)
    sides = {name: exactly(np.broadcast_to(values, shape).reshape(-1)) for name, values in (("u", u), ("v", v))}
    given = {key: constant(offset) + constant(slope) * sides[side] for key, (side, offset, slope) in kinds.items()}
    box = {name: rounded([base[name] for base in bases for _ in range(v.size)]) for name in bases[0]}
    gaps = gaps_within(line, box, graph.functions.within(box), len(bases) * v.size, given)
    gap, most = gaps.middle_where_clear(RELATIVE).reshape(shape), gaps.magnitudes()[1].reshape(shape)
    off = np.abs(v - match) > TINY
    scale = np.where(off, np.abs(gap), 0).max(axis=2, keepdims=True)
    right = np.where(off, np.abs(gap) > 2 * TINY * scale * np.abs(v - match), most < TINY / 2 * scale)
    return bool(right.all() and all(_of_one_sign(gap, off & side) for side in (v < match, v > match)))


def _of_one_sign(values: Array, where: Array) -> bool:
    """Whether the values in each row at these places have the same sign."""
    positive, negative = (((side > 0) | ~where).all(axis=2) for side in (values, -values))
    return bool((positive | negative).all())


def _vanishes_exactly_on_match(line: Equation, kinds: Mapping[int, Kind], base: Point, graph: Graph) -> bool:
    """Whether, at fixed parameters, a line's gap is zero where the cdfs' values match and of one sign on each side."""
    grid = [mpmath.mpf(k) / 23 for k in range(1, 23, 2)]
    sides, functions = [Evaluator(side) for side in line.sides], graph.functions.at(base)

    def gap(u: Number, v: Number) -> Number:
        given = {key: offset + slope * (u if side == "u" else v) for key, (side, offset, slope) in kinds.items()}
        left, right = (side.given(base, functions, given, digits=30) for side in sides)
        if isinstance(left, bool) or isinstance(right, bool):
            raise Undefined
        return left - right

    for u in grid[1::4]:
        match = u if graph.sign > 0 else 1 - u
        values = [(v, gap(u, v)) for v in grid if abs(v - match) > TINY]
        scale = max(abs(x) for _, x in values)
        if abs(gap(u, match)) > TINY * scale or any(mpmath.im(x) != 0 for _, x in values):
            return False
        if any(abs(x) <= TINY * scale * abs(v - match) for v, x in values):
            return False
        if len({x > 0 for v, x in values if v < match}) > 1 or len({x > 0 for v, x in values if v > match}) > 1:
            return False
    return True
