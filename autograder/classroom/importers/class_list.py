"""A class list as CSV: what platforms export, in several languages, or any table with similar columns."""

from __future__ import annotations

import csv
import dataclasses
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from autograder.classroom.gradebook import Student
from autograder.classroom.importers.names import natural, tokens
from autograder.classroom.importers.roster import Roster
from autograder.errors import UserError

COLUMNS = {
    "sid": "sid|student id|sis user id|id number|student number|matriculation number|matrikelnummer|id nummer|idnummer"
           "|numéro d'identification|número de id|numero di matricola|studentnummer",
    "email": "email|email address|e mail|mail|e mail adresse|emailadresse|adresse de courriel|dirección de correo",
    "login": "sis login id|login id|username|user name|login|anmeldename|benutzername|nutzername|display id",
    "github": "github username|github user|github",
    "name": "name|full name|student name|student|vollständiger name|nom complet|nombre completo|nome completo",
    "first": "first name|given name|vorname|prénom|nombre|nome",
    "last": "last name|surname|family name|nachname|familienname|nom|nom de famille|apellidos|apellido(s)|cognome",
    "role": "role|roles|rolle|rollen",
    "moodle": "identifier|identifikator|teilnehmernummer|identifiant",
    "id": "id",
}  # fmt: skip
"""What a column may be called; headers are compared without case, blanks and punctuation."""
STAFF = frozenset(
    """
    ta tas instructor teacher tutor reader grader staff lecturer assistant teachingassistant observer manager designer
    admin dozent dozentin dozierende lehrende trainer trainerin betreuer betreuerin tutorin nichteditierendertrainer
    """.split()
)
_SYSTEMS = ("sid", "email", "login", "github", "canvas", "moodle")
_FLOAT = re.compile(r"(\d+)[.,]0+")
_SCIENTIFIC = re.compile(r"\d[.,]?\d*E\+?\d+", re.IGNORECASE)
_PARTICIPANT = re.compile(r"[^\W\d].*?(\d+)")


@dataclasses.dataclass(frozen=True)
class _Row:
    """A row with the number of its line in the file, from 1."""

    line: int
    cells: list[str]


def read_roster(path: Path, columns: Mapping[str, str] | None = None) -> Roster:
    """Read a class list; `columns` says what its columns are called where that is not known, such as `sid`.

    Raises `UserError`, with the row, for what cannot be read as one table, and when no row says who somebody is.
    """
    rows = list(_rows(path, _text(path)))
    at, titles = _header(path, rows, columns or {})
    students = [
        student
        for row in rows[at + 1 :]
        if any(row.cells) and (student := _student(path, titles, row, len(rows[at].cells))) is not None
    ]
    if not students:
        known = ", ".join(names.partition("|")[0] for names in COLUMNS.values())
        raise UserError(path, "is no roster: no row says who somebody is", f"It needs columns such as {known}.")
    used = [f"{what}: {rows[at].cells[place]!r}" for what, place in titles.items()]
    return Roster(_each_once(path, students), used)


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
        return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(path, f"cannot be read as a roster: {error}", "Save it as CSV in UTF-8.") from error


def _rows(path: Path, text: str) -> Iterator[_Row]:
    """The rows; an unbalanced quote, which swallows those below it, is an error with its row."""
    said = re.match(r"(?i)\"?sep=(.)\"?\r?\n", text)
    sample = "\n".join(text.splitlines()[:20])
    delimiter = said[1] if said else max(",;\t", key=sample.count)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True, skipinitialspace=True)
    line = 1
    try:
        for cells in reader:
            if any("\n" in cell for cell in cells):
                raise csv.Error("a quote is not closed in its line")
            if not (said and line == 1):
                yield _Row(line, [cell.strip() for cell in cells])
            line = reader.line_num + 1
    except csv.Error as error:
        advice = 'A quote (") opens there and is not closed, perhaps; every row has to be one line.'
        raise UserError(path, f"row {line} cannot be read: {error}", advice) from error


def _header(path: Path, rows: list[_Row], said: Mapping[str, str]) -> tuple[int, dict[str, int]]:
    """Where the header is, below whatever stands before it, and the place of each column that is known."""
    names = {what: {_plain(name) for name in listed.split("|")} for what, listed in COLUMNS.items()}
    names.update({what: {_plain(name)} for what, name in said.items()})
    found = [(at, _places(row, names)) for at, row in enumerate(rows[:30])]
    at, places = max(found, key=lambda one: (len(one[1]), -one[0]), default=(0, {}))
    missing = [name for what, name in said.items() if what not in places]
    if missing:
        raise UserError(path, f"has no column {missing[0]!r}", "Columns: " + ", ".join(rows[at].cells if rows else []))
    return at, _sorted_out(places, rows[at + 1 :])


def _places(row: _Row, names: Mapping[str, set[str]]) -> dict[str, int]:
    plain = [_plain(cell) for cell in row.cells]
    return {
        what: next(place for place, cell in enumerate(plain) if cell in known)
        for what, known in names.items() if any(cell in known for cell in plain if cell)
    }  # fmt: skip


def _sorted_out(places: dict[str, int], rows: list[_Row]) -> dict[str, int]:
    """What an `ID` is: Canvas' number, Moodle's participant, or the institution's; an `Identifier` of GitHub's list."""
    found = dict(places)
    if "github" in found and "moodle" in found:
        found.setdefault("sid", found["moodle"])
        del found["moodle"]
    if "id" in found:
        place = found.pop("id")
        values = [row.cells[place] for row in rows if len(row.cells) > place and row.cells[place]]
        if "sid" in found and all(_PARTICIPANT.fullmatch(value) for value in values):
            found.setdefault("moodle", place)
        elif "sid" in found:
            found["canvas"] = place
        elif "login" not in found or found["login"] != place:
            found["sid"] = place
    return found


def _student(path: Path, titles: Mapping[str, int], row: _Row, width: int) -> Student | None:
    if any(row.cells[width:]):
        raise UserError(path, f"row {row.line} has more cells than the header", "Is a comma in a name not quoted?")
    values = {what: row.cells[place] if place < len(row.cells) else "" for what, place in titles.items()}
    if values.get("name", "").startswith("Points Possible") or "".join(tokens(values.get("role", ""))) in STAFF:
        return None
    name = f"{values.get('first', '')} {values.get('last', '')}".strip() or natural(values.get("name", ""))
    if _is_test_student(name):
        return None
    values["sid"] = _number(path, row, values.get("sid", ""))
    values["email"] = values.get("email", "")
    participant = _PARTICIPANT.fullmatch(values.get("moodle", ""))
    values["moodle"] = participant[1] if participant else values.get("moodle", "")
    identities = tuple(
        (system, value.lower() if system == "email" else value)
        for system in _SYSTEMS if (value := values.get(system, ""))
    )  # fmt: skip
    key = next((values[what] for what in ("sid", "login", "email", "github") if values.get(what)), "")
    numbered = [f"{system}:{values[system]}" for system in ("canvas", "moodle") if values.get(system)]
    key = (key.lower() if key == values["email"] else key) or (name if not numbered else numbered[0])
    return Student(key, name, values["email"], identities) if key else None


def _is_test_student(name: str) -> bool:
    """Canvas' "Student, Test", whom it has in every course."""
    return sorted(tokens(name)) == ["student", "test"]


def _number(path: Path, row: _Row, value: str) -> str:
    """A number as it is; raises `UserError` for one that a spreadsheet has taken for a measurement."""
    if _SCIENTIFIC.fullmatch(value) or _FLOAT.fullmatch(value):
        advice = "A spreadsheet changed it: set the column to text there and export the list again."
        raise UserError(path, f"row {row.line} has {value} for a student's number", advice)
    return value


def _each_once(path: Path, students: list[Student]) -> list[Student]:
    """Somebody listed twice, as in two sections, is one; two people with one number are an error."""
    found: dict[str, Student] = {}
    for student in students:
        known = found.setdefault(student.id, student)
        if known.name != student.name:
            raise UserError(path, f"{student.id} is {known.name} and {student.name}", "One number needs one name.")
    return list(found.values())


def _plain(header: str) -> str:
    return "".join(tokens(header))
