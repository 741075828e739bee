"""What this machine offers for isolation, found out by trying, and said in plain words."""

from __future__ import annotations

import dataclasses
import os
import sys
from collections.abc import Callable
from pathlib import Path

from autograder.sandbox import kernel, seccomp
from autograder.sandbox.readable import reachable_by_others


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
    return (
        Protection("separate user", can_change_uid(), "the worker cannot touch files or processes of the grader",
                   "run the grader as root, as Gradescope does"),
        Protection("file rules (Landlock)", abi >= 1, "the worker reads Python and its own folder, nothing else",
                   "use Linux 5.13 or newer with Landlock in its list of security modules"),
        Protection("signal rules (Landlock 6)", abi >= 6, "the worker cannot signal the grader, even as the same user",
                   "use Linux 6.12 or newer, or run the grader as root"),
        Protection("system-call filter", not missing, "no network, no tracing, no new programs or namespaces",
                   f"install libseccomp (package libseccomp2) and pyseccomp: {missing}"),
    )  # fmt: skip


def minimum_is_met(found: tuple[Protection, ...]) -> str:
    """An empty text when grading may start, else what is missing.

    The minimum: a system-call filter, and either a user of its own or Landlock with signal rules.
    """
    works = {protection.name: protection.works for protection in found}
    if not works["system-call filter"]:
        return "no system-call filter can be put in force, so a submission could use the network or start programs"
    if not works["separate user"] and not works["signal rules (Landlock 6)"]:
        return "a submission could neither run as another user nor be kept from signalling the grader"
    if not works["separate user"] and not works["file rules (Landlock)"]:
        return "a submission could read the hidden tests"
    if works["separate user"] and not works["file rules (Landlock)"] and not interpreter_is_reachable():
        return "the Python interpreter lies in a folder that a worker's user cannot enter"
    return ""


def can_change_uid() -> bool:
    """Whether this process may become another user."""
    return os.geteuid() == 0 and not _tried(lambda: os.setresuid(61_999, 61_999, 61_999))


def interpreter_is_reachable() -> bool:
    """Whether a user without any rights can read this interpreter and its libraries."""
    folders = {
        sys.prefix,
        sys.base_prefix,
        os.path.dirname(os.path.realpath(sys.executable)),
        os.path.dirname(__file__),
    }
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
