"""Reading a gradebook, and a teaching assistant's decisions. Taking submissions in and storing results: `queue`."""

from __future__ import annotations

import dataclasses
import json
import sqlite3
from collections.abc import Iterator, MutableMapping
from pathlib import Path
from types import TracebackType

from autograder.classroom.gradebook.deciding import Said, decide, standing
from autograder.classroom.gradebook.records import ROSTER, Entry, Student, TickOverride
from autograder.classroom.gradebook.schema import connect
from autograder.errors import GradebookError
from autograder.record import Grade, Override, Remark, TickResult, from_json

FILE_NAME = "gradebook.sqlite"
STORE = "submissions"
"""Folder beside the gradebook with a copy of everything that was handed in."""

_ENTRIES = """
    SELECT a.student, a.attempt, a.attempts, s.*, r.id AS result_id, r.grader, r.tests, r.seconds, r.graded,
           c.failures, c.why
    FROM attempts AS a
    JOIN submissions AS s ON s.id = a.submission
    LEFT JOIN results AS r ON r.id = s.result
    LEFT JOIN claims AS c ON s.result IS NULL AND c.digest = s.digest AND c.assignment = s.assignment AND c.failures > 0
    WHERE (a.attempt = a.attempts OR NOT :latest) AND (:student IS NULL OR a.student = :student)
    GROUP BY s.id, a.student
    ORDER BY a.student IS NULL, a.student, s.assignment IS NULL, s.assignment, a.attempt, s.source
"""


class Gradebook:
    """One gradebook file; use it as a context manager. Any number of processes may have it open."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.connection = connection
        self.kept: MutableMapping[int, Grade] | None = None
        """Records by result, of a reader that comes again: a result is never changed, so it is read once."""

    @classmethod
    def open(cls, path: Path, *, create: bool = False) -> Gradebook:
        """Open the gradebook at `path`, the file or the results folder that holds it.

        Raises `GradebookError` when there is none (unless `create`), or when it is not one of this schema's version.
        """
        file = path if path.suffix == ".sqlite" else path / FILE_NAME
        return cls(file.resolve(), connect(file, create=create))

    def __enter__(self) -> Gradebook:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    @property
    def store(self) -> Path:
        """Folder with the stored copies of submissions."""
        return self.path.parent / STORE

    def students(self) -> list[Student]:
        """Everybody in the gradebook, with or without a submission, by id."""
        known: dict[str, list[tuple[str, str]]] = {}
        for system, value, student in self.connection.execute("SELECT * FROM identities ORDER BY system, value"):
            known.setdefault(student, []).append((system, value))
        rows = self.connection.execute("SELECT id, name, email FROM students ORDER BY id")
        return [Student(row["id"], row["name"], row["email"], tuple(known.get(row["id"], ()))) for row in rows]

    def class_list(self) -> list[Student]:
        """Who was on a class list that was read, by id."""
        listed = {row["id"] for row in self.connection.execute("SELECT id FROM students WHERE source = ?", [ROSTER])}
        return [student for student in self.students() if student.id in listed]

    def latest(self) -> Iterator[Entry]:
        """The submission that counts of every student and assignment, by student id.

        A group's submission comes once per student. Submissions without a student, and unreadable ones, come too.
        """
        yield from self._entries(latest=True)

    def entries(self, student: str | None = None) -> Iterator[Entry]:
        """Every submission, earlier attempts too; of one student only when `student` names an id."""
        yield from self._entries(latest=False, student=student)

    def overrides(self) -> list[TickOverride]:
        """Every decision ever recorded, withdrawn ones too, oldest first."""
        return [_override(row) for row in self.connection.execute("SELECT * FROM overrides ORDER BY id")]

    def overrides_in_force(self) -> dict[tuple[str, str, str], dict[str, Override]]:
        """By student, assignment and digest: for each ✓ the last decision that was not withdrawn."""
        found: dict[tuple[str, str, str], dict[str, Override]] = {}
        for row in self.connection.execute("SELECT * FROM overrides_in_force"):
            one = _override(row)
            found.setdefault((one.student, one.assignment, one.digest), {})[one.tick] = one.override
        return found

    def remarks(self) -> dict[tuple[str, str, str], dict[str, list[Remark]]]:
        """By student, assignment and digest: for each ✓ what people answered the student, oldest first."""
        found: dict[tuple[str, str, str], dict[str, list[Remark]]] = {}
        rows = self.connection.execute("SELECT r.*, a.who, a.made FROM remarks AS r JOIN acts AS a ON a.id = r.act "
                                       "ORDER BY r.id")  # fmt: skip
        for row in rows:
            key = (row["student"], row["assignment"], row["digest"])
            remark = Remark(text=row["text"], who=row["who"], made=row["made"])
            found.setdefault(key, {}).setdefault(row["tick"], []).append(remark)
        return found

    def override(self, student: str, tick: str, earned: bool | None, *, reason: str, who: str,
                 everyone: bool = True) -> list[TickOverride]:  # fmt: skip
        """Record that `who` decided the ✓ `tick` of `student` (an id); None withdraws what was decided before.

        For a −✓, `earned` means that the penalty applies. The decision holds for this answer however often it is
        regraded, and for all of a group unless `everyone` is False. Raises `GradebookError` when there is no such
        graded ✓, or the reason is empty.
        """
        entry, _ = self._entry_with(student, tick)
        targets = [one for one in standing(self.connection, tick, {entry.submission})
                   if everyone or one.student == student]  # fmt: skip
        said = Said(earned=earned, reason=reason, who=who.strip())
        act = decide(self.connection, targets, said, scope="group" if everyone else "student")
        rows = self.connection.execute("SELECT * FROM overrides WHERE act = ? ORDER BY id", [act])
        return [_override(row) for row in rows]

    def _entry_with(self, student: str, tick: str) -> tuple[Entry, TickResult]:
        """The latest submission of a student whose record has this ✓, and how that was decided."""
        if self.connection.execute("SELECT 1 FROM students WHERE id = ?", [student]).fetchone() is None:
            raise GradebookError(student, "is no student in this gradebook", "`autograder class show` lists them.")
        for entry in self._entries(latest=True, student=student):
            found = None if entry.grade is None else entry.grade.tick(tick)
            if found is not None:
                return entry, found
        raise GradebookError(student, f"has no graded submission with a ✓ {tick}")

    def _entries(self, *, latest: bool, student: str | None = None) -> Iterator[Entry]:
        people = {person.id: person for person in self.students()}
        decided, answered = self.overrides_in_force(), self.remarks()
        for row in self.connection.execute(_ENTRIES, {"latest": latest, "student": student}):
            key = (row["student"], row["assignment"], row["digest"])
            yield self._entry(row, people.get(row["student"]), decided.get(key, {}), answered.get(key, {}))

    def record(self, result: int) -> Grade:
        """The record of a result, which may be one that no longer counts; as the grader wrote it."""
        kept = self.kept if self.kept is not None else {}
        if result not in kept:
            row = self.connection.execute("SELECT record FROM results WHERE id = ?", [result]).fetchone()
            kept[result] = from_json(json.loads(row["record"]))
        return kept[result]

    def _entry(self, row: sqlite3.Row, student: Student | None, overrides: dict[str, Override],
               remarks: dict[str, list[Remark]]) -> Entry:  # fmt: skip
        grade: Grade | None = None
        error = row["error"]
        if row["result_id"] is not None:
            # Students with the same content share one result; each entry names its own file.
            grade = dataclasses.replace(self.record(row["result_id"]), submission=row["source"])
            grade = grade.with_overrides(overrides) if overrides else grade
            grade = grade.with_remarks(remarks) if remarks else grade
            error = None
        elif error is None and row["failures"]:
            error = f"the grader failed on it: {row['why']}"
        return Entry(
            student=student, submission=row["id"], digest=row["digest"], assignment=row["assignment"],
            source=row["source"], path=self.store / row["file"] if row["file"] else None, submitted=row["submitted"],
            late=bool(row["late"]), attempt=row["attempt"], attempts=row["attempts"], grade=grade,
            result=row["result_id"], error=error, unmatched=row["unmatched"], note=row["note"],
            grader=row["grader"] or "", tests=row["tests"] or "", seconds=row["seconds"] or 0.0,
            graded=row["graded"] or "",
            layout=row["layout"],
        )  # fmt: skip


def _override(row: sqlite3.Row) -> TickOverride:
    said = Override(
        earned=row["earned"], reason=row["reason"], who=row["who"], made=row["made"], comment=row["comment"]
    )
    return TickOverride(
        student=row["student"], assignment=row["assignment"], digest=row["digest"], tick=row["tick"], override=said,
        id=row["id"], result=row["result"], act=row["act"],
    )  # fmt: skip
