"""The folder into which Gradescope puts what a student uploaded, as one submission."""

from __future__ import annotations

import stat
import zipfile
from pathlib import Path

from autograder.errors import SubmissionError
from autograder.grading.archives import MAX_FILES, MAX_UNPACKED

NAME = "submission.zip"


def gather(folder: Path, scratch: Path) -> Path:
    """The only file handed in, if that is all; else a zip of all regular files, in `scratch`.

    Raises `SubmissionError` when nothing was handed in, or far too much.
    """
    files = (
        [path for path in sorted(folder.rglob("*")) if stat.S_ISREG(path.lstat().st_mode)] if folder.is_dir() else []
    )
    if not files:
        raise SubmissionError(folder.name, "holds no file", "Upload the .ipynb of your notebook.")
    if len(files) == 1:
        return files[0]
    if len(files) > MAX_FILES or sum(path.lstat().st_size for path in files) > MAX_UNPACKED:
        raise SubmissionError(
            folder.name, "holds too many or too large files", "Upload the notebook and what it reads only."
        )
    target = scratch / NAME
    with zipfile.ZipFile(target, "w") as archive:
        for path in files:
            archive.write(path, _name(path.relative_to(folder)))
    return target


def _name(path: Path) -> str:
    """A name that a zip can hold, whatever bytes the file system had."""
    return str(path).encode("utf-8", "replace").decode()
