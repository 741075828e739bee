"""Who is in a group: a table with a row per member, as a platform that names groups does not say it in its export."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

from autograder.classroom.gradebook import Student
from autograder.classroom.importers.names import tokens
from autograder.classroom.importers.roster import Roster
from autograder.errors import UserError

Groups = Mapping[str, tuple[Student, ...]]
"""The members of each group, by `key_of` its name."""


def key_of(name: str) -> str:
    """A group's name as it is compared: without case, blanks and punctuation, as Canvas squeezes it."""
    return "".join(tokens(name))


def read_groups(path: Path, roster: Roster) -> Groups:
    """Read a CSV with the columns `team` and `student` (a number, address, user name or full name).

    Raises `UserError` for a row that names nobody on the class list, where there is one.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UserError(path, f"cannot be read as a list of groups: {error}", "Save it as CSV in UTF-8.") from error
    found: dict[str, tuple[Student, ...]] = {}
    for number, row in enumerate(rows, 2):
        team, student = ((row.get(title) or "").strip() for title in ("team", "student"))
        if not team or not student:
            raise UserError(path, f"row {number} names no team or no student", "Its columns are team,student.")
        found[key_of(team)] = (*found.get(key_of(team), ()), _member(path, number, student, roster))
    return found


def _member(path: Path, number: int, text: str, roster: Roster) -> Student:
    if not roster:
        return Student(text, text, "", (("name", text),))
    member = roster.named_in(text)
    if member.student is None:
        raise UserError(path, f"row {number}: {member.why}", "Write the student's number.")
    return member.student
