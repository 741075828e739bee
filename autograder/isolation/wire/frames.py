"""Frames over a stream socket: a four-byte big-endian length, then that many bytes of JSON."""

from __future__ import annotations

import dataclasses
import json
import socket
import struct
import time
from typing import Any

from autograder.isolation.protocol import MAX_FRAME, MAX_MARKS
from autograder.isolation.wire.values import WireError, WireLimit


@dataclasses.dataclass
class Quota:
    """What the frames that are kept together may still use, so that many large ones cannot fill the memory."""

    size: int = 64 * 2**20
    marks: int = MAX_MARKS

    def take(self, body: bytes) -> None:
        """Account for one frame; raises `WireLimit` when nothing is left for it."""
        self.size -= len(body)
        self.marks -= _marks(body)
        if self.size < 0 or self.marks < 0:
            raise WireLimit("values that are too large together")


class ConnectionClosed(WireError):
    """The other side closed its end, or died."""


class FrameTimeout(WireError):
    """A frame did not arrive, or could not be sent, in time."""


class Deadline:
    """A monotonic time until which a frame is waited for."""

    def __init__(self, at: float) -> None:
        self.at = at

    def left(self) -> float:
        """Seconds left; none are when it is not positive. A subclass may put the deadline off when asked."""
        return self.at - time.monotonic()


def send(sock: socket.socket, message: Any, *, deadline: Deadline) -> None:
    """Send one frame before `deadline`."""
    body = json.dumps(message, allow_nan=False, separators=(",", ":")).encode()
    view = memoryview(struct.pack(">I", len(body)) + body)
    while view:
        _arm(sock, deadline)
        try:
            sent = sock.send(view)
        except TimeoutError:
            continue
        except OSError as error:
            raise ConnectionClosed(str(error)) from error
        view = view[sent:]


def receive(sock: socket.socket, *, deadline: Deadline, max_frame: int = MAX_FRAME, quota: Quota | None = None) -> Any:
    """Receive one frame before `deadline`.

    Raises `WireError` for anything but strict JSON (see `parse`), `WireLimit` for a frame that is too large or leaves
    `quota`, `FrameTimeout`, or `ConnectionClosed`.
    """
    (length,) = struct.unpack(">I", _read(sock, 4, deadline))
    if length > max_frame:
        raise WireLimit("a message that is too long")
    body = _read(sock, length, deadline)
    if quota is not None:
        quota.take(body)
    return parse(body)


def parse(body: bytes) -> Any:
    """Strict JSON without fractions, NaN, repeated keys or integers of more than 18 digits, and with few objects.

    Lone surrogates, which JSON can escape and no file or terminal can hold, arrive as question marks.
    """
    if _marks(body) > MAX_MARKS:
        raise WireLimit("a message with too many items")
    try:
        value = json.loads(
            body.decode("utf-8"), parse_constant=_refuse, parse_float=_refuse, parse_int=_count,
            object_pairs_hook=_Objects(),
        )  # fmt: skip
        return _encodable(value) if b"\\u" in body else value
    except (ValueError, RecursionError) as error:
        raise WireError("a message that is not strict JSON") from error


def _encodable(value: Any) -> Any:
    """The same with question marks for lone surrogates; `ValueError` where that makes two keys one."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, list):
        return [_encodable(item) for item in value]
    if isinstance(value, dict):
        result = {_encodable(key): _encodable(item) for key, item in value.items()}
        if len(result) != len(value):
            raise ValueError("a key that occurs twice")
        return result
    return value


def _marks(body: bytes) -> int:
    return body.count(b",") + body.count(b"[") + body.count(b"{")


def _read(sock: socket.socket, count: int, deadline: Deadline) -> bytes:
    """Read exactly `count` bytes."""
    chunks = bytearray()
    while len(chunks) < count:
        _arm(sock, deadline)
        try:
            chunk = sock.recv(min(count - len(chunks), 2**20))
        except TimeoutError:
            continue
        except OSError as error:
            raise ConnectionClosed(str(error)) from error
        if not chunk:
            raise ConnectionClosed("the other side is gone")
        chunks += chunk
    return bytes(chunks)


def _arm(sock: socket.socket, deadline: Deadline) -> None:
    left = deadline.left()
    if left <= 0:
        raise FrameTimeout("the deadline has passed")
    sock.settimeout(left)


def _refuse(_text: str) -> Any:
    raise ValueError("a number that is no integer")


def _count(text: str) -> int:
    """An integer of the protocol: an index, a shape. Longer ones travel as hexadecimal text."""
    if len(text) > 18:
        raise ValueError("an integer that is too long")
    return int(text)


class _Objects:
    """Builds the few objects of a message; each costs hundreds of bytes, and only the outermost item is one."""

    def __init__(self) -> None:
        self._built = 0

    def __call__(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        self._built += 1
        result = dict(pairs)
        if len(result) != len(pairs) or self._built > 100:
            raise ValueError("a key that occurs twice, or too many objects")
        return result
