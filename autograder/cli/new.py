"""`autograder new`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli.options import PROJECT
from autograder.exam.project import find_project

if TYPE_CHECKING:
    from collections.abc import Sequence


@click.command()
@click.argument("what")
@click.argument("name", required=False)
@click.argument("title", required=False)
@click.option(
    "--answer", "answers", multiple=True, help="A name students answer in, such as q4e_step or 'q4e_ratio(betas)'."
)
@click.option("--credits", "worth", type=click.FloatRange(0, min_open=True), help="What a new problem is worth.")
@PROJECT
def new(
    what: str, name: str | None, title: str | None, answers: Sequence[str], worth: float | None, project: Path | None
) -> None:
    """Write the files of a new exam, problem or part, to fill in.

    WHAT is a folder for a new exam, or `part` or `problem` with the NAME and TITLE of a new one. Every place to fill in
    says what belongs there, and `autograder build` lists those that are left. See docs/adding-a-question.md.

    \b
    Example: autograder new my-exam
    Example: autograder new part 4e "the signal-to-noise ratio" --answer "q4e_ratio(betas)" --answer q4e_step
    Example: autograder new problem p5_energy_based_models "the partition function" --answer q5a_integral --credits 4
    """
    from autograder.publish.authoring.answers import parse_answer
    from autograder.publish.authoring.scaffold import new_exam, new_part, new_problem

    if what not in ("part", "problem"):
        if name is not None:
            raise click.UsageError(f"`{what}` is taken for a folder; for a new part or problem say which it is first.")
        written = new_exam(Path(what))
        click.echo("".join(f"{path}\n" for path in written), nl=False)
        click.echo(f"An exam that builds as it stands: cd {what}; autograder build; autograder samples")
        return
    if name is None or title is None or not answers:
        raise click.UsageError(f"A new {what} needs its name, a title, and an --answer for each ✓.")
    found, asked = find_project(project), [parse_answer(answer) for answer in answers]
    written = new_part(found, name, title, asked) if what == "part" else new_problem(found, name, title, asked, worth)
    click.echo("".join(f"{path.relative_to(found.root)}\n" for path in written), nl=False)
    click.echo("Fill in what they mark; `autograder build` lists what is left.")
