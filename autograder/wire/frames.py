"""Frames over a stream socket: a four-byte big-endian length, then that many bytes of JSON."""

from __future__ import annotations

import json
import socket
import struct
import time
from typing import Any

from autograder.wire.values import WireError, WireLimit

MAX_FRAME = 24 * 2**20
"""Bytes; the largest honest answer (an array of a few hundred thousand numbers) is far below."""


class ConnectionClosed(WireError):
    """The other side closed its end, or died."""


class FrameTimeout(WireError):
    """A frame did not arrive, or could not be sent, in time."""


def send(sock: socket.socket, message: Any, *, deadline: float) -> None:
    """Send one frame before the monotonic time `deadline`."""
    body = json.dumps(message, allow_nan=False, separators=(",", ":")).encode()
    view = memoryview(struct.pack(">I", len(body)) + body)
    while view:
        _arm(sock, deadline)
        try:
            sent = sock.send(view)
        except TimeoutError as error:
            raise FrameTimeout("the other side does not read") from error
        except OSError as error:
            raise ConnectionClosed(str(error)) from error
        view = view[sent:]


def receive(sock: socket.socket, *, deadline: float, max_frame: int = MAX_FRAME) -> Any:
    """Receive one frame before the monotonic time `deadline`; strict JSON, no NaN, no duplicate keys."""
    (length,) = struct.unpack(">I", _read(sock, 4, deadline))
    if length > max_frame:
        raise WireLimit(f"a message of {length} bytes")
    body = _read(sock, length, deadline)
    try:
        return json.loads(body.decode("utf-8"), parse_constant=_refuse, object_pairs_hook=_unique)
    except (ValueError, RecursionError) as error:
        raise WireError("a message that is not strict JSON") from error


def _read(sock: socket.socket, count: int, deadline: float) -> bytes:
    """Read exactly `count` bytes."""
    chunks = bytearray()
    while len(chunks) < count:
        _arm(sock, deadline)
        try:
            chunk = sock.recv(min(count - len(chunks), 2**20))
        except TimeoutError as error:
            raise FrameTimeout("no message in time") from error
        except OSError as error:
            raise ConnectionClosed(str(error)) from error
        if not chunk:
            raise ConnectionClosed("the other side is gone")
        chunks += chunk
    return bytes(chunks)


def _arm(sock: socket.socket, deadline: float) -> None:
    remaining = deadline - time.monotonic()
    if remaining <= 0:
        raise FrameTimeout("the deadline has passed")
    sock.settimeout(remaining)


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is not JSON")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise ValueError("a key occurs twice")
    return result
