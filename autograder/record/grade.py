"""One graded submission: every ✓ of its problem with what was found, and the sums that follow."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Iterable, Mapping, Sequence

from autograder.record.decisions import Override, Remark
from autograder.record.findings import NOTHING, Finding
from autograder.record.ids import part_of
from autograder.record.notes import Note, place
from autograder.record.outcomes import Outcome

UNPROTECTED = "none"
"""What `Grade.isolation` says when a submission ran with the grader's own rights."""


def floored(values: Iterable[float]) -> float:
    """A part's sum of what its ✓ and −✓ gave, which never falls below zero."""
    return max(0, sum(values))


@dataclasses.dataclass(frozen=True, kw_only=True)
class TickResult:
    """How one ✓ was decided; `points` is 1, or -1 for a −✓, `seconds` how long that took (None where not kept).

    It was judged as the notebook was after the cell of number `after_cell` (None: at its end).
    """

    id: str
    line: str
    points: int
    outcome: Outcome
    finding: Finding = NOTHING
    override: Override | None = None
    seconds: float | None = None
    after_cell: int | None = None
    remarks: tuple[Remark, ...] = ()

    @property
    def part(self) -> str:
        """The part it belongs to."""
        return part_of(self.id)

    @property
    def is_penalty(self) -> bool:
        """Whether it is a −✓."""
        return self.points < 0

    @property
    def earned_by_grader(self) -> int:
        """1 for an earned ✓, -1 for a penalty that applies, else 0, by the grader's decision alone."""
        return self.points if self.outcome is Outcome.EARNED else 0

    @property
    def earned(self) -> int:
        """The same with a person's decision in force."""
        decided = None if self.override is None else self.override.earned
        return self.earned_by_grader if decided is None else decided

    @property
    def is_decided(self) -> bool:
        """Whether the grader or a person decided it."""
        return self.override is not None or self.outcome.is_decided

    @property
    def final(self) -> Outcome:
        """How it ended: the grader's outcome, or what a person decided instead."""
        if self.override is None:
            return self.outcome
        return Outcome.EARNED if self.earned else Outcome.NOT_EARNED

    @property
    def message(self) -> str:
        """One line that a student may read."""
        if self.is_penalty and self.outcome.is_decided:
            return "the penalty applies" if self.earned_by_grader else "not charged"
        if self.outcome is Outcome.EARNED:
            return "earned"
        found = self.finding
        text = f"expected {found.expected}; got {found.got}" if found.expected else found.got
        return f"{self.outcome}: {text}" + (f" ({found.hint})" if found.hint else "")

    def for_students(self) -> TickResult:
        """The result without anything that only staff may see."""
        return dataclasses.replace(self, finding=self.finding.for_students(), seconds=None)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Code:
    """A cell that defines answers: its number in the notebook, their names, its lines from `first_line` on."""

    cell: int
    names: tuple[str, ...]
    first_line: int
    lines: tuple[str, ...]
    left_out: int = 0


@dataclasses.dataclass(frozen=True, kw_only=True)
class PartResult:
    """One part's ✓ and its sum, which never falls below zero, with the student's code for it."""

    id: str
    title: str
    ticks: tuple[TickResult, ...]
    code: tuple[Code, ...] = ()

    @property
    def sum(self) -> int:
        """✓ earned less penalties, before the floor."""
        return sum(tick.earned for tick in self.ticks)

    @property
    def earned(self) -> int:
        """✓ earned less penalties, floored at zero."""
        return int(floored(tick.earned for tick in self.ticks))

    @property
    def available(self) -> int:
        """✓ that could be earned."""
        return sum(tick.points for tick in self.ticks if not tick.is_penalty)


@dataclasses.dataclass(frozen=True, kw_only=True)
class CellError:
    """A cell that ended with an error; cells are counted from 1 over all cells of the notebook."""

    number: int
    error: str
    first_line: str = ""

    @property
    def place(self) -> str:
        """The cell, by what a student sees of it."""
        return place(self.number, self.first_line)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Grade:
    """Everything that grading found out about one submission.

    `for_staff` says which edition it is: staff's, or after `for_students` the student's. `seconds` is None where times
    are not kept, so that the same submission gives the same record. `unanswered` are the names that were missing or
    still `...`, whatever hidden tests asked for.
    """

    assignment: str
    submission: str
    sha256: str
    grader: str
    isolation: str
    parts: tuple[PartResult, ...]
    credits_available: float | None = None
    cells: tuple[CellError, ...] = ()
    unanswered: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    seconds: float | None = None
    for_staff: bool = True

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
        if self.credits_available is None:
            return None
        return self.credits_available * self.earned / self.available if self.available else 0.0

    @functools.cached_property
    def ticks(self) -> tuple[TickResult, ...]:
        """Every ✓ and −✓ in the order of the marking scheme."""
        return tuple(tick for part in self.parts for tick in part.ticks)

    @property
    def undecided(self) -> tuple[TickResult, ...]:
        """✓ that the grader failed to decide and no person has decided."""
        return tuple(tick for tick in self.ticks if not tick.is_decided)

    @property
    def overridden(self) -> tuple[TickResult, ...]:
        """✓ that a person decided."""
        return tuple(tick for tick in self.ticks if tick.override is not None)

    @property
    def is_protected(self) -> bool:
        """Whether the submission ran in isolation."""
        return self.isolation != UNPROTECTED

    def tick(self, id_: str) -> TickResult | None:
        """The ✓ of this id, or None."""
        return next((tick for tick in self.ticks if tick.id == id_), None)

    def part(self, id_: str) -> PartResult | None:
        """The part of this id, or None."""
        return next((part for part in self.parts if part.id == id_), None)

    def with_overrides(self, overrides: Mapping[str, Override]) -> Grade:
        """The grade with decisions of people (by ✓ id) in force; the grader's outcome and finding stay with each ✓."""
        in_force = {tick: override for tick, override in overrides.items() if override.earned is not None}
        return self._each_tick(lambda tick: dataclasses.replace(tick, override=in_force.get(tick.id)))

    def with_remarks(self, remarks: Mapping[str, Sequence[Remark]]) -> Grade:
        """The grade with people's answers to the student, by ✓ id, oldest first."""
        return self._each_tick(lambda tick: dataclasses.replace(tick, remarks=tuple(remarks.get(tick.id, ()))))

    def for_students(self) -> Grade:
        """The student's edition: no hidden inputs, no traces, no evidence for staff, no times."""
        edition = self._each_tick(TickResult.for_students)
        return dataclasses.replace(edition, seconds=None, for_staff=False)

    def without_times(self) -> Grade:
        """The grade without what differs from run to run."""
        kept = self._each_tick(lambda tick: dataclasses.replace(tick, seconds=None))
        return dataclasses.replace(kept, seconds=None)

    def _each_tick(self, change: Callable[[TickResult], TickResult]) -> Grade:
        parts = tuple(dataclasses.replace(p, ticks=tuple(change(tick) for tick in p.ticks)) for p in self.parts)
        return dataclasses.replace(self, parts=parts)
