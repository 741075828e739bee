"""What a class misunderstood: named mistakes across parts, by the share of students who made them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence

from autograder.classroom.analysis.measures import success_interval
from autograder.classroom.analysis.papers import Paper
from autograder.classroom.analysis.wrong_answers import WrongAnswer, wrong_answers
from autograder.record.mistakes import NO_IDEAS, Ideas


@dataclasses.dataclass(frozen=True, kw_only=True)
class Misconception:
    """One idea gone wrong, wherever it was named: at which ✓, in whose papers, and its share of students.

    `mistakes` are the names that it has in the catalogue, `told` what students were told of the first of them. `papers`
    come with a ✓ at which it was made. `had` counts the students with it in an earlier attempt whose last one is
    graded as well, and `mended` those of them who have it no longer.
    """

    idea: str
    mistakes: tuple[str, ...]
    told: str
    ticks: tuple[str, ...]
    papers: tuple[tuple[Paper, str], ...]
    students: int
    share: float
    interval: tuple[float, float] | None
    had: int = 0
    mended: int = 0


@dataclasses.dataclass(frozen=True)
class _Made:
    """A mistake that was named in a paper."""

    paper: Paper
    tick: str
    mistake: str
    told: str


def misconceptions(
    papers: Sequence[Paper], ideas: Ideas = NO_IDEAS, earlier: Sequence[Paper] = ()
) -> tuple[Misconception, ...]:
    """All misconceptions of a class, the most frequent first; a student counts once, in however many parts.

    `ideas` says which mistakes are one misconception; else those of one name are. `earlier` are the attempts before
    the papers that count.
    """
    counted = _graded(papers)
    everybody = {paper.student for paper in counted}
    now, before = _by_idea(counted, ideas), _by_idea(_with_a_later_one(_graded(earlier), counted), ideas)
    found = [
        _misconception(idea, now.get(idea, []), before.get(idea, []), len(everybody)) for idea in {**now, **before}
    ]
    return tuple(sorted(found, key=lambda one: (-one.students, -one.had, one.idea)))


def _graded(papers: Sequence[Paper]) -> list[Paper]:
    return [paper for paper in papers if paper.counts and paper.grade is not None]


def _with_a_later_one(earlier: Sequence[Paper], counted: Sequence[Paper]) -> list[Paper]:
    """The earlier attempts of those whose last one is graded."""
    known = {(paper.student, paper.assignment) for paper in counted}
    return [paper for paper in earlier if (paper.student, paper.assignment) in known]


def _by_idea(papers: Sequence[Paper], ideas: Ideas) -> Mapping[str, list[_Made]]:
    found: dict[str, list[_Made]] = {}
    for made in _made(papers):
        found.setdefault(ideas.get((made.tick, made.mistake), made.mistake), []).append(made)
    return found


def _made(papers: Sequence[Paper]) -> Iterator[_Made]:
    for paper in papers:
        for tick in paper.ticks.values():
            if tick.finding.mistake:
                yield _Made(paper, tick.id, tick.finding.mistake, tick.finding.explanation)


def _misconception(idea: str, now: Sequence[_Made], before: Sequence[_Made], everybody: int) -> Misconception:
    """One misconception, from where it was made now and where before."""
    students, had = ({made.paper.student for made in where} for where in (now, before))
    first: dict[str, tuple[Paper, str]] = {}
    for made in now:
        first.setdefault(made.paper.slug, (made.paper, made.tick))
    everywhere = [*now, *before]
    return Misconception(
        idea=idea, mistakes=tuple(sorted({made.mistake for made in everywhere})), told=everywhere[0].told,
        ticks=tuple(sorted({made.tick for made in everywhere})), papers=tuple(first.values()), students=len(students),
        share=len(students) / everybody, interval=success_interval(len(students), everybody),
        had=len(had), mended=len(had - students),
    )  # fmt: skip


def unnamed(papers: Sequence[Paper]) -> tuple[WrongAnswer, ...]:
    """Groups of equal wrong answers that have no name yet, the largest first: proposals for the catalogue."""
    groups: dict[str, list[Paper]] = {}
    for paper in _graded(papers):
        groups.setdefault(paper.assignment, []).append(paper)
    found = [one for group in groups.values() for one in wrong_answers(group)]
    nameless = [one for one in found if not any(paper.ticks[one.tick].finding.mistake for paper in one.papers)]
    return tuple(sorted(nameless, key=lambda one: (-len(one.papers), one.tick)))
