"""What honest notebooks do costs nothing: all ✓ of the model answers stay, at every level of privilege.

Each case of tests/honest/submissions.py is put before the model answers of problem 1 in one notebook; its asserts must hold, too.
"""

import json
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import jupytext
import nbformat
import pytest
from test_attacks import needs_lower_levels

from autograder.exam.project import read_project

ROOT = Path(__file__).resolve().parents[2]
RAISE_ON_PURPOSE = {
    "an error that is caught, and one that is not": "RuntimeError",
    "cells run out of order": "NameError",
}


def read_cases():
    """`(title, code cells, files)` of every case."""
    found = []
    cells = iter(jupytext.read(ROOT / "tests" / "honest" / "submissions.py", fmt="py:percent").cells)
    for cell in cells:
        beside = re.match(r"file: *(\S+)$", cell.source)
        if beside:
            found[-1][2][beside[1]] = next(cells).source + "\n"
        elif cell.cell_type == "markdown":
            found.append((cell.source.partition("\n")[0].lstrip("# "), [], {}))
        else:
            found[-1][1].append(cell.source)
    return found


CASES = read_cases()
AVAILABLE = read_project(ROOT).assignment("p1_normalizing_flows").available


@pytest.fixture(scope="module")
def submissions(built):
    """A zip per case: its cells, then the model answers; in a folder that other users can enter."""
    model = nbformat.read(built / "solutions" / "p1_normalizing_flows.ipynb", as_version=4)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        for number, (_, sources, files) in enumerate(CASES):
            cells = [nbformat.v4.new_code_cell(source, id=f"honest-{k}") for k, source in enumerate(sources)]
            notebook = nbformat.v4.new_notebook(metadata=model.metadata, cells=[*cells, *model.cells])
            with zipfile.ZipFile(Path(folder, f"{number}.zip"), "w") as archive:
                archive.writestr("submission.ipynb", nbformat.writes(notebook))
                for name, text in files.items():
                    archive.writestr(name, text)
        yield Path(folder)


GRADE_ALL = """
import json, sys
from pathlib import Path
from autograder.grading.grader import Grader
from autograder.exam.project import read_project
root, folder = map(Path, sys.argv[1:])
with Grader.of(read_project(root)) as grader:
    for path in sorted(folder.glob("*.zip")):
        decided = grader.grade_file(path, "p1_normalizing_flows")
        print(json.dumps({"case": int(path.stem), "earned": decided.earned,
                          "errors": [cell.error for cell in decided.cells if cell.error]}), flush=True)
"""


def grade_all(level, submissions):
    lower = [] if level == "own" else [sys.executable, str(ROOT / "tests" / "attacks" / "levels.py"), level]
    command = [*lower, sys.executable, "-c", GRADE_ALL, str(ROOT), str(submissions)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=500)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def require_all(outcomes):
    assert len(outcomes) == len(CASES) >= 12
    for outcome in outcomes:
        title = CASES[outcome["case"]][0]
        kinds = [error.partition(":")[0] for error in outcome["errors"]]
        assert kinds == ([RAISE_ON_PURPOSE[title]] if title in RAISE_ON_PURPOSE else []), (title, outcome["errors"])
        assert outcome["earned"] == AVAILABLE, title


def test_honest_notebooks_lose_nothing(submissions):
    require_all(grade_all("own", submissions))


@pytest.mark.slow
@needs_lower_levels
@pytest.mark.parametrize("level", ["container", "user"])
def test_honest_notebooks_lose_nothing_at_lower_privileges(level, submissions):
    require_all(grade_all(level, submissions))
