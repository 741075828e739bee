"""The same isolation under stock Otter: its kernel gets a notebook of proxies and never runs the student's code.

Otter's runner loads this plugin from otter_config.json. Before grading it moves everything that was handed in out of
the kernel's reach (a `numpy.py` would shadow NumPy, an `.OTTER_LOG` is a pickle the student wrote). Before execution it
swaps the notebook for one cell that starts a confined worker and defines `answers`, which the hidden tests ask.
Afterwards every ✓ becomes an entry of its own.
"""

from __future__ import annotations

import contextlib
import dataclasses
import inspect
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import nbformat
from otter.plugins import AbstractOtterPlugin
from otter.test_files import GradingResults
from otter.test_files.abstract_test import TestCaseResult
from otter.test_files.exception_test import ExceptionTestFile

from autograder.errors import SubmissionError
from autograder.exam.rubric import read_assignment
from autograder.grading.answers import Check, Session
from autograder.grading.judge import Decision
from autograder.grading.looks import decide, names_of
from autograder.grading.submission import read_notebook
from autograder.isolation.sandbox import WorkerPool
from autograder.record.grade import floored
from autograder.record.losses import TickLost
from autograder.texts import SOURCE, speaking

KEPT = {"tests", "__init__.py"}
_SPEAKING = contextlib.ExitStack()
"""The language of Otter's kernel, from its first cell on and to its end."""


class IsolatedGrading(AbstractOtterPlugin):  # type: ignore[misc]
    """Lets stock Otter grade without ever running a submission in a process that judges it."""

    def during_generate(self, otter_config: dict[str, Any], assignment: Any) -> None:
        """Nothing to add: the build has written the settings already."""

    def before_grading(self, config: Any) -> None:
        """Move what was handed in away, and refuse settings that would read a student's pickles.

        An empty notebook takes the submission's place: a strange kernelspec or a malformed cell would end Otter itself.
        """
        if config.grade_from_log:
            raise SubmissionError("otter_config.json", "grade_from_log reads pickles that a student wrote")
        here = Path(self.submission_path).parent
        self._store = Path(tempfile.mkdtemp(prefix="submission-"))
        (self._store / "files").mkdir()
        handed_in = Path(self.submission_path)
        shutil.move(handed_in, self._store / "notebook.ipynb")
        for item in sorted(here.iterdir()):
            if item.name not in KEPT:
                shutil.move(str(item), self._store / "files" / item.name)
        (here / "__init__.py").write_bytes(b"")
        handed_in.write_text(nbformat.writes(nbformat.v4.new_notebook()), encoding="utf-8")

    def before_execution(self, submission: Any) -> Any:  # noqa: ARG002 - Otter's signature
        """The notebook of proxies that is executed in place of the submission."""
        settings = {
            "notebook": str(self._store / "notebook.ipynb"),
            "files": str(self._store / "files"),
            "tests": str(Path(self.submission_path).parent / "tests"),
            "assignment": self.plugin_config.get("assignment", ""),
            "given": self.plugin_config.get("given", []),
            "language": self.plugin_config.get("language", SOURCE),
            "isolation": self.plugin_config.get("isolation", True),
        }
        cell = nbformat.v4.new_code_cell(
            "from autograder.otter_plugin import open_answers\n"
            f"answers = open_answers({json.dumps(json.dumps(settings))})"
        )
        kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
        return nbformat.v4.new_notebook(cells=[cell], metadata={"kernelspec": kernel})

    def after_grading(self, results: Any) -> None:
        """Give every ✓ its own entry, with our message; the total counts penalties and every part's floor."""
        shutil.rmtree(self._store, ignore_errors=True)
        parts = [dict(map(_entry, test_file.test_case_results)) for test_file in results.results.values()]
        results.__class__ = TickResults
        results.parts = [tuple(part) for part in parts]
        results.results = {tick: entry for part in parts for tick, entry in part.items()}

    def generate_report(self) -> str:
        """A word for Otter's log."""
        return "Graded in isolation: the submission ran in a confined process of its own."


class TickResults(GradingResults):  # type: ignore[misc]
    """Otter's results with an entry per ✓, whose total never lets a part fall below zero."""

    parts: list[tuple[str, ...]]

    @property
    def total(self) -> float:
        """✓ earned: the sum of the parts, each floored at zero."""
        return float(sum(floored(self.results[tick].score for tick in part) for part in self.parts))

    def to_gradescope_dict(self, ag_config: Any) -> dict[str, Any]:
        """Otter's dictionary, with the total at its top level unless the settings define another one."""
        output: dict[str, Any] = super().to_gradescope_dict(ag_config)
        output.setdefault("score", self.total)
        return output


@dataclasses.dataclass(frozen=True)
class Decided:
    """Stands for the answers of a submission once every ✓ is decided: each hidden test is told its own decision."""

    decisions: dict[tuple[str, str], Decision]
    """By the question (`q2a`) and the name of the test function."""

    def decide(self, check: Check) -> None:
        """Raise what this ✓ was lost for, if it was."""
        written = inspect.unwrap(check)  # the function of the hidden test's own file, whose globals name the question
        self.decisions[written.__globals__["name"], written.__name__].raise_if_lost()


@dataclasses.dataclass(frozen=True)
class Refused:
    """Stands for the answers of a submission that is no gradable notebook: every ✓ says so."""

    reason: str

    def decide(self, check: Check) -> None:  # noqa: ARG002 - no ✓ can be decided
        """Raise `TickLost` with the reason, whatever is asked."""
        raise TickLost(expected="a notebook that can be graded", got=self.reason)


def open_answers(settings: str) -> Decided | Refused:
    """Run the submission's cells in a confined worker, decide every ✓, and return what the hidden tests ask.

    Runs in Otter's kernel; `settings` is the JSON text that `before_execution` wrote.
    """
    options = json.loads(settings)
    _SPEAKING.enter_context(speaking(options["language"]))
    try:
        notebook = read_notebook(Path(options["notebook"]).read_bytes(), "the notebook")
    except SubmissionError as error:
        return Refused(str(error))
    scheme = read_assignment(options["assignment"], Path(options["tests"]), given=options["given"])
    code = [source for _, source in notebook.cells]
    with WorkerPool(isolation=options["isolation"], forbidden=(Path(options["tests"]),), only_for=code) as pool:
        session = Session(
            pool, list(notebook.cells), list(scheme.names), Path(options["files"]),
            [tick.test for tick in scheme.ticks], scheme.given, [names_of(part) for part in scheme.parts],
            notebook.texts,
        )  # fmt: skip
        try:
            session.start()
            found = decide(scheme, session).values()
        finally:
            session.close()
    return Decided({(f"q{judged.tick.part}", judged.tick.function): judged.decision for judged in found})


def _entry(result: TestCaseResult) -> tuple[str, ExceptionTestFile]:
    """One ✓ as a test file of its own."""
    tick = result.test_case.name.split()[0]
    message = (
        "✅ " + result.test_case.name if result.passed else f"❌ {result.test_case.name}\n{_reason(result.message)}"
    )
    entry = ExceptionTestFile(tick, f"{tick}.py", [result.test_case], all_or_nothing=False)
    entry.test_case_results = [dataclasses.replace(result, message=message)]
    return tick, entry


def _reason(message: str | None) -> str:
    """What the check said, without Otter's quotation from the hidden test's source."""
    for kind in ("TickLost: ", "GraderFault: "):
        if message and kind in message:
            return message.split(kind, 1)[1]
    return "the hidden test could not be run"
