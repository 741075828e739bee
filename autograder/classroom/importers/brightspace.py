"""Brightspace's download: folders `7000-990 - Ada Lovelace - Nov 28, 2026 1042 AM`, one per attempt, and an index.

They are the student's and the assignment's number, the display name, and the time, which is the course's own. A name
that is shown is chosen by its owner; the number is not.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from autograder.classroom.gradebook import Student
from autograder.classroom.importers.exported import Parcel
from autograder.classroom.importers.tree import Tree

PATTERN = re.compile(
    r"(?P<user>\d+)-\d+ ?- ?(?P<name>.+) ?- ?(?P<time>[A-Z][a-z]+\.? \d{1,2}, \d{4} \d{1,2}:?\d\d ?[AP]M)"
)
OWN = frozenset({"index.html", "index.htm"})
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TIME = re.compile(r"([A-Za-z]{3})\w*\.? (\d{1,2}), (\d{4}) (\d{1,2}):?(\d\d) ?([AP])M")


def is_brightspace(tree: Tree) -> bool:
    """Whether all folders at the root follow the pattern."""
    folders = [top for top in tree.tops if top not in OWN]
    return bool(folders) and sum(bool(PATTERN.fullmatch(folder)) for folder in folders) > len(folders) / 2


def brightspace_parcels(tree: Tree) -> Iterator[Parcel]:
    """One parcel per attempt; what does not follow the pattern is a parcel of nobody."""
    for top, names in tree.tops.items():
        match = PATTERN.fullmatch(top)
        files = tuple((PurePosixPath(*name.parts[1:]) if len(name.parts) > 1 else name, name) for name in names)
        if match is None:
            if top not in OWN:
                why = "its folder does not follow Brightspace's pattern, which the others do"
                yield Parcel(source=top, layout="brightspace", files=files, unmatched=why)
            continue
        user, name = match["user"], match["name"].strip()
        student = Student(f"brightspace:{user}", name, "", (("brightspace", user), ("name", name)))
        yield Parcel(
            source=top, layout="brightspace", files=files, students=(student,), group=name,
            submitted=_time(match["time"]),
        )  # fmt: skip


def _time(text: str) -> str | None:
    """A time as Brightspace writes it, in English; None for another language's."""
    found = _TIME.fullmatch(text)
    if found is None or found[1].lower() not in MONTHS:
        return None
    hour = int(found[4]) % 12 + (12 if found[6] == "P" else 0)
    try:
        month = MONTHS.index(found[1].lower()) + 1
        return datetime.datetime(int(found[3]), month, int(found[2]), hour, int(found[5])).isoformat()
    except ValueError:
        return None
