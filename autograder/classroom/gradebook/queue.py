"""Writing a gradebook while a class is graded: what came in, who is working on what, and what was decided.

Any number of processes, of one run or of several, may work from the same file. Each piece of work is claimed in a
transaction before it is graded, and its result stored and the claim deleted in another: whenever a process dies, all
that can be lost is what it was grading at that moment.
"""

from __future__ import annotations

import dataclasses
import json
import sqlite3
import time
from collections.abc import Iterable, Mapping

from autograder.classroom.gradebook import liveness
from autograder.classroom.gradebook.book import Gradebook
from autograder.classroom.gradebook.records import ROSTER, NewSubmission, Result, Student, Work
from autograder.classroom.gradebook.registering import enrol, register
from autograder.classroom.gradebook.schema import create_temporary
from autograder.classroom.gradebook.transactions import now, transaction
from autograder.record import as_json

MOST_FAILURES = 3
"""A submission on which the grader itself died this often in a run is left to a person."""

_OPEN = """
    FROM submissions AS s
    JOIN temp.wanted AS w ON w.assignment = s.assignment
    LEFT JOIN results AS r
        ON (r.digest, r.assignment, r.grader, r.tests, r.superseded) = (s.digest, s.assignment, w.grader, w.tests, 0)
    LEFT JOIN claims AS c
        ON (c.digest, c.assignment, c.grader, c.tests) = (s.digest, s.assignment, w.grader, w.tests)
    WHERE s.error IS NULL AND r.id IS NULL
"""
_KEY = "(digest, assignment, grader, tests) = (?, ?, ?, ?)"


@dataclasses.dataclass(frozen=True)
class Progress:
    """How many contents have a result by the wanted grader and tests, and how many are still to be graded."""

    done: int
    waiting: int
    claimed: int
    given_up: int


class WorkQueue:
    """The writing side of an open gradebook, for a grader and tests of given versions."""

    def __init__(self, book: Gradebook, grader: str, tests: Mapping[str, str], *, run: int | None = None) -> None:
        self.book = book
        self.run = run
        self._db = book.connection
        self._after = 0
        row = self._db.execute("SELECT COALESCE(MAX(first_read), 0) + 1 FROM submissions").fetchone()
        self._reading = int(row[0])
        # A result that a power failure takes back is graded again; what people decide is written through.
        self._db.execute("PRAGMA synchronous = NORMAL")
        create_temporary(self._db, [(assignment, grader, digest) for assignment, digest in tests.items()])

    def start_run(self) -> int:
        """Register this process as a run, and free what runs that died had claimed; returns the run's number."""
        host, pid, born = liveness.this_process()
        row = (host, pid, born, now(), time.time())
        with transaction(self._db):
            cursor = self._db.execute("INSERT INTO runs (host, pid, born, started, beat) VALUES (?, ?, ?, ?, ?)", row)
            self.run = cursor.lastrowid
            self._free_dead()
            self._db.execute("UPDATE claims SET failures = 0, why = '' WHERE run IS NULL")
        assert self.run is not None
        return self.run

    def heartbeat(self) -> None:
        """Say that this run is alive, to runs on other machines; call at least every minute."""
        self._db.execute("UPDATE runs SET beat = ? WHERE id = ?", [time.time(), self.run])

    def take_in(self, arrivals: Iterable[NewSubmission]) -> int:
        """Record submissions, each with its students; one that is known already is brought up to date."""
        count = 0
        with transaction(self._db):
            for arrival in arrivals:
                register(self._db, arrival, reading=self._reading)
                count += 1
        return count

    def enrol(self, students: Iterable[Student]) -> None:
        """Record the people on a class list, who may hand something in."""
        with transaction(self._db):
            for student in students:
                enrol(self._db, student, source=ROSTER)

    def claim(self, pid: int | None = None) -> Work | None:
        """Take one piece of work that nobody else has, for the process `pid` of this run; None when there is none."""
        with transaction(self._db):
            row = self._next()
            if row is None:
                self._free_dead()
                self._after = 0
                row = self._next()
            if row is None:
                return None
            self._after = row["rowid"]
            work = Work(row["digest"], row["assignment"], row["grader"], row["tests"], row["file"])
            self._db.execute(
                "INSERT INTO claims (digest, assignment, grader, tests, run, pid) VALUES (?, ?, ?, ?, ?, ?) "
                "ON CONFLICT DO UPDATE SET run = excluded.run, pid = excluded.pid",
                [*work.key, self.run, pid],
            )
            return work

    def store(self, work: Work, result: Result) -> None:
        """Store what was decided and give the claim up, in one transaction; a second result for the same is ignored.

        The result counts at once for submissions that have none; see `changes` for the others.
        """
        record = json.dumps(as_json(result.grade), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        with transaction(self._db):
            cursor = self._db.execute(
                "INSERT INTO results (digest, assignment, grader, tests, record, seconds, graded) "
                "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                [*work.key, record, result.seconds, now()],
            )
            if cursor.rowcount:
                self._store_ticks(cursor.lastrowid, result)
            self._db.execute(f"DELETE FROM claims WHERE {_KEY}", work.key)
            self._db.execute(
                f"UPDATE submissions SET result = (SELECT id FROM results WHERE {_KEY} AND superseded = 0) "
                "WHERE result IS NULL AND (digest, assignment) = (?, ?)",
                [*work.key, work.digest, work.assignment],
            )

    def fail(self, work: Work, why: str) -> None:
        """Record that the grader failed on this piece of work, and give the claim up."""
        self._failed(f"{_KEY} AND run IS ?", [*work.key, self.run], why)

    def fail_process(self, pid: int, why: str) -> None:
        """Record the failure of whatever the process `pid` of this run was grading."""
        self._failed("run IS ? AND pid = ?", [self.run, pid], why)

    def release(self) -> None:
        """Give up all claims of this run; whatever was being graded is work for the next."""
        self._db.execute("UPDATE claims SET run = NULL, pid = NULL WHERE run IS ?", [self.run])

    def progress(self) -> Progress:
        """Where the work stands; the same content handed in twice counts once."""
        wanted = "JOIN temp.wanted AS w ON (w.assignment, w.grader, w.tests) = (r.assignment, r.grader, r.tests)"
        handed_in = "EXISTS (SELECT 1 FROM submissions s WHERE (s.digest, s.assignment) = (r.digest, r.assignment))"
        done = self._db.execute(
            f"SELECT COUNT(*) FROM results AS r {wanted} WHERE r.superseded = 0 AND {handed_in}"
        ).fetchone()[0]
        rows = self._db.execute(
            f"SELECT s.digest, s.assignment, MAX(c.run IS NOT NULL), MAX(COALESCE(c.failures, 0)) {_OPEN} GROUP BY 1, 2"
        ).fetchall()
        claimed = sum(1 for row in rows if row[2])
        given_up = sum(1 for row in rows if not row[2] and row[3] >= MOST_FAILURES)
        return Progress(done, len(rows) - claimed - given_up, claimed, given_up)

    def settle_identical(self) -> None:
        """Let results that were stored before count for submissions with the same content that came in later."""
        with transaction(self._db):
            self._db.execute(
                "UPDATE submissions SET result = (SELECT r.id FROM results AS r JOIN temp.wanted AS w "
                "ON (w.assignment, w.grader, w.tests) = (r.assignment, r.grader, r.tests) "
                "WHERE (r.digest, r.assignment, r.superseded) = (submissions.digest, submissions.assignment, 0)) "
                "WHERE result IS NULL"
            )

    def reopen_undecided(self) -> int:
        """Have submissions graded again on whose ✓ the grader failed; their results stay and count until then."""
        return self._db.execute(
            "UPDATE results SET superseded = id "
            "WHERE superseded = 0 AND json_array_length(record, '$.undecided') > 0 "
            "AND (assignment, grader, tests) IN (SELECT assignment, grader, tests FROM temp.wanted)"
        ).rowcount

    def _next(self) -> sqlite3.Row | None:
        row: sqlite3.Row | None = self._db.execute(
            f"SELECT s.rowid, s.digest, s.assignment, s.file, w.grader, w.tests {_OPEN} "
            "AND s.rowid > ? AND c.run IS NULL AND COALESCE(c.failures, 0) < ? ORDER BY s.rowid LIMIT 1",
            [self._after, MOST_FAILURES],
        ).fetchone()
        return row

    def _store_ticks(self, result_id: int | None, result: Result) -> None:
        rows = [
            (
                result_id, position, tick.id, tick.part, tick.points, tick.earned, str(tick.outcome), tick.message,
                tick.finding.mistake or None, tick.finding.trace, result.tick_seconds.get(tick.id, 0.0),
            )
            for position, tick in enumerate(result.grade.ticks)
        ]  # fmt: skip
        self._db.executemany(
            "INSERT INTO ticks (result, position, id, part, points, earned, outcome, message, mistake, detail, "
            "seconds) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )

    def _failed(self, where: str, values: list[object], why: str) -> None:
        self._db.execute(
            f"UPDATE claims SET run = NULL, pid = NULL, failures = failures + 1, why = ? WHERE {where}",
            [why[:2000], *values],
        )

    def _free_dead(self) -> None:
        """Give up the claims of runs that are no more."""
        runs = self._db.execute("SELECT * FROM runs WHERE id IN (SELECT run FROM claims)").fetchall()
        for run in runs:
            if run["id"] != self.run and not liveness.is_alive(run["host"], run["pid"], run["born"], run["beat"]):
                self._db.execute("UPDATE claims SET run = NULL, pid = NULL WHERE run = ?", [run["id"]])
