"""`autograder class merge`."""

from __future__ import annotations

import getpass
from pathlib import Path

import click

from autograder.classroom.gradebook import Gradebook
from autograder.classroom.settling import merge as settle
from autograder.cli.options import RESULTS
from autograder.cli.printing import say


@click.command()
@click.argument("former")
@click.argument("student")
@click.option("--by", help="Who says so (default: your user name).")
@RESULTS
def merge(former: str, student: str, by: str | None, out: Path) -> None:
    """Say that two students of the gradebook are one person.

    What FORMER (an id) handed in, and what people decided about it, becomes STUDENT's, now and when it is read again.

    Example: autograder class merge "Ada Lovelace" 1815 -o results/
    """
    with Gradebook.open(out) as book:
        settle(book, former, student, who=by or getpass.getuser())
    say(f"{former} is {student}")
