"""Words that pages and the terminal share."""

from __future__ import annotations

from autograder.record import Grade


def credits_text(grade: Grade) -> str:
    """`6.00 of 9 credits`, or nothing where no rate is configured."""
    return "" if grade.credits is None else f"{grade.credits:.2f} of {grade.credits_available:g} credits"
