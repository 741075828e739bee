"""Marks per student and problem, in the column layouts of Gradescope, Canvas and Moodle.

Sources of the layouts: Canvas, "How do I import grades in the Gradebook?" and its `GradebookImporter` (a header that
starts with Student, ID, SIS User ID, SIS Login ID, Section; a row of points possible; a column whose name holds "Final
Points" or "Final Grade" is left alone, any other unknown one becomes an assignment); Moodle, "Grade import" (any
columns; one of them identifies the user, others are mapped to grade items); Gradescope, "Exporting and downloading
grades" (First Name, Last Name, SID, Email, then for each assignment its score and maximum).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence

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


@dataclasses.dataclass(frozen=True, kw_only=True)
class Sheet:
    """A class as a table: students in order, problems with what can be had, and marks by student and problem.

    `titles` are the problems' column names where they are not the problems' own. `left_out` says in words which
    submissions and students are in no row, and why.
    """

    students: tuple[Student, ...]
    available: dict[str, float]
    marks: dict[tuple[str, str], Mark]
    left_out: tuple[str, ...]
    titles: Mapping[str, str] = dataclasses.field(default_factory=dict)

    def title(self, problem: str) -> str:
        """The name of a problem's column."""
        return self.titles.get(problem, problem)

    def total(self, student: Student) -> object:
        """The sum of a student's marks; empty without any."""
        found = [mark.earned for (one, _), mark in self.marks.items() if one == student.id]
        return points(sum(found)) if found else ""

    def late(self, student: Student) -> str:
        """The columns in which a student was late."""
        return ", ".join(self.title(name) for name in self.available if self._is_late(student, name))

    def _is_late(self, student: Student, name: str) -> bool:
        mark = self.marks.get((student.id, name))
        return mark is not None and mark.late


@dataclasses.dataclass(frozen=True)
class Layout:
    """A platform's table; it matches a row to a person by one of the `systems`, in the columns that `ids` names."""

    systems: tuple[str, ...]
    ids: str
    write: Callable[[Sheet], str]


def marks_of(book: Gradebook, *, in_credits: bool, only_listed: bool = False,
             titles: Mapping[str, str] | None = None) -> Sheet:  # fmt: skip
    """The marks that count, overrides applied, in ✓ or in credits; of those on the class list only if `only_listed`."""
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
    sheet = Sheet(students=tuple(book.students()), available=ordered, marks=marks, left_out=tuple(left_out),
                  titles=titles or {})  # fmt: skip
    return _of_the_class(sheet, {student.id for student in book.class_list()}, only_listed=only_listed)


def for_layout(sheet: Sheet, layout: str) -> Sheet:
    """The sheet without the people whom this platform could not match, or would match by their name.

    Of Moodle's columns a person picks one to match by, so every row has the one that most have.
    """
    systems = FORMATS[layout].systems
    if layout == "moodle":
        systems = (moodle_system(sheet),)
    kept: list[Student] = []
    out: list[Student] = []
    for student in sheet.students:
        missing = not any(_identity(student, system) for system in systems)
        (out if missing else kept).append(student)
    lines = [f"{_called(one)}: no {FORMATS[layout].ids if len(systems) > 1 else MOODLE[systems[0]]} "
             f"to match by ({sheet.total(one) or 'no'} points)" for one in out]  # fmt: skip
    return dataclasses.replace(sheet, students=tuple(kept), left_out=(*sheet.left_out, *lines))


def moodle_system(sheet: Sheet) -> str:
    """The kind of id by which Moodle shall match: the one that most have."""
    return max(MOODLE, key=lambda system: sum(bool(_identity(one, system)) for one in sheet.students))


def canvas(sheet: Sheet) -> str:
    """Canvas' gradebook CSV; columns named like an assignment in Canvas are imported into it."""
    header: Row = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *map(sheet.title, sheet.available)]
    possible: Row = ["    Points Possible", "", "", "", "", *map(points, sheet.available.values()), "", ""]
    rows = [
        [student.name or student.id, _identity(student, "canvas"), _identity(student, "sid"),
         _identity(student, "login"), "", *_points(sheet, student), sheet.total(student), sheet.late(student)]
        for student in sheet.students
    ]  # fmt: skip
    return to_csv([[*header, "Final Points (total)", "Final Grade (late)"], possible, *rows])


def moodle(sheet: Sheet) -> str:
    """A CSV for Moodle's grade import: map a column that identifies users, and each problem to its grade item."""
    header: Row = ["Full name", *MOODLE.values(), *map(sheet.title, sheet.available), "Total", "Late"]
    rows = [
        [student.name, *(_moodle_id(student, system) for system in MOODLE), *_points(sheet, student),
         sheet.total(student), sheet.late(student)]
        for student in sheet.students
    ]  # fmt: skip
    return to_csv([header, *rows])


def gradescope(sheet: Sheet) -> str:
    """The layout of Gradescope's own grade table."""
    header: Row = ["First Name", "Last Name", "SID", "Email"]
    for name in sheet.available:
        title = sheet.title(name)
        header += [title, f"{title} - Max Points", f"{title} - Lateness"]
    rows = []
    for student in sheet.students:
        first, _, last = student.name.rpartition(" ")
        row: Row = [first, last, _identity(student, "sid"), _identity(student, "email")]
        for name, most in sheet.available.items():
            mark = sheet.marks.get((student.id, name))
            row += [points(mark.earned) if mark else "", points(most), "late" if mark and mark.late else ""]
        rows.append([*row, sheet.total(student)])
    return to_csv([[*header, "Total"], *rows])


MOODLE = {"sid": "ID number", "login": "Username", "email": "Email address", "moodle": "Identifier"}
"""Columns by which Moodle can match; the last in a blind worksheet of one assignment only."""
FORMATS = {
    "canvas": Layout(("canvas", "sid", "login"), "ID, SIS User ID or SIS Login ID", canvas),
    "gradescope": Layout(("sid", "email"), "SID or Email", gradescope),
    "moodle": Layout(tuple(MOODLE), "id of Moodle's", moodle),
}


def _of_the_class(sheet: Sheet, listed: set[str], *, only_listed: bool) -> Sheet:
    """Without Canvas' test student, and without people of earlier runs who are not on the list and have no marks."""
    graded = {student for student, _ in sheet.marks}
    kept, out = [], list(sheet.left_out)
    for student in sheet.students:
        if student.is_test:
            out.append(f"{_called(student)}: Canvas' test student ({sheet.total(student) or 'no'} points)")
        elif student.id in listed or (student.id in graded and not only_listed):
            kept.append(student)
        elif student.id in graded:
            out.append(f"{_called(student)}: not on the class list ({sheet.total(student)} points)")
    return dataclasses.replace(sheet, students=tuple(kept), left_out=tuple(out))


def _called(student: Student) -> str:
    return f"{student.name} ({student.id})" if student.name not in ("", student.id) else student.id


def _points(sheet: Sheet, student: Student) -> Sequence[object]:
    """One cell per problem; empty where nothing was handed in, so that an import does not turn it into a zero."""
    found = [sheet.marks.get((student.id, name)) for name in sheet.available]
    return ["" if mark is None else points(mark.earned) for mark in found]


def _identity(student: Student, system: str) -> str:
    """What a system calls somebody; Moodle's number only where there is one, as every assignment has another."""
    found = [value for kind, value in student.identities if kind == system]
    if system == "moodle" and len(found) > 1:
        return ""
    return found[0] if found else student.email if system == "email" else ""


def _moodle_id(student: Student, system: str) -> str:
    """What Moodle knows somebody by; participants of blind marking as its worksheet writes them."""
    found = _identity(student, system)
    return f"Participant {found}" if found and system == "moodle" else found
