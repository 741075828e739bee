"""From a topologically ordered list of nodes to an `Expr`, without recursion."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from autograder.isolation.protocol import ASSUMPTIONS, ATOMS, HEADS, LEAVES, Limits
from autograder.isolation.wire.expr import Data, Expr, FloatData, SymbolData
from autograder.isolation.wire.numbers import as_int, need
from autograder.isolation.wire.values import Opaque, WireLimit


def decode_expression(nodes: list[Any], limits: Limits) -> Expr | Opaque:
    """Rebuild a tree from `[head, data, children]` nodes, each child an index of an earlier node; the last is the root.

    A head outside the allow-list makes the whole value opaque. The caller has bounded the number of nodes.
    """
    edges = 0
    built: list[Expr] = []
    depths: list[int] = []
    unknown = ""
    for node in nodes:
        need(
            isinstance(node, list) and len(node) == 3 and isinstance(node[0], str),
            "a node is [head, data, children]",
        )
        head, data, children = node
        need(isinstance(children, list), "children are a list")
        edges += len(children)
        if edges > 4 * limits.nodes:
            raise WireLimit("an expression with too many terms")
        need(all(type(c) is int and 0 <= c < len(built) for c in children), "a child comes before its parent")
        depth = 1 + max((depths[c] for c in children), default=0)
        if depth > limits.expression_depth:
            raise WireLimit("an expression that is nested too deeply")
        unknown = unknown or ("" if head in HEADS else head or "?")
        built.append(Expr(head, tuple(built[c] for c in children), _data(head, data, bool(children), limits)))
        depths.append(depth)
    return Opaque.expression(unknown) if unknown else built[-1]


def _data(head: str, data: Any, has_children: bool, limits: Limits) -> Data:
    """Check a node's data against its head."""
    need(not (head in LEAVES and has_children), "a leaf has no children")
    if head == "Symbol":
        return _symbol(data, limits)
    if head == "Integer":
        return Fraction(as_int(data, limits.integer_bits))
    if head == "Rational":
        need(isinstance(data, list) and len(data) == 2, "a rational is a pair")
        denominator = as_int(data[1], limits.integer_bits)
        need(denominator > 0, "a denominator is positive")
        return Fraction(as_int(data[0], limits.integer_bits), denominator)
    if head == "Float":
        return _float(data, limits)
    if head == "AppliedUndef":
        return _name(data, limits)
    need(data is None, "this head carries no data")
    need(
        head in ATOMS or has_children or head in {"And", "Or", "FiniteSet", "Union", "Tuple"} or head not in HEADS,
        "an operation has operands",
    )
    return None


def _name(data: Any, limits: Limits) -> str:
    need(isinstance(data, str), "a name is a string")
    if len(data) > limits.name:
        raise WireLimit("a name that is too long")
    return str(data)


def _symbol(data: Any, limits: Limits) -> SymbolData:
    need(
        isinstance(data, list) and len(data) == 2 and isinstance(data[1], list),
        "a symbol is a name and assumptions",
    )
    need(all(isinstance(a, str) for a in data[1]), "assumptions are strings")
    return SymbolData(_name(data[0], limits), frozenset(data[1]).intersection(ASSUMPTIONS))


def _float(data: Any, limits: Limits) -> FloatData:
    need(isinstance(data, list) and len(data) == 4, "a float is sign, mantissa, exponent, precision")
    sign, mantissa, exponent, precision = (as_int(item, limits.integer_bits) for item in data)
    need(sign in (0, 1) and mantissa >= 0 and precision > 0, "a float's parts are in range")
    if exponent.bit_length() > limits.exponent_bits or precision > limits.integer_bits:
        raise WireLimit("a float that is out of range")
    return FloatData(sign, mantissa, exponent, precision)
