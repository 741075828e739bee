"""Values that leave a worker: whatever type a library gave them, as tagged JSON no larger than `SENT` admits."""

from __future__ import annotations

import base64
import math
import numbers
from array import array
from collections import abc, deque
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import sympy

from autograder.isolation.protocol import ARRAY_TYPES, MAX_ARRAY_BYTES, SENT, Tag
from autograder.isolation.worker.expressions import nodes, plain_form
from autograder.isolation.worker.toolarge import TooLarge


def encode(value: Any) -> list[Any]:
    """One value of a submission; raises `TooLarge`, or whatever the value's own methods raise."""
    return _Encoder().encode(value, 0)


class _Encoder:
    """Turns one answer into tagged JSON, whatever type a library gave it."""

    def __init__(self) -> None:
        self.items = 0

    def encode(self, value: Any, depth: int) -> list[Any]:
        self.items += 1
        if self.items > SENT.items or depth > SENT.depth:
            raise TooLarge("a value with too many or too deeply nested items")
        if type(value) is np.ndarray:  # most results are
            return self._numpy(value, depth) or self._other(value, depth)
        for reader in (_plain, self._container, self._numpy, self._sympy):
            encoded = reader(value, depth)
            if encoded is not None:
                return encoded
        return self._other(value, depth)

    def _each(self, tag: str, values: Any, depth: int) -> list[Any]:
        return [tag, [self.encode(item, depth + 1) for item in values]]

    def _container(self, value: Any, depth: int) -> list[Any] | None:
        kind = type(value)
        for base, tag in ((tuple, Tag.TUPLE), (set, Tag.SET), (frozenset, Tag.SET), (list, Tag.LIST)):
            if issubclass(kind, base):
                return self._each(tag, base.__iter__(value), depth)
        if issubclass(kind, abc.Mapping):
            items = dict.items(value) if issubclass(kind, dict) else value.items()
            return [Tag.DICT, [[self.encode(k, depth + 1), self.encode(v, depth + 1)] for k, v in items]]
        if issubclass(kind, (bytes, bytearray, memoryview)):
            return None
        if issubclass(kind, (abc.Sequence, abc.Set, array, deque, abc.ValuesView, abc.Iterator)):
            return self._each(Tag.LIST, value, depth)
        return None

    def _numpy(self, value: Any, depth: int) -> list[Any] | None:
        if isinstance(value, np.generic) and not isinstance(value, np.void):
            return self.encode(value.item(), depth + 1) if value.dtype.kind in "biufcUO" else None
        if isinstance(value, np.ma.MaskedArray):
            flat = value.ndim == 1
            value = np.ma.compressed(value) if flat else np.ma.filled(value.astype(float), np.nan)
        if not isinstance(value, np.ndarray):
            return None
        return _array(value) or self._each(Tag.LIST, value.tolist() if value.ndim else [value.item()], depth)

    def _sympy(self, value: Any, depth: int) -> list[Any] | None:
        if isinstance(value, sympy.Basic):
            value = plain_form(value)
        if isinstance(value, (sympy.MatrixBase, sympy.NDimArray)):
            return self._each(Tag.LIST, value.tolist(), depth)
        if isinstance(value, sympy.Point):
            return self._each(Tag.LIST, value.args[: SENT.depth], depth)
        return [Tag.EXPRESSION, nodes(value)] if isinstance(value, sympy.Basic) else None

    def _other(self, value: Any, depth: int) -> list[Any]:
        if callable(value):
            return [Tag.FUNCTION]
        if hasattr(value, "__array__") or hasattr(value, "toarray"):
            array = _as_array(value)
            return _array(array) or self._each(Tag.LIST, array.tolist() if array.ndim else [array.item()], depth)
        return [Tag.OPAQUE, type(value).__name__[: SENT.name]]


def _as_array(value: Any) -> Any:
    """A tensor of any library as an array: no longer tracked, on the CPU, dense, and of a type that NumPy has."""
    for step in ("detach", "cpu", "to_dense", "todense", "toarray"):
        method = getattr(value, step, None)
        if callable(method):
            value = method()
    try:
        return np.asarray(value)
    except (TypeError, RuntimeError, ValueError):
        return np.asarray(value.float())  # bfloat16 and its like


def _plain(value: Any, _depth: int) -> list[Any] | None:
    """Plain values by their real type, through the built-in types' own methods: a subclass may lie in its own."""
    kind = type(value)
    if value is None:
        return [Tag.NONE]
    if value is Ellipsis:
        return [Tag.ELLIPSIS]
    if issubclass(kind, str):
        if str.__len__(value) > SENT.text:
            raise TooLarge("a string that is too long")
        return [Tag.STR, str.__str__(value)]
    if kind is bool:
        return [Tag.BOOL, value]
    if issubclass(kind, int):
        if int.bit_length(value) > SENT.integer_bits:
            raise TooLarge("an integer with too many digits")
        return [Tag.INT, hex(int.__int__(value))]
    if issubclass(kind, float):
        return [Tag.FLOAT, float.hex(value)]
    if issubclass(kind, complex):
        return [Tag.COMPLEX, complex.real.__get__(value).hex(), complex.imag.__get__(value).hex()]
    if issubclass(kind, (Fraction, Decimal)) and (issubclass(kind, Fraction) or value.is_finite()):
        exact = Fraction(value)
        return [Tag.EXPRESSION, [["Rational", [hex(exact.numerator), hex(exact.denominator)], []]]]
    if not issubclass(kind, (numbers.Complex, Decimal)) or _is_sympy(value):
        return None
    if issubclass(kind, numbers.Integral):
        return _plain(int(value), _depth)
    if not issubclass(kind, (numbers.Real, Decimal)):
        return [Tag.COMPLEX, complex(value).real.hex(), complex(value).imag.hex()]
    rounded = float(value)
    if math.isinf(rounded) and value not in (math.inf, -math.inf):
        raise TooLarge("a number that is too large")
    return [Tag.FLOAT, rounded.hex()]


def _is_sympy(value: Any) -> bool:
    return isinstance(value, sympy.Basic)


def _array(value: Any) -> list[Any] | None:
    """A numeric array's bytes, or None when its items are objects."""
    kind = "e" if value.dtype == np.float16 else value.dtype.kind
    if kind not in ARRAY_TYPES:
        return None
    dtype = np.dtype(ARRAY_TYPES[kind])
    if value.size > SENT.array_items or value.size * dtype.itemsize > MAX_ARRAY_BYTES:
        raise TooLarge("an array with too many items")
    raw = np.ascontiguousarray(value).astype(dtype).tobytes()
    return [Tag.ARRAY, kind, list(value.shape), base64.b64encode(raw).decode("ascii")]
