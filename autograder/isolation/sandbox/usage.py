"""What all processes of one worker together use of memory, disk and shared memory, seen from outside.

What can be had cheaply is looked at four times a second. Only when that is too much, or the disk fills, is it looked at
exactly: as the worker's own user, whose rights are enough to see its open files and its memory's share of shared pages.
"""

from __future__ import annotations

import contextlib
import os
import re
import stat
from collections.abc import Callable
from pathlib import Path

from autograder.isolation import linux as kernel
from autograder.isolation.sandbox import cleanup as clearing
from autograder.isolation.sandbox.policy import Budget
from autograder.isolation.sandbox.worker_user import descendants, processes_of

SLACK = 1.1
"""A single process meets its own limit, and a MemoryError, before all processes together are found above theirs."""
_RESIDENT = re.compile(rb"^Rss(?:Anon|Shmem):\s+(\d+) kB", re.MULTILINE)
_SHARE = re.compile(rb"^Pss_(?:Anon|Shmem):\s+(\d+) kB", re.MULTILINE)
_DELETED = re.compile(rb"^(\w+)-(\w+) \S+ \S+ (\S+) (\d+) +/.*\(deleted\)$", re.MULTILINE)


class Usage:
    """Watches the worker `pid`; `uid` is its own user, if it has one, and `apart` says that it has namespaces."""

    def __init__(self, pid: int, budget: Budget, home: Path, uid: int | None, *, apart: bool) -> None:
        self._pid, self._budget, self._home, self._uid, self._apart = pid, budget, home, uid, apart
        self._at_start = _kilobytes(_RESIDENT, f"/proc/{pid}/status")
        self._free = _free(home)
        self._shared = clearing.shared_files() if uid is None and not apart else frozenset()
        self.pids: list[int] = []
        """The worker's processes when they were last looked at."""

    def over(self) -> str:
        """Which limit is passed, in words, or an empty text."""
        budget, mine = self._budget, self._processes()
        self.pids = mine
        if self._memory(mine) > SLACK * budget.memory_bytes:
            return f"memory: more than {budget.memory_bytes // 2**20} MiB"
        if self._apart:  # the file systems of its namespace have limits of their own
            return ""
        size, count = tree(self._home, budget.files)
        size += self._in_shared_memory(mine)
        if self._free - _free(self._home) > budget.disk_bytes:
            found = self._exactly(lambda: unlinked(mine))
            size += budget.disk_bytes + 1 if found is None else found  # whoever hides now has a reason
        if size > budget.disk_bytes:
            return f"disk: more than {budget.disk_bytes // 2**20} MiB"
        return f"files: more than {budget.files}" if count > budget.files else ""

    def _processes(self) -> list[int]:
        if self._uid is not None:
            return processes_of(self._uid)
        return sorted({self._pid, *descendants(os.getpid())})

    def _memory(self, pids: list[int]) -> int:
        """Bytes beyond those shared with the prepared parent; memory shared among the worker's own counts once."""
        rough = sum(max(0, _kilobytes(_RESIDENT, f"/proc/{pid}/status") - self._at_start) for pid in pids)
        if rough * 1024 <= SLACK * self._budget.memory_bytes:
            return rough * 1024
        return self._exactly(lambda: shares(pids)) or rough * 1024

    def _exactly(self, measure: Callable[[], int]) -> int | None:
        """What `measure` finds with the worker's own eyes; None where it sees nothing."""
        if self._apart or self._uid is None:
            with contextlib.suppress(OSError):
                return measure()
            return None
        return as_user(self._uid, measure)

    def _in_shared_memory(self, mine: list[int]) -> int:
        """Bytes of the worker in the folder that all users share."""
        if self._uid is None:
            return clearing.make_room(self._shared, self._budget.disk_bytes, mine)
        size = 0
        with contextlib.suppress(OSError), os.scandir(clearing.SHARED) as entries:
            for entry in entries:
                with contextlib.suppress(OSError):
                    status = entry.stat(follow_symlinks=False)
                    size += status.st_blocks * 512 if status.st_uid == self._uid else 0
        return size


def as_user(uid: int, measure: Callable[[], int]) -> int | None:
    """Call `measure` in a child that runs as `uid`; None when it fails, as it does on processes that hide."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.setgroups([])
            os.setresgid(uid, uid, uid)
            kernel.prctl(kernel.PR_SET_KEEPCAPS, 1)
            os.setresuid(uid, uid, uid)
            with contextlib.suppress(OSError):  # a worker that kept this right is seen only by those who have it too
                kernel.keep_read_search()
            os.write(writer, str(measure()).encode())
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as file:
        text = file.read()
    os.waitpid(pid, 0)
    return int(text) if text.isdigit() else None


def shares(pids: list[int]) -> int:
    """Bytes of memory, a page shared by n processes counted as an n-th each; raises `OSError` for one that hides."""
    total = 0
    for pid in pids:
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            total += sum(map(int, _SHARE.findall(Path(f"/proc/{pid}/smaps_rollup").read_bytes())))
    return 1024 * total


def unlinked(pids: list[int]) -> int:
    """Bytes of regular files that the processes hold open, or mapped, without a name; raises `OSError` when hidden."""
    sizes: dict[tuple[int, int], int] = {}
    for pid in pids:
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            for name in os.listdir(f"/proc/{pid}/fd"):
                with contextlib.suppress(FileNotFoundError):
                    status = os.stat(f"/proc/{pid}/fd/{name}")
                    if stat.S_ISREG(status.st_mode) and status.st_nlink == 0:
                        sizes[status.st_dev, status.st_ino] = status.st_blocks * 512
            for start, end, device, inode in _DELETED.findall(Path(f"/proc/{pid}/maps").read_bytes()):
                major, minor = (int(part, 16) for part in device.split(b":"))
                sizes.setdefault((os.makedev(major, minor), int(inode)), int(end, 16) - int(start, 16))
    return sum(sizes.values())


def tree(home: Path, most: int) -> tuple[int, int]:
    """Bytes and number of files below `home`, counted no further than `most` files."""
    size = count = 0
    stack = [str(home)]
    while stack and count <= most:
        with contextlib.suppress(OSError), os.scandir(stack.pop()) as entries:
            for entry in entries:
                count += 1
                with contextlib.suppress(OSError):
                    size += entry.stat(follow_symlinks=False).st_blocks * 512
                if entry.is_dir(follow_symlinks=False):
                    stack.append(entry.path)
    return size, count


def _free(home: Path) -> int:
    """Free bytes of the file system, a cheap sign of what no folder shows."""
    with contextlib.suppress(OSError):
        status = os.statvfs(home)
        return status.f_bavail * status.f_frsize
    return 0


def _kilobytes(pattern: re.Pattern[bytes], path: str) -> int:
    with contextlib.suppress(OSError):
        return sum(map(int, pattern.findall(Path(path).read_bytes())))
    return 0
