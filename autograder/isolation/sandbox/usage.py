"""What all processes of one worker together use of memory, disk and shared memory, seen from outside.

What can be had cheaply is looked at four times a second. Only when that is too much, or the disk fills, is it looked at
exactly: as the worker's own user, whose rights are enough to see its open files and its memory's share of shared pages.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Callable
from pathlib import Path

from autograder.isolation.sandbox import cleanup, measuring
from autograder.isolation.sandbox.config import Place, WorkerConfig
from autograder.isolation.sandbox.mechanisms import Mechanism
from autograder.isolation.sandbox.orders import Cause, Ended
from autograder.isolation.sandbox.processes import descendants, processes_of

SLACK = 1.1
"""A single process meets its own limit, and a MemoryError, before all processes together are found above theirs."""
_RESIDENT = re.compile(rb"^(?:Rss(?:Anon|Shmem)|VmSwap):\s+(\d+) kB", re.MULTILINE)
_DESCRIPTORS = re.compile(rb"^FDSize:\s+(\d+)", re.MULTILINE)


class Usage:
    """Watches the worker `pid`."""

    def __init__(self, pid: int, config: WorkerConfig, place: Place) -> None:
        self._pid, self._budget, self._home, self._uid = pid, config.budget, place.home, place.uid
        self._namespaced = Mechanism.NAMESPACES in config.isolation
        self._at_start = _sum(_RESIDENT, f"/proc/{pid}/status")
        self._socket_bytes = measuring.socket_bytes()
        self._free = _free(self._home)
        alone = self._uid is not None or self._namespaced
        self._shared: cleanup.Files = {} if alone else cleanup.shared_files()
        self.pids: list[int] = []
        """The worker's processes when they were last looked at."""

    def over(self) -> Ended | None:
        """Which limit is passed, if one is."""
        budget, mine = self._budget, self._processes()
        self.pids = mine
        if self._memory(mine) > SLACK * budget.memory_bytes:
            return Ended(memory_words(budget.memory_bytes), Cause.MEMORY)
        if self._namespaced:  # the file systems of its namespace have limits of their own
            return None
        size, count = measuring.tree(self._home, budget.files)
        size += self._in_shared_memory(mine)
        if self._free - _free(self._home) > budget.disk_bytes:
            found = self._exactly(lambda: measuring.unlinked(mine))
            size += budget.disk_bytes + 1 if found is None else found  # whoever hides now has a reason
        if size > budget.disk_bytes:
            return Ended(f"disk: more than {budget.disk_bytes // 2**20} MiB", Cause.RESOURCES)
        return Ended(f"files: more than {budget.files}", Cause.RESOURCES) if count > budget.files else None

    def _processes(self) -> list[int]:
        if self._uid is not None:
            return processes_of(self._uid)
        return sorted({self._pid, *descendants(os.getpid())})

    def _memory(self, pids: list[int]) -> int:
        """Bytes beyond those shared with the forkserver; memory shared among the worker's own counts once."""
        rough = 1024 * sum(max(0, _sum(_RESIDENT, f"/proc/{pid}/status") - self._at_start) for pid in pids)
        # Room in the processes' tables of open files: an upper bound of how many sockets they hold.
        rough += self._socket_bytes * sum(_sum(_DESCRIPTORS, f"/proc/{pid}/status") for pid in pids)
        if rough <= SLACK * self._budget.memory_bytes:
            return rough
        found = self._exactly(lambda: measuring.memory(pids))
        return rough if found is None else found

    def _exactly(self, measure: Callable[[], int]) -> int | None:
        """What `measure` finds with the worker's own eyes; None where it sees nothing."""
        if self._namespaced or self._uid is None:
            with contextlib.suppress(OSError):
                return measure()
            return None
        return measuring.as_user(self._uid, measure)

    def _in_shared_memory(self, mine: list[int]) -> int:
        """Bytes of the worker in the folder that all users share."""
        if self._uid is None:
            return cleanup.make_room(self._shared, self._budget.disk_bytes, mine)
        return sum(cleanup.files_of(self._uid, (cleanup.SHARED,)).values())


def memory_words(limit: int) -> str:
    """How the end of a worker is described that used too much memory."""
    return f"memory: more than {limit // 2**20} MiB"


def _free(home: Path) -> int:
    """Free bytes of the file system, a cheap sign of what no folder shows."""
    with contextlib.suppress(OSError):
        status = os.statvfs(home)
        return status.f_bavail * status.f_frsize
    return 0


def _sum(pattern: re.Pattern[bytes], path: str) -> int:
    with contextlib.suppress(OSError):
        return sum(map(int, pattern.findall(Path(path).read_bytes())))
    return 0
