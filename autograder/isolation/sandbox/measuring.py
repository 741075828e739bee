"""Exact sums of what processes use, read from /proc by someone who may see it; one that hides is an `OSError`."""

from __future__ import annotations

import contextlib
import os
import re
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from autograder.isolation import linux as kernel
from autograder.isolation.sandbox.children import ask_child

MEASURE_SECONDS, MEASURE_ATTEMPTS = 3.0, 3
PIPE_BYTES = 2**16
_SHARE = re.compile(rb"^(?:Pss_(?:Anon|Shmem)|SwapPss):\s+(\d+) kB", re.MULTILINE)
_DELETED = re.compile(rb"^(\w+)-(\w+) \S+ \S+ (\S+) (\d+) +/.*\(deleted\)$", re.MULTILINE)


def socket_bytes() -> int:
    """What the data that waits in one socket can take of the kernel's memory: its buffer and one message more."""
    with contextlib.suppress(OSError, ValueError):
        return int(Path("/proc/sys/net/core/wmem_default").read_text()) + PIPE_BYTES
    return 2**18


def as_user(uid: int, measure: Callable[[], int]) -> int | None:
    """Call `measure` in a child that runs as `uid`; None when it fails, as it does on processes that hide.

    Whatever runs as `uid` can stop or kill that child, which is then replaced, a few times.
    """

    def question() -> bytes:
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        kernel.prctl(kernel.PR_SET_KEEPCAPS, 1)
        os.setresuid(uid, uid, uid)
        with contextlib.suppress(OSError):  # a worker that kept this right is seen only by those who have it too
            kernel.keep_read_search()
        return str(measure()).encode()

    answer = ask_child(question, seconds=MEASURE_SECONDS, attempts=MEASURE_ATTEMPTS)
    return int(answer) if answer is not None and answer.isdigit() else None


def memory(pids: list[int]) -> int:
    """Bytes of memory and swap, a page shared by n processes counted as an n-th each, and of what waits in sockets."""
    total = 0
    for pid in pids:
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            total += sum(map(int, _SHARE.findall(Path(f"/proc/{pid}/smaps_rollup").read_bytes())))
    return 1024 * total + waiting(pids)


def waiting(pids: list[int]) -> int:
    """Bytes that the sockets and pipes of processes can hold."""
    links = {link for _, link in _open_files(pids)}
    sockets = sum(link.startswith("socket:") for link in links)
    return sockets * socket_bytes() + sum(link.startswith("pipe:") for link in links) * PIPE_BYTES


def _open_files(pids: list[int]) -> Iterator[tuple[str, str]]:
    """Every open file as its name in /proc and what that points to; the filter lets no thread have files of its own."""
    for pid in pids:
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            for name in os.listdir(f"/proc/{pid}/fd"):
                with contextlib.suppress(FileNotFoundError):
                    yield f"/proc/{pid}/fd/{name}", os.readlink(f"/proc/{pid}/fd/{name}")


def unlinked(pids: list[int]) -> int:
    """Bytes of regular files that the processes hold open, or mapped, without a name."""
    sizes: dict[tuple[int, int], int] = {}
    for path, _ in _open_files(pids):
        with contextlib.suppress(FileNotFoundError):
            status = os.stat(path)
            if stat.S_ISREG(status.st_mode) and status.st_nlink == 0:
                sizes[status.st_dev, status.st_ino] = status.st_blocks * 512
    for pid in pids:
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            for start, end, device, inode in _DELETED.findall(Path(f"/proc/{pid}/maps").read_bytes()):
                major, minor = (int(part, 16) for part in device.split(b":"))
                sizes.setdefault((os.makedev(major, minor), int(inode)), int(end, 16) - int(start, 16))
    return sum(sizes.values())


def tree(home: Path, most: int) -> tuple[int, int]:
    """Bytes and number of files below `home`, counted no further than `most` files."""
    size = count = 0
    stack = [str(home)]
    while stack and count <= most:
        with contextlib.suppress(OSError), os.scandir(stack.pop()) as entries:
            for entry in entries:
                count += 1
                with contextlib.suppress(OSError):
                    size += entry.stat(follow_symlinks=False).st_blocks * 512
                if count > most:
                    break
                if entry.is_dir(follow_symlinks=False):
                    stack.append(entry.path)
    return size, count
