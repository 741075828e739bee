"""The closed list of outcomes of a ✓, and the exceptions that carry them from a check to the report.

A hidden test returns normally when its ✓ is earned and raises a :class:`TickLost` otherwise. Any other exception is
the grader's own fault and leaves the ✓ undecided.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from typing import Any


class Outcome(str, enum.Enum):
    """How a ✓ was decided; only `GRADER_FAULT` is undecided."""

    EARNED = "earned"
    NOT_EARNED = "not earned"
    NOT_ANSWERED = "not answered"
    ANSWER_RAISED = "answer raised"
    ANSWER_TIMED_OUT = "answer timed out"
    ANSWER_EXCEEDED_LIMIT = "answer exceeded a limit"
    GRADER_FAULT = "grader fault"

    def __str__(self) -> str:
        return self.value


class GraderFault(Exception):
    """A hidden test failed for a reason that is not the answer's: the ✓ is undecided."""


class TickLost(Exception):
    """A ✓ that is not awarded, with what was expected and what it got.

    `evidence` holds plain data that a student may see, one mapping per item with its `kind`;
    `staff` is a line for staff only, such as the hidden input at which the answer failed.
    """

    outcome = Outcome.NOT_EARNED

    def __init__(
        self, *, expected: str, got: str, hint: str = "", evidence: Sequence[Mapping[str, Any]] = (), staff: str = ""
    ) -> None:
        super().__init__(expected, got, hint)
        self.expected = expected
        self.got = got
        self.hint = hint
        self.evidence = tuple(evidence)
        self.staff = staff

    def __str__(self) -> str:
        text = f"{self.outcome}: expected {self.expected}; got: {self.got}"
        return f"{text} ({self.hint})" if self.hint else text


class NotEarned(TickLost):
    """The answer was judged and is not right."""


class NotAnswered(TickLost):
    """The name is missing from the notebook, or still holds the starter cell's `...`."""

    outcome = Outcome.NOT_ANSWERED

    def __init__(self, name: str, hint: str = "") -> None:
        super().__init__(expected=f"an answer in `{name}`", got="no answer", hint=hint)
        self.name = name


class NeverRead(TickLost):
    """The submission's time was used up before the name's value could be taken."""

    outcome = Outcome.ANSWER_TIMED_OUT

    def __init__(self, name: str) -> None:
        expected = f"`{name}` is there within the time for one submission"
        super().__init__(expected=expected, got="the time was used up while cells ran")
        self.name = name


class AnswerRaised(TickLost):
    """The student's own function raised an exception when it was called."""

    outcome = Outcome.ANSWER_RAISED

    def __init__(self, name: str, kind: str = "an exception") -> None:
        super().__init__(expected=f"`{name}` returns a result", got=f"`{name}` raised {kind}")
        self.name = name
        self.kind = kind


class AnswerTimedOut(TickLost):
    """A cell or a call of the submission ran longer than its time budget."""

    outcome = Outcome.ANSWER_TIMED_OUT

    def __init__(self, name: str, seconds: float) -> None:
        super().__init__(
            expected=f"`{name}` returns within {seconds:g} s",
            got=f"`{name}` was still running and was stopped",
        )
        self.name = name
        self.seconds = seconds


class AnswerExceededLimit(TickLost):
    """The submission used more memory, output or size than it may."""

    outcome = Outcome.ANSWER_EXCEEDED_LIMIT

    def __init__(self, name: str, limit: str) -> None:
        super().__init__(expected=f"`{name}` stays within its limits", got=limit)
        self.name = name
        self.limit = limit
