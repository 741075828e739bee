"""A memory control group per worker, where the grader may make one: the kernel then counts what no process shows.

Version 2 of the hierarchy and the older one of memory alone differ in the names of a few files. A group is made beside
or below the grader's own, wherever that is allowed, and removed with its worker.
"""

from __future__ import annotations

import contextlib
import dataclasses
import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

REMOVAL_SECONDS = 5.0
_MOUNT = re.compile(r"^\S+ \S+ \S+ (\S+) (\S+) \S+.* - (cgroup2?) \S+ (\S+)$", re.MULTILINE)


@dataclasses.dataclass(frozen=True)
class Version:
    """The names of the files of one version of control groups."""

    limit: str
    swap: str
    events: str


NEW = Version("memory.max", "memory.swap.max", "memory.events")
OLD = Version("memory.limit_in_bytes", "memory.memsw.limit_in_bytes", "memory.oom_control")


@dataclasses.dataclass(frozen=True)
class MemoryGroup:
    """A group that exists, with no process of the grader's in it."""

    folder: Path
    version: Version

    def hold(self, pid: int) -> None:
        """Put a process, and all it will start, into the group."""
        (self.folder / "cgroup.procs").write_text(str(pid))

    def require(self, pid: int) -> None:
        """Raise `OSError` unless the group holds a process."""
        if str(pid) not in (self.folder / "cgroup.procs").read_text().split():
            raise OSError("memory_group is not in force: the worker is not in its control group")

    @property
    def exceeded(self) -> bool:
        """Whether the kernel has ended a process of the group for its memory."""
        with contextlib.suppress(OSError):
            events = re.search(r"^oom_kill (\d+)$", (self.folder / self.version.events).read_text(), re.MULTILINE)
            return events is not None and int(events[1]) > 0
        return False

    def remove(self) -> None:
        """Remove the group, once the kernel has forgotten its last process."""
        deadline = time.monotonic() + REMOVAL_SECONDS
        while time.monotonic() < deadline:
            try:
                self.folder.rmdir()
                return
            except FileNotFoundError:
                return
            except OSError:
                time.sleep(0.002)


@contextlib.contextmanager
def memory_group(limit_bytes: int) -> Iterator[MemoryGroup]:
    """A new, empty group whose processes together get `limit_bytes`; raises `OSError` where none can be made."""
    group = _make(limit_bytes)
    try:
        yield group
    finally:
        group.remove()


def attempt() -> None:
    """Make a group, be in it, and leave nothing behind; raises `OSError` where that is refused."""
    group = _make(2**30)
    pid = os.fork()
    if pid == 0:
        time.sleep(10)
        os._exit(0)
    try:
        group.hold(pid)
        group.require(pid)
    finally:
        os.kill(pid, 9)
        os.waitpid(pid, 0)
        group.remove()


def _make(limit_bytes: int) -> MemoryGroup:
    problem: OSError | None = None
    for parent, version in parents():
        group = MemoryGroup(parent / f"autograder-{os.getpid()}-{time.monotonic_ns()}", version)
        try:
            group.folder.mkdir()
        except OSError as error:
            problem = problem or error
            continue
        try:
            _limit(group, limit_bytes)
            return group
        except OSError as error:
            problem = error
            group.remove()
    raise problem or OSError("there is no hierarchy of control groups that counts memory")


def _limit(group: MemoryGroup, limit_bytes: int) -> None:
    (group.folder / group.version.limit).write_text(str(limit_bytes))
    if int((group.folder / group.version.limit).read_text()) > limit_bytes:
        raise OSError("the control group takes no limit")
    with contextlib.suppress(OSError):  # a kernel without swap has no such file
        swap = 0 if group.version is NEW else limit_bytes
        (group.folder / group.version.swap).write_text(str(swap))
    if group.version is NEW:
        with contextlib.suppress(OSError):
            (group.folder / "memory.oom.group").write_text("1")


def parents() -> Iterator[tuple[Path, Version]]:
    """Groups in which one for a worker may be made: the grader's own first, then those above it."""
    paths = dict(line.split(":", 2)[1:] for line in Path("/proc/self/cgroup").read_text().splitlines())
    for root, where, kind, options in _MOUNT.findall(Path("/proc/self/mountinfo").read_text()):
        if kind == "cgroup" and "memory" in options.split(","):
            own = next((path for names, path in paths.items() if "memory" in names.split(",")), None)
            version = OLD
        elif kind == "cgroup2":
            own, version = paths.get(""), NEW
        else:
            continue
        if own is None or not own.startswith(root.rstrip("/")):
            continue
        below = Path(where, own.removeprefix(root.rstrip("/")).lstrip("/"))
        for folder in (below, *below.parents):
            if folder.is_relative_to(where) and (version is OLD or _passes_memory_on(folder)):
                yield folder, version


def _passes_memory_on(folder: Path) -> bool:
    """Whether groups below this one count memory; only a group with processes of its own cannot be made to."""
    with contextlib.suppress(OSError):
        return "memory" in (folder / "cgroup.subtree_control").read_text().split()
    return False
