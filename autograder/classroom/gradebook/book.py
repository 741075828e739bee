"""Reading a gradebook, and a teaching assistant's decisions. Taking submissions in and storing results: `ledger`."""

from __future__ import annotations

import datetime
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

from autograder.classroom.gradebook.overriding import apply_overrides, check_value
from autograder.classroom.gradebook.records import Entry, Override, Student
from autograder.classroom.gradebook.schema import connect
from autograder.errors import GradebookError

FILE_NAME = "gradebook.sqlite"
STORE = "submissions"
"""Folder beside the gradebook with a copy of everything that was handed in."""

_ENTRIES = """
    SELECT a.student, a.attempt, a.attempts, s.*, r.record, r.grader, r.tests, r.seconds, r.graded, c.failures, c.why
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

    def latest(self) -> Iterator[Entry]:
        """The submission that counts of every student and assignment, by student id.

        A group's submission comes once per student. Submissions without a student, and unreadable ones, come too.
        """
        yield from self._entries(latest=True)

    def entries(self, student: str | None = None) -> Iterator[Entry]:
        """Every submission, earlier attempts too; of one student only when `student` names an id."""
        yield from self._entries(latest=False, student=student)

    def overrides(self) -> list[Override]:
        """Every decision ever recorded, withdrawn ones too, oldest first."""
        return [_override(row) for row in self.connection.execute("SELECT * FROM overrides ORDER BY id")]

    def override(self, student: str, tick: str, earned: int | None, *, reason: str, who: str,
                 everyone: bool = True) -> list[Override]:  # fmt: skip
        """Record that `who` decided the ✓ `tick` of `student` (an id); None withdraws what was decided before.

        It holds for this answer however often it is regraded, and for all of a group unless `everyone` is False.
        Raises `GradebookError` when there is no such graded ✓, the value is none it can have, or the reason is empty.
        """
        if not reason.strip() or not who.strip():
            raise GradebookError(tick, "an override needs a reason and a name")
        entry = self._entry_with(student, tick)
        points = next(t["points"] for t in entry.record["ticks"] if t["id"] == tick)  # type: ignore[index]
        if earned is not None:
            check_value(tick, points, earned)
        members = [student]
        if everyone:
            rows = self.connection.execute("SELECT student FROM submitters WHERE submission = ?", [entry.submission])
            members = sorted(row["student"] for row in rows)
        made = now()
        decided = [
            Override(member, str(entry.assignment), entry.digest, tick, earned, reason.strip(), who.strip(), made)
            for member in members
        ]
        self.connection.executemany(
            "INSERT INTO overrides (student, assignment, digest, tick, earned, reason, who, made) "
            "VALUES (:student, :assignment, :digest, :tick, :earned, :reason, :who, :made)",
            [vars(override) for override in decided],
        )
        return decided

    def _entry_with(self, student: str, tick: str) -> Entry:
        """The latest submission of a student whose record has this ✓."""
        if self.connection.execute("SELECT 1 FROM students WHERE id = ?", [student]).fetchone() is None:
            raise GradebookError(student, "is no student in this gradebook", "`autograder class show` lists them.")
        for entry in self._entries(latest=True, student=student):
            if entry.record is not None and any(t["id"] == tick for t in entry.record["ticks"]):
                return entry
        raise GradebookError(student, f"has no graded submission with a ✓ {tick}")

    def _entries(self, *, latest: bool, student: str | None = None) -> Iterator[Entry]:
        people = {person.id: person for person in self.students()}
        decided: dict[tuple[str, str, str], dict[str, Override]] = {}
        for row in self.connection.execute("SELECT * FROM overrides_in_force"):
            override = _override(row)
            key = (override.student, override.assignment, override.digest)
            decided.setdefault(key, {})[override.tick] = override
        for row in self.connection.execute(_ENTRIES, {"latest": latest, "student": student}):
            overrides = decided.get((row["student"], row["assignment"], row["digest"]), {})
            yield self._entry(row, people.get(row["student"]), overrides)

    def _entry(self, row: sqlite3.Row, student: Student | None, overrides: dict[str, Override]) -> Entry:
        record: dict[str, Any] | None = None
        error = row["error"]
        if row["record"] is not None:
            # Students with the same content share one result; each entry names its own file.
            record = apply_overrides(json.loads(row["record"]) | {"submission": row["source"]}, overrides)
            error = None
        elif error is None and row["failures"]:
            error = f"the grader failed on it: {row['why']}"
        path = self.store / row["file"] if row["file"] else None
        return Entry(
            student, row["id"], row["digest"], row["assignment"], row["source"], path, row["submitted"],
            bool(row["late"]), row["attempt"], row["attempts"], record, error, row["unmatched"], row["grader"] or "",
            row["tests"] or "", row["seconds"] or 0.0, row["graded"] or "",
        )  # fmt: skip


def now() -> str:
    """The time as the gradebook writes it: ISO 8601, UTC, whole seconds."""
    return datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds").replace("+00:00", "Z")


def _override(row: sqlite3.Row) -> Override:
    return Override(**{key: row[key] for key in row.keys() if key != "id"})  # noqa: SIM118 - a Row iterates over values
