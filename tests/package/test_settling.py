"""Whose work something is, as a person says: it outlives reading again, and takes decisions along."""

import pytest
from test_gradebook import grade_all, queue

from autograder.classroom.decisions import decide_all, read_decisions
from autograder.classroom.gradebook import Gradebook, NewSubmission, Student, WorkQueue
from autograder.classroom.settling import assign, look_alike, merge
from autograder.errors import GradebookError, UserError

ADA = Student("1815", "Ada Lovelace", "ada@x.edu", (("sid", "1815"),))
BOB = Student("1916", "Bob B")
GHOST = Student("Ada Lovelace", "Ada Lovelace", "", (("name", "Ada Lovelace"), ("moodle", "41815")))
NOBODYS = NewSubmission(digest="d1", source="x/p1.ipynb", assignment="p1", unmatched="its name fits nobody")


@pytest.fixture
def book(tmp_path):
    with Gradebook.open(tmp_path, create=True) as opened:
        WorkQueue(opened, "g", {}).enrol([ADA, BOB])
        yield opened


def take_in(book, *arrivals):
    WorkQueue(book, "g", {}).take_in(arrivals)
    return list(book.latest())


def owners(book):
    return {entry.source: entry.student and entry.student.id for entry in book.latest()}


@pytest.mark.parametrize(
    "say", [lambda entry: entry.submission, lambda entry: entry.submission[:6], lambda entry: entry.source]
)
def test_an_assigned_submission_keeps_its_student_when_it_is_read_again(book, say):
    (entry,) = take_in(book, NOBODYS)
    assign(book, say(entry), ["1815"], who="Tess")
    take_in(book, NOBODYS)
    (entry,) = book.latest()
    assert (entry.student.id, entry.unmatched) == ("1815", None)


def test_a_group_is_assigned_at_once_and_a_later_word_replaces_it(book):
    (entry,) = take_in(book, NOBODYS)
    assign(book, entry.submission, ["1815", "1916"], who="Tess")
    assert sorted(e.student.id for e in book.latest()) == ["1815", "1916"]
    assign(book, entry.submission, ["1916"], who="Tess")
    assert owners(book) == {"x/p1.ipynb": "1916"}


@pytest.mark.parametrize(("submission", "student"), [("nothing", "1815"), ("x/p1.ipynb", "nobody"), ("", "1815")])
def test_what_is_not_there_is_not_assigned(book, submission, student):
    take_in(book, NOBODYS)
    with pytest.raises(GradebookError):
        assign(book, submission, [student], who="Tess")
    assert owners(book) == {"x/p1.ipynb": None}


def test_a_ghost_is_merged_with_all_it_has_and_stays_merged(book):
    handed_in = NewSubmission(digest="d2", source="y/p1.ipynb", assignment="p1", layout="moodle", students=(GHOST,))
    take_in(book, handed_in)
    book.connection.execute(
        "INSERT INTO overrides (id, student, assignment, digest, tick, earned, reason, who, made) VALUES (1, 'Ada Lovelace', 'p1', 'd2', '1a.1', 1, 'r', 'w', 'm')"
    )
    merge(book, "Ada Lovelace", "1815", who="Tess")
    take_in(book, handed_in)
    assert owners(book) == {"y/p1.ipynb": "1815"}
    assert [student.id for student in book.students()] == ["1815", "1916"]
    assert [one.student for one in book.overrides()] == ["1815"]
    assert ("moodle", "41815") in book.students()[0].identities
    assert book.connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_somebody_of_an_earlier_run_who_looks_like_one_on_the_class_list_is_offered(book):
    take_in(book, NewSubmission(digest="d2", source="y/p1.ipynb", assignment="p1", layout="moodle", students=(GHOST,)))
    assert [(ghost.id, student.id) for ghost, student in look_alike(book)] == [("Ada Lovelace", "1815")]
    merge(book, "Ada Lovelace", "1815", who="Tess")
    assert look_alike(book) == []


def test_nobody_is_merged_with_themselves_or_with_nobody(book):
    for former, student in [("1815", "1815"), ("1815", "nobody"), ("nobody", "1815")]:
        with pytest.raises(GradebookError):
            merge(book, former, student, who="Tess")
    assert len(book.students()) == 2


def test_a_later_source_renames_nobody_and_takes_no_address(book):
    mallory = Student("1815", "Mallory", "mallory@x.edu", (("email", "ada@x.edu"),))
    take_in(book, NewSubmission(digest="d3", source="z.ipynb", layout="gradescope", students=(mallory,)))
    (ada, _) = book.students()
    assert (ada.name, ada.email) == ("Ada Lovelace", "ada@x.edu")


def test_what_another_system_calls_somebody_never_moves_to_somebody_else(book):
    first = Student("1", "Eve", "eve@x.edu", (("email", "eve@x.edu"),))
    take_in(book, NewSubmission(digest="d4", source="a.ipynb", layout="gradescope", students=(first,)))
    second = Student("2", "Mallory", "", (("email", "eve@x.edu"),))
    take_in(book, NewSubmission(digest="d5", source="b.ipynb", layout="gradescope", students=(second,)))
    assert {student.id: student.identities for student in book.students()}["1"] == (("email", "eve@x.edu"),)


def test_attempts_are_ordered_by_instant_then_number_then_when_they_were_first_read(book):
    def read(digest, **more):
        take_in(book, NewSubmission(digest=digest, source=f"{digest}.ipynb", assignment="p1", students=(BOB,), **more))

    def order():
        return [entry.digest for entry in book.entries("1916")]

    read("z")
    read("a")
    assert order() == ["z", "a"]
    read("z")
    assert order() == ["z", "a"]
    read("b", version=1)
    read("c")
    assert order() == ["z", "a", "c", "b"]
    read("d", submitted="2026-10-25T02:30:00+01:00")
    read("e", submitted="2026-10-25T02:45:00+02:00")
    assert order() == ["z", "a", "c", "b", "e", "d"]
    read("f", submitted="2027-01-01T00:00:00Z", stands_back=True)
    assert order()[0] == "f"


@pytest.fixture
def graded(book):
    made = queue(book)
    made.take_in([NewSubmission(digest="d9", source="p1.ipynb", file="d9", assignment="p1", students=(ADA, BOB))])
    grade_all(made, 1, 0)
    return book


def test_a_table_of_decisions_is_recorded_once_and_for_all_of_a_group(graded, tmp_path):
    table = tmp_path / "decisions.csv"
    table.write_text("student,tick,decision,reason,by\n1815,1a.2,earned,right after all,Tess\n1815,1a.1,lost,copied,\n")
    assert len(list(decide_all(graded, table, read_decisions(table), who="me"))) == 4
    assert list(decide_all(graded, table, read_decisions(table), who="me")) == []
    (entry, _) = graded.latest()
    assert [tick.earned for tick in entry.grade.ticks] == [0, 1]
    assert {one.override.who for one in graded.overrides()} == {"Tess", "me"}


@pytest.mark.parametrize(("text", "words"), [
    ("student,tick,decision\n", "has no column 'reason'"),
    ("student,tick,decision,reason\n1815,1a.2,earned,\n", "row 2 has no reason"),
    ("student,tick,decision,reason\n1815,1a.2,yes,r\n", "row 2: 'yes' is none of"),
    ("student,tick,decision,reason\n1815,1a.2,earned,r\n1815,9z.9,earned,r\n", "row 3: 1815 has no graded"),
    ('student,tick,decision,reason\n"1815,1a.2,earned,r\n', "cannot be read"),
])  # fmt: skip
def test_a_table_with_one_wrong_row_records_nothing(text, words, graded, tmp_path):
    (tmp_path / "decisions.csv").write_text(text)
    with pytest.raises(UserError, match=words):
        list(decide_all(graded, tmp_path / "decisions.csv", read_decisions(tmp_path / "decisions.csv"), who="me"))
    assert graded.overrides() == []
