"""A class is graded once, whatever happens on the way; a regrade hides nothing."""

import contextlib
import json
import os
import re
import shutil
import signal
import sqlite3
import time
from pathlib import Path

import pytest
from support.classroom import (
    children,
    generate,
    graded,
    kill_while_grading,
    marks,
    start_grading,
    write_folder,
    write_gradescope,
)

from autograder.classroom.gradebook import Gradebook
from autograder.classroom.runs import project_versions, versions
from autograder.exam.project import read_project
from autograder.exam.samples import read_samples
from autograder.record import Outcome

ROOT = Path(__file__).resolve().parents[2]
SIZE, KILLS = 24, 3
TICKS = sum(len(problem.ticks) for problem in read_project(ROOT).exam().problems)
"""Of a quarter of the class: every student answers one problem."""


@pytest.fixture(scope="session")
def quick(project):
    """Labels of samples that take seconds on purpose, and are left out."""
    slow = re.compile(r"while True|sleep|range\(10\*\*|\*\* ?10\*\*|os\._exit|fork")
    return [sample.label for sample in read_samples(project) if slow.search(sample.code)]


@pytest.fixture(scope="session")
def classroom(project, quick, tmp_path_factory):
    """A class in a plain folder, graded undisturbed."""
    folder = tmp_path_factory.mktemp("class")
    export = write_folder(folder / "export", generate(project, SIZE, seed=1, leave_out=quick))
    assert start_grading(export, folder / "results", ROOT).wait() == 0, (folder / "results" / "log.txt").read_text()
    return folder


@pytest.fixture
def copied(classroom, tmp_path):
    """The graded class, to be changed."""
    with contextlib.closing(sqlite3.connect(classroom / "results" / "gradebook.sqlite")) as source:
        (tmp_path / "results").mkdir()
        with contextlib.closing(sqlite3.connect(tmp_path / "results" / "gradebook.sqlite")) as target:
            source.backup(target)
    shutil.copytree(classroom / "results" / "submissions", tmp_path / "results" / "submissions")
    return tmp_path / "results"


@pytest.fixture
def other_tests(tmp_path):
    """A project whose tests decide 1a.1 the other way round."""
    root = tmp_path / "project"
    for folder in ("assignments", "solutions", "tests/rubric", "tests/public"):
        shutil.copytree(ROOT / folder, root / folder)
    shutil.copy(ROOT / "otter_config.json", root)
    path = root / "tests" / "rubric" / "p1_normalizing_flows" / "q1a.py"
    source = path.read_text()
    changed = source.replace(
        '    require_false(answers["q1a_is_valid_flow"], "q1a_is_valid_flow")\n',
        '    if answers["q1a_is_valid_flow"] is not True:\n'
        '        raise NotEarned(expected="`q1a_is_valid_flow` is True", got="something else")\n',
        1,
    ).replace("OK_FORMAT", "from autograder.record.losses import NotEarned\n\nOK_FORMAT", 1)
    assert changed.count("NotEarned") == 2
    path.write_text(changed)
    return root


def test_the_whole_class_is_graded_and_every_tick_kept(classroom):
    rows = marks(classroom / "results")
    assert graded(classroom / "results") == SIZE
    assert len({row[2] for row in rows}) == SIZE
    assert len(rows) == SIZE // 4 * TICKS


def test_a_bar_is_drawn_on_terminals_only(classroom):
    log = (classroom / "results" / "log.txt").read_text()
    assert "%" not in log
    assert "\r" not in log
    assert f"{SIZE} graded" in log


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_grader_killed_again_and_again_loses_nothing_and_gives_the_same_marks(classroom, tmp_path):
    out = tmp_path / "results"
    status, found = kill_while_grading(classroom / "export", out, ROOT, kills=KILLS, total=SIZE, seed=3)
    assert status == 0, (out / "log.txt").read_text()
    assert found == sorted(found)
    assert 0 < found[0] <= found[-1] <= SIZE
    assert marks(out) == marks(classroom / "results")


@pytest.mark.slow
def test_a_run_replaces_a_grading_process_that_was_killed(classroom, tmp_path):
    out = tmp_path / "results"
    grader = start_grading(classroom / "export", out, ROOT, "--jobs", "1")
    while graded(out) < 2:
        time.sleep(0.01)
    (job,) = children(grader.pid)
    os.kill(job, signal.SIGKILL)
    assert grader.wait() == 0
    assert marks(out) == marks(classroom / "results")


@pytest.mark.slow
def test_two_runs_at_once_share_the_work(classroom, tmp_path):
    out = tmp_path / "results"
    runs = [start_grading(classroom / "export", out, ROOT, "--jobs", "1") for _ in range(2)]
    assert [one.wait() for one in runs] == [0, 0], (out / "log.txt").read_text()
    assert marks(out) == marks(classroom / "results")
    with Gradebook.open(out) as book:
        assert [entry.status for entry in book.latest()] == ["graded"] * SIZE
        assert book.connection.execute("SELECT COUNT(*) FROM claims").fetchone()[0] == 0


def test_nothing_is_graded_twice(run, classroom, copied):
    status, out, _ = run("class", "grade", classroom / "export", "-o", copied, "--project", ROOT)
    assert status == 0
    assert f"{SIZE} graded, 0 of them now" in out


@pytest.mark.slow
def test_an_export_is_graded_into_the_same_marks_as_a_folder(run, project, quick, classroom, tmp_path):
    few = list(generate(project, SIZE, seed=1, leave_out=quick))[:4]
    write_gradescope(tmp_path / "export.zip", few)
    status, out, _ = run("class", "grade", "export.zip", "-o", "results", "--project", ROOT)
    assert status == 0, out
    pick = "SELECT s.digest, t.id, t.earned, t.message FROM submissions s JOIN ticks t ON t.result = s.result ORDER BY 1, 2"
    with Gradebook.open(tmp_path / "results") as book, Gradebook.open(classroom / "results") as other:
        ours = [tuple(row) for row in book.connection.execute(pick)]
        assert set(ours) <= {tuple(row) for row in other.connection.execute(pick)}
        assert [entry.student.id for entry in book.latest()] == ["90000"] * 4
    assert len(ours) == TICKS


def test_what_cannot_be_graded_is_listed_and_the_rest_is_graded(run, classroom, tmp_path):
    folder = tmp_path / "class"
    folder.mkdir()
    shutil.copy(next((classroom / "export").glob("*p1_*")), folder / "ada_p1.ipynb")
    (folder / "alan.pdf").write_bytes(b"%PDF")
    (folder / "p2.ipynb").write_text("not a notebook")
    status, out, _ = run("class", "grade", "class", "-o", "results", "--project", ROOT)
    assert status == 3
    assert "cannot be graded: 2" in out
    assert "alan.pdf (alan): holds no notebook and no zip" in out
    assert "p2.ipynb: is not readable as a notebook" in out
    assert "not matched to a student: 1" in out
    assert "1 graded" in out


def test_a_regrade_lists_every_change_lowers_nothing_unasked_and_keeps_overrides(run, copied, other_tests):
    arguments = ("-o", copied, "--project", other_tests)
    with Gradebook.open(copied) as book:
        before = {e.submission: e for e in book.latest() if e.assignment == "p1_normalizing_flows"}
    falls = [e for e in before.values() if e.grade.ticks[0].earned and e.grade.earned]
    kept = falls[0].student.id
    status, _, _ = run(
        "class", "override", kept, "1a.1", "earned", "--reason", "seen by hand", "--by", "Tess", "-o", copied
    )
    assert status == 0
    status, out, _ = run("class", "regrade", *arguments)
    assert status == 8
    changed = re.findall(r"^(Student \d+) .*: (\d+) -> (\d+) ✓( LOWER)?$", out, re.MULTILINE)
    answered = [e for e in before.values() if e.grade.ticks[0].outcome is not Outcome.NOT_ANSWERED]
    assert len(changed) == len(answered)
    assert all((int(new) < int(old)) == bool(lower) for _, old, new, lower in changed)
    assert sum(bool(lower) for *_, lower in changed) == len(falls) - 1
    assert "was: earned" in out
    assert "now: not earned: expected `q1a_is_valid_flow` is True" in out
    assert "decided by a teaching assistant and kept: 1" in out
    with Gradebook.open(copied) as book:
        after = {e.submission: e for e in book.latest()}
        assert all(after[key].grade.earned >= entry.grade.earned for key, entry in before.items())
    assert run("class", "regrade", *arguments, "--accept")[0] == 0
    with Gradebook.open(copied) as book:
        after = {e.submission: e for e in book.latest()}
        assert after[falls[1].submission].grade.earned < falls[1].grade.earned
        assert [tick.id for tick in after[falls[0].submission].grade.overridden] == ["1a.1"]
        assert after[falls[0].submission].grade.ticks[0].earned == 1
    status, out, _ = run("class", "regrade", *arguments)
    assert status == 0
    assert "0 differ" in out


@pytest.mark.slow
def test_grading_with_other_tests_changes_no_mark_by_itself(run, classroom, copied, other_tests):
    before = marks(copied)
    status, out, _ = run("class", "grade", classroom / "export", "-o", copied, "--project", other_tests)
    assert status == 0
    assert "autograder class regrade" in out
    assert marks(copied) == before


def test_the_gradebook_is_shown_with_marks_and_overrides(run, copied):
    run("class", "override", "Student 00000", "1a.2", "lost", "--reason", "copied", "--by", "Tess", "-o", copied)
    status, out, _ = run("class", "show", "-o", copied)
    assert status == 0
    assert re.search(r"^Student 00000 .*\d\*", out, re.MULTILINE)
    status, out, _ = run("class", "show", "--student", "Student 00000", "-o", copied)
    assert "by Tess" in out
    assert out.count(" of ") >= 4
    assert run("class", "show", "--student", "nobody", "-o", copied)[0] == 2
    assert run("class", "override", "nobody", "1a.1", "earned", "--reason", "x", "-o", copied)[0] == 2


def test_a_digest_changes_with_what_decides(other_tests):
    here, there = project_versions(read_project(ROOT)), project_versions(read_project(other_tests))
    changed = {name for name, digest in here.tests.items() if there.tests[name] != digest}
    assert changed == {"p1_normalizing_flows"}
    assert here.grader == there.grader


def test_the_digest_of_the_grader_covers_all_that_grade_imports():
    """Follows imports from `grade` and from the hidden tests' check library; what it finds has to be in the digest."""
    from test_architecture import FILES, imported, module_of

    files = {module_of(path): path for path in FILES}
    covered = {path for path in FILES for part in versions.DECIDING if path.is_relative_to(ROOT / "autograder" / part)}
    reached, waiting = set(), {"autograder.grading.grade", "autograder.isolation.sandbox.forkserver"}
    waiting |= {module for module in files if module.startswith("autograder.checks.")}
    while waiting:
        module = waiting.pop()
        if module in files and module not in reached:
            reached.add(module)
            waiting |= set(imported(files[module]))
    assert {files[module] for module in reached} - {ROOT / "autograder" / "__init__.py"} <= covered


def test_records_in_the_gradebook_name_no_folder_of_this_machine(classroom):
    with Gradebook.open(classroom / "results") as book:
        for (record,) in book.connection.execute("SELECT record FROM results"):
            assert str(classroom) not in json.dumps(record)
