"""Whether the process that registered a run still exists."""

from __future__ import annotations

import contextlib
import os
import socket
import time
from pathlib import Path

LEASE_SECONDS = 300.0
"""A run on another machine that has said nothing for this long is taken for dead; a live one speaks every minute."""


def this_process() -> tuple[str, int, str]:
    """Host, pid and start time of this process, which together name no other process, ever."""
    return _host(), os.getpid(), _start_time(os.getpid())


def is_alive(host: str, pid: int, start_time: str, heartbeat: float) -> bool:
    """Whether the process still runs; of another machine's, only how long ago it was heard is known."""
    if host != _host():
        return time.time() - heartbeat < LEASE_SECONDS
    return bool(start_time) and _start_time(pid) == start_time


def _host() -> str:
    """The machine as it was started, and the process numbers it counts in (a container has its own)."""
    boot = ""
    with contextlib.suppress(OSError):
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    with contextlib.suppress(OSError):
        boot += " " + os.readlink("/proc/self/ns/pid")
    return f"{socket.gethostname()} {boot}".strip()


def _start_time(pid: int) -> str:
    """When a process started, in clock ticks since the machine did; empty when there is none, or only its zombie."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ""
    return "" if fields[0] in "ZX" else fields[19]
