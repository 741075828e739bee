"""Removing what a worker without namespaces has left: its folder, and files in folders that it shares with others.

Nothing is removed that a worker cannot have made: below its own folder everything, elsewhere only files of its user
that were not there before; where it shares the grader's user, only plain files in shared memory, which is all that
Landlock lets it make outside its folder.
"""

from __future__ import annotations

import contextlib
import functools
import glob
import itertools
import os
import secrets
import stat
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

SHARED = Path("/dev/shm")
NOT_ON_DISK = {"/proc", "/sys"}
BATCH = 10_000
INODE_BYTES = 1024
"""What an empty file costs the kernel's memory, about."""
WALK_SECONDS = 20.0
Files = Mapping[tuple[str, int, int], int]
"""Bytes of files by path, inode and time of change; an empty one takes some as well."""


def remove(folder: Path) -> None:
    """Remove a folder with all that is in it, however deep, without a process and with few open files.

    Folders inside are moved to the top before they are emptied, so that no path grows longer than two names. What the
    kernel will not let go stays, without keeping the rest.
    """
    kept: set[str] = set()
    token = secrets.token_hex(8)  # no name that a worker could have taken
    for number in itertools.count():
        _unlink_files(folder)
        inner = next((path for path in _folders_in(folder) if path not in kept), None)
        if inner is None:
            break
        try:
            _empty(Path(inner), folder, f"{token}-{number}")
        except OSError:
            kept.add(inner)
    with contextlib.suppress(OSError):
        folder.rmdir()


def _empty(inner: Path, top: Path, name: str) -> None:
    """Remove a folder in `top`; folders in it that are not empty are moved beside it under `name` and a number."""
    inner.chmod(0o700)  # a worker may have closed it to itself, and with that to a grader of the same user
    _unlink_files(inner)
    for index, path in enumerate(_folders_in(inner)):
        os.chmod(path, 0o700)
        os.rename(path, top / f"{name}.{index}")
    inner.rmdir()


def _unlink_files(folder: Path) -> None:
    """Unlink whatever is no folder, some at a time: a folder may hold hundreds of thousands."""
    while True:
        with contextlib.suppress(OSError), os.scandir(folder) as entries:
            files = (entry.path for entry in entries if not entry.is_dir(follow_symlinks=False))
            batch = list(itertools.islice(files, BATCH))
            gone = sum(_unlinked(path) for path in batch)
            if gone:
                continue
        return


def _unlinked(path: str) -> bool:
    with contextlib.suppress(OSError):
        os.unlink(path)
        return True
    return False


def _folders_in(folder: Path) -> list[str]:
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        return [entry.path for entry in entries if entry.is_dir(follow_symlinks=False)]
    return []


@functools.cache
def world_writable() -> tuple[Path, ...]:
    """Folders in which every user may write, for workers that no file rules bind.

    Found once by a walk, which gives up on what it has not reached after `WALK_SECONDS`.
    """
    found = [SHARED]
    stack, deadline = ["/"], time.monotonic() + WALK_SECONDS
    while stack and time.monotonic() < deadline:
        with contextlib.suppress(OSError), os.scandir(stack.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False) and entry.path not in NOT_ON_DISK:
                    mode = entry.stat(follow_symlinks=False).st_mode
                    if mode & stat.S_IWOTH:
                        found.append(Path(entry.path))
                    if mode & stat.S_IXOTH:
                        stack.append(entry.path)
    return tuple(dict.fromkeys(found))


def files_of(uid: int, folders: Iterable[Path]) -> Files:
    """Files and folders of a user that lie directly in `folders`."""
    return _files(folders, lambda status: status.st_uid == uid)


def shared_files() -> Files:
    """The grader's user's own plain files in shared memory now."""
    me = os.getuid()
    return _files((SHARED,), lambda status: status.st_uid == me and stat.S_ISREG(status.st_mode))


def _files(folders: Iterable[Path], wanted: Callable[[os.stat_result], bool]) -> Files:
    found = {}
    for folder in folders:
        with contextlib.suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                with contextlib.suppress(OSError):
                    status = entry.stat(follow_symlinks=False)
                    if wanted(status):
                        key = (entry.path, status.st_ino, status.st_mtime_ns)
                        found[key] = status.st_blocks * 512 + INODE_BYTES
    return found


def remove_all(files: Files) -> None:
    """Remove files, and folders with what is in them."""
    for path, _, _ in files:
        with contextlib.suppress(OSError):
            if stat.S_ISDIR(os.lstat(path).st_mode):
                remove(Path(path))
            else:
                os.unlink(path)


def forget_times(folders: Iterable[Path]) -> None:
    """Set the times of folders to now: a worker may have chosen the moment at which it last wrote there."""
    for folder in folders:
        with contextlib.suppress(OSError):
            os.utime(folder)


def remove_since(before: Files) -> None:
    """Remove plain files that have come since `before` and that no living process uses.

    A worker without a user of its own writes as the grader's user. What other programs of this user share among
    themselves is open or mapped in one of them; what only lies there could tell the next submission something.
    """
    new = {path for path, _, _ in _since(before)}
    if new:
        for path in new - _in_use(glob.glob("/proc/[0-9]*")):
            with contextlib.suppress(OSError):
                os.unlink(path)


def make_room(before: Files, most: int, pids: list[int]) -> int:
    """Bytes in shared memory that have come since `before` and that `pids` use, where all that came is above `most`.

    Nothing says who left the files that nobody uses, so that these are removed instead of counted.
    """
    if sum(_since(before).values()) <= most:
        return 0
    remove_since(before)
    used = _in_use([f"/proc/{pid}" for pid in pids])
    return sum(size for (path, _, _), size in _since(before).items() if path in used)


def _since(before: Files) -> Files:
    return {key: size for key, size in shared_files().items() if key not in before}


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
