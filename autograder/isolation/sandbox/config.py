"""What every worker of one pool has in common, and where one of them lives."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from autograder.isolation.sandbox.mechanisms import Isolation, Mechanism
from autograder.isolation.sandbox.policy import Budget


@dataclasses.dataclass(frozen=True, kw_only=True)
class WorkerConfig:
    """How workers are confined.

    `readable` is what Landlock lets them read. `behind_closed_folders` are the interpreter's folders that a user of
    its own cannot reach; they are either brought within reach in a mount namespace, or the worker keeps the right to
    read past permissions (`read_search`), which Landlock then bounds.
    """

    budget: Budget
    isolation: Isolation
    readable: tuple[Path, ...] = ()
    behind_closed_folders: tuple[Path, ...] = ()

    @property
    def read_search(self) -> bool:
        """Whether workers keep CAP_DAC_READ_SEARCH."""
        return (
            bool(self.behind_closed_folders)
            and Mechanism.OWN_USER in self.isolation
            and Mechanism.NAMESPACES not in self.isolation
        )


@dataclasses.dataclass(frozen=True)
class Place:
    """A worker's folder and its user; `uid` is None when the grader cannot change it."""

    home: Path
    uid: int | None = None
