"""Every ✓ of a class, one row each, for analysis."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from autograder.classroom.exporters.cells import to_csv
from autograder.classroom.gradebook import Entry, Gradebook
from autograder.record import TickResult

COLUMNS = (
    "student", "name", "assignment", "part", "tick", "points", "earned", "outcome", "mistake", "message", "overridden",
    "attempt", "late", "source", "sha256", "grader",
)  # fmt: skip


def tick_table(book: Gradebook) -> str:
    """Tidy CSV: one ✓ of one student per row, of the submissions that count."""
    return to_csv([list(COLUMNS), *([row[column] for column in COLUMNS] for row in tick_rows(book))])


def tick_lines(book: Gradebook) -> str:
    """The same as JSON, one object per line."""
    return "".join(json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n" for row in tick_rows(book))


def tick_rows(book: Gradebook) -> Iterator[dict[str, Any]]:
    """One dictionary per ✓; a submission that was not graded has none."""
    for entry in book.latest():
        for tick in entry.grade.ticks if entry.grade else ():
            yield _row(entry, tick)


def _row(entry: Entry, tick: TickResult) -> dict[str, Any]:
    return {
        "student": entry.student.id if entry.student else "",
        "name": entry.student.name if entry.student else "",
        "assignment": entry.assignment,
        "part": tick.part,
        "tick": tick.id,
        "points": tick.points,
        "earned": tick.earned,
        "outcome": str(tick.outcome),
        "mistake": tick.finding.mistake,
        "message": tick.message,
        "overridden": tick.override is not None,
        "attempt": entry.attempt,
        "late": entry.late,
        "source": entry.source,
        "sha256": entry.digest,
        "grader": entry.grader,
    }
