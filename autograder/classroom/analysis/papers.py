"""What is analysed: papers, that is one student's submission of one problem with the record that counts."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping

from autograder.record import Grade, TickResult


@dataclasses.dataclass(frozen=True, kw_only=True)
class Paper:
    """One submission. `slug` names its pages, `student` groups a student's papers, `name` is what a reader sees.

    `grade` has people's decisions in force, or is None; then `error` says why it could not be graded (or it is still
    to be graded). `unmatched` says why no student could be told, `note` what a person should look at. One that does not
    `count` is in no statistics: nobody's, or the test student's. `digest` and `code` are equal where two submissions
    are the same file, or the same answers but for blanks; `submission` tells one that a group handed in from those.
    """

    slug: str
    student: str
    name: str
    assignment: str
    grade: Grade | None
    error: str = ""
    unmatched: str = ""
    late: bool = False
    note: str = ""
    counts: bool = True
    submission: str = ""
    digest: str = ""
    code: str = ""

    @functools.cached_property
    def ticks(self) -> Mapping[str, TickResult]:
        """Every ✓ and −✓ by id, in the order of the marking scheme."""
        return {} if self.grade is None else {tick.id: tick for tick in self.grade.ticks}

    @property
    def total(self) -> int:
        """✓ of the problem, parts floored at zero."""
        return 0 if self.grade is None else self.grade.earned
