"""Grading one file after another: a pool of workers, and the assignments whose hidden tests decide."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from autograder.exam.project import Project
from autograder.exam.rubric import Assignment
from autograder.grading.grade import grade
from autograder.grading.submission import Submission
from autograder.isolation.linux import collapse_memory
from autograder.isolation.sandbox import Budget, WorkerPool, summary
from autograder.record import Grade, TickResult


class Grader:
    """Grades submissions, each in workers of its own, with tests that were read once."""

    def __init__(self, pool: WorkerPool, assignments: Mapping[str, Assignment]) -> None:
        self.pool = pool
        self.assignments = assignments

    @classmethod
    @contextlib.contextmanager
    def of(
        cls, project: Project, names: Sequence[str] | None = None, *, isolation: bool = True,
        budget: Budget | None = None,
    ) -> Iterator[Grader]:  # fmt: skip
        """A grader of the problems `names` (default: all); its pool prepares itself while the tests are read."""
        with WorkerPool(budget, isolation=isolation, forbidden=(project.root,)) as pool:
            wanted = project.assignments() if names is None else {name: project.assignment(name) for name in names}
            yield cls(pool, {name: scheme.load() for name, scheme in wanted.items()})

    @property
    def isolation(self) -> str:
        """What isolation is in force, in words; raises `IsolationError` where that is less than the minimum."""
        return summary(self.pool.isolation)

    def settle(self) -> None:
        """Make ready for many submissions: what is loaded by now is never garbage.

        The forks that decide ✓ need not copy it to find that out.
        """
        self.pool.wait()
        gc.collect()
        gc.freeze()
        collapse_memory()

    def grade_file(self, path: Path, assignment: str) -> Grade:
        """Grade one file as an answer to one assignment; raises `SubmissionError` when it cannot be."""
        with Submission(path) as submission:
            return self.grade(submission, self.assignments[assignment])

    def grade(
        self, submission: Submission, assignment: Assignment, progress: Callable[[TickResult], None] | None = None
    ) -> Grade:
        """Grade an open submission; `progress` is told of every ✓ as it is decided.

        Raises `SandboxError` when the grader fails.
        """
        return grade(submission, assignment, self.pool, progress=progress)
