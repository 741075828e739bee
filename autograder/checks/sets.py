"""Subsets of the real line, compared by membership at and between all constants that occur in them."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable
from typing import Any

import mpmath

from autograder.checks.engine.evaluate import Undefined, UnknownName, evaluate
from autograder.checks.engine.steps import charge
from autograder.checks.values import wrong_type
from autograder.isolation.wire import Expr, SymbolData, Value
from autograder.isolation.wire.expr import symbols, walk
from autograder.record.losses import NotEarned

SETS = frozenset(
    "Interval Union Intersection Complement FiniteSet ConditionSet SymmetricDifference Reals EmptySet".split()
)
FAR = (mpmath.mpf("1e12"), mpmath.mpf("1e300"))
MOST_NODES = 2_000


def require_set(
    value: Value, name: str, *, interval: tuple[float, float], free_ends: Iterable[float] = (), words: str
) -> None:
    """Require a SymPy set to be `interval` (open at infinite ends); membership at `free_ends` may be either way.

    A set built from finitely many intervals and points is determined by its membership at every constant that occurs
    in it, between consecutive ones, and beyond all of them.
    """
    if not isinstance(value, Expr) or value.head not in SETS:
        raise wrong_type(name, "a SymPy set", value)
    nodes = walk(value)
    if len(nodes) > MOST_NODES:
        raise NotEarned(expected=f"`{name}` is {words}", got="a set that is described by too many parts")
    free = [mpmath.mpf(x) for x in free_ends]
    for point in _probes(nodes, interval):
        if point in free:
            continue
        inside = _contains(nodes, point)
        if inside is not (interval[0] < point < interval[1]):
            got = f"a set that {'contains' if inside else 'does not contain'} {mpmath.nstr(point, 5)}"
            raise NotEarned(expected=f"`{name}` is {words}", got=got)


def _probes(nodes: list[Expr], interval: tuple[float, float]) -> list[Any]:
    """All finite constants in a set, the points between them, and points far out on both sides."""
    constants = {mpmath.mpf(x) for x in interval if math.isfinite(x)} | {mpmath.mpf(0), mpmath.mpf(1), mpmath.mpf(-1)}
    for node in nodes:
        charge(1)
        if node.head not in SETS and not symbols(node):
            try:
                number = evaluate(node, {})
            except (Undefined, UnknownName):
                continue
            if not isinstance(number, (bool, tuple)) and mpmath.im(number) == 0:
                constants.add(mpmath.re(number))
    beyond = 2 * max(abs(x) for x in (*constants, *FAR))
    ordered = sorted([*constants, *(-x for x in FAR), *FAR, beyond, -beyond])
    return [*ordered, *((a + b) / 2 for a, b in itertools.pairwise(ordered))]


def _contains(nodes: list[Expr], point: Any) -> bool:
    """Whether a real point lies in a set, given by its nodes, children first; shared parts are asked once."""
    known: dict[int, bool] = {}
    for node in nodes:
        if node.head in SETS:
            known[id(node)] = _has(node, point, [known[id(child)] for child in node.args if child.head in SETS])
    return known[id(nodes[-1])]


def _has(tree: Expr, point: Any, inside: list[bool]) -> bool:
    """Whether a real point lies in a set of which it is known in which of its parts the point lies."""
    charge(2)
    needed = {"Interval": (0, 4), "ConditionSet": (1, 3), "Complement": (2, 2), "FiniteSet": (0, len(tree.args))}
    everything = len(tree.args) if tree.head not in ("Reals", "EmptySet") else 0
    if (len(inside), len(tree.args)) != needed.get(tree.head, (everything, everything)):
        raise NotEarned(expected="a set of the real line", got="a set with a part of another kind")
    if tree.head in ("Reals", "EmptySet"):
        return tree.head == "Reals"
    if tree.head == "Interval":
        return _in_interval(tree, point)
    if tree.head == "FiniteSet":
        return any(_value(member) == point for member in tree.args)
    if tree.head == "ConditionSet":
        return _in_condition(tree, point) and all(inside)
    if tree.head == "Complement":
        return inside[0] and not inside[1]
    combine: dict[str, Callable[[list[bool]], bool]] = {
        "Union": any,
        "Intersection": all,
        "SymmetricDifference": lambda xs: sum(xs) % 2 == 1,
    }
    return bool(combine[tree.head](inside))


def _in_interval(tree: Expr, point: Any) -> bool:
    low, high = _value(tree.args[0]), _value(tree.args[1])
    left_open, right_open = (node.head == "true" for node in tree.args[2:4])
    above = low < point or (low == point and not left_open)
    return bool(above and (point < high or (point == high and not right_open)))


def _in_condition(tree: Expr, point: Any) -> bool:
    variable, condition = tree.args[0], tree.args[1]
    if not isinstance(variable.data, SymbolData):
        return False
    try:
        return evaluate(condition, {variable.data.name: point}) is True
    except (Undefined, UnknownName):
        return False


def _value(tree: Expr) -> Any:
    """A constant of a set, infinities included; a set that depends on a symbol is not the wanted one."""
    if tree.head in ("Infinity", "NegativeInfinity"):
        return mpmath.inf if tree.head == "Infinity" else -mpmath.inf
    try:
        return mpmath.re(evaluate(tree, {}))
    except (Undefined, UnknownName) as error:
        raise NotEarned(expected="a set with constant ends", got="a set that depends on something else") from error
