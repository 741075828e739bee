"""SymPy expressions as inert trees: the judge never holds, prints or evaluates a live SymPy object of a submission."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from fractions import Fraction
from typing import TypeAlias

from autograder.isolation.protocol import ATOMS, OPERATIONS


@dataclasses.dataclass(frozen=True)
class SymbolData:
    """A symbol's name and those of its assumptions that are known to hold."""

    name: str
    assumptions: frozenset[str] = frozenset()


@dataclasses.dataclass(frozen=True)
class FloatData:
    """The binary floating-point number (-1)**sign * mantissa * 2**exponent, given to `precision` bits."""

    sign: int
    mantissa: int
    exponent: int
    precision: int


Data: TypeAlias = SymbolData | FloatData | Fraction | str | None
"""A Fraction for Integer and Rational, a function's name for AppliedUndef."""


@dataclasses.dataclass(frozen=True, eq=False)
class Expr:
    """One node of an expression; compared by identity, because shared subtrees are shared objects."""

    head: str
    args: tuple[Expr, ...] = ()
    data: Data = None

    def __repr__(self) -> str:
        return f"Expr({self.head}, {len(self.args)} args)"


def symbol(name: str, *assumptions: str) -> Expr:
    """A symbol, for arguments the judge sends out."""
    return Expr("Symbol", data=SymbolData(name, frozenset(assumptions)))


def number(value: int | Fraction) -> Expr:
    """An exact number, for arguments the judge sends out."""
    fraction = Fraction(value)
    return Expr("Integer" if fraction.denominator == 1 else "Rational", data=fraction)


def apply(head: str, *args: Expr) -> Expr:
    """The operation `head` on `args`, for arguments the judge sends out."""
    if head not in OPERATIONS and head not in ATOMS:
        raise ValueError(f"{head} is not a head of the wire")
    return Expr(head, args)


def walk(root: Expr, parts: Callable[[Expr], tuple[Expr, ...]] = lambda node: node.args) -> list[Expr]:
    """Every distinct node below and including `root`, children before parents, without recursion.

    `parts` gives the children of a node that are of interest.
    """
    order: list[Expr] = []
    seen: set[int] = set()
    stack: list[tuple[Expr, bool]] = [(root, False)]
    while stack:
        node, ready = stack.pop()
        if ready:
            order.append(node)
        elif id(node) not in seen:
            seen.add(id(node))
            stack.append((node, True))
            stack.extend((child, False) for child in reversed(parts(node)) if id(child) not in seen)
    return order


def symbols(root: Expr) -> frozenset[str]:
    """The names of the symbols that occur free in `root`; a variable of integration is none."""
    free: dict[int, frozenset[str]] = {}
    for node in walk(root):
        free[id(node)] = _free(node, [free[id(child)] for child in node.args])
    return free[id(root)]


def _free(node: Expr, inside: list[frozenset[str]]) -> frozenset[str]:
    """The free symbols of a node, from those of its children."""
    if isinstance(node.data, SymbolData):
        return frozenset({node.data.name})
    if node.head == "CarriedOut" and inside:
        return inside[-1]
    if node.head in ("Lambda", "ConditionSet") and len(inside) >= 2:
        return (inside[1] - inside[0]).union(*inside[2:])
    if node.head != "Integral" or not inside:
        return frozenset().union(*inside)
    names = inside[0]
    for limits, all_names in zip(node.args[1:], inside[1:], strict=True):
        variable = limits.args[0] if limits.head == "Tuple" and len(limits.args) == 3 else None
        bound = {variable.data.name} if variable is not None and isinstance(variable.data, SymbolData) else set()
        names = (names - bound) | (all_names - bound)
    return names


def rebuilt(root: Expr, change: Callable[[Expr, Expr], Expr | None]) -> Expr:
    """The tree in which `change(old, new)` replaces nodes, children first; `new` is `old` with its changed children.

    Nodes for which it gives None, and that have no changed part, stay the same objects.
    """
    built: dict[int, Expr] = {}
    for node in walk(root):
        children = tuple(built[id(child)] for child in node.args)
        same = all(new is old for new, old in zip(children, node.args, strict=True))
        candidate = node if same else Expr(node.head, children, node.data)
        replaced = change(node, candidate)
        built[id(node)] = candidate if replaced is None else replaced
    return built[id(root)]


def is_symbol(node: Expr, name: str) -> bool:
    """Whether a node is the symbol of this name, whatever its assumptions."""
    return isinstance(node.data, SymbolData) and node.data.name == name


def carried_out(root: Expr) -> Expr:
    """The tree in which integrals are what SymPy made of them, where it made something of them."""
    return rebuilt(root, lambda _old, new: new.args[-1] if new.head == "CarriedOut" and new.args else None)
