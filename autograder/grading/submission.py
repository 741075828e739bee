"""Reading what a student handed in, without running or trusting any of it."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import stat
import tempfile
import zipfile
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Any

from autograder.errors import SubmissionError

MAX_NOTEBOOK = 60 * 2**20
MAX_FILES = 500
MAX_UNPACKED = 200 * 2**20
MAX_CELLS = 2_000


@dataclasses.dataclass(frozen=True)
class Notebook:
    """The code of a notebook: `(index, source)` of every code cell, and what its metadata says of itself."""

    path: str
    cells: tuple[tuple[int, str], ...]
    assignment: str | None
    digest: str


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
        if self.path.suffix.lower() == ".zip" or zipfile.is_zipfile(self.path):
            return self._read_zip()
        if self.path.stat().st_size > MAX_NOTEBOOK:
            raise SubmissionError(self.path, "is larger than any notebook of this exam", "Clear all outputs and save.")
        return read_notebook(self.path.read_bytes(), str(self.path))

    def _read_zip(self) -> Notebook:
        self._folder = tempfile.TemporaryDirectory(prefix="submission-")
        self.files = Path(self._folder.name)
        try:
            with zipfile.ZipFile(self.path) as archive:
                members = [member for member in archive.infolist() if _is_wanted(member)]
                _check_size(self.path, members)
                notebooks = [member for member in members if member.filename.lower().endswith(".ipynb")]
                if len(notebooks) != 1:
                    raise _wrong_count(self.path, [member.filename for member in notebooks])
                base = PurePosixPath(notebooks[0].filename).parent
                for member in members:
                    _unpack(archive, member, base, self.files)
                data = _bounded_read(archive, notebooks[0])
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
            raise SubmissionError(self.path, f"cannot be unpacked: {error}", "Zip the notebook again.") from error
        return read_notebook(data, f"{self.path} ({notebooks[0].filename})")


def read_notebook(data: bytes, where: str) -> Notebook:
    """Read a notebook's code cells; raises `SubmissionError` for anything that is not a notebook of format 4."""
    document = _parse(data, where)
    if not isinstance(document, dict) or "nbformat" not in document:
        raise SubmissionError(where, "is JSON, but not a Jupyter notebook", "Hand in the .ipynb file itself.")
    if document["nbformat"] != 4 or isinstance(document["nbformat"], bool):
        advice = "Open it in a current Jupyter and save it again."
        raise SubmissionError(where, f"has notebook format {str(document['nbformat'])[:20]}, not 4", advice)
    cells = document.get("cells")
    if not isinstance(cells, list) or len(cells) > MAX_CELLS:
        raise SubmissionError(where, "has no list of cells of a reasonable length", "Hand in the .ipynb as it is.")
    code = tuple(
        (index, _source(cell, where)) for index, cell in enumerate(cells, 1)
        if isinstance(cell, dict) and cell.get("cell_type") == "code"
    )  # fmt: skip
    if not any(source.strip() for _, source in code):
        raise SubmissionError(where, "has no code in it", "Was an empty notebook handed in?")
    return Notebook(where, code, _assignment_name(document), hashlib.sha256(data).hexdigest())


def _parse(data: bytes, where: str) -> Any:
    try:
        return json.loads(data.decode("utf-8-sig"))
    except RecursionError as error:
        raise SubmissionError(where, "is nested too deeply to be a notebook") from error
    except (UnicodeDecodeError, ValueError) as error:
        detail = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        advice = "Is it really an .ipynb, completely downloaded? Open it in Jupyter, save it and hand it in again."
        raise SubmissionError(where, f"is not readable as a notebook: broken JSON{detail}", advice) from error


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


def _is_wanted(member: zipfile.ZipInfo) -> bool:
    """Whether a zip member is a regular file that a student meant to hand in."""
    path = PurePosixPath(member.filename)
    hidden = any(part.startswith((".", "__MACOSX")) for part in path.parts)
    kind = stat.S_IFMT(member.external_attr >> 16)
    return not (member.is_dir() or hidden or kind not in (0, stat.S_IFREG))


def _check_size(where: Path, members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MAX_FILES or sum(member.file_size for member in members) > MAX_UNPACKED:
        raise SubmissionError(
            where, "holds too many or too large files", "Hand in the notebook and what it reads only."
        )


def _wrong_count(where: Path, names: list[str]) -> SubmissionError:
    if not names:
        return SubmissionError(where, "holds no notebook", "Put the .ipynb into the zip.")
    listed = ", ".join(sorted(names)[:5])
    return SubmissionError(where, f"holds {len(names)} notebooks ({listed})", "Hand in exactly one.")


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, base: PurePosixPath, folder: Path) -> None:
    """Write one member beside the notebook; a path that leads out of the notebook's folder is left out."""
    path = PurePosixPath(member.filename)
    if not path.is_relative_to(base) or ".." in path.parts or path.is_absolute():
        return
    target = folder.joinpath(*path.relative_to(base).parts)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(_bounded_read(archive, member))


def _bounded_read(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """Unpack no more than the size the directory of the zip claims."""
    with archive.open(member) as file:
        data = file.read(min(member.file_size, MAX_UNPACKED) + 1)
    if len(data) > member.file_size:
        raise ValueError("a file is larger than it claims")
    return data
