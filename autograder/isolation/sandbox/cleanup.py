"""Removing what a worker without namespaces has left: its folder, and files in folders that it shares with others."""

from __future__ import annotations

import contextlib
import glob
import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

SHARED = Path("/dev/shm")
WORLD_WRITABLE = (str(SHARED), "/tmp", "/var/tmp", "/run/lock", "/run/shm")
Files = frozenset[tuple[str, int, int]]
"""Name, inode and time of change of files in shared memory."""


def remove(path: Path) -> None:
    """Remove a file or folder: at once where it is empty, or holds only files; trees are left to `rm`."""
    with contextlib.suppress(OSError):
        for child in [entry.path for entry in os.scandir(path)][:100]:
            os.unlink(child)
        os.rmdir(path)
        return
    subprocess.run(["rm", "-rf", "--one-file-system", "--", str(path)], check=False, stderr=subprocess.DEVNULL)


def remove_files_of(uid: int, *, everywhere: bool) -> None:
    """Remove files of a worker's own user; it could write in shared memory only, or `everywhere` that all users can."""
    for folder in WORLD_WRITABLE if everywhere else WORLD_WRITABLE[:1]:
        with contextlib.suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                if _owner(entry) == uid:
                    remove(Path(entry.path))


def shared_files() -> Files:
    """The grader's user's own files in shared memory now."""
    found = set()
    with contextlib.suppress(OSError), os.scandir(SHARED) as entries:
        for entry in entries:
            with contextlib.suppress(OSError):
                status = entry.stat(follow_symlinks=False)
                if status.st_uid == os.getuid():
                    found.add((entry.path, status.st_ino, status.st_mtime_ns))
    return frozenset(found)


def remove_since(before: Files) -> None:
    """Remove files that have come since `before` and that no living process uses.

    A worker without a user of its own writes as the grader's user. What other programs of this user share among
    themselves is open or mapped in one of them; what only lies there could tell the next submission something.
    """
    new = {path for path, _, _ in shared_files() - before}
    if new:
        for path in new - _in_use(glob.glob("/proc/[0-9]*")):
            remove(Path(path))


def make_room(before: Files, most: int, pids: list[int]) -> int:
    """Bytes in shared memory that have come since `before` and that `pids` use, where all that came is above `most`.

    Nothing says who left the files that nobody uses, so that these are removed instead of counted.
    """
    if _bytes(path for path, _, _ in shared_files() - before) <= most:
        return 0
    remove_since(before)
    left = {path for path, _, _ in shared_files() - before}
    return _bytes(left & _in_use([f"/proc/{pid}" for pid in pids]))


def _bytes(paths: Iterable[str]) -> int:
    size = 0
    for path in paths:
        with contextlib.suppress(OSError):
            size += os.stat(path, follow_symlinks=False).st_blocks * 512
    return size


def _in_use(folders: list[str]) -> set[str]:
    """Files in shared memory that a process, given by its folder in /proc, has open or mapped."""
    used: set[str] = set()
    for folder in folders:
        with contextlib.suppress(OSError):
            for line in Path(folder, "maps").read_text(errors="replace").splitlines():
                if str(SHARED) in line:
                    used.add(line.split(maxsplit=5)[5])
            used |= {os.readlink(link) for link in glob.glob(f"{folder}/fd/*") if os.path.exists(link)}
    return used


def _owner(entry: os.DirEntry[str]) -> int:
    with contextlib.suppress(OSError):
        return entry.stat(follow_symlinks=False).st_uid
    return -1
