"""Starting the grading processes of a class, following them, and starting new ones for those that died."""

from __future__ import annotations

import dataclasses
import json
import os
import selectors
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from typing import IO, Any

from autograder.classroom.gradebook import Gradebook, Progress, WorkQueue
from autograder.classroom.runs.job import JobOptions
from autograder.classroom.runs.versions import Versions
from autograder.errors import GraderError
from autograder.exam.project import Project

HEARTBEAT_SECONDS = 30.0
MOST_EARLY_EXITS = 3
"""Processes that ended without having graded anything, one after another, before a run gives up."""

Say = Callable[[dict[str, Any]], None]


@dataclasses.dataclass(frozen=True)
class Settings:
    """How a class is graded."""

    jobs: int
    isolation: bool = True


def usable_cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0))


class _Job:
    """One grading process and what it has said so far."""

    def __init__(self, options: JobOptions) -> None:
        command = [sys.executable, "-I", "-m", "autograder.classroom.runs.job", json.dumps(dataclasses.asdict(options))]
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed in `end`
        # Not in the terminal's process group: an interrupt from the keyboard is the run's to handle.
        self.process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=self._errors, start_new_session=True
        )
        self.graded = 0
        self._buffer = b""

    @property
    def output(self) -> IO[bytes]:
        """What it says, as a pipe."""
        assert self.process.stdout is not None
        return self.process.stdout

    def lines(self) -> list[dict[str, Any]] | None:
        """What it said since the last time, or None when it has ended."""
        data = os.read(self.output.fileno(), 2**16)
        if not data:
            return None
        *complete, self._buffer = (self._buffer + data).split(b"\n")
        lines: list[dict[str, Any]] = [json.loads(line) for line in complete]
        self.graded += sum("digest" in line for line in lines)
        return lines

    def end(self) -> str:
        """Wait for its end; returns how it ended, empty when as planned."""
        status = self.process.wait()
        self.output.close()
        with self._errors as errors:
            errors.seek(0)
            words = errors.read().decode(errors="replace")[-1500:].strip()
        how = "" if status == 0 else f"signal {-status}" if status < 0 else f"exit {status}"
        return f"{how}: {words}".rstrip(": ") if how else ""

    def kill(self) -> None:
        """End it now; its workers end with it."""
        self.process.kill()
        self.end()


def grade_class(book: Gradebook, queue: WorkQueue, project: Project, versions: Versions, settings: Settings,
                say: Say) -> Progress:  # fmt: skip
    """Grade everything in the gradebook that has no result yet; `say` hears of every submission as it is done.

    Raises `GraderError` when the machine cannot grade at all. Whatever ends it, what was stored stays.
    """
    if queue.run is None:
        queue.start_run()
    queue.settle_identical()
    waiting = queue.progress().waiting
    assert queue.run is not None
    options = JobOptions(
        str(project.root), str(book.path), queue.run, versions.grader, versions.tests, settings.isolation, os.getpid()
    )
    try:
        _ProcessPool(options, queue, say).work(min(settings.jobs, waiting))
    finally:
        queue.release()
    queue.settle_identical()
    return queue.progress()


class _ProcessPool:
    """The grading processes of a run; one that dies is replaced as long as there is work."""

    def __init__(self, options: JobOptions, queue: WorkQueue, say: Say) -> None:
        self._options = options
        self._queue = queue
        self._say = say
        self._selector = selectors.DefaultSelector()
        self._early_exits = 0

    def work(self, count: int) -> None:
        """Grade with `count` processes until all work is done, or raise; none is left behind."""
        beaten = time.monotonic()
        try:
            for _ in range(count):
                self._start()
            while self._selector.get_map():
                for key, _ in self._selector.select(HEARTBEAT_SECONDS):
                    self._listen(key.data)
                if time.monotonic() - beaten > HEARTBEAT_SECONDS:
                    self._queue.heartbeat()
                    beaten = time.monotonic()
        finally:
            for key in list(self._selector.get_map().values()):
                key.data.kill()
            self._selector.close()

    def _start(self) -> None:
        job = _Job(self._options)
        self._selector.register(job.output, selectors.EVENT_READ, job)

    def _listen(self, job: _Job) -> None:
        lines = job.lines()
        if lines is None:
            self._on_exit(job)
            return
        for line in lines:
            if "error" in line:
                raise GraderError("grading", line["error"], status=line["status"])
            self._say(line)

    def _on_exit(self, job: _Job) -> None:
        """Note what a process that died was grading, and start another."""
        self._selector.unregister(job.output)
        how = job.end()
        if not how:
            return
        self._queue.fail_process(job.process.pid, f"the grading process ended: {how}")
        self._early_exits = 0 if job.graded else self._early_exits + 1
        progress = self._queue.progress()
        if self._early_exits >= MOST_EARLY_EXITS and not progress.given_up:
            raise GraderError("grading", f"its processes end before they graded anything: {how}")
        if progress.waiting:
            self._start()
