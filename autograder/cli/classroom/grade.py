"""`autograder class grade`."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from autograder.classroom.changes import adopt, changes
from autograder.classroom.gradebook import Entry, Gradebook, NewSubmission, Progress, WorkQueue
from autograder.classroom.importers import COLUMNS, Roster, collect, read_groups, read_roster
from autograder.classroom.runs import Settings, project_versions, usable_cores
from autograder.classroom.runs.reading import ReadingProcess
from autograder.classroom.settling import look_alike
from autograder.cli.classroom.running import grade_open_work
from autograder.cli.options import ASSIGNMENT, JOBS, NO_ISOLATION, PROJECT, RESULTS, SCHEDULER
from autograder.cli.printing import say
from autograder.errors import Status
from autograder.exam.project import find_project


@click.command()
@click.argument("submissions", type=click.Path(path_type=Path), nargs=-1, required=True)
@RESULTS
@click.option("--roster", type=click.Path(path_type=Path, dir_okay=False), help="Class list (CSV) to find students in.")
@click.option("--column", "columns", multiple=True, help='A column of the class list: --column sid="My number".')
@click.option("--groups", type=click.Path(path_type=Path, dir_okay=False), help="Who is in a group: team,student.")
@JOBS
@SCHEDULER
@ASSIGNMENT
@NO_ISOLATION
@PROJECT
def grade(submissions: tuple[Path, ...], out: Path, roster: Path | None, columns: tuple[str, ...], groups: Path | None,
          jobs: int | None, scheduler: str | None, assignment: str | None, no_isolation: bool,
          project: Path | None) -> None:  # fmt: skip
    """Grade folders and exports; run again, it goes on where it stopped.

    SUBMISSIONS are folders and zips as learning platforms export them, or plain ones, any number of them.
    Everything is kept in the gradebook in -o. With a class list, whoever is not on it is not matched to a student.

    Example: autograder class grade export.zip -o results/
    """
    found = find_project(project)
    listed = read_roster(roster, _named(columns)) if roster else None
    only = None if assignment is None else found.assignment(assignment).name
    versions = project_versions(found)
    with Gradebook.open(out, create=True) as book:
        queue = WorkQueue(book, versions.grader, versions.tests)
        if listed is not None:
            queue.enrol(listed.students)
            say(f"class list {roster}: {len(listed.students)} students; {', '.join(listed.columns)}")
        known = listed or Roster(book.class_list())
        members = read_groups(groups, known) if groups else None
        with ReadingProcess(found, book.store, only) as read:
            arrivals = collect(submissions, book.store, read, known, assignments=found.names, groups=members)
            count = sum(queue.take_in(chunk) for chunk in _chunks(arrivals, 50))
        say(f"{count} submissions read from {', '.join(map(str, submissions))}")
        settings = Settings(jobs or usable_cores(), not no_isolation)
        progress = grade_open_work(book, queue, found, versions, settings, scheduler)
        _adopt_silent_changes(book, out)
        status = _summary(book, progress)
    sys.exit(status)


def _named(columns: tuple[str, ...]) -> dict[str, str]:
    """What the columns of a class list are called, from `what=header`."""
    said = {what.strip(): title for what, _, title in (column.partition("=") for column in columns)}
    if unknown := sorted(set(said) - set(COLUMNS)):
        raise click.UsageError(f"--column {unknown[0]}=...: it is one of {', '.join(COLUMNS)}")
    return said


def _adopt_silent_changes(book: Gradebook, out: Path) -> None:
    """Let results by changed tests count where they change no mark; say how to see the others."""
    found = list(changes(book))
    adopt(book, [change for change in found if change.is_silent])
    if any(not change.is_silent for change in found):
        say(f"the tests or the grader changed: autograder class regrade -o {out} shows what that changes")


def _summary(book: Gradebook, progress: Progress) -> int:
    """Say what a person has to look at; returns the exit status."""
    titles = ("cannot be graded", "not matched to a student", "to be looked at", "undecided")
    listed: dict[str, dict[str, list[str]]] = {title: {} for title in titles}
    for entry in book.latest():
        person = f" ({entry.student.name or entry.student.id})" if entry.student else ""
        for title, why in _concerns(entry):
            listed[title].setdefault(why, []).append(f"{entry.source}{person}")
    for title, reasons in listed.items():
        if reasons:
            say("\n".join([f"{title}: {sum(map(len, reasons.values()))}", *_reason_lines(reasons)]))
    for ghost, student in look_alike(book):
        say(f"{ghost.id!r}, from an earlier run, may be {student.name} ({student.id}): "
                   f"autograder class merge {shlex.quote(ghost.id)} {shlex.quote(student.id)}")  # fmt: skip
    if progress.claimed:
        say(f"another run is still grading {progress.claimed} of them")
    say(f"gradebook: {book.path}")
    if listed["undecided"] or progress.given_up:
        return Status.UNDECIDED
    return Status.UNGRADABLE if listed["cannot be graded"] else Status.DONE


def _reason_lines(reasons: dict[str, list[str]]) -> Iterator[str]:
    """A line per submission, and one line only for all that have the same reason."""
    for why, sources in reasons.items():
        if len(sources) == 1:
            yield f"  {sources[0]}: {why}"
        else:
            yield f"  {len(sources)} times: {why}"
            yield f"    {', '.join(sources)}"


def _concerns(entry: Entry) -> Iterator[tuple[str, str]]:
    """Under which title a submission has to be listed, and why."""
    if entry.status == "unreadable":
        yield "cannot be graded", entry.error or ""
    if entry.student is None:
        yield "not matched to a student", entry.unmatched or ""
    if entry.note:
        yield "to be looked at", entry.note
    if entry.grade is not None and entry.grade.undecided:
        listed = ", ".join(tick.id for tick in entry.grade.undecided)
        yield "undecided", f"the grader failed on {listed}; a person has to decide"


def _chunks(arrivals: Iterable[NewSubmission], size: int) -> Iterator[list[NewSubmission]]:
    """NewSubmissions in lists of at most `size`, so that few large files are held at a time."""
    chunk: list[NewSubmission] = []
    for arrival in arrivals:
        chunk.append(arrival)
        if len(chunk) == size:
            yield chunk
            chunk = []
    yield chunk
