"""Finding and killing the processes of a worker."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import time

from autograder.isolation.sandbox.children import end_child, has_children, reap

KILL_SECONDS = 1.0
_STATUS = re.compile(rb"^State:\t(\S).*?^PPid:\t(\d+).*?^Uid:\t(\d+)", re.MULTILINE | re.DOTALL)


def processes_of(uid: int) -> list[int]:
    """Live processes (zombies left aside) of a uid."""
    return [pid for pid, owner, state, _ in all_processes() if owner == uid and state != "Z"]


def all_processes() -> list[tuple[int, int, str, int]]:
    """`(pid, uid, state, parent)` of every process that can be seen."""
    found = []
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            # A process that is not dumpable belongs to root in /proc; its status still names its user.
            with contextlib.suppress(OSError, AttributeError):
                descriptor = os.open(f"/proc/{entry}/status", os.O_RDONLY)
                try:
                    status = _STATUS.search(os.read(descriptor, 4096))
                finally:
                    os.close(descriptor)
                state, parent, owner = status.groups()  # type: ignore[union-attr]
                found.append((int(entry), int(owner), state.decode(), int(parent)))
    return found


def descendants(root: int) -> list[int]:
    """Every live process below `root`."""
    table = all_processes()
    below, frontier = [], {root}
    while frontier:
        children = [(pid, state) for pid, _, state, parent in table if parent in frontier]
        below += [pid for pid, state in children if state != "Z"]
        frontier = {pid for pid, _ in children}
    return below


def tasks_of(uid: int) -> int:
    """Threads that a user already runs; the kernel's process limit counts them all."""
    return sum(len(threads_of(pid)) for pid in processes_of(uid))


def threads_of(pid: int) -> list[int]:
    """The threads of a process; none of one that is gone."""
    with contextlib.suppress(OSError):
        return [int(name) for name in os.listdir(f"/proc/{pid}/task")]
    return []


def kill_all_of(uid: int) -> None:
    """Kill everything a uid runs with one signal to all, which no fork can outrun; repeated until nothing is left.

    The child that sends it runs as that user for a moment, in which it can be stopped: it is ended after a while, and
    another one sends the next signal.
    """
    for _ in range(100):
        child = os.fork()
        if child == 0:
            try:
                os.setresuid(uid, uid, uid)
                os.kill(-1, signal.SIGKILL)
            finally:
                os._exit(0)
        _collect(child, KILL_SECONDS)
        reap()
        if not processes_of(uid):
            return
        time.sleep(0.01)


def _collect(child: int, seconds: float) -> None:
    """Wait for a child to end by itself, no longer than `seconds`."""
    deadline = time.monotonic() + seconds
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(child, os.WNOHANG)[0] == 0:
            if time.monotonic() > deadline:
                end_child(child)
                return
            time.sleep(0.0005)


def kill_descendants() -> None:
    """Kill everything below this process, which must be a subreaper; repeated until nothing is left."""
    for _ in range(200):
        reap()
        targets = descendants(os.getpid())
        if not targets and not has_children():  # one that has just ended is no target, but still to be collected
            return
        for pid in targets:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.005)
