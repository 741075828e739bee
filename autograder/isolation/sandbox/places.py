"""The three ways in which a worker has a place of its own, each a context manager that leaves nothing behind.

Every one yields the worker's `Place` and, at the end, kills what is left of its processes and removes what it wrote.
The supervisor is a subreaper: while it has no child, nothing of a worker lives.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from autograder.isolation.sandbox import cleanup, namespaces
from autograder.isolation.sandbox.children import has_children
from autograder.isolation.sandbox.config import Place, WorkerConfig
from autograder.isolation.sandbox.mechanisms import Mechanism
from autograder.isolation.sandbox.processes import kill_all_of, kill_descendants
from autograder.isolation.sandbox.worker_user import UidLease


@contextlib.contextmanager
def place_of(config: WorkerConfig) -> Iterator[Place]:
    """The place that the mechanisms in force allow for."""
    with contextlib.ExitStack() as stack:
        # Without file rules a worker can write wherever all users can, else only to shared memory.
        folders = (cleanup.SHARED,) if Mechanism.FILE_RULES in config.isolation else cleanup.world_writable()
        uid = stack.enter_context(_leased_user(folders)) if Mechanism.OWN_USER in config.isolation else None
        if Mechanism.NAMESPACES in config.isolation:
            kind = namespaced(uid)
        elif uid is not None:
            kind = own_user(uid, folders)
        else:
            kind = same_user()
        yield stack.enter_context(kind)


@contextlib.contextmanager
def namespaced(uid: int | None) -> Iterator[Place]:
    """Everything the worker starts and writes vanishes with its namespaces; its folder here stays empty."""
    home = _new_home()
    try:
        namespaces.separate_processes()
        yield Place(home, uid)
    finally:
        if has_children():
            kill_descendants()
        cleanup.remove(home)  # empty, unless the worker was not confined in the end


@contextlib.contextmanager
def own_user(uid: int, folders: Sequence[Path]) -> Iterator[Place]:
    """All that runs as the worker's user, and all that belongs to it in `folders`, is the worker's."""
    home = _new_home()
    try:
        yield Place(home, uid)
    finally:
        # A worker that leaves no process behind, as nearly all do, needs no search for others of its user.
        if has_children():
            kill_all_of(uid)
            kill_descendants()
        cleanup.remove(home)
        cleanup.remove_all(cleanup.files_of(uid, folders))
        cleanup.forget_times(folders)


@contextlib.contextmanager
def same_user() -> Iterator[Place]:
    """The worker runs as the grader's user: its processes are those below it, its files those that came meanwhile."""
    shared = cleanup.shared_files()
    home = _new_home()
    try:
        yield Place(home)
    finally:
        if has_children():
            kill_descendants()
        cleanup.remove(home)
        cleanup.remove_since(shared)
        cleanup.forget_times((cleanup.SHARED,))


@contextlib.contextmanager
def _leased_user(folders: Sequence[Path]) -> Iterator[int]:
    lease = UidLease(folders)
    try:
        yield lease.uid
    finally:
        lease.release()


def _new_home() -> Path:
    """A folder that other users can get to, unlike the grader's own scratch folder."""
    root = "/tmp" if os.geteuid() == 0 else tempfile.gettempdir()
    return Path(tempfile.mkdtemp(prefix="worker-", dir=root))
