"""`autograder doctor`."""

from __future__ import annotations

import sys

import click

from autograder.errors import Status
from autograder.isolation.sandbox.protection import minimum_is_met, protections


@click.command()
def doctor() -> None:
    """Say what isolation this machine offers, and what to enable.

    Example: autograder doctor
    """
    found = protections()
    for protection in found:
        click.echo(f"{'works  ' if protection.works else 'MISSING'}  {protection.name}: {protection.protects}")
        if not protection.works:
            click.echo(f"         to get it: {protection.advice}")
    missing = minimum_is_met(found)
    click.echo(
        f"Grading is refused here: {missing}." if missing else "Submissions can be graded safely on this machine."
    )
    if missing:
        sys.exit(Status.NO_ISOLATION)
