"""One submission to one `Grade`: every ✓ of its problem, decided."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from autograder import __version__
from autograder.exam.rubric import Assignment, Part, Tick
from autograder.grading.answers import Check, Session
from autograder.grading.definitions import defining_cells
from autograder.grading.submission import Submission
from autograder.isolation.sandbox import WorkerPool, summary
from autograder.record import CellError, Grade, PartResult, TickResult


def grade(
    submission: Submission, assignment: Assignment, pool: WorkerPool, *,
    progress: Callable[[TickResult], None] | None = None,
) -> Grade:  # fmt: skip
    """Grade one submission in a fresh worker of `pool`; `progress` is told of every ✓ as it is decided."""
    started = time.monotonic()
    checks = [_check_of(tick) for tick in assignment.ticks]
    session = Session(
        pool, list(submission.notebook.cells), list(assignment.names), submission.files, checks, assignment.given
    )  # fmt: skip
    try:
        session.start()
        cells_read = submission.notebook.cells
        parts = tuple(_grade_part(part, cells_read, session, progress) for part in assignment.parts)
    finally:
        session.close()
    return Grade(
        assignment=assignment.name, submission=submission.notebook.path, sha256=submission.notebook.digest,
        grader=__version__, isolation=summary(pool.isolation), parts=parts, credits_available=assignment.credits,
        cells=tuple(_cell_errors(session)), notes=tuple(session.notes), seconds=time.monotonic() - started,
    )  # fmt: skip


def _cell_errors(session: Session) -> Iterator[CellError]:
    for _, run in sorted(session.cell_runs.items()):
        if run.error is not None:
            yield CellError(number=run.cell, error=": ".join(part for part in run.error if part))


def _grade_part(
    part: Part, cells: tuple[tuple[int, str], ...], session: Session, progress: Callable[[TickResult], None] | None
) -> PartResult:
    results = []
    for tick in part.ticks:
        result = _decide(tick, session)
        results.append(result)
        if progress is not None:
            progress(result)
    code = defining_cells(cells, part.names)
    return PartResult(id=part.id, title=part.title, ticks=tuple(results), code=code)


def _decide(tick: Tick, session: Session) -> TickResult:
    started = time.monotonic()
    decision = session.decision(_check_of(tick))
    return TickResult(
        id=tick.id, line=tick.line, points=tick.points, outcome=decision.outcome, finding=decision.finding,
        seconds=time.monotonic() - started,
    )  # fmt: skip


def _check_of(tick: Tick) -> Check:
    """The hidden test itself, without the wrapping that makes stock Otter decide it elsewhere."""
    check: Check = getattr(tick.check, "__wrapped__", tick.check)
    return check
