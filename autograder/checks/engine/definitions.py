"""A derivation may work with definitions: names of the student's own, and named functions written out, are put in.

Nothing is believed: after a name has been replaced by what a line says it is, all lines are judged as they then stand.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable

from autograder.checks.engine.graphs import Graph
from autograder.checks.engine.lines import Equation, atoms
from autograder.checks.engine.steps import charge
from autograder.isolation.wire import Expr, SymbolData
from autograder.isolation.wire.expr import number, rebuilt, symbol, symbols, walk

NumberedEquation = tuple[int, Equation]
"""An equation with its number in the derivation."""

MOST_ROUNDS = 12


class Shapes:
    """Tells whether expressions are written alike, whatever objects they are made of."""

    def __init__(self) -> None:
        self._numbers: dict[Hashable, int] = {}
        self._known: dict[Expr, int] = {}

    def of(self, root: Expr) -> int:
        """The same number for every expression that is written in the same way, assumptions on symbols left aside."""
        if root not in self._known:
            for node in walk(root):
                data = node.data.name if isinstance(node.data, SymbolData) else node.data
                form = (node.head, data, tuple(self._known[child] for child in node.args))
                self._known[node] = self._numbers.setdefault(form, len(self._numbers))
        return self._known[root]


def read_names(equation: Equation, graph: Graph) -> Equation:
    """The sheet's names for what a student may write for them.

    A function of the student's own applied to the parameters (`Tinv(a)`, `Tinv(a, mu, sigma)`) is the unknown; a cdf
    with its parameters as arguments (`Q(a, mu, sigma)`) is the one without. With (0, 1) for parameters it is the
    standard one.
    """

    def read(_old: Expr, new: Expr) -> Expr | None:
        if new.head != "AppliedUndef" or not isinstance(new.data, str) or not new.args:
            return None
        names = [arg.data.name if isinstance(arg.data, SymbolData) else "" for arg in new.args]
        if new.data in graph.functions.names:
            return _without_parameters(new, names, graph)
        own = set(names) <= set(graph.parameters[0]) and names[0] == graph.argument
        return symbol(graph.unknown) if own else None

    return Equation(rebuilt(equation.left, read), rebuilt(equation.right, read))


def _without_parameters(cdf: Expr, names: list[str], graph: Graph) -> Expr | None:
    if len(cdf.args) != 3:
        return None
    if graph.functions.parameters and names[1:] == list(graph.functions.parameters):
        return Expr(cdf.head, cdf.args[:1], cdf.data)
    if cdf.args[1].data == 0 and cdf.args[2].data == 1 and isinstance(cdf.data, str):
        return Expr(cdf.head, cdf.args[:1], graph.functions.standard.get(cdf.data, cdf.data))
    return None


class Definitions:
    """What a student's own names and the sheet's functions are said to be."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._shapes = Shapes()
        self._written_out: dict[int, Expr] = {}

    def without_own_names(self, lines: Iterable[NumberedEquation]) -> list[NumberedEquation]:
        """Lines in which symbols and functions of the student's own are replaced by what they are first said to be.

        The line that says so becomes one that holds everywhere, and stays.
        """
        lines = list(lines)
        for _ in range(MOST_ROUNDS):
            found = next((pair for line in lines for pair in self._own_name(line[1])), None)
            if found is None:
                break
            lines = [(number, self._replaced(line, {self._shapes.of(found[0]): found[1]})) for number, line in lines]
        return lines

    def _own_name(self, line: Equation) -> Iterable[tuple[Expr, Expr]]:
        """A name of the student's own that stands alone on a side, and what stands on the other, free of it."""
        for name, meaning in (line.sides, line.swapped.sides):
            if self._is_own(name) and not any(self._shapes.of(part) == self._shapes.of(name) for part in walk(meaning)):
                yield name, meaning

    def _is_own(self, node: Expr) -> bool:
        if isinstance(node.data, SymbolData):
            return node.data.name not in self._graph.names
        return node.head == "AppliedUndef" and node.data not in self._graph.functions.names

    def learn(self, lines: Iterable[NumberedEquation], is_identity: Callable[[Equation], bool]) -> None:
        """Take down the lines that write a function of the sheet out, and are true everywhere."""
        for _, line in lines:
            for name, meaning in (line.sides, line.swapped.sides):
                plain = name.head == "AppliedUndef" and atoms(Equation(meaning, number(0)))
                written = all(node.head != "AppliedUndef" for node in walk(meaning))
                if plain and written and is_identity(line):
                    self._written_out.setdefault(self._shapes.of(name), meaning)

    def learn_patterns(self, lines: Iterable[NumberedEquation], is_identity: Callable[[Equation], bool]) -> None:
        """The same for lines such as F(x) = ... with an x of the student's own, at every argument that occurs."""
        lines = list(lines)
        applied = [node for _, line in lines for node in line.nodes if node.head == "AppliedUndef"]
        for _, line in lines:
            for name, meaning in (line.sides, line.swapped.sides):
                if name.head != "AppliedUndef" or len(name.args) != 1 or not self._is_own(name.args[0]):
                    continue
                for node in applied:
                    if node.data == name.data and len(node.args) == 1 and not symbols(node) - self._graph.names:
                        at = {self._shapes.of(name.args[0]): node.args[0]}
                        self.learn([(0, self._replaced(Equation(name, meaning), at))], is_identity)

    def put_in(self, line: Equation) -> Equation:
        """A line with the sheet's functions written out where a definition says how."""
        return self._replaced(line, self._written_out)

    def _replaced(self, line: Equation, meanings: dict[int, Expr]) -> Equation:
        def change(old: Expr, _new: Expr) -> Expr | None:
            return meanings.get(self._shapes.of(old))

        charge(sum(len(walk(side)) for side in line.sides))
        return Equation(rebuilt(line.left, change), rebuilt(line.right, change)) if meanings else line
