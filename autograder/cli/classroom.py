"""Commands about a class: grading it, regrading it, deciding a ✓ by hand, and looking at the gradebook."""

from __future__ import annotations

import dataclasses
import getpass
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click
import tqdm

from autograder.classroom.changes import Change, adopt, changes
from autograder.classroom.gradebook import Arrival, Entry, Gradebook, Ledger, Progress
from autograder.classroom.importers import Roster, collect, read_roster
from autograder.classroom.runs import Settings, Versions, grade_class, project_versions, usable_cores
from autograder.classroom.runs.cluster import grade_on_cluster
from autograder.cli.tables import change_lines, mark_table, student_lines
from autograder.errors import SubmissionError, UserError
from autograder.exam.project import Project, find_project
from autograder.grading.grade import detect
from autograder.grading.submission import Submission

UNGRADABLE, UNDECIDED, WOULD_LOWER = 3, 7, 8
"""Exit statuses: something could not be graded; a person has to decide; a regrade would lower marks."""

RESULTS = click.option(
    "-o", "--out", type=click.Path(path_type=Path, file_okay=False), default=Path("results"),
    help="Folder with the gradebook (default: results).",
)  # fmt: skip
SCHEDULER = click.option("--scheduler", help="Grade on the Dask cluster at this address, such as tcp://host:8786.")
PROJECT = click.option(
    "--project", type=click.Path(path_type=Path, exists=True, file_okay=False), help="Folder of the project."
)


@dataclasses.dataclass(frozen=True)
class Options:
    """How a class is graded, as the command line says it."""

    out: Path
    roster: Path | None
    jobs: int
    assignment: str | None
    isolation: bool
    scheduler: str | None = None


def grade_submissions(project: Project, paths: tuple[Path, ...], options: Options) -> int:
    """Read exports into the gradebook, grade what has no result yet, say what needs a person; the exit status."""
    roster = read_roster(options.roster) if options.roster else Roster()
    versions = project_versions(project)
    with Gradebook.open(options.out, create=True) as book:
        ledger = Ledger(book, versions.grader, versions.tests)
        ledger.enrol(roster.students)
        arrivals = collect(paths, book.store, _Identifier(project, options.assignment), roster)
        read = sum(ledger.take_in(chunk) for chunk in _chunks(arrivals, 50))
        click.echo(f"{read} submissions read from {', '.join(map(str, paths))}")
        settings = Settings(options.jobs, options.isolation)
        progress = _grade(book, ledger, project, versions, settings, options.scheduler)
        found = list(changes(book))
        adopt(book, [change for change in found if change.is_silent])
        if any(not change.is_silent for change in found):
            click.echo(f"the tests or the grader changed: autograder regrade -o {options.out} shows what that changes")
        return _summary(book, progress)


@click.command()
@RESULTS
@click.option("--accept", is_flag=True, help="Let new results count even where they lower a mark.")
@click.option("--jobs", type=click.IntRange(1), help="Grading processes (default: all cores).")
@SCHEDULER
@click.option("--no-isolation", is_flag=True, help="Run submissions unprotected: only for notebooks you trust.")
@PROJECT
def regrade(out: Path, accept: bool, jobs: int | None, scheduler: str | None, no_isolation: bool,
            project: Path | None) -> None:  # fmt: skip
    """Grade a class again after a change of tests or grader, and show per student and ✓ what that changes.

    Without a change, only submissions with an undecided ✓ are graded again. Marks that rise count at once. Where one
    would fall nothing changes without --accept, and the exit status is 8.
    What teaching assistants decided stays.

    Example: autograder regrade -o results/
    """
    found = find_project(project)
    versions = project_versions(found)
    with Gradebook.open(out) as book:
        ledger = Ledger(book, versions.grader, versions.tests)
        settings = Settings(jobs or usable_cores(), not no_isolation)
        ledger.reopen_undecided()
        progress = _grade(book, ledger, found, versions, settings, scheduler)
        status = _settle(book, list(changes(book)), accept=accept)
    sys.exit(status or (UNDECIDED if progress.given_up else 0))


@click.command()
@click.argument("student")
@click.argument("tick")
@click.argument("decision", type=click.Choice(["earned", "lost", "withdraw"]))
@click.option("--reason", required=True, help="Why; students may be shown it.")
@click.option("--by", help="Who decided (default: your user name).")
@click.option("--only", is_flag=True, help="For this student only, not for all of a group.")
@RESULTS
def override(student: str, tick: str, decision: str, reason: str, by: str | None, only: bool, out: Path) -> None:
    """Decide a ✓ by hand: TICK of STUDENT (an id) is earned or lost, whatever the grader says; regrading keeps it.

    For a −✓, `earned` means that the penalty applies. `withdraw` takes an earlier decision back.

    Example: autograder override 90017 2a.4 earned --reason "the law is right, the test was not"
    """
    points = -1 if ".-" in tick else 1
    earned = {"earned": points, "lost": 0, "withdraw": None}[decision]
    with Gradebook.open(out) as book:
        decided = book.override(student, tick, earned, reason=reason, who=by or getpass.getuser(), everyone=not only)
    for one in decided:
        click.echo(f"{one.student} {one.tick}: {decision} (by {one.who}: {one.reason})")


@click.command()
@click.option("--student", help="Show every ✓ of this student (an id).")
@RESULTS
def gradebook(student: str | None, out: Path) -> None:
    """Print the marks of a class, or every ✓ of one student.

    Example: autograder gradebook -o results/
    """
    with Gradebook.open(out) as book:
        if student is None:
            click.echo("\n".join(mark_table(book)))
            return
        entries = list(book.entries(student))
    if not entries:
        raise UserError(student, "has no submission in this gradebook", "`autograder gradebook` lists all students.")
    click.echo("\n".join(line for entry in entries for line in student_lines(entry)))


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


def _grade(book: Gradebook, ledger: Ledger, project: Project, versions: Versions, settings: Settings,
           scheduler: str | None) -> Progress:  # fmt: skip
    """Grade all that waits, with a progress bar on a terminal; interrupted, it leaves everything that was stored."""
    if not settings.isolation:
        click.echo("WARNING: no isolation; submissions run with your rights and can forge results.", err=True)
    ledger.start_run()
    before = ledger.progress()
    bar = tqdm.tqdm(total=before.waiting + before.done, initial=before.done, unit=" submissions", disable=None,
                    dynamic_ncols=True, smoothing=0.05)  # fmt: skip

    def hear(line: dict[str, object]) -> None:
        if "digest" in line:
            bar.update()
        elif "failed" in line:
            bar.write(f"a grading process failed and is replaced:\n{line['failed']}", file=sys.stderr)

    try:
        if scheduler is None:
            progress = grade_class(book, ledger, project, versions, settings, hear)
        else:
            progress = grade_on_cluster(book, ledger, project, versions, scheduler, hear, isolation=settings.isolation)
    except KeyboardInterrupt:
        done = ledger.progress().done
        click.echo(f"\n{done} graded so far are kept; the same command goes on from here", err=True)
        raise
    finally:
        bar.close()
    click.echo(f"{progress.done} graded, {progress.done - before.done} of them now")
    return progress


def _settle(book: Gradebook, found: list[Change], *, accept: bool) -> int:
    """Print what changes and let it count, except what would lower a mark when that was not accepted."""
    loud = [change for change in found if not change.is_silent]
    lower = {change.submission for change in loud if change.lowers}
    for change in loud:
        click.echo("\n".join(change_lines(change)))
    adopted = [change for change in found if accept or change.submission not in lower]
    adopt(book, adopted)
    raised = sum(1 for change in loud if change.earned[1] > change.earned[0])
    fallen = sum(1 for change in loud if change.lowers)
    click.echo(f"{len(found)} results compared, {len(loud)} differ: {raised} marks rise, {fallen} fall")
    if lower and not accept:
        click.echo(f"the {len(lower)} submissions whose mark would fall keep the old result; --accept lets it fall")
        return WOULD_LOWER
    return 0


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
        return UNDECIDED
    return UNGRADABLE if listed["cannot be graded"] else 0


def _concerns(entry: Entry) -> Iterator[tuple[str, str]]:
    """Under which title a submission has to be listed, and why."""
    if entry.status == "unreadable":
        yield "cannot be graded", entry.error or ""
    if entry.student is None:
        yield "not matched to a student", entry.unmatched or ""
    if entry.record is not None and entry.record["undecided"]:
        yield "undecided", f"the grader failed on {', '.join(entry.record['undecided'])}; a person has to decide"


def _chunks(arrivals: Iterable[Arrival], size: int) -> Iterator[list[Arrival]]:
    """Arrivals in lists of at most `size`, so that few large files are held at a time."""
    chunk: list[Arrival] = []
    for arrival in arrivals:
        chunk.append(arrival)
        if len(chunk) == size:
            yield chunk
            chunk = []
    yield chunk
