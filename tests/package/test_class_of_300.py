"""A class of 300 hand-ins, every tenth hostile, damaged or odd: all honest marks stay, and all else is listed."""

import dataclasses
import zipfile

import pytest
from support.classroom import generate
from support.exports import metadata
from support.odd_uploads import kinds

from autograder.classroom.gradebook import Gradebook, WorkQueue
from autograder.classroom.importers import Roster, collect, read_roster
from autograder.classroom.runs.reading import ReadingProcess

SIZE = 300


def gradescope(hand_ins):
    people, files = [], {}
    for number, one, uploads in hand_ins:
        people.append(
            (f"submission_{number}", str(90_000 + one.student), one.name, f"student{one.student}@example.edu")
        )
        files |= {f"submission_{number}/{name}": data for name, data in uploads.items()}
    return {"submission_metadata.yml": metadata(*people), **files}


def moodle(hand_ins):
    return {
        f"{one.name}_{55_000 + number}_assignsubmission_file_/{name}": data
        for number, one, uploads in hand_ins for name, data in uploads.items()
    }  # fmt: skip


def canvas(hand_ins):
    return {
        f"{one.student:05d}student_{4000 + one.student}_{880_000 + number}_{name.replace('/', '_')}": data
        for number, one, uploads in hand_ins for name, data in uploads.items()
    }  # fmt: skip


@pytest.fixture(scope="module")
def class_of_300(project):
    """`(number, whether it is honest, hand-in, files)` of everybody, every tenth of another odd kind."""
    made = list(generate(project, len(project.names) * 2))
    names = list(kinds(b"{}", 0))
    hand_ins = []
    for number in range(SIZE):
        model = made[number % len(made)]
        student = number // len(project.names)
        own = model.content.replace(f"student {model.student}.".encode(), f"student {student}.".encode())
        one = dataclasses.replace(model, student=student, content=own)
        uploads = {f"{one.assignment}.ipynb": own}
        if number % 10 == 9:
            uploads = kinds(own, (student + 7) % (SIZE // len(project.names)))[names[number // 10 % len(names)]]
        hand_ins.append((number, number % 10 != 9, one, uploads))
    return hand_ins


def read(project, folder, layout, hand_ins, roster):
    """The entries that count and the people, after an export per problem was read."""
    folder.mkdir(parents=True, exist_ok=True)
    exports = []
    for name in project.names:
        exports.append(folder / f"{name}.zip")
        with zipfile.ZipFile(exports[-1], "w") as archive:
            chosen = [(number, one, uploads) for number, _, one, uploads in hand_ins if one.assignment == name]
            for path, data in layout(chosen).items():
                archive.writestr(path, data)
    with Gradebook.open(folder / "book", create=True) as book:
        queue = WorkQueue(book, "g", {})
        queue.enrol(roster.students)
        with ReadingProcess(project, book.store, None) as process:
            queue.take_in(collect(exports, book.store, process, roster, assignments=project.names))
        return list(book.latest()), {student.id: (student.name, student.email) for student in book.students()}


def marks(entries):
    """What decides everybody's marks: the content that counts, by student and problem."""
    return {(one.student.id, one.assignment): one.digest for one in entries if one.student and one.assignment}


@pytest.mark.slow
@pytest.mark.parametrize(("layout", "listed"), [(gradescope, False), (canvas, True), (moodle, True)])
def test_honest_marks_stay_and_all_else_is_listed(layout, listed, project, class_of_300, tmp_path):
    roster = Roster()
    if listed:
        rows = [f"Student {n:05d},{90_000 + n},{4000 + n},student{n}@example.edu,s" for n in range(75)]
        (tmp_path / "roster.csv").write_text("\n".join(["Student,SIS User ID,ID,Email,Section", *rows]))
        roster = read_roster(tmp_path / "roster.csv")
    honest = [hand_in for hand_in in class_of_300 if hand_in[1]]
    before, people = read(project, tmp_path / "honest", layout, honest, roster)
    entries, everybody = read(project, tmp_path / "all", layout, class_of_300, roster)
    assert len(marks(before)) == len(honest) == SIZE * 9 // 10
    after = marks(entries)
    assert {key: after.get(key) for key in marks(before)} == marks(before)
    assert {one: everybody[one] for one in people} == people
    assert len({entry.source.partition("/")[0] for entry in entries}) >= (SIZE if layout is not canvas else SIZE // 4)
    assert all(entry.assignment or entry.error for entry in entries)
    assert sum(bool(entry.error) for entry in entries) >= SIZE // 10 // 3
