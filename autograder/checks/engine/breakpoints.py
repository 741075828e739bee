"""Where an expression in one variable may change its form or fail to have a value: zeros of what decides about it."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterator, Mapping

import mpmath
from mpmath import mp

from autograder.checks.engine.careful import EXACT, Approximate, Unresolved, approximate
from autograder.checks.engine.evaluate import Evaluator, Undefined, UnknownName
from autograder.checks.engine.numbers import Number
from autograder.checks.engine.zeros import sampled, zeros
from autograder.isolation.wire import Expr
from autograder.isolation.wire.expr import apply, is_symbol, number, walk

Given = dict[int, Number]
"""Values of nodes, by identity, that rounding must not decide at a breakpoint."""

MOST_DECIDING = 60
DIGITS = 60
BESIDE = mpmath.mpf("1e-18")
SMALL, RELATIVE = mpmath.mpf("1e-50"), mpmath.mpf("1e-22")
NARROW = mpmath.mpf("1e-12")
"""Far out, what turns within this of a place turns there; what lies farther away is another case."""
REACH = 25
FARTHEST = 40
LEVELS = (*range(-3, 4), 10, -10)
"""Whole numbers at which a step function is looked at; the other steps are like these."""
AT_EQUALITY = {
    "LessThan": True, "GreaterThan": True, "Equality": True, "StrictLessThan": False, "StrictGreaterThan": False,
    "Unequality": False,
}  # fmt: skip


class TooManyCases(Exception):
    """The expression has more case distinctions than can be looked at."""


def breakpoints(root: Expr, parameters: Mapping[str, Number], variable: str = "x") -> list[tuple[Number, Given]]:
    """Places at which a base of a power, the argument of a logarithm, a condition or a step turns, in order.

    Looked at are [-25, 25] densely and all magnitudes out to 1e40. Each place comes with the exact value that the
    deciding node has there. Zeros are found as in `engine.zeros`. Raises `TooManyCases`.
    """
    varying = _varying(root, variable)
    deciding = [pair for node in walk(root) if id(node) in varying for pair in _deciding(node, varying)]
    if len(deciding) > MOST_DECIDING:
        raise TooManyCases
    gaps = [(_Gap(tree, parameters, variable), given) for tree, given in deciding]
    with mp.workdps(DIGITS):
        grid = _grid()
        on_grid = set(grid)
        places = {
            x for gap, _ in gaps for x in zeros(gap.at, sampled(gap.at, grid), small=SMALL, relative=RELATIVE)
            if gap.turns_at(x) or (x not in on_grid and gap.rests_at(x))
        }  # fmt: skip
        return [(x, _decided(x, gaps)) for x in sorted(places)]


def _decided(x: Number, gaps: list[tuple[_Gap, Given]]) -> Given:
    """What all nodes that turn at a place have there for their values."""
    given: Given = {}
    for gap, values in gaps:
        with contextlib.suppress(Undefined, UnknownName):
            if abs(gap.at(x)) <= min(RELATIVE * max(1, abs(x)), NARROW):
                given.update(values)
    return given


class _Gap:
    """What has to vanish for a node to turn, along the variable."""

    def __init__(self, tree: Expr, parameters: Mapping[str, Number], variable: str) -> None:
        self._root = tree
        self._tree = Evaluator(tree)
        self._parameters = parameters
        self._variable = variable

    def at(self, x: Number) -> Number:
        """Its real value; raises where there is none."""
        return self._tree.real({**self._parameters, self._variable: x}, digits=DIGITS)

    def turns_at(self, x: Number) -> bool:
        """Whether there is a zero at x indeed, and not the noise of a cancellation."""
        step = BESIDE * max(1, abs(x))
        try:
            before, here, after = (self._carefully(place) for place in (x - step, x, x + step))
        except (Undefined, UnknownName, Unresolved):
            return False
        if not (before.is_clear and after.is_clear):
            return False
        sides = mpmath.re(before.value), mpmath.re(after.value)
        most = abs(here.value) + (mpmath.ldexp(1, here.error) if here.error > EXACT else 0)
        return bool(sides[0] * sides[1] < 0 or min(map(abs, sides)) > 1_000 * most)

    def rests_at(self, x: Number) -> bool:
        """Whether it is zero at x and beside it, as a step function is between two of its steps."""
        step = BESIDE * max(1, abs(x))
        try:
            return all(self.at(place) == 0 for place in (x - step, x, x + step))
        except (Undefined, UnknownName):
            return False

    def _carefully(self, x: Number) -> Approximate:
        return approximate(self._root, {**self._parameters, self._variable: x}, {}, {})


def _grid() -> list[Number]:
    near = [mpmath.mpf(k) / 4 for k in range(-4 * REACH, 4 * REACH + 1)]
    small = [mpmath.mpf(10) ** k for k in range(-FARTHEST, 0, 3)]
    large = [mpmath.mpf(10) ** k * 3 for k in range(1, FARTHEST)]
    return sorted([*near, *(sign * x for x in (*small, *large) for sign in (1, -1))])


def _deciding(node: Expr, varying: set[int]) -> Iterator[tuple[Expr, Given]]:
    """What has to vanish for a node to turn, and what to take for granted there."""
    if node.head in ("Pow", "log", "Abs", "sign", "Heaviside", "arg", "DiracDelta"):
        if id(node.args[0]) in varying:
            yield node.args[0], {id(node.args[0]): mpmath.mpf(0)}
    elif node.head in ("floor", "ceiling"):
        for level in LEVELS:
            yield _minus(node.args[0], number(level)), {id(node): mpmath.mpf(level)}
    elif node.head in ("frac", "Mod"):
        period = node.args[1] if len(node.args) == 2 else number(1)
        for level in LEVELS:
            yield _minus(node.args[0], apply("Mul", number(level), period)), {id(node): mpmath.mpf(0)}
    elif node.head in AT_EQUALITY and len(node.args) == 2:
        yield _minus(*node.args), {id(node): AT_EQUALITY[node.head]}
    elif node.head in ("Max", "Min"):
        for a, b in itertools.combinations(node.args, 2):
            yield _minus(a, b), {}


def _minus(a: Expr, b: Expr) -> Expr:
    return apply("Add", a, apply("Mul", number(-1), b))


def _varying(root: Expr, variable: str) -> set[int]:
    """The nodes, by identity, that depend on the variable."""
    found: set[int] = set()
    for node in walk(root):
        if is_symbol(node, variable) or any(id(child) in found for child in node.args):
            found.add(id(node))
    return found
