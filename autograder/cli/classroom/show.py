"""`autograder class show`."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.classroom.gradebook import Gradebook
from autograder.cli.classroom.tables import mark_table, student_lines
from autograder.cli.options import RESULTS
from autograder.errors import UserError


@click.command()
@click.option("--student", help="Show every ✓ of this student (an id).")
@RESULTS
def show(student: str | None, out: Path) -> None:
    """Print the marks of a class, or every ✓ of one student.

    Example: autograder class show -o results/
    """
    with Gradebook.open(out) as book:
        if student is None:
            click.echo("\n".join(mark_table(book)))
            return
        entries = list(book.entries(student))
    if not entries:
        raise UserError(student, "has no submission in this gradebook", "`autograder class show` lists all students.")
    click.echo("\n".join(line for entry in entries for line in student_lines(entry)))
