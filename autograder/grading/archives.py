"""Zips that students made: what is in them, within bounds, whatever is wrong with them.

One reader for every way in: a class's exports and the zips inside them, one file, Gradescope's run, a cluster.
"""

from __future__ import annotations

import contextlib
import io
import mmap
import os
import stat
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any, cast

from autograder.errors import SubmissionError

MAX_FILES = 500
MAX_UNPACKED = 200 * 2**20
MAX_ENTRIES = 100_000
"""Entries of a zip's directory, hidden ones too: each costs memory before anything is known of it."""
UTF8 = 0x800
"""The flag that says a name is UTF-8; zips made on a Mac leave it out."""
_LOCAL, _ENTRY, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_CHUNK = 2**20


class Archive:
    """The regular files in a zip by name, without hidden ones and without names that lead out of it."""

    def __init__(self, source: Path | io.BytesIO, where: object) -> None:
        """Read the directory of a zip; raises `SubmissionError` where there is none that can be read."""
        self.where = where
        try:
            if _too_many_entries(source):
                raise ValueError("its directory has too many entries")
            self._zip = _opened(source)
            listed = {path_of(member): member for member in self._zip.infolist() if not member.is_dir()}
        except Exception as error:
            raise self._damaged(error) from error
        self._members = {path: member for path, member in listed.items() if _is_wanted(path, member)}

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._zip.close()

    @property
    def names(self) -> list[PurePosixPath]:
        """Names of all files, in order."""
        return sorted(self._members)

    def size(self, name: PurePosixPath) -> int:
        """Bytes of a file, unpacked, as the zip claims."""
        return self._members[name].file_size

    def require_few(self) -> None:
        """Raise `SubmissionError` for more or larger files than any answer needs."""
        if len(self._members) > MAX_FILES or sum(map(self.size, self._members)) > MAX_UNPACKED:
            advice = "Hand in the notebook and what it reads only."
            raise SubmissionError(self.where, "holds too many or too large files", advice)

    def read(self, name: PurePosixPath) -> bytes:
        """A file's content, no more of it than the zip claims; raises `SubmissionError` when it cannot be had."""
        claimed = self.size(name)
        try:
            with self._zip.open(self._members[name]) as file:
                data = file.read(min(claimed, MAX_UNPACKED) + 1)
            if len(data) != claimed:
                raise ValueError("a file has another size than it claims")
        except Exception as error:
            raise self._damaged(error) from error
        return data

    def _damaged(self, error: Exception) -> SubmissionError:
        # `zipfile` raises whatever a damaged structure leads to: zlib.error, struct.error, NotImplementedError, …
        why = "it needs too much memory" if isinstance(error, MemoryError) else str(error) or type(error).__name__
        return SubmissionError(self.where, f"cannot be unpacked: {why[:200]}", "Zip the notebook again.")


def path_of(member: zipfile.ZipInfo) -> PurePosixPath:
    """A member's name: UTF-8 where it is valid as such, whether or not a flag says so; Windows' separators, too."""
    name = member.filename
    if not member.flag_bits & UTF8:
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return PurePosixPath(name.replace("\\", "/"))


def is_regular(path: PurePosixPath, member: zipfile.ZipInfo) -> bool:
    """Whether a member is a regular file whose name stays inside the zip."""
    kind = stat.S_IFMT(member.external_attr >> 16)
    return kind in (0, stat.S_IFREG) and ".." not in path.parts and not path.is_absolute() and bool(path.name)


def _is_wanted(path: PurePosixPath, member: zipfile.ZipInfo) -> bool:
    return is_regular(path, member) and not any(part.startswith((".", "__MACOSX")) for part in path.parts)


def _opened(source: Path | io.BytesIO) -> zipfile.ZipFile:
    """A zip, of which one entry with a wrong name or a later version does not make all others unreadable."""
    try:
        return zipfile.ZipFile(source)
    except (UnicodeDecodeError, NotImplementedError):
        return zipfile.ZipFile(_mended(source))


class _Mapped(mmap.mmap):
    """A file in memory that changes by what is written to it, without the file itself."""

    def seekable(self) -> bool:
        """As `zipfile` asks."""
        return True


def _mended(source: Path | io.BytesIO) -> io.BytesIO:
    """A zip whose directory calls no name UTF-8 that is not, and asks for no later version than is known here.

    A member that really needs one cannot be read; it is the only one then.
    """
    if isinstance(source, io.BytesIO):
        data: Any = io.BytesIO(source.getvalue())
        view: Any = data.getbuffer()
    else:
        with open(source, "rb") as file:
            data = view = _Mapped(file.fileno(), 0, access=mmap.ACCESS_COPY)
    whole = bytes(view[max(0, len(view) - _CHUNK) :])
    end = whole.rfind(_END)
    if end < 0 or end + 20 > len(whole):
        raise ValueError("it has no directory")
    size, offset = struct.unpack("<II", whole[end + 12 : end + 20])
    at = len(view) - len(whole) + end - size
    before = at - offset
    while at >= 0 and bytes(view[at : at + 4]) == _ENTRY:
        version, flags = struct.unpack("<H", view[at + 6 : at + 8])[0], view[at + 9]
        name, extra, comment = struct.unpack("<HHH", view[at + 28 : at + 34])
        if version > zipfile.MAX_EXTRACT_VERSION:
            view[at + 6 : at + 8] = struct.pack("<H", zipfile.DEFAULT_VERSION)
        if flags & (UTF8 >> 8) and not _is_utf8(bytes(view[at + 46 : at + 46 + name])):
            view[at + 9] = flags & ~(UTF8 >> 8)
            local = before + struct.unpack("<I", view[at + 42 : at + 46])[0]
            if bytes(view[local : local + 4]) == _LOCAL:
                view[local + 7] &= ~(UTF8 >> 8)
        at += 46 + name + extra + comment
    if view is not data:
        view.release()
    return cast(io.BytesIO, data)


def _is_utf8(name: bytes) -> bool:
    try:
        name.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _too_many_entries(source: Path | io.BytesIO) -> bool:
    """Count the directory's entries by their signature: reading the directory would need the memory first."""
    if isinstance(source, io.BytesIO):
        return source.getbuffer().nbytes > MAX_ENTRIES and source.getvalue().count(_ENTRY) > MAX_ENTRIES
    if os.stat(source).st_size < MAX_ENTRIES:
        return False
    with open(source, "rb") as file:
        return sum(chunk.count(_ENTRY) for chunk in _chunks(file)) > MAX_ENTRIES


def _chunks(file: io.BufferedReader) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK):
        yield chunk
