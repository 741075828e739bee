"""A plain folder or zip, which no platform made: a folder per person, or a file per person.

Whose a hand-in is says one part of its path, the same part for all: the leftmost that names people. What a student
called files and folders inside names nobody.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import PurePosixPath

from autograder.classroom.importers.exported import Parcel, is_gradable
from autograder.classroom.importers.tree import Tree

SAYS_NOBODY = frozenset(
    """
    answer answers backup copy draft exam exams final hand-in hand-ins handin handins homework new notebook
    notebooks old solution solutions solved submission submissions untitled upload uploads version
    """.split()
)
LISTS = frozenset({".csv", ".tsv", ".xls", ".xlsx", ".yml", ".yaml"})
"""What a staff member puts beside hand-ins."""
_COPY = re.compile(r"(?i)(?:[-_ ]*(?:copy|kopie|copie|copia) ?\d*|[ _]?\(\d+\)|[-_ ]v\d+|^untitled\d*)$")
"""What browsers, file managers and Jupyter append to the name of a copy."""
_COPY_OF = re.compile(r"(?i)^(?:copy of|kopie von|copie de|copia de)[ _]+")
_DATE = re.compile(r"(?<!\d)(?:19|20)\d\d([-_. ])\d\d?\1\d\d?(?!\d)")
Known = Callable[[str], bool]
"""Whether a word names somebody on the class list."""


def said_by(word: str, assignments: Sequence[str]) -> str:
    """What a folder's or file's name says beside the assignment, a date, and that it is a copy; empty for nothing."""
    left = spaced(trimmed(word))
    known = {text for name in assignments for text in (spaced(name), name.partition("_")[0])}
    for text in sorted(known, key=len, reverse=True):
        left = spaced(re.sub(rf"(?i)(?<!\S){re.escape(text)}(?!\S)", " ", left))
    return "" if all(part.casefold() in SAYS_NOBODY for part in left.split()) else left


def trimmed(word: str) -> str:
    """A name without a date and without what makes it the name of a copy."""
    left, before = _COPY_OF.sub("", word), None
    while left != before:
        before, left = left, _COPY.sub("", left.strip())
    return _DATE.sub(" ", left).strip()


def spaced(text: str) -> str:
    """The words of a text with single spaces between them."""
    return " ".join(re.split(r"[\s_.\-]+", text)).strip()


def folder_parcels(tree: Tree, assignments: Sequence[str], known: Known | None) -> Iterator[Parcel]:
    """A parcel per folder or file at the level that names people; `known` is asked where there is a class list."""
    level = _level(tree.names, assignments, known)
    found: dict[PurePosixPath, list[PurePosixPath]] = {}
    for name in tree.names:
        found.setdefault(PurePosixPath(*name.parts[: level + 1]), []).append(name)
    for place, names in found.items():
        is_file = names == [place]
        base = place.parent if is_file else place
        word = _word(names[0], level)
        said = said_by(word, assignments) if _may_be_handed_in(names) else ""
        yield Parcel(
            source=str(place), layout="folder", files=tuple((name.relative_to(base), name) for name in names),
            word=trimmed(word) if known else said, group=word,
            unmatched=None if len(place.parts) == level + 1 else "it lies beside the folders that name people",
            note=None if known else _may_be_a_class(place, names, assignments),
        )  # fmt: skip


def _may_be_handed_in(names: list[PurePosixPath]) -> bool:
    """Whether a folder or file is somebody's at all: a list beside hand-ins makes no student."""
    return len(names) > 1 or len(names[0].parts) > 1 or names[0].suffix.lower() not in LISTS


def _may_be_a_class(place: PurePosixPath, names: list[PurePosixPath], assignments: Sequence[str]) -> str | None:
    """What to say of a folder whose files are all called differently; without a class list it is taken for a person."""
    said = [said_by(_word(name, len(place.parts)), assignments) for name in names if is_gradable(name)]
    if names == [place] or len(set(said)) < 2 or not all(said):
        return None
    listed = ", ".join(sorted(said)[:3])
    return f"{place} is taken for one person; if it holds several people ({listed}), give it itself"


def _word(name: PurePosixPath, level: int) -> str:
    """The part of a path at a level, a file's without its ending; the last one where the path is shorter."""
    at = min(level, len(name.parts) - 1)
    return re.sub(r"(?i)\.ipynb$", "", name.stem) if at == len(name.parts) - 1 else name.parts[at]


def _level(names: Iterable[PurePosixPath], assignments: Sequence[str], known: Known | None) -> int:
    """How many leading folders name nobody: those around all hand-ins, and those that are called after problems."""
    graded = [name for name in names if is_gradable(name)]
    level, somebody = 0, None
    while graded:
        words = {_word(name, level) for name in graded}
        if known and any(known(trimmed(word)) for word in words):
            return level
        says = any(said_by(word, assignments) for word in words)
        if any(len(name.parts) == level + 1 for name in graded) or (len(words) > 1 and says):
            break
        somebody = level if says and somebody is None else somebody
        level += 1
    if somebody is not None and not _names_several(graded, level, assignments):
        return somebody
    return level


def _names_several(graded: list[PurePosixPath], level: int, assignments: Sequence[str]) -> bool:
    """Whether what lies in the only folder names people; else that folder is a person's."""
    said = {said_by(_word(name, level), assignments) for name in graded}
    return len(said) > 1 and "" not in said
