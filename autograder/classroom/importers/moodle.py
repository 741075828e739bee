"""Moodle's "Download all submissions": folders (or, flat, prefixes) `Ada Lovelace_123456_assignsubmission_file_`.

They are the full name, or a group's, and a number that belongs to this student in this assignment only. Where marking
is blind, everybody is called "Participant", in the language of the course, and only the number says who it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from autograder.classroom.gradebook import Student
from autograder.classroom.importers.exported import Parcel
from autograder.classroom.importers.tree import Tree

PATTERN = re.compile(r"(?P<name>.+?)(?:_(?P<number>\d+))?_assignsubmission_(?:file|onlinetext)_?(?P<rest>.*)")
BLIND = re.compile(r"(?i)(participant|participante|partecipante|teilnehmer|teilnehmerin|teilnehmer[_ /-]?in|deelnemer)")
"""What Moodle calls everybody where marking is blind; the number tells them apart."""
GROUP = re.compile(r"(?i)\b(default group|team|group|groups|gruppe|grupo|groupe|équipe|equipo|squadra)\b")
"""What people call a group; without a class list nothing else tells one from a person."""


def is_moodle(tree: Tree) -> bool:
    """Whether most of what lies at the root follows the pattern."""
    tops = tree.tops
    return sum(bool(PATTERN.fullmatch(top)) for top in tops) > len(tops) / 2


def moodle_parcels(tree: Tree) -> Iterator[Parcel]:
    """One parcel per participant or group; what does not follow the pattern is a parcel of nobody."""
    found: dict[tuple[str, str], list[tuple[PurePosixPath, PurePosixPath]]] = {}
    doubtful: set[tuple[str, str]] = set()
    for name in tree.names:
        match = PATTERN.fullmatch(name.parts[0])
        if match is None:
            why = "it does not follow Moodle's pattern, which the others do"
            yield Parcel(source=str(name), layout="moodle", files=((name, name),), unmatched=why)
            continue
        key = (match["name"], match["number"] or "")
        inside = PurePosixPath(match["rest"], *name.parts[1:])
        found.setdefault(key, []).append((inside if inside.name else PurePosixPath(name.name), name))
        if len(name.parts) > 1 and match["rest"]:
            doubtful.add(key)
    for (person, number), files in found.items():
        yield _parcel(person, number, files, doubtful=(person, number) in doubtful)


def _parcel(person: str, number: str, files: list[tuple[PurePosixPath, PurePosixPath]], *, doubtful: bool) -> Parcel:
    unmatched = None
    if doubtful:
        unmatched = "its folder follows Moodle's pattern twice, so that it names two people"
    elif not number or GROUP.search(person):
        unmatched = f"{person} is a group, perhaps: --groups FILE says who is in it"
    student = Student(person, person, "", (("moodle", number), ("name", person)))
    if BLIND.fullmatch(person):
        student = Student(f"moodle:{number}", "", "", (("moodle", number),))
    return Parcel(
        source=f"{person}_{number}" if number else person, layout="moodle", files=tuple(files),
        students=() if unmatched else (student,), group=person, unmatched=unmatched,
    )  # fmt: skip
