"""What other tests, or another grader, would change: per submission and ✓, and whether a mark would fall."""

from __future__ import annotations

import dataclasses
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping

from autograder.classroom.gradebook import Gradebook, Student
from autograder.record import Grade, Override, TickResult, from_json


@dataclasses.dataclass(frozen=True, kw_only=True)
class TickChange:
    """One ✓ before and after, as the grader decided it; `kept` is the value of an override that stays in force."""

    id: str
    line: str
    earned: tuple[int | None, int | None]
    outcome: tuple[str, str]
    message: tuple[str, str]
    kept: int | None = None


@dataclasses.dataclass(frozen=True, kw_only=True)
class Change:
    """One student's submission whose result would be another; `earned` are the problem's ✓ with overrides applied."""

    submission: str
    source: str
    assignment: str
    student: Student | None
    result: int
    earned: tuple[int, int]
    ticks: tuple[TickChange, ...]
    undecided: tuple[str, ...]

    @property
    def lowers(self) -> bool:
        """Whether the problem's mark falls, or a ✓ that was decided would be undecided."""
        return self.earned[1] < self.earned[0] or bool(self.undecided)

    @property
    def is_silent(self) -> bool:
        """Whether a reader would see no difference at all."""
        return not self.ticks


def changes(book: Gradebook) -> Iterator[Change]:
    """Every submission for which the wanted versions (see `WorkQueue`) have another result than the one that counts."""
    people = {person.id: person for person in book.students()}
    overrides = book.overrides_in_force()
    rows = book.connection.execute("""
        SELECT s.id, s.source, s.digest, s.assignment, m.student, n.id AS new_id, o.record AS old, n.record AS new
        FROM submissions AS s
        JOIN temp.wanted AS w ON w.assignment = s.assignment
        JOIN results AS o ON o.id = s.result
        JOIN results AS n ON (n.digest, n.assignment, n.grader, n.tests, n.superseded)
            = (s.digest, s.assignment, w.grader, w.tests, 0)
        LEFT JOIN submitters AS m ON m.submission = s.id
        WHERE n.id <> o.id ORDER BY m.student IS NULL, m.student, s.assignment, s.id
    """)
    for row in rows:
        decided = overrides.get((row["student"], row["assignment"], row["digest"]), {})
        old, new = (from_json(json.loads(row[which])) for which in ("old", "new"))
        yield _compare(row, people.get(row["student"]), old, new, decided)


def adopt(book: Gradebook, accepted: Iterable[Change]) -> int:
    """Let the new results count; overrides are untouched. Returns how many submissions changed theirs."""
    results = {change.submission: change.result for change in accepted}
    book.connection.execute("BEGIN IMMEDIATE")
    book.connection.executemany(
        "UPDATE submissions SET result = ? WHERE id = ?", [(result, one) for one, result in results.items()]
    )
    book.connection.execute("COMMIT")
    return len(results)


def _compare(
    row: sqlite3.Row, student: Student | None, old: Grade, new: Grade, overrides: Mapping[str, Override]
) -> Change:
    before, after = old.with_overrides(overrides), new.with_overrides(overrides)
    known = {tick.id for tick in before.undecided}
    return Change(
        submission=row["id"], source=row["source"], assignment=row["assignment"], student=student, result=row["new_id"],
        earned=(before.earned, after.earned), ticks=tuple(_tick_changes(old, new, overrides)),
        undecided=tuple(tick.id for tick in after.undecided if tick.id not in known),
    )  # fmt: skip


def _tick_changes(old: Grade, new: Grade, overrides: Mapping[str, Override]) -> Iterator[TickChange]:
    """✓ whose value, outcome or message differs; one that only one of the two has differs as well."""
    before, after = ({tick.id: tick for tick in grade.ticks} for grade in (old, new))
    for tick in [*after, *(tick for tick in before if tick not in after)]:
        left, right = before.get(tick), after.get(tick)
        if _seen(left) != _seen(right):
            override = overrides.get(tick)
            (was, ended, said), (now, ends, says) = _seen(left), _seen(right)
            yield TickChange(
                id=tick, line=next(one.line for one in (right, left) if one is not None), earned=(was, now),
                outcome=(ended, ends), message=(said, says), kept=None if override is None else override.earned,
            )  # fmt: skip


def _seen(tick: TickResult | None) -> tuple[int | None, str, str]:
    """What a reader sees of a ✓ as the grader decided it."""
    return (None, "no such ✓", "") if tick is None else (tick.earned_by_grader, str(tick.outcome), tick.message)
