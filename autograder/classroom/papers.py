"""A gradebook as papers to analyse, named or anonymous."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from autograder.classroom.analysis import Paper
from autograder.classroom.gradebook import Entry, Gradebook
from autograder.classroom.pseudonyms import pseudonym, without_names
from autograder.record import Grade, as_json, from_json

UNKNOWN = "unknown"


def read_papers(book: Gradebook, key: bytes | None = None) -> Iterator[Paper]:
    """The submissions that count, one per student and problem; with a `key`, under pseudonyms.

    An anonymous record names neither file nor digest, and the student's names and numbers are blanked out in its text
    and code. Other people's names in a student's code are not known to be names and stay.
    """
    for entry in book.latest():
        yield paper_of(entry, key)


def read_earlier(book: Gradebook, key: bytes | None = None) -> Iterator[Paper]:
    """The graded submissions that do not count any more, since their students handed in again."""
    for entry in book.entries():
        if entry.attempt < entry.attempts and entry.grade is not None:
            yield paper_of(entry, key)


def paper_of(entry: Entry, key: bytes | None = None) -> Paper:
    """A submission as a paper; with a `key`, under a pseudonym."""
    return _named(entry) if key is None else _anonymous(entry, key)


def _identity(entry: Entry) -> str:
    return f"student {entry.student.id}" if entry.student else f"submission {entry.submission}"


def _named(entry: Entry) -> Paper:
    student = _identity(entry)
    name = (f"{entry.student.name} ({entry.student.id})" if entry.student.name else entry.student.id) \
        if entry.student else entry.source  # fmt: skip
    return Paper(
        slug=_short(f"{student} {entry.submission}"), student="u" + _short(student), name=name,
        assignment=entry.assignment or UNKNOWN, grade=entry.grade, error=entry.error or "",
        unmatched=entry.unmatched or "", late=entry.late, note=entry.note or "", **_compared(entry),
    )  # fmt: skip


def _anonymous(entry: Entry, key: bytes) -> Paper:
    student = _identity(entry)
    return Paper(
        slug=pseudonym(key, f"{student} {entry.submission}"), student="u" + pseudonym(key, student),
        name=pseudonym(key, student), assignment=entry.assignment or UNKNOWN,
        grade=None if entry.grade is None else nameless(entry.grade, names_in(entry)),
        error="cannot be read" if entry.error else "", unmatched="no student could be told" if entry.unmatched else "",
        late=entry.late, note="has to be looked at" if entry.note else "", **_compared(entry),
    )  # fmt: skip


def _compared(entry: Entry) -> dict[str, Any]:
    """Whether a paper is in the statistics, and what its content is compared by."""
    counts = entry.student is not None and not entry.student.is_test
    code = "" if entry.grade is None else "".join(
        "".join(line.split()) for part in entry.grade.parts for cell in part.code for line in cell.lines
    )  # fmt: skip
    return {"counts": counts, "submission": entry.submission, "digest": entry.digest, "code": code and _short(code)}


def names_in(entry: Entry) -> list[str]:
    """What a submission's student may be called in it."""
    names = [entry.source.rsplit("/", 1)[-1]]
    if entry.student is not None:
        names += [entry.student.name, entry.student.id, entry.student.email, *(v for _, v in entry.student.identities)]
    return names


def nameless(grade: Grade, names: list[str]) -> Grade:
    """The grade with names blanked out in its texts and code, and without file name and digest."""
    record = as_json(grade)
    free_text = {name: record[name] for name in ("ticks", "parts", "cells", "notes")}
    return from_json({
        **record, **without_names(free_text, names), "submission": "anonymous", "sha256": "not shown",
    })  # fmt: skip


def _short(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
