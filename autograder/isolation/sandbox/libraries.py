"""What the forkserver imports before it forks workers: all that submissions usually use, or what one of them names.

A library that is imported before the fork costs a submission neither time nor memory of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

LIBRARIES = ("scipy.integrate", "scipy.special", "scipy.stats", "sympy.stats")
"""Beside those that every sheet imports, and IPython."""


def named_in(sources: Iterable[str]) -> tuple[str, ...]:
    """The libraries that code names, however it imports them: every part of the name occurs as a word.

    >>> named_in(["from scipy import stats as distributions"])
    ('scipy.stats',)
    """
    words = {word for source in sources for word in re.findall(r"\w+", source)}
    return tuple(library for library in LIBRARIES if words.issuperset(library.split(".")))
