"""Which mechanisms this machine offers, found out by trying each in a process that ends afterwards."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from autograder.isolation import linux as kernel
from autograder.isolation.sandbox import control_group, limits, namespaces, seccomp
from autograder.isolation.sandbox.children import ask_child
from autograder.isolation.sandbox.config import Place, WorkerConfig
from autograder.isolation.sandbox.mechanisms import UNPROTECTED, Attempt, Isolation, Mechanism
from autograder.isolation.sandbox.policy import Budget
from autograder.isolation.sandbox.read_paths import python_folders, reachable_by_others
from autograder.isolation.sandbox.verify import CHECKS, spaces

PROBE_SECONDS = 10.0
PROBE_UID = 61_999
"""Outside the range of users that workers get."""


def try_mechanisms() -> Isolation:
    """Try every mechanism; what raises, dies or does not answer is not in force."""
    return Isolation.of(tuple(Attempt(mechanism, _problem(probe)) for mechanism, probe in PROBES.items()))


def _problem(probe: Callable[[], object]) -> str | None:
    """None when the probe came to its end in a child of its own, else why not."""
    answer = ask_child(lambda: _outcome(probe), seconds=PROBE_SECONDS)
    if answer is None:
        return "the attempt did not come to its end"
    return None if answer == b"works" else answer.decode(errors="replace")


def _outcome(probe: Callable[[], object]) -> bytes:
    try:
        probe()
    except BaseException as error:
        return f"{type(error).__name__}: {error}"[:500].encode()
    return b"works"


def _check(mechanism: Mechanism, place: Place | None = None) -> None:
    """Look whether what a probe has just applied does anything, as every worker does."""
    CHECKS[mechanism](WorkerConfig(budget=Budget(), isolation=UNPROTECTED), place or Place(Path("/")), spaces())


def can_change_uid() -> None:
    """Become another user; raises `OSError` where that is not allowed."""
    if os.geteuid() != 0:
        raise PermissionError("only root can run a worker as another user")
    os.setgroups([])
    os.setresgid(PROBE_UID, PROBE_UID, PROBE_UID)
    os.setresuid(PROBE_UID, PROBE_UID, PROBE_UID)
    _check(Mechanism.OWN_USER, Place(Path("/"), PROBE_UID))


def _no_new_privileges() -> None:
    kernel.drop_capabilities()
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    _check(Mechanism.NO_NEW_PRIVILEGES)


def _landlock(version: int, mechanism: Mechanism) -> None:
    found = kernel.landlock_abi()
    if found < version:
        raise OSError(f"Landlock has version {found} here, {version} is needed")
    rules = kernel.landlock_ruleset([], [], [])
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    kernel.landlock_restrict(rules)
    _check(mechanism)


def _system_call_filter() -> None:
    os.setsid()
    seccomp.install(own_user=True, read_only_view=True)
    _check(Mechanism.SYSTEM_CALL_FILTER)


def _limits() -> None:
    limits.apply(Budget(), 0)
    _check(Mechanism.LIMITS)


def _cleanup() -> None:
    kernel.prctl(kernel.PR_SET_CHILD_SUBREAPER, 1)
    if not kernel.is_subreaper():
        raise OSError("orphans cannot be taken over")


PROBES: dict[Mechanism, Callable[[], object]] = {
    Mechanism.OWN_USER: can_change_uid,
    Mechanism.NO_NEW_PRIVILEGES: _no_new_privileges,
    Mechanism.FILE_RULES: lambda: _landlock(1, Mechanism.FILE_RULES),
    Mechanism.NETWORK_RULES: lambda: _landlock(4, Mechanism.NETWORK_RULES),
    Mechanism.SIGNAL_RULES: lambda: _landlock(6, Mechanism.SIGNAL_RULES),
    Mechanism.SYSTEM_CALL_FILTER: _system_call_filter,
    Mechanism.NAMESPACES: lambda: namespaces.attempt(read_only=False),
    Mechanism.READ_ONLY_VIEW: lambda: namespaces.attempt(read_only=True),
    Mechanism.MEMORY_GROUP: control_group.attempt,
    Mechanism.LIMITS: _limits,
    Mechanism.CLEANUP: _cleanup,
}


def closed_python_folders() -> tuple[Path, ...]:
    """Folders of this interpreter and its libraries that a user without any rights cannot get to."""
    return tuple(folder for folder in python_folders() if not reachable_by_others(folder))


def unreadable_interpreter() -> str:
    """What of the interpreter no other user may read, wherever it lies; empty when all is well."""
    looked_at = (Path(os.__file__), Path(sys.prefix), Path(os.path.realpath(sys.executable)))
    return next((str(path) for path in looked_at if not path.stat().st_mode & 0o004), "")
