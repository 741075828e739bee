"""The table of commands, and the one place where errors become messages and exit statuses."""

from __future__ import annotations

import sys

import click

from autograder import __version__
from autograder.cli.lazy import Command, LazyGroup
from autograder.errors import SandboxError, Status, UserError

COMMANDS = {
    "grade": Command("autograder.cli.grade:grade", "Grade one notebook and print every ✓."),
    "class": Command("autograder.cli.classroom.group:classroom", "Grade a class, and work with its gradebook."),
    "review": Command("autograder.cli.review:review", "Decide doubtful ✓ in the browser, several people at once."),
    "rubric": Command("autograder.cli.rubric:rubric", "Print the marking scheme as the hidden tests state it."),
    "new": Command("autograder.cli.new:new", "Write the files of a new exam, problem or part, to fill in."),
    "build": Command("autograder.cli.build:build", "Build notebooks for students and TAs, and zips for Gradescope."),
    "samples": Command("autograder.cli.samples:samples", "Grade the labelled samples and compare with their labels."),
    "doctor": Command("autograder.cli.doctor:doctor", "Say what isolation this machine offers, and what to enable."),
}
"""A line per command: where it is, and the first line of its help."""

MOVED = {
    "gradebook": "class show", "override": "class override", "regrade": "class regrade", "report": "class report",
    "export": "class export",
}  # fmt: skip
"""Spellings of version 0.2.0."""


@click.group(
    cls=LazyGroup, table=COMMANDS, moved=MOVED, context_settings={"help_option_names": ["-h", "--help"]}
)  # fmt: skip
@click.version_option(__version__)
def cli() -> None:
    """Build, grade and explain an exam of auto-graded notebooks."""


def main() -> None:
    """Run the command line; every error becomes one message and one exit status here."""
    try:
        cli(standalone_mode=False)
    except UserError as error:
        _say(f"autograder: {error}")
        sys.exit(error.exit_status)
    except SandboxError as error:
        _say(f"autograder: isolation failed: {error}")
        sys.exit(Status.UNDECIDED)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("autograder: stopped", err=True)
        sys.exit(Status.STOPPED)


def _say(text: str) -> None:
    """Print an error, whose file names students chose; only an error needs what this imports."""
    from autograder.cli.printing import say

    say(text, err=True)
