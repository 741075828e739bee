"""What a hidden test is written with: the mark that has it decided elsewhere, and what a lost ✓ raises."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from autograder.record.losses import GraderFault, NotAnswered, NotEarned, TickLost

__all__ = ["NotAnswered", "NotEarned", "TickLost", "judged"]


def judged(check: Callable[[Any], None]) -> Callable[[Any], None]:
    """Mark a hidden test as one that is decided in a process of its own.

    The test receives `answers`; without the isolation plugin there are none, and the ✓ is a grader fault.
    """

    @functools.wraps(check)
    def decide(answers: Any) -> None:
        if answers is None:
            raise GraderFault("hidden tests need the isolation plugin of this autograder; none was set up")
        answers.decide(check)

    return decide
