"""The same marks whether `autograder grade` decides, stock `otter run` with the zip, or Gradescope's run_autograder.

Labelled samples are put together in notebooks with one for every part. Two such notebooks per problem run by default;
`pytest --every-sample tests/package/test_routes.py` compares all.
"""

import itertools
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from support.tiers import few

from autograder.exam.project import read_project
from autograder.exam.samples import read_samples, sample_notebook
from autograder.grading.submission import Submission
from autograder.publish.gradescope.running import run

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = read_samples(read_project(ROOT))
PER_PROBLEM = 2


def together():
    """All samples, each in one notebook, with as many others of other parts as there are."""
    parts = {}
    for sample in SAMPLES:
        parts.setdefault(sample.assignment, {}).setdefault(sample.part, []).append(sample)
    for by_part in parts.values():
        for group in itertools.zip_longest(*by_part.values()):
            yield tuple(sample for sample in group if sample is not None)


def pytest_generate_tests(metafunc):
    if "samples" in metafunc.fixturenames:
        by_problem = {}
        for group in together():
            by_problem.setdefault(group[0].assignment, []).append(group)
        every = metafunc.config.getoption("every_sample")
        chosen = [group for groups in by_problem.values() for group in (groups if every else some_of(groups))]
        metafunc.parametrize("samples", chosen, ids=[", ".join(s.label for s in group) for group in chosen])


def some_of(groups):
    """A few notebooks that answer most parts: the fuller ones come first, and before all the model answers."""
    return [groups[len(groups) * (k + 1) // (2 * PER_PROBLEM)] for k in range(PER_PROBLEM)]


def by_otter(archive, notebook, out):
    """The ✓ that stock Otter's results.json shows, by id, and its total."""
    command = [sys.executable, "-m", "otter", "run", "-a", str(archive), str(notebook), "-o", str(out)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=500)
    assert done.returncode == 0, done.stderr
    results = json.loads((out / "results.json").read_text())
    ticks = {entry["name"]: entry["score"] for entry in results["tests"] if entry["name"][0].isdigit()}
    return ticks, results["score"]


def by_grade(project, grader, name, notebook):
    """The ✓ that `autograder grade` gives, by id, and their total."""
    with Submission(notebook) as submission:
        decided = grader.grade(submission, project.assignment(name))
    return {tick.id: tick.earned for tick in decided.ticks}, decided.earned


@pytest.mark.slow
def test_samples_get_the_same_ticks_from_otter(samples, project, grader, built, tmp_path):
    name = samples[0].assignment
    notebook = tmp_path / f"{name}.ipynb"
    notebook.write_bytes(sample_notebook(project, *samples))
    expected = by_grade(project, grader, name, notebook)
    assert by_otter(built / "gradescope" / f"{name}.zip", notebook, tmp_path) == expected
    if len(samples) == 1:  # one part's answers may change what another's are worth
        assert {tick for tick, earned in expected[0].items() if earned} >= samples[0].earns


def by_gradescope(archive, notebook, root):
    """The ✓ that Gradescope's run writes, by id, and its total."""
    (root / "submission").mkdir(parents=True)
    shutil.copy(notebook, root / "submission")
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(root / "source")
    run(root)
    results = json.loads((root / "results" / "results.json").read_text())
    ticks = {entry["number"]: entry["score"] for entry in results["tests"] if entry["number"] != "0"}
    return ticks, results["score"]


@pytest.mark.slow
def test_samples_get_the_same_ticks_from_gradescopes_run(samples, project, grader, built, tmp_path):
    name = samples[0].assignment
    notebook = tmp_path / f"{name}.ipynb"
    notebook.write_bytes(sample_notebook(project, *samples))
    expected = by_grade(project, grader, name, notebook)
    assert by_gradescope(built / "gradescope" / f"{name}.zip", notebook, tmp_path / "autograder") == expected


NAMES = read_project(ROOT).names


@pytest.mark.parametrize(
    ("name", "edition"),
    few(
        [(name, edition) for name in NAMES for edition in ("student", "solutions")],
        lambda one: one == (NAMES[0], "solutions"),
    ),
)
def test_model_and_untouched_notebooks_get_the_same_ticks_from_otter(name, edition, project, grader, built, tmp_path):
    notebook = built / edition / f"{name}.ipynb"
    expected = by_grade(project, grader, name, notebook)
    assert by_otter(built / "gradescope" / f"{name}.zip", notebook, tmp_path) == expected
    assert expected[1] == (project.assignment(name).available if edition == "solutions" else 0)
