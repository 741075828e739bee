"""The ways a submission is graded, each as one small class: `with Route() as route: route.grade(path)`."""

from __future__ import annotations

import dataclasses
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from autograder.errors import UserError
from autograder.exam.project import read_project
from autograder.grading.grader import Grader
from autograder.isolation.sandbox import Budget, WorkerPool
from autograder.publish.build.archive import write_archive
from autograder.publish.gradescope import results
from autograder.record import as_json
from autograder.report.text import grade_text

ROOT = Path(__file__).resolve().parents[2]
ASSIGNMENT = "p1_normalizing_flows"
TICK = re.compile(r"[1-9][a-z]\.-?[1-9]")
QUESTION = re.compile(r"q[1-9][a-z]")
PASSED = re.compile(r"([1-9][a-z]\.[1-9]) result:\s+\u2705")
BUDGET = Budget(cell_seconds=3, call_seconds=1)
"""Seconds of the worker's own, however many attacks run beside it."""


@dataclasses.dataclass(frozen=True)
class Outcome:
    """The ✓ that were given and left undecided, whether there is a result at all, all that a student is shown, and why.

    `reasons` says by ✓ why it was lost, as far as the route's result says it.
    """

    earned: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()
    result: bool = True
    shown: str = ""
    reasons: dict[str, str] = dataclasses.field(default_factory=dict)


def _without_own_code(record: dict[str, object]) -> dict[str, object]:
    """A record without the student's own source, which cannot carry anything out of the grader."""
    parts: dict[str, dict[str, object]] = record["parts"]  # type: ignore[assignment]
    return record | {"parts": {name: part | {"code": []} for name, part in parts.items()}}


class ByGrade:
    """`autograder grade`: one pool of workers for all submissions."""

    def __enter__(self) -> ByGrade:
        self._pool = WorkerPool(BUDGET, forbidden=(ROOT,))
        self._grader = Grader(self._pool, {ASSIGNMENT: read_project(ROOT).assignment(ASSIGNMENT)})
        self.isolation = self._grader.isolation
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.close()

    def grade(self, path: Path) -> Outcome:
        """Grade in this process."""
        try:
            decided = self._grader.grade_file(path, ASSIGNMENT)
        except UserError as error:
            return Outcome(shown=str(error))
        shown = (
            json.dumps(results(decided))
            + grade_text(decided.for_students())
            + json.dumps(_without_own_code(as_json(decided.for_students())))
        )
        earned = tuple(tick.id for tick in decided.ticks if tick.earned)
        reasons = {
            tick.id: f"{tick.message} {tick.finding.trace} {decided.notes} {decided.cells}"
            for tick in decided.ticks
            if not tick.earned
        }
        return Outcome(earned, tuple(tick.id for tick in decided.undecided), True, shown, reasons)


class ByOtter:
    """Stock `otter run` with the zip that is uploaded."""

    isolation = "by Otter's plugin"

    def __enter__(self) -> ByOtter:
        self._folder = tempfile.TemporaryDirectory()
        self._archive = Path(self._folder.name) / "autograder.zip"
        write_archive(read_project(ROOT), ASSIGNMENT, self._archive)
        return self

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()

    def grade(self, path: Path) -> Outcome:
        """Grade by Otter in a process of its own, and read what it writes."""
        with tempfile.TemporaryDirectory() as out:
            return run_otter(self._archive, path, Path(out))


def run_otter(
    archive: Path, submission: Path, out: Path, *, prefix: tuple[str, ...] = (), seconds: float = 540
) -> Outcome:
    """Run stock Otter, behind a command prefix if there is one; a submission without results.json has no result.

    What it prints goes to a file: a pipe would stay open as long as anything that a submission has started lives.
    """
    command = [*prefix, sys.executable, "-m", "otter", "run", "-a", str(archive), str(submission), "-o", str(out)]
    with tempfile.TemporaryFile("w+", errors="replace") as printed:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=printed, stderr=printed, cwd=out)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            return Outcome(result=False)
        printed.seek(0)
        return read_results(out / "results.json", "name", printed.read(10_000_000))


def read_results(path: Path, key: str, printed: str) -> Outcome:
    """What a results.json says; none, or none that can be read, is no result."""
    try:
        output: dict[str, Any] = json.loads(path.read_text())
    except (OSError, ValueError):
        return Outcome(result=False)
    tests = {test[key].split()[0]: test for test in output.get("tests", []) if TICK.match(test.get(key, ""))}
    earned = tuple(tick for tick, test in tests.items() if test.get("score", 0) > 0) or _of_questions(output)
    undecided = tuple(
        tick for tick, test in tests.items()
        if "could not be run" in test.get("output", "") or "grader fault" in test.get("tags", [])
    )  # fmt: skip
    reasons = {tick: test.get("output", "") for tick, test in tests.items() if tick not in earned}
    return Outcome(earned, undecided, True, json.dumps(output) + os.linesep + printed, reasons)


def _of_questions(output: dict[str, Any]) -> tuple[str, ...]:
    """The ✓ in the output of plain Otter, which has an entry per question; one that passed whole names no ✓."""
    found: list[str] = []
    for test in output.get("tests", []):
        if QUESTION.fullmatch(test["name"]) and test.get("score", 0) >= test["max_score"]:
            found += [f"{test['name'][1:]}.{k}" for k in range(1, round(test["max_score"]) + 1)]
        elif QUESTION.fullmatch(test["name"]):
            found += PASSED.findall(test.get("output", ""))
    return tuple(found)


class ByGradescope:
    """What run_autograder runs, on Gradescope's folders in a temporary place."""

    isolation = "by Gradescope's run"

    def __enter__(self) -> ByGradescope:
        self._folder = tempfile.TemporaryDirectory()
        self._root = Path(self._folder.name)
        write_archive(read_project(ROOT), ASSIGNMENT, self._root / "autograder.zip")
        with zipfile.ZipFile(self._root / "autograder.zip") as archive:
            archive.extractall(self._root / "source")
        return self

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()

    def grade(self, path: Path) -> Outcome:
        """Lay the submission out as Gradescope does, a zip unpacked, and read the results."""
        for name in ("submission", "results"):
            shutil.rmtree(self._root / name, ignore_errors=True)
        (self._root / "submission").mkdir()
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                archive.extractall(self._root / "submission")
        else:
            shutil.copy(path, self._root / "submission")
        command = [sys.executable, "-I", "-m", "autograder.publish.gradescope", str(self._root)]
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=580)
        return read_results(self._root / "results" / "results.json", "number", done.stdout)


ROUTES: dict[str, type[Any]] = {"grade": ByGrade, "gradescope": ByGradescope, "otter": ByOtter}
