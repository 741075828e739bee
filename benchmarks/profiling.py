"""Where the time of one grading process goes, by instrumenting what it does for every submission."""

from __future__ import annotations

import collections
import mmap
import struct
import time

from autograder.classroom.gradebook import Gradebook, NewSubmission, WorkQueue
from autograder.classroom.runs import grade_stored, project_versions
from autograder.grading.answers import Session
from autograder.grading.answers.proxy import WorkerConnection
from autograder.grading.detect import detect
from autograder.grading.grader import Grader
from autograder.grading.submission import Submission
from autograder.isolation.sandbox import WorkerPool, WorkerProcess

USEFUL = ("the student's cells", "checks' mathematics", "student's functions")


class Shared:
    """Sums of seconds that forks add to, too: one slot per label in memory that all of them share."""

    def __init__(self, *labels):
        self._slots = {label: 16 * number for number, label in enumerate(labels)}
        self._memory = mmap.mmap(-1, 16 * len(labels))

    def add(self, label, seconds):
        """Count one call that took so long."""
        total, count = self.get(label)
        struct.pack_into("dd", self._memory, self._slots[label], total + seconds, count + 1)

    def get(self, label):
        """Seconds and number of calls."""
        return struct.unpack_from("dd", self._memory, self._slots[label])

    def clear(self):
        """Start over."""
        self._memory[:] = bytes(len(self._memory))


def timed(owner, name, shared, label):
    """Replace a method by one that adds its seconds to `label`; returns the original."""
    original = getattr(owner, name)

    def method(*arguments, **named):
        started = time.perf_counter()
        try:
            return original(*arguments, **named)
        finally:
            shared.add(label, time.perf_counter() - started)

    setattr(owner, name, method)
    return original


PLACES = {
    "start": (WorkerPool, "spawn"), "cells": (WorkerProcess, "run"), "snapshot": (WorkerProcess, "snapshot"),
    "end": (WorkerProcess, "kill"), "verdict": (Session, "verdict"), "check": (Session, "_decide_here"),
    "judge's end": (Session, "_end_judge"), "call": (WorkerConnection, "call"), "claim": (WorkQueue, "claim"),
    "store": (WorkQueue, "store"), "grade": (Grader, "grade_file"),
}  # fmt: skip


def profile(project, notebooks, folder):
    """Grade `notebooks` in this process into a gradebook in `folder`; prints and returns seconds per part."""
    shared = Shared(*PLACES, "all")
    originals = {label: timed(owner, name, shared, label) for label, (owner, name) in PLACES.items()}
    try:
        with Grader.of(project) as grader, Gradebook.open(folder, create=True) as book:
            grader.settle()
            _grade_all(project, notebooks, grader, book, shared)
            trip = _round_trip(grader)
    finally:
        for label, (owner, name) in PLACES.items():
            setattr(owner, name, originals[label])
    parts = _parts({label: shared.get(label)[0] for label in [*PLACES, "all"]}, shared.get("call")[1] * trip)
    total, count = sum(parts.values()), len(notebooks)
    for label, seconds in sorted(parts.items(), key=lambda item: -item[1]):
        print(f"  {label:<42} {1000 * seconds / count:7.2f} ms  {100 * seconds / total:5.1f} %")
    overhead = 1 - sum(parts[label] for label in USEFUL) / total
    print(
        f"  neither cells nor mathematics: {100 * overhead:.1f} % of {1000 * total / count:.0f} ms per submission",
        flush=True,
    )
    return {"parts": parts, "overhead": overhead, "submissions": count}


def _grade_all(project, notebooks, grader, book, shared):
    versions = project_versions(project)
    queue = WorkQueue(book, versions.grader, versions.tests)
    queue.start_run()
    schemes = project.assignments()
    for number, notebook in enumerate(notebooks):
        with Submission(notebook) as submission:
            name = detect(submission.notebook, schemes).name
        queue.take_in(
            [NewSubmission(digest=f"{number:064}", source=notebook.name, file=str(notebook), assignment=name)]
        )
    grader.grade_file(notebooks[0], detect_name(notebooks[0], schemes))
    shared.clear()
    started = time.perf_counter()
    while (work := queue.claim()) is not None:
        queue.store(work, grade_stored(grader, book.store / work.file, work.assignment))
    shared.add("all", time.perf_counter() - started)


def detect_name(notebook, schemes):
    """The assignment of a notebook file."""
    with Submission(notebook) as submission:
        return detect(submission.notebook, schemes).name


def _round_trip(grader, calls=200):
    """Seconds of one call of a function that does nothing: what calling costs beside the function itself."""
    worker = grader.pool.spawn()
    deadline = time.monotonic() + 60
    worker.run([(1, "def nothing(*_): return 0.0")], deadline, [])
    times = []
    for _ in range(calls):
        started = time.perf_counter()
        worker.call("nothing", [(0.5,)], 10, deadline)
        times.append(time.perf_counter() - started)
    worker.kill()
    return sorted(times)[calls // 2]


def _parts(seconds, calling):
    """Disjoint parts of the whole, in seconds."""
    parts = collections.OrderedDict()
    parts["the student's cells"] = seconds["cells"]
    parts["checks' mathematics"] = seconds["check"] - seconds["call"]
    parts["student's functions"] = max(0.0, seconds["call"] - calling)
    parts["calling (empty round trips)"] = min(calling, seconds["call"])
    parts["starting and confining a worker"] = seconds["start"]
    parts["ending a worker and what it left"] = seconds["end"]
    parts["judge: fork, orders, verdicts"] = seconds["verdict"] - seconds["check"]
    parts["judge: its end"] = seconds["judge's end"]
    parts["taking the values of answers"] = seconds["snapshot"]
    parts["claiming and storing"] = seconds["claim"] + seconds["store"]
    rest = seconds["grade"] - seconds["start"] - seconds["cells"] - seconds["snapshot"] - seconds["verdict"]
    parts["reading, summing up"] = rest - seconds["end"] - seconds["judge's end"]
    return parts
