"""A user of its own for every live worker, and killing all that such a user runs."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pwd
import re
import signal
import time
from pathlib import Path

FIRST_UID, LAST_UID = 61_000, 61_999
LOCKS = Path("/run/lock/autograder-uids")
_STATUS = re.compile(rb"^State:\t(\S).*?^PPid:\t(\d+).*?^Uid:\t(\d+)", re.MULTILINE | re.DOTALL)


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
    try:
        os.getpriority(os.PRIO_USER, uid)  # fails where the user runs nothing; cheaper than a walk through /proc
    except ProcessLookupError:
        return is_named(uid)
    return True


def is_named(uid: int) -> bool:
    """Whether the machine's user database knows a uid; asked once before forking, the database stays loaded."""
    try:
        pwd.getpwuid(uid)
    except KeyError:
        return False
    return True


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


def kill_child(pid: int) -> bool:
    """Kill a child of this process, which must be a subreaper; returns whether nothing at all is left below it.

    That is certain: whatever a descendant started has come back to this process as its child by then.
    """
    if _is_child(pid):
        os.kill(pid, signal.SIGKILL)
    for _ in range(200):
        reap()
        if not has_children():
            return True
        if not _is_child(pid):
            return False
        time.sleep(0.0005)
    return False


def has_children() -> bool:
    """Whether this process has any child, alive or not yet collected."""
    try:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return False
    return True


def _is_child(pid: int) -> bool:
    try:
        os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return False
    return True


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
