"""Grading all labelled samples with one pool of workers."""

from __future__ import annotations

import dataclasses
import tempfile
from collections.abc import Collection, Iterator
from pathlib import Path

from autograder.exam.project import Project
from autograder.exam.samples import Sample, read_samples, sample_notebook
from autograder.grading.grader import Grader
from autograder.isolation.sandbox import Budget
from autograder.record import Grade, Outcome


@dataclasses.dataclass(frozen=True)
class SampleOutcome:
    """A sample with its grade, and how that differs from its label."""

    sample: Sample
    grade: Grade
    differences: tuple[str, ...]


def grade_samples(
    project: Project, budget: Budget | None = None, *, parts: Collection[str] = ()
) -> Iterator[SampleOutcome]:
    """Grade every sample of the project in turn, or those of some parts; raises `UserError` for an unknown part."""
    exam = project.exam()
    chosen = {exam.part(part).id for part in parts} or {part.id for part in exam.parts}
    with Grader.of(project, budget=budget) as grader:
        for sample in [sample for sample in read_samples(project) if sample.part in chosen]:
            yield grade_sample(project, sample, grader)


def grade_sample(project: Project, sample: Sample, grader: Grader) -> SampleOutcome:
    """Grade one sample as the notebook a student would hand in."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{sample.assignment}.ipynb"
        path.write_bytes(sample_notebook(project, sample))
        decided = grader.grade_file(path, sample.assignment)
    return SampleOutcome(sample, decided, differences(sample, decided))


def differences(sample: Sample, decided: Grade) -> tuple[str, ...]:
    """What is not as the label of the sample says: a ✓ given or lost, a mistake; a grader fault always differs."""
    found = []
    for tick in decided.ticks:
        if tick.part == sample.part:
            if tick.outcome is Outcome.GRADER_FAULT:
                found.append(f"{tick.id} undecided: {tick.finding.trace or tick.finding.got}")
            elif bool(tick.earned) != (tick.id in sample.earns):
                found.append(f"{tick.id} {'given' if tick.earned else 'lost'}: {tick.message}")
            elif tick.finding.mistake != sample.names.get(tick.id, ""):
                wanted = sample.names.get(tick.id) or "none"
                found.append(f"{tick.id} is named {tick.finding.mistake or 'nothing'}, not {wanted}")
    return tuple(found)
