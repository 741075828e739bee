"""One submission being graded: its worker, what its cells did, and the ✓ decided one after another."""

from __future__ import annotations

import dataclasses
import functools
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from autograder.checks.engine.steps import StepsExceeded
from autograder.grading.answers.mapping import Answers, Check
from autograder.grading.answers.naming import named
from autograder.grading.answers.proxy import WorkerConnection
from autograder.grading.answers.states import Losses, PartNames, Reading
from autograder.grading.definitions import defining_cells
from autograder.grading.judge import EARNED, Decision, Judge, Stopped, fault, too_costly
from autograder.grading.noted import cell_notes, cell_place, what_is_missing
from autograder.isolation.protocol import Reply, Tag
from autograder.isolation.sandbox import Cause, CellRun, State, WorkerGone, WorkerPool, WorkerProcess, WorkerState
from autograder.isolation.wire import Quota
from autograder.record.findings import Finding
from autograder.record.losses import TickLost
from autograder.record.notes import Note, NoteKind
from autograder.record.outcomes import LossReason, Outcome
from autograder.texts import _

CALLS_SHARE = 2 / 3
"""Of the time of one ✓ that calls of the submission may take together; the rest is the judge's own."""
JUDGE_SHARE = 1 / 8
"""Of the time of one submission that cells and calls leave, so that ✓ that need neither are decided nevertheless."""
LEAST = 1.0
"""Seconds below which nothing is begun any more."""
END = 0
"""The number of the state at the end of the notebook."""
STOPPED = "TimeLimit"
ENDED = "ProcessEnded"


class Session:
    """Runs a submission's cells once, and replays them when a call has cost the worker.

    A cell that hangs or kills its worker is left out of later replays; all other cells still run. Checks that are known
    from the start share a judge as long as nothing goes wrong; others get one each.
    """

    def __init__(
        self, pool: WorkerPool, cells: list[tuple[int, str]], names: list[str], files: Path | None = None,
        checks: Sequence[Check] = (), given: Sequence[str] = (), parts: Sequence[PartNames] = (),
        texts: Sequence[tuple[int, str]] = (),
    ) -> None:  # fmt: skip
        """`texts` are cells that are not code: an answer that is missing may stand in one of them."""
        pool.wait()  # what it takes to prepare is not the submission's time
        self._pool = pool
        self._cells = cells
        self._texts = texts
        self._names = names
        self._budget = pool.budget
        self._files = files
        self._given = tuple(given)
        self._end = time.monotonic() + pool.budget.submission_seconds
        self._deadline = self._end - JUDGE_SHARE * pool.budget.submission_seconds
        self._worker: WorkerProcess | None = None
        self._judge: Judge | None = None
        self._parts = list(parts)
        self._jobs = [(check, END) for check in checks]
        self._readings = {END: Reading(names)}
        self._losses = Losses()
        self._fatal: set[int] = set()
        self._unusable = ""
        self._told = False
        self.states: tuple[State, ...] = (State(),) * len(parts)
        self.cell_runs: dict[int, CellRun] = {}
        self._lacking: tuple[str, ...] = ()
        self._grading: list[str] = []
        self._quota = Quota()

    def start(self) -> None:
        """Run all cells and take the values of all names, before any hidden input is sent anywhere.

        A value that cannot be read (it hangs, or ends the worker) costs its own name only.
        """
        self._read_names()
        for name in self._names:
            if name not in self.snapshot and time.monotonic() > self._deadline - LEAST:
                self.snapshot[name] = ["unread"]
        self._readings[END].failed = self._failures(END)
        self._jobs += [(check, state.number) for check, _ in self._jobs for state in self.states if state.number]

    @property
    def snapshot(self) -> dict[str, Any]:
        """The values of all names at the end of the notebook, as they travel."""
        return self._readings[END].snapshot

    @property
    def unanswered(self) -> tuple[str, ...]:
        """Names without an answer at the end of the notebook, by what was read before any hidden input was sent."""
        none = ([Reply.MISSING], [Reply.UNAVAILABLE], [Tag.ELLIPSIS])
        return tuple(name for name in self._names if self.snapshot.get(name) in none)

    def source(self, cell: int | None) -> str:
        """The source of a cell by its number."""
        return dict(self._cells).get(cell, "") if cell is not None else ""

    @property
    def notes(self) -> tuple[Note, ...]:
        """What cells did not do, what they lacked, and what grading itself met with."""
        return (
            *cell_notes(self.cell_runs.values(), self._cells),
            *([Note(kind=NoteKind.GIVEN, what=", ".join(self._lacking))] if self._lacking else ()),
            *(Note(kind=NoteKind.GRADING, what=text) for text in self._grading),
        )

    def _read_names(self) -> None:
        self._replay()
        while self._worker is not None:
            waiting = [name for name in self._names if name not in self.snapshot]
            try:
                self._worker.snapshot(waiting, self._deadline, self.snapshot, self._quota)
                self._read_kept_states()
                return
            except WorkerGone as gone:
                self._drop()
                if time.monotonic() >= self._deadline:
                    return
                culprit = next(name for name in waiting if name not in self.snapshot)
                self.snapshot[culprit] = [Reply.TOO_LARGE]
                self._grading.append(_("the value of {name} could not be read: {why}", name=culprit, why=gone.why))
            self._replay()

    def _read_kept_states(self) -> None:
        """Take the values of each part's names in its kept state; where that fails, the end alone decides."""
        for index, part in enumerate(self._parts):
            number = self.states[index].number
            if number and self._worker is not None:
                reading = self._readings[number] = Reading(part.read)
                try:
                    self._worker.snapshot(list(part.read), self._deadline, reading.snapshot, self._quota, state=number)
                except WorkerGone as gone:
                    self._grading.append(f"part {index + 1} is judged at the end of the notebook alone: {gone.why}")
                    self._parts[index] = PartNames((), ())
                    self._drop()
                    self._replay()
                else:
                    reading.failed = self._failures(number)

    def _failures(self, number: int) -> dict[str, str]:
        """Why names hold no answer, where that can be told.

        How the last cell that defines one ended, for those that are missing because it failed; in which text it stands;
        which module is missing, for names that would have come from one.
        """
        snapshot = self._readings[number].snapshot
        unavailable = [name for name in snapshot if snapshot[name] == [Reply.UNAVAILABLE]]
        found = dict.fromkeys(unavailable, what_is_missing(self.notes))
        for name in [name for name in snapshot if snapshot[name] in ([Reply.MISSING], [Tag.ELLIPSIS])]:
            for cell in defining_cells(self._texts, [name])[-1:]:
                found[name] = _(
                    "{place} has it, but as text, which is not run: turn it into a code cell",
                    place=cell_place(cell.cell, dict(self._texts)[cell.cell]),
                )
        for name in [name for name in snapshot if snapshot[name] == [Reply.MISSING]]:
            for cell in defining_cells(self._cells, [name])[-1:]:
                run = self.cell_runs.get(cell.cell)
                if run is not None and run.error is not None:
                    at = cell_place(cell.cell, self.source(cell.cell))
                    found[name] = _("{place} defines it and ended with {error}", place=at, error=run.error[0])
        return found

    @functools.cached_property
    def _defined_again(self) -> dict[str, str]:
        """Which cell defines a name last, in words, for names that several cells define."""
        cells = {name: defining_cells(self._cells, [name]) for name in self._names}
        return {
            name: _("{place} defines it again", place=cell_place(found[-1].cell, self.source(found[-1].cell)))
            for name, found in cells.items()
            if found[1:]
        }

    def decide(self, check: Check) -> None:
        """Decide one ✓ in a child; raises what the check raised. The name and signature are `Answers.decide`'s."""
        self.decision(check).raise_if_lost()

    def decision(self, check: Check, number: int = END) -> Decision:
        """Decide one ✓ in the state of that number, in a child process, giving it a live worker."""
        if self._end - time.monotonic() < 1:
            return _late()
        if self._unusable:
            return fault(_("no worker could be used"), self._unusable)
        self._told = True
        if self._worker is None and self._has_functions():
            self._replay()
        job = (check, number)
        if job not in self._jobs:
            self._jobs.append(job)
            self._end_judge()
        if self._judge is None:
            self._judge = Judge(self._decide_here, memory_bytes=self._budget.judge_bytes)
        seconds = min(self._budget.tick_seconds, self._end - time.monotonic())
        decision = self._judge.decision(self._jobs.index(job), max(seconds, 1))
        if self._judge.spent:
            self._end_judge()
        if decision.worker_lost:
            self._drop()
        if _out_of_memory(decision) and self._leave_out_memory_cells():
            return self.decision(check, number)
        return _late() if decision.outcome is Outcome.GRADER_FAULT and self._end - time.monotonic() < 1 else decision

    def _has_functions(self) -> bool:
        read = self._readings.values()
        return any(value == [Tag.FUNCTION] for reading in read for value in reading.snapshot.values())

    def _leave_out_memory_cells(self) -> bool:
        """Leave out of replays the cells that ended in a MemoryError; returns whether there were any left.

        What they took is still held, so that later calls run out of memory by no fault of their own.
        """
        memory_cells = {cell for cell, run in self.cell_runs.items() if run.error and run.error[0] == "MemoryError"}
        new = memory_cells - self._fatal
        if new:
            self._fatal |= new
            self._drop()
        return bool(new)

    def _decide_here(self, number: int, seconds: float) -> Decision:
        """In the judge: decide one ✓, and say whether that cost the worker."""
        check, state = self._jobs[number]
        worker = None if self._worker is None else WorkerState(self._worker, state)
        deadline = min(time.monotonic() + CALLS_SHARE * seconds, self._deadline)
        connection = WorkerConnection(worker, self._budget, deadline)
        connection.missing = what_is_missing(self.notes)
        connection.defined_again = self._defined_again
        reading = self._readings[state]
        answers = reading.answers(connection)
        if state == END:
            decision = decided(self._losses.unless_the_same(check, reading, connection), answers, connection)
            if decision.finding.saw:  # lost as in the other state, where a name was looked for
                return decision
            decision = named(decision, check, reading, connection)
            return with_what_was_seen(decision, reading, answers)
        decision = named(decided(check, answers, connection), check, reading, connection)
        decision = with_what_was_seen(decision, reading, answers)
        self._losses.keep(check, decision, reading, answers)
        return decision

    def close(self) -> None:
        """End the worker and everything it left behind."""
        self._drop()
        for reading in self._readings.values():
            reading.memory.close()

    def _end_judge(self) -> None:
        """End the judge; it would only know what there was when it was forked."""
        judge, self._judge = self._judge, None
        if judge is not None:
            judge.close()

    def _drop(self) -> str:
        self._end_judge()
        worker, self._worker = self._worker, None
        return "" if worker is None else worker.kill()

    def _replay(self) -> None:
        """Start a worker and run the cells; every cell that costs a worker is left out of the next attempt."""
        while time.monotonic() < self._deadline - LEAST:
            self._worker = self._pool.spawn(self._files)
            cells = [cell for cell in self._cells if cell[0] not in self._fatal]
            done: list[CellRun] = []
            try:
                names = [part.answers for part in self._parts]
                ran = self._worker.run(cells, self._deadline, done, self._given, names)
            except WorkerGone as gone:
                self._drop()
                if not cells:
                    self._unusable = gone.why  # nothing of the submission ran: the machine is at fault, not the answers
                    self._grading.append(_("a worker without any cell to run ended"))
                    return
                self._record_lost_cell(cells, done, gone)
            else:
                self._record(done)
                if not self._told:
                    self._lacking, self.states = ran.lacking, ran.states
                return
        self._grading.append(_("the time for one submission was used up while its cells ran"))

    def _record_lost_cell(self, cells: list[tuple[int, str]], done: list[CellRun], gone: WorkerGone) -> None:
        """Record the cell that was running when the worker was lost, or the last one when it was lost right after."""
        finished = {run.cell for run in done}
        self._record(done)
        culprit = next((index for index, _ in cells if index not in finished), cells[-1][0])
        late = gone.cause is Cause.TIMEOUT
        text = f"stopped after {self._budget.cell_seconds:g} s" if late else f"its process ended: {gone.why}"
        self._fatal.add(culprit)
        if not self._told:
            self.cell_runs[culprit] = CellRun(culprit, (STOPPED if late else ENDED, text))

    def _record(self, done: list[CellRun]) -> None:
        """Take down how cells ended, but nothing new once a call could have told the submission a hidden input."""
        if not self._told:
            self.cell_runs.update({run.cell: run for run in done})


def decided(check: Check, answers: Answers, connection: WorkerConnection) -> Decision:
    """What a check says of answers that are called over `connection`, and whether that cost its worker."""
    try:
        carries = answers.judge(check) is True
    except TickLost as lost:
        return Decision(outcome=lost.outcome, finding=lost.finding, worker_lost=connection.lost is not None)
    except StepsExceeded as exceeded:
        return too_costly(worker_lost=connection.lost is not None or isinstance(exceeded, Stopped))
    return dataclasses.replace(EARNED, worker_lost=connection.lost is not None, carries=carries)


def with_what_was_seen(decision: Decision, reading: Reading, answers: Answers) -> Decision:
    """A loss with a digest of all that its check saw of the answer, by which equal answers are known for equal."""
    if decision.outcome is Outcome.EARNED or decision.finding.saw:
        return decision
    finding = dataclasses.replace(decision.finding, saw=reading.digest(answers.asked, answers.heard))
    return dataclasses.replace(decision, finding=finding)


def _out_of_memory(decision: Decision) -> bool:
    """Whether a call went beyond the worker's memory: found from outside, or met as an exception inside."""
    return decision.finding.reason in (LossReason.MEMORY, LossReason.RESOURCES)


def _late() -> Decision:
    """The submission's time was up before this ✓ could be decided."""
    finding = Finding(
        expected=_("all answers together stay within the time for one submission"),
        got=_("the time was used up before this ✓ was decided"), reason=LossReason.TIME,
    )  # fmt: skip
    return Decision(outcome=Outcome.ANSWER_TIMED_OUT, finding=finding)
