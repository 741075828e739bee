"""The command line as its three users meet it: examples, the README's commands, and every exit status."""

import inspect
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from conftest import of_this_exam

from autograder.cli.commands import COMMANDS
from autograder.errors import Status
from autograder.exam.project import read_project
from autograder.exam.samples import read_samples, sample_notebook

ROOT = Path(__file__).resolve().parents[2]
PROJECT = read_project(ROOT)
NAMES = PROJECT.names
FIRST = PROJECT.assignment(NAMES[0])
ALL = f"{FIRST.available} of {FIRST.available} ✓"


@pytest.fixture
def model(built, tmp_path):
    """The model answers of problem 1, as a student would hand them in."""
    return shutil.copy(built / "solutions" / f"{NAMES[0]}.ipynb", tmp_path / "submission.ipynb")


def commands():
    """Every command as it is typed, with its entry in the table."""
    for name, command in COMMANDS.items():
        yield name, command
        yield from ((f"{name} {verb}", below) for verb, below in getattr(command.load(), "table", {}).items())


@pytest.mark.parametrize(
    ("name", "command"), list(commands()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_every_command_says_in_one_line_what_it_does_and_gives_an_example(name, command):
    """The line in the list of commands, which is shown without importing the command, is the first of its help."""
    lines = inspect.cleandoc(command.load().help).splitlines()
    assert lines[:2] == [command.help, ""]
    assert command.help.endswith(".")
    assert any(line.startswith(f"Example: autograder {name}") for line in lines)


@pytest.mark.parametrize(
    ("earlier", "now"),
    [
        ("gradebook", "autograder class show"),
        ("override a1 1a.1 earned --reason x", "autograder class override"),
        ("regrade -o results", "autograder class regrade"),
        ("report --anonymous", "autograder class report"),
        ("export canvas --to x.csv", "autograder class export"),
        ("grade export.zip -o results", "autograder class grade"),
        ("grade a.ipynb --jobs 2", "autograder class grade"),
        ("grade .", "autograder class grade"),
    ],
)
def test_an_earlier_spelling_is_an_error_that_says_the_present_one(earlier, now, run):
    status, out, err = run(*earlier.split())
    assert (status, out) == (2, "")
    assert now in err


def test_the_readme_lists_every_exit_status():
    """0 to 8; 130 is every program's that was interrupted."""
    listed = re.findall(r"(?:statuses:|,) (\d) ", " ".join((ROOT / "README.md").read_text().split()))
    assert [int(status) for status in listed] == [status for status in Status if status != Status.STOPPED]


def test_the_example_of_grading_works(run, model, tmp_path):
    status, out, _ = run("grade", "submission.ipynb", "--results", "results.json")
    assert status == 0
    assert f"{ALL}, {FIRST.credits:.2f} of {FIRST.credits:g} credits" in out
    assert out.count("[✓]") == FIRST.available
    assert json.loads((tmp_path / "results.json").read_text())["score"] == FIRST.available


def test_a_record_is_as_the_contract_says(run, project, tmp_path):
    sample = next(s for s in read_samples(project) if s.label == "4d: the valid ones")
    (tmp_path / "submission.ipynb").write_bytes(sample_notebook(project, sample))
    status, out, _ = run("grade", "submission.ipynb", "--json")
    record = json.loads(out)
    assert status == 0
    assert record["assignment"] == NAMES[3]
    assert {"id", "earned", "outcome", "message"} <= set(record["ticks"][0])
    earned = {tick["id"]: tick["earned"] for tick in record["ticks"]}
    assert (earned["4d.-1"], earned["4d.-2"], earned["4d.1"]) == (-1, -1, 0)
    assert record["parts"]["4d"]["earned"] == 0
    assert record["problem"]["earned"] == 0
    assert record["problem"]["available"] == project.assignment(NAMES[3]).available
    assert record["problem"]["credits"] == 0


def test_an_export_of_otter_is_graded_like_its_notebook(run, model, tmp_path):
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
        archive.write(model, "submission.ipynb")
        archive.writestr("__zip_filename__", "submission_2026.zip")
        archive.writestr(".OTTER_LOG", b"\x80\x04not a pickle anyone reads")
    status, out, _ = run("grade", "export.zip")
    assert status == 0
    assert ALL in out


@pytest.mark.parametrize(
    ("text", "status", "words"),
    [
        ("not JSON", 3, "broken JSON"),
        ('{"nbformat": 3, "worksheets": []}', 3, "format 3"),
        ('{"nbformat": 4, "metadata": {}, "cells": []}', 3, "no code"),
        ('{"nbformat": 4, "metadata": {}, "cells": [{"cell_type": "code", "source": "x = 1"}]}', 3, "any known assignment"),
        ('{"nbformat": 4, "metadata": {"otter": {"assignment_name": "hw9"}}, "cells": [{"cell_type": "code", "source": "x"}]}',
         3, "hw9"),
    ],
)  # fmt: skip
def test_bad_input_is_named_and_refused(text, status, words, run, tmp_path):
    (tmp_path / "mine.ipynb").write_text(text)
    assert run("grade", "mine.ipynb")[0] == status
    _, out, err = run("grade", "mine.ipynb", "--json", "--results", "results.json")
    assert out == ""
    assert "mine.ipynb" in err
    assert words in err
    assert "Traceback" not in err
    assert not (tmp_path / "results.json").exists()


def test_another_assignment_than_the_one_asked_for_is_refused(run, model):
    status, _, err = run("grade", "submission.ipynb", "--assignment", "p2")
    assert status == 2
    assert "p1_normalizing_flows" in err


@pytest.mark.parametrize("arguments", [["grade"], ["grade", "a.ipynb", "--bogus"], ["frobnicate"], ["rubric", "p7"]])
def test_wrong_use_is_status_two(arguments, run):
    status, out, err = run(*arguments)
    assert status == 2
    assert err
    assert "Traceback" not in out + err


def test_results_that_cannot_be_written_are_an_error_and_no_half_file(run, model, tmp_path):
    status, _, err = run("grade", "submission.ipynb", "--results", "no/such/folder/results.json")
    assert status == 2
    assert "no/such/folder" in err
    assert "Traceback" not in err


def test_going_without_isolation_is_loud_and_on_record(run, model):
    status, out, err = run("grade", "submission.ipynb", "--no-isolation", "--json")
    assert status == 0
    assert "WARNING" in err
    assert json.loads(out)["isolation"] == "none"


def test_the_rubric_is_printed_as_the_tests_state_it(run):
    status, out, _ = run("rubric", "p2")
    assert status == 0
    assert "2b.4" in out
    assert "solves the equation for a" in out
    assert "1a.1" not in out


def test_the_doctor_knows_this_machine(run):
    status, out, _ = run("doctor")
    assert status == (6 if "Grading is refused" in out else 0)
    assert "Landlock" in out


def test_every_command_of_the_readme_works(built, tmp_path):
    """All `autograder` lines of the README's shell blocks, in order, in one folder beside a submission."""
    blocks = re.findall(r"```sh\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    commands = [line for block in blocks for line in block.splitlines() if line.startswith("autograder ")]
    assert len(commands) >= 4
    shutil.copy(built / "solutions" / f"{NAMES[1]}.ipynb", tmp_path / "submission.ipynb")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for command in commands:
        arguments = command.split()
        arguments += map(str, of_this_exam(arguments[1:]))
        if arguments[1] == "build":
            arguments += ["--out", str(tmp_path / "dist"), "--no-verify"]
        done = subprocess.run(
            arguments, cwd=tmp_path, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, (command, done.stdout, done.stderr)
