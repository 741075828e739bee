"""Marks per student and problem, in the column layouts of Gradescope, Canvas and Moodle.

Sources of the layouts: Canvas, "How do I import grades in the Gradebook?" (a header that starts with Student, ID, SIS
User ID, SIS Login ID, Section; a row of points possible); Moodle, "Grade import" (any columns; one of them identifies
the user, others are mapped to grade items); Gradescope, "Exporting and downloading grades" (First Name, Last Name, SID,
Email, then for each assignment its score and maximum).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

from autograder.classroom.exporters.cells import points, to_csv
from autograder.classroom.gradebook import Gradebook, Student
from autograder.record.ids import problem_key

Row = list[object]


@dataclasses.dataclass(frozen=True)
class Mark:
    """What one student has for one problem."""

    earned: float
    late: bool
    undecided: bool


@dataclasses.dataclass(frozen=True)
class Sheet:
    """A class as a table: students in order, problems with what can be had, and marks by student and problem.

    `left_out` says in words which submissions are in no row, and why.
    """

    students: tuple[Student, ...]
    available: dict[str, float]
    marks: dict[tuple[str, str], Mark]
    left_out: tuple[str, ...]


def marks_of(book: Gradebook, *, in_credits: bool) -> Sheet:
    """The marks that count, overrides applied, in ✓ or in credits."""
    available: dict[str, float] = {}
    marks: dict[tuple[str, str], Mark] = {}
    left_out: list[str] = []
    for entry in book.latest():
        if entry.grade is None:
            left_out.append(f"{entry.source}: {entry.error or 'not graded yet'}")
            continue
        worth = entry.grade.credits if in_credits else float(entry.grade.earned)
        most = entry.grade.credits_available if in_credits else float(entry.grade.available)
        name = str(entry.assignment)
        if worth is None or most is None:
            left_out.append(f"{entry.source}: {name} has no credits in otter_config.json")
        elif entry.student is None:
            left_out.append(f"{entry.source}: {entry.unmatched or 'no student'} ({points(worth)} points)")
        else:
            available[name] = most
            marks[entry.student.id, name] = Mark(worth, entry.late, bool(entry.grade.undecided))
    ordered = {name: available[name] for name in sorted(available, key=problem_key)}
    return Sheet(tuple(book.students()), ordered, marks, tuple(left_out))


def canvas(sheet: Sheet) -> str:
    """Canvas' gradebook CSV; columns named like an assignment in Canvas are imported into it."""
    header: Row = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *sheet.available]
    possible: Row = ["    Points Possible", "", "", "", "", *map(points, sheet.available.values())]
    rows = [
        [student.name or student.id, _identity(student, "canvas"), _identity(student, "sid"),
         _identity(student, "login") or student.email, "", *_points(sheet, student)]
        for student in sheet.students
    ]  # fmt: skip
    return to_csv([header, possible, *rows])


def moodle(sheet: Sheet) -> str:
    """A CSV for Moodle's grade import: map a column that identifies users, and each problem to its grade item."""
    header: Row = ["Full name", "ID number", "Username", "Email address", *sheet.available]
    rows = [
        [student.name, _identity(student, "sid"), _identity(student, "login"), student.email, *_points(sheet, student)]
        for student in sheet.students
    ]
    return to_csv([header, *rows])


def gradescope(sheet: Sheet) -> str:
    """The layout of Gradescope's own grade table."""
    header: Row = ["First Name", "Last Name", "SID", "Email"]
    for name in sheet.available:
        header += [name, f"{name} - Max Points", f"{name} - Lateness"]
    rows = []
    for student in sheet.students:
        first, _, last = student.name.rpartition(" ")
        row: Row = [first, last, _identity(student, "sid"), student.email]
        for name, most in sheet.available.items():
            mark = sheet.marks.get((student.id, name))
            row += [points(mark.earned) if mark else "", points(most), "late" if mark and mark.late else ""]
        rows.append(row)
    return to_csv([header, *rows])


FORMATS: dict[str, Callable[[Sheet], str]] = {"canvas": canvas, "gradescope": gradescope, "moodle": moodle}


def _points(sheet: Sheet, student: Student) -> Sequence[object]:
    """One cell per problem; empty where nothing was handed in, so that an import does not turn it into a zero."""
    found = [sheet.marks.get((student.id, name)) for name in sheet.available]
    return ["" if mark is None else points(mark.earned) for mark in found]


def _identity(student: Student, system: str) -> str:
    return next((value for kind, value in student.identities if kind == system), "")
