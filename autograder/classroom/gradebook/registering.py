"""Putting submissions and people into the gradebook's tables; the caller holds the transaction."""

from __future__ import annotations

import dataclasses
import hashlib
import sqlite3

from autograder.classroom.gradebook.records import ROSTER, NewSubmission, Student

_KEPT = {
    "assignment": "COALESCE(excluded.assignment, assignment)",
    "error": "CASE WHEN COALESCE(excluded.assignment, assignment) IS NULL THEN excluded.error END",
    "result": "CASE WHEN assignment IS COALESCE(excluded.assignment, assignment) THEN result END",
    "first_read": "first_read",
}
"""The same content at the same place: once it could be graded, no option or failure of today takes its result."""


def register(db: sqlite3.Connection, arrival: NewSubmission, *, reading: int = 0) -> None:
    """Record one submission with its students, or bring it up to date; `reading` counts the runs that read files.

    Whose it is stays as it was where a person said it.
    """
    row = dataclasses.asdict(arrival) | {"id": submission_id(arrival), "late": int(arrival.late)}
    row |= {"stands_back": int(arrival.stands_back), "first_read": reading}
    del row["students"]
    updates = {name: f"excluded.{name}" for name in row if name != "id"} | _KEPT
    if _is_settled(db, row["id"]):
        updates["unmatched"] = "NULL"
    db.execute(
        f"INSERT INTO submissions ({', '.join(row)}) VALUES ({', '.join(f':{name}' for name in row)}) "
        f"ON CONFLICT (id) DO UPDATE SET {', '.join(f'{name} = {value}' for name, value in updates.items())}",
        row,
    )
    if _is_settled(db, row["id"]):
        return
    db.execute("DELETE FROM submitters WHERE submission = ?", [row["id"]])
    for student in arrival.students:
        known = enrol(db, student, source=arrival.layout)
        db.execute("INSERT OR IGNORE INTO submitters VALUES (?, ?)", [row["id"], known])


def enrol(db: sqlite3.Connection, student: Student, *, source: str) -> str:
    """Record a person as `source` describes them; returns the id they have here.

    Name and address come from one source, the first that knew them, or the class list, which comes before all others.
    What another system calls somebody never moves from one person to another.
    """
    merged = db.execute("SELECT student FROM merged WHERE former = ?", [student.id]).fetchone()
    known: str = merged["student"] if merged else student.id
    if merged is None:
        db.execute(
            "INSERT INTO students VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
            "name = excluded.name, email = excluded.email, source = excluded.source "
            f"WHERE excluded.source = '{ROSTER}' OR (name = '' AND email = '')",
            [student.id, student.name, student.email, source],
        )
    keep = "REPLACE" if source == ROSTER else "IGNORE"
    for system, value in student.identities:
        db.execute(f"INSERT OR {keep} INTO identities VALUES (?, ?, ?)", [system, value, known])
    return known


def _is_settled(db: sqlite3.Connection, submission: str) -> bool:
    return db.execute("SELECT 1 FROM assigned WHERE submission = ?", [submission]).fetchone() is not None


def submission_id(arrival: NewSubmission) -> str:
    """A submission's id: twelve hexadecimal digits from its content and its place in the export."""
    return hashlib.sha256(f"{arrival.digest}\0{arrival.source}".encode()).hexdigest()[:12]
