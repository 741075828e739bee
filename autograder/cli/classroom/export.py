"""`autograder class export`."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.classroom.exporters import FORMATS, marks_of, tick_lines, tick_table
from autograder.classroom.gradebook import Gradebook
from autograder.cli.options import RESULTS
from autograder.cli.printing import say
from autograder.files import write_whole


@click.command()
@click.argument("layout", type=click.Choice([*sorted(FORMATS), "ticks-csv", "ticks-jsonl"]))
@click.option("--to", "target", type=click.Path(path_type=Path, dir_okay=False), required=True, help="File to write.")
@click.option(
    "--points", type=click.Choice(["ticks", "credits"]), default="ticks", show_default=True, help="What counts."
)
@RESULTS
def export(layout: str, target: Path, points: str, out: Path) -> None:
    """Write marks for Canvas, Gradescope or Moodle, or every ✓.

    Submissions that no row can show (no student, not gradable) are listed, with what they have.

    Example: autograder class export canvas --to marks.csv -o results/
    """
    with Gradebook.open(out) as book:
        sheet = marks_of(book, in_credits=points == "credits")
        if layout in FORMATS:
            text = FORMATS[layout](sheet)
        else:
            text = tick_table(book) if layout == "ticks-csv" else tick_lines(book)
    write_whole(target, text)
    say(f"{len(sheet.students)} students, {len(sheet.marks)} marks: {target}")
    undecided = sum(mark.undecided for mark in sheet.marks.values())
    if undecided:
        say(f"{undecided} of the marks have an undecided ✓ and count it as lost until a person decides", err=True)
    for line in sheet.left_out:
        say(f"in no row: {line}", err=True)
