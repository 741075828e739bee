"""What may come over the wire: generators of well-formed, broken and hostile values, and the judge's promise."""

import base64
import json
import math
from fractions import Fraction
from pathlib import Path

import numpy as np
from hypothesis import strategies as st

from autograder.isolation.protocol import LEAVES
from autograder.isolation.wire import CALLABLE, ELLIPSIS, HEADS, Expr, FloatData, Marker, Opaque, SymbolData
from autograder.isolation.wire.expr import walk

ROOT = Path(__file__).resolve().parents[3]
PLAIN = (type(None), bool, int, float, complex, Opaque, Marker)
DTYPES = {"bool", "int64", "uint64", "float64", "complex128"}


def require_allowed(value):
    """Fail unless `value` is of an exact type that the judge may receive, all the way down."""
    stack = [value]
    while stack:
        item = stack.pop()
        kind = type(item)
        if kind in (list, tuple, set):
            stack.extend(item)
        elif kind is dict:
            stack.extend(item)
            stack.extend(item.values())
        elif kind is np.ndarray:
            assert item.dtype.name in DTYPES and item.dtype.isnative and item.base is None
        elif kind is str:
            item.encode("utf-8")  # no lone surrogates: a report has to be written
        elif kind is Expr:
            _require_tree(item)
        else:
            assert kind in PLAIN, kind


def _require_tree(root):
    for node in walk(root):
        assert type(node) is Expr and node.head in HEADS and type(node.args) is tuple
        assert node.data is None or type(node.data) in (SymbolData, FloatData, Fraction, str)
        assert not (node.head in LEAVES and node.args)


def wire_text(data):
    """JSON as a hostile writer would send it: NaN and lone surrogates included."""
    return json.dumps(data).encode()


def array(kind, shape, count=None):
    """The encoding of an array, with the bytes that `count` items need."""
    size = {"b": 1, "e": 2, "c": 16}.get(kind, 8)
    items = math.prod(shape) if count is None else count
    return ["array", kind, shape, base64.b64encode(bytes(size * items)).decode()]


_LONG = st.sampled_from([300, 25_000, 60_000, 120_000])
_HEX = st.one_of(st.integers().map(hex), st.integers(-(2**80), 2**80).map(hex), _LONG.map(lambda n: "0x" + "f" * n))
_FLOAT_TEXT = st.one_of(
    st.floats().map(float.hex),
    st.sampled_from(
        [
            "0x1.0p+99999",
            "0x1p3",
            "nan",
            "-nan",
            "inf",
            "-inf",
            "1e5",
            "0x1.8p+1 ",
            "0x0.0p+0",
            "0X1.0P+1",
            "0x1.fp+9999",
        ]
    ),
)
_DIMENSION = st.one_of(st.integers(0, 5), st.sampled_from([2**40, 2**62, -1, 2**200, 1.5, True, "3"]))
_TEXT = st.one_of(st.text(max_size=20), st.sampled_from(["\ud800", "\x00", "'; import os", "true"]))
_ARRAYS = st.builds(
    lambda kind, shape, raw: ["array", kind, shape, raw],
    st.sampled_from([*"biufc", "O", "V", "b1", 3]),
    st.one_of(st.lists(_DIMENSION, max_size=4), st.lists(st.just(1), min_size=15, max_size=40), st.just(7)),
    st.one_of(st.binary(max_size=64).map(lambda raw: base64.b64encode(raw).decode()), _TEXT, st.just("AAAA====")),
)
_HONEST_ARRAYS = st.builds(array, st.sampled_from("biufc"), st.lists(st.integers(0, 4), max_size=3))
_NODE_DATA = st.one_of(
    st.none(), _HEX, st.tuples(_HEX, _HEX).map(list), st.tuples(_HEX, _HEX, _HEX, _HEX).map(list),
    st.tuples(_TEXT, st.lists(st.sampled_from(["positive", "real", "\ud800", "commutative"]), max_size=3)).map(list), _TEXT,
)  # fmt: skip
_NODES = st.lists(
    st.tuples(
        st.one_of(st.sampled_from(sorted(HEADS)), st.sampled_from(["Sum", "__class__", "", "Integer"])),
        _NODE_DATA,
        st.lists(st.integers(-1, 8), max_size=3),
    ).map(list),
    max_size=8,
)
_SCALARS = st.one_of(
    st.sampled_from([["none"], ["ellipsis"], ["function"], ["bool", True], ["bool", 1], ["none", 0], [], ["missing"]]),
    _HEX.map(lambda text: ["int", text]),
    _FLOAT_TEXT.map(lambda text: ["float", text]),
    st.tuples(_FLOAT_TEXT, _FLOAT_TEXT).map(lambda parts: ["complex", *parts]),
    _TEXT.map(lambda text: ["str", text]),
    _TEXT.map(lambda text: ["opaque", text]),
    _ARRAYS,
    _HONEST_ARRAYS,
    _NODES.map(lambda nodes: ["expr", nodes]),
)
ANY_JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), _TEXT),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(_TEXT, inner, max_size=3)),
    max_leaves=8,
)
ENCODED = st.recursive(
    st.one_of(_SCALARS, _SCALARS, ANY_JSON),
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(["list", "tuple", "set"]), st.lists(inner, max_size=5)).map(list),
        st.lists(st.tuples(inner, inner).map(list), max_size=4).map(lambda pairs: ["dict", pairs]),
    ),
    max_leaves=12,
)
"""Encoded values of which about half are well formed, and the rest broken in one place."""

_NUMBERS = st.one_of(st.integers(-(2**200), 2**200), st.floats(), st.complex_numbers())
_KEYS = st.one_of(st.text(max_size=8), st.integers(-9, 9), st.booleans(), st.none())
HONEST = st.recursive(
    st.one_of(st.none(), st.booleans(), _NUMBERS, st.text(max_size=30).filter(lambda s: s.isprintable())),
    lambda inner: st.one_of(
        st.lists(inner, max_size=5), st.lists(inner, max_size=5).map(tuple), st.dictionaries(_KEYS, inner, max_size=4),
    ),
    max_leaves=15,
)  # fmt: skip
"""Plain values that either side may send."""

ARRAYS = st.builds(
    lambda kind, shape, seed: (np.random.default_rng(seed).normal(size=shape) * 9).astype(kind),
    st.sampled_from(["?", "i2", "i8", "u4", "u8", "f2", "f4", "f8", ">f8", "c8", "c16"]),
    st.lists(st.integers(0, 3), min_size=1, max_size=3).map(tuple),
    st.integers(0, 99),
)


def same(a, b):
    """Equality of plain values with NaN equal to NaN, types and signs of zero included."""
    if type(a) is not type(b):
        return False
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return len(a) == len(b) and all(same(x, y) for x, y in zip(a.items(), b.items(), strict=True))
    if isinstance(a, float):
        return a.hex() == b.hex()
    return same([a.real, a.imag], [b.real, b.imag]) if isinstance(a, complex) else a == b


HOSTILE = {
    "nested lists": b"[" * 100_000 + b"]" * 100_000,
    "unclosed lists": b"[" * 2_000_000,
    "many empty lists": b"[" + b"[]," * 3_000_000 + b"[]]",
    "many objects": b"[" + b'{"a":1},' * 300_000 + b"{}]",
    "nested objects": b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
    "a repeated key": b'{"a":1,"a":2}',
    "NaN": b'["float",NaN]',
    "Infinity": b'["float",-Infinity]',
    "a fraction": b'["int",1.5]',
    "a huge exponent": b'["int",1e400]',
    "a long integer": b'["array","f",[' + b"9" * 5_000_000 + b'],""]',
    "broken UTF-8": b'["str","\xff\xfe"]',
    "an overlong encoding": b'["str","\xc0\xaf"]',
    "a byte order mark": b"\xef\xbb\xbf[]",
    "UTF-16": '["none"]'.encode("utf-16"),
    "nothing": b"",
    "trailing data": b'["none"]["none"]',
    "a comment": b'["none"]//',
    "rows without columns": wire_text(["array", "f", [2**40, 0], ""]),
    "columns without rows": wire_text(["array", "f", [0, 2**40, 2**40, 2**40], ""]),
    "negative counts": wire_text(["array", "f", [-1, -1], array("f", [1])[3]]),
    "colliding members": wire_text(["set", [["int", hex(k * (2**61 - 1))] for k in range(20_000)]]),
    "colliding keys": wire_text(["dict", [[["int", hex(k * (2**61 - 1))], ["none"]] for k in range(20_000)]]),
    "many small hash tables": wire_text(
        ["list", [["set", [["int", hex(k * (2**61 - 1))] for k in range(4_000)]] for _ in range(20)]]
    ),
    "long colliding tuples": wire_text(
        ["set", [["tuple", [*[["int", hex(2**70)]] * 90, ["int", hex(k * (2**61 - 1))]]] for k in range(2_000)]]
    ),
    "a set of arrays": wire_text(["set", [array("f", [2])]]),
    "an array as key": wire_text(["dict", [[array("f", [2]), ["none"]]]]),
    "NaN as keys": wire_text(["dict", [[["float", "nan"], ["none"]]] * 50]),
    "many tiny arrays": wire_text(["list", [array("f", [0])] * 20_000]),
    "a forward reference": wire_text(["expr", [["Add", None, [1]], ["Pi", None, []]]]),
    "a node that is its own child": wire_text(["expr", [["Add", None, [0]]]]),
    "wide nodes": wire_text(["expr", [["Pi", None, []], *[["Add", None, [0] * 5_000]] * 200]]),
    "a deep tree": wire_text(["expr", [["Pi", None, []], *[["sin", None, [k]] for k in range(19_000)]]]),
    "many large trees": wire_text(["list", [["expr", [["Pi", None, []]] * 15_000]] * 20]),
    "a zero denominator": wire_text(["expr", [["Rational", ["0x1", "0x0"], []]]]),
    "an enormous exponent": wire_text(["expr", [["Float", ["0x0", "0x1", "0x" + "f" * 40, "0x35"], []]]]),
    "an enormous precision": wire_text(["expr", [["Float", ["0x0", "0x1", "0x0", "0x" + "f" * 40], []]]]),
    "a float out of range": wire_text(["float", "0x1.fp+9999"]),
    "wide assumptions": wire_text(["expr", [["Symbol", ["x", ["positive"] * 300_000], []]]]),
    "a long text": wire_text(["str", "x" * 10_000_000]),
    "text of surrogates": wire_text(["str", "\ud800" * 90_000]),
    "commas in a text": wire_text(["str", "," * 3_000_000]),
}
"""Frames that were written to hurt, by what is wrong with them."""

MARKERS = {("ellipsis",): ELLIPSIS, ("function",): CALLABLE}
