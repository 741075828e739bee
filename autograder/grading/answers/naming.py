"""Which mistake a wrong answer makes: the catalogue's wrong models, tried one after another.

A mistake is named only where the answer equals its wrong model in the sense in which a right answer equals the right
one. Whatever happens on the way, the ✓ stays as it was decided: a model that fails in any other manner is not this one.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import time
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from autograder.checks.engine.steps import StepsExceeded, limited
from autograder.grading.answers.mapping import Check
from autograder.grading.answers.proxy import Heard, WorkerConnection
from autograder.grading.answers.states import Reading
from autograder.grading.judge import Decision, Stopped
from autograder.isolation.wire import encode
from autograder.record.findings import Finding
from autograder.record.losses import TickLost
from autograder.record.mistakes import Mistake
from autograder.record.outcomes import LossReason, Outcome
from autograder.texts import _

SECONDS, PATIENCE = 4.0, 12.0
"""Processor time of the judge, and time by the clock, for all models of one ✓; the plain finding stays after that.

The clock alone would leave mistakes without their names on a busy machine.
"""
STEPS = 150_000


class OutOfTime(Exception):
    """The time for finding a name is used up."""


class Remembering:
    """The line to a worker, on which the same call is made once only: many wrong models ask for the same values."""

    def __init__(self, connection: WorkerConnection, seconds: float, patience: float) -> None:
        """For `seconds` of this process's time, and `patience` by the clock."""
        self._connection = connection
        self._end = min(time.monotonic() + patience, connection.deadline)
        self._last = time.process_time() + seconds
        self._known: dict[tuple[object, ...], Any] = {}
        self.budget, self.missing = connection.budget, connection.missing
        self.defined_again = connection.defined_again
        self.heard: list[Heard] = []
        """Nothing: what a name was found by is no part of what decided the ✓."""

    def call(self, name: str, calls: Sequence[tuple[Any, ...]], seconds: float) -> list[Any]:
        """The undecoded results, of which those that are known are not asked for again."""
        keys = [(name, *map(_key, call)) for call in calls]
        new = {key: call for key, call in zip(keys, calls, strict=True) if key not in self._known}
        if self.is_over:
            raise OutOfTime
        if new:
            left = max(0.0, self._end - time.monotonic())
            results = self._connection.call(name, list(new.values()), min(seconds, left))
            self._known.update(zip(new, results, strict=True))
        return [self._known[key] for key in keys]

    @property
    def is_over(self) -> bool:
        """Whether the time is used up."""
        return time.monotonic() >= self._end or time.process_time() >= self._last


def _key(argument: Any) -> object:
    """Something by which equal arguments are known; arrays, which may be long, by their bytes."""
    if isinstance(argument, np.ndarray):
        return argument.dtype.str, argument.shape, argument.tobytes()
    return json.dumps(encode(argument))


def mistakes_of(check: Check) -> Sequence[Mistake]:
    """The catalogue of a hidden test's ✓, in the order in which it is tried."""
    found: Sequence[Mistake] = getattr(check, "mistakes", ())
    return found


def charge_of(check: Check) -> str:
    """What a student is told of a penalty that applies; empty for a ✓."""
    return str(getattr(check, "charge", ""))


def named(decision: Decision, check: Check, reading: Reading, connection: WorkerConnection) -> Decision:
    """The decision with the mistake behind it, if one is proved; the outcome stays as it is."""
    charge = charge_of(check)
    if charge and decision.outcome is Outcome.EARNED:
        decision = dataclasses.replace(decision, finding=Finding(hint=charge))
    wanted = decision.outcome is Outcome.EARNED if charge else _is_judged_wrong(decision)
    known = mistakes_of(check) or getattr(check, "follows", None)
    if not wanted or not known or decision.worker_lost or decision.finding.mistake:
        return decision
    heard = list(connection.heard)
    finding = _first_that_fits(check, reading, connection, decision.finding)
    connection.heard[:] = heard
    return dataclasses.replace(decision, finding=finding, worker_lost=connection.lost is not None)


def _is_judged_wrong(decision: Decision) -> bool:
    return decision.outcome is Outcome.NOT_EARNED and decision.finding.reason is LossReason.JUDGED


def _first_that_fits(check: Check, reading: Reading, connection: WorkerConnection, finding: Finding) -> Finding:
    line = Remembering(connection, SECONDS, PATIENCE)
    answers = reading.answers(line)
    try:
        with limited(STEPS):
            for mistake in mistakes_of(check):
                if line.is_over or connection.lost is not None:
                    break
                words = _fits(mistake, answers)
                if words is not None:
                    finding = with_mistake(finding, mistake, words)
                    break
            return _with_follow_through(check, answers, finding)
    except Stopped:
        connection.lost = TickLost()  # the line may be anywhere in a frame
    except StepsExceeded:
        pass
    return finding


def _with_follow_through(check: Check, answers: Any, finding: Finding) -> Finding:
    """The finding, with what is said where the answer is right for an earlier one of the student's own."""
    test, text = getattr(check, "follows", None) or (None, "")
    if test is not None:
        with contextlib.suppress(Exception):
            test(answers)
            return dataclasses.replace(finding, follow_through=_(text))
    return finding


def _fits(mistake: Mistake, answers: Any) -> Mapping[str, str] | None:
    """The words of a mistake that fits, None for one that does not, for whatever reason."""
    with contextlib.suppress(Exception):
        return mistake.fits(answers) or {}
    return None


def with_mistake(finding: Finding, mistake: Mistake, words: Mapping[str, str]) -> Finding:
    """The finding with the name of the mistake, what it says to the student, and its line for staff."""
    staff = mistake.staff.format(**words) if words else mistake.staff
    return dataclasses.replace(finding, mistake=mistake.id, explanation=_(mistake.says), note=f"{mistake.id}: {staff}")
