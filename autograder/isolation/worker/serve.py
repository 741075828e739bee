"""The untrusted side: runs a submission's cells in IPython, then answers calls. Imports nothing of this package.

Contract of both sides. A frame is a four-byte big-endian length and that many bytes of UTF-8 JSON. Requests:

    {"op": "run", "cells": [[index, source], ...]}
        -> for every cell {"event": "start", "cell": index}, then
           {"event": "end", "cell": index, "error": null | [type, text]}; at last {"event": "ran"}
    {"op": "snapshot", "names": [name, ...]}
        -> for every name, in order, {"value": value | ["missing"] | ["toolarge", why]}
    {"op": "call", "name": name, "calls": [[value, ...], ...]}
        -> {"results": [["value", value] | ["raised", kind] | ["toolarge", why] | ["missing"], ...]}

Values are JSON arrays led by a tag: ["none"], ["ellipsis"], ["function"], ["bool", b], ["int", hex], ["float", hex],
["complex", hex, hex], ["str", s], ["list" | "tuple" | "set", [value, ...]], ["dict", [[key, value], ...]],
["array", kind, shape, base64 of little-endian 8-byte items (1 byte for "b", 16 for "c")],
["expr", [[head, data, children], ...]] with children before parents, and ["opaque", type name] for all else.

Whatever a submission does to this process, the other side takes only what the grammar admits.
"""

from __future__ import annotations

import base64
import builtins
import contextlib
import io
import json
import math
import numbers
import random
import socket
import struct
import sys
import types
import warnings
from array import array
from collections import abc, deque
from decimal import Decimal
from fractions import Fraction
from typing import Any

MAX_TEXT = 20_000
MAX_ITEMS = 300_000
MAX_DEPTH = 20
MAX_STRING = 50_000
MAX_BITS = 20_000
MAX_NODES = 20_000
ASSUMPTIONS = "extended_real finite integer negative nonnegative nonpositive nonzero positive real zero".split()
UNEVALUATED = "Derivative Subs Sum Product Limit UnevaluatedExpr".split()


class TooLarge(Exception):
    """A value that is larger than the wire admits."""


class BoundedText(io.TextIOBase):
    """Standard output of a submission: the first part is kept, the rest is counted away."""

    def __init__(self) -> None:
        self.kept: list[str] = []
        self.room = MAX_TEXT

    def writable(self) -> bool:
        """Say that text may be written."""
        return True

    def write(self, text: str) -> int:
        """Keep what still fits."""
        if self.room > 0:
            self.kept.append(text[: self.room])
            self.room -= len(text)
        return len(text)


def prepare() -> Any:
    """Import what submissions import and return IPython's shell; done once, before forking."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt
    import numpy as np
    import scipy.integrate
    import scipy.special
    import scipy.stats
    import sympy
    import sympy.stats
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    class Shell(InteractiveShell):  # type: ignore[misc]
        """IPython without a terminal; graphical event loops do not exist here."""

        def enable_gui(self, gui: Any = None) -> None:
            """Accept `%matplotlib inline` and its like."""

        def showtraceback(self, *args: Any, **kwargs: Any) -> None:
            """Say nothing: the error is reported in its own message."""

        def showsyntaxerror(self, *args: Any, **kwargs: Any) -> None:
            """Say nothing, as above."""

    plt.close(plt.figure())
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.cache_size = 0
    shell = Shell.instance(config=config)
    shell.run_cell("None", store_history=False)
    scipy.stats.norm.cdf(scipy.special.erf(0.5)), scipy.integrate.quad(math.exp, 0, 1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _warm_up_figures(plt, np)
        _warm_up_symbols(sympy, np)
    return shell


def _warm_up_figures(plt: Any, np: Any) -> None:
    """Draw what exercises draw, so that fonts, formatters and colour maps are loaded before forking."""
    x = np.linspace(0.1, 1, 20)
    figure, axes = plt.subplots(1, 3, figsize=(9, 3), sharey=False)
    axes[0].plot(x, x**2, ".-", label="one")
    axes[0].hist(x, bins=5, density=True, alpha=0.5, label="two")
    axes[0].fill_between(x, x, alpha=0.2)
    axes[0].legend()
    axes[1].scatter(x, x, s=8, c=x)
    axes[1].set_aspect("equal")
    axes[1].imshow(np.outer(x, x))
    axes[2].contour(np.outer(x, x))
    axes[2].axhspan(0, 1, alpha=0.2)
    axes[2].set_yscale("log")
    for ax in axes:
        ax.set_title("title")
        ax.set_xlabel("$x$")
    plt.tight_layout()
    figure.savefig(io.BytesIO(), format="png")
    plt.close("all")


def _warm_up_symbols(sympy: Any, np: Any) -> None:
    """Do what derivations do, so that SymPy's lazy imports and caches of its own objects are filled before forking."""
    x, y = sympy.Symbol("x", real=True), sympy.Symbol("y", positive=True)
    cdf = (1 + sympy.erf((sympy.log(y) - x) / (y * sympy.sqrt(2)))) / 2
    line = sympy.Eq(sympy.Function("G")(x), cdf)
    for expression in (cdf, sympy.exp(-(x**2) / 2) / y, x / (x + y) * sympy.log(x / (x + y)), line):
        sympy.lambdify((x, y), expression.rhs if expression is line else expression, "numpy")
        expression.subs(x, y), sympy.simplify(expression), str(expression), expression.doit()
    sympy.diff(cdf, y), sympy.solve(sympy.Eq(x, sympy.log(y)), y), sympy.integrate(sympy.exp(-y), (y, 0, sympy.oo))
    sympy.Interval.open(0, sympy.oo), sympy.S.Reals - sympy.Interval(0, 1), sympy.Lambda(x, x + 1)(y)
    sympy.lambdify(x, sympy.erf(x))(np.float64(0.5))


def serve(sock: socket.socket, shell: Any) -> None:
    """Answer requests until the other side closes."""
    import numpy as np

    sys.stdout = sys.stderr = BoundedText()
    sys.modules["otter"] = _public_checks_off()
    random.seed(0)
    np.random.seed(0)
    warnings.simplefilter("default")
    operations = {"run": _run, "snapshot": _snapshot, "call": _call}
    while True:
        request = _receive(sock)
        if request is None:
            return
        operations[request["op"]](sock, shell, request)


def _public_checks_off() -> types.ModuleType:
    """A stand-in for Otter: public checks belong to the student's machine and decide nothing here."""

    class Notebook:
        """Accepts what a student notebook asks of its grader, and does nothing."""

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            pass

        def __getattr__(self, name: str) -> Any:
            if name.startswith("__"):
                raise AttributeError(name)
            return _nothing

    module = types.ModuleType("otter")
    module.Notebook = Notebook  # type: ignore[attr-defined]
    return module


def _nothing(*_args: Any, **_kwargs: Any) -> None:
    """Do nothing, whatever a notebook asks of its grader."""


def _run(sock: socket.socket, shell: Any, request: dict[str, Any]) -> None:
    for index, source in request["cells"]:
        _send(sock, {"event": "start", "cell": index})
        sys.stdout = sys.stderr = BoundedText()
        error: BaseException | None
        try:
            result = shell.run_cell(source, store_history=False)
            error = result.error_before_exec or result.error_in_exec
            description = None if error is None else [type(error).__name__[:80], str(error)[:2000]]
        except BaseException as raised:
            description = [type(raised).__name__[:80], "the cell could not be run to its end"]
        _send(sock, {"event": "end", "cell": index, "error": description})
    _send(sock, {"event": "ran"})


def _snapshot(sock: socket.socket, shell: Any, request: dict[str, Any]) -> None:
    for name in request["names"]:
        _send(sock, {"value": _named(shell, name)})


def _named(shell: Any, name: str) -> list[Any]:
    if name not in shell.user_ns:
        return ["missing"]
    try:
        return _encode(shell.user_ns[name])
    except TooLarge as error:
        return ["toolarge", str(error)]
    except BaseException:
        return ["opaque", "value that cannot be read"]


def _call(sock: socket.socket, shell: Any, request: dict[str, Any]) -> None:
    function = shell.user_ns.get(request["name"])
    results = [_one_call(function, arguments) for arguments in request["calls"]]
    _send(sock, {"results": results})


def _one_call(function: Any, arguments: list[Any]) -> list[Any]:
    if function is None:
        return ["missing"]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            value = function(*[_decode(argument) for argument in arguments])
            return ["value", _encode(value)]
    except TooLarge as error:
        return ["toolarge", str(error)]
    except BaseException as error:
        kind = type(error).__name__
        return ["raised", kind if getattr(builtins, kind, None) is type(error) else "an exception"]


# Values that leave -------------------------------------------------------------------------------------------------


def _encode(value: Any) -> list[Any]:
    return _Encoder().encode(value, 0)


class _Encoder:
    """Turns one answer into tagged JSON, whatever type a library gave it."""

    def __init__(self) -> None:
        import numpy as np

        self.items = 0
        self._array_type = np.ndarray

    def encode(self, value: Any, depth: int) -> list[Any]:
        self.items += 1
        if self.items > MAX_ITEMS or depth > MAX_DEPTH:
            raise TooLarge("a value with too many or too deeply nested items")
        if type(value) is self._array_type:  # most results are
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
        for base, tag in ((tuple, "tuple"), (set, "set"), (frozenset, "set"), (list, "list")):
            if issubclass(kind, base):
                return self._each(tag, base.__iter__(value), depth)
        if issubclass(kind, abc.Mapping):
            items = dict.items(value) if issubclass(kind, dict) else value.items()
            return ["dict", [[self.encode(k, depth + 1), self.encode(v, depth + 1)] for k, v in items]]
        if issubclass(kind, (bytes, bytearray, memoryview)):
            return None
        if issubclass(kind, (abc.Sequence, abc.Set, array, deque, abc.ValuesView, abc.Iterator)):
            return self._each("list", value, depth)
        return None

    def _numpy(self, value: Any, depth: int) -> list[Any] | None:
        import numpy as np

        if isinstance(value, np.generic) and not isinstance(value, np.void):
            return self.encode(value.item(), depth + 1) if value.dtype.kind in "biufcUO" else None
        if isinstance(value, np.ma.MaskedArray):
            flat = value.ndim == 1
            value = np.ma.compressed(value) if flat else np.ma.filled(value.astype(float), np.nan)
        if not isinstance(value, np.ndarray):
            return None
        return _array(value) or self._each("list", value.tolist() if value.ndim else [value.item()], depth)

    def _sympy(self, value: Any, depth: int) -> list[Any] | None:
        import sympy

        if isinstance(value, sympy.MatrixBase):
            return self._each("list", value.tolist(), depth)
        if isinstance(value, sympy.NDimArray):
            return self._each("list", value.tolist(), depth)
        if isinstance(value, sympy.Point):
            return self._each("list", value.args[:MAX_DEPTH], depth)
        return ["expr", _nodes(value)] if isinstance(value, sympy.Basic) else None

    def _other(self, value: Any, depth: int) -> list[Any]:
        if callable(value):
            return ["function"]
        if hasattr(value, "__array__"):
            import numpy as np

            array = np.asarray(value)
            return _array(array) or self._each("list", array.tolist() if array.ndim else [array.item()], depth)
        return ["opaque", type(value).__name__[:64]]


def _plain(value: Any, _depth: int) -> list[Any] | None:
    """Plain values by their real type, through the built-in types' own methods: a subclass may lie in its own."""
    kind = type(value)
    if value is None:
        return ["none"]
    if value is Ellipsis:
        return ["ellipsis"]
    if issubclass(kind, str):
        if str.__len__(value) > MAX_STRING:
            raise TooLarge("a string that is too long")
        return ["str", str.__str__(value)]
    if kind is bool:
        return ["bool", value]
    if issubclass(kind, int):
        if int.bit_length(value) > MAX_BITS:
            raise TooLarge("an integer with too many digits")
        return ["int", hex(int.__int__(value))]
    if issubclass(kind, float):
        return ["float", float.hex(value)]
    if issubclass(kind, complex):
        return ["complex", complex.real.__get__(value).hex(), complex.imag.__get__(value).hex()]
    if issubclass(kind, (Fraction, Decimal)) and (issubclass(kind, Fraction) or value.is_finite()):
        exact = Fraction(value)
        return ["expr", [["Rational", [hex(exact.numerator), hex(exact.denominator)], []]]]
    if not issubclass(kind, (numbers.Complex, Decimal)) or _is_sympy(value):
        return None
    if issubclass(kind, numbers.Integral):
        return _plain(int(value), _depth)
    if not issubclass(kind, (numbers.Real, Decimal)):
        return ["complex", complex(value).real.hex(), complex(value).imag.hex()]
    rounded = float(value)
    if math.isinf(rounded) and value not in (math.inf, -math.inf):
        raise TooLarge("a number that is too large")
    return ["float", rounded.hex()]


def _is_sympy(value: Any) -> bool:
    import sympy

    return isinstance(value, sympy.Basic)


def _array(value: Any) -> list[Any] | None:
    """A numeric array's bytes, or None when its items are objects."""
    import numpy as np

    wide: dict[str, Any] = {"b": np.uint8, "i": "<i8", "u": "<u8", "f": "<f8", "c": "<c16"}
    if value.dtype.kind not in wide:
        return None
    if value.size > 2_000_000:
        raise TooLarge("an array with too many items")
    raw = np.ascontiguousarray(value).astype(wide[value.dtype.kind]).tobytes()
    return ["array", value.dtype.kind, list(value.shape), base64.b64encode(raw).decode("ascii")]


def _nodes(root: Any, *, done: bool = False) -> list[Any]:
    """A SymPy object as nodes, children first; pending derivatives and limits are carried out before."""
    nodes: list[Any] = []
    position: dict[Any, int] = {}
    stack = [(root, False)]
    while stack:
        item, ready = stack.pop()
        key = (type(item), item)
        if key in position:
            continue
        if type(item).__name__ in UNEVALUATED and not done:
            return _nodes(root.doit(), done=True)
        if not ready and item.args:
            stack.append((item, True))
            stack.extend((child, False) for child in reversed(item.args))
            continue
        head, data = _head(item)
        children = [] if data is not None and head != "AppliedUndef" else [position[type(c), c] for c in item.args]
        nodes.append([head, data, children])
        position[key] = len(nodes) - 1
        if len(nodes) > MAX_NODES or len(stack) > 10 * MAX_NODES:
            raise TooLarge("an expression with too many terms")
    return nodes


def _head(item: Any) -> tuple[str, Any]:
    """The head of a node and its data; classes that print differently but mean the same share a head."""
    import sympy
    from sympy.core.function import AppliedUndef

    if isinstance(item, sympy.Symbol):
        known = item.assumptions0
        return "Symbol", [item.name[:64], [name for name in ASSUMPTIONS if known.get(name)]]
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
        return "AppliedUndef", item.func.__name__[:64]
    names = {"BooleanTrue": "true", "BooleanFalse": "false"}
    name = type(item).__name__
    return names.get(name, name[:64]), None


# Arguments that arrive ---------------------------------------------------------------------------------------------


def _decode(data: list[Any]) -> Any:
    """A fresh value for every call; arguments come from the trusted side and use only some of the tags."""
    tag, rest = data[0], data[1:]
    if tag == "none":
        return None
    if tag in ("bool", "str"):
        return rest[0]
    if tag == "int":
        return int(rest[0], 16)
    if tag == "float":
        return float.fromhex(rest[0])
    if tag == "complex":
        return complex(*map(float.fromhex, rest))
    if tag in ("list", "tuple"):
        items = [_decode(item) for item in rest[0]]
        return items if tag == "list" else tuple(items)
    if tag == "dict":
        return {_decode(key): _decode(value) for key, value in rest[0]}
    return _decode_array(*rest) if tag == "array" else _decode_expression(rest[0])


def _decode_array(kind: str, shape: list[int], encoded: str) -> Any:
    import numpy as np

    dtype = {"b": "u1", "i": "<i8", "u": "<u8", "f": "<f8", "c": "<c16"}[kind]
    array = np.frombuffer(base64.b64decode(encoded), dtype=dtype).reshape(shape)
    return array.astype(bool) if kind == "b" else array.copy()


def _decode_expression(nodes: list[Any]) -> Any:
    import sympy

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


# Frames ------------------------------------------------------------------------------------------------------------


def _send(sock: socket.socket, message: Any) -> None:
    body = json.dumps(message, separators=(",", ":")).encode()
    sock.sendall(struct.pack(">I", len(body)) + body)


def _receive(sock: socket.socket) -> Any:
    header = _read(sock, 4)
    if header is None:
        return None
    body = _read(sock, struct.unpack(">I", header)[0])
    return None if body is None else json.loads(body)


def _read(sock: socket.socket, count: int) -> bytes | None:
    data = bytearray()
    with contextlib.suppress(ConnectionError):
        while len(data) < count:
            chunk = sock.recv(count - len(data))
            if not chunk:
                return None
            data += chunk
        return bytes(data)
    return None
