"""What is exported has the columns that Canvas, Moodle and Gradescope document, every mark, and no formula."""

import csv
import dataclasses
import io
import json
import re

import pytest
from test_gradebook import ADA, grade_all, queue

from autograder.classroom.exporters import FORMATS, filled_in, for_layout, marks_of, tick_lines, tick_table, titles_like
from autograder.classroom.exporters.cells import to_csv
from autograder.classroom.gradebook import Gradebook, NewSubmission, Student
from autograder.cli import main
from autograder.errors import UserError

EVE = Student("e5", "=HYPERLINK(1)", "eve@x.edu", (("sid", "e5"), ("login", "@eve")))
ZOE = Student("z9", "Zoe Absent", "zoe@x.edu", (("sid", "z9"),))


@pytest.fixture
def book(tmp_path):
    with Gradebook.open(tmp_path / "results", create=True) as opened:
        made = queue(opened)
        made.enrol([ZOE])
        made.take_in(
            [
                NewSubmission(
                    digest="d1", source="s1/p1.ipynb", file="d1.ipynb", assignment="p1", students=(ADA,), late=True
                ),
                NewSubmission(digest="d2", source="s2/p1.ipynb", file="d2.ipynb", assignment="p1", students=(EVE,)),
                NewSubmission(
                    digest="d3",
                    source="s3/p1.ipynb",
                    file="d3.ipynb",
                    assignment="p1",
                    unmatched="the file names nobody",
                ),
                NewSubmission(
                    digest="d4", source="s4/broken.ipynb", file="d4.ipynb", students=(EVE,), error="broken JSON"
                ),
            ]
        )
        grade_all(made, 1, 0)
        opened.override("a1", "1a.2", True, reason="right after all", who="TA")
        yield opened


def rows(text):
    return list(csv.reader(io.StringIO(text)))


def table(book, layout, **more):
    sheet = for_layout(marks_of(book, in_credits=False), layout)
    return rows(FORMATS[layout].write(dataclasses.replace(sheet, **more)))


def test_canvas_gets_its_header_the_points_possible_and_a_row_per_student(book):
    found = table(book, "canvas")
    info = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    assert found[0] == [*info, "p1", "Final Points (total)", "Final Grade (late)"]
    assert found[1] == ["    Points Possible", "", "", "", "", "2", "", ""]
    assert found[2] == ["Ada Lovelace", "17", "", "", "", "2", "2", "p1"]
    assert [row[5] for row in found[2:]] == ["2", "1", ""]


def test_canvas_leaves_the_total_and_lateness_alone(book):
    """Any other column that it does not know becomes an assignment."""
    added = table(book, "canvas")[0][-2:]
    assert all(re.search("Final Points|Final Grade", title) for title in added)


def test_moodle_gets_the_column_that_most_have_and_nobody_without_it(book):
    found = table(book, "moodle")
    assert found[0] == ["Full name", "ID number", "Username", "Email address", "Identifier", "p1", "Total", "Late"]
    assert [row[3] for row in found[1:]] == ["ada@x.edu", "eve@x.edu", "zoe@x.edu"]
    assert found[1][-3:] == ["2", "2", "p1"]


def test_blind_marking_goes_back_by_the_participants_number(tmp_path):
    with Gradebook.open(tmp_path / "blind", create=True) as book:
        made = queue(book)
        made.enrol([Student("moodle:4711", "", "", (("moodle", "4711"),))])
        made.take_in([NewSubmission(digest="d", source="s", file="f", assignment="p1", students=(book.students()[0],))])
        grade_all(made, 1, 0)
        assert [row[4:6] for row in table(book, "moodle")] == [["Identifier", "p1"], ["Participant 4711", "1"]]
        assert len(table(book, "canvas")) == 2


def test_gradescope_gets_its_own_layout(book):
    found = table(book, "gradescope")
    assert found[0] == ["First Name", "Last Name", "SID", "Email", "p1", "p1 - Max Points", "p1 - Lateness", "Total"]
    assert found[1] == ["Ada", "Lovelace", "", "ada@x.edu", "2", "2", "late", "2"]
    assert found[3] == ["Zoe", "Absent", "z9", "zoe@x.edu", "", "2", "", ""]


@pytest.mark.parametrize("layout", sorted(FORMATS))
@pytest.mark.parametrize("name", ["Somebody", "Student, Test", "Test Student", "studenttest"])
def test_nobody_without_an_id_and_no_test_student_gets_a_row_and_both_are_listed(layout, name, book):
    identities = () if name == "Somebody" else (("canvas", "9"), ("sid", "9"), ("email", "t@x.edu"))
    ghost = Student("ghost", name, "", identities)
    queue(book).take_in(
        [NewSubmission(digest="d1", source="g/p1.ipynb", file="d1", assignment="p1", students=(ghost,))]
    )
    queue(book).settle_identical()
    sheet = for_layout(marks_of(book, in_credits=False), layout)
    assert "ghost" not in {student.id for student in sheet.students}
    assert any(name in line and "1 points" in line for line in sheet.left_out)


def test_people_of_earlier_runs_without_marks_are_no_students_of_the_class(book):
    book.connection.execute("INSERT INTO students VALUES ('old', 'Old Ghost', 'o@x.edu', 'moodle')")
    assert "old" not in {student.id for student in marks_of(book, in_credits=False).students}
    only = marks_of(book, in_credits=False, only_listed=True)
    assert [student.id for student in only.students] == ["z9"]
    assert any("not on the class list (2 points)" in line for line in only.left_out)


def test_columns_are_called_as_the_platforms_own(book, tmp_path):
    own = tmp_path / "own.csv"
    own.write_text("Student,ID,Homework 1 (12),Exam P1 (9001),Exam P2 (9002)\n")
    assert titles_like(own, ["p1"]) == {"p1": "Exam P1 (9001)"}
    assert "Exam P1 (9001)" in table(book, "canvas", titles={"p1": "Exam P1 (9001)"})[0]
    with pytest.raises(UserError, match="no column for p3"):
        titles_like(own, ["p3"])
    own.write_text("P1,Exam P1 (9001)\n")
    with pytest.raises(UserError, match="2 columns for p1"):
        titles_like(own, ["p1"])


@pytest.mark.parametrize("layout", sorted(FORMATS))
def test_no_cell_is_a_formula(layout, book):
    for row in table(book, layout):
        assert not [cell for cell in row if cell.startswith(("=", "@", "+", "-"))]


def test_every_tick_is_a_row_of_its_own(book):
    found = rows(tick_table(book))
    lines = [json.loads(line) for line in tick_lines(book).splitlines()]
    assert len(found) - 1 == len(lines) == 6
    assert sorted(lines[0]) == sorted(found[0])
    decided = next(line for line in lines if line["student"] == "a1" and line["tick"] == "1a.2")
    assert (decided["earned"], decided["outcome"], decided["overridden"]) == (1, "not earned", True)


def test_what_is_in_no_row_is_named(book):
    left_out = marks_of(book, in_credits=False).left_out
    assert len(left_out) == 2
    assert any("s3/p1.ipynb: the file names nobody (1 points)" in line for line in left_out)
    assert any("broken JSON" in line for line in left_out)


def test_the_same_gradebook_gives_the_same_bytes_and_text_stays_in_its_cell(book):
    assert tick_table(book) == tick_table(book)
    assert rows(to_csv([["a\nb", "c,d", '"', None, 1.5]])) == [["a b", "c,d", '"', "", "1.5"]]


@pytest.mark.parametrize("layout", [*sorted(FORMATS), "ticks-csv", "ticks-jsonl"])
def test_the_command_writes_every_layout(layout, book, tmp_path, monkeypatch, capsys):
    target = tmp_path / "out.txt"
    monkeypatch.setattr(
        "sys.argv",
        [
            "autograder",
            "class",
            "export",
            layout,
            "--to",
            str(target),
            "-o",
            str(tmp_path / "results"),
            "--column",
            "p1=Exam P1 (9001)",
        ],
    )
    main()
    captured = capsys.readouterr()
    assert target.read_text()
    assert "3 students, 2 marks" in captured.out
    assert "in no row: s3/p1.ipynb" in captured.err


@pytest.mark.parametrize(("header", "who", "column"), [
    ("Identifier,Status,Grade,Last modified (grade)", "Participant", ""), ("ID,Status,Bewertung,Zuletzt geändert", "Teilnehmer/in", ""),
    ("Identifier,Status,Punkte,x", "Participant ", "Punkte"),
])  # fmt: skip
def test_moodles_own_worksheet_is_filled_in_by_the_participants_number(header, who, column, book, tmp_path):
    people = [Student(f"moodle:{n}", "", "", (("moodle", str(n)),)) for n in (41001, 41002)]
    made = queue(book)
    made.take_in(
        [NewSubmission(digest="d1", source=f"w{one.id}", file="d1", assignment="p1", students=(one,)) for one in people]
    )
    made.settle_identical()
    own = tmp_path / "worksheet.csv"
    own.write_text(f'{header}\n"{who}41001","Submitted, late",,-\n{who}49999,Nothing,,-\n')
    text, missing = filled_in(marks_of(book, in_credits=False), own, "p1", column)
    assert rows(text)[1:] == [[f"{who}41001", "Submitted, late", "1", "-"], [f"{who}49999", "Nothing", "", "-"]]
    assert "moodle:41002 is in no row" in missing
    own.write_text("a,b\n1,2\n")
    with pytest.raises(UserError, match="has no column"):
        filled_in(marks_of(book, in_credits=False), own, "p1")
