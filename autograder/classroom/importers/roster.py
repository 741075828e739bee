"""A class list as CSV: Gradescope's roster, Canvas' or Moodle's grade export, or any table with similar columns."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from autograder.classroom.gradebook import Student
from autograder.errors import UserError

COLUMNS = {
    "sid": ("sid", "student id", "student_id", "sis user id", "id number", "student number", "matriculation number"),
    "email": ("email", "email address", "e-mail"),
    "login": ("sis login id", "login id", "username", "login"),
    "name": ("name", "full name", "student name", "student"),
    "first": ("first name", "firstname", "given name"),
    "last": ("last name", "surname", "lastname", "family name"),
    "moodle": ("identifier",),
}
_SYSTEMS = ("sid", "email", "login", "canvas", "moodle")


class Roster:
    """The people of a class, found by number, address, login, or name."""

    def __init__(self, students: Iterable[Student] = ()) -> None:
        self.students = tuple(students)
        self._by_identity = {pair: student for student in self.students for pair in student.identities}
        self._by_name: dict[frozenset[str], list[Student]] = {}
        for student in self.students:
            self._by_name.setdefault(frozenset(_tokens(student.name)), []).append(student)

    def __bool__(self) -> bool:
        return bool(self.students)

    def find(self, person: Student) -> Student | None:
        """The entry of a person that an export names, by number or address, else by a name that only one has."""
        for pair in person.identities:
            if pair in self._by_identity:
                return self._by_identity[pair]
        named = self._by_name.get(frozenset(_tokens(person.name)), [])
        return named[0] if len(named) == 1 and person.name else None

    def named_in(self, words: Iterable[str]) -> tuple[tuple[Student, ...], str]:
        """The students that texts of a path name, by number, address or login (several are a group), else by name.

        Returns them, or nobody and why.
        """
        texts = list(words)
        tokens = {token for text in texts for token in _tokens(text)} | {text.casefold() for text in texts}
        listed = [
            student for student in self.students
            if any(value.casefold() in tokens or value.casefold().split("@")[0] in tokens
                   for system, value in student.identities if system in ("sid", "email", "login"))
        ]  # fmt: skip
        if listed:
            return tuple(listed), ""
        for text in reversed(texts):
            inside = set(_tokens(text))
            named = [s for known, people in self._by_name.items() if known and known <= inside for s in people]
            if len(named) == 1:
                return tuple(named), ""
            if named:
                return (), "its name fits " + " and ".join(sorted(f"{s.name} ({s.id})" for s in named)[:4])
        return (), "its name fits nobody on the roster"


def read_roster(path: Path) -> Roster:
    """Read a class list; raises `UserError` when it cannot be read or has no column that says who somebody is."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(path, f"cannot be read as a roster: {error}", "Save it as CSV in UTF-8.") from error
    header = text.partition("\n")[0]
    delimiter = max(",;\t", key=header.count)
    rows = list(csv.DictReader(io.StringIO(text), delimiter=delimiter))
    students = [student for row in rows if (student := _student(row)) is not None]
    if not students:
        known = ", ".join(sorted({names[0] for names in COLUMNS.values()}))
        raise UserError(path, "is no roster: no row says who somebody is", f"It needs columns such as {known}.")
    return Roster(students)


def _student(row: dict[str | None, str | None]) -> Student | None:
    cells = {str(key or "").strip().casefold(): (value or "").strip() for key, value in row.items()
             if not isinstance(value, list)}  # fmt: skip
    found = {what: next((cells[name] for name in names if cells.get(name)), "") for what, names in COLUMNS.items()}
    # Canvas' export calls its own number for a student just "ID".
    canvas = cells.get("id", "") if "sis login id" in cells or "section" in cells else ""
    if found["name"].startswith("Points Possible"):
        return None
    name = f"{found['first']} {found['last']}".strip() or _natural(found["name"])
    values = {**found, "canvas": canvas, "email": found["email"].lower(), "moodle": found["moodle"].split(" ")[-1]}
    identities = tuple((system, values[system]) for system in _SYSTEMS if values[system])
    key = values["sid"] or values["login"] or values["email"] or (f"canvas:{canvas}" if canvas else "") or name
    return Student(key, name, found["email"], identities) if key else None


def _natural(name: str) -> str:
    """`Ada Lovelace` for `Lovelace, Ada`."""
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}".strip() if comma else name


def _tokens(text: str) -> list[str]:
    """Lower-case words without accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return re.findall(r"[^\W_]+", "".join(c for c in plain if not unicodedata.combining(c)))
