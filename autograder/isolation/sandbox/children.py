"""Children of a grading process: asked one question, ended, collected, each within a time."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import time
from collections.abc import Callable

LONGEST_ANSWER = 4096
DEATH_SECONDS = 5.0
"""How long a process that got SIGKILL may take to die; one in the middle of a kernel's operation takes a moment."""


def ask_child(question: Callable[[], bytes], *, seconds: float, attempts: int = 1) -> bytes | None:
    """What `question` returns in a forked child; None when it raises, dies, is stopped or does not answer in time.

    A child that runs as a worker's user can be stopped or killed by the worker; it is replaced `attempts` - 1 times.
    """
    for _ in range(attempts):
        reader, writer = os.pipe()
        pid = os.fork()
        if pid == 0:
            try:
                os.write(writer, b"=" + question()[: LONGEST_ANSWER - 1])
            finally:
                os._exit(0)
        os.close(writer)
        try:
            answer = _answer(pid, reader, time.monotonic() + seconds)
        finally:
            os.close(reader)
            end_child(pid)
        if answer.startswith(b"="):
            return answer[1:]
    return None


def _answer(pid: int, reader: int, deadline: float) -> bytes:
    """All that the child writes; nothing when it does not come in time or the child stands still."""
    while (left := deadline - time.monotonic()) > 0:
        if select.select([reader], [], [], min(left, 0.05))[0]:
            return os.read(reader, LONGEST_ANSWER)  # a pipe delivers so few bytes at once
        if _is_stopped(pid):
            return b""
    return b""


def _is_stopped(pid: int) -> bool:
    with contextlib.suppress(ChildProcessError):
        return os.waitid(os.P_PID, pid, os.WSTOPPED | os.WNOHANG | os.WNOWAIT) is not None
    return True


def end_child(pid: int, seconds: float = DEATH_SECONDS) -> bool:
    """Kill a child and collect it; returns whether it is gone within `seconds`."""
    deadline = time.monotonic() + seconds
    with contextlib.suppress(ChildProcessError):
        # Not yet collected, so that its number cannot be another process's by now.
        os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        os.kill(pid, signal.SIGKILL)
        while os.waitpid(pid, os.WNOHANG)[0] == 0:
            if time.monotonic() > deadline:
                return False
            time.sleep(0.0005)
    return True


def has_children() -> bool:
    """Whether this process has any child, alive or not yet collected."""
    try:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return False
    return True


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
