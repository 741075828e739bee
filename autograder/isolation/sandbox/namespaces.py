"""A world of a worker's own: processes, mounts, shared memory, IPC and network, where the kernel allows it.

Root may always make one, other users where unprivileged user namespaces are allowed; the default profile of a container
allows neither. The process namespace is made by the supervisor, whose first child becomes its init process: with that
child everything in the namespace ends, however often it forked. After that the supervisor can start no further process.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from autograder.isolation import linux as kernel

_NEWNS, _NEWIPC, _NEWUSER, _NEWPID, _NEWNET = 0x00020000, 0x08000000, 0x10000000, 0x20000000, 0x40000000
_QUIET = kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC
SHARED_MEMORY_BYTES = 64 * 2**20
SHARED_MEMORY_FILES = 1_000


def separate_processes() -> None:
    """Give all children to come a process namespace of their own; raises `OSError` where that is not allowed.

    An ordinary user needs a user namespace for it, in which only this user exists.
    """
    if os.geteuid() != 0:
        uid, gid = os.getuid(), os.getgid()
        kernel.prctl(kernel.PR_SET_DUMPABLE, 1)  # else these files of its own are root's; no worker runs yet
        kernel.unshare(_NEWUSER)
        # The kernel takes a map of groups from an ordinary user only after `deny`.
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{uid} {uid} 1")
        Path("/proc/self/gid_map").write_text(f"{gid} {gid} 1")
        kernel.prctl(kernel.PR_SET_DUMPABLE, 0)
    kernel.unshare(_NEWPID)


def separate_rest(
    home: Path, *, disk_bytes: int, files: int, read_only: bool, reach: Iterable[Path] = ()
) -> None:  # fmt: skip
    """In the worker, before it is confined: no network, its own IPC and shared memory, a /proc without strangers.

    `home` becomes an empty file system of limited size that vanishes with the last process that uses it; with
    `read_only` everything else can only be read. Folders in `reach` are made reachable for every user.
    """
    kernel.unshare(_NEWNS | _NEWIPC | _NEWNET)
    # Before anything is mounted, or it would appear in the machine's own tree.
    kernel.mount("none", "/", "", kernel.MS_REC | kernel.MS_PRIVATE, "")
    _bring_within_reach(tuple(reach))
    if read_only:  # before the worker's own file systems, which it may write to
        kernel.make_read_only("/")
    kernel.mount("proc", "/proc", "proc", _QUIET, "")
    kernel.mount("tmpfs", str(home), "tmpfs", _QUIET, f"mode=700,size={disk_bytes},nr_inodes={files}")
    sizes = f"size={SHARED_MEMORY_BYTES},nr_inodes={SHARED_MEMORY_FILES}"
    kernel.mount("tmpfs", "/dev/shm", "tmpfs", _QUIET, f"mode=1777,{sizes}")


def _bring_within_reach(folders: tuple[Path, ...]) -> None:
    """Cover the topmost closed folder above each one by an empty folder that holds nothing but a way to it."""
    closed = {folder: _closed_ancestor(folder) for folder in folders}
    os.umask(0o022)  # a caller's own may close the way; whatever this worker writes later is under 077 (confine.py)
    # Opened before anything is covered: the covers hide these paths.
    held = {folder: os.open(folder, os.O_PATH | os.O_CLOEXEC) for folder in folders}
    for cover in set(closed.values()):
        kernel.mount("tmpfs", str(cover), "tmpfs", _QUIET, "mode=755,size=1m")
    for folder, descriptor in held.items():
        folder.mkdir(mode=0o755, parents=True, exist_ok=True)
        kernel.mount(f"/proc/self/fd/{descriptor}", str(folder), "", kernel.MS_BIND | kernel.MS_REC, "")
        os.close(descriptor)


def _closed_ancestor(folder: Path) -> Path:
    """The topmost folder above `folder` that other users cannot enter."""
    return next(parent for parent in reversed(folder.parents) if not parent.stat().st_mode & 0o001)


def attempt(*, read_only: bool) -> None:
    """Do all of it once, in a process that ends afterwards; raises `OSError` where any of it is refused."""
    home = Path(tempfile.mkdtemp(prefix="probe-"))
    try:
        separate_processes()
        pid = os.fork()
        if pid == 0:
            status = 1
            try:
                separate_rest(home, disk_bytes=2**20, files=16, read_only=read_only)
                status = 0
            finally:
                os._exit(status)
        if os.waitpid(pid, 0)[1]:
            raise OSError("mounts of a namespace of its own are refused")
    finally:
        home.rmdir()
