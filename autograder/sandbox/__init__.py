"""Starting, limiting and killing the untrusted workers that run submissions."""

from __future__ import annotations

from autograder.sandbox.host import Host, SandboxError
from autograder.sandbox.policy import Budget
from autograder.sandbox.process import CellRun, WorkerGone, WorkerProcess
from autograder.sandbox.protection import Protection, minimum_is_met, protections

__all__ = [
    "Budget", "CellRun", "Host", "Protection", "SandboxError", "WorkerGone", "WorkerProcess", "minimum_is_met",
    "protections",
]  # fmt: skip
