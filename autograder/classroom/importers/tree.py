"""A folder or a zip as a list of paths whose content can be read, whichever of the two it is."""

from __future__ import annotations

import os
import stat
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path, PurePosixPath

from autograder.errors import UserError

IGNORED = {"Thumbs.db", "desktop.ini", "__MACOSX", "__pycache__", "node_modules"}


class Tree:
    """Relative paths of regular files in `names`, sorted; hidden files and leftovers of file managers are not in it."""

    def __init__(self, label: str, names: list[PurePosixPath]) -> None:
        self.label = label
        self.names = sorted(name for name in names if not _is_ignored(name))

    def size(self, name: PurePosixPath) -> int:
        """Bytes of a file, unpacked."""
        raise NotImplementedError

    def read(self, name: PurePosixPath) -> bytes:
        """A file's content; raises `OSError` or `ValueError` when it cannot be had."""
        raise NotImplementedError


class FolderTree(Tree):
    """The regular files below a folder; links are left out, as they could lead anywhere."""

    def __init__(self, root: Path, files: list[Path]) -> None:
        self._root = root
        super().__init__(str(root), [PurePosixPath(path.relative_to(root).as_posix()) for path in files])

    def size(self, name: PurePosixPath) -> int:
        """Bytes of a file."""
        return (self._root / name).stat().st_size

    def read(self, name: PurePosixPath) -> bytes:
        """A file's content."""
        return (self._root / name).read_bytes()


class ZipTree(Tree):
    """The regular files in a zip, which is read in place."""

    def __init__(self, label: str, source: Path | BytesIO) -> None:
        try:
            self._archive = zipfile.ZipFile(source)
        except (OSError, zipfile.BadZipFile) as error:
            advice = "Is the download complete? Download it again."
            raise UserError(label, f"cannot be read as a zip: {error}", advice) from error
        self._members = {PurePosixPath(member.filename): member for member in self._archive.infolist() if _kept(member)}
        super().__init__(label, list(self._members))

    def size(self, name: PurePosixPath) -> int:
        """Bytes of a file, unpacked, as the zip claims."""
        return self._members[name].file_size

    def read(self, name: PurePosixPath) -> bytes:
        """A file's content, no more of it than the zip claims."""
        try:
            with self._archive.open(self._members[name]) as file:
                return file.read(self.size(name))
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
            raise ValueError(f"cannot be unpacked: {error}") from error


def open_tree(path: Path, *, without: Path) -> Tree:
    """The tree of a folder, leaving out what lies below `without`, of a zip, or of one notebook.

    A zip with at most one notebook in it is one submission. Raises `UserError` for anything else.
    """
    if path.is_dir():
        return FolderTree(path, list(_regular(path, without.resolve())))
    if path.is_file() and zipfile.is_zipfile(path):
        tree = ZipTree(str(path), path)
        inside = sum(name.suffix.lower() in (".ipynb", ".zip") for name in tree.names)
        return tree if inside > 1 else FolderTree(path.parent, [path])
    if path.is_file() and path.suffix.lower() == ".ipynb":
        return FolderTree(path.parent, [path])
    what = "is neither a folder, a zip nor a notebook" if path.exists() else "does not exist"
    raise UserError(path, what, "Give the folder or zip that your learning platform exported.")


def _regular(root: Path, without: Path) -> Iterator[Path]:
    for folder, folders, files in os.walk(root):
        folders[:] = [name for name in folders if (Path(folder) / name).resolve() != without]
        for file in files:
            path = Path(folder) / file
            if stat.S_ISREG(path.lstat().st_mode):
                yield path


def _kept(member: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(member.filename)
    kind = stat.S_IFMT(member.external_attr >> 16)
    return not (member.is_dir() or path.is_absolute() or ".." in path.parts or kind not in (0, stat.S_IFREG))


def _is_ignored(name: PurePosixPath) -> bool:
    return any(part.startswith(".") or part in IGNORED for part in name.parts)
