"""`autograder class override`."""

from __future__ import annotations

import getpass
from pathlib import Path

import click

from autograder.classroom.decisions import EARNED, decide_all, read_decisions
from autograder.classroom.gradebook import Gradebook
from autograder.cli.options import RESULTS
from autograder.cli.printing import say


@click.command()
@click.argument("student", required=False)
@click.argument("tick", required=False)
@click.argument("decision", type=click.Choice(list(EARNED)), required=False)
@click.option("--reason", help="Why; students may be shown it.")
@click.option("--by", help="Who decided (default: your user name).")
@click.option("--only", is_flag=True, help="For this student only, not for all of a group.")
@click.option(
    "--from", "table", type=click.Path(path_type=Path, dir_okay=False), help="Decisions: student,tick,decision,reason."
)
@RESULTS
def override(student: str | None, tick: str | None, decision: str | None, reason: str | None, by: str | None,
             only: bool, table: Path | None, out: Path) -> None:  # fmt: skip
    """Decide a ✓ by hand; regrading keeps the decision.

    TICK of STUDENT (an id) is earned or lost, whatever the grader says.
    For a −✓, `earned` means that the penalty applies. `withdraw` takes an earlier decision back.
    With --from, every row of a table (CSV) is a decision; all rows are checked before any is recorded.

    \b
    Example: autograder class override 90017 2a.4 earned --reason "the inverse was tested"
    Example: autograder class override --from decisions.csv
    """
    who = by or getpass.getuser()
    if table is not None:
        if student or only or reason:
            raise click.UsageError("--from takes everything from the table.")
        wanted = read_decisions(table)
        with Gradebook.open(out) as book:
            decided = list(decide_all(book, table, wanted, who=who))
    else:
        if not (student and tick and decision and reason):
            raise click.UsageError("It needs STUDENT TICK DECISION --reason TEXT, or --from FILE.")
        with Gradebook.open(out) as book:
            decided = book.override(student, tick, EARNED[decision], reason=reason, who=who, everyone=not only)
    for one in decided:
        word = "withdraw" if one.override.earned is None else "earned" if one.override.earned else "lost"
        say(f"{one.student} {one.tick}: {word} (by {one.override.who}: {one.override.reason})")
    say(f"{len(decided)} decisions recorded")
