"""`autograder doctor`."""

from __future__ import annotations

import sys

import click

from autograder.errors import IsolationError
from autograder.isolation.sandbox.minimum import require_minimum
from autograder.isolation.sandbox.probes import try_mechanisms
from autograder.isolation.sandbox.wording import explanation


@click.command()
def doctor() -> None:
    """Say what isolation this machine offers, and what to enable.

    Example: autograder doctor
    """
    isolation = try_mechanisms()
    for line in explanation(isolation):
        click.echo(line)
    try:
        require_minimum(isolation)
    except IsolationError as error:
        click.echo(f"Grading is refused here: {error.what}.")
        sys.exit(error.exit_status)
    click.echo("Submissions can be graded safely on this machine.")
