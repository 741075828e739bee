"""The states in which a submission's answers are judged: what was read of each, and what was heard in it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from typing import Any

from autograder.checks.engine.memory import Memory
from autograder.grading.answers.mapping import Answers, Check
from autograder.grading.answers.proxy import Connection, Heard, said
from autograder.grading.judge import Decision
from autograder.isolation.wire import Value
from autograder.record.losses import TickLost


@dataclasses.dataclass(frozen=True)
class PartNames:
    """The names that a part's answers are given in, and those that its hidden tests read."""

    answers: tuple[str, ...]
    read: tuple[str, ...]


@dataclasses.dataclass
class Reading:
    """One state: the values of names, taken before any hidden input was sent, and what was found out about them."""

    names: Sequence[str]
    snapshot: dict[str, Any] = dataclasses.field(default_factory=dict)
    expressions: dict[str, Value] = dataclasses.field(default_factory=dict)
    memory: Memory = dataclasses.field(default_factory=lambda: Memory(shared=True))
    failed: dict[str, str] = dataclasses.field(default_factory=dict)

    def answers(self, connection: Connection) -> Answers:
        """What a hidden test asks, with `connection` leading to the same state of the worker."""
        return Answers(self.snapshot, connection, self.expressions, self.failed, self.memory, self.names)

    def digest(self, asked: Iterable[str], heard: Iterable[Heard]) -> str:
        """A digest of the values of the names `asked` for, as they travelled, and of what calls gave, in order."""
        values = [(name, self.snapshot.get(name)) for name in sorted(asked)]
        return said([values, [(name, len(calls), given) for name, calls, _, given in heard]])[:32]


@dataclasses.dataclass(frozen=True)
class Loss:
    """A ✓ that was lost in one state: why, and all that the submission said before."""

    decision: Decision
    values: dict[str, Any]
    heard: tuple[Heard, ...]

    def is_the_same_in(self, reading: Reading, connection: Connection) -> bool:
        """Whether another state holds the same values and gives the same to the same calls: then it is lost there, too.

        So what takes long to judge is not judged twice.
        """
        return all(reading.snapshot.get(name) == value for name, value in self.values.items()) and all(
            said(connection.call(name, calls, seconds)) == before for name, calls, seconds, before in self.heard
        )


class Losses:
    """✓ lost in kept states, which are looked at once more in the state at the end."""

    def __init__(self) -> None:
        self._found: dict[Check, Loss] = {}

    def keep(self, check: Check, decision: Decision, reading: Reading, answers: Answers) -> None:
        """Keep why a ✓ was lost; nothing where its worker was lost with it."""
        if not decision.worker_lost:
            values = {name: reading.snapshot.get(name) for name in answers.asked}
            self._found[check] = Loss(decision, values, tuple(answers.heard))

    def unless_the_same(self, check: Check, reading: Reading, connection: Connection) -> Check:
        """The check for the state at the end: the known loss where that says nothing else, else the check itself."""

        def look(answers: Any) -> object:
            known = self._found.pop(check, None)
            if known is not None and known.is_the_same_in(reading, connection):
                raise TickLost.with_outcome(known.decision.outcome, known.decision.finding)
            return check(answers)

        return look
