"""Numerical evaluation of an expression tree at high precision, without recursion and without a way to hang.

Nothing is simplified or rebuilt symbolically: every node becomes one multiple-precision number. Magnitudes are bounded
after each step, so that towers of powers end as `Undefined` instead of exhausting the judge; what one ✓ may cost in
all is bounded by `autograder.checks.engine.steps`.
"""

from __future__ import annotations

import dataclasses
import operator
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import mpmath
from mpmath import mp

from autograder.checks.engine.numbers import Number, mpf
from autograder.checks.engine.operations import LARGEST_ARGUMENT, OPERATIONS, SERIES, TRANSCENDENTAL, UNDEFINED, size
from autograder.checks.engine.steps import charge
from autograder.isolation.wire import Expr, FloatData, SymbolData
from autograder.isolation.wire.expr import symbols, walk

LARGEST_RESULT = 2**128
"""Bits of magnitude that a value may have, so that log(exp(x)) is x for every honest x; only binary exponents grow."""

Point = Mapping[str, Number]
Functions = Mapping[str, Callable[..., Number]]


class Undefined(Exception):
    """The expression has no finite value at this point (a pole, an empty branch, or a number out of all bounds)."""


class UnknownName(Exception):
    """The expression uses a symbol or function that has no meaning here."""


@dataclasses.dataclass(frozen=True)
class _Step:
    """One node to evaluate; steps of one group depend on the same symbols and functions."""

    node: Expr
    group: int


class Evaluator:
    """An expression that is evaluated at many points, with the values that its nodes had last.

    Nodes of one group have the same values where what they depend on are the same objects. An answer is evaluated along
    curves on which one symbol varies; what does not depend on it is kept.
    """

    def __init__(self, root: Expr) -> None:
        depends: dict[int, frozenset[str]] = {}
        groups: dict[frozenset[str], int] = {}
        self.root = root
        self._steps: list[_Step] = []
        for node in walk(root, _parts):
            depends[id(node)] = names = _own_names(node).union(*(depends[id(child)] for child in _parts(node)))
            self._steps.append(_Step(node, groups.setdefault(names, len(groups))))
        self._groups = [tuple(names) for names in groups]
        self._last: list[Number] = [None] * len(self._steps)
        self._meanings: list[tuple[object, ...] | None] = [None] * len(groups)
        self._digits = 0

    def value(self, point: Point, functions: Functions | None = None, *, digits: int = 50) -> Number:
        """The value where each symbol, matched by name, has its value in `point`.

        `functions` gives meaning to undefined functions such as F. Raises `Undefined` or `UnknownName`.
        """
        functions = functions or {}
        meaning = {**point, **{f"{name}()": function for name, function in functions.items()}}
        same = self._unchanged(meaning, digits)
        # Until all is evaluated nothing may count as known: an exception on the way leaves old values in `_last`.
        self._meanings = [known if still else None for known, still in zip(self._meanings, same, strict=True)]
        values: dict[int, Number] = {}
        with mp.workdps(digits):
            for number, step in enumerate(self._steps):
                charge(_cost(step.node.head, digits))  # known or not: the budget must not depend on what came before
                if not same[step.group]:
                    self._last[number] = _node(step.node, values, point, functions)
                values[id(step.node)] = self._last[number]
            self._digits, self._meanings = digits, [tuple(map(meaning.get, names)) for names in self._groups]
            return _finite(values[id(self.root)])

    def given(self, point: Point, functions: Functions, given: Mapping[int, Number], *, digits: int) -> Number:
        """The same where some nodes, by identity, have the values in `given`; nothing is kept from it or for it."""
        values: dict[int, Number] = dict(given)
        with mp.workdps(digits):
            for step in self._steps:
                if id(step.node) not in given:
                    charge(_cost(step.node.head, digits))
                    values[id(step.node)] = _node(step.node, values, point, functions)
            return _finite(values[id(self.root)])

    def real(self, point: Point, functions: Functions | None = None, *, digits: int = 50) -> Number:
        """As `value`, for a value that must be a real number; raises `Undefined` when it is not."""
        value = self.value(point, functions, digits=digits)
        if isinstance(value, bool):
            raise Undefined
        with mp.workdps(digits):
            if abs(mpmath.im(value)) > mpmath.mpf(10) ** (10 - digits) * (1 + abs(value)):
                raise Undefined
            return mpmath.re(value)

    def cost(self, digits: int) -> int:
        """Steps that one evaluation takes, but for powers with large exponents."""
        return sum(int(_cost(step.node.head, digits)) or 1 for step in self._steps)

    def _unchanged(self, meaning: Mapping[str, object], digits: int) -> list[bool]:
        """Which groups have the values of last time."""
        return [
            digits == self._digits and known is not None and all(map(operator.is_, known, map(meaning.get, names)))
            for names, known in zip(self._groups, self._meanings, strict=True)
        ]


def evaluate(root: Expr, point: Point, functions: Functions | None = None, *, digits: int = 50) -> Number:
    """The value of an expression at one point; see `Evaluator.value`."""
    return Evaluator(root).value(point, functions, digits=digits)


def evaluate_real(root: Expr, point: Point, functions: Functions | None = None, *, digits: int = 50) -> Number:
    """The value of an expression at one point, where it must be a real number; see `Evaluator.real`."""
    return Evaluator(root).real(point, functions, digits=digits)


def _parts(node: Expr) -> tuple[Expr, ...]:
    """The children that are evaluated before a node: of an integral none, for its variable has no value outside."""
    if node.head == "CarriedOut":
        return node.args[-1:]
    return () if node.head == "Integral" else node.args


def _own_names(node: Expr) -> frozenset[str]:
    """The symbol that a node is, or the function, written `F()`, that it applies; all that an integral depends on."""
    if node.head == "Integral":
        return symbols(node) | {f"{part.data}()" for part in walk(node) if part.head == "AppliedUndef"}
    if isinstance(node.data, SymbolData):
        return frozenset({node.data.name})
    return frozenset({f"{node.data}()"}) if node.head == "AppliedUndef" else frozenset()


def _finite(result: Number) -> Number:
    """A result that is a finite number or a truth value."""
    if result is UNDEFINED or isinstance(result, tuple):
        raise Undefined
    if not (isinstance(result, bool) or mpmath.isfinite(result)):
        raise Undefined
    return result


def _cost(head: str, digits: int) -> float:
    """Steps of one node, after the time its function takes."""
    if head in SERIES:
        return 20 * max(1.0, (digits / 50) ** 2)
    return 4 * max(1.0, digits / 50) if head in TRANSCENDENTAL or head in ("Pow", "log") else 1


def _node(node: Expr, values: Mapping[int, Number], point: Point, functions: Functions) -> Number:
    """One node's value from its children's; `UNDEFINED` where it has none."""
    data, args = node.data, [values[id(child)] for child in _parts(node)]
    if isinstance(data, SymbolData):
        if data.name not in point:
            raise UnknownName
        return _exact(point[data.name])
    if isinstance(data, (Fraction, FloatData)):
        return _exact(data)
    if node.head == "Piecewise":
        return _piecewise(args)
    if node.head == "Integral":
        return _quadrature(node, point, functions)
    operation = _operation(node, functions)
    if operation is None or (node.head != "ExprCondPair" and any(arg is UNDEFINED for arg in args)):
        return UNDEFINED
    if node.head in TRANSCENDENTAL and any(size(arg) > LARGEST_ARGUMENT for arg in args):
        return UNDEFINED
    try:
        result = operation(*args)
    except Exception:  # mpmath has many ways to say that a value does not exist or cannot be found
        return UNDEFINED
    return UNDEFINED if size(result) > LARGEST_RESULT else result


def _operation(node: Expr, functions: Functions) -> Callable[..., Number] | None:
    if node.head != "AppliedUndef":
        return OPERATIONS.get(node.head)
    operation = functions.get(node.data) if isinstance(node.data, str) else None
    if operation is None:
        raise UnknownName
    return operation


def _exact(data: Any) -> Number:
    if isinstance(data, Fraction):
        return mpf(data)
    if isinstance(data, FloatData):
        return mp.make_mpf(mpmath.libmp.from_man_exp(-data.mantissa if data.sign else data.mantissa, data.exponent))
    return mpmath.mpmathify(data)


def _piecewise(branches: list[Number]) -> Number:
    """The first branch whose condition holds."""
    for branch in branches:
        if not isinstance(branch, tuple) or branch[1] is UNDEFINED:
            return UNDEFINED
        if branch[1] is True:
            return branch[0]
    return UNDEFINED


QUADRATURE_DIGITS = 20
"""To how many digits integrals are computed that SymPy did not carry out: too few for a line of a derivation."""


def _quadrature(node: Expr, point: Point, functions: Functions) -> Number:
    """A definite integral over one variable, by double exponential quadrature; `UNDEFINED` where it does not settle."""
    limits = node.args[1] if len(node.args) == 2 else None
    if limits is None or limits.head != "Tuple" or len(limits.args) != 3:
        return UNDEFINED
    variable, body = limits.args[0].data, Evaluator(node.args[0])
    if not isinstance(variable, SymbolData):
        return UNDEFINED

    def integrand(x: Number) -> Number:
        charge(1)
        return body.value({**point, variable.name: x}, functions, digits=QUADRATURE_DIGITS)

    try:
        ends = [_end(limit, point, functions) for limit in limits.args[1:]]
        with mp.workdps(QUADRATURE_DIGITS):
            value, error = mpmath.quad(integrand, ends, error=True, maxdegree=6)
            return value if error <= mpmath.mpf("1e-12") * abs(value) else UNDEFINED
    except (Undefined, ValueError, ZeroDivisionError, TypeError):
        return UNDEFINED


def _end(limit: Expr, point: Point, functions: Functions) -> Number:
    if limit.head in ("Infinity", "NegativeInfinity"):
        return mpmath.inf if limit.head == "Infinity" else -mpmath.inf
    return evaluate(limit, point, functions, digits=QUADRATURE_DIGITS)
