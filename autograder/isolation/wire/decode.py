"""From JSON to plain values, strictly: unknown tags, wrong types and anything too large are refused."""

from __future__ import annotations

import base64
import binascii
import dataclasses
import math
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.isolation.protocol import ACCEPTED, ARRAY_TYPES, Limits, Tag
from autograder.isolation.wire.decode_expr import decode_expression
from autograder.isolation.wire.numbers import as_float, as_int, need
from autograder.isolation.wire.values import CALLABLE, ELLIPSIS, Opaque, Value, WireError, WireLimit

__all__ = ["Decoder", "Limits", "decode"]


def decode(data: Any, limits: Limits = ACCEPTED) -> Value:
    """Rebuild the value that `data` (parsed JSON) stands for.

    Raises `WireError` when it breaks the grammar and `WireLimit` when it is larger than `limits`.
    """
    return Decoder(limits).decode(data)


@dataclasses.dataclass
class Decoder:
    """The decoding of one value, or of several that share the limits on items, hashed items and nodes."""

    limits: Limits = ACCEPTED
    items: int = 0
    hashed: int = 0
    nodes: int = 0

    def decode(self, data: Any) -> Value:
        """Rebuild one value; raises as the function `decode` does."""
        return self.value(data, 0)

    def value(self, data: Any, depth: int) -> Value:
        """Rebuild the value at some depth below the outermost one."""
        self.items += 1
        if self.items > self.limits.items or depth > self.limits.depth:
            raise WireLimit("a value with too many or too deeply nested items")
        need(
            isinstance(data, list) and data and isinstance(data[0], str),
            "a value is an array that starts with a tag",
        )
        reader = _READERS.get(data[0])
        need(reader is not None, "an unknown tag")
        assert reader is not None
        return reader(self, data[1:], depth)

    def _sequence(self, rest: list[Any], depth: int) -> list[Value]:
        need(len(rest) == 1 and isinstance(rest[0], list), "a sequence holds one array")
        return [self.value(item, depth + 1) for item in rest[0]]

    def _set(self, rest: list[Any], depth: int) -> Value:
        before = self.items
        members = self._sequence(rest, depth)
        self._hash(self.items - before)
        try:
            return set(members)
        except TypeError:
            return members

    def _dict(self, rest: list[Any], depth: int) -> dict[Any, Value]:
        need(len(rest) == 1 and isinstance(rest[0], list), "a mapping holds one array of pairs")
        result: dict[Any, Value] = {}
        for pair in rest[0]:
            need(isinstance(pair, list) and len(pair) == 2, "a mapping's item is a pair")
            before = self.items
            key = self.value(pair[0], depth + 1)
            self._hash(self.items - before)
            item = self.value(pair[1], depth + 1)
            try:
                result[key] = item
            except TypeError as error:
                raise WireError("a mapping's key is not hashable") from error
        return result

    def _hash(self, items: int) -> None:
        """Bound all that is hashed, members of members included: keys chosen to collide cost quadratic time."""
        self.hashed += items
        if self.hashed > self.limits.hashed_items:
            raise WireLimit("a set or mapping with too many items")

    def _text(self, rest: list[Any], _depth: int) -> str:
        need(len(rest) == 1 and isinstance(rest[0], str), "text holds one string")
        if len(rest[0]) > self.limits.text:
            raise WireLimit("a text that is too long")
        text: str = rest[0]
        return text.encode("utf-8", "replace").decode("utf-8")

    def _array(self, rest: list[Any], _depth: int) -> Any:
        need(len(rest) == 3, "an array holds type, shape and bytes")
        kind, shape, encoded = rest
        need(
            isinstance(kind, str) and kind in ARRAY_TYPES and isinstance(encoded, str),
            "an array of an unknown type",
        )
        need(isinstance(shape, list) and len(shape) <= 16, "an array's shape is a short list")
        need(all(type(n) is int and 0 <= n <= 2**40 for n in shape), "an array's shape holds counts")
        dtype, count = np.dtype(ARRAY_TYPES[kind]), math.prod(shape)
        if math.prod(max(n, 1) for n in shape) > self.limits.array_items:  # (2**40, 0) is empty, yet has 2**40 rows
            raise WireLimit("an array with too many items")
        try:
            raw = base64.b64decode(encoded, validate=True)
        except (binascii.Error, ValueError) as error:
            raise WireError("an array's bytes are not base64") from error
        need(len(raw) == count * dtype.itemsize, "an array's bytes do not fit its shape")
        flat = np.frombuffer(raw, dtype=dtype)
        return (flat.astype(bool) if kind == "b" else flat).reshape(shape).copy()

    def _expression(self, rest: list[Any], _depth: int) -> Value:
        need(len(rest) == 1 and isinstance(rest[0], list) and rest[0], "an expression is a list of nodes")
        self.nodes += len(rest[0])
        if self.nodes > self.limits.nodes:
            raise WireLimit("expressions with too many terms")
        return decode_expression(rest[0], self.limits)

    def _scalar(self, rest: list[Any], read: Callable[[Any], Value]) -> Value:
        need(len(rest) == 1, "a scalar holds one item")
        return read(rest[0])


def _bool(data: Any) -> bool:
    need(isinstance(data, bool), "a truth value is true or false")
    return bool(data)


def _complex(_decoder: Decoder, rest: list[Any], _depth: int) -> complex:
    need(len(rest) == 2, "a complex number holds two parts")
    return complex(as_float(rest[0]), as_float(rest[1]))


def _constant(value: Value) -> Callable[[Decoder, list[Any], int], Value]:
    def read(_decoder: Decoder, rest: list[Any], _depth: int) -> Value:
        need(not rest, "a constant holds nothing")
        return value

    return read


_READERS: dict[str, Callable[[Decoder, list[Any], int], Value]] = {
    Tag.NONE: _constant(None),
    Tag.ELLIPSIS: _constant(ELLIPSIS),
    Tag.FUNCTION: _constant(CALLABLE),
    Tag.BOOL: lambda d, rest, _: d._scalar(rest, _bool),
    Tag.INT: lambda d, rest, _: d._scalar(rest, lambda item: as_int(item, d.limits.integer_bits)),
    Tag.FLOAT: lambda d, rest, _: d._scalar(rest, as_float),
    Tag.COMPLEX: _complex,
    Tag.STR: Decoder._text,
    Tag.LIST: Decoder._sequence,
    Tag.TUPLE: lambda d, rest, depth: tuple(d._sequence(rest, depth)),
    Tag.SET: Decoder._set,
    Tag.DICT: Decoder._dict,
    Tag.ARRAY: Decoder._array,
    Tag.EXPRESSION: Decoder._expression,
    Tag.OPAQUE: lambda d, rest, _: d._scalar(rest, Opaque.named),
}
