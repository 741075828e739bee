"""A gradebook as papers to analyse, named or anonymous."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from autograder.classroom.analysis import Paper
from autograder.classroom.gradebook import Entry, Gradebook
from autograder.classroom.pseudonyms import pseudonym, without_names

UNKNOWN = "unknown"


def read_papers(book: Gradebook, key: bytes | None = None) -> Iterator[Paper]:
    """The submissions that count, one per student and problem; with a `key`, under pseudonyms.

    An anonymous record names neither file nor digest, and the student's names and numbers are blanked out in its text
    and code. Other people's names in a student's code are not known to be names and stay.
    """
    for entry in book.latest():
        yield _named(entry) if key is None else _anonymous(entry, key)


def _identity(entry: Entry) -> str:
    return f"student {entry.student.id}" if entry.student else f"submission {entry.submission}"


def _named(entry: Entry) -> Paper:
    student = _identity(entry)
    name = (f"{entry.student.name} ({entry.student.id})" if entry.student.name else entry.student.id) \
        if entry.student else entry.source  # fmt: skip
    return Paper(
        _short(f"{student} {entry.submission}"), "u" + _short(student), name, entry.assignment or UNKNOWN, entry.record,
        entry.error or "", entry.unmatched or "", entry.late,
    )  # fmt: skip


def _anonymous(entry: Entry, key: bytes) -> Paper:
    student = _identity(entry)
    names = [entry.source.rsplit("/", 1)[-1]]
    if entry.student is not None:
        names += [entry.student.name, entry.student.id, entry.student.email, *(v for _, v in entry.student.identities)]
    record: Mapping[str, Any] | None = None
    if entry.record is not None:
        hidden = without_names(_free_text(entry.record), names)
        record = {**entry.record, **hidden, "submission": "anonymous", "sha256": "not shown"}
    return Paper(
        pseudonym(key, f"{student} {entry.submission}"), "u" + pseudonym(key, student), pseudonym(key, student),
        entry.assignment or UNKNOWN, record, "cannot be read" if entry.error else "",
        "no student could be told" if entry.unmatched else "", entry.late,
    )  # fmt: skip


def _free_text(record: Mapping[str, Any]) -> dict[str, Any]:
    """What of a record holds words of the student, code among it."""
    return {name: record[name] for name in ("ticks", "parts", "cells", "notes")}


def _short(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
