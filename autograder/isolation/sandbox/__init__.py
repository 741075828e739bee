"""Starting, limiting and killing the untrusted workers that run submissions."""

from __future__ import annotations

from autograder.errors import SandboxError
from autograder.isolation.sandbox.mechanisms import Isolation, Mechanism
from autograder.isolation.sandbox.minimum import require_minimum
from autograder.isolation.sandbox.orders import Cause
from autograder.isolation.sandbox.policy import Budget
from autograder.isolation.sandbox.pool import WorkerPool
from autograder.isolation.sandbox.probes import try_mechanisms
from autograder.isolation.sandbox.process import CellRun, Ran, State, WorkerGone, WorkerProcess, WorkerState
from autograder.isolation.sandbox.wording import explanation, summary

__all__ = [
    "Budget", "Cause", "CellRun", "Isolation", "Mechanism", "Ran", "SandboxError", "State", "WorkerGone", "WorkerPool",
    "WorkerProcess", "WorkerState", "explanation", "require_minimum", "summary", "try_mechanisms",
]  # fmt: skip
