"""What an attack leaves behind: files where everybody may write, processes of its user, hidden inputs in what is shown."""

from __future__ import annotations

import glob
import os
import time
from collections.abc import Container

FOLDERS = ("/tmp", "/var/tmp", "/dev/shm", "/run/lock", "/var/lock", "/", os.path.expanduser("~"))
SECRET_INPUTS = ("INPUT", "7.25", "[0.5, 3.0]", "7p25", "725 coordinates", "relative size 0.72")
LEASED = range(61_000, 62_000)


class Traces:
    """Compares the machine now with what it was when this object was made; `uids` are those that workers run as."""

    def __init__(self, uids: Container[int] = LEASED) -> None:
        self._uids = uids
        self._files = _canaries()
        self._running = set(self._processes())
        self._since = _ticks_since_boot()

    def files(self) -> list[str]:
        """Files named as attacks name theirs that have come since."""
        return sorted(_canaries() - self._files)

    def processes(self, *, patience: float) -> list[int]:
        """Processes of workers' users that have come since and do not go away within `patience` seconds."""
        until, deadline = _ticks_since_boot(), time.monotonic() + patience
        ours = {p for p in self._processes() if p not in self._running and self._since <= p[1] <= until}
        while ours and time.monotonic() < deadline:
            time.sleep(0.5)
            ours &= set(self._processes())
        return sorted(pid for pid, _ in ours)

    def _processes(self) -> list[tuple[int, int]]:
        """Number and start time of live processes."""
        found = []
        for folder in glob.glob("/proc/[0-9]*"):
            try:
                if os.stat(folder).st_uid in self._uids:
                    with open(f"{folder}/stat") as file:
                        fields = file.read().rpartition(")")[2].split()
                    if fields[0] not in "ZX":
                        found.append((int(os.path.basename(folder)), int(fields[19])))
            except (OSError, IndexError):
                continue
        return found


def _canaries() -> set[str]:
    return {path for folder in FOLDERS for path in glob.glob(os.path.join(folder, "attack-canary*"))}


def _ticks_since_boot() -> int:
    return int(time.clock_gettime(time.CLOCK_BOOTTIME) * os.sysconf("SC_CLK_TCK"))
