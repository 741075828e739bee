"""Sakai's "Download All": `Exam P1/Turing, Alan(aturing)/Submission attachment(s)/p1.ipynb`, beside files of its own.

`timestamp.txt` in a student's folder is Sakai's and says when, in UTC; the attachments lie in a folder of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from autograder.classroom.gradebook import Student
from autograder.classroom.importers.exported import Parcel
from autograder.classroom.importers.tree import Tree
from autograder.errors import UserError

PERSON = re.compile(r"(?P<name>.+)\((?P<login>[^()]+)\)")
ATTACHED = "Submission attachment(s)"
_STAMP = re.compile(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\d*")


def is_sakai(tree: Tree) -> bool:
    """Whether the root holds Sakai's table of grades, and folders of people."""
    folders = [top for top, names in tree.tops.items() if PurePosixPath(top) not in names]
    listed = any(name.parts[0] in ("grades.csv", "grades.xls") for name in tree.names)
    return listed and bool(folders) and all(PERSON.fullmatch(folder) for folder in folders)


def sakai_parcels(tree: Tree) -> Iterator[Parcel]:
    """One parcel per person, with the attachments only."""
    for top, names in tree.tops.items():
        match = PERSON.fullmatch(top)
        if match is None:
            continue
        files = tuple(
            (PurePosixPath(*name.parts[2:]), name)
            for name in names
            if len(name.parts) > 2 and name.parts[1] == ATTACHED
        )
        last, comma, first = match["name"].partition(",")
        person = f"{first.strip()} {last.strip()}" if comma else last.strip()
        yield Parcel(
            source=top, layout="sakai", files=files, submitted=_time(tree, PurePosixPath(top, "timestamp.txt")),
            students=(Student(match["login"], person, "", (("login", match["login"]),)),), group=match["login"],
            missing=None if files else "nothing was attached",
        )  # fmt: skip


def _time(tree: Tree, name: PurePosixPath) -> str | None:
    try:
        text = tree.read(name).decode("ascii") if name in tree.names and tree.size(name) < 100 else ""
    except (OSError, ValueError, UserError):
        return None
    found = _STAMP.fullmatch(text.strip())
    return "{}-{}-{}T{}:{}:{}Z".format(*found.groups()) if found else None
