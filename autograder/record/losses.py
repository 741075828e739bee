"""The exceptions that carry a lost ✓ from a check to its record.

A hidden test returns normally when its ✓ is earned and raises a :class:`TickLost` otherwise. Any other exception is
the grader's own fault and leaves the ✓ undecided.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from autograder.record.findings import Evidence, Finding
from autograder.record.outcomes import LossReason, Outcome
from autograder.texts import _


class GraderFault(Exception):
    """A hidden test failed for a reason that is not the answer's: the ✓ is undecided."""


class TickLost(Exception):
    """A ✓ that is not awarded, with what was found; `finding` may be given whole or by its texts.

    `evidence` holds plain data, one mapping per item with its `kind`; `staff` is a line for staff only, such as the
    hidden input at which the answer failed.
    """

    outcome = Outcome.NOT_EARNED
    reason = LossReason.JUDGED

    def __init__(
        self, *, expected: str = "", got: str = "", hint: str = "", evidence: Sequence[Evidence] = (), staff: str = "",
        finding: Finding | None = None,
    ) -> None:  # fmt: skip
        self.finding = finding or Finding(
            expected=expected, got=got, hint=hint, evidence=tuple(evidence), input=staff, reason=self.reason
        )
        super().__init__(self.finding.expected, self.finding.got, self.finding.hint)

    @classmethod
    def with_outcome(cls, outcome: Outcome, finding: Finding) -> TickLost:
        """A loss of any outcome, as it was decided elsewhere."""
        lost = TickLost(finding=finding)
        lost.outcome = outcome
        return lost

    def amended(self, **changes: Any) -> TickLost:
        """The same loss with other fields of its finding."""
        return TickLost.with_outcome(self.outcome, dataclasses.replace(self.finding, **changes))

    @property
    def expected(self) -> str:
        """What a right answer does."""
        return self.finding.expected

    @property
    def got(self) -> str:
        """What this answer did instead."""
        return self.finding.got

    @property
    def hint(self) -> str:
        """What to look at."""
        return self.finding.hint

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What was seen, as plain data."""
        return self.finding.evidence

    @property
    def staff(self) -> str:
        """The hidden input at which the answer failed."""
        return self.finding.input

    def __str__(self) -> str:
        text = f"{self.outcome}: expected {self.expected}; got: {self.got}"
        return f"{text} ({self.hint})" if self.hint else text


class NotEarned(TickLost):
    """The answer was judged and is not right."""


class NotAnswered(TickLost):
    """The name is missing from the notebook, or still holds the starter cell's `...`."""

    outcome = Outcome.NOT_ANSWERED
    reason = LossReason.MISSING

    def __init__(self, name: str, hint: str = "") -> None:
        super().__init__(expected=_("an answer in `{name}`", name=name), got=_("no answer"), hint=hint)
        self.name = name


class NeverRead(TickLost):
    """The submission's time was used up before the name's value could be taken."""

    outcome = Outcome.ANSWER_TIMED_OUT
    reason = LossReason.NEVER_READ

    def __init__(self, name: str) -> None:
        expected = _("`{name}` is there within the time for one submission", name=name)
        super().__init__(expected=expected, got=_("the time was used up while cells ran"))
        self.name = name


class AnswerRaised(TickLost):
    """The student's own function raised an exception when it was called; `kind` is what the student is told of it."""

    outcome = Outcome.ANSWER_RAISED
    reason = LossReason.EXCEPTION

    def __init__(
        self, name: str, kind: str = "", reason: LossReason = LossReason.EXCEPTION, hint: str = "", staff: str = ""
    ) -> None:
        self.reason = reason
        got = _("`{name}` raised {kind}", name=name, kind=kind or _("an exception"))
        super().__init__(expected=_("`{name}` returns a result", name=name), got=got, hint=hint, staff=staff)
        self.name = name
        self.kind = kind


class WrongArguments(AnswerRaised):
    """The student's own function does not take as many arguments as it is called with."""

    def __init__(self, name: str, count: int) -> None:
        super().__init__(name)
        called = _("called with one argument") if count == 1 else _("called with {count} arguments", count=count)
        self.finding = dataclasses.replace(
            self.finding, expected=_("`{name}` can be {called}, as on the sheet", name=name, called=called),
            got=_("a function of another number of arguments"),
        )  # fmt: skip


class AnswerTimedOut(TickLost):
    """A cell or a call of the submission ran longer than its time budget."""

    outcome = Outcome.ANSWER_TIMED_OUT
    reason = LossReason.TIME

    def __init__(self, name: str, seconds: float) -> None:
        super().__init__(
            expected=_("`{name}` returns within {seconds} s", name=name, seconds=f"{seconds:g}"),
            got=_("`{name}` was still running and was stopped", name=name),
        )
        self.name = name
        self.seconds = seconds


class AnswerExceededLimit(TickLost):
    """The submission used more memory, output or size than it may."""

    outcome = Outcome.ANSWER_EXCEEDED_LIMIT
    reason = LossReason.SIZE

    def __init__(self, name: str, limit: str, reason: LossReason = LossReason.SIZE) -> None:
        self.reason = reason
        super().__init__(expected=_("`{name}` stays within its limits", name=name), got=limit)
        self.name = name
        self.limit = limit
