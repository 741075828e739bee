"""`autograder rubric`."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli.options import PROJECT
from autograder.exam.project import find_project
from autograder.report.text import rubric_text


@click.command()
@click.argument("assignment", required=False)
@click.option("--index", "as_index", is_flag=True, help="Which test and which checks decide each ✓, as Markdown.")
@click.option("--mistakes", is_flag=True, help="The mistakes that have a name, as Markdown.")
@PROJECT
def rubric(assignment: str | None, as_index: bool, mistakes: bool, project: Path | None) -> None:
    """Print the marking scheme as the hidden tests state it.

    \b
    Example: autograder rubric p2
    Example: autograder rubric --index
    Example: autograder rubric --mistakes
    """
    found = find_project(project)
    if as_index:
        from autograder.exam.index import index_text

        click.echo(index_text(found.exam(), found.root), nl=False)
        return
    if mistakes:
        from autograder.exam.index import mistakes_text

        click.echo(mistakes_text(found.exam()), nl=False)
        return
    names = [assignment] if assignment else found.names
    click.echo("\n".join(rubric_text(found.assignment(name)) for name in names), nl=False)
