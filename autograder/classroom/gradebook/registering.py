"""Putting submissions and people into the gradebook's tables; the caller holds the transaction."""

from __future__ import annotations

import dataclasses
import hashlib
import sqlite3

from autograder.classroom.gradebook.records import NewSubmission, Student

_KEPT = {
    "assignment": "COALESCE(excluded.assignment, assignment)",
    "error": "CASE WHEN COALESCE(excluded.assignment, assignment) IS NULL THEN excluded.error END",
    "result": "CASE WHEN assignment IS COALESCE(excluded.assignment, assignment) THEN result END",
}
"""The same content at the same place: once it could be graded, no option or failure of today takes its result."""


def register(db: sqlite3.Connection, arrival: NewSubmission) -> None:
    """Record one submission with its students, or bring it up to date."""
    row = dataclasses.asdict(arrival) | {"id": submission_id(arrival), "late": int(arrival.late)}
    del row["students"]
    updates = {name: f"excluded.{name}" for name in row if name != "id"} | _KEPT
    db.execute(
        f"INSERT INTO submissions ({', '.join(row)}) VALUES ({', '.join(f':{name}' for name in row)}) "
        f"ON CONFLICT (id) DO UPDATE SET {', '.join(f'{name} = {value}' for name, value in updates.items())}",
        row,
    )
    db.execute("DELETE FROM submitters WHERE submission = ?", [row["id"]])
    for student in arrival.students:
        enrol(db, student)
        db.execute("INSERT OR IGNORE INTO submitters VALUES (?, ?)", [row["id"], student.id])


def enrol(db: sqlite3.Connection, student: Student) -> None:
    """Record a person, or add what has become known since."""
    db.execute(
        "INSERT INTO students VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
        "name = COALESCE(NULLIF(excluded.name, ''), name), email = COALESCE(NULLIF(excluded.email, ''), email)",
        [student.id, student.name, student.email],
    )
    for system, value in student.identities:
        db.execute("INSERT OR REPLACE INTO identities VALUES (?, ?, ?)", [system, value, student.id])


def submission_id(arrival: NewSubmission) -> str:
    """A submission's id: twelve hexadecimal digits from its content and its place in the export."""
    return hashlib.sha256(f"{arrival.digest}\0{arrival.source}".encode()).hexdigest()[:12]
