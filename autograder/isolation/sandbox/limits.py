"""The limits that the kernel holds for a worker and all it will start."""

from __future__ import annotations

import resource

from autograder.isolation.sandbox.policy import Budget

DESCRIPTORS = 128
"""A pool of eight processes needs some 50; every socket holds a buffer that no process's size shows."""
CPU_GRACE = 5
PENDING_SIGNALS = 256


def fixed_limits(budget: Budget) -> dict[int, int]:
    """The hard limits that do not depend on the process or its user."""
    return {
        resource.RLIMIT_FSIZE: budget.disk_bytes,
        resource.RLIMIT_NOFILE: DESCRIPTORS,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_MSGQUEUE: 0,
        resource.RLIMIT_MEMLOCK: 0,
        resource.RLIMIT_SIGPENDING: PENDING_SIGNALS,
        resource.RLIMIT_CPU: budget.cpu_seconds + CPU_GRACE,
    }


def apply(budget: Budget, tasks_of_uid: int) -> None:
    """Limit the calling process; `tasks_of_uid` run as its user already, and count against the limit on processes."""
    with open("/proc/self/statm") as file:
        mapped = int(file.read().split()[0]) * resource.getpagesize()
    _lower(resource.RLIMIT_AS, mapped + budget.memory_bytes)
    _lower(resource.RLIMIT_NPROC, tasks_of_uid + budget.processes)
    for limit, value in fixed_limits(budget).items():
        _lower(limit, value)
    # The soft limit comes first: its signal says what happened, the hard one only kills.
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (min(budget.cpu_seconds, hard), hard))


def _lower(limit: int, value: int) -> None:
    """Set a limit; one that is lower already stays."""
    _, present = resource.getrlimit(limit)
    value = value if present == resource.RLIM_INFINITY else min(value, present)
    resource.setrlimit(limit, (value, value))
