"""Graphs of solutions, and the curves through the space around them along which equations are looked at."""

from __future__ import annotations

import dataclasses
import functools
import itertools
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import mpmath
from mpmath import mp

from autograder.checks.engine import bounds
from autograder.checks.engine.bounds import Bounds

DIGITS = 40
SCAN = [mpmath.mpf(k) / 10 + mpmath.mpf("0.0137") for k in range(-80, 81, 2)]
"""Normal scores at which an equation is looked at for other solutions than the right one."""
SWEEP = [mpmath.mpf(k) / 8 + mpmath.mpf("0.0137") for k in range(-24, 25)]
"""Logarithms of a and sigma, and values of mu, at which it is looked at as well."""
PIECES = 4
"""Parts of the interval between two such values, on which bounds of an equation are computed."""
OFF = 1e-3
"""A point whose two scores differ by more than this is off the graph."""

Point = Mapping[str, Any]


@dataclasses.dataclass(frozen=True, eq=False)
class Curve:
    """A curve through the space of the unknown and the parameters, with a grid on it.

    `distances` are those of the grid's points from the graph, in scores; `away` are the places in it that are off.
    """

    at: Callable[[Any], Point]
    grid: list[Any]
    points: list[Point]
    distances: list[Any]
    away: list[int]

    @functools.cached_property
    def places(self) -> dict[Any, int]:
        """Where in the grid each of its values is."""
        return {value: place for place, value in enumerate(self.grid)}

    @property
    def pieces(self) -> int:
        """Into how many pieces the grid's intervals are divided in all."""
        return PIECES * (len(self.grid) - 1)

    def crosses_graph(self, a: Any, b: Any) -> bool:
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

    def _lines(self) -> Iterator[tuple[Callable[[Any], Point], list[Any]]]:
        for parameters in self.parameters[:3]:
            yield functools.partial(self.at, parameters=parameters), _scores(self.solution(parameters))
        parameters = self.parameters[0]
        off = self.at(self.solution(parameters) + mpmath.mpf("1.37"), parameters)
        for name in parameters:
            yield functools.partial(_moved, off, name), SWEEP

    def _curve(self, at: Callable[[Any], Point], grid: list[Any]) -> Curve:
        points = [at(value) for value in grid]
        distances = [self.distance(point) for point in points]
        away = [k for k, distance in enumerate(distances) if abs(distance) > OFF]
        return Curve(at, grid, points, distances, away)


def _pieces(curves: list[list[Any]]) -> Bounds:
    """What lies between neighbours in each list."""
    firsts = bounds.rounded([value for values in curves for value in values[:-1]])
    seconds = bounds.rounded([value for values in curves for value in values[1:]])
    return bounds.hull(firsts, seconds)


def _moved(point: Point, name: str, value: Any) -> Point:
    """A point with another parameter: mu itself, or the logarithm of a positive one."""
    return {**point, name: value if name == "mu" else mpmath.exp(value)}


def _scores(solution: Any) -> list[Any]:
    """The grid of scores, and the values that wrong or many-valued equations typically also have."""
    return sorted([*SCAN, -solution, 2 * solution, solution / 2, solution + 1, solution - 1, mpmath.mpf(0)])


def functions_at(point: Point) -> dict[str, Callable[[Any], Any]]:
    """The cdfs F, Q01 and Q that the sheet names, at given parameters; the same objects at the same parameters."""
    return {**_STANDARD, "Q": _general(point["mu"], point["sigma"])} if "mu" in point else _STANDARD


def functions_within(box: Mapping[str, Bounds]) -> dict[str, Callable[[Bounds], Bounds]]:
    """The same for arguments and parameters of which bounds are known."""
    standard = {"F": bounds.ncdf, "Q01": lambda x: bounds.ncdf(bounds.log(x))}
    if "mu" not in box:
        return standard
    return {**standard, "Q": lambda x: bounds.ncdf((bounds.log(x) - box["mu"]) / box["sigma"])}


_STANDARD: dict[str, Callable[[Any], Any]] = {"F": mpmath.ncdf, "Q01": lambda x: mpmath.ncdf(mpmath.log(x))}


@functools.lru_cache(maxsize=256)
def _general(mu: Any, sigma: Any) -> Callable[[Any], Any]:
    return lambda x: mpmath.ncdf((mpmath.log(x) - mu) / sigma)
