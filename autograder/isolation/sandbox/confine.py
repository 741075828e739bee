"""What a forked worker does to itself before it runs a line of a submission; nothing of it can be undone."""

from __future__ import annotations

import contextlib
import os
import signal
import tempfile
from pathlib import Path

from autograder.isolation import linux as kernel
from autograder.isolation.sandbox import limits, seccomp
from autograder.isolation.sandbox.config import Place, WorkerConfig
from autograder.isolation.sandbox.mechanisms import Mechanism
from autograder.isolation.sandbox.verify import REST, RULES, Spaces, require_in_force


def confine(config: WorkerConfig, place: Place, keep: set[int], tasks_of_uid: int, outside: Spaces) -> None:
    """Lock the calling process in; only the descriptors in `keep` stay open.

    Raises `OSError` when any mechanism that the configuration relies on is refused or found without effect.
    """
    isolation = config.isolation
    # A session of its own while that is still allowed: the system-call filter refuses it to what the worker starts.
    os.setsid()
    _close_all_but(keep)
    _environment(place.home)
    # The kernel then ends the worker before the grader. Not every container allows it, and nothing relies on it.
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")
    # Rules hold open paths, which this process can still open, whatever the new user may; they bind later.
    rules = _rules(config, place) if Mechanism.FILE_RULES in isolation else None
    limits.apply(config.budget, tasks_of_uid)
    if place.uid is not None:
        _become(place.uid, read_search=config.read_search)
    elif not isolation.without_any:
        # Making namespaces as an ordinary user has given this process every right within them.
        kernel.drop_capabilities()
    # A change of user clears both of these, so they follow it.
    kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
    if rules is not None or place.uid is not None:
        kernel.prctl(kernel.PR_SET_DUMPABLE, 1)  # so that the supervisor, as its user, can see its open files
    # Landlock and the filter both ask for it where the caller has no rights: it comes before them.
    if Mechanism.NO_NEW_PRIVILEGES in isolation:
        kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    if rules is not None:
        kernel.landlock_restrict(rules)
    require_in_force(config, place, outside, RULES)
    # Last, as it refuses most of what is done above.
    if Mechanism.SYSTEM_CALL_FILTER in isolation:
        seccomp.install(
            own_user=place.uid is not None, read_only_view=Mechanism.READ_ONLY_VIEW in isolation
        )  # fmt: skip
    require_in_force(config, place, outside, REST)


def _rules(config: WorkerConfig, place: Place) -> int:
    own = Path(f"/proc/{os.getpid()}")
    return kernel.landlock_ruleset([*config.readable, own], [place.home, Path("/dev/null")], [Path("/dev/shm")])


def _become(uid: int, *, read_search: bool) -> None:
    """Change to an otherwise unused user.

    Where the interpreter lies below a folder that other users cannot enter (a root-only home) and no mount namespace
    can bring it within reach, the worker keeps the right to read past permissions; Landlock bounds what that reaches.
    """
    if read_search:
        kernel.prctl(kernel.PR_SET_KEEPCAPS, 1)
    # Groups first: a user without rights can no longer give them up.
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
