"""One run of Gradescope's autograder: a valid results.json at every moment, whatever happens to the rest."""

from __future__ import annotations

import dataclasses
import json
import os
import tempfile
import time
import traceback
from pathlib import Path
from typing import Any

from autograder import __version__
from autograder.errors import SubmissionError, UserError
from autograder.exam.project import CONFIG, plugin_settings
from autograder.exam.rubric import Assignment, Tick, read_assignment
from autograder.files import write_whole
from autograder.grading.detect import detect
from autograder.grading.grader import Grader
from autograder.grading.submission import Submission
from autograder.isolation.sandbox import Budget, WorkerPool
from autograder.publish.gradescope.handed_in import gather
from autograder.publish.gradescope.memory import container_limit, worker_bytes
from autograder.publish.gradescope.metadata import read_metadata
from autograder.publish.gradescope.results import fault, refusal, results
from autograder.publish.gradescope.settings import RESERVE_SECONDS, Settings, read_settings
from autograder.record import Finding, Grade, LossReason, Outcome, PartResult, TickResult
from autograder.record.notes import Note, NoteKind
from autograder.report.escaping import escape_invisible
from autograder.texts import SOURCE

STOPPED = Note(kind=NoteKind.GRADING, what="the run was stopped before everything was decided")


@dataclasses.dataclass(frozen=True)
class Paths:
    """Gradescope's folders: where the zip was unpacked, what was handed in, and where results go."""

    root: Path

    @property
    def source(self) -> Path:
        """The unpacked zip."""
        return self.root / "source"

    @property
    def results(self) -> Path:
        """The file that Gradescope reads."""
        return self.root / "results" / "results.json"


def run(root: Path) -> int:
    """Grade what lies in `root`/submission; always leaves results. Returns 0 unless the grader itself failed."""
    paths, started = Paths(root), time.monotonic()
    paths.results.parent.mkdir(parents=True, exist_ok=True)
    write(paths.results, fault("The run was stopped before the submission was read."))
    try:
        with tempfile.TemporaryDirectory(prefix="handed-in-") as scratch:
            decided = _grade(paths, Path(scratch), started)
    except SubmissionError as error:
        shown = str(error).replace(f"{root}{os.sep}", "").replace(f"{scratch}{os.sep}", "")
        write(paths.results, refusal(escape_invisible(shown, lines=True), seconds=time.monotonic() - started))
        print(escape_invisible(f"not gradable: {error}", lines=True))
        return 0
    except BaseException as error:
        # Everything else is the grader's fault; staff read why, and the exit status makes Gradescope say so as well.
        write(paths.results, fault(traceback.format_exc(), seconds=time.monotonic() - started))
        print(f"the grader failed: {error}" if isinstance(error, UserError) else traceback.format_exc())
        return 1
    return 0 if not decided.undecided else 1


def _grade(paths: Paths, scratch: Path, started: float) -> Grade:
    name, scheme, settings = read_source(paths.source)
    metadata = read_metadata(paths.root / "submission_metadata.json")
    for problem in metadata.problems:
        print(f"note: {problem}")
    budget = Budget(
        submission_seconds=settings.submission_seconds - (time.monotonic() - started),
        memory_bytes=worker_bytes(container_limit()),
    )
    with Submission(gather(paths.root / "submission", scratch)) as submission:
        _require_assignment(submission, name, scheme)
        code = [source for _, source in submission.notebook.cells]
        with WorkerPool(budget, forbidden=(paths.source, paths.results.parent), only_for=code) as pool:
            scheme.load()
            grader = Grader(pool, {name: scheme})
            progress = ProgressFile(paths, scheme, settings, submission, grader.isolation)
            decided = grader.grade(submission, scheme, progress.add)
    output = results(decided, settings)
    output["extra_data"]["metadata"] = {**dataclasses.asdict(metadata), "late": metadata.late}
    write(paths.results, output)
    print(f"{name}: {decided.earned} of {decided.available} ✓, isolation: {decided.isolation}")
    return decided


def read_source(source: Path) -> tuple[str, Assignment, Settings]:
    """The assignment that the unpacked zip grades, its marking scheme, and the instructor's settings."""
    config = json.loads((source / CONFIG).read_text(encoding="utf-8"))
    plugin = plugin_settings(config) or {}
    name = str(plugin.get("assignment") or config.get("assignment_name"))
    problem_credits = plugin.get("credits", {}).get(name)
    scheme = read_assignment(
        name,
        source / "tests",
        problem_credits=problem_credits,
        given=plugin.get("given", ()),
        language=plugin.get("language", SOURCE),
    )
    return name, scheme, read_settings(source / CONFIG, plugin.get("gradescope", {}))


def hard_timeout(source: Path) -> float:
    """Seconds after which a run has to be over, whatever it is doing: a little less than Gradescope's time-out."""
    try:
        plugin = plugin_settings(json.loads((source / CONFIG).read_text(encoding="utf-8"))) or {}
        seconds = read_settings(CONFIG, plugin.get("gradescope", {})).seconds
    except Exception:  # a broken zip is reported by the run itself
        seconds = Settings().seconds
    return seconds - RESERVE_SECONDS / 2


def _require_assignment(submission: Submission, name: str, scheme: Assignment) -> None:
    given = submission.notebook.assignment
    if given not in (None, name):
        advice = "Upload it to the assignment it belongs to, and the notebook of this one here."
        raise SubmissionError(submission.path.name, f"answers {given[:60]!r}, but this is {name}", advice)
    detect(submission.notebook, {name: scheme})


class ProgressFile:
    """Rewrites results.json whenever a ✓ is decided, so that a run that is killed shows what was earned until then."""

    def __init__(
        self, paths: Paths, scheme: Assignment, settings: Settings, submission: Submission, isolation: str
    ) -> None:
        self._paths, self._scheme, self._settings = paths, scheme, settings
        self._submission, self._isolation = submission, isolation
        self._started = time.monotonic()
        self._decided: dict[str, TickResult] = {}
        self._write()

    def add(self, result: TickResult) -> None:
        """Take one decided ✓ down."""
        self._decided[result.id] = result
        self._write()

    def _write(self) -> None:
        parts = tuple(
            PartResult(
                id=part.id,
                title=part.title,
                ticks=tuple(self._decided.get(tick.id) or _open(tick) for tick in part.ticks),
            )
            for part in self._scheme.parts
        )
        notebook = self._submission.notebook
        so_far = Grade(
            assignment=self._scheme.name, submission=notebook.path, sha256=notebook.digest, grader=__version__,
            isolation=self._isolation, parts=parts, credits_available=self._scheme.credits,
            notes=(STOPPED,), seconds=time.monotonic() - self._started,
        )  # fmt: skip
        write(self._paths.results, results(so_far, self._settings))


def _open(tick: Tick) -> TickResult:
    finding = Finding(got="the run was stopped before this ✓ was decided", reason=LossReason.GRADER)
    return TickResult(
        id=tick.id, line=tick.line, points=tick.points, outcome=Outcome.GRADER_FAULT, finding=finding
    )  # fmt: skip


def write(path: Path, output: dict[str, Any]) -> None:
    """Put valid JSON in the file's place at once: a reader sees the old content or the new, never a part."""
    write_whole(path, json.dumps(output, ensure_ascii=False, allow_nan=False, indent=1))
