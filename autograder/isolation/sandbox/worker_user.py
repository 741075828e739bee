"""A user of its own for every live worker."""

from __future__ import annotations

import fcntl
import os
import pwd
from collections.abc import Iterable
from pathlib import Path

from autograder.isolation.sandbox.cleanup import files_of

FIRST_UID, LAST_UID = 61_000, 61_999
LOCKS = Path("/run/lock/autograder-uids")


class UidLease:
    """An unused uid, locked for as long as the lease is held (the lock dies with the process).

    A uid that still owns something in `folders` is passed over: a grader that was killed could not remove it, and who
    gets this uid next could read it.
    """

    def __init__(self, folders: Iterable[Path]) -> None:
        folders = tuple(folders)
        LOCKS.mkdir(mode=0o700, parents=True, exist_ok=True)
        for uid in range(FIRST_UID, LAST_UID):
            descriptor = os.open(LOCKS / str(uid), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if not _is_taken(uid) and not files_of(uid, folders):
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
