"""A mistake that has a name: what a catalogue beside the hidden tests knows of wrong answers."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any


@dataclasses.dataclass(frozen=True, kw_only=True)
class Mistake:
    """A wrong model, with what it tells.

    `id` names the idea gone wrong, the same in every part where it goes wrong. `says` is for the student: what the
    answer does, and the question that leads on, without the answer; `staff` is a line for staff, with what the answer
    is when the mistake is made. `fits` takes the answers of a submission and raises a `TickLost` unless the answer
    equals the wrong model, in the very sense in which a right answer equals the right one. It may give back words that
    stand in braces in `staff`: a parameter that was fitted, and then verified.

    `idea` joins mistakes of other names, or of other problems, that are one misconception; without one it is the id.
    """

    id: str
    says: str
    staff: str
    fits: Callable[[Any], Mapping[str, str] | None]
    idea: str = ""


Ideas = Mapping[tuple[str, str], str]
"""The misconception behind a mistake, by ✓ and the mistake's id."""
NO_IDEAS: Ideas = {}
