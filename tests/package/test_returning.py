"""What goes back to students: every page under the name by which its platform finds the student, never a staff page."""

import dataclasses
import hashlib
import html
import io
import re
import zipfile

import pytest
from support.classroom import generate, write_canvas, write_folder, write_moodle
from support.papers import graded, paper, tick
from support.reviewing import answers, mark, store, student
from support.tiers import few

from autograder.classroom.exporters.feedback import LAYOUTS, NoPlace
from autograder.classroom.gradebook import Gradebook, Progress, Result, Student
from autograder.classroom.gradebook.deciding import answer, standing
from autograder.errors import GradebookError
from autograder.report.class_site import pages
from autograder.report.returning import returned, student_page

SECRET = "hidden input 42"


@pytest.fixture
def graded_by_hand(monkeypatch):
    """The real command reads an export; then every submission gets a record of its own, without being graded."""

    def grade(_book, queue, *_):
        queue.start_run()
        while (work := queue.claim()) is not None:
            lost = tick("1a.1", 0, got=f"what {work.digest[:8]} gave", input=SECRET)
            queue.store(work, Result(graded([lost], assignment=work.assignment, sha256=work.digest), 0.1, {}))
        return Progress(0, 0, 0, 0)

    monkeypatch.setattr("autograder.cli.classroom.grade.grade_open_work", grade)


def write_nbgrader(folder, handed_in):
    for one in handed_in:
        home = folder / "submitted" / f"student{one.student}" / "exam"
        home.mkdir(parents=True, exist_ok=True)
        (home / f"{one.assignment}.ipynb").write_bytes(one.content)
    return folder


def write_brightspace(folder, handed_in):
    for number, one in enumerate(handed_in):
        home = folder / f"{7000 + number}-990 - {one.name} - Nov 28, 2026 1042 AM"
        home.mkdir(parents=True)
        (home / f"{one.assignment}.ipynb").write_bytes(one.content)
    return folder


def owner_in_moodle(name):
    """As Moodle's importer reads a name: the second piece between underscores is the participant's number."""
    pieces = name.split("_", 4)
    assert pieces[2:4] == ["assignsubmission", "file"]
    return int(pieces[1])


def owner_in_canvas(name):
    """As Canvas does: the first two numbers between underscores are the user's and the attachment's."""
    return tuple(int(piece) for piece in name.split("_") if piece.isdigit())[:2]


ROUND_TRIPS = {
    "moodle": (write_moodle, owner_in_moodle, lambda n, one: 55_000 + n),
    "canvas": (write_canvas, owner_in_canvas, lambda n, one: (4000 + one.student, 880_000 + n)),
    "nbgrader": (
        write_nbgrader, lambda name: name,
        lambda n, one: f"feedback/student{one.student}/exam/{one.assignment}.html",
    ),
    "brightspace": (
        write_brightspace, lambda name: name.rpartition("/")[0],
        lambda n, one: f"{7000 + n}-990 - {one.name} - Nov 28, 2026 1042 AM",
    ),
    "folder": (write_folder, lambda name: name, lambda n, one: f"{one.name}/report-{one.assignment[:2]}.html"),
}  # fmt: skip


@pytest.mark.parametrize("layout", few(ROUND_TRIPS, lambda layout: layout in ("moodle", "canvas")))
def test_every_page_finds_the_student_whose_file_was_read(layout, project, run, tmp_path, graded_by_hand):
    write, owner, wanted = ROUND_TRIPS[layout]
    handed_in = list(generate(project, 8))
    export = write(
        tmp_path / ("export" if layout in ("nbgrader", "brightspace", "folder") else "export.zip"), handed_in
    )
    (tmp_path / "roster.csv").write_text("sid,name\nstudent0,Student 00000\nstudent1,Student 00001\n")
    listed = ["--roster", "roster.csv"] if layout == "nbgrader" else []
    status, _, err = run("class", "grade", export, "-o", "results", *listed)
    assert status == 0, err
    options = ["--download", export] if layout == "canvas" else []
    status, _, err = run("class", "return", layout, "--to", "back.zip", "-o", "results", *options)
    assert status == 0, err
    assert err == ""
    with zipfile.ZipFile(tmp_path / "back.zip") as archive:
        pages = {owner(name): archive.read(name).decode() for name in archive.namelist()}
    digests = {wanted(n, one): digest_of(one.content) for n, one in enumerate(handed_in)}
    assert set(pages) == set(digests)
    for who, page in pages.items():
        assert f"what {digests[who][:8]} gave" in page
        assert SECRET not in page
        assert "Staff" not in page


def digest_of(content):
    return hashlib.sha256(content).hexdigest()


@pytest.fixture
def folder(tmp_path):
    with Gradebook.open(tmp_path, create=True) as book:
        store(book, 0, answers(0))
        store(book, 1, answers(1), students=(student(1), student(2)))
        store(book, 3, answers(3), students=(), unmatched="its name fits nobody")
        store(book, 4, None, error="is not a notebook")
        store(book, 5, graded([tick("1a.1", 0, outcome="grader fault")]))
        book.connection.execute("INSERT INTO students (id, name) VALUES ('1899', 'Zoe Absent')")
    return tmp_path


def back(folder, layout="folder", **more):
    with Gradebook.open(folder) as book:
        anybody = [(one.id, one.name) for one in book.students()]
        found = returned(book.latest(), layout, anybody=anybody, **more)
    with zipfile.ZipFile(io.BytesIO(found.content)) as archive:
        return found, {name: archive.read(name).decode() for name in archive.namelist()}


def test_who_gets_nothing_is_told_with_the_reason(folder):
    found, pages = back(folder)
    assert set(pages) == {f"{n}/report-p1.html" for n in (1800, 1801, 1802, 1805)}
    assert [line for line in found.nothing if "fits nobody" in line]
    assert [line for line in found.nothing if line.startswith("1804") and "is not a notebook" in line]
    assert "1899 Zoe Absent: handed nothing in" in found.nothing
    assert len(found.nothing) == 3
    assert found.undecided == ("1805 Student 005 (p1_x): 1a.1",)


@pytest.mark.parametrize(("layout", "why"), [("moodle", "through Moodle"), ("canvas", "through Canvas")])
def test_a_submission_of_another_platform_gets_nothing_and_says_so(folder, layout, why):
    found, pages = back(folder, layout)
    assert pages == {}
    assert sum(why in line for line in found.nothing) == 4


def test_decisions_and_comments_are_in_page_and_text(folder):
    with Gradebook.open(folder) as book:
        book.override("1800", "1a.1", True, reason="read by hand", who="Ada")
        answer(book.connection, standing(book.connection, "1b.1", None)[:1], "It is **not** $x^2$.", "Ben")
    assert mark(folder, 0, "1a.1") == (1, "Ada")
    _, pages = back(folder, short=True)
    page, text = pages["1800/report-p1.html"], pages["1800/report-p1.txt"]
    assert "Ada: read by hand" in page
    assert "<strong>not</strong>" in page
    assert "<math" in page
    assert "decided by Ada: read by hand" in text
    assert "Ben: It is **not** $x^2$." in text
    assert re.search(r"1a\.1-[0-9a-f]{4}", html.unescape(page))


def test_a_page_for_staff_is_refused_and_none_is_ever_in_a_zip(folder):
    with Gradebook.open(folder) as book, pytest.raises(GradebookError, match="for staff"):
        student_page(next(e.grade for e in book.latest() if e.grade))
    for layout in ("folder", "nbgrader"):
        for text in back(folder, layout, short=True)[1].values():
            assert SECRET not in text
            assert "hidden betas" not in text


def test_the_same_class_gives_the_same_bytes(folder):
    assert back(folder)[0].content == back(folder)[0].content


def test_two_pages_of_one_name_are_refused(folder):
    with Gradebook.open(folder) as book:
        entries = [e for e in book.latest() if e.grade and e.student]
    twice = [entries[0], dataclasses.replace(entries[-1], student=entries[0].student)]
    with pytest.raises(GradebookError, match="two students' pages"):
        returned(twice, "folder")


@pytest.mark.parametrize(
    "name", ["../../etc", "a/b", ".hidden", "", "C:\\x", "\x00", "con<>"], ids=range(7)
)  # fmt: skip
def test_whatever_somebody_is_called_their_page_stays_in_its_place(name, folder):
    with Gradebook.open(folder) as book:
        entry = next(e for e in book.latest() if e.grade and e.student)
    path = LAYOUTS["folder"](dataclasses.replace(entry, student=Student(name, "x", "", ())), ())
    assert re.fullmatch(r"[^/\\\x00]+/report-p1", path)
    assert not path.startswith((".", "/"))


def test_a_team_of_moodle_without_a_number_gets_nothing_and_says_so(folder):
    with Gradebook.open(folder) as book:
        entry = next(e for e in book.latest() if e.grade and e.student)
    with pytest.raises(NoPlace, match="number"):
        LAYOUTS["moodle"](dataclasses.replace(entry, layout="moodle", source="Team A/p1.ipynb"), ())


def test_the_command_says_what_it_needs(folder, run):
    for arguments, words in (
        (["gradescope", "--to", "x.zip"], "itself"),
        (["canvas", "--to", "x.zip"], "--download"),
        (["folder"], "--to"),
        (["brightspace", "--to", "x.zip"], "holds no page"),
        (["canvas", "--to", "x.zip", "--download", folder / "gradebook.sqlite"], "cannot be read as a zip"),
    ):
        status, _, err = run("class", "return", *arguments, "-o", folder)
        assert status == 2
        assert words in err
    status, out, err = run("class", "return", "folder", "--to", "x.zip", "-o", folder, "--assignment", "p1")
    assert (status, "4 students" in out, "gets nothing" in err) == (7, True, True)


def test_pages_are_in_the_language_that_is_asked_for(folder, run, tmp_path):
    for language, words in (("en", "not earned"), ("de", "nicht erhalten")):
        run("class", "return", "folder", "--to", "x.zip", "-o", folder, "--language", language)
        with zipfile.ZipFile(tmp_path / "x.zip") as archive:
            assert words in archive.read("1800/report-p1.html").decode()


def test_pages_of_a_class_have_references_and_anonymous_ones_none():
    papers = [paper(1, [tick("1a.1", 0)], sha256="1" * 64)]
    for anonymous in (False, True):
        found = dict(pages(papers, models={}, anonymous=anonymous))
        for edition in ("staff", "student"):
            assert bool(re.search(r"1a\.1-[0-9a-f]{4}", found[f"{edition}/s001.html"])) is not anonymous
