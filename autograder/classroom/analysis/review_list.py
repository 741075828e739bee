"""What a person should read, the most doubtful first: a reading list with a reason for every entry."""

from __future__ import annotations

import dataclasses
import math
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
    ("unprotected", "Graded without isolation"),
    ("close", "Lost by a small margin"),
    ("pattern", "Unusual pattern of ✓"),
    ("stopped", "Stopped at a limit"),
    ("overridden", "Decided by a person"),
    ("failed", "Cells that failed, notes"),
)
"""In the order of the list: what may be the grader's mistake stands before what is the submission's own."""
CLOSE_LAW, CLOSE_VALUE = 0.02, 1e-3
HARD, EASY = 0.5, 0.8


@dataclasses.dataclass(frozen=True)
class ReviewItem:
    """One entry: `kind` is one of `KINDS`, `tick` the ✓ to look at or empty, `why` a sentence."""

    kind: str
    paper: Paper
    tick: str
    why: str


def review_list(papers: Sequence[Paper], items: Sequence[Item]) -> tuple[ReviewItem, ...]:
    """Everything doubtful about `papers`, whose ✓ over the class are `items`, most doubtful first."""
    order = {kind: place for place, (kind, _) in enumerate(KINDS)}
    rates = {item.id: item.rate for item in items if item.rate is not None and item.points > 0}
    found = [concern for paper in papers for concern in _of_paper(paper, rates)]
    return tuple(sorted(found, key=lambda c: (order[c.kind], c.tick, c.paper.name, c.paper.slug)))


def _of_paper(paper: Paper, rates: Mapping[str, float]) -> Iterator[ReviewItem]:
    if paper.unmatched:
        yield ReviewItem("unmatched", paper, "", paper.unmatched)
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
    if failed or noted:
        yield ReviewItem("failed", paper, "", "; ".join([*failed, *noted])[:300])


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
            if gap <= CLOSE_LAW:
                yield f"the distribution is at most {gap:.3f} away from the target"
        elif item["kind"] == "comparison":
            (_, got), (_, right) = item["got"], item["right"]
            if _is_close(got, right):
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
