"""What there is to look at: every doubtful ✓ of a class, read again when the gradebook has changed.

Which cases there are follows from results alone; what people decided about them is laid over.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from pathlib import Path

from autograder.classroom.analysis import KINDS
from autograder.classroom.analysis.items import items
from autograder.classroom.analysis.papers import Paper
from autograder.classroom.analysis.review_list import review_list
from autograder.classroom.gradebook import Entry, Gradebook
from autograder.classroom.gradebook.deciding import opinions
from autograder.classroom.papers import paper_of
from autograder.record import Grade, Override, TickResult
from autograder.record.equality import answer_key

EVERY = "every"
"""The kind of a case that is on no reading list."""
TITLES = {**dict(KINDS), EVERY: "Every ✓"}
LEFT_OUT = ("overridden",)
"""Kinds of the class report that are none here: a decided case stays what it was."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Case:
    """One ✓ of a submission that counts (or, without a ✓, the submission itself) with why it is worth a look.

    `entries` has one entry per student who handed it in; their grades are the grader's own, and `result` is how the
    grader decided the ✓. `also` are other submissions of which the same is to be said.
    """

    kind: str
    entries: tuple[Entry, ...]
    tick: str
    why: str
    result: TickResult | None
    also: tuple[tuple[Entry, ...], ...] = ()

    @property
    def entry(self) -> Entry:
        """The first student's."""
        return self.entries[0]

    @property
    def submission(self) -> str:
        """The submission's id."""
        return self.entry.submission

    @property
    def place(self) -> tuple[str, str]:
        """What names the case: submission and ✓."""
        return self.submission, self.tick


class Snapshot:
    """The class as it is at one moment."""

    def __init__(self, entries: Mapping[str, tuple[Entry, ...]], reading: tuple[Case, ...]) -> None:
        self.entries = entries
        self.reading = reading
        self.overrides: Mapping[tuple[str, str, str], Mapping[str, Override]] = {}
        self.based: Mapping[tuple[str, str, str], Mapping[str, int]] = {}
        self.seen: Mapping[str, str] = {}
        self.opinions: Mapping[tuple[str, str], Mapping[str, int]] = {}
        self._decided: Mapping[tuple[str, str], str] = {}
        self._equal: dict[str, dict[str, list[Case]]] = {}
        self._every: tuple[Case, ...] | None = None
        self.offers: dict[str, list[str]] = {}
        """What lists of filters offer; computed once."""

    @property
    def every(self) -> tuple[Case, ...]:
        """Every ✓ of every submission that counts."""
        if self._every is None:
            self._every = tuple(
                Case(kind=EVERY, entries=entries, tick=tick.id, why="", result=tick)
                for entries in self.entries.values()
                if entries[0].grade is not None
                for tick in entries[0].grade.ticks
            )
        return self._every

    def case(self, submission: str, tick: str) -> Case | None:
        """The case of this name, on the reading list or not; None where there is none (any more)."""
        listed = next((case for case in self.reading if case.place == (submission, tick)), None)
        entries = self.entries.get(submission)
        if listed is not None or entries is None:
            return listed
        result = None if entries[0].grade is None else entries[0].grade.tick(tick)
        return Case(kind=EVERY, entries=entries, tick=tick, why="", result=result) if result or not tick else None

    def equal(self, case: Case) -> list[Case]:
        """All cases whose answers are equal to this one's, itself too (see `autograder.record.equality`)."""
        if case.tick not in self._equal:
            groups: dict[str, list[Case]] = {}
            for one in self.every:
                if one.tick == case.tick:
                    groups.setdefault(key_of(one), []).append(one)
            self._equal[case.tick] = groups
        return self._equal[case.tick].get(key_of(case), [case])

    def lay_over(self, overrides: Mapping[tuple[str, str, str], Mapping[str, Override]]) -> None:
        """Take over what people decided; a ✓ is decided where it is for every student of its submission."""
        self.overrides = overrides
        who: dict[tuple[str, str], list[str]] = {}
        for one in (entry for entries in self.entries.values() for entry in entries if entry.student):
            for tick, said in overrides.get(_key(one), {}).items():
                who.setdefault((one.submission, tick), []).append(said.who)
        self._decided = {
            place: ", ".join(dict.fromkeys(names)) for place, names in who.items()
            if len(names) == len(self.entries[place[0]])
        }  # fmt: skip

    def changed_since(self, case: Case) -> int | None:
        """The result that a decision in force was made about, where another counts by now."""
        for one in case.entries:
            result = self.based.get(_key(one), {}).get(case.tick)
            if result not in (None, one.result):
                return result
        return None

    def who_decided(self, case: Case) -> str:
        """Who decided the ✓ for all of its students, or looked at the submission; empty where that is open."""
        return self._decided.get(case.place, "") if case.tick else self.seen.get(case.submission, "")


def _key(entry: Entry) -> tuple[str, str, str]:
    """What a decision is kept under."""
    return entry.student.id if entry.student else "", str(entry.assignment), entry.digest


def key_of(case: Case) -> str:
    """By what a case's answer is known for equal to another's."""
    grade, tick = case.entry.grade, case.result
    part = None if grade is None or tick is None else grade.part(tick.part)
    return "" if tick is None or part is None else answer_key(tick, part.code)


class Casebook:
    """An open gradebook and its latest snapshot; for one thread."""

    def __init__(self, path: Path) -> None:
        self.book = Gradebook.open(path)
        self.records: dict[int, Grade] = {}
        self.book.kept = self.records
        self._stamp: tuple[int, ...] = ()
        self._signature: list[tuple[object, ...]] | None = None
        self._snapshot = Snapshot({}, ())

    def close(self) -> None:
        """Close the gradebook."""
        self.book.close()

    def snapshot(self) -> Snapshot:
        """The class as the gradebook holds it now."""
        db = self.book.connection
        stamp = (db.execute("PRAGMA data_version").fetchone()[0], db.total_changes)
        if stamp != self._stamp:
            self._read_results()
            self._read_decisions()
            self._stamp = stamp
        return self._snapshot

    def _read_results(self) -> None:
        """Read submissions and results anew where they changed; a decision changes none."""
        rows = self.book.connection.execute(
            "SELECT s.id, s.result, s.error, s.unmatched, s.assignment, m.student, p.name FROM submissions AS s "
            "LEFT JOIN submitters AS m ON m.submission = s.id LEFT JOIN students AS p ON p.id = m.student"
        )
        signature = [tuple(row) for row in rows]
        if signature == self._signature:
            return
        self._signature = signature
        found: dict[str, list[Entry]] = {}
        for entry in self.book.latest():
            raw = None if entry.result is None else self.records[entry.result]
            found.setdefault(entry.submission, []).append(dataclasses.replace(entry, grade=raw))
        entries = {submission: tuple(group) for submission, group in found.items()}
        self._snapshot = Snapshot(entries, tuple(_reading(entries)))

    def _read_decisions(self) -> None:
        db, now = self.book.connection, self._snapshot
        now.lay_over(self.book.overrides_in_force())
        based: dict[tuple[str, str, str], dict[str, int]] = {}
        for row in db.execute("SELECT student, assignment, digest, tick, result FROM overrides_in_force"):
            based.setdefault((row["student"], row["assignment"], row["digest"]), {})[row["tick"]] = row["result"]
        now.based = based
        now.seen = {row["submission"]: row["who"] for row in db.execute("SELECT * FROM acts WHERE kind = 'seen'")}
        said: dict[tuple[str, str], dict[str, int]] = {}
        for row in opinions(db):
            case = now.entries.get(row["submission"])
            if case is not None and case[0].result == row["result"]:
                said.setdefault((row["submission"], row["tick"]), {})[row["who"]] = row["earned"]
        now.opinions = said


def _reading(entries: Mapping[str, tuple[Entry, ...]]) -> Iterator[Case]:
    """The reading list of the class report, with a group's submission once."""
    papers: dict[str, list[Paper]] = {}
    homes: dict[str, tuple[Entry, ...]] = {}
    for group in entries.values():
        paper = paper_of(group[0])
        papers.setdefault(paper.assignment, []).append(paper)
        homes[paper.slug] = group
    graded = [[paper for paper in group if paper.grade is not None] for group in papers.values()]
    every = [item for group in graded if group for item in items(group)]
    for one in review_list([paper for group in papers.values() for paper in group], every):
        if one.kind not in LEFT_OUT:
            found = one.paper.grade.tick(one.tick) if one.paper.grade is not None and one.tick else None
            yield Case(
                kind=one.kind, entries=homes[one.paper.slug], tick=one.tick, why=one.why, result=found,
                also=tuple(homes[paper.slug] for paper in one.also),
            )  # fmt: skip
