"""Arguments that arrive at a worker; they come from the trusted side and use only some of the tags."""

from __future__ import annotations

import base64
from typing import Any

import numpy as np
import sympy

from autograder.isolation.protocol import ARRAY_TYPES, Tag


def decode(data: list[Any]) -> Any:
    """A fresh value for every call; arguments come from the trusted side and use only some of the tags."""
    tag, rest = data[0], data[1:]
    if tag == Tag.NONE:
        return None
    if tag in (Tag.BOOL, Tag.STR):
        return rest[0]
    if tag == Tag.INT:
        return int(rest[0], 16)
    if tag == Tag.FLOAT:
        return float.fromhex(rest[0])
    if tag == Tag.COMPLEX:
        return complex(*map(float.fromhex, rest))
    if tag in (Tag.LIST, Tag.TUPLE):
        items = [decode(item) for item in rest[0]]
        return items if tag == Tag.LIST else tuple(items)
    if tag == Tag.DICT:
        return {decode(key): decode(value) for key, value in rest[0]}
    return _decode_array(*rest) if tag == Tag.ARRAY else _decode_expression(rest[0])


def _decode_array(kind: str, shape: list[int], encoded: str) -> Any:
    array = np.frombuffer(base64.b64decode(encoded), dtype=ARRAY_TYPES[kind]).reshape(shape)
    return array.astype(bool) if kind == "b" else array.copy()


def _decode_expression(nodes: list[Any]) -> Any:
    built: list[Any] = []
    for head, data, children in nodes:
        if head == "Symbol":
            item = sympy.Symbol(data[0], **dict.fromkeys(data[1], True))
        elif head == "Integer":
            item = sympy.Integer(int(data, 16))
        elif head == "Rational":
            item = sympy.Rational(int(data[0], 16), int(data[1], 16))
        elif head in ("Exp1", "Pi", "Infinity"):
            item = {"Exp1": sympy.E, "Pi": sympy.pi, "Infinity": sympy.oo}[head]
        else:
            item = getattr(sympy, head)(*(built[child] for child in children))
        built.append(item)
    return built[-1]
