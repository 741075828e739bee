"""Numbers of the engine: exact ones as mpmath's, and the types that all modules share."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, TypeAlias

import mpmath
import numpy as np

Array: TypeAlias = np.ndarray[Any, Any]
Number: TypeAlias = Any
"""An mpmath mpf or mpc (mpmath has no types), or a bool for a relation."""


def mpf(value: Number) -> Number:
    """A `Fraction` divided at the working precision; any other number as it is."""
    return mpmath.mpf(value.numerator) / value.denominator if isinstance(value, Fraction) else value


def exactly(text: str) -> Number:
    """The number that a text such as `-7/10` or `1e-6` stands for, rounded once at the working precision."""
    return mpf(Fraction(text))
