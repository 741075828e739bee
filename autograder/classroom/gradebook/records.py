"""What goes into a gradebook and what comes out, as frozen records."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from autograder.record import Grade, Override, as_json, from_json

ROSTER = "roster"
"""The source of people that a class list names; it comes before what exports say of them."""

TEST_STUDENT = frozenset({"studenttest", "teststudent"})
"""What Canvas' test student is called, squeezed together or not."""


@dataclasses.dataclass(frozen=True)
class Student:
    """A person; `identities` are `(system, value)` pairs such as `("canvas", "67890")` or `("email", "a@b.edu")`."""

    id: str
    name: str = ""
    email: str = ""
    identities: tuple[tuple[str, str], ...] = ()

    @property
    def is_test(self) -> bool:
        """Whether this is Canvas' test student, whom every course there has."""
        return "".join(sorted(self.name.casefold().replace(",", " ").split())) in TEST_STUDENT


@dataclasses.dataclass(frozen=True, kw_only=True)
class NewSubmission:
    """One submission as it was handed in, before grading.

    `source` is its path inside the export and identifies it together with `digest`, the SHA-256 of its content. `file`
    is the name of the stored copy. `error` says why it cannot be graded, `unmatched` why no student could be told.
    `submitted` is an ISO 8601 time in UTC where the export says one; `version` orders files without a time. One that
    `stands_back` never counts before another of the same student and problem. `note` says what a person should look at.
    """

    digest: str
    source: str
    file: str = ""
    layout: str = "folder"
    assignment: str | None = None
    students: tuple[Student, ...] = ()
    submitted: str | None = None
    version: int = 0
    late: bool = False
    error: str | None = None
    unmatched: str | None = None
    stands_back: bool = False
    note: str | None = None


@dataclasses.dataclass(frozen=True)
class Work:
    """One content to grade as one assignment, with a grader and tests of these versions."""

    digest: str
    assignment: str
    grader: str
    tests: str
    file: str

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What a result is stored under: digest, assignment, grader, tests."""
        return self.digest, self.assignment, self.grader, self.tests


@dataclasses.dataclass(frozen=True)
class Result:
    """A decided submission: its grade for staff and without times, which are beside it (`tick_seconds` by ✓)."""

    grade: Grade
    seconds: float
    tick_seconds: dict[str, float]

    def as_json(self) -> dict[str, Any]:
        """As plain data, to send to another process."""
        return {"record": as_json(self.grade), "seconds": self.seconds, "tick_seconds": self.tick_seconds}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Result:
        """What `as_json` wrote; raises `RecordError` for another record."""
        return cls(from_json(data["record"]), float(data["seconds"]), dict(data["tick_seconds"]))


@dataclasses.dataclass(frozen=True, kw_only=True)
class TickOverride:
    """A person's decision about a ✓ of a student's submission with this content.

    `id` counts decisions up, `result` is the one that was looked at, `act` what decided several at once.
    """

    student: str
    assignment: str
    digest: str
    tick: str
    override: Override
    id: int = 0
    result: int | None = None
    act: int | None = None


@dataclasses.dataclass(frozen=True, kw_only=True)
class Entry:
    """One student's submission of one assignment with the result that counts.

    `student` is None when nobody could be matched (`unmatched` says why). `grade` has people's decisions in force, or
    is None: then `error` says why, or grading is still to be done. `result` numbers the result that counts. `path`
    is the stored copy, absolute, or None when nothing could be stored. `attempt` counts from 1 over the student's
    submissions of this assignment; in `Gradebook.latest` it equals `attempts`. `note` says what to look at.
    """

    student: Student | None
    submission: str
    digest: str
    assignment: str | None
    source: str
    path: Path | None
    submitted: str | None
    late: bool
    attempt: int
    attempts: int
    grade: Grade | None
    result: int | None = None
    error: str | None = None
    unmatched: str | None = None
    note: str | None = None
    grader: str = ""
    tests: str = ""
    seconds: float = 0.0
    graded: str = ""
    layout: str = "folder"

    @property
    def status(self) -> str:
        """`graded`, `undecided` (the grader failed on a ✓), `unreadable`, or `pending`."""
        if self.grade is not None:
            return "undecided" if self.grade.undecided else "graded"
        return "pending" if self.error is None else "unreadable"
