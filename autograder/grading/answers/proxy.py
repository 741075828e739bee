"""A student's function as the judge sees it: arguments go out, plain data comes back."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from autograder.grading.answers.raised import is_lacking, told, told_staff
from autograder.isolation.protocol import Reply
from autograder.isolation.sandbox import Budget, Cause, WorkerGone, WorkerProcess, WorkerState
from autograder.isolation.wire import ELLIPSIS, Decoder, Value, WireError, WireLimit
from autograder.record.losses import (
    AnswerExceededLimit,
    AnswerRaised,
    AnswerTimedOut,
    NotEarned,
    TickLost,
    WrongArguments,
)
from autograder.record.outcomes import LossReason
from autograder.texts import _

EXHAUSTED = {Cause.MEMORY: LossReason.MEMORY, Cause.RESOURCES: LossReason.RESOURCES}
"""What a worker was ended for that used too much."""
BATCH_FACTOR = 4.0
"""A batch may take this many times as long as one call: by the usual budget, all that the calls of a ✓ may take."""


Heard = tuple[str, list[tuple[Any, ...]], float, str]
"""A function's name, the calls that were asked for together, their seconds, and a digest of the results."""
Record = Callable[[str, Sequence[tuple[Any, ...]], Sequence[Any]], None]
"""Takes down the name of a function, calls, and their undecoded results."""


class Connection(Protocol):
    """What answers need of the line to a worker, whatever stands behind it."""

    budget: Budget
    missing: str
    """Modules that the submission lacks, in words; known before any hidden input is sent."""
    defined_again: Mapping[str, str]
    """Which cell defined a name last, in words, for names that several define."""
    heard: list[Heard]
    """Calls, with a digest of what they gave."""

    def call(self, name: str, calls: list[tuple[Any, ...]], seconds: float) -> list[Any]:
        """The undecoded results of calls of the function `name`."""


@dataclasses.dataclass
class WorkerConnection:
    """The line to one worker during one ✓: its deadline, and whether the worker is still usable."""

    worker: WorkerProcess | WorkerState | None
    budget: Budget
    deadline: float
    lost: TickLost | None = None
    missing: str = ""
    defined_again: Mapping[str, str] = dataclasses.field(default_factory=dict)
    heard: list[Heard] = dataclasses.field(default_factory=list)

    def call(self, name: str, calls: list[tuple[Any, ...]], seconds: float) -> list[Any]:
        """Send calls and receive their undecoded results; a worker lost once stays lost for this ✓."""
        if self.lost is not None:
            raise self.lost
        if self.worker is None or self.deadline <= time.monotonic():
            self.lost = AnswerTimedOut(name, self.budget.tick_seconds)
            raise self.lost
        started = time.monotonic()
        try:
            results = self.worker.call(name, calls, seconds, self.deadline)
        except WorkerGone as gone:
            # Which of the two times it was is told, and never what was left of one: earlier calls could choose that.
            whole = started + seconds <= self.deadline
            self.lost = explain_loss(name, gone, seconds if whole else self.budget.tick_seconds)
            raise self.lost from gone
        self.heard.append((name, calls, seconds, said(results)))
        return results


def said(results: Sequence[Any]) -> str:
    """A digest of undecoded results."""
    return hashlib.sha256(json.dumps(results).encode()).hexdigest()


class FunctionProxy:
    """Calls one function of the submission; every call gets fresh copies of its arguments, and is recorded."""

    def __init__(self, name: str, connection: Connection, record: Record) -> None:
        self.name = name
        self._connection = connection
        self._record = record

    def __call__(self, *args: Any) -> Value:
        """The function's value at `args`; raises a `TickLost` when it raises, hangs, or returns `...`."""
        (result,) = self._connection.call(self.name, [args], self._connection.budget.call_seconds)
        self._record(self.name, [args], [result])
        value = self._read(result, Decoder(), len(args))
        if isinstance(value, TickLost):
            raise value
        return value

    def map(self, calls: Sequence[tuple[Any, ...]]) -> list[Value | TickLost]:
        """The value of each call, or the `TickLost` that stands for its failure, in one round trip."""
        results = self._connection.call(self.name, list(calls), BATCH_FACTOR * self._connection.budget.call_seconds)
        self._record(self.name, calls, results)
        shared = Decoder()  # the limits of one value hold for a whole batch
        counts = map(len, calls)
        return [self._read(result, shared, count) for result, count in zip(results, counts, strict=True)]

    def _read(self, result: Any, decoder: Decoder, count: int) -> Value | TickLost:
        """Decode one result, which an untrusted process wrote."""
        if not isinstance(result, list) or not result:
            return _broken(self.name)
        tag, rest = result[0], result[1:]
        if tag == Reply.RAISED and len(rest) == 1:
            reason = LossReason.MEMORY if rest[0] == MemoryError.__name__ else LossReason.EXCEPTION
            hint = self._connection.missing if is_lacking(rest[0]) else ""
            return AnswerRaised(self.name, told(rest[0]), reason, hint, told_staff(rest[0]))
        if tag == Reply.ARGUMENTS:
            return WrongArguments(self.name, count)
        if tag == Reply.TOO_LARGE:
            return AnswerExceededLimit(self.name, _("a result larger than any answer needs"))
        if tag == Reply.MISSING:
            return NotEarned(
                expected=_("`{name}` is a function", name=self.name), got=_("nothing that can be called any more")
            )
        if tag != Reply.VALUE or len(rest) != 1:
            return _broken(self.name)
        value = read_value(self.name, rest[0], decoder)
        if value is ELLIPSIS:  # by the name alone this was answered: what a student sees at once cannot tell it apart
            expected = _("`{name}` returns a value", name=self.name)
            return NotEarned(expected=expected, got=_("`...`"), hint=self._connection.defined_again.get(self.name, ""))
        return value


def read_value(name: str, data: Any, decoder: Decoder) -> Value | TickLost:
    """Decode one value, or say in a `TickLost` why it is none."""
    try:
        return decoder.decode(data)
    except WireLimit as error:
        return AnswerExceededLimit(name, str(error))
    except WireError:
        return _broken(name)


def explain_loss(name: str, gone: WorkerGone, seconds: float) -> TickLost:
    """Who failed, from what a dead or stuck worker left behind."""
    if gone.cause is Cause.TIMEOUT:
        return AnswerTimedOut(name, seconds)
    if gone.cause in EXHAUSTED:
        return AnswerExceededLimit(name, _("it used too much: {why}", why=gone.why), EXHAUSTED[gone.cause])
    return AnswerRaised(name, _("no exception but ended its own process"), LossReason.ENDED)


def _broken(name: str) -> TickLost:
    return NotEarned(expected=_("`{name}` gives a plain value", name=name), got=_("something that is not plain data"))
