"""From the judge's arguments to JSON; `worker.encode` speaks the same grammar for what a submission holds."""

from __future__ import annotations

import base64
from fractions import Fraction
from typing import Any

import numpy as np

from autograder.isolation.protocol import ARRAY_TYPES, Tag
from autograder.isolation.wire.expr import Expr, FloatData, SymbolData, walk


def encode(value: Any) -> list[Any]:
    """Encode a plain value, NumPy array or `Expr` as tagged JSON.

    Raises `TypeError` for anything else: what the judge sends is its own and must be plain.
    """
    if value is None:
        return [Tag.NONE]
    if isinstance(value, (bool, np.bool_)):
        return [Tag.BOOL, bool(value)]
    if isinstance(value, (int, np.integer)):
        return [Tag.INT, hex(value)]
    if isinstance(value, (float, np.floating)):
        return [Tag.FLOAT, float(value).hex()]
    if isinstance(value, complex):
        return [Tag.COMPLEX, value.real.hex(), value.imag.hex()]
    if isinstance(value, str):
        return [Tag.STR, value]
    if isinstance(value, (list, tuple)):
        return [Tag.LIST if isinstance(value, list) else Tag.TUPLE, [encode(item) for item in value]]
    if isinstance(value, dict):
        return [Tag.DICT, [[encode(key), encode(item)] for key, item in value.items()]]
    if isinstance(value, np.ndarray) and value.dtype.kind in ARRAY_TYPES:
        return _array(value)
    if isinstance(value, Expr):
        return [Tag.EXPRESSION, _nodes(value)]
    raise TypeError(f"{type(value).__name__} does not go over the wire")


def _array(value: np.ndarray[Any, Any]) -> list[Any]:
    kind = "e" if value.dtype == np.float16 else value.dtype.kind
    raw = np.ascontiguousarray(value).astype(ARRAY_TYPES[kind]).tobytes()
    return [Tag.ARRAY, kind, list(value.shape), base64.b64encode(raw).decode("ascii")]


def _nodes(root: Expr) -> list[Any]:
    order = walk(root)
    index = {id(node): position for position, node in enumerate(order)}
    return [[node.head, _data(node), [index[id(child)] for child in node.args]] for node in order]


def _data(node: Expr) -> Any:
    data = node.data
    if isinstance(data, SymbolData):
        return [data.name, sorted(data.assumptions)]
    if isinstance(data, Fraction):
        return hex(data.numerator) if node.head == "Integer" else [hex(data.numerator), hex(data.denominator)]
    if isinstance(data, FloatData):
        return [hex(part) for part in (data.sign, data.mantissa, data.exponent, data.precision)]
    return data
