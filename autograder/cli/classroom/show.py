"""`autograder class show`."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.classroom.gradebook import Gradebook
from autograder.cli.classroom.tables import mark_table, student_lines
from autograder.cli.options import RESULTS
from autograder.cli.printing import say
from autograder.errors import UserError


@click.command()
@click.option("--student", help="Show every ✓ of this student (an id).")
@click.option("--unmatched", is_flag=True, help="List what is no student's, with the ids for `class assign`.")
@RESULTS
def show(student: str | None, unmatched: bool, out: Path) -> None:
    """Print the marks of a class, or every ✓ of one student.

    Example: autograder class show -o results/
    """
    with Gradebook.open(out) as book:
        if unmatched:
            lines = [f"{one.submission}  {one.source}: {one.unmatched}" for one in book.latest() if one.student is None]
            say("\n".join(lines or ["everything is somebody's"]))
            return
        if student is None:
            say("\n".join(mark_table(book)))
            return
        entries = list(book.entries(student))
    if not entries:
        raise UserError(student, "has no submission in this gradebook", "`autograder class show` lists all students.")
    say("\n".join(line for entry in entries for line in student_lines(entry)))
