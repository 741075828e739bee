"""The whole build of a project: all assignments, checked, written completely or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from autograder.errors import BuildError
from autograder.exam.project import CONFIG, Project, plugin_settings
from autograder.exam.rubric import Assignment
from autograder.exam.sheets import execute, read_sheet, read_solution, solution_notebook, student_notebook, to_bytes
from autograder.grading.grader import Grader
from autograder.publish.build.announced import refuse_unannounced_arguments
from autograder.publish.build.archive import write_archive
from autograder.publish.build.leaks import refuse_leaks
from autograder.publish.build.missing import Gap, refuse, refuse_gaps
from autograder.publish.build.trial import WRONG, undecided_or_given_away, wrong_notebook
from autograder.publish.gradescope.settings import read_settings
from autograder.record import Grade

Say = Callable[[str], object]
FOLDERS = ("student", "solutions", "gradescope")


def build_all(
    project: Project, out: Path, *, names: Sequence[str] | None = None, verify: bool = True, say: Say = print
) -> list[Path]:
    """Build the problems `names` (default: all) into `out` and return the files written.

    Others in `out` stay, except what an earlier build made of a problem that is no more, which is removed.

    Raises `BuildError` when something is missing (all of it in one message), the model answers do not earn every ✓, an
    untouched notebook earns any, hidden tests cannot decide wrong answers, or a student notebook holds what only
    graders may see; `out` is then left as it was.
    """
    read_settings(project.root / CONFIG, (plugin_settings(project.otter_config) or {}).get("gradescope", {}))
    refuse_gaps(project, names)
    out.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=".building-", dir=out.parent))
    try:
        for folder in FOLDERS:
            (staging / folder).mkdir()
        problems = [project.assignment(name) for name in (project.names if names is None else names)]
        for problem in problems:
            say(f"{problem.name}: sheet, model answers, zip")
            _build_one(project, problem, staging)
        if verify:
            _verify(project, problems, staging, say)
        remove_stale(project, out, say)
        return _publish(staging, out)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _build_one(project: Project, assignment: Assignment, staging: Path) -> None:
    name, root = assignment.name, project.root
    sheet_path, solution_path = root / "assignments" / f"{name}.md", root / "solutions" / f"{name}.py"
    sheet, solution = read_sheet(sheet_path), read_solution(solution_path)
    public = {
        path.stem: path.read_text(encoding="utf-8") for path in sorted((root / "tests" / "public" / name).glob("q*.py"))
    }
    for question, source in public.items():
        refuse_unannounced_arguments(question, source, sheet, sheet_path)
    drawn = root / "assignments" / "figures" / f"{name}.py"
    figures = drawn.read_text(encoding="utf-8") if drawn.is_file() else ""
    student = student_notebook(sheet, name, public, figures)
    hidden = sorted((root / "tests" / "rubric" / name).glob("q*.py"))
    refuse_leaks(student, sheet, solution, hidden, sheet_path)
    target = staging / "student" / f"{name}.ipynb"
    target.write_bytes(to_bytes(student))
    solved = solution_notebook(student, solution, solution_path)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / f"{name}.ipynb").write_bytes(to_bytes(solved))
        executed = execute(solved, Path(folder), solution_path)
    (staging / "solutions" / f"{name}.ipynb").write_bytes(to_bytes(executed))
    write_archive(project, name, staging / "gradescope" / f"{name}.zip")


def _verify(project: Project, problems: Sequence[Assignment], staging: Path, say: Say) -> None:
    """Grade model answers, untouched notebooks and wrong answers with the very tests that are handed out."""
    undecided: list[Gap] = []
    with Grader.of(project, [problem.name for problem in problems]) as grader:
        for assignment in problems:
            name = assignment.name
            best, nothing = (
                grader.grade_file(staging / kind / f"{name}.ipynb", name) for kind in ("solutions", "student")
            )
            _refuse_wrong_marks(project, assignment, best, nothing)
            tried = _try_wrong_answers(project, assignment, grader)
            undecided += undecided_or_given_away(project.tests / name, tried)
            say(f"{name}: model answers {best.earned} of {best.available} ✓, untouched notebook {nothing.earned} ✓")
    refuse(project.root, "has hidden tests that cannot tell wrong answers", undecided)


def _try_wrong_answers(project: Project, assignment: Assignment, grader: Grader) -> dict[str, Grade]:
    sheet = read_sheet(project.root / "assignments" / f"{assignment.name}.md")
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{assignment.name}.ipynb"
        for kind in WRONG:
            path.write_bytes(wrong_notebook(sheet, assignment, kind))
            found[kind] = grader.grade_file(path, assignment.name)
    return found


def _refuse_wrong_marks(project: Project, assignment: Assignment, best: Grade, nothing: Grade) -> None:
    where = project.root / "solutions" / f"{assignment.name}.py"
    for tick in best.ticks:
        if tick.earned != max(0, tick.points):
            raise BuildError(
                where, f"the model answers do not get {tick.id} right: {tick.message} {tick.finding.trace}"
            )
    for tick in nothing.ticks:
        if tick.earned:
            raise BuildError(project.root / "assignments" / f"{assignment.name}.md", f"untouched, it changes {tick.id}")


def remove_stale(project: Project, out: Path, say: Say) -> None:
    """Take away what an earlier build made of problems that are no more: somebody would hand it out."""
    for folder in FOLDERS:
        for path in sorted((out / folder).glob("*")):
            if path.suffix in (".ipynb", ".zip") and path.stem not in project.names:
                path.unlink()
                say(f"removed {path}: {path.stem} is no problem of this exam")


def _publish(staging: Path, out: Path) -> list[Path]:
    """Put the new build in the old one's place."""
    written: list[Path] = []
    for path in sorted(staging.rglob("*")):
        if path.is_file():
            target = out / path.relative_to(staging)
            target.parent.mkdir(parents=True, exist_ok=True)
            os.chmod(path, 0o644)
            os.replace(path, target)
            written.append(target)
    return written
