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
    """How long the worker's main threads are ready to run while others have the processors.

    A worker keeps states of a notebook in forks of its own, which sleep but for one: what sleeps asks for no share.
    """

    def __init__(self, pid: int) -> None:
        self._known = {pid: _delay(pid)}

    def waited(self, pids: list[int]) -> float:
        """Seconds since this was last asked; of those, a worker that runs as `pids` is given the part of one task.

        With n tasks that run, one waits an n-th of the total, and of that only an n-th is not for the others' sake.
        """
        now = {pid: _delay(pid) for pid in {*pids, *self._known}}
        total = sum(max(0.0, seconds - self._known.get(pid, seconds)) for pid, seconds in now.items())
        self._known = now
        return float(total / max(1, sum(len(_running(pid)) for pid in pids)) ** 2)


def share_as_one(pids: list[int]) -> None:
    """Raise the nice value of all tasks of `pids` until those that run weigh as one together; they cannot lower it.

    A nice value that is higher already stays, and so does one that the caller may not change. Tasks that sleep whenever
    they are looked at have no share of the processors that would be worth it.
    """
    running = sum(len(_running(pid)) for pid in pids)
    if running < 2:
        return
    nice = min(LOWEST, math.ceil(math.log(running, STEP)))
    for task in (task for pid in pids for task in threads_of(pid)):
        with contextlib.suppress(OSError):
            if os.getpriority(os.PRIO_PROCESS, task) < nice:
                os.setpriority(os.PRIO_PROCESS, task, nice)


def _delay(pid: int) -> float:
    """The second number of schedstat, which the kernel keeps in nanoseconds (sched-stats.rst)."""
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[1]) / 1e9
    except (OSError, IndexError, ValueError):
        return 0.0


def _running(pid: int) -> list[int]:
    """Tasks of a process that run or are ready to; the state stands behind the name, which may hold anything."""
    found = []
    for task in threads_of(pid):
        with contextlib.suppress(OSError, IndexError):
            text = Path(f"/proc/{pid}/task/{task}/stat").read_text(errors="replace")
            if text.rpartition(")")[2].split()[0] in "RD":
                found.append(task)
    return found
