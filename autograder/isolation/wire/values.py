"""What a decoded value may be, and how decoding fails."""

from __future__ import annotations

import dataclasses
import enum
from typing import Any

from autograder.isolation.protocol import UNREADABLE

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
NOT_EVALUATED = frozenset(
    """
    Derivative Subs Sum Product Limit Trace Determinant MatMul MatAdd MatPow MatrixSymbol Inverse Transpose Poly
    PurePoly ImageSet ProductSet PowerSet AccumulationBounds Order meijerg appellf1 betainc mathieus mathieuc Ynm
    assoc_legendre legendre hermite laguerre chebyshevt chebyshevu gegenbauer jacobi stieltjes bernoulli euler
    fibonacci catalan KroneckerDelta LeviCivita SingularityFunction Wild Dummy RootSum GroebnerBasis AlgebraicNumber
    """.split()
)
"""SymPy's own heads that travel no further than to be named."""


@dataclasses.dataclass(frozen=True)
class Opaque:
    """A value that has no counterpart on the wire; only a familiar type's name is kept.

    A class name is text a submission chose, and could carry a hidden input into a report.
    """

    type_name: str = ""
    """Empty for a type that is not familiar."""
    head: str | None = None
    """Of a SymPy expression that is not evaluated here: what makes it one, empty unless it is SymPy's own."""

    @classmethod
    def expression(cls, head: str) -> Opaque:
        """A SymPy expression with a head that is not evaluated here, named where it is one of SymPy's own."""
        return cls(head=head if head in NOT_EVALUATED else "")

    @classmethod
    def named(cls, name: object) -> Opaque:
        """Keep `name` if it is one of the familiar types'."""
        known = isinstance(name, str) and (name in FAMILIAR_TYPES or name == UNREADABLE)
        return cls(str(name) if known else "")

    @property
    def is_unreadable(self) -> bool:
        """Whether it was there, and its own methods failed when it was read."""
        return self.type_name == UNREADABLE
