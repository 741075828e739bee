"""From exports to arrivals: finds every submission, and whose it is; nothing is dropped and nothing is guessed."""

from __future__ import annotations

import dataclasses
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from autograder.classroom.gradebook import NewSubmission, Student
from autograder.classroom.importers.canvas import number_of
from autograder.classroom.importers.content import Piece
from autograder.classroom.importers.exported import Parcel
from autograder.classroom.importers.folders import folder_parcels
from autograder.classroom.importers.groups import Groups, key_of
from autograder.classroom.importers.layouts import Export, exports_in
from autograder.classroom.importers.roster import Found, Roster
from autograder.classroom.importers.standing import settled
from autograder.classroom.importers.tree import Tree

Read = Callable[[Tree, Parcel], list[Piece]]
"""Reads what can be graded in a parcel, and keeps a copy; it answers whatever the parcel holds."""
MOST_CHARACTERS = 300
ONE_PARCEL_EACH = frozenset({"moodle", "canvas"})
"""Layouts in which everybody has one parcel, with all that was handed in at last."""
GROUP_HINT = "; a group, perhaps: --groups FILE says who is in it"


def collect(paths: Iterable[Path], store: Path, read: Read, roster: Roster, *, assignments: Sequence[str],
            groups: Groups | None = None) -> Iterator[NewSubmission]:  # fmt: skip
    """Every submission in the exports at `paths`, each parcel read by `read`, which keeps copies in `store`.

    What cannot be read, or matched to a student, comes with a reason. Raises `UserError` when a path is no export.
    """
    store.mkdir(parents=True, exist_ok=True)
    for path in paths:
        for export in exports_in(path, without=store.parent):
            yield from _of_one(export, read, roster, assignments, groups or {})


def _of_one(export: Export, read: Read, roster: Roster, assignments: Sequence[str],
            groups: Groups) -> list[NewSubmission]:  # fmt: skip
    """The submissions of one export, which are compared with each other before any is believed."""
    owned = [(parcel, _owners(parcel, roster, groups)) for parcel in _parcels(export, roster, assignments)]
    found = []
    for parcel, (students, why) in _one_name_each(owned):
        for piece in read(export.tree, parcel):
            found.append((parcel.source, _arrival(parcel, piece, students, why)))
    return settled(list(_namesakes_apart(found)), export.label, assignments, has_slot=export.layout is not None)


def _parcels(export: Export, roster: Roster, assignments: Sequence[str]) -> Iterator[Parcel]:
    if export.layout is not None:
        return export.layout.parcels(export.tree)
    return folder_parcels(export.tree, assignments, _is_anybody(roster) if roster else None)


def _is_anybody(roster: Roster) -> Callable[[str], bool]:
    return lambda word: roster.named_in(word).is_anybody


def _arrival(parcel: Parcel, piece: Piece, students: tuple[Student, ...], why: str | None) -> NewSubmission:
    inside = "" if parcel.loose and piece.inside == parcel.source else piece.inside
    return NewSubmission(
        digest=piece.digest, source=storable(f"{parcel.source}/{inside}".rstrip("/")), file=piece.file,
        layout=parcel.layout, assignment=piece.assignment, students=tuple(map(_storable_student, students)),
        submitted=parcel.submitted, version=number_of(PurePosixPath(piece.name)) if parcel.numbered else 0,
        late=parcel.late, error=piece.error and storable(piece.error), unmatched=why and storable(why),
        stands_back=piece.untouched, note=parcel.note and storable(parcel.note),
    )  # fmt: skip


Owners = tuple[tuple[Student, ...], str | None]
"""Whose something is, or nobody and why."""


def _owners(parcel: Parcel, roster: Roster, groups: Groups) -> Owners:
    """Whose a parcel is: a known group's, else whom the platform or the path names, as the class list knows them."""
    members = groups.get(key_of(parcel.group)) if parcel.group else None
    if members:
        return members, None
    if parcel.unmatched:
        return (), parcel.unmatched
    if parcel.students:
        return _listed(parcel, roster) if roster else (parcel.students, None)
    if roster:
        return _one(roster.named_in(parcel.word))
    if not parcel.word:
        return (), "no student is named in its path; a roster may help (--roster)"
    return (Student(parcel.word, parcel.word, "", (("name", parcel.word),)),), None


def _listed(parcel: Parcel, roster: Roster) -> Owners:
    """The people whom a platform names, if the class list knows every one of them."""
    found = [roster.find(person) for person in parcel.students]
    unclear = next((one for one in found if one.student is None), None)
    if unclear is not None:
        return (), unclear.why + (GROUP_HINT if parcel.group else "")
    return tuple(dict.fromkeys(one.student for one in found if one.student is not None)), None


def _one(found: Found) -> Owners:
    hint = GROUP_HINT if found.several else ""
    return ((found.student,), None) if found.student is not None else ((), found.why + hint)


def _one_name_each(owned: list[tuple[Parcel, Owners]]) -> Iterator[tuple[Parcel, Owners]]:
    """Take the student from hand-ins of one number or address, but several names."""
    names = _values((one.id, one.name) for _, (students, _) in owned for one in students if one.name)
    for parcel, (students, why) in owned:
        for one in students:
            if len(names.get(one.id, ())) > 1:
                why = f"{one.id} has several names here: {' and '.join(sorted(names[one.id])[:3])}"
        yield parcel, (() if why else students, why)


def _namesakes_apart(found: list[tuple[str, NewSubmission]]) -> Iterator[tuple[str, NewSubmission]]:
    """Take the student from what several of a platform's participants handed in for one problem under one name.

    They are two people of one name, or one who calls himself like another.
    """
    participants = _values(
        (f"{student.id}\0{one.assignment}", parcel)
        for parcel, one in found if one.layout in ONE_PARCEL_EACH for student in one.students
    )  # fmt: skip
    shared = {key.partition("\0")[0] for key, several in participants.items() if len(several) > 1}
    for parcel, one in found:
        unclear = [student.name or student.id for student in one.students if student.id in shared]
        why = f"several participants are called {unclear[0]}; whose it is has to be said" if unclear else None
        yield parcel, dataclasses.replace(one, students=(), unmatched=why) if unclear else one


def _values(pairs: Iterable[tuple[str, str]]) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = {}
    for key, value in pairs:
        found.setdefault(key, set()).add(value)
    return found


def _storable_student(student: Student) -> Student:
    return dataclasses.replace(
        student, id=storable(student.id), name=storable(student.name), email=storable(student.email),
        identities=tuple((system, storable(value)) for system, value in student.identities),
    )  # fmt: skip


def storable(text: str) -> str:
    """A text that a database can hold and a terminal can show, whatever bytes a file name had, of sensible length."""
    spaced = "".join(" " if unicodedata.category(c) == "Zs" else c for c in text)
    whole = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in spaced)
    if len(whole) <= MOST_CHARACTERS:
        return whole
    return f"{whole[: MOST_CHARACTERS // 2]}…{whole[-MOST_CHARACTERS // 3 :]}"
