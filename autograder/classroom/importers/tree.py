"""A folder or a zip as a list of paths whose content can be read, whichever of the two it is."""

from __future__ import annotations

import os
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from autograder.errors import SubmissionError, UserError
from autograder.grading.archives import Archive

IGNORED = {"Thumbs.db", "desktop.ini", "__MACOSX", "__pycache__", "node_modules"}
NOWHERE = PurePosixPath()


class Tree:
    """Relative paths of regular files in `names`, sorted; hidden files and leftovers of file managers are not in it."""

    def __init__(self, path: Path, names: list[PurePosixPath], *, below: PurePosixPath = NOWHERE) -> None:
        self.path = path
        self.below = below
        self.names = sorted(name for name in names if not _is_ignored(name))

    def full(self, name: PurePosixPath) -> PurePosixPath:
        """A file's name in the whole that this may be a branch of."""
        return self.below / name

    @property
    def tops(self) -> dict[str, list[PurePosixPath]]:
        """The files by the first part of their path."""
        found: dict[str, list[PurePosixPath]] = {}
        for name in self.names:
            found.setdefault(name.parts[0], []).append(name)
        return found

    def size(self, name: PurePosixPath) -> int:
        """Bytes of a file, unpacked."""
        raise NotImplementedError

    def read(self, name: PurePosixPath) -> bytes:
        """A file's content; raises `OSError`, `ValueError` or `SubmissionError` when it cannot be had."""
        raise NotImplementedError


class FolderTree(Tree):
    """The regular files below a folder; links are left out, as they could lead anywhere."""

    def __init__(self, root: Path, files: list[Path]) -> None:
        super().__init__(root, [PurePosixPath(path.relative_to(root).as_posix()) for path in files])

    def size(self, name: PurePosixPath) -> int:
        """Bytes of a file."""
        return (self.path / name).lstat().st_size

    def read(self, name: PurePosixPath) -> bytes:
        """A file's content."""
        return (self.path / name).read_bytes()


class ZipTree(Tree):
    """The regular files in a zip, which is read in place; raises `SubmissionError` for one that cannot be read."""

    def __init__(self, path: Path) -> None:
        self._archive = Archive(path, path)
        super().__init__(path, self._archive.names)

    def size(self, name: PurePosixPath) -> int:
        """Bytes of a file, unpacked, as the zip claims."""
        return self._archive.size(name)

    def read(self, name: PurePosixPath) -> bytes:
        """A file's content, no more of it than the zip claims."""
        return self._archive.read(name)


class Branch(Tree):
    """What lies below one folder of a tree, as a tree."""

    def __init__(self, whole: Tree, below: PurePosixPath) -> None:
        self._whole = whole
        inside = [name.relative_to(below) for name in whole.names if below in name.parents]
        super().__init__(whole.path, inside, below=whole.below / below)
        self._root = below

    def size(self, name: PurePosixPath) -> int:
        """Bytes of a file, unpacked."""
        return self._whole.size(self._root / name)

    def read(self, name: PurePosixPath) -> bytes:
        """A file's content."""
        return self._whole.read(self._root / name)


def open_tree(path: Path, *, without: Path) -> Tree:
    """The tree of a folder, leaving out what lies below `without`, of a zip, or of one notebook.

    A zip that cannot be read is one file, too. Raises `UserError` for anything that is none of these.
    """
    if path.is_dir():
        return FolderTree(path, list(_regular(path, without.resolve())))
    if path.is_file() and path.suffix.lower() == ".ipynb":
        return alone(path)
    if path.is_file() and (zipfile.is_zipfile(path) or path.suffix.lower() == ".zip"):
        try:
            return ZipTree(path)
        except SubmissionError:
            return alone(path)
    what = "is neither a folder, a zip nor a notebook" if path.exists() else "does not exist"
    raise UserError(path, what, "Give the folder or zip that your learning platform exported.")


def alone(path: Path) -> Tree:
    """One file as a tree."""
    return FolderTree(path.parent, [path])


def reopened(path: Path, names: list[PurePosixPath]) -> Tree:
    """The tree at `path` again, of a folder only these files of it, which were found there before."""
    return FolderTree(path, [path / name for name in names]) if path.is_dir() else ZipTree(path)


def _regular(root: Path, without: Path) -> Iterator[Path]:
    for folder, folders, files in os.walk(root):
        folders[:] = [name for name in folders if (Path(folder) / name).resolve() != without]
        for file in files:
            path = Path(folder) / file
            if stat.S_ISREG(path.lstat().st_mode):
                yield path


def _is_ignored(name: PurePosixPath) -> bool:
    return any(part.startswith(".") or part in IGNORED for part in name.parts)
