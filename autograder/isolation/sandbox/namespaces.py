"""A world of a worker's own: processes, mounts, shared memory, IPC and network, where the kernel allows it.

Root may always make one, other users where unprivileged user namespaces are allowed; the default profile of a container
allows neither. The process namespace is made by the warden, whose first child becomes its init process: with that child
everything in the namespace ends, however often it forked. After that the warden can start no further process.
"""

from __future__ import annotations

import os
from pathlib import Path

from autograder.isolation import linux as kernel

_NEWNS, _NEWIPC, _NEWUSER, _NEWPID, _NEWNET = 0x00020000, 0x08000000, 0x10000000, 0x20000000, 0x40000000
_MS_NOSUID, _MS_NODEV, _MS_NOEXEC, _MS_REC, _MS_PRIVATE = 2, 4, 8, 1 << 14, 1 << 18
_QUIET = _MS_NOSUID | _MS_NODEV | _MS_NOEXEC
SHARED_MEMORY_BYTES = 64 * 2**20


def separate_processes() -> None:
    """Give all children to come a process namespace of their own; raises `OSError` where that is not allowed.

    An ordinary user needs a user namespace for it, in which only this user exists.
    """
    if os.geteuid() != 0:
        uid, gid = os.getuid(), os.getgid()
        kernel.prctl(kernel.PR_SET_DUMPABLE, 1)  # else these files of its own are root's; no worker runs yet
        kernel.unshare(_NEWUSER)
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{uid} {uid} 1")
        Path("/proc/self/gid_map").write_text(f"{gid} {gid} 1")
        kernel.prctl(kernel.PR_SET_DUMPABLE, 0)
    kernel.unshare(_NEWPID)


def separate_rest(home: Path, *, disk_bytes: int, files: int) -> None:
    """In the worker, before it is confined: no network, its own IPC and shared memory, a /proc without strangers.

    `home` becomes an empty file system of limited size that vanishes with the last process that uses it.
    """
    kernel.unshare(_NEWNS | _NEWIPC | _NEWNET)
    kernel.mount("none", "/", "", _MS_REC | _MS_PRIVATE, "")
    kernel.mount("proc", "/proc", "proc", _QUIET, "")
    kernel.mount("tmpfs", str(home), "tmpfs", _QUIET, f"mode=700,size={disk_bytes},nr_inodes={files}")
    kernel.mount("tmpfs", "/dev/shm", "tmpfs", _QUIET, f"mode=1777,size={SHARED_MEMORY_BYTES}")


def attempt() -> None:
    """Do all of it once, in a process that ends afterwards; raises `OSError` where any of it is refused."""
    separate_processes()
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            separate_rest(Path("/dev/shm"), disk_bytes=2**20, files=16)
            status = 0
        finally:
            os._exit(status)
    if os.waitpid(pid, 0)[1]:
        raise OSError("mounts of a namespace of its own are refused")
