"""The ways a submission is graded, each as one small class: `with Route() as route: route.grade(path)`."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from autograder.build.archive import write_archive
from autograder.errors import UserError
from autograder.grade import grade
from autograder.gradescope import results
from autograder.project import read_project
from autograder.report import grade_text
from autograder.sandbox import Budget, Host
from autograder.submission import Submission

ROOT = Path(__file__).resolve().parents[2]
ASSIGNMENT = "p1_normalizing_flows"
BUDGET = Budget(cell_seconds=6, call_seconds=4)


@dataclasses.dataclass(frozen=True)
class Outcome:
    """The ✓ that were given and left undecided, whether there is a result at all, and all that a student is shown."""

    earned: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()
    result: bool = True
    shown: str = ""


class ByGrade:
    """`autograder grade`: one prepared parent for all submissions."""

    def __enter__(self) -> ByGrade:
        self._scheme = read_project(ROOT).assignment(ASSIGNMENT)
        self._host = Host(BUDGET, forbidden=(ROOT,))
        self.isolation = self._host.ready()
        return self

    def __exit__(self, *_: object) -> None:
        self._host.close()

    def grade(self, path: Path) -> Outcome:
        """Grade in this process."""
        try:
            with Submission(path) as submission:
                decided = grade(submission, self._scheme, self._host, BUDGET, isolation=self.isolation)
        except UserError as error:
            return Outcome(shown=str(error))
        shown = json.dumps(results(decided)) + grade_text(decided) + json.dumps(decided.record())
        earned = tuple(tick.id for tick in decided.ticks if tick.earned)
        return Outcome(earned, tuple(tick.id for tick in decided.undecided), True, shown)


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


def run_otter(archive: Path, submission: Path, out: Path, *, prefix: tuple[str, ...] = ()) -> Outcome:
    """Run stock Otter, behind a command prefix if there is one; a submission without results.json has no result."""
    command = [*prefix, sys.executable, "-m", "otter", "run", "-a", str(archive), str(submission), "-o", str(out)]
    try:
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=540, cwd=out)
        output: dict[str, Any] = json.loads((out / "results.json").read_text())
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return Outcome(result=False)
    tests = [test for test in output.get("tests", []) if test["name"][:1].isdigit()]
    earned = tuple(test["name"].split()[0] for test in tests if test.get("score", 0) > 0)
    undecided = tuple(test["name"] for test in tests if "could not be run" in test.get("output", ""))
    return Outcome(earned, undecided, True, json.dumps(output) + os.linesep + done.stdout)


ROUTES: dict[str, type[Any]] = {"grade": ByGrade, "otter": ByOtter}
