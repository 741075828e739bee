"""Scalars of the wire."""

from __future__ import annotations

import math
import re
from typing import Any

from autograder.isolation.wire.values import WireError, WireLimit

_INTEGER = re.compile(r"-?0x[0-9a-f]+")
_FLOAT = re.compile(r"-?0x[01]\.[0-9a-f]{1,13}p[+-][0-9]{1,4}|-?inf|nan|-?0x0\.0p\+0")


def need(condition: object, why: str) -> None:
    """Refuse the value unless `condition` holds."""
    if not condition:
        raise WireError(why)


def as_int(data: Any, bits: int) -> int:
    """An integer written in hexadecimal, which is parsed in linear time, of at most `bits` bits."""
    need(isinstance(data, str), "an integer is a string")
    if len(data) > bits // 4 + 4:
        raise WireLimit("an integer with too many digits")
    need(_INTEGER.fullmatch(data), "an integer is hexadecimal")
    return int(data, 16)


def as_float(data: Any) -> float:
    """A binary64 number written as `float.hex` writes it."""
    need(
        isinstance(data, str) and len(data) < 40 and _FLOAT.fullmatch(data),
        "a float is hexadecimal, inf or nan",
    )
    if data == "nan":
        return math.nan
    try:
        return float(data) if "inf" in data else float.fromhex(data)
    except OverflowError as error:
        raise WireError("a float that binary64 cannot hold") from error
