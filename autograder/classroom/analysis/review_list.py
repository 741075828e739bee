"""What a person should read, the most doubtful first: a reading list with a reason for every entry."""

from __future__ import annotations

import dataclasses
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from autograder.classroom.analysis.items import Item
from autograder.classroom.analysis.papers import Paper
from autograder.record import Finding, Outcome, TickResult
from autograder.record.outcomes import STOPPED

KINDS = (
    ("undecided", "Undecided: the grader failed"),
    ("unreadable", "Could not be graded"),
    ("pending", "Not graded yet"),
    ("unmatched", "No student found"),
    ("look", "Has to be looked at"),
    ("unprotected", "Graded without isolation"),
    ("close", "Lost by a small margin"),
    ("pattern", "Unusual pattern of ✓"),
    ("stopped", "Stopped at a limit"),
    ("overridden", "Decided by a person"),
    ("identical", "Identical to another's"),
    ("failed", "Cells that failed, notes"),
)
"""In the order of the list: what may be the grader's mistake stands before what is the submission's own."""
CLOSE_LAW, CLOSE_VALUE = 0.02, 1e-3
HARD, EASY = 0.5, 0.8
GROUPED = frozenset({"unreadable", "pending", "unmatched", "look", "failed", "unprotected"})
"""Kinds that are said of a paper as a whole, and of many papers alike."""
_CELL = re.compile(r"\bcell \d+")


@dataclasses.dataclass(frozen=True)
class ReviewItem:
    """One entry: `kind` is one of `KINDS`, `tick` the ✓ to look at or empty, `why` a sentence.

    `also` are further papers of which exactly the same is to be said.
    """

    kind: str
    paper: Paper
    tick: str
    why: str
    also: tuple[Paper, ...] = ()


def review_list(papers: Sequence[Paper], items: Sequence[Item]) -> tuple[ReviewItem, ...]:
    """Everything doubtful about `papers`, whose ✓ over the class are `items`, most doubtful first."""
    order = {kind: place for place, (kind, _) in enumerate(KINDS)}
    rates = {item.id: item.rate for item in items if item.rate is not None and item.points > 0}
    found = [concern for paper in papers for concern in _of_paper(paper, rates)]
    ordered = sorted(found, key=lambda c: (order[c.kind], c.tick, c.paper.name, c.paper.slug))
    listed = [*_grouped(ordered), *identical(papers)]
    return tuple(sorted(listed, key=lambda c: (order[c.kind], -len(c.also) if c.kind in GROUPED else 0)))


def identical(papers: Sequence[Paper]) -> Iterator[ReviewItem]:
    """Submissions of several students that are one file, or the same answers but for blanks; untouched ones are not."""
    seen: set[frozenset[str]] = set()
    for why, what in (("the same file", "digest"), ("the same answers, blanks aside", "code")):
        groups: dict[tuple[str, str], dict[str, Paper]] = {}
        for paper in papers:
            if getattr(paper, what) and paper.counts and any(_is_answered(tick) for tick in paper.ticks.values()):
                groups.setdefault((paper.assignment, getattr(paper, what)), {}).setdefault(paper.submission, paper)
        for group in groups.values():
            same = list(group.values())
            if len({paper.student for paper in same}) > 1 and frozenset(group) not in seen:
                seen.add(frozenset(group))
                yield ReviewItem("identical", same[0], "", why, tuple(same[1:]))


def _is_answered(tick: TickResult) -> bool:
    return not tick.is_penalty and tick.outcome is not Outcome.NOT_ANSWERED


def _grouped(concerns: Sequence[ReviewItem]) -> Iterator[ReviewItem]:
    """One entry for all papers of which the same is to be said, where it is said of the paper as a whole."""
    groups: dict[tuple[str, str], list[ReviewItem]] = {}
    for one in concerns:
        if one.kind in GROUPED:
            groups.setdefault((one.kind, _CELL.sub("cell …", one.why)), []).append(one)
        else:
            yield one
    for (_, why), same in groups.items():
        papers = list({one.paper.slug: one.paper for one in same}.values())
        said = same[0].why if len(papers) == 1 else why
        yield ReviewItem(same[0].kind, papers[0], "", said, tuple(papers[1:]))


def _of_paper(paper: Paper, rates: Mapping[str, float]) -> Iterator[ReviewItem]:
    if paper.unmatched:
        yield ReviewItem("unmatched", paper, "", paper.unmatched)
    if paper.note:
        yield ReviewItem("look", paper, "", paper.note)
    if paper.grade is None:
        yield ReviewItem("unreadable" if paper.error else "pending", paper, "", paper.error or "grading has to be run")
        return
    if not paper.grade.is_protected:
        yield ReviewItem("unprotected", paper, "", "the submission could have changed its own result")
    for tick in paper.ticks.values():
        yield from _of_tick(paper, tick)
    yield from _pattern(paper, rates)
    failed = [f"cell {cell.number}: {cell.error}" for cell in paper.grade.cells]
    noted = [note.text for note in paper.grade.notes]
    for why in [*failed, *noted]:
        yield ReviewItem("failed", paper, "", why[:300])


def _of_tick(paper: Paper, tick: TickResult) -> Iterator[ReviewItem]:
    if tick.override is not None:
        yield ReviewItem("overridden", paper, tick.id, f"{tick.override.who}: {tick.override.reason}")
    elif not tick.is_decided:
        yield ReviewItem("undecided", paper, tick.id, tick.finding.got)
    elif tick.outcome in STOPPED:
        yield ReviewItem("stopped", paper, tick.id, tick.finding.got)
    elif tick.outcome is Outcome.NOT_EARNED:
        yield from (ReviewItem("close", paper, tick.id, why) for why in _margins(tick.finding))


def _margins(finding: Finding) -> Iterator[str]:
    """How little was missing, where the evidence tells."""
    for item in finding.evidence:
        if item["kind"] == "law":
            gap = max(abs(a - t) for a, t in zip(item["answer"], item["target"], strict=True))
            if 0 < gap <= CLOSE_LAW:
                yield f"the distribution is at most {gap:.3f} away from the target"
        elif item["kind"] == "comparison":
            (_, got), (_, right) = item["got"], item["right"]
            if _is_close(got, right) and f"{got:.8g}" != f"{right:.8g}":
                yield f"got {got:.8g} where {right:.8g} was right"


def _is_close(got: Any, right: Any) -> bool:
    """Whether two numbers differ by little; a text stands for a number that is not finite."""
    if not all(isinstance(value, (int, float)) and math.isfinite(value) for value in (got, right)):
        return False
    return bool(abs(got - right) <= CLOSE_VALUE * abs(right))


def _pattern(paper: Paper, rates: Mapping[str, float]) -> Iterator[ReviewItem]:
    """A ✓ that at most half of the class earned, beside an earlier one of the same part that nearly all earned."""
    easy: dict[str, list[str]] = {}
    for tick in paper.ticks.values():
        rate = rates.get(tick.id)
        lost = easy.setdefault(tick.part, [])
        if rate is None:
            continue
        if tick.earned and rate <= HARD and lost:
            yield ReviewItem("pattern", paper, lost[0], f"earned {tick.id}, which few did, but not {', '.join(lost)}")
        elif tick.final is Outcome.NOT_EARNED and rate >= EASY:
            lost.append(tick.id)
