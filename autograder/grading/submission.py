"""Reading what a student handed in, without running or trusting any of it."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
import tempfile
import zipfile
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Any

from autograder.errors import SubmissionError
from autograder.grading.archives import Archive

MAX_NOTEBOOK = 60 * 2**20
MAX_CELLS = 2_000
TOO_LARGE, CLEAR = "is larger than any notebook of this exam", "Clear all outputs and save."
MAX_MARKS = 2_000_000
"""Brackets, commas and colons: every value of JSON has one, and each value costs up to a hundred bytes of memory."""
KINDS = (
    (rb"%PDF", "a PDF"),
    (rb"\x1f\x8b", "a gzip archive (.gz, .tar.gz)"),
    (rb"BZh|\xfd7zXZ|7z\xbc\xaf|Rar!", "an archive that is not a zip"),
    (rb"PK\x03\x04", "a zip"),
    (rb"\x89PNG|\xff\xd8\xff|GIF8", "an image"),
    (rb"\xff\xfe|\xfe\xff", "text in UTF-16"),
    (rb"(?is)\s*(<!doctype html|<html)", "a web page (a login page, perhaps)"),
    (rb"(?s)\s*(#|import |from |def |%)", "a Python script or plain text"),
)
"""What a file that is no notebook begins with, and what to call it."""


@dataclasses.dataclass(frozen=True)
class Notebook:
    """The code of a notebook: `(index, source)` of every code cell, and what its metadata says of itself.

    `texts` are its Markdown and raw cells in the same form: an answer may have ended up in one by mistake.
    """

    path: str
    cells: tuple[tuple[int, str], ...]
    assignment: str | None
    digest: str
    texts: tuple[tuple[int, str], ...] = ()


class Submission:
    """A notebook with the files that came along, unpacked to a temporary folder for as long as it is open."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self.files: Path | None = None
        try:
            self.notebook = self._read()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Submission:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Remove what was unpacked."""
        if self._folder is not None:
            self._folder.cleanup()

    def _read(self) -> Notebook:
        if not self.path.exists():
            raise SubmissionError(self.path, "there is no such file")
        if self.path.is_dir():
            raise SubmissionError(self.path, "is a folder", "Give one notebook (.ipynb) or one zip.")
        if zipfile.is_zipfile(self.path) or _begins_as_zip(self.path):
            return self._read_zip()
        if self.path.stat().st_size > MAX_NOTEBOOK:
            raise SubmissionError(self.path, TOO_LARGE, CLEAR)
        return read_notebook(self.path.read_bytes(), str(self.path))

    def _read_zip(self) -> Notebook:
        self._folder = tempfile.TemporaryDirectory(prefix="submission-")
        self.files = Path(self._folder.name)
        with Archive(self.path, self.path) as archive:
            archive.require_few()
            notebook = _only_notebook(archive)
            if archive.size(notebook) > MAX_NOTEBOOK:
                raise SubmissionError(self.path, TOO_LARGE, CLEAR)
            for name in archive.names:
                if name.is_relative_to(notebook.parent):
                    self._unpack(name.relative_to(notebook.parent), archive.read(name))
            return read_notebook(archive.read(notebook), f"{self.path} ({notebook})")

    def _unpack(self, name: PurePosixPath, data: bytes) -> None:
        """Write one file beside the notebook."""
        assert self.files is not None
        target = self.files.joinpath(*name.parts)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        except (OSError, ValueError) as error:
            raise SubmissionError(self.path, f"cannot be unpacked: {error}", "Zip the notebook again.") from error


def _begins_as_zip(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"PK\x03\x04"


def looks_like_notebook(data: bytes) -> bool:
    """Whether content is a notebook's, whatever the file is called: browsers save `p1.ipynb` as `p1.ipynb.txt`."""
    return bool(re.match(rb"(\xef\xbb\xbf)?\s*\{", data)) and b'"nbformat"' in data and b'"cells"' in data


def kind_of(data: bytes) -> str:
    """What content that is no notebook is, by its beginning; empty where that cannot be told."""
    return next((kind for start, kind in KINDS if re.match(start, data)), "")


def is_notebook(name: PurePosixPath) -> bool:
    """Whether a file calls itself a notebook."""
    return name.suffix.lower() == ".ipynb"


def _only_notebook(archive: Archive) -> PurePosixPath:
    """The notebook of a zip: what calls itself one, else what is one by its content."""
    named = [name for name in archive.names if is_notebook(name)]
    found = named or [name for name in archive.names if looks_like_notebook(archive.read(name))]
    if len(found) != 1:
        raise _wrong_count(archive.where, found)
    return found[0]


def read_notebook(data: bytes, where: str) -> Notebook:
    """Read a notebook's code cells; raises `SubmissionError` for anything that is not a notebook of format 4."""
    document = _parse(data, where)
    if not isinstance(document, dict) or "nbformat" not in document:
        raise SubmissionError(where, "is JSON, but not a Jupyter notebook", "Hand in the .ipynb file itself.")
    if document["nbformat"] != 4 or isinstance(document["nbformat"], bool):
        said = f"{document['nbformat']:.6g}" if isinstance(document["nbformat"], (int, float)) else "none"
        advice = "Open it in a current Jupyter and save it again."
        raise SubmissionError(where, f"has notebook format {said}, not 4", advice)
    cells = document.get("cells")
    if not isinstance(cells, list) or len(cells) > MAX_CELLS:
        raise SubmissionError(where, "has no list of cells of a reasonable length", "Hand in the .ipynb as it is.")
    code, texts = (
        tuple(
            (index, _source(cell, where)) for index, cell in enumerate(cells, 1)
            if isinstance(cell, dict) and (cell.get("cell_type") == "code") is wanted
        )
        for wanted in (True, False)
    )  # fmt: skip
    if not any(source.strip() for _, source in code):
        raise SubmissionError(where, "has no code in it", "Was an empty notebook handed in?")
    return Notebook(where, code, _assignment_name(document), hashlib.sha256(data).hexdigest(), texts)


def _parse(data: bytes, where: str) -> Any:
    # Sixty megabytes of `[],` would be five gigabytes of lists: how many values there are is asked before any is made.
    if len(data) > MAX_NOTEBOOK or sum(data.count(mark) for mark in (b"[", b"{", b",", b":")) > MAX_MARKS:
        raise SubmissionError(where, TOO_LARGE, CLEAR)
    try:
        return json.loads(data.decode("utf-8-sig"))
    except RecursionError as error:
        raise SubmissionError(where, "is nested too deeply to be a notebook") from error
    except (UnicodeDecodeError, ValueError) as error:
        raise SubmissionError(where, *_called(data, error)) from error


def _called(data: bytes, error: ValueError) -> tuple[str, str]:
    """What a file that is no JSON is, and what to do about it."""
    if kind := kind_of(data):
        return f"is {kind}, not a notebook", "Hand in the .ipynb file itself."
    detail = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
    advice = "Is it really an .ipynb, completely downloaded? Open it in Jupyter, save it and hand it in again."
    return f"is not readable as a notebook: broken JSON{detail}", advice


def _source(cell: dict[str, Any], where: str) -> str:
    source = cell.get("source", "")
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(source, str):
        raise SubmissionError(where, "has a cell whose source is not text", "Open it in Jupyter and save it again.")
    return source.encode("utf-8", "replace").decode("utf-8")


def _assignment_name(document: dict[str, Any]) -> str | None:
    metadata = document.get("metadata")
    otter = metadata.get("otter") if isinstance(metadata, dict) else None
    name = otter.get("assignment_name") if isinstance(otter, dict) else None
    return name if isinstance(name, str) else None


def _wrong_count(where: object, names: list[PurePosixPath]) -> SubmissionError:
    if not names:
        return SubmissionError(where, "holds no notebook", "Put the .ipynb into the zip.")
    listed = ", ".join(map(str, names[:5]))
    return SubmissionError(where, f"holds {len(names)} notebooks ({listed})", "Hand in exactly one.")
