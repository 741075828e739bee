"""Words that pages and the terminal share."""

from __future__ import annotations

from autograder.record import Grade, Outcome
from autograder.texts import _, marked


def credits_text(grade: Grade) -> str:
    """`6.00 of 9 credits`, or nothing where no rate is configured."""
    if grade.credits is None:
        return ""
    return _("{earned} of {available} credits", earned=f"{grade.credits:.2f}", available=f"{grade.credits_available:g}")


def ticks_text(earned: int, available: int) -> str:
    """`3 of 4 ✓`."""
    return _("{earned} of {available} ✓", earned=earned, available=available)


def outcome_text(outcome: Outcome) -> str:
    """An outcome in the reader's language; in records and files it is always the English word."""
    return _(OUTCOMES[outcome])


OUTCOMES = {
    Outcome.EARNED: marked("earned"),
    Outcome.NOT_EARNED: marked("not earned"),
    Outcome.NOT_ANSWERED: marked("not answered"),
    Outcome.ANSWER_RAISED: marked("answer raised"),
    Outcome.ANSWER_TIMED_OUT: marked("answer timed out"),
    Outcome.ANSWER_EXCEEDED_LIMIT: marked("answer exceeded a limit"),
    Outcome.GRADER_FAULT: marked("grader fault"),
}
