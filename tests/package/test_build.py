"""The build hands out the same bytes every time, runs in a real kernel, and refuses what would leak or mislead."""

import json
import shutil
from pathlib import Path

import nbformat
import pytest
from support.following import copy_of
from support.tiers import few

from autograder.errors import BuildError
from autograder.exam.project import read_project
from autograder.exam.rubric import read_assignment
from autograder.exam.sheets import execute
from autograder.publish.build import build_all
from autograder.publish.build.missing import refuse_gaps
from autograder.publish.build.pipeline import remove_stale

ROOT = Path(__file__).resolve().parents[2]
PROJECT = read_project(ROOT)


@pytest.fixture
def copy(tmp_path):
    """A project that a test may spoil."""
    return copy_of(ROOT, tmp_path)


@pytest.mark.slow
def test_two_builds_are_the_same_bytes(project, built, tmp_path):
    again = tmp_path / "dist"
    build_all(project, again, verify=False, say=lambda _: None)
    first = {path.relative_to(built): path.read_bytes() for path in sorted(built.rglob("*")) if path.is_file()}
    second = {path.relative_to(again): path.read_bytes() for path in sorted(again.rglob("*")) if path.is_file()}
    assert [str(path) for path in first if first[path] != second.get(path)] == []
    assert sorted(first) == sorted(second)
    assert len(first) == 3 * len(project.names)


@pytest.mark.parametrize("name", few(PROJECT.names, lambda name: name.startswith("p1")))
def test_an_untouched_sheet_runs_top_to_bottom_and_fails_every_public_check(name, built, tmp_path):
    shutil.copy(built / "student" / f"{name}.ipynb", tmp_path)
    notebook = nbformat.read(tmp_path / f"{name}.ipynb", as_version=4)
    executed = execute(notebook, tmp_path, tmp_path / name)
    checks = [cell for cell in executed.cells if str(cell.metadata.get("name", "")).startswith("check_")]
    texts = ["".join(output.get("text", "") for output in cell.outputs) for cell in checks]
    assert checks
    lines = [line for text in texts for line in text.splitlines()[1:] if "optional" not in line]
    assert [line for line in lines if not line.startswith("  open ")] == []


def test_every_public_check_passes_on_the_model_answers(built):
    for path in sorted((built / "solutions").glob("*.ipynb")):
        for cell in nbformat.read(path, as_version=4).cells:
            if str(cell.metadata.get("name", "")).startswith("check_"):
                lines = "".join(output.get("text", "") for output in cell.outputs).splitlines()[1:]
                assert lines
                title = (
                    ["As SymPy reads it:"]
                    if any(output.output_type == "display_data" for output in cell.outputs)
                    else []
                )
                assert [line for line in lines if not line.startswith("  form ok ")] == title, path.name


def test_a_model_answer_that_loses_a_tick_stops_the_build(copy, tmp_path):
    path = copy / "solutions" / "p4_denoising_diffusion.py"
    path.write_text(path.read_text().replace("q4d_invalid = {2, 4}", "q4d_invalid = {2}"))
    with pytest.raises(BuildError, match=r"4d\.3"):
        build_all(read_project(copy), copy / "dist", names=["p4_denoising_diffusion"], say=lambda _: None)
    assert not (copy / "dist").exists()


def test_a_hidden_test_in_a_sheet_stops_the_build(copy):
    sheet = copy / "assignments" / "p1_normalizing_flows.md"
    line = next(
        x for x in (copy / "tests/rubric/p1_normalizing_flows/q1a.py").read_text().splitlines() if "VECTORS =" in x
    )
    sheet.write_text(sheet.read_text() + f"\n{line}\n")
    with pytest.raises(BuildError, match="hidden test"):
        build_all(read_project(copy), copy / "dist", verify=False, say=lambda _: None)


def test_a_model_answer_in_a_sheet_stops_the_build(copy):
    sheet = copy / "assignments" / "p2_variational_inference.md"
    sheet.write_text(sheet.read_text() + "\nTry z**sigma  * np.exp(mu), as in `return z**sigma * np.exp(mu)`.\n")
    with pytest.raises(BuildError, match="model answer M"):
        build_all(read_project(copy), copy / "dist", verify=False, say=lambda _: None)


def test_an_unknown_setting_stops_the_build(copy):
    config = json.loads((copy / "otter_config.json").read_text())
    (copy / "otter_config.json").write_text(json.dumps({**config, "show_hiden": True}))
    with pytest.raises(BuildError, match="show_hiden"):
        read_project(copy)


def test_a_misnamed_tick_is_refused(copy):
    path = copy / "tests" / "rubric" / "p1_normalizing_flows" / "q1a.py"
    path.write_text(path.read_text().replace("1a.2 points", "1b.2 points"))
    with pytest.raises(Exception, match="1a"):
        read_assignment("p1_normalizing_flows", path.parent)


@pytest.mark.parametrize(("said", "instead", "words"), [
    ("**Marks:** 8 ✓", "**Marks:** 9 ✓", 'line "Marks:" says 9 ✓'), ("; 5 credits in", "; 6 credits in", 'line "Marks:" says 6 credits'),
])  # fmt: skip
def test_marks_that_a_sheet_prints_are_those_of_its_tests_and_settings(said, instead, words, copy):
    sheet = copy / "assignments" / "p1_normalizing_flows.md"
    assert said in sheet.read_text()
    sheet.write_text(sheet.read_text().replace(said, instead))
    with pytest.raises(BuildError, match=words):
        refuse_gaps(read_project(copy))


def test_what_an_earlier_build_made_of_a_problem_that_is_no_more_is_removed_and_said(project, tmp_path):
    for name in (
        "student/p9_old.ipynb",
        "gradescope/p9_old.zip",
        "student/notes.txt",
        f"student/{project.names[0]}.ipynb",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    said = []
    remove_stale(project, tmp_path, said.append)
    left = sorted(path.name for path in tmp_path.rglob("*") if path.is_file())
    assert left == sorted(["notes.txt", f"{project.names[0]}.ipynb"])
    assert len(said) == 2
    assert "p9_old is no problem of this exam" in said[0]
