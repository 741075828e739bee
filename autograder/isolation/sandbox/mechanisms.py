"""The mechanisms that keep a submission apart, as things that code can ask for; their words are in `wording`."""

from __future__ import annotations

import dataclasses
import enum


class Mechanism(enum.Enum):
    """One way in which a worker is kept from something. The values travel between processes and mean nothing else."""

    OWN_USER = "own_user"
    NO_NEW_PRIVILEGES = "no_new_privileges"
    FILE_RULES = "file_rules"
    NETWORK_RULES = "network_rules"
    SIGNAL_RULES = "signal_rules"
    SYSTEM_CALL_FILTER = "system_call_filter"
    NAMESPACES = "namespaces"
    READ_ONLY_VIEW = "read_only_view"
    MEMORY_GROUP = "memory_group"
    LIMITS = "limits"
    CLEANUP = "cleanup"


STANDS_ON = {
    Mechanism.NETWORK_RULES: Mechanism.FILE_RULES,
    Mechanism.SIGNAL_RULES: Mechanism.FILE_RULES,
    Mechanism.READ_ONLY_VIEW: Mechanism.NAMESPACES,
}
"""Mechanisms that are a part of another one and fall with it."""


@dataclasses.dataclass(frozen=True)
class Attempt:
    """What happened when a mechanism was tried on this machine; `problem` is None where it worked."""

    mechanism: Mechanism
    problem: str | None = None


@dataclasses.dataclass(frozen=True)
class Isolation:
    """The mechanisms in force, and how each was tried.

    Whatever is in force is applied to every worker and looked at from inside before the worker takes its first order;
    a worker where that fails is not started.
    """

    in_force: frozenset[Mechanism] = frozenset()
    attempts: tuple[Attempt, ...] = ()

    @classmethod
    def of(cls, attempts: tuple[Attempt, ...]) -> Isolation:
        """Everything that worked, and whose ground did."""
        worked = {attempt.mechanism for attempt in attempts if attempt.problem is None}
        return cls(frozenset(m for m in worked if STANDS_ON.get(m, m) in worked), attempts)

    def __contains__(self, mechanism: Mechanism) -> bool:
        return mechanism in self.in_force

    @property
    def without_any(self) -> bool:
        """Whether submissions run unprotected."""
        return not self.in_force

    def problem(self, mechanism: Mechanism) -> str:
        """Why a mechanism is not in force, as the machine said it; empty where nothing was said."""
        problems = (a.problem for a in self.attempts if a.mechanism is mechanism)
        return next((problem for problem in problems if problem), "")


UNPROTECTED = Isolation()
