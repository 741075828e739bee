"""Typed values on the line between an untrusted worker and the judge, strict and bounded in both directions.

A frame is a four-byte big-endian length and that many bytes of UTF-8 JSON. A value is a JSON array whose first item
is its tag; `isolation.protocol` lists the tags. Decoding rebuilds exact built-in types, so nothing a submission
defined (operators, subclasses, lazily evaluated objects) reaches the judge.
"""

from __future__ import annotations

from autograder.isolation.protocol import HEADS
from autograder.isolation.wire.decode import Decoder, decode
from autograder.isolation.wire.encode import encode
from autograder.isolation.wire.expr import Expr, FloatData, SymbolData
from autograder.isolation.wire.frames import ConnectionClosed, Deadline, FrameTimeout, Quota, parse, receive, send
from autograder.isolation.wire.values import CALLABLE, ELLIPSIS, Marker, Opaque, Value, WireError, WireLimit

__all__ = [
    "CALLABLE",
    "ELLIPSIS",
    "HEADS",
    "ConnectionClosed",
    "Deadline",
    "Decoder",
    "Expr",
    "FloatData",
    "FrameTimeout",
    "Marker",
    "Opaque",
    "Quota",
    "SymbolData",
    "Value",
    "WireError",
    "WireLimit",
    "decode",
    "encode",
    "parse",
    "receive",
    "send",
]
