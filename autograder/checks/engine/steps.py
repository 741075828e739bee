"""The step budget: how much computing the judge does for one ✓, counted so that every machine comes to one verdict.

One step is about the evaluation of one cheap node of an expression to 50 digits, some ten microseconds. The labelled
right answers need at most a tenth of `STEPS`; values written to exhaust the judge need more, and lose the ✓.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar

STEPS = 400_000


class StepsExceeded(BaseException):
    """The answer costs more computing than any right one: the ✓ is lost.

    Not an `Exception`, so that no check mistakes it for a value that is undefined somewhere.
    """


class StepBudget:
    """What is left of one ✓'s steps."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def charge(self, steps: float) -> None:
        """Use steps up; raises `StepsExceeded` when none are left."""
        self.left -= int(steps) or 1
        if self.left < 0:
            raise StepsExceeded


# Which ✓ is being decided is a property of the flow of control, as mpmath's working precision is.
_BUDGET: ContextVar[StepBudget | None] = ContextVar("budget", default=None)


@contextlib.contextmanager
def limited(steps: int = STEPS) -> Iterator[StepBudget]:
    """Bound the steps used inside the `with` block."""
    budget = StepBudget(steps)
    token = _BUDGET.set(budget)
    try:
        yield budget
    finally:
        _BUDGET.reset(token)


def charge(steps: float) -> None:
    """Use steps of the ✓ that is being decided, if one is."""
    budget = _BUDGET.get()
    if budget is not None:
        budget.charge(steps)
