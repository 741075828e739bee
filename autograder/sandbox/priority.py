"""A worker's share of the processors: that of one process, however many it starts."""

from __future__ import annotations

import contextlib
import math
import os

STEP = 1.25
"""By this factor the kernel lessens a task's share for each step of its nice value (sched(7))."""
LOWEST = 19


def share_as_one(pids: list[int]) -> None:
    """Raise the nice value of all tasks of `pids` until together they weigh as much as one; they cannot lower it.

    A nice value that is higher already stays, and so does one that the caller may not change.
    """
    tasks = [task for pid in pids for task in _tasks(pid)]
    if len(tasks) < 2:
        return
    nice = min(LOWEST, math.ceil(math.log(len(tasks), STEP)))
    for task in tasks:
        with contextlib.suppress(OSError):
            if os.getpriority(os.PRIO_PROCESS, task) < nice:
                os.setpriority(os.PRIO_PROCESS, task, nice)


def _tasks(pid: int) -> list[int]:
    with contextlib.suppress(OSError):
        return [int(name) for name in os.listdir(f"/proc/{pid}/task")]
    return []
