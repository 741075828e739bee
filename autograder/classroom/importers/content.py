"""The content of a parcel, split into what can be graded, and kept under its digest.

Runs in a process with bounds on memory and time where a class is read, as everything here comes from students.
"""

from __future__ import annotations

import dataclasses
import hashlib
import io
import os
import re
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Protocol

from autograder.classroom.importers.exported import Parcel
from autograder.classroom.importers.tree import Tree
from autograder.errors import SubmissionError, UserError
from autograder.grading.archives import MAX_FILES, MAX_UNPACKED, Archive
from autograder.grading.submission import is_notebook, kind_of, looks_like_notebook

MOST_NOTEBOOKS = 8
"""More notebooks than this, in all that one student handed in at one time, are a class or a mistake."""


@dataclasses.dataclass(frozen=True)
class Identified:
    """Which assignment a file answers, and whether it is the sheet as it was handed out, with nothing answered."""

    assignment: str
    untouched: bool = False


class Identify(Protocol):
    """Tells which assignment a stored file answers."""

    def __call__(self, file: Path) -> Identified:
        """What the file answers; raises `SubmissionError` when it cannot be graded as anything."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Piece:
    """One thing to grade in a parcel: where in it, its file name, its digest and stored copy; or why it cannot be."""

    inside: str
    name: str
    digest: str
    file: str
    assignment: str | None = None
    untouched: bool = False
    error: str | None = None


def pieces_of(tree: Tree, parcel: Parcel, store: Path, identify: Identify) -> list[Piece]:
    """What can be graded in a parcel, copied to `store`; at least one piece, were it only an error."""
    try:
        found = list(_contents(tree, parcel))
        why = parcel.missing or ""
    except SubmissionError as error:
        found, why = [], _told(error)
    except (OSError, ValueError, UserError) as error:
        found, why = [], f"cannot be read: {_told(error)}"
    if why:
        return [_kept(store, "", PurePosixPath(parcel.source), _only_file(tree, parcel), why)]
    return [_identified(_kept(store, inside, name, data), store, identify) for inside, name, data in found]


def unreadable(parcel: Parcel, why: str) -> Piece:
    """The piece of a parcel that could not even be looked at."""
    return Piece(inside="", name=parcel.source, digest=hashlib.sha256(b"").hexdigest(), file="", error=why)


def _contents(tree: Tree, parcel: Parcel) -> Iterator[tuple[str, PurePosixPath, bytes]]:
    """`(source inside the parcel, name, content)` of everything in a parcel that may be graded."""
    _require_few(parcel, sum(tree.size(path) for _, path in parcel.files))
    files = {given: tree.read(path) for given, path in parcel.files}
    zips = {name: data for name, data in files.items() if name.suffix.lower() == ".zip"}
    rest = {name: data for name, data in files.items() if name not in zips}
    notebooks = _notebooks(rest)
    if not zips and not notebooks and not parcel.missing:
        raise SubmissionError(parcel.source, _holds_nothing(parcel, rest))
    parts = [(name, part) for name, data in zips.items() for part in _split(data)]
    if len(notebooks) + len(parts) > MOST_NOTEBOOKS:
        what = f"holds {len(notebooks) + len(parts)} notebooks, more than one student hands in"
        raise SubmissionError(parcel.source, what, "If it is a class, give its folder or zip itself.")
    beside = sum(len(data) for name, data in rest.items() if name not in notebooks)
    if beside * max(1, len(notebooks)) > MAX_UNPACKED or sum(len(data) for _, (_, data) in parts) > MAX_UNPACKED:
        raise ValueError("more or larger files than any answer needs")
    for name, (inside, data) in parts:
        yield "/".join(part for part in ("" if parcel.loose else str(name), inside) if part), \
            PurePosixPath(inside or name), data  # fmt: skip
    for name in notebooks:
        yield "" if parcel.loose else str(name), name, _bundle(name, rest, notebooks)


def _require_few(parcel: Parcel, size: int) -> None:
    if size > MAX_UNPACKED or len(parcel.files) > MAX_FILES:
        raise ValueError("more or larger files than any answer needs")


def _notebooks(files: dict[PurePosixPath, bytes]) -> list[PurePosixPath]:
    """What calls itself a notebook; where nothing does, what is one by its content, such as `p1.ipynb.txt`."""
    named = [name for name in files if is_notebook(name)]
    return named or [name for name, data in files.items() if looks_like_notebook(data)]


def _split(data: bytes) -> list[tuple[str, bytes]]:
    """A zip as it is, or one zip per notebook in it; one that cannot be read stays whole, and is refused later."""
    try:
        with Archive(io.BytesIO(data), "a zip") as archive:
            named = [name for name in archive.names if is_notebook(name)]
            if len(named) < 2:
                return [("", data)]
            if len(named) > MOST_NOTEBOOKS:
                raise ValueError(f"a zip in it holds {len(named)} notebooks, more than one student hands in")
            archive.require_few()
            files = {name: archive.read(name) for name in archive.names}
    except SubmissionError:
        return [("", data)]
    return [(str(name), _bundle(name, files, named)) for name in named]


def _bundle(notebook: PurePosixPath, files: dict[PurePosixPath, bytes], notebooks: list[PurePosixPath]) -> bytes:
    """A notebook alone as it is; with the files beside and below it as a zip that depends on their content only."""
    beside = {
        name: data for name, data in files.items()
        if name not in notebooks and name.suffix.lower() != ".zip" and name.is_relative_to(notebook.parent)
    }  # fmt: skip
    if not beside:
        return files[notebook]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted({**beside, notebook: files[notebook]}.items()):
            inside = str(name.relative_to(notebook.parent)).encode("utf-8", "backslashreplace").decode()
            member = zipfile.ZipInfo(inside)
            member.external_attr = 0o644 << 16
            archive.writestr(member, data, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _holds_nothing(parcel: Parcel, files: dict[PurePosixPath, bytes]) -> str:
    listed = [
        str(given) + (f": {kind}" if (kind := kind_of(files.get(given, b""))) else "") for given, _ in parcel.files[:3]
    ]
    return f"holds no notebook and no zip ({', '.join(listed)})"


def _only_file(tree: Tree, parcel: Parcel) -> bytes:
    """What to keep of a parcel that cannot be graded: its file where there is but one of them, of a sensible size."""
    if len(parcel.files) == 1 and tree.size(parcel.files[0][1]) <= MAX_UNPACKED:
        try:
            return tree.read(parcel.files[0][1])
        except (OSError, ValueError, UserError):
            return b""
    return b""


def _kept(store: Path, inside: str, name: PurePosixPath, data: bytes, error: str | None = None) -> Piece:
    digest, file = keep(store, data, name.suffix)
    if error is None and not data:
        error = "is empty"
    return Piece(inside=inside, name=str(name), digest=digest, file=file, error=error)


def _identified(piece: Piece, store: Path, identify: Identify) -> Piece:
    if piece.error is not None:
        return piece
    try:
        found = identify(store / piece.file)
    except SubmissionError as error:
        return dataclasses.replace(piece, error=_told(error))
    return dataclasses.replace(piece, assignment=found.assignment, untouched=found.untouched)


def _told(error: Exception) -> str:
    """An error as one line that names no file of this machine."""
    if isinstance(error, UserError):
        return f"{error.what}. {error.advice}".rstrip(" .") + "."
    return (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__


def keep(store: Path, data: bytes, suffix: str) -> tuple[str, str]:
    """Copy content into the store under its digest, whole or not at all."""
    digest = hashlib.sha256(data).hexdigest()
    if not data:
        return digest, ""
    suffix = ".zip" if data.startswith(b"PK\x03\x04") else suffix.lower()
    file = digest + (suffix if re.fullmatch(r"\.[a-z0-9]{1,8}", suffix) else ".bin")
    if not (store / file).exists():
        handle, temporary = tempfile.mkstemp(dir=store, prefix=".new-")
        with os.fdopen(handle, "wb") as target:
            target.write(data)
            target.flush()
            os.fsync(target.fileno())
        os.chmod(temporary, 0o644)
        os.replace(temporary, store / file)
    return digest, file
