"""Subsets of the real line, compared by membership at and between all constants that occur in them."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable

import mpmath

from autograder.checks.engine.breakpoints import Given, TooManyCases, breakpoints
from autograder.checks.engine.evaluate import Evaluator, Undefined, UnknownName, evaluate
from autograder.checks.engine.numbers import Number
from autograder.checks.engine.steps import charge
from autograder.checks.values import wrong_type
from autograder.isolation.wire import Expr, SymbolData, Value
from autograder.isolation.wire.expr import symbols, walk
from autograder.record.losses import NotEarned
from autograder.texts import _

SETS = frozenset(
    "Interval Union Intersection Complement FiniteSet ConditionSet SymmetricDifference Reals EmptySet "
    "UniversalSet".split()
)
WHOLE = ("Reals", "EmptySet", "UniversalSet")
FAR = (mpmath.mpf("1e12"), mpmath.mpf("1e300"))
NEAR = mpmath.mpf("1e-25")
"""How near to a free end of the interval a place counts as that end, where a condition turns."""
MOST_NODES = 2_000


def require_set(
    value: Value, name: str, *, interval: tuple[float, float], free_ends: Iterable[float] = (), words: str
) -> None:
    """Require a SymPy set to be `interval` (open at infinite ends); membership at `free_ends` may be either way.

    A set built from finitely many intervals and points is determined by its membership at every constant that occurs
    in it, between consecutive ones, and beyond all of them.
    """
    if not isinstance(value, Expr) or value.head not in SETS - {"UniversalSet"}:
        raise wrong_type(name, _("a SymPy set"), value)
    nodes, expected = walk(value), _("`{name}` is {kind}", name=name, kind=words)
    if len(nodes) > MOST_NODES:
        raise NotEarned(expected=expected, got=_("a set that is described by too many parts"))
    if any(part.head == "UniversalSet" for node in nodes if node.head != "ConditionSet" for part in node.args):
        raise NotEarned(expected=expected, got=_("a set that holds more than numbers"))
    free = [mpmath.mpf(x) for x in free_ends]
    for point, given in _probes(nodes, interval, name):
        if any(abs(point - end) <= (NEAR if given else 0) for end in free):
            continue
        inside = _contains(nodes, point, given)
        if inside is not (interval[0] < point < interval[1]):
            shown = mpmath.nstr(point, 5)
            got = _("a set that contains {x}", x=shown) if inside else _("a set that does not contain {x}", x=shown)
            raise NotEarned(expected=expected, got=got)


def _probes(nodes: list[Expr], interval: tuple[float, float], name: str) -> list[tuple[Number, Given]]:
    """All finite constants in a set, places where its conditions turn, points between all of them, and far out.

    Where a condition turns it has a value that rounding must not decide.
    """
    constants = {mpmath.mpf(x) for x in interval if math.isfinite(x)} | {mpmath.mpf(0), mpmath.mpf(1), mpmath.mpf(-1)}
    turns: list[tuple[Number, Given]] = []
    for node in nodes:
        charge(1)
        if node.head not in SETS and not symbols(node):
            try:
                number = evaluate(node, {})
            except (Undefined, UnknownName):
                continue
            if not isinstance(number, (bool, tuple)) and mpmath.im(number) == 0:
                constants.add(mpmath.re(number))
        elif node.head == "ConditionSet":
            turns += _turns(node, name)
    beyond = 2 * max(abs(x) for x in (*constants, *FAR))
    ordered = sorted([*constants, *(x for x, _ in turns), *(-x for x in FAR), *FAR, beyond, -beyond])
    between = ((a + b) / 2 for a, b in itertools.pairwise(ordered))
    exact = [*constants, *(-x for x in FAR), *FAR, beyond, -beyond]
    return [*((x, {}) for x in (*exact, *between)), *turns]


def _turns(node: Expr, name: str) -> list[tuple[Number, Given]]:
    """Where the condition of a set may change from true to false."""
    if not isinstance(node.args[0].data, SymbolData):
        return []
    try:
        return breakpoints(node.args[1], {}, node.args[0].data.name)
    except TooManyCases as error:
        expected = _("`{name}` is {kind}", name=name, kind=_("a SymPy set"))
        raise NotEarned(expected=expected, got=_("a condition with too many cases to look at")) from error


def _contains(nodes: list[Expr], point: Number, given: Given) -> bool:
    """Whether a real point lies in a set, given by its nodes, children first; shared parts are asked once."""
    known: dict[int, bool] = {}
    for node in nodes:
        if node.head in SETS:
            known[id(node)] = _has(node, point, given, [known[id(child)] for child in node.args if child.head in SETS])
    return known[id(nodes[-1])]


def _has(tree: Expr, point: Number, given: Given, inside: list[bool]) -> bool:
    """Whether a real point lies in a set of which it is known in which of its parts the point lies."""
    charge(2)
    needed = {"Interval": (0, 4), "ConditionSet": (1, 3), "Complement": (2, 2), "FiniteSet": (0, len(tree.args))}
    everything = len(tree.args) if tree.head not in WHOLE else 0
    if (len(inside), len(tree.args)) != needed.get(tree.head, (everything, everything)):
        raise NotEarned(expected=_("a set of the real line"), got=_("a set with a part of another kind"))
    if tree.head in WHOLE:
        return tree.head != "EmptySet"
    if tree.head == "Interval":
        return _in_interval(tree, point)
    if tree.head == "FiniteSet":
        return any(_value(member) == point for member in tree.args)
    if tree.head == "ConditionSet":
        return _in_condition(tree, point, given) and all(inside)
    if tree.head == "Complement":
        return inside[0] and not inside[1]
    combine: dict[str, Callable[[list[bool]], bool]] = {
        "Union": any,
        "Intersection": all,
        "SymmetricDifference": lambda xs: sum(xs) % 2 == 1,
    }
    return bool(combine[tree.head](inside))


def _in_interval(tree: Expr, point: Number) -> bool:
    low, high = _value(tree.args[0]), _value(tree.args[1])
    left_open, right_open = (node.head == "true" for node in tree.args[2:4])
    above = low < point or (low == point and not left_open)
    return bool(above and (point < high or (point == high and not right_open)))


def _in_condition(tree: Expr, point: Number, given: Given) -> bool:
    variable, condition = tree.args[0], tree.args[1]
    if not isinstance(variable.data, SymbolData):
        return False
    try:
        return Evaluator(condition).given({variable.data.name: point}, {}, given, digits=60) is True
    except (Undefined, UnknownName):
        return False


def _value(tree: Expr) -> Number:
    """A constant of a set, infinities included; a set that depends on a symbol is not the wanted one."""
    if tree.head in ("Infinity", "NegativeInfinity"):
        return mpmath.inf if tree.head == "Infinity" else -mpmath.inf
    try:
        return mpmath.re(evaluate(tree, {}))
    except (Undefined, UnknownName) as error:
        expected, got = _("a set with constant ends"), _("a set that depends on something else")
        raise NotEarned(expected=expected, got=got) from error
