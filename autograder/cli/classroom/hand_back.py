"""`autograder class return`."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import click

from autograder.classroom.exporters.feedback import LAYOUTS, NOT_NEEDED
from autograder.classroom.gradebook import Gradebook
from autograder.cli.options import LANGUAGE, PROJECT, RESULTS
from autograder.cli.printing import say
from autograder.errors import Status, UserError
from autograder.exam.project import find_project
from autograder.files import write_bytes
from autograder.record.ids import short_name
from autograder.report.returning import returned
from autograder.texts import SOURCE, speaking


@click.command("return")
@click.argument("layout", type=click.Choice([*sorted(LAYOUTS), *NOT_NEEDED]))
@click.option("--to", "target", type=click.Path(path_type=Path, dir_okay=False), help="Zip to write.")
@click.option("--assignment", help="Only this problem, such as p1.")
@click.option("--short", is_flag=True, help="Plain text beside every page.")
@click.option("--download", type=click.Path(path_type=Path, exists=True), help="Canvas' download, whose names count.")
@LANGUAGE
@PROJECT
@RESULTS
def hand_back(layout: str, target: Path | None, assignment: str | None, short: bool, download: Path | None,
              language: str | None, project: Path | None, out: Path) -> None:  # fmt: skip
    """Write students' pages as a zip for their platform.

    Every page is the student's own, with decisions and comments of people, under the name by which the platform finds
    the student. Who gets nothing is listed, with the reason.

    Example: autograder class return moodle --to feedback.zip -o results/
    """
    if layout in NOT_NEEDED:
        raise UserError(layout, NOT_NEEDED[layout])
    if target is None:
        raise UserError("--to", "says which file to write", f"autograder class return {layout} --to FILE.zip")
    if layout == "canvas" and download is None:
        raise UserError("canvas", "finds students by names in its own download", "Give that zip: --download FILE.zip")
    with Gradebook.open(out) as book:
        counting = list(book.latest())
        anybody = [(one.id, one.name) for one in book.students()]
    entries = [one for one in counting if assignment in (None, one.assignment, short_name(one.assignment or ""))]
    with speaking(language or _language_of(project)):
        found = returned(entries, layout, download=_names(download), short=short, anybody=anybody)
    for line in found.nothing:
        say(f"gets nothing: {line}", err=True)
    for line in found.undecided:
        say(f"has an undecided ✓: {line}", err=True)
    if not found.pages:
        raise UserError(out, f"holds no page that {layout} could give to a student")
    write_bytes(target, found.content)
    say(f"{found.students} students, {found.pages} files: {target}")
    sys.exit(Status.UNDECIDED if found.undecided else Status.DONE)


def _language_of(project: Path | None) -> str:
    """The exam's; a gradebook away from any exam is returned in English."""
    try:
        return find_project(project).language
    except UserError:
        if project is not None:
            raise
        return SOURCE


def _names(download: Path | None) -> list[str]:
    if download is None:
        return []
    if download.is_dir():
        return [path.name for path in download.iterdir()]
    try:
        with zipfile.ZipFile(download) as archive:
            return [Path(name).name for name in archive.namelist()]
    except (OSError, zipfile.BadZipFile) as error:
        raise UserError(download, f"cannot be read as a zip: {error}") from error
