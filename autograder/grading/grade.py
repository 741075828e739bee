"""One submission to one `Grade`: every ✓ of its problem, decided."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping

from autograder import __version__
from autograder.exam.rubric import Assignment, Part
from autograder.grading.answers import Session
from autograder.grading.definitions import defining_cells
from autograder.grading.looks import Judged, decide, names_of, notes_on
from autograder.grading.noted import first_line
from autograder.grading.submission import Submission
from autograder.isolation.sandbox import WorkerPool, summary
from autograder.record import CellError, Grade, PartResult, TickResult
from autograder.texts import speaking


def grade(
    submission: Submission, assignment: Assignment, pool: WorkerPool, *,
    progress: Callable[[TickResult], None] | None = None,
) -> Grade:  # fmt: skip
    """Grade one submission in a fresh worker of `pool`; `progress` is told of every ✓ as it is decided.

    Texts for the student are in the assignment's language.
    """
    with speaking(assignment.language):
        return _grade(submission, assignment, pool, progress)


def _grade(
    submission: Submission, assignment: Assignment, pool: WorkerPool, progress: Callable[[TickResult], None] | None
) -> Grade:
    started = time.monotonic()
    cells = submission.notebook.cells
    session = Session(
        pool, list(cells), list(assignment.names), submission.files, [tick.test for tick in assignment.ticks],
        assignment.given, [names_of(part) for part in assignment.parts], submission.notebook.texts,
    )  # fmt: skip
    try:
        session.start()
        decisions = decide(assignment, session, lambda judged: progress(_result(judged)) if progress else None)
    finally:
        session.close()
    parts = tuple(_part_result(part, cells, decisions) for part in assignment.parts)
    return Grade(
        assignment=assignment.name, submission=submission.notebook.path, sha256=submission.notebook.digest,
        grader=__version__, isolation=summary(pool.isolation), parts=parts, credits_available=assignment.credits,
        cells=tuple(_cell_errors(session)), unanswered=session.unanswered, notes=(*session.notes, *notes_on(decisions)),
        seconds=time.monotonic() - started,
    )  # fmt: skip


def _cell_errors(session: Session) -> Iterator[CellError]:
    for _, run in sorted(session.cell_runs.items()):
        if run.error is not None:
            line = first_line(session.source(run.cell))
            yield CellError(number=run.cell, error=": ".join(part for part in run.error if part), first_line=line)


def _part_result(part: Part, cells: tuple[tuple[int, str], ...], decisions: Mapping[str, Judged]) -> PartResult:
    ticks = tuple(_result(decisions[tick.id]) for tick in part.ticks)
    return PartResult(id=part.id, title=part.title, ticks=ticks, code=defining_cells(cells, part.names))


def _result(judged: Judged) -> TickResult:
    tick, decision = judged.tick, judged.decision
    return TickResult(
        id=tick.id, line=tick.line, points=tick.points, outcome=decision.outcome, finding=decision.finding,
        seconds=judged.seconds, after_cell=judged.cell,
    )  # fmt: skip
