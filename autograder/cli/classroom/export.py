"""`autograder class export`."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import click

from autograder.classroom.exporters import (
    FORMATS,
    MOODLE,
    Sheet,
    filled_in,
    for_layout,
    marks_of,
    moodle_system,
    tick_lines,
    tick_table,
    titles_like,
)
from autograder.classroom.gradebook import Gradebook
from autograder.cli.options import RESULTS
from autograder.cli.printing import say
from autograder.exam.exam import chosen
from autograder.files import write_whole

WORKSHEET = "moodle-worksheet"


@click.command()
@click.argument("layout", type=click.Choice([*sorted(FORMATS), WORKSHEET, "ticks-csv", "ticks-jsonl"]))
@click.option("--to", "target", type=click.Path(path_type=Path, dir_okay=False), required=True, help="File to write.")
@click.option(
    "--points", type=click.Choice(["ticks", "credits"]), default="ticks", show_default=True, help="What counts."
)
@click.option("--column", "columns", multiple=True, help='A problem\'s column: --column p1="Exam P1 (9001)".')
@click.option("--like", type=click.Path(path_type=Path, dir_okay=False), help="Name columns as in this table (CSV).")
@click.option("--only-roster", is_flag=True, help="Leave out whoever is not on the class list.")
@RESULTS
def export(layout: str, target: Path, points: str, columns: tuple[str, ...], like: Path | None, only_roster: bool,
           out: Path) -> None:  # fmt: skip
    """Write marks for Canvas, Gradescope or Moodle, or every ✓.

    With moodle-worksheet, --like is Moodle's own grading worksheet, which is filled in.
    Nobody is in it without an id that the platform matches by. Submissions and students that no row can show are
    listed, with what they have.

    Example: autograder class export canvas --to marks.csv -o results/
    """
    with Gradebook.open(out) as book:
        sheet = marks_of(book, in_credits=points == "credits", only_listed=only_roster)
        if layout in FORMATS:
            sheet = dataclasses.replace(for_layout(sheet, layout), titles=_titles(sheet, columns, like))
            text = FORMATS[layout].write(sheet)
        elif layout == WORKSHEET:
            text, missing = _worksheet(sheet, columns, like)
            sheet = dataclasses.replace(sheet, left_out=(*sheet.left_out, *missing))
        else:
            text = tick_table(book) if layout == "ticks-csv" else tick_lines(book)
    write_whole(target, text)
    shown = {student.id for student in sheet.students}
    marks = [mark for (student, _), mark in sheet.marks.items() if student in shown]
    say(f"{len(shown)} students, {len(marks)} marks: {target}")
    if layout == "moodle":
        say(f"match users by the column {MOODLE[moodle_system(sheet)]!r}, which every row has")
    undecided = sum(mark.undecided for mark in marks)
    if undecided:
        say(f"{undecided} of the marks have an undecided ✓ and count it as lost until a person decides", err=True)
    for line in sheet.left_out:
        say(f"in no row: {line}", err=True)


def _worksheet(sheet: Sheet, columns: tuple[str, ...], like: Path | None) -> tuple[str, list[str]]:
    """Moodle's own worksheet with one problem's marks."""
    said = _titles(sheet, columns, None)
    problems = list(said) or list(sheet.available)
    if like is None or len(problems) != 1:
        raise click.UsageError(
            'It needs --like WORKSHEET.csv, and --column p1="Grade" where there are several problems.'
        )
    return filled_in(sheet, like, problems[0], said.get(problems[0], ""))


def _titles(sheet: Sheet, columns: tuple[str, ...], like: Path | None) -> dict[str, str]:
    """What the problems' columns are called: as said, else as in a table of the platform's own."""
    said: dict[str, str] = {}
    for problem, _, title in (column.partition("=") for column in columns):
        said[chosen(tuple(sheet.available), problem.strip())] = title.strip()
    rest = [problem for problem in sheet.available if problem not in said]
    return {**(titles_like(like, rest) if like else {}), **said}
