"""Files that are whole or absent."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from autograder.errors import UserError


def write_whole(path: Path, text: str) -> None:
    """Write a text completely or not at all; raises `UserError` where it cannot be written.

    Lone surrogates, which no encoding has, become question marks.
    """
    write_bytes(path, text.encode("utf-8", "replace"))


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file completely or not at all; raises `UserError` where it cannot be written."""
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise UserError(path, f"cannot be written: {error.strerror}") from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise
