"""The command line. Commands about a class and its gradebook are in `classroom`, the others here."""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path
from typing import Any

import click

from autograder import __version__
from autograder.classroom.runs import usable_cores
from autograder.cli.class_report import report
from autograder.cli.classroom import SCHEDULER, Options, grade_submissions, gradebook, override, regrade
from autograder.cli.export import export
from autograder.errors import UserError
from autograder.exam.project import find_project
from autograder.files import write_whole
from autograder.grading.grade import Grade, detect, grade
from autograder.grading.submission import Submission
from autograder.isolation.sandbox import Budget, Host, SandboxError, minimum_is_met, protections
from autograder.publish.gradescope import results
from autograder.publish.sampling import SampleOutcome
from autograder.report import SampleRow, grade_text, model_answers, report_html, rubric_text, samples_html

UNDECIDED = 7
PROJECT = click.option(
    "--project", type=click.Path(path_type=Path, exists=True, file_okay=False), help="Folder of the project."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def cli() -> None:
    """Build, grade and explain the deep generative models exam."""


@cli.command("grade")
@click.argument("submissions", type=click.Path(path_type=Path), nargs=-1, required=True)
@click.option("-o", "--out", type=click.Path(path_type=Path, file_okay=False), help="Grade a class into this folder.")
@click.option("--roster", type=click.Path(path_type=Path, dir_okay=False), help="Class list (CSV) to find students in.")
@click.option("--jobs", type=click.IntRange(1), help="Grading processes for a class (default: all cores).")
@SCHEDULER
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
@click.option("--assignment", help="Refuse a notebook that answers another assignment.")
@click.option("--no-isolation", is_flag=True, help="Run the submission unprotected: only for notebooks you trust.")
@PROJECT
def grade_command(submissions: tuple[Path, ...], out: Path | None, roster: Path | None, jobs: int | None,
                  scheduler: str | None, as_json: bool, results_path: Path | None, html_path: Path | None,
                  edition: str, assignment: str | None, no_isolation: bool, project: Path | None) -> None:  # fmt: skip
    """Grade one notebook (.ipynb, or a zip with one) and print every ✓; with -o, a class.

    A class is any number of folders and zips as Gradescope, Canvas or Moodle export them, or plain ones. Running the
    same command again goes on where it stopped.

    \b
    Example: autograder grade submission.ipynb --results results.json
    Example: autograder grade submission.ipynb --html report.html --edition staff
    Example: autograder grade export.zip -o results/
    """
    found = find_project(project)
    if out is not None:
        if as_json or results_path is not None or html_path is not None:
            raise click.UsageError("--json, --results and --html are about one submission; -o is about a class.")
        options = Options(out, roster, jobs or usable_cores(), assignment, not no_isolation, scheduler)
        sys.exit(grade_submissions(found, submissions, options))
    if len(submissions) > 1 or roster or jobs or scheduler:
        raise click.UsageError(
            "Several submissions, --roster, --jobs and --scheduler need -o RESULTS, where the gradebook is kept."
        )
    with Submission(submissions[0]) as submission:
        scheme = detect(submission.notebook, found.assignments())
        if assignment is not None and found.assignment(assignment).name != scheme.name:
            raise UserError(submissions[0], f"answers {scheme.name}, not {found.assignment(assignment).name}")
        if no_isolation:
            click.echo(
                "WARNING: no isolation; the submission runs with your rights and can forge its result.", err=True
            )
        budget = Budget()
        with Host(budget, isolation=not no_isolation, forbidden=(found.root,)) as host:
            decided = grade(submission, scheme, host, budget, isolation=host.ready())
    if results_path is not None:
        write_whole(results_path, json.dumps(results(decided), indent=2, ensure_ascii=False, allow_nan=False) + "\n")
    record = decided.record(staff=edition == "staff")
    if html_path is not None:
        write_whole(html_path, report_html(record, model_answers(found, scheme) if edition == "staff" else None))
    width = shutil.get_terminal_size((100, 40)).columns
    click.echo(_json(record) if as_json else grade_text(record, width=width), nl=False)
    _exit_if_undecided(decided)


@cli.command()
@click.argument("assignment", required=False)
@PROJECT
def rubric(assignment: str | None, project: Path | None) -> None:
    """Print the marking scheme as the hidden tests state it.

    Example: autograder rubric p2
    """
    found = find_project(project)
    names = [assignment] if assignment else found.names
    click.echo("\n".join(rubric_text(found.assignment(name)) for name in names), nl=False)


@cli.command()
def doctor() -> None:
    """Say what isolation this machine offers, and what to enable.

    Example: autograder doctor
    """
    found = protections()
    for protection in found:
        click.echo(f"{'works  ' if protection.works else 'MISSING'}  {protection.name}: {protection.protects}")
        if not protection.works:
            click.echo(f"         to get it: {protection.advice}")
    missing = minimum_is_met(found)
    click.echo(
        f"Grading is refused here: {missing}." if missing else "Submissions can be graded safely on this machine."
    )
    if missing:
        sys.exit(6)


@cli.command()
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Where to build (default: dist).")
@click.option("--no-verify", is_flag=True, help="Skip grading model answers and untouched notebooks.")
@PROJECT
def build(out: Path | None, no_verify: bool, project: Path | None) -> None:
    """Build student notebooks, executed solutions and Gradescope zips into dist/.

    Example: autograder build --out dist
    """
    from autograder.publish.build import build_all

    found = find_project(project)
    for path in build_all(found, out or found.root / "dist", verify=not no_verify, say=click.echo):
        click.echo(f"built {path}")


@cli.command()
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), default=Path("results"), help="Where to write."
)
@PROJECT
def samples(out: Path, project: Path | None) -> None:
    """Grade the labelled sample submissions, compare with their labels, and write a report of each.

    Example: autograder samples --out results
    """
    from autograder.publish.sampling import grade_samples

    found = find_project(project)
    rows = []
    for outcome in grade_samples(found):
        folder = out / outcome.sample.assignment
        folder.mkdir(parents=True, exist_ok=True)
        name = "-".join([outcome.sample.part, *re.findall(r"[a-z0-9]+", outcome.sample.name.lower())])
        record = outcome.grade.record()
        write_whole(folder / f"{name}.txt", grade_text(record))
        write_whole(folder / f"{name}.json", _json(record))
        write_whole(folder / f"{name}.html", report_html(record))
        rows.append(_sample_row(outcome, f"{outcome.sample.assignment}/{name}.html"))
        if outcome.differences:
            click.echo(f"{outcome.sample.label}: not as labelled: {', '.join(outcome.differences)}")
    write_whole(out / "index.html", samples_html(rows))
    wrong = sum(bool(row.differences) for row in rows)
    click.echo(
        f"reports are in {out}; " + (f"{wrong} samples are not as labelled" if wrong else "all samples are as labelled")
    )
    sys.exit(1 if wrong else 0)


def _sample_row(outcome: SampleOutcome, link: str) -> SampleRow:
    sample = outcome.sample
    part = next(part for part in outcome.grade.parts if part.id == sample.part)
    earned = f"{part.earned} of {part.available} ✓"
    return SampleRow(sample.part, sample.name, sample.reason, earned, link, outcome.differences)


for command in (regrade, override, gradebook, export, report):
    cli.add_command(command)


def _json(record: dict[str, Any]) -> str:
    return json.dumps(record, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _exit_if_undecided(decided: Grade) -> None:
    if decided.undecided:
        listed = ", ".join(tick.id for tick in decided.undecided)
        click.echo(f"autograder: the grader failed on {listed}; a person has to decide", err=True)
        sys.exit(UNDECIDED)


def main() -> None:
    """Run the command line; every error becomes one message and one exit status here."""
    try:
        cli(standalone_mode=False)
    except UserError as error:
        click.echo(f"autograder: {error}", err=True)
        sys.exit(error.exit_status)
    except SandboxError as error:
        click.echo(f"autograder: isolation failed: {error}", err=True)
        sys.exit(UNDECIDED)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("autograder: stopped", err=True)
        sys.exit(130)
