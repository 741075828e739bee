"""How much memory a container leaves for a submission."""

from __future__ import annotations

from pathlib import Path

LIMITS = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")
GRADER_BYTES = 370 * 2**20
"""The grader, its judge and the forkserver together, measured with some to spare."""
LEAST_BYTES = 160 * 2**20
MOST_BYTES = 700 * 2**20


def container_limit(paths: tuple[str, ...] = LIMITS) -> int | None:
    """The memory limit of this container in bytes (cgroup version 2 or 1), or None when there is none."""
    for path in paths:
        try:
            text = Path(path).read_text().strip()
        except OSError:
            continue
        if text.isdigit() and int(text) < 2**50:
            return int(text)
    return None


def worker_bytes(limit: int | None) -> int:
    """What a worker may take: what the grader does not need itself, within sensible bounds."""
    return MOST_BYTES if limit is None else max(LEAST_BYTES, min(MOST_BYTES, limit - GRADER_BYTES))
