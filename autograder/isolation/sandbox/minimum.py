"""The least isolation with which a submission is graded at all."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from autograder.errors import IsolationError
from autograder.isolation import linux as kernel
from autograder.isolation.sandbox import probes
from autograder.isolation.sandbox.mechanisms import Isolation, Mechanism
from autograder.isolation.sandbox.read_paths import reachable_by_others, readable_by_others

ADVICE = "Run `autograder doctor` to see what to enable, or grade with --no-isolation at your own risk."


def require_minimum(isolation: Isolation, forbidden: Iterable[Path] = ()) -> None:
    """Raise `IsolationError`, which says what is missing, when grading must not start.

    The minimum: a system-call filter, no new privileges, limits and clearing up; a user of its own, or a process
    namespace or Landlock's signal rules so that the grader cannot be signalled; Landlock's file rules, or a user of its
    own that cannot read any `forbidden` path.
    """
    for mechanism, danger in INDISPENSABLE.items():
        if mechanism not in isolation:
            _refuse(f"{danger} ({isolation.problem(mechanism)})" if isolation.problem(mechanism) else danger)
    if not isolation.in_force & KEEP_FROM_SIGNALLING:
        _refuse("a submission could neither run as another user nor be kept from signalling the grader")
    if Mechanism.FILE_RULES not in isolation:
        if Mechanism.OWN_USER not in isolation:
            _refuse("a submission could read the hidden tests")
        _require_unreadable(forbidden)
    if Mechanism.OWN_USER in isolation:
        _require_interpreter(isolation)


INDISPENSABLE = {
    Mechanism.NO_NEW_PRIVILEGES: "a submission could gain rights through a program",
    Mechanism.SYSTEM_CALL_FILTER:
        "no system-call filter can be put in force, so a submission could use the network or start programs",
    Mechanism.LIMITS: "a submission could use as much of this machine as it likes",
    Mechanism.CLEANUP: "what a submission has started could not be ended",
}  # fmt: skip
KEEP_FROM_SIGNALLING = {Mechanism.OWN_USER, Mechanism.NAMESPACES, Mechanism.SIGNAL_RULES}


def _refuse(why: str) -> None:
    raise IsolationError("isolation", f"this machine cannot isolate submissions: {why}", ADVICE)


def _require_interpreter(isolation: Isolation) -> None:
    """A worker's user has to get to the interpreter, and to be allowed to read it."""
    unreadable = probes.unreadable_interpreter()
    if unreadable:
        _refuse(f"a worker's user may not read {unreadable} of the Python interpreter (chmod -R o+rX would let it)")
    if not probes.closed_python_folders() or Mechanism.NAMESPACES in isolation:
        return
    if Mechanism.FILE_RULES not in isolation or not kernel.has_capability(kernel.CAP_DAC_READ_SEARCH):
        _refuse(f"the Python interpreter ({sys.executable}) lies in a folder that a worker's user cannot enter")


def _require_unreadable(forbidden: Iterable[Path]) -> None:
    """Without file rules, no other user may read the paths to hide; folders of this interpreter are left aside."""
    for path in forbidden:
        shown = next(readable_by_others(path), None) if path.exists() and reachable_by_others(path) else None
        if shown is not None:
            _refuse(
                f"without Landlock every user can read {shown}: take that right away (chmod -R o-rwx) and try again"
            )
