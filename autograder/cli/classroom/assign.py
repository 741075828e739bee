"""`autograder class assign`."""

from __future__ import annotations

import getpass
from pathlib import Path

import click

from autograder.classroom.gradebook import Gradebook
from autograder.classroom.settling import assign as settle
from autograder.cli.options import RESULTS
from autograder.cli.printing import say


@click.command()
@click.argument("submission")
@click.argument("students", nargs=-1, required=True)
@click.option("--by", help="Who says so (default: your user name).")
@RESULTS
def assign(submission: str, students: tuple[str, ...], by: str | None, out: Path) -> None:
    """Say whose work a submission is; reading it again keeps that.

    SUBMISSION is its id, or its place in the export: `autograder class show --unmatched` lists both. STUDENTS are ids,
    several for a group.

    Example: autograder class assign 3f2a 1815 -o results/
    """
    with Gradebook.open(out) as book:
        found = settle(book, submission, students, who=by or getpass.getuser())
    say(f"{found} is the work of {' and '.join(students)}")
