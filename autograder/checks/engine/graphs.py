"""Graphs of solutions, and the curves through the space around them along which equations are looked at."""

from __future__ import annotations

import dataclasses
import functools
import itertools
from collections.abc import Callable, Iterator, Mapping

import mpmath
from mpmath import mp

from autograder.checks.engine import bounds
from autograder.checks.engine.bounds import Bounds
from autograder.checks.engine.evaluate import Functions, Point
from autograder.checks.engine.numbers import Number

DIGITS = 40
SCAN = [mpmath.mpf(k) / 10 + mpmath.mpf("0.0137") for k in range(-80, 81, 2)]
"""Normal scores at which an equation is looked at for other solutions than the right one."""
SWEEP = [mpmath.mpf(k) / 8 + mpmath.mpf("0.0137") for k in range(-24, 25)]
"""Values of real parameters, and logarithms of positive ones, at which it is looked at as well."""
PIECES = 4
"""Parts of the interval between two such values, on which bounds of an equation are computed."""
OFF = 1e-3
"""A point whose two scores differ by more than this is off the graph."""

BoundFunctions = Mapping[str, Callable[[Bounds], Bounds]]


@dataclasses.dataclass(frozen=True, eq=False)
class NamedFunctions:
    """Functions that the sheet names and a line may apply, given the values (or bounds) of their `parameters`."""

    names: frozenset[str]
    parameters: tuple[str, ...]
    given: Callable[..., Functions]
    bounded: Callable[..., BoundFunctions]
    standard: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """For a function with the parameters (0, 1), the name of the one that it is then."""

    def at(self, point: Point) -> Functions:
        """The functions at a point."""
        return self.given(*map(point.__getitem__, self.parameters))

    def within(self, box: Mapping[str, Bounds]) -> BoundFunctions:
        """The same for arguments and parameters of which bounds are known."""
        return self.bounded(*map(box.__getitem__, self.parameters))


@dataclasses.dataclass(frozen=True, eq=False)
class Curve:
    """A curve through the space of the unknown and the parameters, with a grid on it.

    `distances` are those of the grid's points from the graph, in scores; `away` are the places in it that are off.
    """

    at: Callable[[Number], Point]
    grid: list[Number]
    points: list[Point]
    distances: list[Number]
    away: list[int]

    @functools.cached_property
    def places(self) -> dict[Number, int]:
        """Where in the grid each of its values is."""
        return {value: place for place, value in enumerate(self.grid)}

    @property
    def pieces(self) -> int:
        """Into how many pieces the grid's intervals are divided in all."""
        return PIECES * (len(self.grid) - 1)

    def crosses_graph(self, a: Number, b: Number) -> bool:
        """Whether two values of the grid lie on different sides of the graph."""
        return bool(self.distances[self.places[a]] * self.distances[self.places[b]] < 0)

    def ends_of_pieces(self) -> list[Point]:
        """The points that divide the curve into its pieces, in order."""
        steps = [(a, b, k) for a, b in itertools.pairwise(self.grid) for k in range(PIECES)]
        return [self.at(a + (b - a) * k / PIECES) for a, b, k in steps] + self.points[-1:]


@dataclasses.dataclass(frozen=True, eq=False)
class Graph:
    """The solution of a derivation: `unknown` as a function of the parameters, both as normal scores.

    Two cdfs match where `left(point) == sign * right(point)`; `left` is a monotone function of the unknown alone. Lines
    must hold at all `parameters`, and other solutions are looked for around the first three. `real` names the
    parameters that may have either sign; all others are positive. The unknown is a function of `argument`.
    """

    unknown: str
    parameters: tuple[Point, ...]
    left: Callable[[Point], Number]
    right: Callable[[Point], Number]
    unknown_at: Callable[[Number], Number]
    functions: NamedFunctions
    argument: str
    real: frozenset[str] = frozenset()
    sign: int = 1

    @property
    def names(self) -> frozenset[str]:
        """Symbols that a line may use."""
        return frozenset({self.unknown, *self.parameters[0]})

    def at(self, score: Number, parameters: Point) -> dict[str, Number]:
        """The point whose unknown has this normal score."""
        return {**parameters, self.unknown: self.unknown_at(score)}

    def solution(self, parameters: Point) -> Number:
        """The normal score of the solution."""
        return self.sign * self.right(parameters)

    def distance(self, point: Point) -> Number:
        """The signed distance from the graph, in scores."""
        return self.left(point) - self.sign * self.right(point)

    @functools.cached_property
    def mirrored(self) -> Graph:
        """The same for a decreasing map, whose cdf is matched from above."""
        return dataclasses.replace(self, sign=-self.sign)

    @functools.cached_property
    def curves(self) -> tuple[Curve, ...]:
        """Along the unknown at three choices of the parameters, and along each parameter at one."""
        with mp.workdps(DIGITS):
            return tuple(self._curve(at, grid) for at, grid in self._lines())

    @functools.cached_property
    def surroundings(self) -> dict[str, Bounds]:
        """The bounds of every symbol at all points of all curves that are off the graph, one curve after the other."""
        away = [curve.points[k] for curve in self.curves for k in curve.away]
        return {name: bounds.rounded([point[name] for point in away]) for name in sorted(self.names)}

    @functools.cached_property
    def between(self) -> dict[str, Bounds]:
        """The bounds of every symbol on the pieces of all curves; along a curve, symbols are monotone."""
        with mp.workdps(DIGITS):
            ends = [curve.ends_of_pieces() for curve in self.curves]
        return {name: _pieces([[point[name] for point in points] for points in ends]) for name in sorted(self.names)}

    def survey(self) -> None:
        """Compute what any equation is looked at with, once."""
        for curve in self.curves:
            curve.places  # noqa: B018
        self.surroundings, self.between  # noqa: B018

    def _lines(self) -> Iterator[tuple[Callable[[Number], Point], list[Number]]]:
        for parameters in self.parameters[:3]:
            yield functools.partial(self.at, parameters=parameters), _scores(self.solution(parameters))
        parameters = self.parameters[0]
        off = self.at(self.solution(parameters) + mpmath.mpf("1.37"), parameters)
        for name in parameters:
            yield functools.partial(_moved, off, name, name in self.real), SWEEP

    def _curve(self, at: Callable[[Number], Point], grid: list[Number]) -> Curve:
        points = [at(value) for value in grid]
        distances = [self.distance(point) for point in points]
        away = [k for k, distance in enumerate(distances) if abs(distance) > OFF]
        return Curve(at, grid, points, distances, away)


def _pieces(curves: list[list[Number]]) -> Bounds:
    """What lies between neighbours in each list."""
    firsts = bounds.rounded([value for values in curves for value in values[:-1]])
    seconds = bounds.rounded([value for values in curves for value in values[1:]])
    return bounds.hull(firsts, seconds)


def _moved(point: Point, name: str, is_real: bool, value: Number) -> Point:
    """A point with another parameter: itself where it may have either sign, else its logarithm."""
    return {**point, name: value if is_real else mpmath.exp(value)}


def _scores(solution: Number) -> list[Number]:
    """The grid of scores, and the values that wrong or many-valued equations typically also have."""
    return sorted([*SCAN, -solution, 2 * solution, solution / 2, solution + 1, solution - 1, mpmath.mpf(0)])
