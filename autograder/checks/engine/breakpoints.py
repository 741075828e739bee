"""Where an expression in x may change its form or fail to have a value: zeros of what decides about it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping

import mpmath
from mpmath import mp

from autograder.checks.engine.evaluate import Evaluator
from autograder.checks.engine.numbers import Number
from autograder.checks.engine.zeros import sampled, zeros
from autograder.isolation.wire import Expr
from autograder.isolation.wire.expr import apply, is_symbol, number, walk

Given = dict[int, Number]
"""Values of nodes, by identity, that rounding must not decide at a breakpoint."""

MOST_NODES = 24
REACH = 25
AT_EQUALITY = {
    "LessThan": True, "GreaterThan": True, "Equality": True, "StrictLessThan": False, "StrictGreaterThan": False,
    "Unequality": False,
}  # fmt: skip


def breakpoints(root: Expr, parameters: Mapping[str, Number]) -> list[tuple[Number, Given]]:
    """Places x in [-25, 25] at which a base of a power, the argument of a logarithm, a condition or a step turns.

    Each comes with the exact value that the deciding node has there. Zeros are found as in `engine.zeros`.
    """
    found: list[tuple[Number, Given]] = []
    deciding = [pair for node in walk(root) if _depends_on_x(node) for pair in _deciding(node)]
    with mp.workdps(40):
        grid = [mpmath.mpf(k) / 4 for k in range(-4 * REACH, 4 * REACH + 1)]
        for tree, given in deciding[:MOST_NODES]:

            def f(x: Number, deciding: Evaluator = Evaluator(tree)) -> Number:  # noqa: B008 - one for each tree
                return deciding.real({**parameters, "x": x}, digits=40)

            found += [(x, given) for x in zeros(f, sampled(f, grid), small=mpmath.mpf("1e-30"))]
    return sorted(found, key=lambda place: place[0])


def _deciding(node: Expr) -> Iterator[tuple[Expr, Given]]:
    """What has to vanish for a node to turn, and what to take for granted there."""
    zero = mpmath.mpf(0)
    if node.head in ("Pow", "log", "Abs", "sign", "Heaviside"):
        if _depends_on_x(node.args[0]):
            yield node.args[0], {id(node.args[0]): zero}
    elif node.head in AT_EQUALITY and len(node.args) == 2:
        yield _minus(*node.args), {id(node): AT_EQUALITY[node.head]}
    elif node.head in ("Max", "Min"):
        for a, b in itertools.combinations(node.args, 2):
            yield _minus(a, b), {}


def _minus(a: Expr, b: Expr) -> Expr:
    return apply("Add", a, apply("Mul", number(-1), b))


def _depends_on_x(tree: Expr) -> bool:
    return any(is_symbol(node, "x") for node in walk(tree))
