"""Starting, limiting and killing the untrusted workers that run submissions."""

from __future__ import annotations

from autograder.errors import SandboxError
from autograder.isolation.sandbox.policy import Budget
from autograder.isolation.sandbox.pool import Host
from autograder.isolation.sandbox.process import CellRun, WorkerGone, WorkerProcess
from autograder.isolation.sandbox.protection import Protection, minimum_is_met, protections

__all__ = [
    "Budget", "CellRun", "Host", "Protection", "SandboxError", "WorkerGone", "WorkerProcess", "minimum_is_met",
    "protections",
]  # fmt: skip
