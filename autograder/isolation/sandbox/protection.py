"""What this machine offers for isolation, found out by trying, and said in plain words."""

from __future__ import annotations

import dataclasses
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from autograder.isolation import linux as kernel
from autograder.isolation.sandbox import namespaces, seccomp
from autograder.isolation.sandbox.read_paths import reachable_by_others, readable_by_others


@dataclasses.dataclass(frozen=True)
class Protection:
    """One mechanism: whether it works here, what it protects, and what to do when it does not."""

    name: str
    works: bool
    protects: str
    advice: str = ""


def protections() -> tuple[Protection, ...]:
    """Try every mechanism and report on each."""
    abi = kernel.landlock_abi()
    missing = seccomp.available() or _tried(seccomp.install)
    alone = _tried(namespaces.attempt)
    no_rights = _tried(lambda: kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1))
    return (
        Protection("separate user", can_change_uid(), "the worker cannot touch files or processes of the grader",
                   "run the grader as root, as Gradescope does"),
        Protection("no new privileges", not no_rights, "no program can give the worker more rights than it has",
                   "use Linux 3.5 or newer"),
        Protection("file rules (Landlock)", abi >= 1, "the worker reads Python and its own folder, nothing else",
                   "use Linux 5.13 or newer with Landlock in its list of security modules"),
        Protection("network rules (Landlock 4)", abi >= 4, "no TCP, a second line behind the system-call filter",
                   "use Linux 6.7 or newer"),
        Protection("signal rules (Landlock 6)", abi >= 6, "the worker cannot signal the grader, even as the same user",
                   "use Linux 6.12 or newer, or run the grader as root"),
        Protection("system-call filter", not missing, "no network, no tracing, no new programs or namespaces",
                   f"install libseccomp (package libseccomp2) and pyseccomp: {missing}"),
        Protection("namespaces", not alone, "the worker sees no process, network, IPC or shared memory but its own; "
                   "its folder is a file system of limited size that vanishes with it",
                   f"run as root outside a container, or allow unprivileged user namespaces: {alone}"),
        Protection("limits", True, "processor time, memory, file size, open files and processes; the memory of all "
                   "processes of a worker together is watched from outside"),
        Protection("clearing up", True, _clearing_up(alone=not alone)),
    )  # fmt: skip


def _clearing_up(*, alone: bool) -> str:
    if alone:
        return "everything a worker started ends with its process namespace"
    if os.geteuid() == 0:
        return "everything a worker's user runs is killed at once, and its files in shared folders are removed"
    return "all descendants of a worker are killed; files it leaves in shared memory are removed unless they are in use"


def minimum_is_met(found: tuple[Protection, ...], forbidden: Iterable[Path] = ()) -> str:
    """An empty text when grading may start, else what is missing.

    The minimum: a system-call filter; a user of its own, or a process namespace or Landlock's signal rules so that the
    grader cannot be signalled; Landlock's file rules, or a user of its own that cannot read any `forbidden` path.
    """
    works = {protection.name: protection.works for protection in found}
    if not works["no new privileges"]:
        return "a submission could gain rights through a program"
    if not works["system-call filter"]:
        return "no system-call filter can be put in force, so a submission could use the network or start programs"
    if not any(works[name] for name in ("separate user", "namespaces", "signal rules (Landlock 6)")):
        return "a submission could neither run as another user nor be kept from signalling the grader"
    if not works["separate user"] and not works["file rules (Landlock)"]:
        return "a submission could read the hidden tests"
    if not works["separate user"]:
        return "" if works["file rules (Landlock)"] else "a submission could read the hidden tests"
    if interpreter_is_reachable():
        return "" if works["file rules (Landlock)"] else _readable(forbidden)
    if not works["file rules (Landlock)"] or not kernel.has_capability(kernel.CAP_DAC_READ_SEARCH):
        return f"the Python interpreter ({sys.executable}) lies in a folder that a worker's user cannot enter"
    return ""


def _readable(forbidden: Iterable[Path]) -> str:
    """What other users can read of the paths to hide, folders of this interpreter left aside."""
    for path in forbidden:
        shown = next(readable_by_others(path), None) if path.exists() and reachable_by_others(path) else None
        if shown is not None:
            return f"without Landlock every user can read {shown}: take that right away (chmod -R o-rwx) and try again"
    return ""


def can_change_uid() -> bool:
    """Whether this process may become another user."""
    return os.geteuid() == 0 and not _tried(lambda: os.setresuid(61_999, 61_999, 61_999))


def interpreter_is_reachable() -> bool:
    """Whether a user without any rights can read this interpreter and its libraries."""
    folders = {sys.prefix, sys.base_prefix, os.path.dirname(os.path.realpath(sys.executable))}
    return all(reachable_by_others(Path(folder)) for folder in folders)


def _tried(deed: Callable[[], object]) -> str:
    """Do `deed` in a child; an empty text when it worked, else the error."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        message = "unknown error"
        try:
            deed()
            message = ""
        except BaseException as error:
            message = f"{type(error).__name__}: {error}"
        finally:
            os.write(writer, message.encode()[:500])
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as file:
        message = file.read().decode(errors="replace")
    _, status = os.waitpid(pid, 0)
    return message if status == 0 else f"the attempt ended with status {status}"
