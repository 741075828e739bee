"""What other tests, or another grader, would change: per submission and ✓, and whether a mark would fall."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Iterator
from typing import Any

from autograder.classroom.gradebook import Gradebook, Override, Student, apply_overrides


@dataclasses.dataclass(frozen=True)
class TickChange:
    """One ✓ before and after, as the grader decided it; `kept` is the value of an override that stays in force."""

    id: str
    line: str
    earned: tuple[int | None, int | None]
    outcome: tuple[str, str]
    message: tuple[str, str]
    kept: int | None = None


@dataclasses.dataclass(frozen=True)
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
    """Every submission for which the wanted versions (see `Ledger`) have another result than the one that counts."""
    people = {person.id: person for person in book.students()}
    overrides: dict[tuple[str, str, str], dict[str, Override]] = {}
    for override in book.overrides():
        overrides.setdefault((override.student, override.assignment, override.digest), {})[override.tick] = override
    rows = book.connection.execute("""
        SELECT s.id, s.source, s.digest, s.assignment, m.student, n.id AS new_id, o.record AS old, n.record AS new
        FROM submissions AS s
        JOIN temp.wanted AS w ON w.assignment = s.assignment
        JOIN results AS o ON o.id = s.result
        JOIN results AS n ON (n.digest, n.assignment, n.grader, n.tests) = (s.digest, s.assignment, w.grader, w.tests)
        LEFT JOIN submitters AS m ON m.submission = s.id
        WHERE n.id <> o.id ORDER BY m.student IS NULL, m.student, s.assignment, s.id
    """)
    for row in rows:
        decided = overrides.get((row["student"], row["assignment"], row["digest"]), {})
        in_force = {tick: o for tick, o in decided.items() if o.earned is not None}
        old, new = json.loads(row["old"]), json.loads(row["new"])
        yield _compare(row, people.get(row["student"]), old, new, in_force)


def adopt(book: Gradebook, accepted: Iterable[Change]) -> int:
    """Let the new results count; overrides are untouched. Returns how many submissions changed theirs."""
    results = {change.submission: change.result for change in accepted}
    book.connection.execute("BEGIN IMMEDIATE")
    book.connection.executemany(
        "UPDATE submissions SET result = ? WHERE id = ?", [(result, one) for one, result in results.items()]
    )
    book.connection.execute("COMMIT")
    return len(results)


def _compare(row: Any, student: Student | None, old: dict[str, Any], new: dict[str, Any],
             overrides: dict[str, Override]) -> Change:  # fmt: skip
    before, after = apply_overrides(old, overrides), apply_overrides(new, overrides)
    undecided = [tick for tick in after["undecided"] if tick not in before["undecided"]]
    return Change(
        row["id"], row["source"], row["assignment"], student, row["new_id"],
        (before["problem"]["earned"], after["problem"]["earned"]), tuple(_tick_changes(old, new, overrides)),
        tuple(undecided),
    )  # fmt: skip


def _tick_changes(old: dict[str, Any], new: dict[str, Any], overrides: dict[str, Override]) -> Iterator[TickChange]:
    """✓ whose value, outcome or message differs; one that only one of the two has differs as well."""
    before, after = ({tick["id"]: tick for tick in record["ticks"]} for record in (old, new))
    for tick in [*after, *(tick for tick in before if tick not in after)]:
        left, right = before.get(tick, {}), after.get(tick, {})
        if [left.get(key) for key in ("earned", "outcome", "message")] != [
            right.get(key) for key in ("earned", "outcome", "message")
        ]:
            override = overrides.get(tick)
            yield TickChange(
                tick, (right or left)["line"], (left.get("earned"), right.get("earned")),
                (left.get("outcome", "no such ✓"), right.get("outcome", "no such ✓")),
                (left.get("message", ""), right.get("message", "")), None if override is None else override.earned,
            )  # fmt: skip
