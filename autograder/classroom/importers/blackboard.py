"""Blackboard's "Assignment File Download": flat files `Exam P1_aturing_attempt_2026-11-20-10-04-05_flows.ipynb`.

They are the assignment's title, the user name, the attempt's time, and the name that the student gave; a file per
attempt that ends after the time, `.txt`, is Blackboard's own.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from autograder.classroom.gradebook import Student
from autograder.classroom.importers.exported import Parcel
from autograder.classroom.importers.tree import Tree

PATTERN = re.compile(r"(?P<who>.+?)_attempt_(?P<time>\d{4}-\d\d-\d\d-\d\d-\d\d-\d\d)(?:_(?P<rest>.+)|\.txt)")


def is_blackboard(tree: Tree) -> bool:
    """Whether most files at the root follow the pattern."""
    return sum(bool(PATTERN.fullmatch(str(name))) for name in tree.names) > len(tree.names) / 2


def blackboard_parcels(tree: Tree) -> Iterator[Parcel]:
    """One parcel per attempt; what does not follow the pattern is a parcel of nobody."""
    found: dict[tuple[str, str], list[tuple[PurePosixPath, PurePosixPath]]] = {}
    for name in tree.names:
        match = PATTERN.fullmatch(str(name))
        if match is None:
            why = "its name does not follow Blackboard's pattern, which the others do"
            yield Parcel(source=str(name), layout="blackboard", files=((name, name),), unmatched=why)
            continue
        files = found.setdefault((match["who"], match["time"]), [])
        if match["rest"]:
            files.append((PurePosixPath(match["rest"]), name))
    title = _title({who for who, _ in found})
    for (who, time), files in found.items():
        user = who.removeprefix(title).strip("_") or who
        day, clock = time[:10], time[11:].replace("-", ":")
        yield Parcel(
            source=f"{user}_attempt_{time}", layout="blackboard", files=tuple(files), group=user,
            students=(Student(user, "", "", (("login", user),)),), submitted=f"{day}T{clock}",
            missing=None if files else "the attempt has no file, only Blackboard's own text",
        )  # fmt: skip


def _title(texts: set[str]) -> str:
    """The assignment's title, which all names begin with; of a single name all but its last word."""
    common = _beginning(min(texts), max(texts)) if len(texts) > 1 else next(iter(texts), "")
    return common[: common.rfind("_") + 1]


def _beginning(first: str, last: str) -> str:
    """What two texts have in common; of the first and the last of several in order that is what all have."""
    same = itertools.takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False))
    return "".join(one for one, _ in same)
