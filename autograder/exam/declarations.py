"""What a file of hidden tests says about its part beside the tests: the names it judges, and which ✓ are tied.

ANSWERS = ("q2c_rate", "C")     names that a student gives in this part: all that its tests ask `answers` for
ALSO_READS = ("T", "M")         names of other parts that its tests look at as well
TIES = {"2c.2": "2c.1"}         2c.2 cannot be earned without 2c.1, since its test asks for the same and more
MISTAKES = {"2c.2": (...)}      mistakes that have a name (`autograder.record.mistakes`), below the tests
CHARGES = {"2c.-1": "..."}      what a student is told of a penalty that applies
CARRIES = {"2c.1": {"2a.4": "..."}}  what is said of a ✓ that returns True, and is so earned, where an earlier ✓ is lost
FOLLOWS = {"2c.2": (f, "...")}  where `f(answers)` does not raise, the ✓ was lost by an earlier answer, as the text says
"""

from __future__ import annotations

import keyword
from collections.abc import Mapping, Sequence
from typing import Any

from autograder.errors import RubricError
from autograder.exam.hidden_tests import HiddenTests
from autograder.record.ids import part_of

Declared = tuple[tuple[str, ...], tuple[str, ...], Mapping[str, str]]


def read_declarations(tests: HiddenTests, ticks: Sequence[str]) -> Declared:
    """ANSWERS, ALSO_READS and TIES of a file whose tests decide `ticks`.

    Raises `RubricError` when ANSWERS is missing, a name could not be one of Python's, or a tie names no ✓ of the file.
    """
    answers = _names(tests, "ANSWERS")
    if not answers:
        example = f'ANSWERS = ("{tests.file.stem}_...",)'
        raise RubricError(tests.file, "does not declare the answers it asks for", f"Add a line such as {example}")
    return answers, _names(tests, "ALSO_READS"), _ties(tests, ticks)


def _names(tests: HiddenTests, what: str) -> tuple[str, ...]:
    found = tests.value(what)
    if found is None:
        return ()
    names = tuple(found) if isinstance(found, (tuple, list)) else ()
    if not names or len(set(names)) != len(names) or not all(map(_is_name, names)):
        raise RubricError(tests.file, f"{what} must be a tuple of different names, such as ('q5a_rate', 'T')")
    return names


def _is_name(name: Any) -> bool:
    return isinstance(name, str) and name.isidentifier() and not keyword.iskeyword(name)


def _ties(tests: HiddenTests, ticks: Sequence[str]) -> Mapping[str, str]:
    found = tests.value("TIES")
    if found is None:
        return {}
    example = f'TIES = {{"{part_of(ticks[0])}.2": "{part_of(ticks[0])}.1"}}'
    if not isinstance(found, dict) or not all(a in ticks and b in ticks and a != b for a, b in found.items()):
        raise RubricError(tests.file, f"TIES must map ✓ of this file to other ✓ of it, such as {example}")
    return found
