"""From exports to arrivals: finds every submission, keeps a copy of its content."""

from __future__ import annotations

import dataclasses
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Protocol

from autograder.classroom.gradebook import NewSubmission, Student
from autograder.classroom.importers.content import contents_of, keep
from autograder.classroom.importers.exported import Parcel, version_of
from autograder.classroom.importers.gradescope import METADATA, gradescope_parcels
from autograder.classroom.importers.platforms import CANVAS, canvas_parcels, folder_parcels, moodle_parcels, moodle_part
from autograder.classroom.importers.roster import Roster
from autograder.classroom.importers.tree import Tree, ZipTree, open_tree
from autograder.errors import SubmissionError, UserError
from autograder.grading.submission import MAX_UNPACKED


class Identify(Protocol):
    """Tells which assignment a stored file answers, of those called `names`."""

    names: Sequence[str]

    def __call__(self, file: Path) -> str:
        """The assignment's name; raises `SubmissionError` when the file cannot be graded as any."""


SAYS_NOBODY = {"submission", "submissions", "notebook", "answer", "answers", "solution", "solutions"}


def collect(paths: Iterable[Path], store: Path, identify: Identify, roster: Roster) -> Iterator[NewSubmission]:
    """Every submission in the exports at `paths`, its content copied to `store`.

    What cannot be read, or matched to a student, comes with a reason. Raises `UserError` when a path is no export.
    """
    store.mkdir(parents=True, exist_ok=True)
    for path in paths:
        for tree in _with_exports_inside(open_tree(path, without=store.parent)):
            found = (
                arrival for parcel in _parcels(tree) for arrival in _arrivals(tree, parcel, store, identify, roster)
            )
            yield from _namesakes_apart(found)


def _with_exports_inside(tree: Tree) -> Iterator[Tree]:
    """The tree, and the exports that lie in it as zips, as several downloads in one folder do."""
    exports = []
    for name in tree.names:
        if name.suffix.lower() == ".zip" and not moodle_part(name) and not CANVAS.fullmatch(name.name):
            inner = _export_in(tree, name)
            if inner is not None:
                exports.append(name)
                yield inner
    tree.names = [name for name in tree.names if name not in exports]
    yield tree


def _export_in(tree: Tree, name: PurePosixPath) -> Tree | None:
    try:
        inner = ZipTree(f"{tree.label}/{name}", io.BytesIO(tree.read(name)))
    except (OSError, ValueError, UserError):
        return None
    named = sum(1 for path in inner.names if CANVAS.fullmatch(path.name) or moodle_part(path))
    is_export = any(path.name == METADATA for path in inner.names) or named > len(inner.names) / 2
    return inner if is_export else None


def _parcels(tree: Tree) -> Iterator[Parcel]:
    """What the layouts find; each file belongs to exactly one of them."""
    left = list(tree.names)
    for metadata in [name for name in tree.names if name.name == METADATA]:
        yield from gradescope_parcels(tree, metadata)
        left = [name for name in left if not name.is_relative_to(metadata.parent)]
    yield from moodle_parcels(name for name in left if moodle_part(name))
    left = [name for name in left if not moodle_part(name)]
    yield from canvas_parcels(left)
    yield from folder_parcels([name for name in left if not CANVAS.fullmatch(name.name)])


def _arrivals(tree: Tree, parcel: Parcel, store: Path, identify: Identify, roster: Roster) -> Iterator[NewSubmission]:
    """A parcel's submissions: one per notebook, with the files beside it; at least one, were it only an error."""
    try:
        contents = list(contents_of(tree, parcel))
        problem = parcel.missing or ("" if contents else "holds no notebook and no zip")
    except (OSError, ValueError) as error:
        contents, problem = [], f"cannot be read: {error}"
    for inside, name, data in contents or [("", PurePosixPath(parcel.source), _other_content(tree, parcel))]:
        digest, file = keep(store, data, name.suffix)
        source = f"{parcel.source}/{inside}".rstrip("/") if parcel.source != inside else inside
        arrival = NewSubmission(
            digest=digest, source=source, file=file, layout=parcel.layout, submitted=parcel.submitted,
            late=parcel.late, version=version_of(name), error=problem or None,
        )  # fmt: skip
        arrival = arrival if problem else _identified(arrival, store, identify)
        yield _matched(arrival, parcel, roster, identify.names)


def _other_content(tree: Tree, parcel: Parcel) -> bytes:
    """What to keep of a parcel that cannot be graded: its file where there is but one of them, of a sensible size."""
    if len(parcel.files) == 1 and tree.size(parcel.files[0][1]) <= MAX_UNPACKED:
        try:
            return tree.read(parcel.files[0][1])
        except (OSError, ValueError):
            return b""
    return b""


def _namesakes_apart(arrivals: Iterable[NewSubmission]) -> Iterator[NewSubmission]:
    """Take the student from Moodle's submissions of one name and assignment, but several participants."""
    numbers: dict[tuple[str, str | None], set[str]] = {}
    waiting = []
    for arrival in arrivals:
        if arrival.layout != "moodle":
            yield arrival
            continue
        waiting.append(arrival)
        for name, number in _participants(arrival):
            numbers.setdefault((name, arrival.assignment), set()).add(number)
    shared = {name for (name, _), several in numbers.items() if len(several) > 1}
    for arrival in waiting:
        unclear = sorted(name for name, _ in _participants(arrival) if name in shared)
        why = f"several participants are called {unclear[0]}; a roster may help (--roster)" if unclear else None
        yield dataclasses.replace(arrival, students=(), unmatched=why) if unclear else arrival


def _participants(arrival: NewSubmission) -> Iterator[tuple[str, str]]:
    """Name and number of students whom nothing but Moodle's folder names."""
    for student in arrival.students:
        known = dict(student.identities)
        if "moodle" in known and known.get("name") == student.id:
            yield student.id, known["moodle"]


def _identified(arrival: NewSubmission, store: Path, identify: Identify) -> NewSubmission:
    if not arrival.file:
        return dataclasses.replace(arrival, error="is empty")
    try:
        return dataclasses.replace(arrival, assignment=identify(store / arrival.file))
    except SubmissionError as error:
        return dataclasses.replace(arrival, error=f"{error.what}. {error.advice}".rstrip(" .") + ".")


def _matched(arrival: NewSubmission, parcel: Parcel, roster: Roster, names: Sequence[str]) -> NewSubmission:
    """Whose it is: whom the layout names, as the roster knows them; else whom the path names."""
    if parcel.students:
        known = tuple(roster.find(person) or person for person in parcel.students)
        return dataclasses.replace(arrival, students=tuple(dict.fromkeys(known)))
    if roster:
        students, why = roster.named_in(parcel.words)
        return dataclasses.replace(arrival, students=students, unmatched=None if students else parcel.unmatched or why)
    name = None if parcel.layout != "folder" else _named_by_path(parcel.words, names)
    if name is None:
        why = parcel.unmatched or "no student is named in its path; a roster may help (--roster)"
        return dataclasses.replace(arrival, unmatched=why)
    return dataclasses.replace(arrival, students=(Student(name, name, "", (("name", name),)),))


def _named_by_path(words: tuple[str, ...], assignments: Sequence[str]) -> str | None:
    """In a plain folder without a roster: what the nearest folder or file name says beside the assignment."""
    known = [_spaced(name) for name in assignments] + [name.partition("_")[0] for name in assignments]
    for word in reversed(words):
        left = _spaced(word)
        for said in known:
            left = _spaced(re.sub(rf"(?i)(?<!\S){re.escape(said)}(?!\S)", " ", left))
        if left and left.casefold() not in SAYS_NOBODY:
            return left
    return None


def _spaced(text: str) -> str:
    return " ".join(re.split(r"[\s_.\-]+", text)).strip()
