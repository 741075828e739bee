"""Whatever is handed in, stock Otter never runs or unpickles it itself, and leaves a results.json."""

import dataclasses
import json
import os
import subprocess
import sys
import zipfile

import nbformat
import pytest
from support.tiers import few

NAME = "p1_normalizing_flows"


@dataclasses.dataclass(frozen=True)
class Result:
    score: float
    shown: str


@pytest.fixture
def by_otter(built, tmp_path):
    """Grade by stock `otter run` in a process of its own, with a secret in its environment."""

    def run(submission, archive=None):
        archive = archive or built / "gradescope" / f"{NAME}.zip"
        command = [sys.executable, "-m", "otter", "run", "-a", str(archive), str(submission), "-o", str(tmp_path)]
        env = {**os.environ, "COURSE_TOKEN": "ATTACK_SECRET"}
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=300, cwd=tmp_path, env=env)
        path = tmp_path / "results.json"
        assert path.exists(), done.stderr[-2000:]
        results = json.loads(path.read_text())
        return Result(results["score"], json.dumps(results, ensure_ascii=False) + done.stdout)

    return run


def notebook(built, source="", **metadata):
    book = nbformat.read(built / "student" / f"{NAME}.ipynb", as_version=4)
    book.cells.append(nbformat.v4.new_code_cell(source, id="added"))
    book.metadata.update(metadata)
    return book


ANSWER = "q1a_is_valid_flow = False"


def test_strange_metadata_and_a_process_that_ends_itself_still_get_a_result(built, by_otter, tmp_path):
    book = notebook(built, ANSWER, kernelspec={"name": "no-such-kernel", "display_name": 3}, language_info=[1])
    book.cells.append(nbformat.v4.new_code_cell("import os\nos._exit(0)", id="last"))
    book.cells[0]["metadata"] = {"tags": 7, "trusted": {"x": []}}
    path = tmp_path / "a.ipynb"
    path.write_text(json.dumps(book))
    assert by_otter(path).score == 1


@pytest.mark.slow
def test_files_beside_the_notebook_shadow_nothing_and_are_never_run_or_read(built, by_otter, tmp_path):
    canary = tmp_path / "canary"
    program = f"open({str(canary)!r}, 'w').close()\nraise SystemExit\n"
    secret = (
        "import os\n"
        "found = ['x' for text in os.environ.values() if 'ATTACK_' + 'SECRET' in text]\n"
        "q1a_violates = 'invertible' if found else 'nothing'"
    )
    path = tmp_path / "handed_in.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.ipynb", nbformat.writes(notebook(built, f"{ANSWER}\n{secret}")))
        shadows = "numpy otter autograder sitecustomize usercustomize sympy json ipykernel_launcher __init__ conftest"
        for module in shadows.split():
            archive.writestr(f"{module}.py", program)
        archive.writestr("tests/q1a.py", program)
        archive.writestr(".OTTER_LOG", b"cposix\nsystem\n(S'touch " + str(canary).encode() + b"'\ntR.")
        archive.writestr("results/results.json", '{"score": 8}')
        archive.writestr("data\nwith a new line.csv", "1,2")
    result = by_otter(path)
    assert result.score == 1
    assert not canary.exists()
    assert "ATTACK_SECRET" not in result.shown


SEARCH = """
import glob, os
places = ["otter_config.json", *os.environ.values()]
for folder in (".", "..", "/tmp", "/autograder", os.getcwd(), os.environ["HOME"]):
    places += glob.glob(os.path.join(folder, "**", "*.json"), recursive=True) + glob.glob(os.path.join(folder, "*.zip"))
found = False
for place in places:
    try:
        found = found or b"CONFIGURED_" + b"SECRET" in open(place, "rb").read()
    except OSError:
        pass
q1a_violates = "invertible" if found else "nothing"
"""


@pytest.mark.slow
def test_a_token_in_otters_configuration_does_not_reach_the_submission(built, by_otter, tmp_path):
    archive = tmp_path / "with_token.zip"
    with zipfile.ZipFile(built / "gradescope" / f"{NAME}.zip") as old, zipfile.ZipFile(archive, "w") as new:
        for member in old.namelist():
            data = old.read(member)
            if member == "otter_config.json":
                data = json.dumps({**json.loads(data), "token": "CONFIGURED_SECRET"}).encode()
            new.writestr(member, data)
    archive.chmod(0o644)
    path = tmp_path / "a.ipynb"
    path.write_text(nbformat.writes(notebook(built, f"{ANSWER}\n{SEARCH}")))
    result = by_otter(path, archive)
    assert result.score == 1
    assert "CONFIGURED_SECRET" not in result.shown


NO_TEXT = {"cell_type": "code", "source": 3, "metadata": {}, "outputs": [], "execution_count": None, "id": "a"}


@pytest.mark.parametrize(("cells", "words"), few([([], "no code"), ([NO_TEXT], "not text")], lambda one: not one[0]))
def test_what_is_no_gradable_notebook_gets_a_result_that_says_why(cells, words, built, by_otter, tmp_path):
    book = json.loads(nbformat.writes(notebook(built)))
    path = tmp_path / "a.ipynb"
    path.write_text(json.dumps({**book, "cells": cells}))
    result = by_otter(path)
    assert result.score == 0
    assert words in result.shown


@pytest.mark.slow
def test_broken_json_ends_otter_loudly_before_any_plugin_is_loaded(built, tmp_path):
    """Otter's own limit: its reader fails first. The run on Gradescope, which is ours, leaves a result there too."""
    path = tmp_path / "a.ipynb"
    path.write_text("{")
    archive = built / "gradescope" / f"{NAME}.zip"
    command = [sys.executable, "-m", "otter", "run", "-a", str(archive), str(path), "-o", str(tmp_path)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=300, cwd=tmp_path)
    assert done.returncode != 0
    assert "Notebook does not appear to be JSON" in done.stderr
