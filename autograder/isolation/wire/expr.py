"""SymPy expressions as inert trees: the judge never holds, prints or evaluates a live SymPy object of a submission."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from fractions import Fraction
from typing import TypeAlias

ATOMS = frozenset(
    """
    Exp1 Pi ImaginaryUnit Infinity NegativeInfinity ComplexInfinity NaN GoldenRatio EulerGamma Catalan true false
    Reals Naturals Naturals0 Integers Rationals Complexes EmptySet UniversalSet
    """.split()
)
NUMBERS = frozenset({"Integer", "Rational", "Float"})
LEAVES = ATOMS | NUMBERS | {"Symbol"}
OPERATIONS = frozenset(
    """
    Add Mul Pow Mod exp log erf erfc erfi erf2 erfinv erfcinv sin cos tan cot sec csc asin acos atan acot atan2
    sinh cosh tanh coth sech csch asinh acosh atanh acoth sqrt cbrt root Abs sign re im conjugate arg floor
    ceiling frac Min Max Heaviside gamma loggamma lowergamma uppergamma beta digamma polygamma factorial binomial
    LambertW log1p expm1
    log2 log10 exp2 Piecewise ExprCondPair Tuple Lambda Integral exp_polar polar_lift Equality Unequality StrictLessThan
    StrictGreaterThan LessThan GreaterThan And Or Not Xor ITE Interval Union Intersection Complement FiniteSet
    ConditionSet SymmetricDifference Contains Range AppliedUndef
    """.split()
)
HEADS = LEAVES | OPERATIONS
"""Every head a tree may have; a tree with any other head decodes to an `Opaque`."""


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


def walk(root: Expr) -> list[Expr]:
    """Every distinct node below and including `root`, children before parents, without recursion."""
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
            stack.extend((child, False) for child in reversed(node.args) if id(child) not in seen)
    return order


def symbols(root: Expr) -> frozenset[str]:
    """The names of the symbols that occur in `root`."""
    return frozenset(node.data.name for node in walk(root) if isinstance(node.data, SymbolData))


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
