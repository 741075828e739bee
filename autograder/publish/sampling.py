"""Grading all labelled samples with one prepared parent."""

from __future__ import annotations

import dataclasses
import tempfile
from collections.abc import Iterator
from pathlib import Path

from autograder.exam.project import Project
from autograder.exam.samples import Sample, read_samples, sample_notebook
from autograder.grading.grade import grade
from autograder.grading.submission import Submission
from autograder.isolation.sandbox import Budget, Host
from autograder.record import Grade, Outcome


@dataclasses.dataclass(frozen=True)
class SampleOutcome:
    """A sample with its grade, and how that differs from its label."""

    sample: Sample
    grade: Grade
    differences: tuple[str, ...]


def grade_samples(project: Project, budget: Budget | None = None) -> Iterator[SampleOutcome]:
    """Grade every sample of the project in turn."""
    limits = budget or Budget()
    with Host(limits, forbidden=(project.root,)) as host:
        isolation = host.ready()
        for sample in read_samples(project):
            yield grade_sample(project, sample, host, limits, isolation)


def grade_sample(project: Project, sample: Sample, host: Host, budget: Budget, isolation: str) -> SampleOutcome:
    """Grade one sample as the notebook a student would hand in."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{sample.assignment}.ipynb"
        path.write_bytes(sample_notebook(project, sample))
        with Submission(path) as submission:
            decided = grade(submission, project.assignment(sample.assignment), host, budget, isolation=isolation)
    return SampleOutcome(sample, decided, differences(sample, decided))


def differences(sample: Sample, decided: Grade) -> tuple[str, ...]:
    """The ✓ of the sample's part that are not as its label says; a grader fault always differs."""
    found = []
    for tick in decided.ticks:
        if tick.part == sample.part:
            if tick.outcome is Outcome.GRADER_FAULT:
                found.append(f"{tick.id} undecided: {tick.finding.trace or tick.finding.got}")
            elif bool(tick.earned) != (tick.id in sample.earns):
                found.append(f"{tick.id} {'given' if tick.earned else 'lost'}: {tick.message}")
    return tuple(found)
