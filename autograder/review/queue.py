"""Which cases somebody wants to see, and in which order: a filter travels in the address of every page."""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urlencode

from autograder.record.ids import part_of
from autograder.review.blind import Names
from autograder.review.cases import EVERY, Case, Snapshot, key_of
from autograder.review.pairs import Pairs

STATES = ("open", "mine", "decided", "changed", "all")
"""Open to everybody, not decided by me, decided, decided on a result that changed since, all."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Filter:
    """What to show; an empty text stands for anything. The default is what is open of the reading list."""

    kind: str = ""
    state: str = "open"
    part: str = ""
    tick: str = ""
    outcome: str = ""
    mistake: str = ""
    student: str = ""
    equal: str = ""

    @classmethod
    def of(cls, values: Mapping[str, str]) -> Filter:
        """The filter that the query of an address spells; names and states that are unknown are left aside."""
        known = {field.name: values[field.name].strip()[:200] for field in dataclasses.fields(cls)
                 if values.get(field.name)}  # fmt: skip
        state = known.get("state", "open")
        return cls(**{**known, "state": state if state in STATES else "open"})

    @property
    def query(self) -> str:
        """The same as a query, only what differs from the default."""
        chosen = {name: value for name, value in dataclasses.asdict(self).items() if value}
        return urlencode({name: value for name, value in chosen.items() if (name, value) != ("state", "open")})


class Queue:
    """The cases of a filter as one person sees them."""

    def __init__(self, now: Snapshot, wanted: Filter, person: str, names: Names, pairs: Pairs) -> None:
        self._now, self._person, self._pairs = now, person, pairs
        listed = now.every if wanted.kind == EVERY else now.reading
        conditions = _conditions(wanted, names)
        self.fitting = [case for case in listed if all(fits(case) for fits in conditions)]
        """In any state."""
        self._open = {case.place for case in self.fitting if self.is_open(case)}
        self.total = len(self.fitting)
        self.done = sum(1 for case in self.fitting if case.place not in self._open)
        kept = [case for case in self.fitting if self._in_state(case, wanted.state)]
        self.cases: Sequence[Case] = sorted(kept, key=self._shuffled) if names.blind else kept

    def is_open(self, case: Case) -> bool:
        """Whether the case still wants something from this person."""
        if self._now.who_decided(case):
            return False
        chosen, said = self._pairs.chosen(case), self._now.opinions.get(case.place, {})
        if not chosen or len(said) > 1:  # two who differ are for anybody to settle
            return True
        return self._person in chosen and self._person not in said

    def after(self, place: tuple[str, str]) -> Case | None:
        """The next open case after one of these, from the start again where it was the last."""
        around = self._around(place)
        return next((case for case in around if case.place != place and self.is_open(case)), None)

    def beside(self, place: tuple[str, str]) -> tuple[Case | None, Case | None]:
        """The cases before and after one, open or not."""
        places = [case.place for case in self.cases]
        if place not in places:
            return None, self.cases[0] if self.cases else None
        at = places.index(place)
        return (self.cases[at - 1] if at else None), (self.cases[at + 1] if at + 1 < len(places) else None)

    def _around(self, place: tuple[str, str]) -> list[Case]:
        at = next((n for n, case in enumerate(self.cases) if case.place == place), -1)
        return [*self.cases[at + 1 :], *self.cases[: at + 1]]

    def _in_state(self, case: Case, state: str) -> bool:
        if state == "all":
            return True
        if state == "changed":
            return self._now.changed_since(case) is not None
        if state == "mine":
            return self._person not in re.split(", | and ", self._now.who_decided(case))
        return (case.place in self._open) == (state == "open")

    def _shuffled(self, case: Case) -> bytes:
        """An order of this person's own, so that no case is always the first or the last that is read."""
        return hashlib.sha256(f"{self._person} {case.submission} {case.tick}".encode()).digest()


def _conditions(wanted: Filter, names: Names) -> list[Callable[[Case], bool]]:
    """What a case has to fulfil: a condition for each part of the filter that says anything."""
    conditions: dict[str, Callable[[Case], bool]] = {
        "kind": lambda case: wanted.kind in (EVERY, case.kind),
        "part": lambda case: part_of(case.tick) == wanted.part,
        "tick": lambda case: case.tick == wanted.tick,
        "outcome": lambda case: case.result is not None and str(case.result.outcome) == wanted.outcome,
        "mistake": lambda case: case.result is not None and case.result.finding.mistake == wanted.mistake,
        "student": lambda case: names.is_called(case.entries, wanted.student),
        "equal": lambda case: bool(case.tick) and key_of(case) == wanted.equal,
    }
    return [condition for name, condition in conditions.items() if getattr(wanted, name)]
