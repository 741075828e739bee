"""What a decoded value may be, and how decoding fails."""

from __future__ import annotations

import dataclasses
import enum
from typing import Any

Value = Any
"""None, bool, int, float, complex, str, list, tuple, dict, set, numpy.ndarray, `Expr`, `Opaque` or `Marker`."""


class WireError(Exception):
    """A frame or value that breaks the wire's grammar."""


class WireLimit(WireError):
    """A value that is well formed but larger or deeper than the wire admits."""


class Marker(enum.Enum):
    """Things a submission may define that are not data."""

    ELLIPSIS = "..."
    CALLABLE = "a function"


ELLIPSIS = Marker.ELLIPSIS
CALLABLE = Marker.CALLABLE

FAMILIAR_TYPES = frozenset(
    """
    module type method DataFrame Series Tensor bytes bytearray slice Decimal Fraction datetime Figure Axes Random
    RandomState Generator rv_frozen rv_continuous_frozen rv_discrete_frozen memoryview
    """.split()
)


@dataclasses.dataclass(frozen=True)
class Opaque:
    """A value that has no counterpart on the wire; only a familiar type's name is kept.

    A class name is text a submission chose, and could carry a hidden input into a report.
    """

    type_name: str

    @classmethod
    def named(cls, name: object) -> Opaque:
        """Keep `name` if it is one of the familiar types'."""
        return cls(name if isinstance(name, str) and name in FAMILIAR_TYPES else "object of another type")
