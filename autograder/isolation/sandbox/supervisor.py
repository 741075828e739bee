"""A warden per worker: forks it, watches what it uses, and kills all that it leaves behind.

The warden lives as long as the grader's end of its control socket is open. It is outside the worker's confinement and
never runs a submission's code. On the control socket it reads b"i" (interrupt the worker), b"w" (say how long it has
waited for others' processors since it was last asked) and b"k" (end it); it writes one JSON object a line:
{"waited": seconds}, and at the end {"why": ...}.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import select
import shutil
import signal
import socket
import stat
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from autograder.isolation import linux as kernel
from autograder.isolation.sandbox import cleanup as clearing
from autograder.isolation.sandbox import namespaces
from autograder.isolation.sandbox.confine import Confinement, confine
from autograder.isolation.sandbox.policy import Budget
from autograder.isolation.sandbox.scheduling import Queue, share_as_one
from autograder.isolation.sandbox.usage import Usage
from autograder.isolation.sandbox.worker_user import (
    UidLease,
    kill_all_of,
    kill_child,
    kill_descendants,
    processes_of,
    reap,
)

WATCH_SECONDS = 0.25
CONFINE_SECONDS = 30.0


@dataclasses.dataclass(frozen=True)
class Station:
    """What every worker of a prepared parent has in common."""

    budget: Budget
    readable: tuple[Path, ...]
    change_uid: bool
    landlock: bool
    seccomp: bool
    read_search: bool
    namespaces: bool


def keep_watch(station: Station, files: Path | None, sock: socket.socket, control: socket.socket,
               work: Callable[[socket.socket], None], reply: Callable[[str], None]) -> None:  # fmt: skip
    """Run one worker to its end; `reply` is told "" once it is confined, or why it could not be."""
    kernel.prctl(kernel.PR_SET_CHILD_SUBREAPER, 1)
    lease = UidLease() if station.change_uid else None
    home = Path(tempfile.mkdtemp(prefix="worker-", dir=_temporary_root()))
    shared = frozenset() if lease or station.namespaces else clearing.shared_files()
    why = "the worker ended"
    pid = 0
    try:
        if station.namespaces:
            namespaces.separate_processes()
        pid, error = _fork_worker(station, home, files, lease, sock, work)
        sock.close()
        reply(error)
        why = error or _watch(pid, station.budget, home, lease, control, apart=station.namespaces)
    finally:
        if not (pid and kill_child(pid)):
            # A worker that leaves no process behind, as nearly all do, needs no search for others of its user; in a
            # namespace the first process takes all others along, and no further process can be started.
            if lease is not None and not station.namespaces:
                kill_all_of(lease.uid)
            kill_descendants()
        if station.namespaces:
            home.rmdir()  # the file system that was mounted here is gone
        else:
            clearing.remove(home)
            if lease is not None:
                clearing.remove_files_of(lease.uid, everywhere=not station.landlock)
            else:
                clearing.remove_since(shared)
        if lease is not None:
            lease.release()
        with contextlib.suppress(OSError):
            control.sendall(_line(why=why))


def _temporary_root() -> str:
    """A folder that other users can enter, unlike the grader's own scratch folder."""
    return "/tmp" if os.geteuid() == 0 else tempfile.gettempdir()


def _furnish(home: Path, files: Path | None, lease: UidLease | None) -> None:
    """Copy what was handed in (regular files only) and give the folder to the worker's user."""
    if files is not None:
        for source in sorted(files.rglob("*")):
            if stat.S_ISREG(source.lstat().st_mode):
                target = home / source.relative_to(files)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, target, follow_symlinks=False)
    if lease is not None:
        for path in (home, *(home.rglob("*") if files is not None else ())):
            os.chown(path, lease.uid, lease.uid)


def _fork_worker(
    station: Station, home: Path, files: Path | None, lease: UidLease | None, sock: socket.socket,
    work: Callable[[socket.socket], None],
) -> tuple[int, str]:  # fmt: skip
    """Fork and confine; returns the pid and an empty text, or why confinement failed."""
    uid = None if lease is None else lease.uid
    plan = Confinement(
        home, station.budget, uid, station.readable, station.landlock, station.seccomp, station.read_search,
        station.namespaces,
    )  # fmt: skip
    tasks = _tasks_of(os.getuid()) if uid is None else 0
    go, ready = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    pid = os.fork()
    if pid == 0:
        try:
            signal.signal(signal.SIGINT, signal.default_int_handler)
            _work_confined(plan, files, lease, tasks, ready, sock, work)
        finally:
            os._exit(0)
    ready.close()
    with go:
        go.settimeout(CONFINE_SECONDS)
        try:
            message = go.recv(1000).decode(errors="replace")
        except OSError:
            message = "it did not say whether it is confined"
    return pid, "" if message == "confined" else f"confinement failed: {message}"


def _work_confined(
    plan: Confinement, files: Path | None, lease: UidLease | None, tasks: int, ready: socket.socket,
    sock: socket.socket, work: Callable[[socket.socket], None],
) -> None:  # fmt: skip
    """In the worker: furnish its folder, lock up, say so, and serve until the grader hangs up."""
    try:
        if plan.namespaces:
            namespaces.separate_rest(plan.home, disk_bytes=plan.budget.disk_bytes, files=plan.budget.files)
        _furnish(plan.home, files, lease)
        confine(plan, {ready.fileno(), sock.fileno()}, tasks)
    except BaseException as error:
        ready.send(f"{type(error).__name__}: {error}".encode()[:900])
        return
    ready.send(b"confined")
    ready.close()
    work(sock)


def _watch(pid: int, budget: Budget, home: Path, lease: UidLease | None, control: socket.socket, *, apart: bool) -> str:
    """Wait for the worker's end, the grader's order, or the first limit that is passed; says which."""
    looked = time.monotonic()
    usage = Usage(pid, budget, home, None if lease is None else lease.uid, apart=apart)
    queue = Queue(pid)
    while True:
        if select.select([control], [], [], WATCH_SECONDS)[0]:
            order = b""
            with contextlib.suppress(OSError):
                order = control.recv(1)
            if order == b"w":
                with contextlib.suppress(OSError):
                    control.sendall(_line(waited=queue.waited(usage.pids)))
            elif order == b"i":
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGINT)
            else:
                return "ended by the grader"
        status = reap().get(pid)
        if status is not None:
            return _how_it_ended(status)
        if time.monotonic() - looked >= WATCH_SECONDS:
            over = usage.over()
            if over:
                return over
            share_as_one(usage.pids)
            looked = time.monotonic()


def _line(**report: object) -> bytes:
    return json.dumps(report).encode() + b"\n"


def _how_it_ended(status: int) -> str:
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        name = signal.Signals(number).name if number in set(signal.Signals) else str(number)
        return {"SIGXCPU": "limit: processor time", "SIGXFSZ": "limit: file size"}.get(name, f"signal {name}")
    return f"exit {os.WEXITSTATUS(status)}"


def _tasks_of(uid: int) -> int:
    """Threads that a user already runs; the kernel's process limit counts them all."""
    total = 0
    for pid in processes_of(uid):
        with contextlib.suppress(OSError):
            total += len(os.listdir(f"/proc/{pid}/task"))
    return total
