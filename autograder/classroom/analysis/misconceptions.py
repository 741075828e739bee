"""What a class misunderstood: named mistakes across parts, by the share of students who made them."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from autograder.classroom.analysis.measures import success_interval
from autograder.classroom.analysis.papers import Paper
from autograder.classroom.analysis.wrong_answers import WrongAnswer, wrong_answers


@dataclasses.dataclass(frozen=True, kw_only=True)
class Misconception:
    """One mistake, wherever it was named: at which ✓, in whose papers, and its share of students with an interval."""

    mistake: str
    ticks: tuple[str, ...]
    papers: tuple[Paper, ...]
    students: int
    share: float
    interval: tuple[float, float] | None


def misconceptions(papers: Sequence[Paper]) -> tuple[Misconception, ...]:
    """All named mistakes of a class, the most frequent first; a student counts once, in however many parts."""
    counted = [paper for paper in papers if paper.counts and paper.grade is not None]
    everybody = {paper.student for paper in counted}
    found: dict[str, list[tuple[Paper, str]]] = {}
    for paper in counted:
        for tick in paper.ticks.values():
            if tick.finding.mistake:
                found.setdefault(tick.finding.mistake, []).append((paper, tick.id))
    made = [_misconception(mistake, pairs, len(everybody)) for mistake, pairs in found.items()]
    return tuple(sorted(made, key=lambda one: (-one.students, one.mistake)))


def _misconception(mistake: str, pairs: Sequence[tuple[Paper, str]], everybody: int) -> Misconception:
    students = len({paper.student for paper, _ in pairs})
    by_slug = {paper.slug: paper for paper, _ in pairs}
    return Misconception(
        mistake=mistake, ticks=tuple(sorted({tick for _, tick in pairs})), papers=tuple(by_slug.values()),
        students=students, share=students / everybody, interval=success_interval(students, everybody),
    )  # fmt: skip


def unnamed(papers: Sequence[Paper]) -> tuple[WrongAnswer, ...]:
    """Groups of equal wrong answers that have no name yet, the largest first: proposals for the catalogue."""
    groups: dict[str, list[Paper]] = {}
    for paper in papers:
        if paper.counts and paper.grade is not None:
            groups.setdefault(paper.assignment, []).append(paper)
    found = [one for group in groups.values() for one in wrong_answers(group)]
    nameless = [one for one in found if not any(paper.ticks[one.tick].finding.mistake for paper in one.papers)]
    return tuple(sorted(nameless, key=lambda one: (-len(one.papers), one.tick)))
