"""Every ✓ of a submission, decided in the state in which it counts.

An answer is what its last definition says, with the helpers it had: a ✓ is judged in the state after the last cell
that defines one of the part's names, and, where that loses it, in the state at the end. The second look comes after
all first ones, so that no answer can learn from it what became of another.
"""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Mapping

from autograder.exam.rubric import Assignment, Part, Tick
from autograder.grading.answers import PartNames, Session
from autograder.grading.judge import Decision
from autograder.grading.noted import cell_place
from autograder.isolation.sandbox import State
from autograder.record.notes import Note, NoteKind
from autograder.record.outcomes import Outcome
from autograder.texts import _


@dataclasses.dataclass(frozen=True)
class Judged:
    """A ✓ and its decision: after which cell (None: at the end), in how many seconds, whether only the end earns it."""

    tick: Tick
    decision: Decision
    cell: int | None
    seconds: float
    late: bool = False

    @property
    def earned(self) -> bool:
        """Whether the ✓ is awarded, or the penalty applies."""
        return self.decision.outcome is Outcome.EARNED


Told = Callable[[Judged], object]


def decide(assignment: Assignment, session: Session, told: Told = lambda _: None) -> dict[str, Judged]:
    """Decide every ✓ of a session that was started; `told` hears of each as soon as it is final.

    Returns the decisions by id, in the order of the marking scheme.
    """
    desk = _Desk(session, told)
    for part, state in zip(assignment.parts, session.states, strict=True):
        desk.first_look(part, state)
    for part, state in zip(assignment.parts, session.states, strict=True):
        if state.number:
            desk.second_look(part, state)
    return {tick.id: _with_sources(desk.found[tick.id], desk.found) for tick in assignment.ticks}


def _with_sources(judged: Judged, found: Mapping[str, Judged]) -> Judged:
    """A ✓ that was earned with an earlier answer of the student's own, with where that answer is to be mended."""
    said: Mapping[str, str] = getattr(judged.tick.test, "carries", {})
    wrong = [text for tick, text in said.items() if tick in found and not found[tick].earned]
    if not (wrong and judged.earned and judged.decision.carries):
        return judged
    finding = dataclasses.replace(judged.decision.finding, follow_through="; ".join(_(text) for text in wrong))
    return dataclasses.replace(judged, decision=dataclasses.replace(judged.decision, finding=finding))


def names_of(part: Part) -> PartNames:
    """The names whose definition counts for a part, and those that its tests read."""
    return PartNames(part.answers, part.names)


def notes_on(decisions: Mapping[str, Judged]) -> tuple[Note, ...]:
    """Which ✓ only the state at the end earns."""
    late = [name for name, judged in decisions.items() if judged.late]
    return (Note(kind=NoteKind.STATE, what=", ".join(late)),) if late else ()


class _Desk:
    """Decisions on one submission, as they are made."""

    def __init__(self, session: Session, told: Told) -> None:
        self._session, self._told = session, told
        self.found: dict[str, Judged] = {}

    def first_look(self, part: Part, state: State) -> None:
        """Judge a part where its answers were defined last; what is lost there is open until the second look."""
        for tick in part.ticks:
            if tick.points > 0 or not state.number:
                judged = self._judged(tick, state)
                self._settle(judged, final=judged.earned or not state.number)

    def second_look(self, part: Part, state: State) -> None:
        """Judge what was lost at the end as well; then penalties, each where its ✓ was earned."""
        for tick in part.ticks:
            if tick.points > 0 and not self.found[tick.id].earned:
                self._settle(self._better(self.found[tick.id], self._judged(tick, State())), final=True)
        for tick in part.ticks:
            if tick.points < 0:
                tried = [self._judged(tick, where) for where in self._where_earned(part, tick, state)]
                self._settle(next((judged for judged in tried if judged.earned), tried[0]), final=True)

    def _judged(self, tick: Tick, state: State) -> Judged:
        started = time.monotonic()
        decision = self._session.decision(tick.test, state.number)
        return Judged(tick, decision, state.cell if state.number else None, time.monotonic() - started)

    def _settle(self, judged: Judged, *, final: bool) -> None:
        self.found[judged.tick.id] = judged
        if final:
            self._told(judged)

    def _where_earned(self, part: Part, penalty: Tick, state: State) -> list[State]:
        """The states in which the penalty's ✓ (or, where none is named, any ✓ of its part) was earned."""
        tied = part.ties.get(penalty.id)
        ticks = [tick for tick in part.ticks if tick.points > 0 and tied in (None, tick.id)]
        ends = {self.found[tick.id].cell is None for tick in ticks if self.found[tick.id].earned}
        return [State() if end else state for end in sorted(ends)] or [state]

    def _better(self, kept: Judged, end: Judged) -> Judged:
        """What stands for a ✓ that was lost at first: the end where it earns it, else the loss that says more."""
        seconds = kept.seconds + end.seconds
        if end.earned:
            return dataclasses.replace(end, seconds=seconds, late=True)
        if kept.decision.outcome is not Outcome.NOT_EARNED and end.decision.outcome is Outcome.NOT_EARNED:
            return dataclasses.replace(end, seconds=seconds)
        decision = kept.decision
        if _words(decision) != _words(end.decision):
            hints = (
                decision.finding.hint,
                _("judged as it is after {place}; later cells change it", place=self._place(kept.cell)),
            )
            finding = dataclasses.replace(decision.finding, hint="; ".join(text for text in hints if text))
            decision = dataclasses.replace(decision, finding=finding)
        return dataclasses.replace(kept, decision=decision, seconds=seconds)

    def _place(self, cell: int | None) -> str:
        return cell_place(cell, self._session.source(cell))


def _words(decision: Decision) -> tuple[str, ...]:
    found = decision.finding
    return str(decision.outcome), found.expected, found.got, found.hint
