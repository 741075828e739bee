"""A class in one frozen record: everything a class report shows, computed before anything is rendered."""

from __future__ import annotations

import dataclasses
import statistics
from collections.abc import Mapping, Sequence

from autograder.classroom.analysis.items import NO_TIES, Item, Pair, items, pairs, reliability
from autograder.classroom.analysis.misconceptions import Misconception, misconceptions
from autograder.classroom.analysis.papers import Paper
from autograder.classroom.analysis.review_list import ReviewItem, review_list
from autograder.classroom.analysis.wrong_answers import WrongAnswer, wrong_answers
from autograder.record.ids import problem_key
from autograder.record.mistakes import NO_IDEAS, Ideas

MOST_PAIRS = 12


@dataclasses.dataclass(frozen=True, kw_only=True)
class Bin:
    """One bar of a distribution: totals from `low` to `high`, both included, and who has them (papers or students)."""

    low: float
    high: float
    members: tuple[str, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Distribution:
    """Totals over papers or students; without any, the statistics are None."""

    available: float
    bins: tuple[Bin, ...]
    count: int
    mean: float | None
    median: float | None
    deviation: float | None


@dataclasses.dataclass(frozen=True, kw_only=True)
class Problem:
    """One problem over the class."""

    assignment: str
    papers: tuple[Paper, ...]
    available: int
    credits: float | None
    totals: Distribution
    items: tuple[Item, ...]
    alpha: float | None


@dataclasses.dataclass(frozen=True, kw_only=True)
class StudentTotal:
    """A student's papers and sums over those that were graded."""

    student: str
    name: str
    papers: tuple[Paper, ...]
    earned: int
    credits: float | None


@dataclasses.dataclass(frozen=True, kw_only=True)
class ClassRecord:
    """The whole class. `totals` and `credits` are over students, each problem's over its papers."""

    problems: tuple[Problem, ...]
    students: tuple[StudentTotal, ...]
    totals: Distribution
    credits: Distribution | None
    pairs: tuple[Pair, ...]
    wrong: tuple[WrongAnswer, ...]
    misconceptions: tuple[Misconception, ...]
    reading: tuple[ReviewItem, ...]


def class_record(
    papers: Sequence[Paper], ties: Mapping[str, str] = NO_TIES, ideas: Ideas = NO_IDEAS, earlier: Sequence[Paper] = ()
) -> ClassRecord:
    """Analyse a class; papers may be of any problems, graded or not, in any order. What does not count is only listed.

    `ties` maps a ✓ to the one without which it cannot be earned: such pairs fall together by themselves. `ideas` says
    which mistakes are one misconception, `earlier` are the attempts before the papers that count.
    """
    ordered = sorted(papers, key=lambda paper: (problem_key(paper.assignment), paper.name, paper.slug))
    by_problem: dict[str, list[Paper]] = {}
    for paper in ordered:
        if paper.grade is not None and paper.counts:
            by_problem.setdefault(paper.assignment, []).append(paper)
    problems = tuple(_problem(name, group) for name, group in by_problem.items())
    students = _students([paper for paper in ordered if paper.counts])
    scored = [s for s in students if any(paper.grade is not None for paper in s.papers)]
    available = sum(problem.available for problem in problems)
    worth = [problem.credits for problem in problems]
    tied = (pair for group in by_problem.values() for pair in pairs(group, ties=ties))
    found = sorted(tied, key=lambda p: (-p.phi, p.first, p.second))
    wrong = sorted((w for g in by_problem.values() for w in wrong_answers(g)), key=lambda w: (-len(w.papers), w.tick))
    return ClassRecord(
        problems=problems, students=students,
        totals=_distribution([(s.student, s.earned) for s in scored], available),
        credits=_credits(scored, [w for w in worth if w is not None]) if None not in worth and worth else None,
        pairs=tuple(found[:MOST_PAIRS]), wrong=tuple(wrong),
        misconceptions=misconceptions(ordered, ideas, earlier),
        reading=review_list(ordered, [i for p in problems for i in p.items]),
    )  # fmt: skip


def _problem(name: str, papers: Sequence[Paper]) -> Problem:
    first = next(paper.grade for paper in papers if paper.grade is not None)
    return Problem(
        assignment=name, papers=tuple(papers), available=first.available, credits=first.credits_available,
        totals=_distribution([(paper.slug, paper.total) for paper in papers], first.available), items=items(papers),
        alpha=reliability(papers),
    )  # fmt: skip


def _students(papers: Sequence[Paper]) -> tuple[StudentTotal, ...]:
    groups: dict[str, list[Paper]] = {}
    for paper in papers:
        groups.setdefault(paper.student, []).append(paper)
    found = []
    for student, group in groups.items():
        grades = [paper.grade for paper in group if paper.grade is not None]
        worth = [grade.credits for grade in grades if grade.credits is not None]
        total = round(sum(worth), 6) if worth and len(worth) == len(grades) else None
        found.append(
            StudentTotal(
                student=student, name=group[0].name, papers=tuple(group), earned=sum(g.earned for g in grades),
                credits=total,
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.name, one.student)))


def _credits(students: Sequence[StudentTotal], worth: Sequence[float]) -> Distribution:
    return _distribution([(s.student, s.credits or 0.0) for s in students], sum(worth))


def _distribution(scores: Sequence[tuple[str, float]], available: float, *, most_bins: int = 21) -> Distribution:
    """Bins of whole ✓ (or credits), of equal width, as few as `most_bins` and as many as there are totals."""
    width = max(1, -(-(int(-(-available // 1)) + 1) // most_bins))
    bins = []
    for low in range(0, int(-(-available // 1)) + 1, width):
        members = tuple(key for key, score in scores if low <= score < low + width)
        bins.append(Bin(low=low, high=min(low + width - 1, available), members=members))
    values = [score for _, score in scores]
    return Distribution(
        available=available, bins=tuple(bins), count=len(values), mean=statistics.fmean(values) if values else None,
        median=statistics.median(values) if values else None,
        deviation=statistics.stdev(values) if len(values) > 1 else None,
    )  # fmt: skip
