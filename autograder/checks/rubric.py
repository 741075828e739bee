"""What a hidden test is written with: the mark that has it decided elsewhere, and what a lost ✓ raises."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from autograder.record.losses import GraderFault, NotAnswered, NotEarned, TickLost
from autograder.texts import _

__all__ = ["NotAnswered", "NotEarned", "TickLost", "judged"]


def judged(check: Callable[[Any], object]) -> Callable[[Any], object]:
    """Mark a hidden test as one that is decided in a process of its own.

    The test receives `answers`; without the isolation plugin there are none, and the ✓ is a grader fault. An `assert`
    of the test's own file that fails loses the ✓, its message says why; one that fails anywhere else is a fault. A test
    that returns True says that the ✓ is earned with earlier answers of the student's own, right or wrong.
    """

    @functools.wraps(check)
    def asserted(answers: Any) -> object:
        try:
            return check(answers)
        except AssertionError as error:
            if not _fails_in(error, check):
                raise
            got = str(error) or _("an answer for which that does not hold")
            raise NotEarned(expected=_("an answer that passes the test of this ✓"), got=got) from None

    @functools.wraps(asserted)
    def decide(answers: Any) -> None:
        if answers is None:
            raise GraderFault("hidden tests need the isolation plugin of this autograder; none was set up")
        answers.decide(asserted)

    return decide


def _fails_in(error: AssertionError, check: Callable[[Any], object]) -> bool:
    """Whether an assertion was made by the file of a hidden test, not by a library that it calls."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace is not None and trace.tb_frame.f_globals is getattr(check, "__globals__", None)
