"""`autograder class regrade`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from autograder.classroom.changes import Change, adopt, changes
from autograder.classroom.gradebook import Gradebook, WorkQueue
from autograder.classroom.runs import Settings, project_versions, usable_cores
from autograder.cli.classroom.running import grade_open_work
from autograder.cli.classroom.tables import change_lines
from autograder.cli.options import JOBS, NO_ISOLATION, PROJECT, RESULTS, SCHEDULER
from autograder.cli.printing import say
from autograder.errors import Status
from autograder.exam.project import find_project


@click.command()
@RESULTS
@click.option("--accept", is_flag=True, help="Let new results count even where they lower a mark.")
@JOBS
@SCHEDULER
@NO_ISOLATION
@PROJECT
def regrade(out: Path, accept: bool, jobs: int | None, scheduler: str | None, no_isolation: bool,
            project: Path | None) -> None:  # fmt: skip
    """Grade again after a change, and show what that changes.

    A change is one of the tests or of the grader; what it changes is shown per student and ✓. Without one, only
    submissions with an undecided ✓ are graded again. Marks that rise count at once. Where one would fall nothing
    changes without --accept, and the exit status is 8. What teaching assistants decided stays.

    Example: autograder class regrade -o results/
    """
    found = find_project(project)
    versions = project_versions(found)
    with Gradebook.open(out) as book:
        queue = WorkQueue(book, versions.grader, versions.tests)
        settings = Settings(jobs or usable_cores(), not no_isolation)
        queue.reopen_undecided()
        progress = grade_open_work(book, queue, found, versions, settings, scheduler)
        status = _settle(book, list(changes(book)), accept=accept)
    sys.exit(status or (Status.UNDECIDED if progress.given_up else 0))


def _settle(book: Gradebook, found: list[Change], *, accept: bool) -> int:
    """Print what changes and let it count, except what would lower a mark when that was not accepted."""
    loud = [change for change in found if not change.is_silent]
    lower = {change.submission for change in loud if change.lowers}
    for change in loud:
        say("\n".join(change_lines(change)))
    adopted = [change for change in found if accept or change.submission not in lower]
    adopt(book, adopted)
    raised = sum(1 for change in loud if change.earned[1] > change.earned[0])
    fallen = sum(1 for change in loud if change.lowers)
    say(f"{len(found)} results compared, {len(loud)} differ: {raised} marks rise, {fallen} fall")
    if lower and not accept:
        say(f"the {len(lower)} submissions whose mark would fall keep the old result; --accept lets it fall")
        return Status.WOULD_LOWER
    return 0
