"""How an exam's problems, parts and ✓ are called, how they are sorted, and what they are called in a heading.

A problem is a folder's name such as `p5_energy_based_models`; `p5` is short for it. A part is a number and a letter or
two (`5a`, `12c`, `4aa`), a ✓ a part and a number (`5a.3`, `5a.-1` for a penalty).
"""

from __future__ import annotations

import re

from autograder.texts import _

PART = r"[1-9]\d?[a-z]{1,2}"
"""The id of a part, as a regular expression; `4aa` comes after `4z`."""
NUMBER = r"-?[1-9]\d?"
"""The number of a ✓ within its part; a penalty's is negative."""
PROBLEM = r"[a-z][a-z0-9]*(?:_\w+)?"
"""The name of a problem: a short name, and words after an underscore."""
_DIGITS = re.compile(r"(\d+)")
_NUMBERED = re.compile(r"p(\d+)_(\w+)")


def part_of(tick: str) -> str:
    """`2a` of `2a.4`."""
    return tick.partition(".")[0]


def number_of(tick: str) -> int:
    """4 of `2a.4`, -1 of `3a.-1`."""
    return int(tick.partition(".")[2])


def part_key(part: str) -> tuple[int, int, str]:
    """Sorts parts as a reader counts them: 2a, 4z, 4aa, 10a."""
    letters = part.lstrip("0123456789")
    return int(part[: len(part) - len(letters)] or 0), len(letters), letters


def problem_key(problem: str) -> tuple[tuple[int, str], ...]:
    """Sorts problems as a reader counts them: p2 before p10."""
    return tuple((int(piece), "") if piece.isdigit() else (0, piece) for piece in _DIGITS.split(problem) if piece)


def short_name(problem: str) -> str:
    """`p2` of `p2_variational_inference`."""
    return problem.partition("_")[0]


def problem_title(problem: str) -> str:
    """`p2_variational_inference` as a heading: Problem 2: variational inference."""
    match = _NUMBERED.fullmatch(problem)
    if match is None:
        return problem.replace("_", " ")
    return _("Problem {number}: {title}", number=match[1], title=match[2].replace("_", " "))
