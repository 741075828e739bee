"""What mechanisms are called and said to do: the words of `autograder doctor` and of the summary in every result.

Nothing is looked up by these words, and nothing else in the package repeats them.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from autograder.isolation.sandbox.mechanisms import Isolation, Mechanism


@dataclasses.dataclass(frozen=True)
class Words:
    """What a mechanism is called, what it protects, and how to get it where it is missing."""

    label: str
    protects: str
    advice: str


WORDS = {
    Mechanism.OWN_USER: Words(
        "separate user", "the worker cannot touch files or processes of the grader",
        "run the grader as root, as Gradescope does"),
    Mechanism.NO_NEW_PRIVILEGES: Words(
        "no new privileges", "no program can give the worker more rights than it has, and it has none",
        "use Linux 3.5 or newer"),
    Mechanism.FILE_RULES: Words(
        "file rules (Landlock)", "the worker reads Python and its own folder, nothing else",
        "use Linux 5.13 or newer with Landlock in its list of security modules"),
    Mechanism.NETWORK_RULES: Words(
        "network rules (Landlock 4)", "no TCP, a second line behind the system-call filter",
        "use Linux 6.7 or newer"),
    Mechanism.SIGNAL_RULES: Words(
        "signal rules (Landlock 6)", "the worker cannot signal the grader, even as the same user",
        "use Linux 6.12 or newer, or run the grader as root"),
    Mechanism.SYSTEM_CALL_FILTER: Words(
        "system-call filter", "no network, no tracing, no new programs or namespaces, no call that nobody has reviewed",
        "install libseccomp (package libseccomp2) and pyseccomp"),
    Mechanism.NAMESPACES: Words(
        "namespaces", "the worker sees no process, network, IPC or shared memory but its own; its folder is a file "
        "system of limited size that vanishes with it",
        "run as root outside a container, or allow unprivileged user namespaces"),
    Mechanism.READ_ONLY_VIEW: Words(
        "read-only view", "outside its folder the worker changes nothing, not even times of access",
        "as for namespaces, with Linux 5.12 or newer"),
    Mechanism.MEMORY_GROUP: Words(
        "memory control group", "the kernel counts all memory of a worker, its own for it included",
        "let the grader make control groups: as root, or in a delegated group (systemd-run --user -p Delegate=yes)"),
    Mechanism.LIMITS: Words(
        "limits", "processor time, memory, file size, open files and processes; what all processes of a worker use "
        "together is watched from outside",
        "use Linux 3.4 or newer"),
    Mechanism.CLEANUP: Words(
        "clearing up", "", "use Linux 3.4 or newer"),
}  # fmt: skip


def summary(isolation: Isolation) -> str:
    """The mechanisms in force, in one line; `none` where a submission runs unprotected."""
    return ", ".join(WORDS[mechanism].label for mechanism in Mechanism if mechanism in isolation) or "none"


def explanation(isolation: Isolation) -> Iterator[str]:
    """What each mechanism protects, or how to get it, line by line."""
    for mechanism in Mechanism:
        words = WORDS[mechanism]
        protects = _clearing_up(isolation) if mechanism is Mechanism.CLEANUP else words.protects
        yield f"{'works  ' if mechanism in isolation else 'MISSING'}  {words.label}: {protects}"
        if mechanism not in isolation:
            problem = isolation.problem(mechanism)
            yield f"         to get it: {words.advice}" + (f" ({problem})" if problem else "")


def _clearing_up(isolation: Isolation) -> str:
    if Mechanism.NAMESPACES in isolation:
        return "everything a worker started ends with its process namespace"
    if Mechanism.OWN_USER in isolation:
        return "everything a worker's user runs is killed at once, and its files in shared folders are removed"
    return "all descendants of a worker are killed; files it leaves in shared memory are removed unless they are in use"
