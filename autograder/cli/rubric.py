"""`autograder rubric`."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli.options import PROJECT
from autograder.exam.project import find_project
from autograder.report.text import rubric_text


@click.command()
@click.argument("assignment", required=False)
@PROJECT
def rubric(assignment: str | None, project: Path | None) -> None:
    """Print the marking scheme as the hidden tests state it.

    Example: autograder rubric p2
    """
    found = find_project(project)
    names = [assignment] if assignment else found.names
    click.echo("\n".join(rubric_text(found.assignment(name)) for name in names), nl=False)
