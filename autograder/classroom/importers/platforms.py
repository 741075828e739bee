"""Canvas' and Moodle's assignment downloads, which say in names whose file it is, and folders that say nothing.

Canvas: flat files `lovelaceada_LATE_67890_1234567_flows-1.ipynb`: the student's sortable name squeezed together,
`LATE` where it is, the student's and the file's number in Canvas, and the name the student gave, with the attempt.
Moodle: folders (or, flat, prefixes) `Ada Lovelace_123456_assignsubmission_file_`: the full name, and a number that
belongs to this student in this assignment only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from autograder.classroom.gradebook import Student
from autograder.classroom.importers.exported import Parcel, is_gradable, is_notebook

CANVAS = re.compile(r"(?P<name>[^/]+?)(?P<late>_LATE)?_(?P<user>\d+)_(?P<file>\d+)_(?P<rest>[^/]+)")
MOODLE = re.compile(r"(?P<name>.+)_(?P<number>\d+)_assignsubmission_(?:file|onlinetext)_?(?P<rest>.*)")
MOST_NOTEBOOKS_OF_ONE = 8
"""A folder with more notebooks than this is a class, not one student's."""


def canvas_parcels(names: Iterable[PurePosixPath]) -> Iterator[Parcel]:
    """One parcel per student, from the names that follow Canvas' pattern."""
    groups: dict[tuple[str, str], list[tuple[PurePosixPath, PurePosixPath]]] = {}
    late: set[tuple[str, str]] = set()
    for name in names:
        match = CANVAS.fullmatch(name.name)
        if match:
            key = (match["user"], match["name"])
            groups.setdefault(key, []).append((PurePosixPath(match["rest"]), name))
            if match["late"]:
                late.add(key)
    for key, files in groups.items():
        user, person = key
        student = Student(f"canvas:{user}", person, "", (("canvas", user),))
        yield Parcel(f"{person}_{user}", "canvas", tuple(_renamed(files)), (student,), late=key in late)


def _renamed(files: list[tuple[PurePosixPath, PurePosixPath]]) -> Iterator[tuple[PurePosixPath, PurePosixPath]]:
    """A data file that was handed in again is called as the notebook expects it, without Canvas' number."""
    taken = {given for given, _ in files}
    for given, name in files:
        plain = given.with_name(re.sub(r"-\d{1,3}$", "", given.stem) + given.suffix) if given.stem[1:] else given
        yield given, name
        if not is_gradable(given) and plain not in taken:
            taken.add(plain)
            yield plain, name


def moodle_parcels(names: Iterable[PurePosixPath]) -> Iterator[Parcel]:
    """One parcel per participant, from the names in which a part follows Moodle's pattern."""
    groups: dict[tuple[PurePosixPath, str, str], list[tuple[PurePosixPath, PurePosixPath]]] = {}
    for name in names:
        found = moodle_part(name)
        if found is not None:
            index, match = found
            inside = PurePosixPath(match["rest"], *name.parts[index + 1 :])
            given = inside if inside.name else PurePosixPath(name.name)
            export = PurePosixPath(*name.parts[:index])
            groups.setdefault((export, match["name"], match["number"]), []).append((given, name))
    for (_, person, number), files in groups.items():
        student = Student(person, person, "", (("moodle", number), ("name", person)))
        yield Parcel(f"{person}_{number}", "moodle", tuple(files), (student,))


def moodle_part(name: PurePosixPath) -> tuple[int, re.Match[str]] | None:
    """The first part of a path that follows Moodle's pattern, with its index."""
    for index, part in enumerate(name.parts):
        match = MOODLE.fullmatch(part)
        if match:
            return index, match
    return None


def folder_parcels(names: Iterable[PurePosixPath]) -> Iterator[Parcel]:
    """A plain folder: a parcel per notebook or zip, with the other files beside it where a folder is one student's.

    The folder names the student where it holds one notebook; among several, each file's own name comes first.
    """
    by_folder: dict[PurePosixPath, list[PurePosixPath]] = {}
    for name in names:
        by_folder.setdefault(name.parent, []).append(name)
    homes = {
        folder for folder, inside in by_folder.items()
        if folder.parts and 0 < sum(map(is_notebook, inside)) <= MOST_NOTEBOOKS_OF_ONE
    }  # fmt: skip
    for folder, inside in sorted(by_folder.items()):
        home = next((known for known in (folder, *folder.parents) if known in homes), None)
        if home is None:
            for name in inside:
                yield _loose(name, [name])
        elif home == folder:
            below = sorted(name for other in by_folder for name in by_folder[other] if other.is_relative_to(folder))
            graded = [name for name in below if is_gradable(name)]
            data = [name for name in below if not is_gradable(name)]
            if len(graded) == 1:
                files = tuple((name.relative_to(folder), name) for name in below)
                yield Parcel(str(folder), "folder", files, words=folder.parts)
            else:
                yield from (_loose(name, [name, *data]) for name in graded)


def _loose(name: PurePosixPath, files: list[PurePosixPath]) -> Parcel:
    """One of several files in a folder, with what may belong to it."""
    given = tuple((_beside(file, name.parent), file) for file in files)
    return Parcel(str(name), "folder", given, words=(*name.parts[:-1], name.stem))


def _beside(file: PurePosixPath, folder: PurePosixPath) -> PurePosixPath:
    return file.relative_to(folder) if file.is_relative_to(folder) else PurePosixPath(file.name)
