"""What one student, or group, handed in at one time, as a layout found it: files under the names they had."""

from __future__ import annotations

import dataclasses
from pathlib import PurePosixPath

from autograder.classroom.gradebook import Student
from autograder.grading.submission import is_notebook


@dataclasses.dataclass(frozen=True, kw_only=True)
class Parcel:
    """Files (the student's name for it, path in the export) with who handed them in, as far as the platform says.

    `students` are named by the platform, `word` is the text of the path that may name somebody where it names none, and
    `group` is what a list of groups may know. `unmatched` says why nobody is named, `missing` why there are no files
    although something was handed in, `note` what a person should look at. `numbered`: the platform appends a number to
    a file that is handed in again.
    """

    source: str
    layout: str
    files: tuple[tuple[PurePosixPath, PurePosixPath], ...]
    students: tuple[Student, ...] = ()
    word: str = ""
    group: str = ""
    submitted: str | None = None
    late: bool = False
    numbered: bool = False
    unmatched: str | None = None
    missing: str | None = None
    note: str | None = None

    @property
    def loose(self) -> bool:
        """Whether it is one file of a plain folder, which lies where its source says."""
        return self.layout == "folder" and len(self.files) == 1 and self.source == str(self.files[0][1])


def is_gradable(name: PurePosixPath) -> bool:
    """Whether a file may hold a submission: a notebook, or a zip that may have one in it."""
    return is_notebook(name) or name.suffix.lower() == ".zip"
