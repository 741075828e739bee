"""Exports of Gradescope, Canvas and Moodle and plain folders: every submission is found, and whose it is."""

import pytest
from support.exports import collected, laid_out, notebook, packed, zipped

from autograder.classroom.importers import read_roster
from autograder.errors import SubmissionError, UserError
from autograder.grading.submission import Submission


@pytest.fixture
def read(tmp_path):
    """Lay files out as a folder or zip and collect them; arrivals by source."""

    def call(files, *, as_zip=False, roster=None, **more):
        path = tmp_path / ("export.zip" if as_zip else "export")
        (zipped if as_zip else laid_out)(path, files)
        return collected([path], tmp_path / "out" / "submissions", roster, **more)

    return call


METADATA = """---
submission_11:
  :submitters:
  - :name: Ada Lovelace
    :sid: '1815'
    :email: Ada@x.edu
  :created_at: 2026-02-03 10:15:27.120000000 +01:00
  :score: 3.0
  :history:
  - :id: 10
submission_12:
  :submitters:
  - :name: Alan Turing
    :sid:
    :email: alan@x.edu
  - :name: Alonzo Church
    :sid: 1903
    :email:
  :created_at: 2026-02-03 09:15:27.120000000 Z
submission_13:
  :submitters:
  - :name: Grace Hopper
    :sid: '1906'
    :email: grace@x.edu
  :created_at: 2026-02-03 09:15:27 Z
"""
GRADESCOPE = {
    "assignment_77_export/submission_metadata.yml": METADATA,
    "assignment_77_export/submission_11/flows.ipynb": notebook("x = 1"),
    "assignment_77_export/submission_11/data.csv": b"1,2",
    "assignment_77_export/submission_12/flows.ipynb": notebook("x = 2"),
    "assignment_77_export/submission_14/flows.ipynb": notebook("x = 3"),
    "__MACOSX/assignment_77_export/._x": b"",
}


@pytest.mark.parametrize("as_zip", [False, True])
def test_gradescope_says_who_and_when_and_groups_come_together(read, as_zip):
    found = read(GRADESCOPE, as_zip=as_zip)
    ada, group = found["submission_11/flows.ipynb"], found["submission_12/flows.ipynb"]
    (student,) = ada.students
    assert (student.id, student.name, student.email) == ("1815", "Ada Lovelace", "Ada@x.edu")
    assert (ada.submitted, ada.layout, ada.assignment, ada.error) == ("2026-02-03T09:15:27Z", "gradescope", "p1", None)
    assert [person.id for person in group.students] == ["alan@x.edu", "1903"]


def test_what_gradescope_lists_without_files_or_has_without_a_name_is_said(read):
    found = read(GRADESCOPE)
    missing = found["submission_13"]
    assert missing.students[0].name == "Grace Hopper"
    assert "no file" in missing.error
    assert "names no submitter of submission_14" in found["submission_14/flows.ipynb"].unmatched
    assert found["submission_14/flows.ipynb"].assignment == "p3"
    assert len(found) == 4


def test_broken_metadata_costs_names_only(read):
    found = read(GRADESCOPE | {"assignment_77_export/submission_metadata.yml": "a: [1"})
    assert {arrival.assignment for arrival in found.values()} == {"p1", "p2", "p3"}
    assert all("cannot be read" in arrival.unmatched for arrival in found.values())


def test_files_beside_a_notebook_come_along_and_the_content_decides_the_digest(read, tmp_path):
    first = read(GRADESCOPE)["submission_11/flows.ipynb"]
    again = read(GRADESCOPE, as_zip=True)["submission_11/flows.ipynb"]
    assert first.digest == again.digest
    with Submission(tmp_path / "out" / "submissions" / first.file) as submission:
        assert (submission.files / "data.csv").read_bytes() == b"1,2"


def test_canvas_names_are_read(read):
    found = read({
        "lovelaceada_1815_998877_flows.ipynb": notebook("x = 1"),
        "turingalan_LATE_1912_998878_my_answer_3-2.ipynb": notebook("x = 2"),
        "turingalan_LATE_1912_998879_data-1.csv": b"1",
        "hoppergrace_1906_998880_report.pdf": b"%PDF",
    }, as_zip=True)  # fmt: skip
    ada = found["lovelaceada_1815/flows.ipynb"]
    assert (ada.students[0].id, ada.students[0].identities, ada.late) == ("canvas:1815", (("canvas", "1815"),), False)
    alan = found["turingalan_1912/my_answer_3-2.ipynb"]
    assert (alan.students[0].id, alan.late, alan.version) == ("canvas:1912", True, 2)
    grace = found["hoppergrace_1906"]
    assert grace.students[0].id == "canvas:1906"
    assert "no notebook" in grace.error
    assert len(found) == 3


def test_a_data_file_that_canvas_numbered_is_found_under_its_own_name(read, tmp_path):
    found = read({
        "turingalan_1912_1_flows.ipynb": notebook("x = 2"), "turingalan_1912_2_data-1.csv": b"1",
    })  # fmt: skip
    with Submission(tmp_path / "out" / "submissions" / found["turingalan_1912/flows.ipynb"].file) as submission:
        assert {path.name for path in submission.files.iterdir()} >= {"data.csv", "data-1.csv"}


def test_moodle_folders_and_moodle_prefixes_are_read(read):
    found = read({
        "Ada Lovelace_4711_assignsubmission_file_/flows.ipynb": notebook("x = 1"),
        "Alan M_Turing_4712_assignsubmission_file_answer.ipynb": notebook("x = 2"),
        "Grace Hopper_4713_assignsubmission_onlinetext_/onlinetext.html": b"<p>",
    }, as_zip=True)  # fmt: skip
    ada = found["Ada Lovelace_4711/flows.ipynb"]
    assert (ada.students[0].name, ada.layout) == ("Ada Lovelace", "moodle")
    assert ("moodle", "4711") in ada.students[0].identities
    assert found["Alan M_Turing_4712/answer.ipynb"].students[0].name == "Alan M_Turing"
    assert "no notebook" in found["Grace Hopper_4713"].error


def test_two_participants_of_one_name_are_not_taken_for_one(read):
    found = read({
        "Ada Lovelace_1_assignsubmission_file_/a.ipynb": notebook("x = 1"),
        "Ada Lovelace_2_assignsubmission_file_/a.ipynb": notebook("y = 1"),
        "Grace Hopper_3_assignsubmission_file_/a.ipynb": notebook("z = 1"),
    })  # fmt: skip
    *adas, grace = found.values()
    assert all("several participants are called Ada Lovelace" in arrival.unmatched for arrival in adas)
    assert grace.students[0].id == "Grace Hopper"


def test_one_participant_has_another_number_in_every_assignment(read):
    found = read({
        "Ada Lovelace_1_assignsubmission_file_/a.ipynb": notebook("x = 1"),
        "Ada Lovelace_2_assignsubmission_file_/a.ipynb": notebook("x = 2"),
    })  # fmt: skip
    assert {arrival.students[0].id for arrival in found.values()} == {"Ada Lovelace"}


def test_a_plain_folder_takes_names_of_folders_and_files(read):
    found = read({
        "ada/flows.ipynb": notebook("x = 1"), "ada/data/points.csv": b"1", "p2_alan_turing.ipynb": notebook("x = 2"),
        "p3.ipynb": notebook("x = 3"), "notes.txt": b"hello",
    })  # fmt: skip
    assert found["ada/flows.ipynb"].students[0].id == "ada"
    assert found["p2_alan_turing.ipynb"].students[0].id == "alan turing"
    assert found["p3.ipynb"].students == ()
    assert "no student is named" in found["p3.ipynb"].unmatched
    assert "no notebook" in found["notes.txt"].error
    assert len(found) == 4


def test_a_folder_among_others_is_one_persons_and_one_that_may_be_a_class_is_said(read):
    found = read({
        "class/ada.ipynb": notebook("x = 1"), "class/alan.ipynb": notebook("x = 2"),
        "grace/p1.ipynb": notebook("x = 1"), "grace/p2.ipynb": notebook("x = 2"), "grace/data.csv": b"1",
    })  # fmt: skip
    assert {source: arrival.students[0].id for source, arrival in found.items()} == {
        "class/ada.ipynb": "class", "class/alan.ipynb": "class", "grace/p1.ipynb": "grace", "grace/p2.ipynb": "grace",
    }  # fmt: skip
    assert "several people" in found["class/ada.ipynb"].note
    assert found["grace/p1.ipynb"].note is None
    assert found["grace/p1.ipynb"].file.endswith(".zip")


ROSTERS = {
    "gradescope": "First Name,Last Name,SID,Email\nAda,Lovelace,1815,ada@x.edu\nAlan,Turing,1912,alan@x.edu\n",
    "canvas": 'Student,ID,SIS User ID,SIS Login ID,Section\n"    Points Possible",,,,\n"Lovelace, Ada",55,1815,ada,s\n"Turing, Alan",56,1912,alan,s\n',
    "moodle": "\ufeffIdentifier;Full name;ID number;Email address\nParticipant 4711;Ada Lovelace;1815;ada@x.edu\nParticipant 4712;Alan Turing;1912;alan@x.edu\n",
}


@pytest.mark.parametrize("kind", ROSTERS)
def test_class_lists_of_all_platforms_are_read(kind, tmp_path):
    (tmp_path / "roster.csv").write_text(ROSTERS[kind], encoding="utf-8")
    students = read_roster(tmp_path / "roster.csv").students
    assert [(student.id, student.name) for student in students] == [("1815", "Ada Lovelace"), ("1912", "Alan Turing")]


@pytest.mark.parametrize(
    ("name", "who"),
    [
        ("1815_flows.ipynb", ["1815"]), ("lovelace_ada.ipynb", ["1815"]), ("Ada Lovelace/p1.ipynb", ["1815"]),
        ("1815-1912.ipynb", []), ("ada@x.edu/answer.ipynb", ["1815"]), ("18150.ipynb", []),
        ("somebody.ipynb", []),
    ],
)  # fmt: skip
def test_a_roster_finds_students_in_paths(name, who, read, tmp_path):
    (tmp_path / "roster.csv").write_text(ROSTERS["gradescope"])
    (arrival,) = read({name: notebook("x = 1")}, roster=read_roster(tmp_path / "roster.csv")).values()
    assert [student.id for student in arrival.students] == who
    assert (arrival.unmatched is None) == bool(who)


def test_a_roster_gives_a_canvas_student_the_number_of_the_institution(read, tmp_path):
    (tmp_path / "roster.csv").write_text(ROSTERS["canvas"])
    found = read({"lovelaceada_55_998877_a.ipynb": notebook("x = 1")}, roster=read_roster(tmp_path / "roster.csv"))
    assert found["lovelaceada_55/a.ipynb"].students[0].id == "1815"


def test_a_table_that_names_nobody_is_no_roster(tmp_path):
    (tmp_path / "roster.csv").write_text("a,b\n1,2\n")
    with pytest.raises(UserError, match="no roster"):
        read_roster(tmp_path / "roster.csv")


def test_a_zip_with_several_problems_is_several_submissions(read):
    zipped = packed({"p1.ipynb": notebook("x = 1"), "p2.ipynb": notebook("x = 2"), "data.csv": b"1"})
    found = read({"ada.zip": zipped, "broken.zip": b"PK\x03\x04 no"})
    assert {found["ada.zip/p1.ipynb"].assignment, found["ada.zip/p2.ipynb"].assignment} == {"p1", "p2"}
    assert "cannot be unpacked" in found["broken.zip"].error


def test_several_exports_in_one_folder_are_read_as_exports(read):
    inner = {name.removeprefix("assignment_77_export/"): content for name, content in GRADESCOPE.items()}
    found = read({"first.zip": packed(inner), "second.zip": packed({"a_1_2_b.ipynb": notebook("x = 1")})})
    assert {arrival.layout for arrival in found.values()} == {"gradescope", "canvas"}


@pytest.mark.parametrize("content", [b"", b"not a notebook", notebook("")])
def test_what_cannot_be_graded_keeps_its_place_with_a_reason(content, read):
    def refuse(file):
        raise SubmissionError(file, "is not a notebook", "Hand in another.")

    (arrival,) = read({"ada.ipynb": content}, identify=refuse).values()
    assert arrival.error
    assert arrival.students[0].id == "ada"
    assert arrival.assignment is None


def test_a_link_leads_nowhere(read, tmp_path):
    (tmp_path / "secret.ipynb").write_bytes(notebook("x = 1"))
    (tmp_path / "export").mkdir()
    (tmp_path / "export" / "mine.ipynb").symlink_to(tmp_path / "secret.ipynb")
    assert read({"other.ipynb": notebook("x = 2")}).keys() == {"other.ipynb"}


def test_the_results_folder_inside_the_export_is_not_read_back(tmp_path):
    folder = tmp_path / "class"
    folder.mkdir()
    (folder / "ada.ipynb").write_bytes(notebook("x = 1"))
    store = folder / "results" / "submissions"
    assert len(collected([folder], store)) == 1
    assert len(collected([folder], store)) == 1


@pytest.mark.parametrize("name", ["nothing", "text.txt"])
def test_a_path_that_is_no_export_is_an_error(name, tmp_path):
    (tmp_path / "text.txt").write_text("hello")
    with pytest.raises(UserError, match=name):
        collected([tmp_path / name], tmp_path / "out" / "submissions")
