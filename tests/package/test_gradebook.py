"""The gradebook: what goes in comes out, overrides outlive regrading, and no work is lost or done twice."""

import json
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.classroom.changes import adopt, changes
from autograder.classroom.gradebook import Gradebook, NewSubmission, Result, Student, WorkQueue
from autograder.errors import GradebookError
from autograder.record import Finding, Grade, Outcome, PartResult, TickResult, as_json

ROOT = Path(__file__).resolve().parents[2]
ADA = Student("a1", "Ada Lovelace", "ada@x.edu", (("canvas", "17"),))
BOB = Student("b2", "Bob")
TESTS = {"p1": "t1", "p2": "t1"}


def grade(*earned, undecided=()):
    ticks = tuple(
        TickResult(
            id=f"1a.{k}", line="a line", points=1, finding=Finding(got="another value", trace="for staff" if k == 2 else ""),
            outcome=Outcome.GRADER_FAULT if f"1a.{k}" in undecided else Outcome.EARNED if value else Outcome.NOT_EARNED,
        )
        for k, value in enumerate(earned, 1)
    )  # fmt: skip
    return Grade(
        assignment="p1", submission="x", sha256="d", grader="0", isolation="full",
        parts=(PartResult(id="1a", title="t", ticks=ticks),), credits_available=1.0,
    )  # fmt: skip


def result(*earned, **more):
    return Result(grade(*earned, **more), 0.5, {"1a.1": 0.1})


@pytest.fixture
def book(tmp_path):
    with Gradebook.open(tmp_path, create=True) as opened:
        yield opened


def queue(book, grader="g1", tests=TESTS):
    made = WorkQueue(book, grader, tests)
    made.start_run()
    return made


def grade_all(made, *earned):
    while (work := made.claim()) is not None:
        made.store(work, result(*earned))


def test_what_was_stored_is_read_back_per_student(book):
    made = queue(book)
    made.take_in(
        [NewSubmission(digest="d1", source="s1/p1.ipynb", file="d1.ipynb", assignment="p1", students=(ADA, BOB))]
    )
    grade_all(made, 1, 0)
    first, second = book.latest()
    assert (first.student, second.student.id) == (ADA, "b2")
    assert first.submission == second.submission
    assert first.grade.submission == "s1/p1.ipynb"
    assert [tick.earned for tick in first.grade.ticks] == [1, 0]
    assert (first.status, first.grader, first.path) == ("graded", "g1", book.store / "d1.ipynb")
    rows = book.connection.execute("SELECT id, earned, detail, seconds FROM ticks").fetchall()
    assert [tuple(row) for row in rows] == [("1a.1", 1, "", 0.1), ("1a.2", 0, "for staff", 0.0)]


def test_nothing_is_dropped_neither_the_unreadable_nor_the_unmatched(book):
    made = queue(book)
    made.take_in([
        NewSubmission(digest="d1", source="a.pdf", error="is not a notebook", students=(ADA,)),
        NewSubmission(digest="d2", source="b.ipynb", file="d2.ipynb", assignment="p1", unmatched="no name in the file name"),
    ])  # fmt: skip
    grade_all(made, 1, 1)
    ada, nobody = book.latest()
    assert (ada.status, ada.error, ada.grade) == ("unreadable", "is not a notebook", None)
    assert (nobody.student, nobody.unmatched, nobody.status) == (None, "no name in the file name", "graded")


def test_what_was_graded_once_keeps_its_mark_when_it_is_read_again_with_an_error(book):
    made = queue(book)
    made.take_in([NewSubmission(digest="d1", source="a.ipynb", assignment="p1", students=(ADA,))])
    grade_all(made, 1, 0)
    made.take_in([NewSubmission(digest="d1", source="a.ipynb", students=(ADA,), error="answers p1, not p2")])
    (entry,) = book.latest()
    assert (entry.status, entry.assignment, entry.error) == ("graded", "p1", None)
    made.take_in([NewSubmission(digest="d2", source="b.ipynb", students=(BOB,), error="broken")])
    made.take_in([NewSubmission(digest="d2", source="b.ipynb", students=(BOB,), assignment="p1")])
    assert [entry.status for entry in book.latest()] == ["graded", "pending"]


def test_the_latest_attempt_counts_and_earlier_ones_stay(book):
    made = queue(book)
    made.take_in([
        NewSubmission(digest="d1", source="s9/p1.ipynb", assignment="p1", students=(ADA,), submitted="2026-01-02T00:00:00Z"),
        NewSubmission(digest="d2", source="s1/p1.ipynb", assignment="p1", students=(ADA,), submitted="2026-01-03T00:00:00Z"),
    ])  # fmt: skip
    grade_all(made, 1, 0)
    (latest,) = book.latest()
    assert (latest.digest, latest.attempt, latest.attempts) == ("d2", 2, 2)
    assert [entry.digest for entry in book.entries("a1")] == ["d1", "d2"]


def test_the_same_content_is_graded_once_for_all_who_handed_it_in(book):
    made = queue(book)
    made.take_in(
        [NewSubmission(digest="d1", source=f"{s.id}.ipynb", assignment="p1", students=(s,)) for s in (ADA, BOB)]
    )
    assert made.claim() is not None
    assert made.claim() is None


def test_what_was_graded_is_not_graded_again_until_tests_or_grader_change(book):
    arrival = NewSubmission(digest="d1", source="a.ipynb", assignment="p1", students=(ADA,))
    grade_all_of = queue(book)
    grade_all_of.take_in([arrival])
    grade_all(grade_all_of, 1, 0)
    again = queue(book)
    again.take_in([arrival])
    assert again.claim() is None
    assert queue(book, tests={"p1": "t2"}).claim() is not None
    assert queue(book, grader="g2").claim() is not None


def test_overrides_are_applied_and_marked_and_sums_follow(book):
    made = queue(book)
    made.take_in([NewSubmission(digest="d1", source="a.ipynb", assignment="p1", students=(ADA, BOB))])
    grade_all(made, 1, 0)
    book.override("a1", "1a.2", True, reason="right after all", who="Tess", everyone=False)
    ada, bob = book.latest()
    tick = ada.grade.tick("1a.2")
    assert (tick.earned, tick.earned_by_grader, tick.outcome) == (1, 0, Outcome.NOT_EARNED)
    said = tick.override
    assert (said.earned, said.who, said.reason) == (1, "Tess", "right after all")
    assert (ada.grade.earned, ada.grade.credits) == (2, 1.0)
    assert ada.grade.overridden == (tick,)
    assert bob.grade.earned == 1
    marks = book.connection.execute(
        "SELECT student, tick, earned, earned_by_grader, override_who FROM marks"
    ).fetchall()
    assert ("a1", "1a.2", 1, 0, "Tess") in [tuple(row) for row in marks]
    book.override("a1", "1a.2", None, reason="a mistake", who="Tess")
    assert next(book.latest()).grade.overridden == ()
    assert len(book.overrides()) == 3


def test_an_override_decides_what_the_grader_could_not(book):
    made = queue(book)
    made.take_in([NewSubmission(digest="d1", source="a.ipynb", assignment="p1", students=(ADA,))])
    made.store(made.claim(), result(1, 0, undecided=["1a.2"]))
    assert next(book.latest()).status == "undecided"
    book.override("a1", "1a.2", False, reason="wrong", who="Tess")
    assert next(book.latest()).status == "graded"


def test_what_was_undecided_is_graded_again_on_request_and_compared_with_what_it_was(book):
    made = queue(book)
    made.take_in([NewSubmission(digest="d1", source="a.ipynb", assignment="p1", students=(ADA,))])
    made.store(made.claim(), result(1, 0, undecided=["1a.2"]))
    assert made.claim() is None
    assert made.reopen_undecided() == 1
    assert next(book.latest()).status == "undecided"
    made.store(made.claim(), result(0, 1))
    assert [tick.id for tick in next(book.latest()).grade.undecided] == ["1a.2"]
    (change,) = changes(book)
    assert [(tick.id, tick.earned) for tick in change.ticks] == [("1a.1", (1, 0)), ("1a.2", (0, 1))]
    adopt(book, [change])
    assert next(book.latest()).status == "graded"
    assert made.reopen_undecided() == 0


def test_a_decided_tick_that_becomes_undecided_counts_as_a_fall(book):
    made = queue(book)
    made.take_in([NewSubmission(digest="d1", source="a.ipynb", assignment="p1", students=(ADA,))])
    grade_all(made, 0, 0)
    later = queue(book, tests={"p1": "t2"})
    later.store(later.claim(), result(0, 0, undecided=["1a.2"]))
    (change,) = changes(book)
    assert change.lowers


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nobody", "1a.1", True), "no student"),
        (("a1", "7z.1", True), "7z.1"),
    ],
)
def test_an_override_that_makes_no_sense_is_refused(arguments, words, book):
    made = queue(book)
    made.take_in([NewSubmission(digest="d1", source="a.ipynb", assignment="p1", students=(ADA,))])
    grade_all(made, 1, 0)
    with pytest.raises(GradebookError, match=words):
        book.override(*arguments, reason="why", who="Tess")
    with pytest.raises(GradebookError, match="reason"):
        book.override("a1", "1a.1", True, reason=" ", who="Tess")
    assert book.overrides() == []


def test_a_claim_is_nobody_elses_until_its_process_died(book):
    made = queue(book)
    made.take_in([NewSubmission(digest="d1", source="a.ipynb", assignment="p1", students=(ADA,))])
    program = f"""
from pathlib import Path
from autograder.classroom.gradebook import Gradebook, WorkQueue
import sys
with Gradebook.open(Path({str(book.path)!r})) as book:
    queue = WorkQueue(book, "g1", {{"p1": "t1"}})
    queue.start_run()
    print(queue.claim().digest, flush=True)
    sys.stdin.read()
"""
    other = subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert other.stdout.readline() == "d1\n"
    assert made.claim() is None
    other.kill()
    other.communicate()
    assert made.claim().digest == "d1"


def test_work_that_kills_the_grader_again_and_again_is_given_up_with_a_reason(book):
    made = queue(book)
    made.take_in([NewSubmission(digest="d1", source="a.ipynb", assignment="p1", students=(ADA,))])
    for _ in range(3):
        made.fail(made.claim(), "it died")
    assert made.claim() is None
    assert made.progress().given_up == 1
    (entry,) = book.latest()
    assert (entry.status, entry.error) == ("unreadable", "the grader failed on it: it died")
    assert queue(book).claim() is not None


def test_another_file_is_not_taken_for_a_gradebook(tmp_path):
    with pytest.raises(GradebookError, match="no gradebook"):
        Gradebook.open(tmp_path)
    (tmp_path / "text.sqlite").write_text("not a database " * 99)
    other = sqlite3.connect(tmp_path / "other.sqlite")
    other.execute("CREATE TABLE t (a)")
    other.close()
    newer = Gradebook.open(tmp_path / "newer.sqlite", create=True)
    newer.connection.execute("PRAGMA user_version = 99")
    newer.close()
    for name, words in (("text", "not a gradebook"), ("other", "not a gradebook"), ("newer", "version 99")):
        with pytest.raises(GradebookError, match=words):
            Gradebook.open(tmp_path / f"{name}.sqlite", create=True)


def test_the_page_on_the_gradebook_describes_every_column(book):
    page = (ROOT / "docs" / "gradebook.md").read_text()
    described = {
        name: set(re.findall(r"^\| `(\w+)`", text, re.MULTILINE))
        for name, text in re.findall(r"^### `(\w+)`(.*?)(?=^##)", page + "\n##", re.MULTILINE | re.DOTALL)
    }
    tables = book.connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')").fetchall()
    columns = {
        row["name"]: {column["name"] for column in book.connection.execute(f"PRAGMA table_info({row['name']})")}
        for row in tables
        if not row["name"].startswith("sqlite_")
    }
    assert described == columns


def test_results_are_plain_json(book):
    made = queue(book)
    made.take_in([NewSubmission(digest="d1", source="a.ipynb", assignment="p1", students=(ADA,))])
    grade_all(made, 1, 0)
    stored = json.loads(book.connection.execute("SELECT record FROM results").fetchone()[0])
    assert stored == as_json(grade(1, 0))
