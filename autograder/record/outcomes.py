"""The closed lists of how a ✓ can end: the outcome that people read, and the reason that programs go by."""

from __future__ import annotations

import enum


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

    @property
    def is_decided(self) -> bool:
        """Whether the grader came to a decision."""
        return self is not Outcome.GRADER_FAULT


STOPPED = frozenset({Outcome.ANSWER_TIMED_OUT, Outcome.ANSWER_EXCEEDED_LIMIT})
"""Outcomes of an answer that was stopped before it could be judged."""


class LossReason(str, enum.Enum):
    """Why a ✓ was lost, where a program needs to know more than the outcome; texts for people decide nothing."""

    JUDGED = "judged"
    MISSING = "missing"
    NEVER_READ = "never read"
    EXCEPTION = "exception"
    MEMORY = "memory"
    ENDED = "ended"
    TIME = "time"
    RESOURCES = "resources"
    SIZE = "size"
    EFFORT = "effort"
    GRADER = "grader"

    def __str__(self) -> str:
        return self.value
