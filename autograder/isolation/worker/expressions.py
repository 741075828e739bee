"""SymPy's objects that leave a worker, as nodes: what is pending is carried out before, as a student's `doit` would."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator
from typing import Any

import sympy
from sympy.core.function import AppliedUndef

from autograder.isolation.protocol import ASSUMPTIONS, HEADS, SENT
from autograder.isolation.worker.toolarge import TooLarge

PENDING = frozenset("Derivative Subs Sum Product Limit UnevaluatedExpr Trace Determinant ImageSet".split())
DIGITS = 60
"""To how many digits a number is computed that no head stands for."""
SECONDS = 4.0
"""Processor time that SymPy may take to carry one value out; what it has not finished is sent as it was."""


def plain_form(value: Any) -> Any:
    """A polynomial as an expression, a product of matrices as a matrix, and nothing pending but integrals."""
    if isinstance(value, sympy.Poly):
        value = value.as_expr()
    with contextlib.suppress(Exception, _OutOfTime), _time_limit():
        if isinstance(value, sympy.MatrixExpr):
            value = value.doit().as_explicit()
        elif any(type(part).__name__ in PENDING for part in sympy.preorder_traversal(value)):
            value = value.replace(lambda part: type(part).__name__ in PENDING, _carried_out)
    return value


def _carried_out(part: Any) -> Any:
    return _range(part) if isinstance(part, sympy.ImageSet) else part.doit(integrals=False)


def _range(image: Any) -> Any:
    """The image of the real line, or of an interval, under a continuous function of one variable."""
    function, *bases = image.args
    if len(bases) != 1 or len(function.variables) != 1:
        return image
    variable = sympy.Dummy("z", real=True)
    return sympy.calculus.util.function_range(function(variable), variable, bases[0])


class _OutOfTime(BaseException):
    """SymPy has had its time; no `Exception`, which its own code would mend."""


@contextlib.contextmanager
def _time_limit() -> Iterator[None]:
    """End what SymPy does after some seconds of processor time, which do not depend on what else the machine does."""
    running = [True]

    def stop(_signal: int, _frame: object) -> None:
        if running:
            raise _OutOfTime

    try:
        before = signal.signal(signal.SIGPROF, stop)
    except ValueError:  # not in the main thread
        yield
        return
    signal.setitimer(signal.ITIMER_PROF, SECONDS, 1.0)  # again, for what swallows the first
    try:
        yield
    finally:
        running.clear()
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def nodes(root: Any) -> list[Any]:
    """A SymPy object as `[head, data, children]`, children first."""
    return _Writer().write(root)


class _Writer:
    """The nodes of one object, each written once."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.position: dict[Any, int] = {}
        self.carried_out: dict[Any, Any] = {}

    def write(self, root: Any) -> list[Any]:
        stack = [(root, False)]
        while stack:
            item, ready = stack.pop()
            if _key(item) in self.position:
                continue
            parts = self._parts(item)
            if not ready and parts:
                stack.append((item, True))
                stack.extend((part, False) for part in reversed(parts))
                continue
            self._append(item, parts)
            if len(self.nodes) > SENT.nodes or len(stack) > 10 * SENT.nodes:
                raise TooLarge("an expression with too many terms")
        return self.nodes

    def _parts(self, item: Any) -> tuple[Any, ...]:
        """What is written before an item: its arguments; for an integral also what it is; else a number for it."""
        if self._is_number(item):
            return (self.carried_out[item],)
        if isinstance(item, sympy.Integral):
            return (*item.args, *self._done(item))
        return () if _head(item)[1] is not None and not isinstance(item, AppliedUndef) else tuple(item.args)

    def _append(self, item: Any, parts: tuple[Any, ...]) -> None:
        places = [self.position[_key(part)] for part in parts]
        if self._is_number(item):
            self.position[_key(item)] = places[0]
            return
        head, data = _head(item)
        count = len(item.args) if isinstance(item, sympy.Integral) else len(places)
        self.nodes.append([head, data, places[:count]])
        if places[count:]:
            self.nodes.append(["CarriedOut", None, [len(self.nodes) - 1, *places[count:]]])
        self.position[_key(item)] = len(self.nodes) - 1

    def _done(self, item: Any) -> tuple[Any, ...]:
        """The one expression that an integral is, if SymPy finds one."""
        if item not in self.carried_out:
            self.carried_out[item] = None
            with contextlib.suppress(Exception, _OutOfTime), _time_limit():
                done = item.doit()
                self.carried_out[item] = None if done.has(sympy.Integral) else done
        done = self.carried_out[item]
        return () if done is None else (done,)

    def _is_number(self, item: Any) -> bool:
        """Whether an item without a head of its own is a number, which then travels in its place."""
        if _head(item)[0] in HEADS or not isinstance(item, sympy.Expr) or item.free_symbols or not item.is_number:
            return False
        if item not in self.carried_out:
            self.carried_out[item] = None
            with contextlib.suppress(Exception, _OutOfTime), _time_limit():
                number = sympy.N(item, DIGITS)
                plain = all(part.is_Float or part.is_Rational or part is sympy.I for part in number.atoms())
                self.carried_out[item] = number if plain else None
        return self.carried_out[item] is not None


def _key(item: Any) -> tuple[type, Any]:
    return type(item), item


def _head(item: Any) -> tuple[str, Any]:
    """The head of a node and its data; classes that print differently but mean the same share a head."""
    if isinstance(item, sympy.Symbol):
        known = item.assumptions0
        return "Symbol", [item.name[: SENT.name], [name for name in ASSUMPTIONS if known.get(name)]]
    if isinstance(item, sympy.Integer):
        return "Integer", hex(int(item))
    if isinstance(item, sympy.Rational):
        return "Rational", [hex(int(item.p)), hex(int(item.q))]
    if isinstance(item, sympy.Float):
        sign, mantissa, exponent, _ = item._mpf_
        if not mantissa and exponent:
            return {(0,): "Infinity", (1,): "NegativeInfinity"}.get((sign,), "NaN"), None
        return "Float", [hex(int(part)) for part in (sign, mantissa, exponent, item._prec)]
    if isinstance(item, AppliedUndef):
        return "AppliedUndef", item.func.__name__[: SENT.name]
    names = {"BooleanTrue": "true", "BooleanFalse": "false", "TupleArg": "Tuple"}
    name = type(item).__name__
    return names.get(name, name[: SENT.name]), None
