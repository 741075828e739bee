"""`autograder samples`."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli.options import PROJECT
from autograder.errors import Status
from autograder.exam.project import find_project
from autograder.files import write_whole
from autograder.record import as_json
from autograder.report.html import SampleRow, report_html, samples_html
from autograder.report.text import grade_text

if TYPE_CHECKING:
    from autograder.publish.sampling import SampleOutcome


@click.command()
@click.argument("parts", nargs=-1)
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), default=Path("results"), help="Where to write."
)
@PROJECT
def samples(parts: tuple[str, ...], out: Path, project: Path | None) -> None:
    """Grade the labelled samples and compare with their labels.

    All of them, or those of PARTS. A report of each is written, and a page that lists them.

    \b
    Example: autograder samples --out results
    Example: autograder samples 4e
    """
    from autograder.publish.sampling import grade_samples

    rows = [_report(outcome, out) for outcome in grade_samples(find_project(project), parts=parts)]
    out.mkdir(parents=True, exist_ok=True)
    write_whole(out / "index.html", samples_html(rows))
    wrong = sum(bool(row.differences) for row in rows)
    click.echo(
        f"reports are in {out}; " + (f"{wrong} samples are not as labelled" if wrong else "all samples are as labelled")
    )
    sys.exit(Status.NOT_AS_LABELLED if wrong else Status.DONE)


def _report(outcome: SampleOutcome, out: Path) -> SampleRow:
    """Write the reports of one sample; its row of the list."""
    sample = outcome.sample
    folder = out / sample.assignment
    folder.mkdir(parents=True, exist_ok=True)
    name = "-".join([sample.part, *re.findall(r"[a-z0-9]+", sample.name.lower())])
    shown = outcome.grade.for_students()
    write_whole(folder / f"{name}.txt", grade_text(shown))
    write_whole(
        folder / f"{name}.json", json.dumps(as_json(shown), indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    )
    write_whole(folder / f"{name}.html", report_html(shown))
    if outcome.differences:
        click.echo(f"{sample.label}: not as labelled: {', '.join(outcome.differences)}")
    part = next(part for part in outcome.grade.parts if part.id == sample.part)
    earned = f"{part.earned} of {part.available} ✓"
    link = f"{sample.assignment}/{name}.html"
    return SampleRow(sample.part, sample.name, sample.reason, earned, link, outcome.differences)
