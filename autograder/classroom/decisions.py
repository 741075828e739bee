"""Many decisions at once from a table: all of it is read before any of it is recorded."""

from __future__ import annotations

import csv
import dataclasses
from collections.abc import Iterable, Iterator
from pathlib import Path

from autograder.classroom.gradebook import Gradebook, TickOverride
from autograder.errors import UserError

COLUMNS = ("student", "tick", "decision", "reason")
EARNED = {"earned": True, "lost": False, "withdraw": None}
"""What a decision is called; for a −✓, `earned` means that the penalty applies."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Decision:
    """One row: `by` is empty where the table does not say who decided."""

    student: str
    tick: str
    earned: bool | None
    reason: str
    by: str = ""


def read_decisions(path: Path) -> list[Decision]:
    """Read a CSV with the columns student, tick, decision, reason, and perhaps by.

    Raises `UserError` with the row for anything else.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            missing = [name for name in COLUMNS if name not in (reader.fieldnames or [])]
            if missing:
                raise UserError(path, f"has no column {missing[0]!r}", f"Its columns are {', '.join(COLUMNS)}, by.")
            return [_decision(path, number, row) for number, row in enumerate(reader, 2)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UserError(path, f"cannot be read as a table: {error}", "Save it as CSV in UTF-8.") from error


def decide_all(book: Gradebook, path: Path, decisions: Iterable[Decision], *, who: str) -> Iterator[TickOverride]:
    """Record decisions, each for all of a group; one that is in force already is not recorded again.

    Raises `UserError` with the row, before anything is recorded, where a student has no such graded ✓.
    """
    wanted = list(decisions)
    there = {(entry.student.id, tick.id) for entry in book.latest() if entry.student and entry.grade
             for tick in entry.grade.ticks}  # fmt: skip
    for number, one in enumerate(wanted, 2):
        if (one.student, one.tick) not in there:
            raise UserError(path, f"row {number}: {one.student} has no graded submission with a ✓ {one.tick}")
    for one in wanted:
        if not _is_in_force(book, one):
            yield from book.override(one.student, one.tick, one.earned, reason=one.reason, who=one.by or who)


def _decision(path: Path, number: int, row: dict[str, str | None]) -> Decision:
    cells = {name: (value or "").strip() for name, value in row.items() if isinstance(value, str)}
    empty = [name for name in COLUMNS if not cells.get(name)]
    if empty:
        raise UserError(path, f"row {number} has no {empty[0]}")
    if cells["decision"] not in EARNED:
        raise UserError(path, f"row {number}: {cells['decision']!r} is none of {', '.join(EARNED)}")
    return Decision(
        student=cells["student"], tick=cells["tick"], earned=EARNED[cells["decision"]], reason=cells["reason"],
        by=cells.get("by", ""),
    )  # fmt: skip


def _is_in_force(book: Gradebook, one: Decision) -> bool:
    for entry in book.latest():
        tick = entry.grade.tick(one.tick) if entry.grade and entry.student and entry.student.id == one.student else None
        if tick is not None:
            said = tick.override
            if said is None:
                return one.earned is None
            return one.earned is not None and said.reason == one.reason and said.earned == tick.points * one.earned
    return False
