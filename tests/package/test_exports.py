"""What is exported has the columns that Canvas, Moodle and Gradescope document, every mark, and no formula."""

import csv
import io
import json

import pytest
from test_gradebook import ADA, grade_all, ledger

from autograder.classroom.exporters import FORMATS, marks_of, tick_lines, tick_table
from autograder.classroom.exporters.cells import to_csv
from autograder.classroom.gradebook import Gradebook, NewSubmission, Student
from autograder.cli import main

EVE = Student("e5", "=HYPERLINK(1)", "eve@x.edu", (("sid", "e5"), ("login", "@eve")))
ZOE = Student("z9", "Zoe Absent", "zoe@x.edu", (("sid", "z9"),))


@pytest.fixture
def book(tmp_path):
    with Gradebook.open(tmp_path / "results", create=True) as opened:
        made = ledger(opened)
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


def test_canvas_gets_its_header_the_points_possible_and_a_row_per_student(book):
    table = rows(FORMATS["canvas"](marks_of(book, in_credits=False)))
    assert table[0] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "p1"]
    assert table[1] == ["    Points Possible", "", "", "", "", "2"]
    assert table[2] == ["Ada Lovelace", "17", "", "ada@x.edu", "", "2"]
    assert [row[-1] for row in table[2:]] == ["2", "1", ""]


def test_moodle_gets_columns_that_identify_and_one_per_grade_item(book):
    table = rows(FORMATS["moodle"](marks_of(book, in_credits=True)))
    assert table[0] == ["Full name", "ID number", "Username", "Email address", "p1"]
    assert table[1] == ["Ada Lovelace", "", "", "ada@x.edu", "1"]
    assert table[2][-1] == "0.5"


def test_gradescope_gets_its_own_layout(book):
    table = rows(FORMATS["gradescope"](marks_of(book, in_credits=False)))
    assert table[0] == ["First Name", "Last Name", "SID", "Email", "p1", "p1 - Max Points", "p1 - Lateness"]
    assert table[1] == ["Ada", "Lovelace", "", "ada@x.edu", "2", "2", "late"]
    assert table[3] == ["Zoe", "Absent", "z9", "zoe@x.edu", "", "2", ""]


@pytest.mark.parametrize("layout", sorted(FORMATS))
def test_no_cell_is_a_formula(layout, book):
    for row in rows(FORMATS[layout](marks_of(book, in_credits=False))):
        assert not [cell for cell in row if cell.startswith(("=", "@", "+", "-"))]


def test_every_tick_is_a_row_of_its_own(book):
    table = rows(tick_table(book))
    lines = [json.loads(line) for line in tick_lines(book).splitlines()]
    assert len(table) - 1 == len(lines) == 6
    assert sorted(lines[0]) == sorted(table[0])
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
        "sys.argv", ["autograder", "class", "export", layout, "--to", str(target), "-o", str(tmp_path / "results")]
    )
    main()
    captured = capsys.readouterr()
    assert target.read_text()
    assert "3 students, 2 marks" in captured.out
    assert "in no row: s3/p1.ipynb" in captured.err
