"""What a grader and the supervisor of a worker tell each other: one byte an order, and why a worker is gone."""

from __future__ import annotations

import dataclasses
import enum
from typing import Final


class Order:
    """Orders; the supervisor takes anything else, and the end of the line, for `END`."""

    INTERRUPT: Final = b"i"
    """Interrupt what the worker is doing."""
    WAITED: Final = b"w"
    """Say how long the worker has waited for others' processors since this was last asked."""
    END: Final = b"k"
    """End the worker and all that it has started."""


class Cause(enum.Enum):
    """What made a worker unusable; the values travel from the supervisor."""

    TIMEOUT = "timeout"
    MEMORY = "memory"
    RESOURCES = "resources"
    """Any other limit than that on memory."""
    PROTOCOL = "protocol"
    ENDED = "ended"


@dataclasses.dataclass(frozen=True)
class Ended:
    """How a worker ended, in words and for code."""

    why: str
    cause: Cause = Cause.ENDED
