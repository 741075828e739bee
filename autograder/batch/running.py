"""Starting the grading processes of a class, following them, and starting new ones for those that died."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import selectors
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import IO, Any

from autograder.batch.job import JobOptions
from autograder.batch.versions import Versions
from autograder.errors import GraderError
from autograder.gradebook import Gradebook, Ledger, Progress
from autograder.project import Project

BEAT_SECONDS = 30.0
MOST_STILLBORN = 3
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
        command = [sys.executable, "-I", "-m", "autograder.batch.job", json.dumps(dataclasses.asdict(options))]
        # Not in the terminal's process group: an interrupt from the keyboard is the run's to handle.
        self.process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
        )
        self.graded = 0
        self._buffer = b""

    @property
    def output(self) -> IO[bytes]:
        assert self.process.stdout is not None
        return self.process.stdout

    def lines(self) -> Iterator[dict[str, Any]] | None:
        """What it said since the last time, or None when it has ended."""
        data = os.read(self.output.fileno(), 2**16)
        if not data:
            return None
        *complete, self._buffer = (self._buffer + data).split(b"\n")
        return iter([json.loads(line) for line in complete])

    def end(self) -> str:
        """Wait for its end; returns how it ended, empty when as planned."""
        assert self.process.stderr is not None
        with self.process.stderr as errors, self.output:
            words = errors.read().decode(errors="replace")[-1500:].strip()
        status = self.process.wait()
        how = "" if status == 0 else f"signal {-status}" if status < 0 else f"exit {status}"
        return f"{how}: {words}".rstrip(": ") if how else ""

    def kill(self) -> None:
        """End it now; its workers end with it."""
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()


def grade_class(book: Gradebook, ledger: Ledger, project: Project, versions: Versions, settings: Settings,
                say: Say) -> Progress:  # fmt: skip
    """Grade everything in the gradebook that has no result yet; `say` hears of every submission as it is done.

    Raises `GraderError` when the machine cannot grade at all. Whatever ends it, what was stored stays.
    """
    if ledger.run is None:
        ledger.start_run()
    ledger.settle_identical()
    waiting = ledger.progress().waiting
    assert ledger.run is not None
    options = JobOptions(
        str(project.root), str(book.path), ledger.run, versions.grader, versions.tests, settings.isolation, os.getpid()
    )
    if waiting:
        _follow(options, min(settings.jobs, waiting), ledger, say)
    ledger.settle_identical()
    return ledger.progress()


def _follow(options: JobOptions, count: int, ledger: Ledger, say: Say) -> None:
    jobs = {(job := _Job(options)).output.fileno(): job for _ in range(count)}
    stillborn, beaten = 0, time.monotonic()
    try:
        with selectors.DefaultSelector() as selector:
            for descriptor in jobs:
                selector.register(descriptor, selectors.EVENT_READ)
            while jobs:
                for key, _ in selector.select(BEAT_SECONDS):
                    job = jobs[key.fd]
                    lines = job.lines()
                    if lines is not None:
                        for line in lines:
                            job.graded += "digest" in line
                            _hear(line, say)
                        continue
                    selector.unregister(key.fd)
                    del jobs[key.fd]
                    how = job.end()
                    if how:
                        ledger.fail_process(job.process.pid, f"the grading process ended: {how}")
                        stillborn = 0 if job.graded else stillborn + 1
                        if stillborn >= MOST_STILLBORN and not ledger.progress().given_up:
                            raise GraderError("grading", f"its processes end before they graded anything: {how}")
                        if ledger.progress().waiting:
                            job = _Job(options)
                            jobs[job.output.fileno()] = job
                            selector.register(job.output.fileno(), selectors.EVENT_READ)
                if time.monotonic() - beaten > BEAT_SECONDS:
                    ledger.beat()
                    beaten = time.monotonic()
    finally:
        for job in jobs.values():
            job.kill()
            job.end()


def _hear(line: dict[str, Any], say: Say) -> None:
    if "error" in line:
        raise GraderError("grading", line["error"], status=line["status"])
    say(line)
