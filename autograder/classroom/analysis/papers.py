"""What is analysed: papers, that is one student's submission of one problem with the record that counts."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

UNDECIDED = "grader fault"


@dataclasses.dataclass(frozen=True)
class Paper:
    """One submission. `slug` names its pages, `student` groups a student's papers, `name` is what a reader sees.

    `record` is a grade's record, overrides applied, or None; then `error` says why it could not be graded (or it is
    still to be graded). `unmatched` says why no student could be told.
    """

    slug: str
    student: str
    name: str
    assignment: str
    record: Mapping[str, Any] | None
    error: str = ""
    unmatched: str = ""
    late: bool = False

    @property
    def ticks(self) -> Mapping[str, Mapping[str, Any]]:
        """Every ✓ and −✓ of the record by id."""
        return {tick["id"]: tick for tick in self.record["ticks"]} if self.record is not None else {}

    @property
    def total(self) -> int:
        """✓ of the problem, parts floored at zero."""
        return int(self.record["problem"]["earned"]) if self.record is not None else 0


def outcome(tick: Mapping[str, Any]) -> str:
    """How a ✓ ended: the grader's outcome, or what a person decided instead."""
    if tick.get("override"):
        return "earned" if tick["earned"] else "not earned"
    return str(tick["outcome"])


def is_decided(tick: Mapping[str, Any]) -> bool:
    """Whether the grader or a person decided the ✓."""
    return outcome(tick) != UNDECIDED


def rows(paper: Paper) -> Iterator[Mapping[str, Any]]:
    """The ✓ of a paper in the order of the marking scheme."""
    yield from (paper.record["ticks"] if paper.record is not None else ())
