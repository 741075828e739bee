"""`autograder class grade`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from autograder.classroom.changes import adopt, changes
from autograder.classroom.gradebook import Entry, Gradebook, Ledger, NewSubmission, Progress
from autograder.classroom.importers import Roster, collect, read_roster
from autograder.classroom.runs import Settings, project_versions, usable_cores
from autograder.cli.classroom.running import grade_open_work
from autograder.cli.options import ASSIGNMENT, JOBS, NO_ISOLATION, PROJECT, RESULTS, SCHEDULER
from autograder.errors import Status, SubmissionError
from autograder.exam.project import Project, find_project
from autograder.grading.detect import detect
from autograder.grading.submission import Submission


@click.command()
@click.argument("submissions", type=click.Path(path_type=Path), nargs=-1, required=True)
@RESULTS
@click.option("--roster", type=click.Path(path_type=Path, dir_okay=False), help="Class list (CSV) to find students in.")
@JOBS
@SCHEDULER
@ASSIGNMENT
@NO_ISOLATION
@PROJECT
def grade(submissions: tuple[Path, ...], out: Path, roster: Path | None, jobs: int | None, scheduler: str | None,
          assignment: str | None, no_isolation: bool, project: Path | None) -> None:  # fmt: skip
    """Grade folders and exports; run again, it goes on where it stopped.

    SUBMISSIONS are folders and zips as Gradescope, Canvas or Moodle export them, or plain ones, any number of them.
    Everything is kept in the gradebook in -o.

    Example: autograder class grade export.zip -o results/
    """
    found = find_project(project)
    known = read_roster(roster) if roster else Roster()
    versions = project_versions(found)
    with Gradebook.open(out, create=True) as book:
        ledger = Ledger(book, versions.grader, versions.tests)
        ledger.enrol(known.students)
        arrivals = collect(submissions, book.store, _Identifier(found, assignment), known)
        read = sum(ledger.take_in(chunk) for chunk in _chunks(arrivals, 50))
        click.echo(f"{read} submissions read from {', '.join(map(str, submissions))}")
        settings = Settings(jobs or usable_cores(), not no_isolation)
        progress = grade_open_work(book, ledger, found, versions, settings, scheduler)
        _adopt_silent_changes(book, out)
        status = _summary(book, progress)
    sys.exit(status)


def _adopt_silent_changes(book: Gradebook, out: Path) -> None:
    """Let results by changed tests count where they change no mark; say how to see the others."""
    found = list(changes(book))
    adopt(book, [change for change in found if change.is_silent])
    if any(not change.is_silent for change in found):
        click.echo(f"the tests or the grader changed: autograder class regrade -o {out} shows what that changes")


class _Identifier:
    """Tells which assignment a file answers, with tests that were read once."""

    def __init__(self, project: Project, only: str | None) -> None:
        self._schemes = project.assignments()
        self.names: Sequence[str] = tuple(self._schemes)
        self._only = None if only is None else project.assignment(only).name

    def __call__(self, file: Path) -> str:
        with Submission(file) as submission:
            name = detect(submission.notebook, self._schemes).name
        if self._only not in (None, name):
            raise SubmissionError(file, f"answers {name}, not {self._only}")
        return name


def _summary(book: Gradebook, progress: Progress) -> int:
    """Say what a person has to look at; returns the exit status."""
    listed: dict[str, list[str]] = {"cannot be graded": [], "not matched to a student": [], "undecided": []}
    for entry in book.latest():
        person = f" ({entry.student.name or entry.student.id})" if entry.student else ""
        for title, why in _concerns(entry):
            listed[title].append(f"  {entry.source}{person}: {why}")
    for title, lines in listed.items():
        if lines:
            click.echo("\n".join([f"{title}: {len(lines)}", *lines]))
    if progress.claimed:
        click.echo(f"another run is still grading {progress.claimed} of them")
    click.echo(f"gradebook: {book.path}")
    if listed["undecided"] or progress.given_up:
        return Status.UNDECIDED
    return Status.UNGRADABLE if listed["cannot be graded"] else Status.DONE


def _concerns(entry: Entry) -> Iterator[tuple[str, str]]:
    """Under which title a submission has to be listed, and why."""
    if entry.status == "unreadable":
        yield "cannot be graded", entry.error or ""
    if entry.student is None:
        yield "not matched to a student", entry.unmatched or ""
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
