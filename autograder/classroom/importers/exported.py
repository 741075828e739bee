"""What one student, or group, handed in at one time, as a layout found it: files under the names they had."""

from __future__ import annotations

import dataclasses
import re
from pathlib import PurePosixPath

from autograder.classroom.gradebook import Student

_VERSION = re.compile(r"-(\d{1,3})$")


@dataclasses.dataclass(frozen=True)
class Parcel:
    """Files (the student's name for it, path in the tree) with who handed them in, as far as the layout says.

    `words` are the texts of the path that may name a student where the layout has no better source. `missing` says
    why there are no files although something was handed in.
    """

    source: str
    layout: str
    files: tuple[tuple[PurePosixPath, PurePosixPath], ...]
    students: tuple[Student, ...] = ()
    words: tuple[str, ...] = ()
    submitted: str | None = None
    late: bool = False
    unmatched: str | None = None
    missing: str | None = None


def is_notebook(name: PurePosixPath) -> bool:
    """Whether a file calls itself a notebook."""
    return name.suffix.lower() == ".ipynb"


def is_gradable(name: PurePosixPath) -> bool:
    """Whether a file may hold a submission: a notebook, or a zip that may have one in it."""
    return is_notebook(name) or name.suffix.lower() == ".zip"


def version_of(name: PurePosixPath) -> int:
    """The number that a platform appends when a file is handed in again: 2 for `flows-2.ipynb`, 0 without."""
    match = _VERSION.search(name.stem)
    return int(match.group(1)) if match else 0
