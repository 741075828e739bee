"""One worker as the grader sees it: run cells, take a snapshot, call functions, each within its time."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import socket
import time
from typing import Any

from autograder.sandbox.policy import Budget
from autograder.wire import ConnectionClosed, FrameTimeout, Room, WireError, WireLimit, encode, receive, send

INTERRUPT_SECONDS = 2.0
"""How long an interrupted cell may take to give up before its worker is killed."""


class WorkerGone(Exception):
    """The worker is no longer usable; `why` is `timeout`, or what its warden saw."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclasses.dataclass(frozen=True)
class CellRun:
    """How one cell ended: None, or the exception's type and text."""

    cell: int
    error: tuple[str, str] | None = None


class WorkerProcess:
    """A confined worker and its warden, by their sockets."""

    def __init__(self, sock: socket.socket, control: socket.socket, budget: Budget) -> None:
        self._sock = sock
        self._control = control
        self._budget = budget
        self._last_words = ""

    def run(self, cells: list[tuple[int, str]], deadline: float, done: list[CellRun]) -> None:
        """Run `cells` in order, appending how each ended to `done`.

        Raises `WorkerGone` when one cell outlives its time or ends the process; `done` then lacks that cell and the
        following ones.
        """
        self._send({"op": "run", "cells": [list(cell) for cell in cells]}, deadline)
        for _ in range(2 * len(cells) + 1):
            limit = min(deadline, time.monotonic() + self._budget.cell_seconds)
            event, interrupted = self._cell_event(limit)
            if event.get("event") == "ran":
                return
            if event.get("event") == "end":
                run = _cell_run(event)
                stopped = ("TimeLimit", f"stopped after {self._budget.cell_seconds:g} s")
                done.append(dataclasses.replace(run, error=stopped) if interrupted else run)
        raise WorkerGone("it broke the protocol")

    def snapshot(self, names: list[str], deadline: float, taken: dict[str, Any], room: Room) -> None:
        """Put the tagged, still undecoded value of every name into `taken`, one after another.

        Raises `WorkerGone` when reading one value outlives the time of a call, ends the process or leaves `room`;
        `taken` then lacks that name and the following ones.
        """
        self._send({"op": "snapshot", "names": names}, deadline)
        for name in names:
            limit = min(deadline, time.monotonic() + self._budget.call_seconds)
            taken[name] = self._receive(limit, room).get("value")

    def call(self, name: str, calls: list[tuple[Any, ...]], seconds: float) -> list[Any]:
        """The undecoded result of each call, all within `seconds`; the worker is unusable after `WorkerGone`."""
        deadline = time.monotonic() + seconds
        self._send({"op": "call", "name": name, "calls": [[encode(x) for x in call] for call in calls]}, deadline)
        results = self._receive(deadline).get("results")
        if not isinstance(results, list) or len(results) != len(calls):
            raise WorkerGone("it answered with something else than results")
        return results

    def kill(self) -> str:
        """End the worker with everything it started; returns what its warden saw (`memory`, `exit 1`, ...)."""
        with contextlib.suppress(OSError):
            self._control.settimeout(20.0)
            self._control.sendall(b"k")
        words = self._warden_words(20.0)
        self.close()
        return words

    def close(self) -> None:
        """Give both sockets up; the warden then kills whatever is left."""
        self._sock.close()
        self._control.close()

    def _cell_event(self, deadline: float) -> tuple[dict[str, Any], bool]:
        """The next event of a run; an overdue cell is interrupted first, so that later cells still run."""
        try:
            return self._receive(deadline), False
        except WorkerGone as gone:
            if gone.why != "timeout":
                raise
        with contextlib.suppress(OSError):
            self._control.sendall(b"i")
        return self._receive(time.monotonic() + INTERRUPT_SECONDS), True

    def _send(self, message: Any, deadline: float) -> None:
        try:
            send(self._sock, message, deadline=deadline)
        except FrameTimeout as error:
            raise WorkerGone("timeout") from error
        except ConnectionClosed as error:
            raise WorkerGone(self._warden_words(3.0)) from error

    def _receive(self, deadline: float, room: Room | None = None) -> dict[str, Any]:
        try:
            answer = receive(self._sock, deadline=deadline, room=room)
        except FrameTimeout as error:
            raise WorkerGone("timeout") from error
        except ConnectionClosed as error:
            raise WorkerGone(self._warden_words(3.0)) from error
        except WireLimit as error:
            raise WorkerGone(f"limit: {error}") from error
        except WireError as error:
            raise WorkerGone(f"it broke the protocol: {error}") from error
        if not isinstance(answer, dict):
            raise WorkerGone("it broke the protocol")
        return answer

    def _warden_words(self, seconds: float) -> str:
        """What the warden reported at the end, or that it said nothing."""
        if not self._last_words:
            with contextlib.suppress(OSError, ValueError):
                self._control.settimeout(seconds)
                report = json.loads(self._control.recv(4096) or b"{}")
                self._last_words = str(report.get("why", ""))
        return self._last_words or "the worker ended"


def _cell_run(event: dict[str, Any]) -> CellRun:
    """Read an `end` event, which an untrusted process wrote."""
    index, error = event.get("cell"), event.get("error")
    if type(index) is not int:
        raise WorkerGone("it broke the protocol")
    if error is None:
        return CellRun(index)
    if not (isinstance(error, list) and len(error) == 2 and all(isinstance(part, str) for part in error)):
        raise WorkerGone("it broke the protocol")
    return CellRun(index, (error[0][:80], error[1][:2000]))
