"""`autograder class override`."""

from __future__ import annotations

import getpass
from pathlib import Path

import click

from autograder.classroom.gradebook import Gradebook
from autograder.cli.options import RESULTS
from autograder.cli.printing import say


@click.command()
@click.argument("student")
@click.argument("tick")
@click.argument("decision", type=click.Choice(["earned", "lost", "withdraw"]))
@click.option("--reason", required=True, help="Why; students may be shown it.")
@click.option("--by", help="Who decided (default: your user name).")
@click.option("--only", is_flag=True, help="For this student only, not for all of a group.")
@RESULTS
def override(student: str, tick: str, decision: str, reason: str, by: str | None, only: bool, out: Path) -> None:
    """Decide a ✓ by hand; regrading keeps the decision.

    TICK of STUDENT (an id) is earned or lost, whatever the grader says.
    For a −✓, `earned` means that the penalty applies. `withdraw` takes an earlier decision back.

    Example: autograder class override 90017 2a.4 earned --reason "the inverse was tested"
    """
    earned = {"earned": True, "lost": False, "withdraw": None}[decision]
    with Gradebook.open(out) as book:
        decided = book.override(student, tick, earned, reason=reason, who=by or getpass.getuser(), everyone=not only)
    for one in decided:
        say(f"{one.student} {one.tick}: {decision} (by {one.override.who}: {one.override.reason})")
