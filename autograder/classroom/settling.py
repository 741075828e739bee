"""What a person says about whose work something is; it outlives regrading and reading the same export again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

from autograder.classroom.gradebook import Gradebook, Student
from autograder.classroom.gradebook.transactions import now, transaction
from autograder.errors import GradebookError


def assign(book: Gradebook, submission: str, students: Sequence[str], *, who: str) -> str:
    """Say that a submission was handed in by these students (ids), and by nobody else; returns the submission's id.

    `submission` is its id, the beginning of one, or its place in the export. Raises `GradebookError` when there is no
    such submission or student, or several fit.
    """
    if not students or not who.strip():
        raise GradebookError(submission, "assigning needs a student and a name")
    found = _submission(book, submission)
    db = book.connection
    with transaction(db):
        for student in students:
            _require_student(db, student)
        for table in ("assigned", "submitters"):
            db.execute(f"DELETE FROM {table} WHERE submission = ?", [found])
        for student in dict.fromkeys(students):
            db.execute("INSERT INTO assigned VALUES (?, ?, ?, ?)", [found, student, who.strip(), now()])
            db.execute("INSERT INTO submitters VALUES (?, ?)", [found, student])
        db.execute("UPDATE submissions SET unmatched = NULL WHERE id = ?", [found])
    return found


def merge(book: Gradebook, former: str, student: str, *, who: str) -> None:
    """Say that `former` and `student` (ids) are one person, called `student` from now on.

    Submissions, decisions and what other systems call `former` become the student's. Raises `GradebookError` when there
    is no such student, or the two are the same.
    """
    if former == student or not who.strip():
        raise GradebookError(former, "merging needs two different students and a name")
    db = book.connection
    with transaction(db):
        for one in (former, student):
            _require_student(db, one)
        for table, column in list(_naming_students(db)):
            db.execute(f"UPDATE OR IGNORE {table} SET {column} = ? WHERE {column} = ?", [student, former])
            db.execute(f"DELETE FROM {table} WHERE {column} = ?", [former])
        db.execute("DELETE FROM students WHERE id = ?", [former])
        db.execute("INSERT OR REPLACE INTO merged VALUES (?, ?, ?, ?)", [former, student, who.strip(), now()])


def look_alike(book: Gradebook) -> list[tuple[Student, Student]]:
    """People from before there was a class list, each with the only one on it who has the same name."""
    listed = book.class_list()
    named: dict[str, list[Student]] = {}
    for student in listed:
        named.setdefault(_name_of(student), []).append(student)
    others = [student for student in book.students() if student not in listed and _name_of(student)]
    return [(one, named[_name_of(one)][0]) for one in others if len(named.get(_name_of(one), ())) == 1]


def _name_of(student: Student) -> str:
    return " ".join(sorted(student.name.casefold().replace(",", " ").split()))


def _naming_students(db: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Every table and column that refers to a student."""
    for table in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        for key in db.execute(f"PRAGMA foreign_key_list({table['name']})").fetchall():
            if key["table"] == "students":
                yield table["name"], key["from"]


def _submission(book: Gradebook, said: str) -> str:
    rows = book.connection.execute(
        "SELECT id FROM submissions WHERE source = ? OR SUBSTR(id, 1, LENGTH(?)) = ?", [said, said, said]
    ).fetchall()
    if len(rows) != 1 or not said:
        what = "is no submission in this gradebook" if not rows else "fits several submissions"
        raise GradebookError(said, what, "`autograder class show --unmatched` lists those that nobody has.")
    return str(rows[0]["id"])


def _require_student(db: sqlite3.Connection, student: str) -> None:
    if db.execute("SELECT 1 FROM students WHERE id = ?", [student]).fetchone() is None:
        raise GradebookError(student, "is no student in this gradebook", "`autograder class show` lists them.")
