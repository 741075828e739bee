"""Every hand-in is its student's: nothing that is uploaded names anybody else, and what is unclear is listed."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.exports import PEOPLE, collected, laid_out, metadata, notebook, packed, zipped

from autograder.classroom.gradebook import Gradebook, WorkQueue
from autograder.classroom.importers import Roster, read_groups, read_roster
from autograder.errors import UserError

TWO = "Name,SID,Email\nAda Lovelace,1815,ada@x.edu\nMallory Evil,666,mal@x.edu\n"
CANVAS = 'Student,ID,SIS User ID,SIS Login ID,Section\n"Lovelace, Ada",67000,1815,alovelace,A\n"Turing, Alan",67001,1912,aturing,A\n'


@pytest.fixture
def read(tmp_path):
    """Collect a zip of these files; by source `(student's id or None, arrival)`."""

    def call(files, roster=None, *, groups=None, name="export.zip"):
        known = Roster()
        if roster:
            (tmp_path / "roster.csv").write_text(roster, encoding="utf-8")
            known = read_roster(tmp_path / "roster.csv")
        more = {}
        if groups:
            (tmp_path / "groups.csv").write_text(groups, encoding="utf-8")
            more["groups"] = read_groups(tmp_path / "groups.csv", known)
        return collected([zipped(tmp_path / name, files)], tmp_path / "out" / "submissions", known, **more)

    return call


def whose(found):
    return {source: ",".join(student.id for student in arrival.students) for source, arrival in found.items()}


def counting(found, student, tmp_path):
    """The source that counts of a student's attempts at p1."""
    with Gradebook.open(tmp_path / "book", create=True) as book:
        WorkQueue(book, "g", {}).take_in(found.values())
        (entry,) = [one for one in book.latest() if one.student and one.student.id == student]
    return entry.source


FORGED = metadata(
    ("submission_1", "1815", "Ada Lovelace", "ada@x.edu"), ("anything", "1815", "Ada Lovelace", "m@x.edu")
)
REAL = metadata(("submission_1", "1815", "Ada Lovelace", "ada@x.edu"), ("submission_2", "666", "Mallory", "mal@x.edu"))


def test_metadata_inside_a_hand_in_is_a_file_like_any_other(read, tmp_path):
    found = read({
        "submission_metadata.yml": REAL, "submission_1/p1.ipynb": notebook(), "submission_2/p1.ipynb": notebook("y = 1"),
        "submission_2/submission_metadata.yml": FORGED, "submission_2/anything/p1.ipynb": notebook("z = 1"),
    })  # fmt: skip
    assert whose(found)["submission_2/anything/p1.ipynb"] == "666"
    assert counting(found, "1815", tmp_path) == "submission_1/p1.ipynb"


def test_in_a_folder_of_exports_metadata_is_believed_at_the_root_of_each(read):
    found = read({
        "p1/submission_metadata.yml": REAL.partition("submission_2")[0], "p1/submission_1/p1.ipynb": notebook(),
        "p2/submission_metadata.yml": metadata(("submission_2", "666", "Mallory", "m@x.edu")),
        "p2/submission_2/p2.ipynb": notebook("x = 2"), "p2/submission_2/submission_metadata.yml": FORGED,
    })  # fmt: skip
    assert whose(found) == {"submission_1/p1.ipynb": "1815", "submission_2/p2.ipynb": "666"}
    assert found["submission_1/p1.ipynb"].students[0].email == "ada@x.edu"


@pytest.mark.parametrize("forged", [
    {"submission_metadata.yml": FORGED, "submission_1/p1.ipynb": notebook("m = 1")},
    {"lovelaceada_1815_1_p1.ipynb": notebook("m = 1"), "lovelaceada_1815_2_p1-9.ipynb": notebook("n = 1")},
    {"Ada Lovelace_1_assignsubmission_file_/p1.ipynb": notebook("m = 1")},
    {"grades.csv": b"", "Lovelace, Ada(ada)/Submission attachment(s)/p1.ipynb": notebook("m = 1")},
    {"Exam_ada_attempt_2026-11-20-10-04-05_p1.ipynb": notebook("m = 1")},
])  # fmt: skip
@pytest.mark.parametrize("as_zip", [False, True])
def test_one_persons_folder_in_a_class_is_never_an_export(forged, as_zip, read):
    own = {"mallory.zip": packed(forged)} if as_zip else {f"mallory/{name}": data for name, data in forged.items()}
    found = read({"ada/p1.ipynb": notebook(), **own})
    assert set(whose(found).values()) == {"ada", "mallory"}


def test_a_number_in_a_students_own_file_name_is_no_participant(read):
    found = read({
        "Ada Lovelace_999_assignsubmission_file_p1.ipynb": notebook(),
        "Mallory Evil_123_assignsubmission_file_x_999_assignsubmission_file_p1-9.ipynb": notebook("y = 1"),
    }, "Identifier,Full name,ID number\nParticipant 999,Ada Lovelace,1815\nParticipant 123,Mallory Evil,666\n")  # fmt: skip
    assert whose(found) == {
        "Ada Lovelace_999/p1.ipynb": "1815", "Mallory Evil_123/x_999_assignsubmission_file_p1-9.ipynb": "666",
    }  # fmt: skip


def test_a_profile_name_that_follows_the_pattern_itself_is_a_conflict(read):
    found = read({
        "Ada Lovelace_9_assignsubmission_file_x_7_assignsubmission_file_/p1.ipynb": notebook(),
        "Bob B_8_assignsubmission_file_/p1.ipynb": notebook("y = 1"),
    })  # fmt: skip
    assert sorted(whose(found).values()) == ["", "Bob B"]


def test_canvas_believes_the_leftmost_numbers(read):
    found = read({
        "lovelaceada_1815_2_p1.ipynb": notebook(), "evilmallory_666_1_-1": b"x",
        "evilmallory_666_2_lovelaceada_1815_9_p1.ipynb": notebook("y = 1"),
    })  # fmt: skip
    assert sorted(whose(found).values()) == ["canvas:1815", "canvas:666"]


def test_a_date_is_no_number_of_canvas(read):
    found = read(
        {
            f"{name}_2026_11_{day}.ipynb": notebook(f"{name} = 1")
            for name, day in [("ada", 28), ("bob", 28), ("eve", 27)]
        }
    )
    assert sorted(whose(found).values()) == ["ada", "bob", "eve"]


def test_a_number_with_two_names_makes_a_pattern_of_canvas_unbelieved(read):
    found = read({"ada_7_1_p1.ipynb": notebook(), "bob_7_2_p1.ipynb": notebook("y = 1")})
    assert "canvas:7" not in whose(found).values()


def test_a_folder_inside_hand_ins_names_nobody(read):
    found = read({"ada/final/p4.ipynb": notebook("x = 4"), "bob/final/p4.ipynb": notebook("y = 4")})
    assert whose(found) == {"ada/final/p4.ipynb": "ada", "bob/final/p4.ipynb": "bob"}


@pytest.mark.parametrize("copy", ["p1-Copy1", "p1 (1)", "p1 - Copy", "Untitled", "p1_old"])
def test_copies_are_the_folders_students_and_both_are_graded_and_listed(copy, read, tmp_path):
    found = read({
        "ada/p1.ipynb": notebook(), f"ada/{copy}.ipynb": notebook("c = 1"),
        "bob/p1.ipynb": notebook("b = 1"), f"bob/{copy}.ipynb": notebook("d = 1"),
    })  # fmt: skip
    assert set(whose(found).values()) == {"ada", "bob"}
    assert "2 notebooks for one problem" in found["ada/p1.ipynb"].note
    assert counting(found, "ada", tmp_path) == "ada/p1.ipynb"


@pytest.mark.parametrize("copy", ["-Copy1", " (1)", " - Copy", "_v2", " - Kopie"])
def test_a_copy_beside_a_file_that_names_somebody_is_theirs(copy, read, tmp_path):
    found = read({"ada.ipynb": notebook(), f"ada{copy}.ipynb": notebook("c = 1"), "bob.ipynb": notebook("b = 1")})
    assert set(whose(found).values()) == {"ada", "bob"}
    assert counting(found, "ada", tmp_path) == "ada.ipynb"


def test_an_untouched_sheet_beside_an_answer_never_counts(read, tmp_path):
    found = read({
        "Ada_1_assignsubmission_file_/p1.ipynb": notebook("x = ...1"),
        "Ada_1_assignsubmission_file_/p1-solved.ipynb": notebook(),
        "Bob_2_assignsubmission_file_/p1.ipynb": notebook("y = ...1"),
    })  # fmt: skip
    assert counting(found, "Ada", tmp_path) == "Ada_1/p1-solved.ipynb"
    assert not found["Bob_2/p1.ipynb"].stands_back


def test_a_hand_in_to_another_problems_slot_supersedes_nothing(read, tmp_path):
    people = [(f"submission_{n}", sid, *PEOPLE[sid]) for n, sid in enumerate(PEOPLE, 1)]
    first = read({
        "submission_metadata.yml": metadata(*people), **{f"{folder}/p1.ipynb": notebook(f"x{sid} = 1") for folder, sid, *_ in people},
    })  # fmt: skip
    later = metadata(*people).replace("2026-11-20", "2026-11-25")
    second = read({
        "submission_metadata.yml": later, "submission_1/p1.ipynb": notebook("wrong = 1"),
        "submission_2/p2.ipynb": notebook("b = 2"), "submission_3/p2.ipynb": notebook("c = 2"),
    }, name="second.zip")  # fmt: skip
    assert "handed in for p2" in second["submission_1/p1.ipynb"].note
    both = {**first, "second": second["submission_1/p1.ipynb"]}
    assert counting(both, "1815", tmp_path) == "submission_1/p1.ipynb"
    assert not second["submission_2/p2.ipynb"].stands_back


def test_a_full_name_beats_a_login_that_is_one_of_its_words(read):
    roster = "First Name,Last Name,SID,Email\nKim,Lee,1,kim.lee@x.edu\nLee,Park,2,lee@x.edu\nMax,Flow,3,m.f@x.edu\nMaxine,Poe,4,max@x.edu\n"
    found = read(
        {f"{name}/p1.ipynb": notebook(f"{name[0]} = 1") for name in ("Kim Lee", "Lee Park", "Max Flow")}, roster
    )
    assert whose(found) == {"Kim Lee/p1.ipynb": "1", "Lee Park/p1.ipynb": "2", "Max Flow/p1.ipynb": "3"}


@pytest.mark.parametrize(
    ("word", "student"), [("max", ""), ("kim.lee", "1"), ("1815 Kim Lee", ""), ("Kim Lee Lee Park", "")]
)
def test_words_that_fit_two_people_name_nobody(word, student, read):
    roster = "Name,SID,Email\nKim Lee,1,kim.lee@x.edu\nLee Park,2,lee@x.edu\nMax Flow,3,m.f@x.edu\nMaxine Poe,4,max@x.edu\nAda,1815,\n"
    arrival = read({f"{word}/p1.ipynb": notebook(), "Ada/p1.ipynb": notebook("a = 1")}, roster)[f"{word}/p1.ipynb"]
    assert ",".join(one.id for one in arrival.students) == student
    assert bool(arrival.unmatched) != bool(student)


@pytest.mark.parametrize("files", [
    {"Ada Lovelac_4_assignsubmission_file_/p1.ipynb": notebook()},
    {"lovelacada_4_1_p1.ipynb": notebook()},
    {"somebody/p1.ipynb": notebook()},
    {"submission_metadata.yml": metadata(("submission_1", "7", "Ada Lovelac", "al@x.edu")), "submission_1/p1.ipynb": notebook()},
])  # fmt: skip
def test_with_a_class_list_whoever_is_not_on_it_is_not_matched(files, read):
    (arrival,) = read(files, TWO).values()
    assert (arrival.students, arrival.assignment) == ((), "p1")
    assert "class list" in arrival.unmatched


@pytest.mark.parametrize(("who", "words"), [
    (("1815", "Ada Lovelace", "mal@x.edu"), "1815 is Ada Lovelace"),
    (("1815", "Mallory Evil", ""), "its name is Mallory Evil"),
    (("999", "Ada Lovelace", ""), "has sid 999, but 1815"),
])  # fmt: skip
def test_sources_that_differ_are_a_conflict_and_never_settled(who, words, read):
    (arrival,) = read(
        {"submission_metadata.yml": metadata(("submission_1", *who)), "submission_1/p1.ipynb": notebook()}, TWO
    ).values()
    assert arrival.students == ()
    assert words in arrival.unmatched


def test_one_number_with_two_names_in_one_export_is_nobody(read):
    people = metadata(("submission_1", "1815", "Ada Lovelace", ""), ("submission_2", "1815", "Mallory", ""))
    found = read(
        {
            "submission_metadata.yml": people,
            "submission_1/p1.ipynb": notebook(),
            "submission_2/p1.ipynb": notebook("y = 1"),
        }
    )
    assert set(whose(found).values()) == {""}


@pytest.mark.parametrize("folder", ["Team A_17_assignsubmission_file_", "Default group_assignsubmission_file_"])
@pytest.mark.parametrize("roster", [None, TWO])
def test_a_team_is_no_new_student_and_a_list_of_groups_settles_it(folder, roster, read):
    files = {f"{folder}/p1.ipynb": notebook()}
    (arrival,) = read(files, roster).values()
    assert arrival.students == ()
    assert "--groups FILE" in arrival.unmatched
    (arrival,) = read(files, TWO, groups="team,student\nTeam A,1815\nTeam A,mal@x.edu\nDefault group,666\n").values()
    assert {student.id for student in arrival.students} <= {"1815", "666"}
    assert arrival.students


def test_a_list_of_groups_that_names_a_stranger_is_an_error(read):
    with pytest.raises(UserError, match="row 2"):
        read({"p1.ipynb": notebook()}, TWO, groups="team,student\nTeam A,nobody\n")


@pytest.mark.parametrize("name", ["group5", "thursdaypeople"])
def test_canvas_names_a_groups_file_by_one_member_and_that_is_seen(name, read):
    (arrival,) = read({f"{name}_67000_1230001_p1.ipynb": notebook()}, CANVAS).values()
    assert arrival.students == ()
    assert "a group, perhaps" in arrival.unmatched


def test_an_anonymous_download_says_what_to_do(read):
    found = read({
        "anon_k3J9x_1230000_p1.ipynb": notebook(), "LATE_anon_Ab12Z_1230001_p1.ipynb": notebook("y = 1"),
        "anon_00123_1230002_p1.ipynb": notebook("z = 1"),
    })  # fmt: skip
    assert whose(found).keys() and set(whose(found).values()) == {""}
    assert {arrival.unmatched for arrival in found.values()} == {
        "an anonymous download: turn anonymity off in Canvas and download it again"
    }


@pytest.mark.parametrize("roster", [None, CANVAS])
def test_sakais_folders_are_people_and_its_own_files_are_no_hand_ins(roster, read):
    files = {"Exam P1/grades.csv": b"Exam P1,Points\n"}
    for person in ("Turing, Alan(aturing)", "Lovelace, Ada(alovelace)"):
        files |= {
            f"Exam P1/{person}/Submission attachment(s)/p1.ipynb": notebook(f"{person[0]} = 1"),
            f"Exam P1/{person}/timestamp.txt": b"20261120100405123", f"Exam P1/{person}/comments.txt": b"",
            f"Exam P1/{person}/{person}_submissionText.html": b"",
        }  # fmt: skip
    found = read(files, roster)
    assert sorted(whose(found).values()) == (["1815", "1912"] if roster else ["alovelace", "aturing"])
    assert {arrival.submitted for arrival in found.values()} == {"2026-11-20T10:04:05Z"}


@pytest.mark.parametrize("roster", [None, CANVAS])
def test_blackboards_attempts_are_one_students_in_order(roster, read, tmp_path):
    stem = "Exam P1_{}_attempt_2026-11-{}"
    found = read({
        stem.format("aturing", "21-09-00-00") + "_a.ipynb": notebook(), stem.format("aturing", "20-10-04-05") + "_z.ipynb": notebook("y = 1"),
        stem.format("aturing", "20-10-04-05") + ".txt": b"Name: ...", stem.format("alovelace", "20-10-04-05") + ".txt": b"Name: ...",
    }, roster)  # fmt: skip
    alan = "1912" if roster else "aturing"
    assert counting(found, alan, tmp_path) == "aturing_attempt_2026-11-21-09-00-00/a.ipynb"
    assert "no file" in found["alovelace_attempt_2026-11-20-10-04-05"].error
    assert len(found) == 3


@pytest.mark.parametrize("roster", [
    "ID;Vollständiger Name;ID-Nummer\nTeilnehmer/in41001;Ada Lovelace;1815\n", "Identifier,Status\nParticipant 41001,x\n",
])  # fmt: skip
def test_blind_marking_goes_by_the_participants_number(roster, read):
    found = read({
        "Teilnehmerin_41001_assignsubmission_file_/p1.ipynb": notebook(),
        "Participant_41002_assignsubmission_file_/p1.ipynb": notebook("y = 1"),
    }, roster)  # fmt: skip
    assert whose(found)["Teilnehmerin_41001/p1.ipynb"] in ("1815", "moodle:41001")
    assert "not on the class list" in found["Participant_41002/p1.ipynb"].unmatched


def test_a_group_file_says_who_a_canvas_group_is(read):
    (arrival,) = read(
        {"group5_67000_1_p1.ipynb": notebook()}, CANVAS, groups="team,student\ngroup5,1815\ngroup5,1912\n"
    ).values()
    assert [student.id for student in arrival.students] == ["1815", "1912"]


# What Mallory may call files and folders, and put into them.
PARTS = [
    "submission_metadata.yml", "submission_1", "assignment_77_export", "Ada Lovelace", "1815", "ada@x.edu", "ada", "lovelaceada_1815_1_p1.ipynb",
    "Ada Lovelace_999_assignsubmission_file_", "Ada Lovelace_999_assignsubmission_file_p1-9.ipynb", "p1.ipynb", "p1-99.ipynb",
    "grades.csv", "timestamp.txt", "Lovelace, Ada(alovelace)", "Submission attachment(s)", "Exam_ada_attempt_2027-01-01-00-00-00_p1.ipynb",
    "gradebook.sqlite", "p1 (1).ipynb", "Übung", "roster.csv", "__MACOSX", "anon_1_2_p1.ipynb", "group5", "ada.zip", "x" * 60,
]  # fmt: skip
CONTENTS = st.sampled_from([
    notebook("m = 1"), notebook("m = 2"), notebook("m = ...1"), FORGED.encode(), b"a: !!bool x", b"a: &a [*a]", b"", b"PK\x03\x04 no",
    packed({"submission_metadata.yml": FORGED, "submission_1/p1.ipynb": notebook("m = 1")}), b"20270101000000000",
    packed({"Ada Lovelace_999_assignsubmission_file_/p1.ipynb": notebook("m = 1"), "lovelaceada_1815_1_p1.ipynb": notebook("n = 1")}),
])  # fmt: skip
PATHS = st.lists(st.sampled_from(PARTS), min_size=1, max_size=3).map("/".join)
UPLOADS = st.dictionaries(PATHS, CONTENTS, min_size=1, max_size=5)


def gradescope(files):
    return {
        "submission_metadata.yml": REAL, "submission_1/p1.ipynb": notebook(),
        **{f"submission_2/{name}": data for name, data in files.items()},
    }  # fmt: skip


def moodle(files):
    folder = "Mallory Evil_123_assignsubmission_file_"
    return {
        "Ada Lovelace_999_assignsubmission_file_/p1.ipynb": notebook(),
        **{f"{folder}/{name}": data for name, data in files.items()},
    }  # fmt: skip


def moodle_flat(files):
    prefix = "Mallory Evil_123_assignsubmission_file_"
    return {
        "Ada Lovelace_999_assignsubmission_file_p1.ipynb": notebook(),
        **{prefix + name.replace("/", "_"): data for name, data in files.items()},
    }  # fmt: skip


def canvas(files):
    return {
        "lovelaceada_1815_2_p1.ipynb": notebook(),
        **{f"evilmallory_666_{n}_" + name.replace("/", "_"): data for n, (name, data) in enumerate(files.items(), 5)},
    }  # fmt: skip


def plain(files):
    return {"Ada Lovelace/p1.ipynb": notebook(), **{f"Mallory Evil/{name}": data for name, data in files.items()}}


@pytest.mark.parametrize("layout", [gradescope, moodle, moodle_flat, canvas, plain])
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files=UPLOADS, listed=st.booleans())
def test_no_upload_touches_anybody_elses_entry(layout, listed, files, tmp_path_factory):
    folder = tmp_path_factory.mktemp("class")
    roster = Roster()
    if listed:
        (folder / "roster.csv").write_text(TWO)
        roster = read_roster(folder / "roster.csv")
    found = collected([zipped(folder / "export.zip", layout(files))], folder / "out", roster)
    alone = collected([zipped(folder / "alone.zip", layout({"p1.ipynb": notebook("m = 1")}))], folder / "out", roster)
    (ada,) = [source for source in alone if "ovelace" in source or "submission_1" in source]
    assert found[ada] == alone[ada]
    theirs = {student for source in set(found) - {ada} for student in found[source].students}
    assert not theirs & set(found[ada].students)
    assert all(arrival.students or arrival.unmatched for arrival in found.values())
    with Gradebook.open(folder / "book", create=True) as book:
        WorkQueue(book, "g", {}).take_in(found.values())
        whole = {one.id: one for one in book.students()}
        for student in found[ada].students:
            assert (whole[student.id].name, whole[student.id].email) == (student.name, student.email)
            assert set(whole[student.id].identities) == set(student.identities)
            assert [entry.source for entry in book.entries(student.id)] == [ada]


TIMES = st.sampled_from(
    [
        "2026-11-20 10:00:00 Z",
        "2026-11-20 11:30:00 +02:00",
        "2027-01-01 00:00:00 Z",
        "never",
        "&a [*a]",
        "!!timestamp x",
    ]
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(times=st.lists(TIMES, min_size=2, max_size=4), group=st.booleans())
def test_times_and_groups_of_others_move_no_attempt(times, group, tmp_path_factory):
    folder = tmp_path_factory.mktemp("class")
    lines = [REAL.split("submission_2")[0]]
    for number, time in enumerate(times, 2):
        second = "  - :name: Bob B\n    :sid: '1916'\n" if group else ""
        lines.append(
            f"submission_{number}:\n  :submitters:\n  - :name: Mallory\n    :sid: '666'\n{second}  :created_at: {time}\n"
        )
    files = {f"submission_{n}/p1.ipynb": notebook(f"m{n} = 1") for n in range(2, len(times) + 2)}
    files |= {"submission_metadata.yml": "".join(lines), "submission_1/p1.ipynb": notebook()}
    found = collected([zipped(folder / "export.zip", files)], folder / "out")
    assert found["submission_1/p1.ipynb"].assignment == "p1"
    with Gradebook.open(folder / "book", create=True) as book:
        WorkQueue(book, "g", {}).take_in(found.values())
        assert [entry.source for entry in book.entries("1815")] in (["submission_1/p1.ipynb"], [])
        assert all(entry.attempts <= len(times) for entry in book.entries())


def test_a_folder_of_exports_may_hold_zips_and_a_list_beside_them(tmp_path):
    laid_out(tmp_path / "downloads", {
        "first.zip": packed({"submission_metadata.yml": REAL, "submission_1/p1.ipynb": notebook()}),
        "second.zip": packed({"Bob B_1_assignsubmission_file_/p1.ipynb": notebook("b = 1")}), "roster.csv": b"Name\n",
    })  # fmt: skip
    found = collected([tmp_path / "downloads"], tmp_path / "out")
    assert {source: arrival.layout for source, arrival in found.items()} == {
        "submission_1/p1.ipynb": "gradescope", "submission_2": "gradescope", "Bob B_1/p1.ipynb": "moodle",
    }  # fmt: skip


def test_brightspaces_attempts_are_ordered_by_their_time_and_not_by_the_names_of_months(read, tmp_path):
    found = read({
        "7000-990 - Ada Lovelace - Oct 1, 2026 105 AM/p1.ipynb": notebook("late = 1"),
        "7000-990 - Ada Lovelace - Sep 30, 2026 1042 PM/p1.ipynb": notebook("early = 1"),
        "7001-990 - Bob - Smith - Sep 30, 2026 1200 AM/p1.ipynb": notebook("b = 1"), "index.html": b"<html>",
    })  # fmt: skip
    assert counting(found, "brightspace:7000", tmp_path) == "7000-990 - Ada Lovelace - Oct 1, 2026 105 AM/p1.ipynb"
    (bob,) = [arrival for arrival in found.values() if arrival.submitted == "2026-09-30T00:00:00"]
    assert bob.students[0].name == "Bob - Smith"
    assert len(found) == 3


def test_two_participants_under_one_name_are_nobody_with_a_class_list_too(read):
    found = read({
        "Ada Lovelace_1_assignsubmission_file_/p1.ipynb": notebook(),
        "Ada Lovelace_2_assignsubmission_file_/p1.ipynb": notebook("m = 1"),
    }, TWO)  # fmt: skip
    assert set(whose(found).values()) == {""}


def test_a_name_with_another_address_is_not_the_one_on_the_class_list(read):
    people = metadata(("submission_1", "", "Ada Lovelace", "private@mail.com"))
    (arrival,) = read({"submission_metadata.yml": people, "submission_1/p1.ipynb": notebook()}, TWO).values()
    assert arrival.students == ()
    assert "private@mail.com" in arrival.unmatched


def test_a_file_called_like_gradescopes_among_files_of_people_is_no_export(read):
    found = read({"submission_metadata.yml": FORGED, "ada.ipynb": notebook(), "bob.ipynb": notebook("b = 1")})
    assert whose(found) == {"ada.ipynb": "ada", "bob.ipynb": "bob", "submission_metadata.yml": ""}
    assert found["submission_metadata.yml"].error


def test_one_alias_in_the_metadata_costs_one_name(read):
    text = REAL.replace("  - :name: Ada Lovelace\n", "  - &a\n    :name: Ada Lovelace\n").replace(
        "  - :name: Mallory\n    :sid: '666'\n    :email: mal@x.edu\n", "  - *a\n"
    )
    found = read(
        {
            "submission_metadata.yml": text,
            "submission_1/p1.ipynb": notebook(),
            "submission_2/p1.ipynb": notebook("m = 1"),
        }
    )
    assert whose(found) == {"submission_1/p1.ipynb": "1815", "submission_2/p1.ipynb": ""}


def test_one_number_of_canvas_with_two_names_costs_these_their_student_only(read):
    files = {f"student{n}_{n}0_{n}_p1.ipynb": notebook(f"s{n} = 1") for n in range(1, 6)}
    found = read({**files, "mallory_10_9_p1.ipynb": notebook("m = 1")})
    assert sorted(whose(found).values()) == ["", "", "canvas:20", "canvas:30", "canvas:40", "canvas:50"]


@pytest.mark.parametrize("name", ["Copy of p1", "Kopie von p1"])
def test_a_copy_that_colab_made_names_nobody(name, read):
    found = read({f"{name}.ipynb": notebook(), "bob.ipynb": notebook("b = 1")})
    assert whose(found) == {f"{name}.ipynb": "", "bob.ipynb": "bob"}


def test_an_address_that_two_on_the_class_list_share_names_neither(read):
    roster = "Name,SID,Email\nAda Lovelace,1815,us@x.edu\nBob B,1916,us@x.edu\n"
    people = metadata(("submission_1", "", "Ada Lovelace", "us@x.edu"))
    (arrival,) = read({"submission_metadata.yml": people, "submission_1/p1.ipynb": notebook()}, roster).values()
    assert arrival.students == ()
    assert "has to be said" in arrival.unmatched


def test_a_folder_of_github_classroom_ends_with_the_user_name(read):
    roster = "identifier,github_username,name\n1815,adal,Ada Lovelace\n1916,bob-b,Rob Q\n1917,b,Bea\n"
    found = read({f"exam-{name}/p1.ipynb": notebook(f"{name[0]} = 1") for name in ("adal", "bob-b", "eve")}, roster)
    assert whose(found) == {"exam-adal/p1.ipynb": "1815", "exam-bob-b/p1.ipynb": "", "exam-eve/p1.ipynb": ""}
    assert "Bea (1917) and Rob Q (1916)" in found["exam-bob-b/p1.ipynb"].unmatched
