"""Where double precision is enough to say that a line does not hold, so that only the rest needs many digits."""

from __future__ import annotations

import functools
from collections.abc import Mapping

import numpy as np

from autograder.checks.engine.bounds import Bounds, bounds
from autograder.checks.engine.graphs import BoundFunctions, Curve, Graph
from autograder.checks.engine.lines import Equation
from autograder.checks.engine.numbers import Array, Number
from autograder.isolation.wire.expr import walk

RELATIVE = 1e-6
"""Errors up to which a gap that is not zero is taken from its bounds."""
MOST_NODES = 500
"""Of larger lines nothing is known here; their bounds would need much memory."""


class Clearance:
    """The bounds of a line's gap, left minus right, around a graph."""

    def __init__(self, line: Equation, graph: Graph) -> None:
        self._line = line
        self._graph = graph

    @functools.cached_property
    def values(self) -> dict[Curve, list[float]]:
        """The gap at each point of a curve that is off the graph; NaN where double precision is not enough.

        It is enough where it decides the gap's sign, and whether it is larger than the gaps of both neighbours.
        """
        counts = [len(curve.away) for curve in self._graph.curves]
        gaps = self._gaps(self._graph.surroundings, sum(counts))
        ends = np.cumsum(counts)
        ordered = gaps.neighbours_differ()
        ordered[ends[:-1] - 1] = True  # where another curve begins
        usable = np.append(ordered, True) & np.append(True, ordered)
        clear = np.where(usable, gaps.middle_where_clear(RELATIVE), np.nan)
        return dict(zip(self._graph.curves, map(np.ndarray.tolist, np.split(clear, ends[:-1])), strict=True))

    def is_clear(self, curve: Curve, a: Number, b: Number) -> bool:
        """Whether the line certainly holds nowhere on the curve between two values of its grid."""
        first, last = curve.places[a], curve.places[b]
        return bool(self._clear_cells[curve][first:last].all())

    def _gaps(self, box: Mapping[str, Bounds], count: int) -> Bounds:
        return gaps_within(self._line, box, self._graph.functions.within(box), count)

    @functools.cached_property
    def _clear_cells(self) -> dict[Curve, Array]:
        """Whether the gap has no zero from each value of a grid to the next."""
        counts = [curve.pieces for curve in self._graph.curves]
        signs = self._gaps(self._graph.between, sum(counts)).signs()
        return {
            curve: (pieces != 0).reshape(len(curve.grid) - 1, -1).all(axis=1)
            for curve, pieces in zip(self._graph.curves, np.split(signs, np.cumsum(counts)[:-1]), strict=True)
        }


def gaps_within(
    line: Equation, box: Mapping[str, Bounds], functions: BoundFunctions, count: int,
    given: Mapping[int, Bounds] | None = None,
) -> Bounds:  # fmt: skip
    """The bounds of left minus right at `count` places; NaN for a line that is too large."""
    if sum(len(walk(side)) for side in line.sides) > MOST_NODES:
        return Bounds(np.full(count, np.nan), np.full(count, np.nan))
    left, right = (bounds(side, box, functions, given=given) for side in line.sides)
    return (left - right).spread(count)
