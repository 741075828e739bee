"""Frames as the worker's side sends and receives them; it trusts what the judge's side sends."""

from __future__ import annotations

import contextlib
import json
import socket
import struct
from typing import Any

HEADER = 4
"""Bytes of a frame's length."""


def send(sock: socket.socket, message: Any) -> None:
    """Send one frame."""
    body = json.dumps(message, separators=(",", ":")).encode()
    sock.sendall(struct.pack(">I", len(body)) + body)


def receive(sock: socket.socket) -> Any:
    """Receive one frame; None when the other side has closed."""
    frame = receive_frame(sock)
    return None if frame is None else json.loads(frame[HEADER:])


def receive_frame(sock: socket.socket) -> bytes | None:
    """The same as the bytes that came, to be passed on."""
    header = _read(sock, HEADER)
    if header is None:
        return None
    body = _read(sock, struct.unpack(">I", header)[0])
    return None if body is None else header + body


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
