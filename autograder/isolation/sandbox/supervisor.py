"""A supervisor per worker: forks it, watches what it uses, and kills all that it leaves behind.

The supervisor lives as long as the grader's end of its control socket is open. It is outside the worker's confinement
and never runs a submission's code. On the control socket it reads one byte an order (`Order`); it writes one JSON
object a line: {"waited": seconds}, and at the end {"why": ...}.
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
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from autograder.isolation import linux as kernel
from autograder.isolation.sandbox import namespaces
from autograder.isolation.sandbox.children import end_child, reap
from autograder.isolation.sandbox.config import Place, WorkerConfig
from autograder.isolation.sandbox.confine import confine
from autograder.isolation.sandbox.control_group import MemoryGroup, memory_group
from autograder.isolation.sandbox.mechanisms import Mechanism
from autograder.isolation.sandbox.orders import Cause, Ended, Order
from autograder.isolation.sandbox.places import place_of
from autograder.isolation.sandbox.processes import tasks_of
from autograder.isolation.sandbox.scheduling import RunDelay, share_as_one
from autograder.isolation.sandbox.usage import SLACK, Usage, memory_words
from autograder.isolation.sandbox.verify import VIEW, NotInForce, Spaces, require_in_force, spaces

WATCH_SECONDS = 0.25
CONFINE_SECONDS = 30.0
LIMIT_SIGNALS = {int(signal.SIGXCPU): "limit: processor time", int(signal.SIGXFSZ): "limit: file size"}
Work = Callable[[socket.socket], None]


@dataclasses.dataclass(frozen=True)
class Task:
    """What one worker is started for: files that were handed in, its end of the line, and what it does on it."""

    files: Path | None
    sock: socket.socket
    work: Work


def supervise(config: WorkerConfig, task: Task, control: socket.socket, reply: Callable[[str], None]) -> None:
    """Run one worker to its end; `reply` is told "" once it is confined, or why it could not be."""
    become_subreaper()
    outside = spaces()
    ended = Ended("the worker ended")
    try:
        # Left in the reverse order: the worker, then all it has started, and at last the group that held them.
        with _group_of(config) as group, place_of(config) as place, _worker(config, place, task, outside) as worker:
            if group is not None:
                group.hold(worker.pid)
                group.require(worker.pid)
            error = worker.release()
            task.sock.close()
            reply(error)
            ended = Ended(error) if error else _watch(worker.pid, Usage(worker.pid, config, place), control)
            if group is not None and group.exceeded:
                ended = Ended(memory_words(config.budget.memory_bytes), Cause.MEMORY)
    finally:
        with contextlib.suppress(OSError):
            control.sendall(_line(why=ended.why, cause=ended.cause.value))


def become_subreaper() -> None:
    """Take over whatever a worker leaves behind; raises `OSError` when that is refused or without effect."""
    kernel.prctl(kernel.PR_SET_CHILD_SUBREAPER, 1)
    if not kernel.is_subreaper():
        raise NotInForce("cleanup is not in force: orphans of a worker would be lost")


@contextlib.contextmanager
def _group_of(config: WorkerConfig) -> Iterator[MemoryGroup | None]:
    """A control group that ends a worker a little later than its own limits and the supervisor's look would."""
    if Mechanism.MEMORY_GROUP not in config.isolation:
        yield None
        return
    budget = config.budget
    in_memory = budget.disk_bytes if Mechanism.NAMESPACES in config.isolation else 0
    with memory_group(int(SLACK * budget.memory_bytes) + in_memory + namespaces.SHARED_MEMORY_BYTES) as group:
        yield group


@dataclasses.dataclass(frozen=True)
class _Worker:
    """A forked process that waits to be let go."""

    pid: int
    line: socket.socket

    def release(self) -> str:
        """Let it confine itself; an empty text once it has, else why it could not."""
        self.line.settimeout(CONFINE_SECONDS)
        try:
            self.line.send(b"go")
            message = self.line.recv(1000).decode(errors="replace")
        except OSError:
            message = "it did not say whether it is confined"
        return "" if message == "confined" else f"confinement failed: {message}"


@contextlib.contextmanager
def _worker(config: WorkerConfig, place: Place, task: Task, outside: Spaces) -> Iterator[_Worker]:
    """Fork; the process that is yielded runs nothing before it is released, and is gone afterwards."""
    tasks = tasks_of(os.getuid()) if place.uid is None else 0
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    pid = os.fork()
    if pid == 0:
        try:
            signal.signal(signal.SIGINT, signal.default_int_handler)
            if theirs.recv(10):  # its control group holds it by now
                _work_confined(config, place, task, theirs, tasks, outside)
        finally:
            os._exit(0)
    theirs.close()
    try:
        with ours:
            yield _Worker(pid, ours)
    finally:
        end_child(pid)


def _work_confined(
    config: WorkerConfig, place: Place, task: Task, line: socket.socket, tasks: int, outside: Spaces
) -> None:
    """In the worker: fill its folder, lock up, say so, and serve until the grader hangs up."""
    isolation, budget = config.isolation, config.budget
    try:
        if Mechanism.NAMESPACES in isolation:
            namespaces.separate_rest(
                place.home, disk_bytes=budget.disk_bytes, files=budget.files,
                read_only=Mechanism.READ_ONLY_VIEW in isolation,
                reach=() if place.uid is None else config.behind_closed_folders,
            )  # fmt: skip
        require_in_force(config, place, outside, VIEW)
        _populate(place, task.files)
        confine(config, place, {line.fileno(), task.sock.fileno()}, tasks, outside)
    except BaseException as error:
        line.send(f"{type(error).__name__}: {error}".encode()[:900])
        return
    line.send(b"confined")
    line.close()
    task.work(task.sock)


def _populate(place: Place, files: Path | None) -> None:
    """Copy what was handed in (regular files only) and give the folder to the worker's user."""
    home = place.home
    if files is not None:
        for source in sorted(files.rglob("*")):
            if stat.S_ISREG(source.lstat().st_mode):
                target = home / source.relative_to(files)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, target, follow_symlinks=False)
    if place.uid is not None:
        for path in (home, *(home.rglob("*") if files is not None else ())):
            os.chown(path, place.uid, place.uid)


def _watch(pid: int, usage: Usage, control: socket.socket) -> Ended:
    """Wait for the worker's end, the grader's order, or the first limit that is passed; says which."""
    looked = time.monotonic()
    delay = RunDelay(pid)
    while True:
        if select.select([control], [], [], WATCH_SECONDS)[0]:
            order = b""
            with contextlib.suppress(OSError):
                order = control.recv(1)
            if order == Order.WAITED:
                with contextlib.suppress(OSError):
                    control.sendall(_line(waited=delay.waited(usage.pids)))
            elif order == Order.INTERRUPT:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGINT)
            else:
                return Ended("ended by the grader")
        status = reap().get(pid)
        if status is not None:
            return _how_it_ended(status)
        if time.monotonic() - looked >= WATCH_SECONDS:
            over = usage.over()
            if over is not None:
                return over
            share_as_one(usage.pids)
            looked = time.monotonic()


def _line(**report: object) -> bytes:
    return json.dumps(report).encode() + b"\n"


def _how_it_ended(status: int) -> Ended:
    if not os.WIFSIGNALED(status):
        return Ended(f"exit {os.WEXITSTATUS(status)}")
    number = os.WTERMSIG(status)
    if number in LIMIT_SIGNALS:
        return Ended(LIMIT_SIGNALS[number], Cause.RESOURCES)
    return Ended(f"signal {signal.Signals(number).name if number in set(signal.Signals) else number}")
