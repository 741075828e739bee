"""The steps of the log-normal derivations in problem 2: matching cdfs, writing them out, matching arguments."""

from __future__ import annotations

from collections.abc import Callable

import mpmath

from autograder.checks.dgm.cdfs import GENERAL_CDFS, STANDARD_CDFS
from autograder.checks.dgm.integrals import recognise_integrals
from autograder.checks.dgm.matching import equates_cdfs
from autograder.checks.engine.definitions import Definitions, read_names
from autograder.checks.engine.equations import Standing, fault, standing
from autograder.checks.engine.evaluate import Point
from autograder.checks.engine.graphs import Graph
from autograder.checks.engine.lines import Equation, atoms, written
from autograder.checks.engine.memory import Memory
from autograder.checks.engine.numbers import Number, exactly
from autograder.isolation.wire import Value
from autograder.isolation.wire.expr import is_symbol, symbols
from autograder.record.losses import NotEarned
from autograder.texts import _


def _point(a: str, mu: str = "", sigma: str = "") -> Point:
    texts = {"a": a, **({"mu": mu, "sigma": sigma} if mu else {})}
    return {name: exactly(text) for name, text in texts.items()}


def _standard_score(p: Point) -> Number:
    return mpmath.log(p["a"])


def _general_score(p: Point) -> Number:
    return (mpmath.log(p["a"]) - p["mu"]) / p["sigma"]


_STANDARD = tuple(_point(a) for a in ("3/10", "19/10", "7/10", "21/5", "1/50", "150", "1/500"))
_GENERAL = tuple(
    _point(*texts)
    for texts in (
        ("3/10", "2/5", "3/2"),
        ("19/10", "-7/10", "3/5"),
        ("21/5", "1/4", "5/2"),
        ("1/3", "-2", "7/10"),
        ("60", "3", "1/4"),
        ("1/500", "-5", "7/2"),
        ("7", "0", "1"),
    )
)
_REAL = frozenset({"mu"})
T_GRAPH = Graph("t", _STANDARD, lambda p: p["t"], _standard_score, lambda s: s, STANDARD_CDFS, "a")
"""2a: t = T^-1(a) has the normal score t, a under logN(0, 1) the score log a."""
M_GRAPH = Graph("m", _GENERAL, lambda p: mpmath.log(p["m"]), _general_score, mpmath.exp, GENERAL_CDFS, "a", _REAL)
"""2b: m = M^-1(a) has the score log m, a under logN(mu, sigma^2) the score (log a - mu) / sigma."""
C_GRAPH = Graph("t", _GENERAL, lambda p: p["t"], _general_score, lambda s: s, GENERAL_CDFS, "a", _REAL)
"""2c: t = C^-1(a) against the same."""
for _graph in (T_GRAPH, M_GRAPH, C_GRAPH):
    _graph.survey()  # on import, so that judges of a class, which are forked later, need not


FEW = 4
"""False lines that cost nothing: what follows from one slip. More of them must not outnumber the true ones."""


class Derivation:
    """A student's lines, and the graph they are judged on.

    `is_decreasing` says whether the student's own transformation is a right one that reverses the order. Its cdf is
    then matched from above, so the derivation is judged on the mirrored graph; when it matches no cdfs at all, its
    other lines may be of either kind. A derivation that matches the cdfs the usual way is judged on the usual graph,
    and nothing is asked of the transformation.

    A derivation says what holds; a list of all that might hold says nothing. Lines that are false on the graph cost
    nothing while they are few, and else must not outnumber the true ones. Lines that are true everywhere (definitions
    among them), and lines with other names than the sheet's, are neither.
    """

    def __init__(
        self, value: Value, name: str, graph: Graph, *, memory: Memory, is_decreasing: Callable[[], bool]
    ) -> None:
        self.name = name
        self._memory = memory
        self.written = written(value, name)
        self.lines = self._read(graph)
        self.graphs: tuple[Graph, ...] = (graph,)
        if not self._equating(graph) and is_decreasing():
            mirrored = graph.mirrored
            self.graphs = (mirrored,) if self._equating(mirrored) else (graph, mirrored)

    def _read(self, graph: Graph) -> list[tuple[int, Equation]]:
        """The lines with a meaning, in the sheet's names, and where definitions say how the same written out."""
        named = [
            (k, read_names(recognise_integrals(line, graph), graph)) for k, line in enumerate(self.written.equations, 1)
        ]
        definitions = Definitions(graph)
        definitions.learn_patterns(named, lambda line: self._memory.ask(standing, line, graph) is Standing.IDENTITY)
        lines = [
            (k, line)
            for k, line in definitions.without_own_names(named)
            if line.uses_only(graph.names, graph.functions.names)
        ]
        definitions.learn(lines, lambda line: self._memory.ask(standing, line, graph) is Standing.IDENTITY)
        self._claims = [line for _k, line in lines]
        written_out = [(k, definitions.put_in(line)) for k, line in lines]
        return [*lines, *(pair for pair, (_k, line) in zip(written_out, lines, strict=True) if pair[1] != line)]

    def require_matching_cdfs(self) -> None:
        """A line equates the two cdfs, by name or written out."""
        self._require_claims()
        if not self._equating(*self.graphs):
            wanted = _("a line of `{name}` that equates the two cdfs", name=self.name)
            raise self._missing(wanted, [line for line in self.lines if atoms(line[1])])

    def require_written_out(self) -> None:
        """A line has both cdfs written out with the error function."""
        self._require_claims()
        if not any(_is_written_out(line) for _k, line in self._equating(*self.graphs)):
            wanted = _("a line of `{name}` that equates the two cdfs, both written out with erf", name=self.name)
            formed = [line for line in self.lines if atoms(line[1]) and _is_written_out(line[1])]
            raise self._missing(wanted, formed, _("no line has the error function in place of both names of cdfs"))

    def require_matching_arguments(self) -> None:
        """A line free of cdfs and error functions is true exactly where the arguments match."""
        self._require_claims()
        free = [(k, line) for k, line in self.lines if not atoms(line)]
        if not any(self._is_true(line) for _k, line in free):
            wanted = _(
                "a line of `{name}` that matches the arguments, free of cdfs and error functions", name=self.name
            )
            raise self._missing(wanted, free, _("every line still has a cdf or an error function in it"))

    def require_solved_for(self, symbol: str) -> None:
        """A line has `symbol` alone on one side and a right expression in the other symbols on the other."""
        self._require_claims()
        solved = [(k, line) for k, line in self.lines if self._is_solved(line, symbol)]
        if not any(self._is_true(line) for _k, line in solved):
            wanted = _(
                "a line of `{name}` that is solved for {symbol}, with a right expression on the other side",
                name=self.name, symbol=symbol,
            )  # fmt: skip
            raise self._missing(wanted, solved, _("no line has {symbol} alone on one side", symbol=symbol))

    def _require_claims(self) -> None:
        """Refuse a list of guesses: more than a few false lines, and fewer true ones."""
        told = [{self._memory.ask(standing, line, graph) for graph in self.graphs} for line in self._claims]
        true = sum(Standing.TRUE in ways for ways in told)
        false = sum(ways == {Standing.FALSE} for ways in told)
        if false > max(FEW, true):
            raise NotEarned(
                expected=_(
                    "`{name}` is a derivation, in which false lines do not outnumber the true ones", name=self.name
                ),
                got=_("{false} lines that are false for the solution and {true} that are true", false=false, true=true),
                hint=_("keep the lines that you hold for true, and leave attempts out"),
            )

    def _is_solved(self, line: Equation, symbol: str) -> bool:
        graph = self.graphs[0]
        for alone, solved in (line.sides, line.swapped.sides):
            if is_symbol(alone, symbol) and graph.unknown in symbols(solved) <= graph.names - {symbol}:
                return all(node.head != "AppliedUndef" for node in atoms(line))
        return False

    def _is_true(self, line: Equation) -> bool:
        return any(self._memory.ask(fault, line, graph) is None for graph in self.graphs)

    def _equating(self, *graphs: Graph) -> list[tuple[int, Equation]]:
        return [(k, line) for k, line in self.lines if any(equates_cdfs(line, graph, self._memory) for graph in graphs)]

    def _missing(self, wanted: str, formed: list[tuple[int, Equation]], lacking: str = "") -> NotEarned:
        """What is wrong with the first line that has the form; where none has it, what is `lacking`, or was misread."""
        if not formed:
            return NotEarned(expected=wanted, got=self._count(), hint=self._misread() or lacking)
        number, line = formed[0]
        if self._memory.ask(standing, line, self.graphs[0]) is Standing.IDENTITY:
            why = _("it holds for all values: it says what one side means, and no more")
        else:
            why = self._memory.ask(fault, line, self.graphs[0]) or _("it is not an equation between the two cdfs")
        got = _("equation {number} of {count} is the first of that form, but {why}", number=number,
                count=len(self.written.equations), why=why)  # fmt: skip
        return NotEarned(expected=wanted, got=got, hint=self._misread())

    def _count(self) -> str:
        count = len(self.written.equations)
        if count == 0:
            return _("no equation")
        return (
            _("one equation, not of that form")
            if count == 1
            else _("{count} equations, none of that form", count=count)
        )

    def _misread(self) -> str:
        """What the derivation holds besides equations in the sheet's names."""
        count, foreign = len(self.written.equations), len(self.written.equations) - len(self._claims)
        if self.written.truths:
            return _(
                "lines that came out as True or False: {count}; `==` compares, and SymPy turns an equation between two "
                "equal expressions into True: write `sp.Eq(left, right)`",
                count=self.written.truths,
            )
        if self.written.texts:
            return _("a line in quotes is a text and no equation: write `sp.Eq(left, right)` in the sheet's symbols")
        if foreign:
            return _("{foreign} of {count} equations use other symbols or functions than the sheet's", foreign=foreign,
                     count=count)  # fmt: skip
        return ""


def require_combined(value: Value, name: str, *, memory: Memory, is_decreasing: Callable[[], bool]) -> None:
    """2c solved like 2a and 2b: a line with both cdfs written out, and a true line free of them."""
    derivation = Derivation(value, name, C_GRAPH, memory=memory, is_decreasing=is_decreasing)
    derivation.require_written_out()
    derivation.require_matching_arguments()


def _is_written_out(line: Equation) -> bool:
    return all(node.head != "AppliedUndef" for node in atoms(line))
