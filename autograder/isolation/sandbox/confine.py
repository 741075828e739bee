"""What a forked worker does to itself before it runs a line of a submission; nothing of it can be undone."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import resource
import signal
import tempfile
from pathlib import Path

from autograder.isolation import linux as kernel
from autograder.isolation.sandbox import seccomp
from autograder.isolation.sandbox.policy import Budget


@dataclasses.dataclass(frozen=True)
class Confinement:
    """Where and how a worker is locked in; `uid` is None when the grader cannot change it."""

    home: Path
    budget: Budget
    uid: int | None
    readable: tuple[Path, ...]
    landlock: bool
    seccomp: bool
    read_search: bool
    namespaces: bool


def confine(plan: Confinement, keep: set[int], tasks_of_uid: int) -> None:
    """Lock the calling process in; only the descriptors in `keep` stay open.

    Raises `OSError` when any mechanism that the plan relies on is refused.
    """
    os.setsid()
    _close_all_but(keep)
    _environment(plan.home)
    _write_quietly("/proc/self/oom_score_adj", "1000")
    rules = _rules(plan) if plan.landlock else -1
    _limits(plan.budget, tasks_of_uid)
    if plan.uid is not None:
        _become(plan.uid, read_search=plan.read_search)
    elif plan.namespaces:
        kernel.drop_capabilities()
    kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
    if plan.landlock or plan.uid is not None:  # so that the watcher, as its user, can see its open files
        kernel.prctl(kernel.PR_SET_DUMPABLE, 1)
    if plan.landlock or plan.seccomp:
        kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    if plan.landlock:
        kernel.landlock_restrict(rules)
    if plan.seccomp:
        seccomp.install(own_user=plan.uid is not None)


def _rules(plan: Confinement) -> int:
    """Built while the process may still open every path."""
    own = Path(f"/proc/{os.getpid()}")
    return kernel.landlock_ruleset([*plan.readable, own], [plan.home, Path("/dev/null")], [Path("/dev/shm")])


def _become(uid: int, *, read_search: bool) -> None:
    """Change to an otherwise unused user.

    Where the interpreter lies below a folder that other users cannot enter (a root-only home), the worker keeps the
    right to read past permissions; Landlock, which is in force by then, bounds what that right can reach.
    """
    if read_search:
        kernel.prctl(kernel.PR_SET_KEEPCAPS, 1)
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)
    if read_search:
        kernel.keep_read_search()


def _environment(home: Path) -> None:
    os.chdir(home)
    os.umask(0o077)
    keep = {key: os.environ[key] for key in os.environ if key.endswith("_NUM_THREADS") or key in {"PATH", "LANG"}}
    os.environ.clear()
    folder = str(home)
    os.environ.update(keep, HOME=folder, TMPDIR=folder, MPLCONFIGDIR=f"{folder}/.mpl", IPYTHONDIR=f"{folder}/.ipython")
    tempfile.tempdir = None  # libraries have asked for it already, and would keep the grader's folder


def _close_all_but(keep: set[int]) -> None:
    """Close every inherited descriptor; the standard ones lead nowhere."""
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    for descriptor in [int(name) for name in os.listdir("/proc/self/fd")]:
        if descriptor > 2 and descriptor not in keep:
            with contextlib.suppress(OSError):
                os.close(descriptor)


def _limits(budget: Budget, tasks_of_uid: int) -> None:
    with open("/proc/self/statm") as file:
        mapped = int(file.read().split()[0]) * resource.getpagesize()
    wanted = {
        resource.RLIMIT_AS: mapped + budget.memory_bytes,
        resource.RLIMIT_FSIZE: budget.disk_bytes,
        resource.RLIMIT_NOFILE: 512,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_MSGQUEUE: 0,
        resource.RLIMIT_MEMLOCK: 0,
        resource.RLIMIT_NPROC: tasks_of_uid + budget.processes,
    }
    for limit, value in wanted.items():
        _limit(limit, value, value)
    _limit(resource.RLIMIT_CPU, budget.cpu_seconds, budget.cpu_seconds + 5)


def _limit(limit: int, soft: int, hard: int) -> None:
    """Lower a limit; one that is lower already stays."""
    _, present = resource.getrlimit(limit)
    if present != resource.RLIM_INFINITY:
        soft, hard = min(soft, present), min(hard, present)
    resource.setrlimit(limit, (soft, hard))


def _write_quietly(path: str, text: str) -> None:
    try:
        with open(path, "w") as file:
            file.write(text)
    except OSError:
        return
