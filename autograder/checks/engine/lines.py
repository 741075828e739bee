"""The lines of a derivation: equations, and how they are read from what a student handed in."""

from __future__ import annotations

import dataclasses

from autograder.checks.values import sequence, wrong_type
from autograder.isolation.wire import Expr, FloatData, Value
from autograder.isolation.wire.expr import symbols, walk
from autograder.texts import _

MOST_LINES = 200
ERROR_FUNCTIONS = ("erf", "erfc", "erfi", "erf2", "erfinv", "erfcinv")


@dataclasses.dataclass(frozen=True)
class Equation:
    """One line of a derivation; the same where both sides are the same objects."""

    left: Expr
    right: Expr

    @property
    def sides(self) -> tuple[Expr, Expr]:
        """Left and right."""
        return self.left, self.right

    @property
    def swapped(self) -> Equation:
        """The sides the other way round."""
        return Equation(self.right, self.left)

    @property
    def nodes(self) -> list[Expr]:
        """The nodes of both sides."""
        return [node for side in self.sides for node in walk(side)]

    def uses_only(self, names: frozenset[str], functions: frozenset[str]) -> bool:
        """Whether there are no symbols and undefined functions but these."""
        applied = {node.data for node in self.nodes if node.head == "AppliedUndef"}
        return not (symbols(self.left) | symbols(self.right)) - names and applied <= functions

    def has_floats(self) -> bool:
        """Whether there are floating-point coefficients."""
        return any(isinstance(node.data, FloatData) for node in self.nodes)


@dataclasses.dataclass(frozen=True)
class Written:
    """What a derivation holds: its equations, and how many of its entries are truth values or texts instead."""

    equations: list[Equation]
    truths: int = 0
    texts: int = 0


def written(value: Value, name: str) -> Written:
    """The equations of a derivation, however they are collected; entries that are none are left out.

    Such are lines that Python's `==` or SymPy evaluated to a truth value, step numbers and text. Lists may be nested,
    sets and dictionaries hold lines too, and so does a conjunction.
    """
    found: list[Equation] = []
    truths = texts = 0
    stack, seen = [value], 0
    if not isinstance(value, (Expr, set, dict)):
        sequence(value, name)
    while stack and seen < 20 * MOST_LINES:
        item, seen = stack.pop(), seen + 1
        if isinstance(item, Expr) and item.head == "Equality" and len(item.args) == 2:
            found.append(Equation(item.args[0], item.args[1]))
        elif isinstance(item, Expr) and item.head in ("And", "Tuple", "FiniteSet"):
            stack.extend(reversed(item.args))
        elif isinstance(item, (list, tuple, set)):
            stack.extend(reversed(list(item)))
        elif isinstance(item, dict):
            stack.extend(reversed(list(item.values())))
        else:
            truths += isinstance(item, bool) or (isinstance(item, Expr) and item.head in ("true", "false"))
            texts += isinstance(item, str)
    if not found and isinstance(value, Expr):
        raise wrong_type(name, _("a list of equations"), value)
    if len(found) > MOST_LINES:
        raise wrong_type(name, _("a list of at most {count} equations", count=MOST_LINES), value)
    return Written(found, truths, texts)


def atoms(line: Equation) -> list[Expr]:
    """Every undefined function (the sheet's cdfs) and every error function in a line."""
    return [node for node in line.nodes if node.head == "AppliedUndef" or node.head in ERROR_FUNCTIONS]
