"""One worker as the grader sees it: run cells, take a snapshot, call functions, each within its time."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import math
import socket
import time
from collections.abc import Callable, Sequence
from typing import Any

from autograder.isolation.protocol import MAX_ERROR_TEXT, MAX_ERROR_TYPE, MAX_NOTES, Event, Op
from autograder.isolation.sandbox.orders import Cause, Order
from autograder.isolation.sandbox.policy import Budget
from autograder.isolation.wire import (
    ConnectionClosed,
    Deadline,
    FrameTimeout,
    Quota,
    WireError,
    WireLimit,
    encode,
    receive,
    send,
)

MOST_WAITING = 4
"""How many times its seconds a worker may get, on a machine that does not let it run."""
INTERRUPT_SECONDS = 2.0
"""How long an interrupted cell may take to give up before its worker is killed."""


class WorkerGone(Exception):
    """The worker is no longer usable; `why` says in words what its supervisor saw, for people."""

    def __init__(self, cause: Cause, why: str) -> None:
        super().__init__(cause, why)
        self.cause = cause
        self.why = why


@dataclasses.dataclass(frozen=True)
class CellRun:
    """How one cell ended: None, or the exception's type and text; and what it did not do, as kinds and texts."""

    cell: int
    error: tuple[str, str] | None = None
    notes: tuple[tuple[str, str], ...] = ()


@dataclasses.dataclass(frozen=True)
class State:
    """A state of the notebook: its number for the worker, 0 for the end, and the cell after which it is kept."""

    number: int = 0
    cell: int | None = None


@dataclasses.dataclass(frozen=True)
class Ran:
    """What a whole run says: names that only the given cells define, and for every part the state to judge it in."""

    lacking: tuple[str, ...] = ()
    states: tuple[State, ...] = ()


class CpuDeadline(Deadline):
    """Seconds of a worker's own: the time it waits for a processor, which others hold, is added to them.

    So an answer's budget depends neither on how busy the machine is nor on what another submission does to it. `last`
    is never passed; `waited` gives the seconds a worker has waited since it was last asked.
    """

    def __init__(self, seconds: float, last: float, waited: Callable[[], float]) -> None:
        self._since = time.monotonic()
        self._last = min(last, self._since + MOST_WAITING * seconds)
        self._waited = waited
        super().__init__(min(last, self._since + seconds))

    def left(self) -> float:
        """Seconds left, with those that the worker has waited in the meantime when there are none left."""
        left = super().left()
        if left <= 0 and self.at < self._last:
            now = time.monotonic()
            self.at = min(self._last, self.at + min(self._waited(), now - self._since))
            self._since = now
            left = super().left()
        return left


class WorkerProcess:
    """A confined worker and its supervisor, by their sockets."""

    def __init__(self, sock: socket.socket, control: socket.socket, budget: Budget) -> None:
        self._sock = sock
        self._control = control
        self._budget = budget
        self._last_words = ""
        self._cause = Cause.ENDED
        self._heard = b""

    def run(
        self, cells: list[tuple[int, str]], deadline: float, done: list[CellRun], given: Sequence[str] = (),
        parts: Sequence[Sequence[str]] = (),
    ) -> Ran:  # fmt: skip
        """Run `given` cells and `cells` in order, appending how each of the latter ended to `done`.

        The state after the last cell that defines one of the names of a part is kept.

        Raises `WorkerGone` when one cell outlives its time or ends the process; `done` then lacks that cell and the
        following ones.
        """
        names = [list(part) for part in parts]
        request = {"op": Op.RUN, "given": list(given), "cells": [list(cell) for cell in cells], "parts": names}
        self._send(request, deadline)
        for _ in range(2 * len(cells) + 1):
            event, interrupted = self._cell_event(deadline)
            if event.get("event") == Event.RAN:
                return Ran(_texts(event.get("given")), _states(event.get("states"), len(parts)))
            if event.get("event") == Event.END:
                run = _cell_run(event)
                stopped = ("TimeLimit", f"stopped after {self._budget.cell_seconds:g} s")
                done.append(dataclasses.replace(run, error=stopped) if interrupted else run)
        raise WorkerGone(Cause.PROTOCOL, "it broke the protocol")

    def snapshot(
        self, names: list[str], deadline: float, taken: dict[str, Any], quota: Quota, *, state: int = 0
    ) -> None:
        """Put the tagged, still undecoded value of every name into `taken`, one after another.

        Raises `WorkerGone` when reading one value outlives the time of a call, ends the process or leaves `quota`;
        `taken` then lacks that name and the following ones.
        """
        self._send({"op": Op.SNAPSHOT, "state": state, "names": names}, deadline)
        for name in names:
            taken[name] = self._receive(self._own_seconds(self._budget.call_seconds, deadline), quota).get("value")

    def call(
        self, name: str, calls: list[tuple[Any, ...]], seconds: float, deadline: float, *, state: int = 0
    ) -> list[Any]:
        """The undecoded result of each call, all within `seconds` of the worker's own and before `deadline`.

        The worker is unusable after `WorkerGone`.
        """
        arguments = [[encode(x) for x in call] for call in calls]
        self._send({"op": Op.CALL, "state": state, "name": name, "calls": arguments}, deadline)
        results = self._receive(self._own_seconds(seconds, deadline)).get("results")
        if not isinstance(results, list) or len(results) != len(calls):
            raise WorkerGone(Cause.PROTOCOL, "it answered with something else than results")
        return results

    def kill(self) -> str:
        """End the worker with everything it started; returns what its supervisor saw (`memory`, `exit 1`, ...)."""
        with contextlib.suppress(OSError):
            self._control.settimeout(20.0)
            self._control.sendall(Order.END)
        words = self._why_it_ended(20.0)
        self.close()
        return words

    def close(self) -> None:
        """Give both sockets up; the supervisor then kills whatever is left."""
        self._sock.close()
        self._control.close()

    def _own_seconds(self, seconds: float, deadline: float) -> CpuDeadline:
        return CpuDeadline(seconds, deadline, self._waited)

    def _waited(self) -> float:
        """Seconds since this was last asked that the worker was ready to run and others had the processors."""
        with contextlib.suppress(OSError):
            self._control.sendall(Order.WAITED)
        return float(self._hear(3.0).get("waited", 0.0))

    def _cell_event(self, deadline: float) -> tuple[dict[str, Any], bool]:
        """The next event of a run; an overdue cell is interrupted first, so that later cells still run."""
        try:
            return self._receive(self._own_seconds(self._budget.cell_seconds, deadline)), False
        except WorkerGone as gone:
            if gone.cause is not Cause.TIMEOUT:
                raise
        with contextlib.suppress(OSError):
            self._control.sendall(Order.INTERRUPT)
        return self._receive(self._own_seconds(INTERRUPT_SECONDS, math.inf)), True

    def _send(self, message: Any, deadline: float) -> None:
        try:
            send(self._sock, message, deadline=Deadline(deadline))
        except FrameTimeout as error:
            raise WorkerGone(Cause.TIMEOUT, "timeout") from error
        except ConnectionClosed as error:
            raise self._gone() from error

    def _receive(self, deadline: Deadline, quota: Quota | None = None) -> dict[str, Any]:
        try:
            answer = receive(self._sock, deadline=deadline, quota=quota)
        except FrameTimeout as error:
            raise WorkerGone(Cause.TIMEOUT, "timeout") from error
        except ConnectionClosed as error:
            raise self._gone() from error
        except WireLimit as error:
            raise WorkerGone(Cause.RESOURCES, f"limit: {error}") from error
        except WireError as error:
            raise WorkerGone(Cause.PROTOCOL, f"it broke the protocol: {error}") from error
        if not isinstance(answer, dict):
            raise WorkerGone(Cause.PROTOCOL, "it broke the protocol")
        return answer

    def _gone(self) -> WorkerGone:
        """What the supervisor says about a worker that has hung up."""
        words = self._why_it_ended(3.0)
        return WorkerGone(self._cause, words)

    def _why_it_ended(self, seconds: float) -> str:
        """What the supervisor reported at the end, or that it said nothing."""
        while not self._last_words and self._hear(seconds):
            continue  # an account that a killed judge asked for may come first
        return self._last_words or "the worker ended"

    def _hear(self, seconds: float) -> dict[str, Any]:
        """One line of the supervisor's; its last words are kept."""
        with contextlib.suppress(OSError, ValueError):
            self._control.settimeout(seconds)
            while b"\n" not in self._heard and (data := self._control.recv(4096)):
                self._heard += data
            line, _, self._heard = self._heard.partition(b"\n")
            report: dict[str, Any] = json.loads(line)
            if not self._last_words:
                self._last_words = str(report.get("why", ""))
                self._cause = Cause(report.get("cause", Cause.ENDED.value))
            return report
        return {}


@dataclasses.dataclass(frozen=True)
class WorkerState:
    """A worker's functions as they are in one state of the notebook."""

    worker: WorkerProcess
    number: int

    def call(self, name: str, calls: list[tuple[Any, ...]], seconds: float, deadline: float) -> list[Any]:
        """As `WorkerProcess.call`."""
        return self.worker.call(name, calls, seconds, deadline, state=self.number)


def _cell_run(event: dict[str, Any]) -> CellRun:
    """Read an `end` event, which an untrusted process wrote."""
    index, error, notes = event.get("cell"), event.get("error"), event.get("notes")
    if type(index) is not int or not isinstance(notes, list) or len(notes) > MAX_NOTES:
        raise WorkerGone(Cause.PROTOCOL, "it broke the protocol")
    found = tuple(_pair(note) for note in notes)
    if error is None:
        return CellRun(index, None, found)
    kind, text = _pair(error)
    return CellRun(index, (kind[:MAX_ERROR_TYPE], text[:MAX_ERROR_TEXT]), found)


def _pair(data: object) -> tuple[str, str]:
    texts = _texts(data)
    if len(texts) != 2:
        raise WorkerGone(Cause.PROTOCOL, "it broke the protocol")
    return texts[0], texts[1]


def _texts(data: object) -> tuple[str, ...]:
    """A list of texts, which an untrusted process wrote."""
    if not isinstance(data, list) or not all(isinstance(text, str) for text in data):
        raise WorkerGone(Cause.PROTOCOL, "it broke the protocol")
    return tuple(text[:MAX_ERROR_TEXT] for text in data)


def _states(data: object, parts: int) -> tuple[State, ...]:
    """Where the parts are to be judged, which an untrusted process wrote."""
    if not isinstance(data, list) or len(data) != parts:
        raise WorkerGone(Cause.PROTOCOL, "it broke the protocol")
    for entry in data:
        pair = entry if isinstance(entry, list) and len(entry) == 2 else (None, None)
        if type(pair[0]) is not int or not 0 <= pair[0] <= parts or type(pair[1]) not in (int, type(None)):
            raise WorkerGone(Cause.PROTOCOL, "it broke the protocol")
    return tuple(State(number, cell) for number, cell in data)
