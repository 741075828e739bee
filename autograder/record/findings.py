"""What a check found out about an answer: the one thing that travels from the check to every report."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from autograder.record.outcomes import LossReason

Evidence = Mapping[str, Any]
"""One item of plain data to plot or tabulate; `autograder.record.evidence` lists the kinds."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Finding:
    """Why a ✓ was lost.

    For the student: `expected` says what a right answer does, `got` what this one did instead, `hint` what to look at;
    `mistake` is the id of a named mistake that the answer was proved to make, and `explanation` what its catalogue says
    of it; `follow_through` says that the answer was judged by an earlier one of the student's own.

    For staff only: `input` is the hidden input at which the answer failed, `note` a line about the mistake, `trace` the
    trace of a grader fault, `saw` a digest of all that the hidden test saw of the answer: the values that it read and
    what the functions that it called gave. Items of `evidence` say for themselves whether they are for staff.
    """

    expected: str = ""
    got: str = ""
    hint: str = ""
    reason: LossReason | None = None
    mistake: str = ""
    explanation: str = ""
    follow_through: str = ""
    evidence: tuple[Evidence, ...] = ()
    input: str = ""
    note: str = ""
    trace: str = ""
    saw: str = ""

    def for_students(self) -> Finding:
        """The finding without anything that only staff may see."""
        evidence = tuple(item for item in self.evidence if not item.get("staff"))
        return dataclasses.replace(self, evidence=evidence, input="", note="", trace="", saw="")


STAFF_ONLY = ("input", "note", "trace", "saw")
"""Fields of a finding that a student must not see."""
TEXTS = ("expected", "got", "hint", "mistake", "explanation", "follow_through")
"""Fields of a finding that are texts for the student."""
NOTHING = Finding()
