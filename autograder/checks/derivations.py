"""The steps of the log-normal derivations in problem 2: matching cdfs, writing them out, matching arguments."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import mpmath
from mpmath import mp

from autograder.checks.equations import Graph, atoms, equations, functions_at, is_true_exactly_on, uses_only
from autograder.checks.evaluate import Undefined, UnknownName, evaluate
from autograder.checks.integrals import recognise_integrals
from autograder.outcomes import NotEarned
from autograder.wire import Expr, SymbolData, Value
from autograder.wire.expr import symbols

Line = tuple[Expr, Expr]


def _point(a: str, mu: str = "", sigma: str = "") -> dict[str, Any]:
    texts = {"a": a, **({"mu": mu, "sigma": sigma} if mu else {})}
    return {name: mpmath.mpf(Fraction(t).numerator) / Fraction(t).denominator for name, t in texts.items()}


def _standard_score(p: Any) -> Any:
    return mpmath.log(p["a"])


def _general_score(p: Any) -> Any:
    return (mpmath.log(p["a"]) - p["mu"]) / p["sigma"]


_STANDARD = tuple(_point(a) for a in ("3/10", "19/10", "7/10", "21/5", "1/50"))
_GENERAL = tuple(
    _point(*texts)
    for texts in (("3/10", "2/5", "3/2"), ("19/10", "-7/10", "3/5"), ("21/5", "1/4", "5/2"), ("1/3", "-2", "7/10"))
)
T_GRAPH = Graph("t", _STANDARD, lambda p: p["t"], _standard_score, lambda s: s)
"""2a: t = T^-1(a) has the normal score t, a under logN(0, 1) the score log a."""
M_GRAPH = Graph("m", _GENERAL, lambda p: mpmath.log(p["m"]), _general_score, mpmath.exp)
"""2b: m = M^-1(a) has the score log m, a under logN(mu, sigma^2) the score (log a - mu) / sigma."""
C_GRAPH = Graph("t", _GENERAL, lambda p: p["t"], _general_score, lambda s: s)
"""2c: t = C^-1(a) against the same."""


class Derivation:
    """A student's lines, and the graph they are judged on."""

    def __init__(self, value: Value, name: str, graph: Graph, *, decreasing_allowed: bool = False) -> None:
        self.name = name
        lines = [recognise_integrals(line, graph) for line in equations(value, name)]
        self.lines = [line for line in lines if uses_only(line, graph.names)]
        if decreasing_allowed and self._has_cdfs(graph.mirrored()) and not self._has_cdfs(graph):
            graph = graph.mirrored()
        self.graph = graph

    def require_matching_cdfs(self) -> None:
        """A line equates the two cdfs, by name or written out."""
        if not self._has_cdfs(self.graph):
            raise self._missing("equates the two cdfs")

    def require_written_out(self) -> None:
        """A line has both cdfs written out with the error function."""
        if not any(_equates_cdfs(line, self.graph) and _is_written_out(line) for line in self.lines):
            raise self._missing("equates the two cdfs with both written out by the error function")

    def require_matching_arguments(self) -> None:
        """A line free of cdfs and error functions is true exactly where the arguments match."""
        if not any(not atoms(line) and is_true_exactly_on(line, self.graph) for line in self.lines):
            raise self._missing("matches the arguments, free of cdfs and error functions")

    def require_solved_for(self, symbol: str) -> None:
        """A line has `symbol` alone on one side and a right expression in the other symbols on the other."""
        others = self.graph.names - {symbol}
        for left, right in self.lines:
            for alone, solved in ((left, right), (right, left)):
                bare = isinstance(alone.data, SymbolData) and alone.data.name == symbol
                if bare and symbols(solved) <= others and self.graph.unknown in symbols(solved):
                    free_of_names = all(node.head != "AppliedUndef" for node in atoms((alone, solved)))
                    if free_of_names and is_true_exactly_on((alone, solved), self.graph):
                        return
        raise self._missing(f"is solved for {symbol}, with a right expression on the other side")

    def _has_cdfs(self, graph: Graph) -> bool:
        return any(_equates_cdfs(line, graph) for line in self.lines)

    def _missing(self, what: str) -> NotEarned:
        came = f"none of {len(self.lines)} lines does, or it is not true exactly on the solution"
        return NotEarned(expected=f"a line of `{self.name}` that {what}", came=came)


def require_combined(value: Value, name: str) -> None:
    """2c solved like 2a and 2b: a line with both cdfs written out, and a true line free of them."""
    derivation = Derivation(value, name, C_GRAPH)
    derivation.require_written_out()
    derivation.require_matching_arguments()


def _is_written_out(line: Line) -> bool:
    return all(node.head != "AppliedUndef" for node in atoms(line))


def _equates_cdfs(line: Line, graph: Graph) -> bool:
    """Whether a line is an equation between the two cdfs' values u and v alone, and holds exactly where they match.

    Every cdf (or error function) is recognised by its normal score as one of u, 1 - u, v, 1 - v. With these in their
    place the line must not depend on anything else, and must vanish exactly where u = v (u = 1 - v when decreasing).
    """
    with mp.workdps(30):
        bases = [_generic(graph, k) for k in range(3)]
        kinds: dict[int, tuple[str, Callable[[Any], Any]]] = {}
        for atom in atoms(line):
            kind = _recognise(atom, graph, bases)
            if kind is None:
                return False
            kinds[id(atom)] = kind
        if {side for side, _ in kinds.values()} != {"u", "v"}:
            return False
        try:
            return _vanishes_exactly_on_match(line, kinds, bases, graph.sign)
        except (Undefined, UnknownName):
            return False


def _generic(graph: Graph, index: int) -> dict[str, Any]:
    """A point off the graph, at which nothing coincides by chance."""
    score = mpmath.mpf(("0.37", "-0.83", "1.21")[index])
    return graph.at(score, graph.parameters[index])


def _recognise(atom: Expr, graph: Graph, bases: list[dict[str, Any]]) -> tuple[str, Callable[[Any], Any]] | None:
    """Which cdf an atom stands for, and the atom's value as a function of that cdf's value."""
    try:
        scores = [_score(atom, base) for base in bases]
    except (Undefined, UnknownName):
        return None
    for side, score_of in (("u", graph.left), ("v", graph.right)):
        for sign in (1, -1):
            if all(abs(s - sign * score_of(b)) < mpmath.mpf("1e-9") for s, b in zip(scores, bases, strict=True)):
                return side, _value_from(atom.head, sign)
    return None


def _score(atom: Expr, base: dict[str, Any]) -> Any:
    """The normal score that an atom's argument amounts to."""
    if len(atom.args) != 1:
        raise Undefined
    argument = evaluate(atom.args[0], base, functions_at(base), digits=30)
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


def _value_from(head: str, sign: int) -> Callable[[Any], Any]:
    if head == "erf":
        return lambda u: sign * (2 * u - 1)
    if head == "erfc":
        return lambda u: 1 - sign * (2 * u - 1)
    return (lambda u: u) if sign > 0 else (lambda u: 1 - u)


def _vanishes_exactly_on_match(line: Line, kinds: dict[int, Any], bases: list[dict[str, Any]], sign: int) -> bool:
    grid = [mpmath.mpf(k) / 23 for k in range(1, 23)]

    def gap(u: Any, v: Any, base: dict[str, Any]) -> Any:
        given = {key: value_of(u if side == "u" else v) for key, (side, value_of) in kinds.items()}
        left, right = (evaluate(part, base, functions_at(base), digits=30, given=given) for part in line)
        if isinstance(left, bool) or isinstance(right, bool):
            raise Undefined
        return left - right

    tiny = mpmath.mpf("1e-9")
    for u in grid[2::5]:
        match = u if sign > 0 else 1 - u
        if abs(gap(u, match, bases[0])) > tiny:
            return False
        values = [(v, gap(u, v, bases[0])) for v in grid if abs(v - match) > tiny]
        if any(abs(x) <= tiny * abs(v - match) or mpmath.im(x) != 0 for v, x in values):
            return False
        if len({x > 0 for v, x in values if v < match}) > 1 or len({x > 0 for v, x in values if v > match}) > 1:
            return False
        if any(abs(gap(u, v, bases[k]) - x) > tiny * (1 + abs(x)) for v, x in values[::7] for k in (1, 2)):
            return False
    return True
