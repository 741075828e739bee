"""The table of commands about a class."""

from __future__ import annotations

import click

from autograder.cli.lazy import Command, LazyGroup

_HERE = "autograder.cli.classroom"
COMMANDS = {
    "grade": Command(f"{_HERE}.grade:grade", "Grade folders and exports; run again, it goes on where it stopped."),
    "show": Command(f"{_HERE}.show:show", "Print the marks of a class, or every ✓ of one student."),
    "report": Command(f"{_HERE}.report:report", "Write pages about a class, and two per submission."),
    "mistakes": Command(
        f"{_HERE}.mistakes:mistakes", "Print what a class misunderstood, and equal wrong answers without a name."
    ),
    "regrade": Command(f"{_HERE}.regrade:regrade", "Grade again after a change, and show what that changes."),
    "assign": Command(f"{_HERE}.assign:assign", "Say whose work a submission is; reading it again keeps that."),
    "merge": Command(f"{_HERE}.merge:merge", "Say that two students of the gradebook are one person."),
    "override": Command(f"{_HERE}.override:override", "Decide a ✓ by hand; regrading keeps the decision."),
    "export": Command(f"{_HERE}.export:export", "Write marks for Canvas, Gradescope or Moodle, or every ✓."),
    "return": Command(f"{_HERE}.hand_back:hand_back", "Write students' pages as a zip for their platform."),
}
"""A line per command: where it is, and the first line of its help."""


@click.group(cls=LazyGroup, table=COMMANDS)
def classroom() -> None:
    """Grade a class, and work with its gradebook.

    Example: autograder class grade export.zip -o results/
    """
