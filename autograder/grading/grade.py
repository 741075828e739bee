"""One submission to one `Grade`: every ✓ of its problem, decided, with what was expected and what it got."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable
from typing import Any

from autograder import __version__
from autograder.exam.rubric import Assignment, Part, Tick
from autograder.grading.answers import Check, Session
from autograder.grading.definitions import CellSource, defining_cells
from autograder.grading.submission import Submission
from autograder.isolation.sandbox import Budget, Host
from autograder.record.notes import Note
from autograder.record.outcomes import Outcome

FORMAT = 2
"""Of the record. 2 added `part`, `evidence` of a ✓ and `code` of a part, and with `staff` what only staff may see."""


@dataclasses.dataclass(frozen=True)
class TickResult:
    """How one ✓ was decided. `detail` is for staff only."""

    id: str
    part: str
    line: str
    points: int
    outcome: Outcome
    expected: str = ""
    got: str = ""
    hint: str = ""
    detail: str = ""
    seconds: float = 0.0
    evidence: tuple[dict[str, Any], ...] = ()
    staff: str = ""

    @property
    def earned(self) -> int:
        """1 for an earned ✓, -1 for a penalty that applies, else 0."""
        return self.points if self.outcome is Outcome.EARNED else 0

    @property
    def message(self) -> str:
        """One line a student may read."""
        if self.points < 0:
            return "the penalty applies" if self.earned else "the penalty does not apply"
        if self.outcome is Outcome.EARNED:
            return "earned"
        text = f"expected {self.expected}; {self.got}" if self.expected else self.got
        return f"{self.outcome}: {text}" + (f" ({self.hint})" if self.hint else "")


@dataclasses.dataclass(frozen=True)
class PartResult:
    """One part's ✓ and its sum, which never falls below zero."""

    id: str
    title: str
    ticks: tuple[TickResult, ...]
    code: tuple[CellSource, ...] = ()

    @property
    def earned(self) -> int:
        """✓ earned less penalties, floored at zero."""
        return max(0, sum(tick.earned for tick in self.ticks))

    @property
    def available(self) -> int:
        """✓ that could be earned."""
        return sum(tick.points for tick in self.ticks if tick.points > 0)


@dataclasses.dataclass(frozen=True)
class CellResult:
    """How one cell of the notebook ended, with its number counted over all cells from 1."""

    number: int
    error: str = ""


@dataclasses.dataclass(frozen=True)
class Grade:
    """Everything grading found out about one submission."""

    assignment: str
    source: str
    digest: str
    parts: tuple[PartResult, ...]
    cells: tuple[CellResult, ...]
    problem_credits: float | None
    isolation: str
    notes: tuple[Note, ...] = ()
    seconds: float = 0.0
    version: str = __version__

    @property
    def earned(self) -> int:
        """✓ of the problem: the parts' sums, each floored at zero."""
        return sum(part.earned for part in self.parts)

    @property
    def available(self) -> int:
        """✓ that could be earned."""
        return sum(part.available for part in self.parts)

    @property
    def credits(self) -> float | None:
        """Credits at the problem's own rate, or None when no rate is configured."""
        if self.problem_credits is None:
            return None
        return self.problem_credits * self.earned / self.available

    @property
    def ticks(self) -> tuple[TickResult, ...]:
        """Every ✓ and −✓ in the order of the marking scheme."""
        return tuple(tick for part in self.parts for tick in part.ticks)

    @property
    def undecided(self) -> tuple[TickResult, ...]:
        """✓ that the grader failed to decide."""
        return tuple(tick for tick in self.ticks if tick.outcome is Outcome.GRADER_FAULT)

    def record(self, *, staff: bool = False) -> dict[str, Any]:
        """The grade as plain data, ready for JSON: everything a report shows is computed here.

        With `staff`, every ✓ has an entry `staff` with what a student must not see, and timings; without, the same
        submission gives the same record.
        """
        return {
            "format": FORMAT,
            "grader": self.version,
            "assignment": self.assignment,
            "submission": self.source,
            "sha256": self.digest,
            "isolation": self.isolation,
            "ticks": [_tick_record(tick, staff=staff) for tick in self.ticks],
            "parts": {p.id: _part_record(p) for p in self.parts},
            "problem": {
                "earned": self.earned,
                "available": self.available,
                "credits": self.credits,
                "credits_available": self.problem_credits,
            },
            "undecided": [tick.id for tick in self.undecided],
            "cells": [{"number": cell.number, "error": cell.error} for cell in self.cells if cell.error],
            "notes": [note.record() for note in self.notes],
            **({"seconds": round(self.seconds, 3)} if staff else {}),
        }


def _part_record(part: PartResult) -> dict[str, Any]:
    code = [cell.record() for cell in part.code]
    return {"title": part.title, "earned": part.earned, "available": part.available, "code": code}


def _tick_record(tick: TickResult, *, staff: bool) -> dict[str, Any]:
    private = {"detail": tick.detail, "input": tick.staff, "seconds": round(tick.seconds, 3)}
    return {
        "id": tick.id,
        "part": tick.part,
        "line": tick.line,
        "points": tick.points,
        "earned": tick.earned,
        "outcome": str(tick.outcome),
        "message": tick.message,
        "expected": tick.expected,
        "got": tick.got,
        "hint": tick.hint,
        "evidence": [item for item in tick.evidence if staff or not item.get("staff")],
        **({"staff": private} if staff else {}),
    }


def grade(
    submission: Submission, assignment: Assignment, host: Host, budget: Budget, *, isolation: str,
    progress: Callable[[TickResult], None] | None = None,
) -> Grade:  # fmt: skip
    """Grade one submission in a fresh worker of `host`; `progress` is told of every ✓ as it is decided."""
    started = time.monotonic()
    checks = [_check_of(tick) for tick in assignment.ticks]
    session = Session(
        host, list(submission.notebook.cells), list(assignment.names), budget, submission.files, checks,
        assignment.given,
    )  # fmt: skip
    try:
        session.start()
        cells_read = submission.notebook.cells
        parts = tuple(_grade_part(part, cells_read, session, progress) for part in assignment.parts)
    finally:
        session.close()
    cells = tuple(
        CellResult(run.cell, "" if run.error is None else ": ".join(part for part in run.error if part))
        for _, run in sorted(session.cell_runs.items())
    )
    return Grade(
        assignment.name, submission.notebook.path, submission.notebook.digest, parts, cells, assignment.credits,
        isolation, tuple(session.notes), time.monotonic() - started,
    )  # fmt: skip


def _grade_part(
    part: Part, cells: tuple[tuple[int, str], ...], session: Session, progress: Callable[[TickResult], None] | None
) -> PartResult:
    results = []
    for tick in part.ticks:
        result = _decide(tick, session)
        results.append(result)
        if progress is not None:
            progress(result)
    return PartResult(part.id, part.title, tuple(results), defining_cells(cells, part.names))


def _decide(tick: Tick, session: Session) -> TickResult:
    started = time.monotonic()
    verdict = session.verdict(_check_of(tick))
    return TickResult(
        tick.id, tick.part, tick.line, tick.points, verdict.outcome, verdict.expected, verdict.got, verdict.hint,
        verdict.detail, time.monotonic() - started, verdict.evidence, verdict.staff,
    )  # fmt: skip


def _check_of(tick: Tick) -> Check:
    """The hidden test itself, without the wrapping that makes stock Otter decide it elsewhere."""
    check: Check = getattr(tick.check, "__wrapped__", tick.check)
    return check
