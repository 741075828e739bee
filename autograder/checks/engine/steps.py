"""How much computing the judge spends on one ✓, counted in steps, so that every machine comes to the same verdict.

One step is about the evaluation of one cheap node of an expression to 50 digits, some ten microseconds. The labelled
right answers need at most a tenth of `STEPS`; values written to exhaust the judge need more, and lose the ✓.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar

STEPS = 400_000


class TooMuchEffort(BaseException):
    """The answer costs more computing than any right one: the ✓ is lost.

    Not an `Exception`, so that no check mistakes it for a value that is undefined somewhere.
    """


class Effort:
    """What is left of one ✓'s steps."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def spend(self, steps: float) -> None:
        """Use steps up; raises `TooMuchEffort` when none are left."""
        self.left -= int(steps) or 1
        if self.left < 0:
            raise TooMuchEffort


# Which ✓ is being decided is a property of the flow of control, as mpmath's working precision is.
_EFFORT: ContextVar[Effort | None] = ContextVar("effort", default=None)


@contextlib.contextmanager
def limited(steps: int = STEPS) -> Iterator[Effort]:
    """Bound the steps spent inside the `with` block."""
    effort = Effort(steps)
    token = _EFFORT.set(effort)
    try:
        yield effort
    finally:
        _EFFORT.reset(token)


def spend(steps: float) -> None:
    """Use steps of the ✓ that is being decided, if one is."""
    effort = _EFFORT.get()
    if effort is not None:
        effort.spend(steps)
