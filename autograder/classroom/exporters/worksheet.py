"""Moodle's own grading worksheet of one assignment, with the marks filled in.

Moodle's "Upload grading worksheet" takes a file back by its identifier, which is the word for a participant in the
course's language and a number, and only with all columns that it wrote: so its own file is filled in and nothing else
of it changes. Where marking is blind there is no other way back.
"""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from autograder.classroom.exporters.cells import points
from autograder.classroom.exporters.marks import Sheet
from autograder.errors import UserError

IDENTIFIERS = frozenset({"identifier", "id", "identifiant", "identifikator", "identificador", "identificatore"})
GRADES = frozenset({"grade", "bewertung", "note", "calificación", "valutazione", "cijfer", "nota"})
"""What Moodle calls the columns, in some languages."""
_NUMBER = re.compile(r"\D(\d+)$")


def filled_in(sheet: Sheet, path: Path, problem: str, column: str = "") -> tuple[str, list[str]]:
    """The worksheet at `path` with a problem's marks, and who has a mark but no row; `column` names the marks' column.

    Raises `UserError` for what is no worksheet, or names somebody twice.
    """
    rows, delimiter = _read(path)
    header = [title.strip() for title in rows[0]]
    mark_at = _place(path, header, frozenset({column.casefold()}) if column else GRADES)
    number_at = _place(path, header, IDENTIFIERS)
    people = {
        value: student for student in sheet.students for system, value in student.identities if system == "moodle"
    }
    seen: set[str] = set()
    for line, row in enumerate(rows[1:], 2):
        found = _NUMBER.search(row[number_at].strip()) if len(row) > max(mark_at, number_at) else None
        student = people.get(found[1]) if found else None
        if student is None:
            continue
        if student.id in seen:
            raise UserError(path, f"row {line} names {student.name or student.id} once more")
        seen.add(student.id)
        mark = sheet.marks.get((student.id, problem))
        row[mark_at] = "" if mark is None else points(mark.earned)
    target = io.StringIO()
    csv.writer(target, delimiter=delimiter, lineterminator="\n").writerows(rows)
    graded = [student for student in sheet.students if (student.id, problem) in sheet.marks]
    return target.getvalue(), [f"{one.name or one.id} is in no row" for one in graded if one.id not in seen]


def _read(path: Path) -> tuple[list[list[str]], str]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        first = text.partition("\n")[0]
        delimiter = max(",;\t", key=first.count)
        rows = [row for row in csv.reader(io.StringIO(text), delimiter=delimiter, strict=True) if row]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UserError(path, f"cannot be read as a worksheet: {error}") from error
    if not rows:
        raise UserError(path, "is empty")
    return rows, delimiter


def _place(path: Path, header: list[str], known: frozenset[str]) -> int:
    found = [at for at, title in enumerate(header) if title.casefold() in known]
    if len(found) != 1:
        advice = 'Say which column takes the marks: --column p1="Its title".'
        raise UserError(path, f"has no column called {' or '.join(sorted(known)[:3])}", advice)
    return found[0]
