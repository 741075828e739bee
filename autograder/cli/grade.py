"""`autograder grade`: one notebook."""

from __future__ import annotations

import dataclasses
import json
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli.options import ASSIGNMENT, LANGUAGE, NO_ISOLATION, PROJECT
from autograder.cli.printing import say, say_json
from autograder.errors import Status, UserError
from autograder.exam.project import Project, find_project
from autograder.exam.rubric import Assignment
from autograder.files import write_whole
from autograder.grading.detect import detect
from autograder.grading.submission import Submission
from autograder.record import as_json
from autograder.report.text import grade_text
from autograder.texts import speaking

if TYPE_CHECKING:
    from autograder.record import Grade


def _about_a_class(_context: click.Context, option: click.Parameter, value: str | None) -> None:
    if value is not None:
        raise click.UsageError(f"{option.opts[0]} is about a class: `autograder class grade ... -o results/`.")


@click.command()
@click.argument("notebook", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON record instead of text.")
@click.option(
    "--results",
    "results_path",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write Gradescope's results.json.",
)
@click.option(
    "--html", "html_path", type=click.Path(path_type=Path, dir_okay=False), help="Write the report as one HTML file."
)
@click.option(
    "--edition",
    type=click.Choice(["student", "staff"]),
    default="student",
    show_default=True,
    help="Staff: with model answers, hidden inputs at which an answer failed, and traces of grader faults.",
)
@ASSIGNMENT
@LANGUAGE
@NO_ISOLATION
@PROJECT
@click.option("-o", "--out", hidden=True, expose_value=False, callback=_about_a_class)
@click.option("--roster", hidden=True, expose_value=False, callback=_about_a_class)
@click.option("--jobs", hidden=True, expose_value=False, callback=_about_a_class)
@click.option("--scheduler", hidden=True, expose_value=False, callback=_about_a_class)
def grade(notebook: Path, as_json: bool, results_path: Path | None, html_path: Path | None, edition: str,
          assignment: str | None, language: str | None, no_isolation: bool, project: Path | None) -> None:  # fmt: skip
    """Grade one notebook and print every ✓.

    NOTEBOOK is an .ipynb, or a zip with one and the files it reads.

    \b
    Example: autograder grade submission.ipynb --results results.json
    Example: autograder grade submission.ipynb --html report.html --edition staff
    Example: autograder grade submission.ipynb --language de
    """
    if notebook.is_dir():
        raise click.UsageError(f"{notebook} is a folder; a class is graded by `autograder class grade {notebook}`.")
    found = find_project(project)
    language = language or found.language
    with speaking(language):
        decided, scheme = _grade(notebook, found, assignment, language, isolation=not no_isolation)
        if results_path is not None:
            _write_results(results_path, decided)
        shown = decided if edition == "staff" else decided.for_students()
        if html_path is not None:
            _write_page(html_path, shown, found, scheme)
        width = shutil.get_terminal_size((100, 40)).columns
        if as_json:
            say_json(_json(shown))
        else:
            say(grade_text(shown, width=width), nl=False)
    if decided.undecided:
        listed = ", ".join(tick.id for tick in decided.undecided)
        say(f"autograder: the grader failed on {listed}; a person has to decide", err=True)
        sys.exit(Status.UNDECIDED)


def _grade(
    notebook: Path, project: Project, assignment: str | None, language: str, *, isolation: bool
) -> tuple[Grade, Assignment]:
    with Submission(notebook) as submission:
        scheme = dataclasses.replace(detect(submission.notebook, project.assignments()), language=language)
        if assignment is not None and project.assignment(assignment).name != scheme.name:
            raise UserError(notebook, f"answers {scheme.name}, not {project.assignment(assignment).name}")
        if not isolation:
            click.echo(
                "WARNING: no isolation; the submission runs with your rights and can forge its result.", err=True
            )
        from autograder.isolation.sandbox import WorkerPool

        code = [source for _, source in submission.notebook.cells]
        with WorkerPool(isolation=isolation, forbidden=(project.root,), only_for=code) as pool:
            # Only now, as both take a second: the workers' parent imports what submissions import on one core, this
            # process the check library on another.
            from autograder.grading.grader import Grader

            scheme.load()
            return Grader(pool, {scheme.name: scheme}).grade(submission, scheme), scheme


def _write_results(path: Path, decided: Grade) -> None:
    from autograder.publish.gradescope import results

    write_whole(path, json.dumps(results(decided), indent=2, ensure_ascii=False, allow_nan=False) + "\n")


def _write_page(path: Path, shown: Grade, project: Project, scheme: Assignment) -> None:
    """Write the report as a page; only this needs templates, and only the edition for staff notebooks' sources."""
    from autograder.report.html import report_html

    models = None
    if shown.for_staff:
        from autograder.report.model_answers import model_answers

        models = model_answers(project, scheme)
    write_whole(path, report_html(shown, models))


def _json(grade: Grade) -> str:
    return json.dumps(as_json(grade), indent=2, ensure_ascii=False, allow_nan=False) + "\n"
