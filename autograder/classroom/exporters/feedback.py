"""What a page for a student has to be called, so that the system it was handed in with gives it to that student.

Sources of the patterns: Moodle, `assignfeedback_file_zip_importer` (`x_number_assignsubmission_file_x`, of which only
the participant's number counts); Canvas, `infer_comment_context_from_filename` (the first two numbers between
underscores are the user's and the attachment's, which has to exist); nbgrader, the tree of `generate_feedback`;
Brightspace, "Add feedback files" (the folders of its own download, unchanged).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePosixPath

from autograder.classroom.gradebook import Entry
from autograder.record.ids import short_name

NOT_NEEDED = {"gradescope": "needs none: Gradescope itself shows students their results, as its autograder wrote them"}
"""Systems for which there is nothing to write, and why."""
_MOODLE = re.compile(r"(?P<name>.+)_(?P<number>\d+)")
_CANVAS = re.compile(r"(?P<front>.+?(?:_LATE)?_(?P<user>\d+)_(?P<file>\d+))_(?P<rest>.+)")
_BRIGHTSPACE = re.compile(r"\d+-\d+ ?- ?.+ ?- ?.+")


class NoPlace(Exception):
    """Nobody would get the page: says why."""


Place = Callable[[Entry, Sequence[str]], str]
"""From a submission, and the names in the download that it came in, to the name of its page without a suffix."""


def moodle(entry: Entry, _download: Sequence[str]) -> str:
    """A flat name, which old and new versions of Moodle take."""
    if entry.layout != "moodle":
        raise NoPlace(f"was not handed in through Moodle, but read from {_kind(entry)}")
    found = _MOODLE.fullmatch(PurePosixPath(entry.source).parts[0])
    if found is None:
        raise NoPlace("Moodle's download names no participant's number for it, as for a team")
    name = found["name"].replace("_", " ")  # Moodle counts underscores
    return f"{name}_{found['number']}_assignsubmission_file_{_page(entry)}"


def canvas(entry: Entry, download: Sequence[str]) -> str:
    """The beginning that Canvas gave the file, with the number of the attachment that it looks for."""
    if entry.layout != "canvas":
        raise NoPlace(f"was not handed in through Canvas, but read from {_kind(entry)}")
    user = next((value for system, value in _identities(entry) if system == "canvas"), "")
    found = [match for name in download if (match := _CANVAS.fullmatch(name)) and match["user"] == user]
    if not found:
        raise NoPlace("no file of the download is this student's (a group's is one member's, who gets the page)")
    given = PurePosixPath(entry.source).name
    match = next((match for match in found if match["rest"] == given), found[0])
    return f"{match['front']}_{_page(entry)}"


def nbgrader(entry: Entry, _download: Sequence[str]) -> str:
    """`feedback/student/assignment/notebook`, as the submitted tree had them."""
    parts = PurePosixPath(entry.source).parts
    if len(parts) >= 3:
        student, assignment, notebook = parts[-3], parts[-2], PurePosixPath(parts[-1]).stem
    else:
        student, assignment, notebook = _student(entry), _page(entry), str(entry.assignment)
    return f"feedback/{_safe(student)}/{_safe(assignment)}/{_safe(notebook)}"


def brightspace(entry: Entry, _download: Sequence[str]) -> str:
    """The folder of Brightspace's download, `12345-67890 - Ada Lovelace - Nov 28, 2026 1042 AM`."""
    folder = next((part for part in PurePosixPath(entry.source).parts[:-1] if _BRIGHTSPACE.fullmatch(part)), None)
    if folder is None:
        raise NoPlace("does not lie in a folder that Brightspace's download made")
    return f"{folder}/{_page(entry)}"


def folder(entry: Entry, _download: Sequence[str]) -> str:
    """A folder per student, by id."""
    return f"{_safe(_student(entry))}/{_page(entry)}"


LAYOUTS: Mapping[str, Place] = {
    "brightspace": brightspace, "canvas": canvas, "folder": folder, "moodle": moodle, "nbgrader": nbgrader,
}  # fmt: skip
"""Each system with what names its pages."""


def _page(entry: Entry) -> str:
    return f"report-{short_name(str(entry.assignment))}"


def _student(entry: Entry) -> str:
    assert entry.student is not None
    return entry.student.id


def _identities(entry: Entry) -> Sequence[tuple[str, str]]:
    return () if entry.student is None else entry.student.identities


def _kind(entry: Entry) -> str:
    return "a plain folder" if entry.layout == "folder" else f"{entry.layout.capitalize()}'s download"


def _safe(part: str) -> str:
    """A part of a path that stays in its place, whatever somebody is called."""
    plain = re.sub(r"[\x00-\x1f/\\:*?\"<>|]", "_", part).strip(". ")
    return plain or "_"
