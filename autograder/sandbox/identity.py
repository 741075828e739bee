"""A user of its own for every live worker, and killing all that such a user runs."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pwd
import signal
import time
from pathlib import Path

FIRST_UID, LAST_UID = 61_000, 61_999
LOCKS = Path("/run/lock/autograder-uids")


class UidLease:
    """An unused uid, locked for as long as the lease is held (the lock dies with the process)."""

    def __init__(self) -> None:
        LOCKS.mkdir(mode=0o700, parents=True, exist_ok=True)
        for uid in range(FIRST_UID, LAST_UID):
            descriptor = os.open(LOCKS / str(uid), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if not _is_taken(uid):
                    self.uid, self._descriptor = uid, descriptor
                    return
            except BlockingIOError:
                pass
            os.close(descriptor)
        raise OSError("no unused user id is left for a worker")

    def release(self) -> None:
        """Give the uid back; call only when nothing of it runs any more."""
        os.close(self._descriptor)


def _is_taken(uid: int) -> bool:
    with contextlib.suppress(KeyError):
        pwd.getpwuid(uid)
        return True
    return bool(processes_of(uid))


def processes_of(uid: int) -> list[int]:
    """Live processes (zombies left aside) of a uid."""
    return [pid for pid, owner, state, _ in all_processes() if owner == uid and state != "Z"]


def all_processes() -> list[tuple[int, int, str, int]]:
    """`(pid, uid, state, parent)` of every process that can be seen."""
    found = []
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            with contextlib.suppress(OSError, IndexError, ValueError):
                owner = os.stat(f"/proc/{entry}").st_uid
                with open(f"/proc/{entry}/status") as file:
                    fields = dict(line.split(":\t", 1) for line in file if ":\t" in line)
                # A process that is not dumpable belongs to root in /proc; its status still names its user.
                owner = int(fields["Uid"].split()[0])
                found.append((int(entry), owner, fields["State"].strip()[0], int(fields["PPid"])))
    return found


def kill_all_of(uid: int) -> None:
    """Kill everything a uid runs with one signal to all, which no fork can outrun; repeated until nothing is left."""
    for _ in range(100):
        child = os.fork()
        if child == 0:
            try:
                os.setresuid(uid, uid, uid)
                os.kill(-1, signal.SIGKILL)
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        reap()
        if not processes_of(uid):
            return
        time.sleep(0.01)


def kill_descendants() -> None:
    """Kill everything below this process, which must be a subreaper; repeated until nothing is left."""
    for _ in range(200):
        reap()
        targets = descendants(os.getpid())
        if not targets:
            return
        for pid in targets:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.005)


def descendants(root: int) -> list[int]:
    """Every live process below `root`."""
    table = all_processes()
    below, frontier = [], {root}
    while frontier:
        children = [(pid, state) for pid, _, state, parent in table if parent in frontier]
        below += [pid for pid, state in children if state != "Z"]
        frontier = {pid for pid, _ in children}
    return below


def reap() -> dict[int, int]:
    """Collect every child that has ended: pid to wait status."""
    ended: dict[int, int] = {}
    with contextlib.suppress(ChildProcessError):
        while True:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                break
            ended[pid] = status
    return ended
