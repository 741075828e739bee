"""A worker's share of the processors: that of one process, however many it starts, and how long it waits for it."""

from __future__ import annotations

import contextlib
import math
import os
from pathlib import Path

from autograder.isolation.sandbox.processes import threads_of

STEP = 1.25
"""By this factor the kernel lessens a task's share for each step of its nice value (sched(7))."""
LOWEST = 19


class RunDelay:
    """How long the main thread of the process `pid` is ready to run while others have the processors."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._known = self._total()

    def waited(self, pids: list[int]) -> float:
        """Seconds since this was last asked; of those, a worker that runs as `pids` is given the part of one task."""
        before, self._known = self._known, self._total()
        return max(0.0, self._known - before) / max(1, sum(len(threads_of(pid)) for pid in pids))

    def _total(self) -> float:
        """The second number of schedstat, which the kernel keeps in nanoseconds (sched-stats.rst)."""
        try:
            return int(Path(f"/proc/{self._pid}/schedstat").read_text().split()[1]) / 1e9
        except (OSError, IndexError, ValueError):
            return 0.0


def share_as_one(pids: list[int]) -> None:
    """Raise the nice value of all tasks of `pids` until together they weigh as much as one; they cannot lower it.

    A nice value that is higher already stays, and so does one that the caller may not change.
    """
    tasks = [task for pid in pids for task in threads_of(pid)]
    if len(tasks) < 2:
        return
    nice = min(LOWEST, math.ceil(math.log(len(tasks), STEP)))
    for task in tasks:
        with contextlib.suppress(OSError):
            if os.getpriority(os.PRIO_PROCESS, task) < nice:
                os.setpriority(os.PRIO_PROCESS, task, nice)
