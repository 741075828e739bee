"""One grading process of a class: claims a submission, grades it, stores the result, until nothing is left.

Run as a program by `running`, with its options as JSON in the last argument; on standard output it writes a JSON
object per line: {"ready": isolation}, then for every submission {"digest", "assignment", "seconds", "undecided"}, or
{"failed": why}, or, when no submission can be graded here at all, {"error": text, "status": exit status}.
"""

from __future__ import annotations

import dataclasses
import json
import os
import signal
import sys
import time
import traceback
from pathlib import Path

from autograder.classroom.gradebook import Gradebook, Result, Work, WorkQueue
from autograder.classroom.runs.lines import emit
from autograder.errors import UserError
from autograder.exam.project import read_project
from autograder.grading.grader import Grader
from autograder.isolation.linux import PR_SET_PDEATHSIG, prctl
from autograder.record import Grade


@dataclasses.dataclass(frozen=True)
class JobOptions:
    """What a job is started with, as plain data."""

    project: str
    gradebook: str
    run: int
    grader: str
    tests: dict[str, str]
    isolation: bool
    parent: int


def grade_stored(grader: Grader, file: Path, assignment: str) -> Result:
    """Grade one stored file as the gradebook keeps it; raises `SubmissionError` or `SandboxError`."""
    started = time.monotonic()
    return as_result(grader.grade_file(file, assignment), file.name, time.monotonic() - started)


def as_result(decided: Grade, file_name: str, seconds: float) -> Result:
    """A grade as the gradebook keeps it: for staff, naming no folder of this machine, with its times beside it."""
    tick_seconds = {tick.id: tick.seconds or 0.0 for tick in decided.ticks}
    return Result(dataclasses.replace(decided.without_times(), submission=file_name), seconds, tick_seconds)


def main() -> None:
    """Grade until nothing is left that nobody else has."""
    options = JobOptions(**json.loads(sys.argv[1]))
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if os.getppid() != options.parent:
        return
    project = read_project(Path(options.project))
    try:
        with Grader.of(project, isolation=options.isolation) as grader:
            grader.settle()
            emit(ready=grader.isolation)
            with Gradebook.open(Path(options.gradebook)) as book:
                queue = WorkQueue(book, options.grader, options.tests, run=options.run)
                while (work := queue.claim(os.getpid())) is not None:
                    _grade(grader, book, queue, work)
    except UserError as error:
        emit(error=str(error), status=error.exit_status)


def _grade(grader: Grader, book: Gradebook, queue: WorkQueue, work: Work) -> None:
    try:
        result = grade_stored(grader, book.store / work.file, work.assignment)
    except Exception as error:
        # The forkserver may be what failed: leave, and let a new process with a new one try again.
        queue.fail(work, "".join(traceback.format_exception_only(error)).strip())
        emit(failed=traceback.format_exc()[-2000:])
        sys.exit(1)
    queue.store(work, result)
    undecided = [tick.id for tick in result.grade.undecided]
    emit(digest=work.digest, assignment=work.assignment, seconds=round(result.seconds, 3), undecided=undecided)


if __name__ == "__main__":
    main()
