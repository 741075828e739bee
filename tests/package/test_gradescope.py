"""What Gradescope runs always leaves valid results, shows students what the settings say, and gives the same ✓."""

import dataclasses
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from importlib import resources
from importlib.metadata import distribution
from pathlib import Path

import jsonschema
import nbformat
import pytest
from packaging.requirements import Requirement

from autograder.errors import BuildError
from autograder.exam.project import read_project
from autograder.grading.grader import Grader
from autograder.grading.submission import Submission
from autograder.publish.gradescope import Settings, results
from autograder.publish.gradescope.lock import LEFT_OUT, LOCK
from autograder.publish.gradescope.markdown import escape, fenced
from autograder.publish.gradescope.memory import LEAST_BYTES, MOST_BYTES, container_limit, worker_bytes
from autograder.publish.gradescope.metadata import Metadata, read_metadata
from autograder.publish.gradescope.results import fault, refusal
from autograder.publish.gradescope.running import hard_timeout, run
from autograder.publish.gradescope.settings import read_settings
from autograder.record import CellError, Outcome

HERE = Path(__file__).parent
SCHEMA = json.loads((HERE / "data" / "gradescope_schema.json").read_text())
P1, P2 = "p1_normalizing_flows", "p2_variational_inference"
AVAILABLE = read_project(Path(__file__).resolve().parents[2]).assignment(P1).available


def checked(output):
    """The output, which must be valid by the schema and be JSON without NaN."""
    jsonschema.validate(output, SCHEMA)
    json.dumps(output, allow_nan=False)
    return output


@pytest.fixture
def station(built, tmp_path):
    """Gradescope's folders with the zip of problem 1 unpacked."""
    for name in ("submission", "results"):
        (tmp_path / name).mkdir()
    with zipfile.ZipFile(built / "gradescope" / f"{P1}.zip") as archive:
        archive.extractall(tmp_path / "source")
    return tmp_path


def graded(station, status=0):
    assert run(station) == status
    return checked(json.loads((station / "results" / "results.json").read_text()))


def ticks(output):
    return {test["number"]: test["score"] for test in output["tests"] if test["number"] != "0"}


@pytest.fixture(scope="session")
def model_grade(project, grader, built):
    with Submission(built / "solutions" / f"{P1}.ipynb") as submission:
        return grader.grade(submission, project.assignment(P1))


@pytest.mark.parametrize(("edition", "total"), [("solutions", AVAILABLE), ("student", 0)])
def test_a_run_gives_the_ticks_that_grade_gives(edition, total, station, built, project, grader):
    shutil.copy(built / edition / f"{P1}.ipynb", station / "submission" / "mine.ipynb")
    (station / "submission_metadata.json").write_text('{"id": 7, "assignment": {"total_points": "8.0"}}')
    output = graded(station)
    with Submission(built / edition / f"{P1}.ipynb") as submission:
        decided = grader.grade(submission, project.assignment(P1))
    assert ticks(output) == {tick.id: tick.earned for tick in decided.ticks}
    assert output["score"] == decided.earned == total
    assert output["extra_data"]["metadata"]["total_points"] == 8.0


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({}, "holds no file"),
        ({"mine.ipynb": "not JSON"}, "broken JSON"),
        ({"a.ipynb": "{}", "b.ipynb": "{}"}, "2 notebooks"),
        ({"essay.docx": "text"}, "broken JSON"),
        ({"essay.docx": "text", "b.txt": ""}, "no notebook"),
    ],
)
def test_what_cannot_be_graded_gets_a_message_that_students_see_and_no_points(files, words, station):
    for name, text in files.items():
        (station / "submission" / name).write_text(text)
    output = graded(station)
    assert output["score"] == 0
    assert output["visibility"] == "visible"
    assert words in output["output"].replace("\\", "")
    assert str(station) not in output["output"]


def test_another_problems_notebook_is_named(station, built):
    shutil.copy(built / "student" / f"{P2}.ipynb", station / "submission")
    assert P2 in graded(station)["output"].replace("\\", "")


def test_a_fault_of_the_grader_leaves_results_and_a_failing_status(station, built):
    shutil.copy(built / "student" / f"{P1}.ipynb", station / "submission")
    (station / "source" / "tests" / "q1a.py").write_text("not Python")
    output = graded(station, status=1)
    assert "graded again" in output["output"]
    assert [test["visibility"] for test in output["tests"]] == ["hidden"]


def test_a_killed_run_shows_what_was_earned_until_then(station, built):
    text = json.loads((built / "solutions" / f"{P1}.ipynb").read_text())
    cell = next(cell for cell in text["cells"] if "def q1c_density" in "".join(cell["source"]))
    cell["source"] = "import time\ndef q1c_density(p1, f_inv, x):\n    time.sleep(60)"
    (station / "submission" / "mine.ipynb").write_text(json.dumps(text))
    running = subprocess.Popen(
        [sys.executable, "-I", "-m", "autograder.publish.gradescope", str(station)],
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    file, deadline, score = station / "results" / "results.json", time.monotonic() + 120, 0
    while score < 6 and time.monotonic() < deadline:
        time.sleep(0.05)
        score = json.loads(file.read_text())["score"] if file.exists() else 0
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    output = checked(json.loads(file.read_text()))
    assert ticks(output) == {"1a.1": 1, "1a.2": 1, "1a.3": 1, "1b.1": 1, "1b.2": 1, "1b.3": 1, "1c.1": 0, "1c.2": 0}
    assert output["extra_data"]["undecided"] == ["1c.1", "1c.2"]


def test_the_script_outlives_a_grader_that_is_killed(tmp_path):
    station, home = tmp_path / "autograder", tmp_path / "home"
    (home / "bin").mkdir(parents=True)
    (home / "bin" / "python").write_text("#!/bin/sh\nkill -9 $$\n")
    (home / "bin" / "python").chmod(0o755)
    text = resources.files("autograder.publish.gradescope").joinpath("run_autograder").read_text()
    for folder, stand_in in (
        ("/opt/exam-autograder", home),
        (" /autograder", f" {station}"),
        ("=/autograder", f"={station}"),
    ):
        text = text.replace(folder, str(stand_in))
    done = subprocess.run(["bash", "-c", text], check=False, capture_output=True, text=True)
    assert done.returncode == 0
    assert "status 137" in done.stderr
    assert checked(json.loads((station / "results" / "results.json").read_text()))["score"] == 0


@pytest.mark.parametrize(("settings", "seconds"), [({"seconds": 1200}, 1170), ({}, 570), ({"seconds": "x"}, 570)])
def test_a_run_is_over_before_gradescopes_timeout(settings, seconds, tmp_path):
    plugin = {"autograder.otter_plugin.IsolatedGrading": {"gradescope": settings}}
    (tmp_path / "otter_config.json").write_text(json.dumps({"plugins": [plugin]}))
    assert hard_timeout(tmp_path) == seconds
    assert hard_timeout(tmp_path / "missing") == 570


def test_a_cell_that_hoards_memory_costs_no_other_tick(built, project, grader, tmp_path):
    text = json.loads((built / "solutions" / f"{P1}.ipynb").read_text())
    cell = dict(text["cells"][-1], cell_type="code", id="last", outputs=[], execution_count=None)
    cell["source"] = "hoard = []\nwhile True:\n    hoard.append(bytearray(20_000_000))"
    text["cells"].append(cell)
    (tmp_path / "mine.ipynb").write_text(json.dumps(text))
    budget = dataclasses.replace(grader.pool.budget, memory_bytes=worker_bytes(768 * 2**20))
    with Grader.of(project, budget=budget) as small:
        decided = small.grade_file(tmp_path / "mine.ipynb", P1)
    assert decided.earned == AVAILABLE
    assert "emory" in decided.cells[-1].error


@pytest.mark.parametrize("visibility", ["hidden", "after_due_date", "after_published", "visible"])
def test_ticks_are_shown_when_the_settings_say(visibility, model_grade):
    output = checked(results(model_grade, Settings(ticks=visibility)))
    assert {test["visibility"] for test in output["tests"]} == {visibility}
    assert "✓" not in output["output"] or "no ✓" in output["output"]


def test_a_receipt_shows_errors_and_no_marks(model_grade):
    cells = (CellError(number=3, error="ValueError: <script>alert(1)</script> ```"),)
    output = checked(results(dataclasses.replace(model_grade, cells=cells)))
    assert "cell 3" in output["output"]
    assert "<script" not in json.dumps(output)
    assert "8" not in output["output"]


@pytest.mark.parametrize("reason", ["'invertible'", "'differentiable'", "..."])
def test_a_receipt_tells_nothing_about_hidden_tests(reason, project, grader, tmp_path):
    """Right and wrong answers beside an open one, functions that return `...`, and a ✓ that only the end earns."""
    sources = [
        f"q1a_violates = {reason}",
        "def q1a_null_direction(a): return ...",
        "factor = 1\ndef q1c_f_inv(z): return z * factor",
        "factor = 2",
    ]
    notebook = tmp_path / f"{P1}.ipynb"
    cells = [nbformat.v4.new_code_cell(source, id=f"c{k}") for k, source in enumerate(sources)]
    notebook.write_text(nbformat.writes(nbformat.v4.new_notebook(cells=cells)))
    with Submission(notebook) as submission:
        grade = grader.grade(submission, project.assignment(P1))
    names = [name for name in project.assignment(P1).names if name not in ("q1a_null_direction", "q1c_f_inv")]
    open_names = [name for name in names if reason == "..." or name != "q1a_violates"]
    assert grade.unanswered == tuple(open_names)
    said = results(grade)["output"].split(": ", 1)[1].rstrip(".").replace("\\", "")
    assert said.split(", ") == open_names


def test_a_function_that_returns_an_ellipsis_is_answered_and_wrong(project, grader, tmp_path):
    notebook = tmp_path / f"{P1}.ipynb"
    cell = nbformat.v4.new_code_cell("def q1a_null_direction(a): return ...", id="c")
    notebook.write_text(nbformat.writes(nbformat.v4.new_notebook(cells=[cell])))
    with Submission(notebook) as submission:
        grade = grader.grade(submission, project.assignment(P1))
    outcomes = {tick.id: tick.outcome for tick in grade.ticks if tick.part == "1a"}
    assert Outcome.NOT_EARNED in outcomes.values()


def test_penalties_and_floors_are_in_the_total(model_grade):
    part, other = model_grade.parts[:2]
    lost = tuple(dataclasses.replace(tick, points=-1) for tick in part.ticks)
    parts = (dataclasses.replace(part, ticks=lost), other)
    output = checked(results(dataclasses.replace(model_grade, parts=parts)))
    assert output["score"] == 3
    assert [test["score"] for test in output["tests"][1:]] == [-1, -1, -1, 1, 1, 1]
    assert [test["max_score"] for test in output["tests"][1:]] == [0, 0, 0, 1, 1, 1]


@pytest.mark.parametrize("output", [refusal("x" * 50_000), fault("y\x00\ud800" * 9_000), refusal("`a` <b> [c](d) _e_")])
def test_messages_are_valid_results_whatever_they_say(output):
    text = json.dumps(checked(output))
    assert "<b>" not in text
    text.encode()


@pytest.mark.parametrize(
    "data",
    [
        {"tick": "visible"},
        {"ticks": "sometimes"},
        {"seconds": 10},
        {"seconds": "600"},
        [],
        {"seconds": True},
        {"seconds": 2401},
    ],
)
def test_a_setting_that_means_nothing_is_refused(data):
    with pytest.raises(BuildError):
        read_settings("otter_config.json", data)


def test_markup_of_students_is_inert():
    assert escape("a *b* [c](http://d) <i>") == "a \\*b\\* \\[c\\]\\(http://d\\) &lt;i&gt;"
    assert escape("one ` only") == "one ' only"
    assert "<" not in escape("`<script>`")
    assert fenced("```\nx").startswith("````\n")
    assert "\u202e" not in escape("\u202eabc")


@pytest.mark.parametrize(
    "text", ["", "[]", '{"assignment": 3, "users": {}}', '{"assignment": {"total_points": "many"}}', "[" * 99_999]
)
def test_metadata_never_stops_a_submission(text, tmp_path):
    path = tmp_path / "submission_metadata.json"
    path.write_text(text)
    assert read_metadata(path).total_points is None
    assert read_metadata(tmp_path / "missing").problems


def test_metadata_says_who_and_when(tmp_path):
    path = tmp_path / "submission_metadata.json"
    data = {
        "id": 123456, "created_at": "2026-11-02T10:00:00.000000-08:00", "users": [{"name": "A"}, {"name": "B"}],
        "previous_submissions": [{"score": 0.0}],
        "assignment": {"due_date": "2026-11-01T23:59:00.000000-08:00", "late_due_date": None, "total_points": "10.0"},
    }  # fmt: skip
    path.write_text(json.dumps(data))
    found = read_metadata(path)
    assert (found.submission_id, found.members, found.previous, found.total_points) == ("123456", 2, 1, 10.0)
    assert found.late
    assert found.late_due_date == ""


def test_a_worker_gets_what_the_container_leaves(tmp_path):
    (tmp_path / "max").write_text("max\n")
    (tmp_path / "limit").write_text(f"{768 * 2**20}\n")
    assert container_limit((str(tmp_path / "none"), str(tmp_path / "max"))) is None
    assert container_limit((str(tmp_path / "max"), str(tmp_path / "limit"))) == 768 * 2**20
    assert worker_bytes(None) == worker_bytes(8 * 2**30) == MOST_BYTES
    assert worker_bytes(2**20) == LEAST_BYTES
    assert LEAST_BYTES < worker_bytes(768 * 2**20) < 768 * 2**20


def test_the_zip_brings_all_that_its_setup_needs(built):
    with zipfile.ZipFile(built / "gradescope" / f"{P1}.zip") as archive:
        names = archive.namelist()
        modes = {info.filename: info.external_attr >> 16 for info in archive.infolist()}
        (wheel,) = [name for name in names if name.startswith("wheels/")]
        with archive.open(wheel) as file, zipfile.ZipFile(file) as inner:
            packed = inner.namelist()
        text = archive.read("setup.sh").decode()
    assert {
        "run_autograder",
        "setup.sh",
        "requirements.lock",
        "otter_config.json",
        "run_otter.py",
        "tests/q1a.py",
    } <= set(names)
    assert modes["setup.sh"] & 0o111
    assert modes["run_autograder"] & 0o111
    assert "autograder/isolation/worker/serve.py" in packed
    templates = "autograder/publish/authoring/templates/"  # of a new exam, which hold nothing of this one
    assert not [name for name in packed if ("tests/" in name or "solutions" in name) and not name.startswith(templates)]
    assert not [word for word in ("conda", "wget", "curl", "playwright") if word in text]


def test_the_lock_holds_every_dependency_in_a_version_that_is_allowed():
    dependencies = [text for text in distribution("dgm-exam-autograder").requires or [] if "extra ==" not in text]
    pinned = {}
    for line in LOCK.read_text().splitlines():
        if "==" in line and not line.startswith(" "):
            name, version = line.split(" ")[0].split("==")
            pinned.setdefault(name, []).append(version)
    for text in dependencies:
        wanted = Requirement(text)
        if wanted.name not in LEFT_OUT:
            assert pinned[wanted.name], text
            assert all(version in wanted.specifier for version in pinned[wanted.name]), text
    assert distribution("otter-grader").version.split(".")[0] == pinned["otter-grader"][0].split(".")[0]


@pytest.mark.parametrize(("created", "due", "late"), [
    ("2026-10-25T02:30:00.000000+01:00", "2026-10-25T02:45:00.000000+02:00", True),
    ("2026-10-25T02:30:00.000000+02:00", "2026-10-25T02:15:00.000000+01:00", False),
    ("2026-11-01T10:00:00Z", "2026-11-01T10:30:00+02:00", True),
    ("2026-11-01T10:00:00.5-08:00", "2026-11-01T23:59:00-08:00", False),
    ("yesterday", "2026-11-01T10:00:00Z", False), ("2026-11-01T10:00:00Z", "", False),
])  # fmt: skip
def test_late_is_decided_on_instants_over_clock_changes_and_offsets(created, due, late):
    assert Metadata(created_at=created, due_date=due).late is late
