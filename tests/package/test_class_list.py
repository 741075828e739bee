"""Class lists of many systems and languages are read as they are, and what a spreadsheet spoiled is said."""

import pytest

from autograder.classroom.importers import read_roster
from autograder.errors import UserError


@pytest.fixture
def read(tmp_path):
    def call(text, columns=None, encoding="utf-8"):
        (tmp_path / "roster.csv").write_bytes(text.encode(encoding))
        return read_roster(tmp_path / "roster.csv", columns)

    return call


ADA = ("1815", "Ada Lovelace")
LISTS = {
    "German": "Vorname;Nachname;Matrikelnummer;E-Mail-Adresse\nAda;Lovelace;1815;ada@x.edu\n",
    "Moodle in German": "ID;Vollständiger Name;ID-Nummer;E-Mail-Adresse\nTeilnehmer/in41001;Ada Lovelace;1815;ada@x.edu\n",
    "French": "Prénom,Nom,Numéro d'identification\nAda,Lovelace,1815\n",
    "nbgrader": "id,first_name,last_name,email,lms_user_id\n1815,Ada,Lovelace,ada@x.edu,55\n",
    "GitHub Classroom": '"identifier","github_username","github_id","name"\n"1815","adal","12345","Ada Lovelace"\n',
    "Canvas": 'Student,ID,SIS User ID,SIS Login ID,Section\n"    Points Possible",,,,\n"Lovelace, Ada",55,1815,ada,s\n"Student, Test",9,,t,s\n',
    "roles": "First Name,Last Name,SID,Email,Role\nAda,Lovelace,1815,a@x.edu,Student\nTim,A,,tim@x.edu,TA\nIna,B,,i@x.edu,Instructor\n",
    "quoted commas": 'Name,SID\n"Lovelace, Ada",1815\n',
    "preamble": "Course,Deep generative models\n\nName,SID,Email\nAda Lovelace,1815,ada@x.edu\n",
    "sep": "sep=;\nName;SID\nAda Lovelace;1815\n",
    "tabs": "Name\tSID\nAda Lovelace\t1815\n",
    "twice in two sections": "Name,SID,Section\nAda Lovelace,1815,A\nAda Lovelace,1815,B\n",
}


@pytest.mark.parametrize("kind", LISTS)
def test_a_list_is_read_as_it_is_and_says_which_columns_it_used(kind, read):
    roster = read(LISTS[kind])
    assert [(student.id, student.name) for student in roster.students] == [ADA]
    assert roster.columns


def test_a_list_in_utf16_is_read(read):
    assert [(one.id, one.name) for one in read(LISTS["tabs"], encoding="utf-16").students] == [ADA]


@pytest.mark.parametrize(("kind", "pair"), [
    ("GitHub Classroom", ("github", "adal")), ("Canvas", ("canvas", "55")), ("Canvas", ("login", "ada")), ("Moodle in German", ("moodle", "41001")),
])  # fmt: skip
def test_what_other_systems_call_somebody_is_known(kind, pair, read):
    assert pair in read(LISTS[kind]).students[0].identities


def test_a_user_name_of_github_names_its_folder(read):
    assert read(LISTS["GitHub Classroom"]).named_in("adal").student.id == "1815"


def test_a_blind_worksheet_knows_numbers_only(read):
    (student,) = read("Identifier,Status,Grade\nParticipant 4711,Submitted,\n").students
    assert (student.id, student.name, student.identities) == ("moodle:4711", "", (("moodle", "4711"),))


def test_unknown_headers_are_named_by_the_caller(read):
    columns = {"name": "Wer", "sid": "Kennzahl"}
    assert [(one.id, one.name) for one in read("Wer,Kennzahl\nAda Lovelace,1815\n", columns).students] == [ADA]
    with pytest.raises(UserError, match="has no column 'Wer'"):
        read("Name,SID\nAda,1\n", {"name": "Wer"})


@pytest.mark.parametrize(("text", "words"), [
    ('Name,SID,Email\n"Ada Lovelace,1815,a@x.edu\nAlan Turing,1912,b@x.edu\n', "row 2 cannot be read"),
    ('Name,SID\nAlan Turing,1912\n"Ada Lovelace,1815\n"Bob",1916\n', "row 3 cannot be read"),
    ('Name,SID\n"Ada\nLovelace",1815\n', "row 2 cannot be read"),
    ("Name,SID,Email\nLovelace, Ada,1815,a@x.edu\n", "row 2 has more cells"),
    ("Name,SID\nAda Lovelace,1815.0\n", "row 2 has 1815.0"),
    ("Name,SID\nAda Lovelace,1.23E+11\n", "row 2 has 1.23E[+]11"),
    ("Name,SID\nAda Lovelace,1815\nMallory,1815\n", "1815 is Ada Lovelace and Mallory"),
    ("a,b\n1,2\n", "is no roster"), ("", "is no roster"),
])  # fmt: skip
def test_what_is_wrong_with_a_list_is_said_with_its_row(text, words, read):
    with pytest.raises(UserError, match=words):
        read(text)
