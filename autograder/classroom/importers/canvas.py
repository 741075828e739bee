"""Canvas' assignment download: flat files `lovelaceada_LATE_67890_1234567_flows-1.ipynb`.

They are the student's sortable name squeezed together, `LATE` where it is, the student's and the file's number in
Canvas, and the name that the student gave, with the attempt. Canvas writes the beginning, so the leftmost reading of a
name is the right one, whatever a student called the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from autograder.classroom.gradebook import Student
from autograder.classroom.importers.exported import Parcel, is_gradable
from autograder.classroom.importers.tree import Tree

PATTERN = re.compile(r"(?P<name>[^/]+?)(?P<late>_LATE)?_(?P<user>\d+)_(?P<file>\d+)_(?P<rest>[^/]+)")
ANONYMOUS = re.compile(r"(?:LATE_)?(?P<name>anon_(?:LATE_)?[^_/]+)_(?P<file>\d+)_(?P<rest>[^/]+)")
_DATE = re.compile(r"(?:19|20)\d\d_(?:0?[1-9]|1[0-2])_(?:0?[1-9]|[12]\d|3[01])(?!\d)")
GROUP = re.compile(r"(?i)(?:group|team|gruppe|grupo|groupe|equipo)s?\d+")
"""A group's file bears its name, and the number of one member; a class list tells one from a person without this."""
_NUMBER = re.compile(r"-(\d{1,3})$")


def is_canvas(tree: Tree) -> bool:
    """Whether most files at the root follow the pattern, and most numbers of Canvas' have one name.

    `ada_2026_11_28.ipynb` follows it as well, but is a name and a date.
    """
    if is_anonymous(tree):
        return True
    found = [match for name in tree.names if (match := _match(name))]
    names: dict[str, set[str]] = {}
    for match in found:
        names.setdefault(match["user"], set()).add(match["name"])
    several = sum(len(one) > 1 for one in names.values())
    return len(found) > len(tree.names) / 2 and several < len(names) / 2


def is_anonymous(tree: Tree) -> bool:
    """Whether Canvas left the names out."""
    return sum(bool(ANONYMOUS.fullmatch(str(name))) for name in tree.names) > len(tree.names) / 2


def canvas_parcels(tree: Tree) -> Iterator[Parcel]:
    """One parcel per student; files that do not follow the pattern are parcels of nobody."""
    if is_anonymous(tree):
        yield from _anonymous_parcels(tree)
        return
    groups: dict[tuple[str, str], list[tuple[PurePosixPath, PurePosixPath]]] = {}
    late: set[tuple[str, str]] = set()
    for name in tree.names:
        match = _match(name)
        if match is None:
            stray = "its name does not follow Canvas' pattern, which the others do"
            yield Parcel(source=str(name), layout="canvas", files=((name, name),), unmatched=stray)
            continue
        key = (match["user"], match["name"])
        groups.setdefault(key, []).append((PurePosixPath(match["rest"]), name))
        if match["late"]:
            late.add(key)
    for (user, person), files in groups.items():
        student = Student(f"canvas:{user}", person, "", (("canvas", user),))
        why = f"{person} is a group, perhaps: --groups FILE says who is in it" if GROUP.fullmatch(person) else None
        yield Parcel(
            source=f"{person}_{user}", layout="canvas", files=tuple(_renamed(files)), students=(student,),
            group=person, late=(user, person) in late, numbered=True, unmatched=why,
        )  # fmt: skip


def number_of(name: PurePosixPath) -> int:
    """The number that Canvas appends when a file is handed in again: 2 for `flows-2.ipynb`, 0 without."""
    match = _NUMBER.search(name.stem)
    return int(match.group(1)) if match else 0


def _match(name: PurePosixPath) -> re.Match[str] | None:
    match = PATTERN.fullmatch(str(name))
    dated = match and not match["late"] and _DATE.match(str(name), match.start("user"))
    return None if dated else match


def _anonymous_parcels(tree: Tree) -> Iterator[Parcel]:
    why = "an anonymous download: turn anonymity off in Canvas and download it again"
    for name in tree.names:
        match = ANONYMOUS.fullmatch(str(name))
        source, given = (match["name"], PurePosixPath(match["rest"])) if match else (str(name), name)
        yield Parcel(source=source, layout="canvas", files=((given, name),), unmatched=why, numbered=True)


def _renamed(files: list[tuple[PurePosixPath, PurePosixPath]]) -> Iterator[tuple[PurePosixPath, PurePosixPath]]:
    """A data file that was handed in again is called as the notebook expects it, without Canvas' number."""
    taken = {given for given, _ in files}
    for given, name in files:
        stem = _NUMBER.sub("", given.stem)
        plain = given.with_name(stem + given.suffix) if stem.strip(".") else given
        yield given, name
        if not is_gradable(given) and plain not in taken:
            taken.add(plain)
            yield plain, name
