"""The gradebook and a regrade's changes as lines of text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from autograder.classroom.changes import Change, TickChange
from autograder.classroom.gradebook import Entry, Gradebook
from autograder.record.ids import problem_key, short_name


def mark_table(book: Gradebook) -> Iterator[str]:
    """A row per student, a column per assignment: ✓ earned, with `*` overridden, `?` undecided, `!` not gradable."""
    rows: dict[str, dict[str, str]] = {}
    names: dict[str, str] = {student.id: student.name for student in book.students()}
    credits: dict[str, float] = {}
    for entry in book.latest():
        key = entry.student.id if entry.student else f"(unmatched) {entry.source}"
        column = entry.assignment or "unknown"
        rows.setdefault(key, {})[column] = _mark(entry)
        earned = entry.grade.credits if entry.grade else None
        credits[key] = credits.get(key, 0.0) + (earned or 0.0)
    columns = sorted({column for row in rows.values() for column in row}, key=problem_key)
    titles = {column: short_name(column) for column in columns}
    width = max([7, *map(len, {**rows, **names})])
    name_width = max([4, *(len(name) for name in names.values())])
    yield "  ".join(
        [f"{'student':<{width}}", f"{'name':<{name_width}}", *(f"{titles[c]:>7}" for c in columns), "credits"]
    )
    for key in [*rows, *(student for student in names if student not in rows)]:
        marks = [f"{rows.get(key, {}).get(column, '-'):>7}" for column in columns]
        line = [f"{key:<{width}}", f"{names.get(key, ''):<{name_width}}", *marks, f"{credits.get(key, 0):>7.2f}"]
        yield "  ".join(line)
    if rows:
        yield "* decided by a teaching assistant  ? undecided  ! cannot be graded  … not graded yet  - nothing"


def _mark(entry: Entry) -> str:
    if entry.grade is None:
        return "!" if entry.error else "…"
    signs = ("*" if entry.grade.overridden else "") + ("?" if entry.grade.undecided else "")
    return f"{entry.grade.earned}{signs}"


def student_lines(entry: Entry) -> Iterator[str]:
    """One submission, ✓ by ✓, with what a teaching assistant decided."""
    counts = "" if entry.attempt == entry.attempts else f" (superseded: attempt {entry.attempt} of {entry.attempts})"
    yield f"{entry.assignment or 'no known assignment'}: {entry.source}{counts}"
    if entry.grade is None:
        yield f"  {entry.error or 'not graded yet'}"
        return
    yield f"  {entry.grade.earned} of {entry.grade.available} ✓, graded by {entry.grader}, tests {entry.tests}"
    for tick in entry.grade.ticks:
        yield f"  {tick.earned:>2} {tick.id:<6} {tick.line}: {tick.message}"
        if tick.override is not None:
            said, was = tick.override, tick.earned_by_grader
            yield f"            by {said.who} at {said.made} (was {was}): {said.reason}"


def change_lines(change: Change) -> Iterator[str]:
    """What a regrade changes for one student's submission, and why."""
    who = f"{change.student.name or change.student.id} ({change.student.id})" if change.student else "(unmatched)"
    before, after = change.earned
    falls = " LOWER" if change.lowers else ""
    yield f"{who}, {change.assignment}, {change.source}: {before} -> {after} ✓{falls}"
    for tick in change.ticks:
        yield from _tick_lines(tick)


def _tick_lines(tick: TickChange) -> Iterator[str]:
    before, after = (_value(value) for value in tick.earned)
    kept = "" if tick.kept is None else f"; decided by a teaching assistant and kept: {tick.kept}"
    yield f"  {tick.id} {tick.line}: {before} -> {after}{kept}"
    yield f"      was: {tick.message[0] or tick.outcome[0]}"
    yield f"      now: {tick.message[1] or tick.outcome[1]}"


def _value(value: Any) -> str:
    return "no such ✓" if value is None else str(value)
