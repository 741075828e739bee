"""What a person should read, the most doubtful first: a reading list with a reason for every entry."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from autograder.classroom.analysis.items import Item
from autograder.classroom.analysis.papers import Paper, outcome, rows
from autograder.record.ids import part_of

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
_STOPPED = {"answer timed out", "answer exceeded a limit"}


@dataclasses.dataclass(frozen=True)
class Concern:
    """One entry: `kind` is one of `KINDS`, `tick` the ✓ to look at or empty, `why` a sentence."""

    kind: str
    paper: Paper
    tick: str
    why: str


def reading_list(papers: Sequence[Paper], items: Sequence[Item]) -> tuple[Concern, ...]:
    """Everything doubtful about `papers`, whose ✓ over the class are `items`, most doubtful first."""
    order = {kind: place for place, (kind, _) in enumerate(KINDS)}
    rates = {item.id: item.rate for item in items if item.rate is not None and item.points > 0}
    found = [concern for paper in papers for concern in _of_paper(paper, rates)]
    return tuple(sorted(found, key=lambda c: (order[c.kind], c.tick, c.paper.name, c.paper.slug)))


def _of_paper(paper: Paper, rates: Mapping[str, float]) -> Iterator[Concern]:
    if paper.unmatched:
        yield Concern("unmatched", paper, "", paper.unmatched)
    if paper.record is None:
        yield Concern("unreadable" if paper.error else "pending", paper, "", paper.error or "grading has to be run")
        return
    if paper.record.get("isolation") == "none":
        yield Concern("unprotected", paper, "", "the submission could have changed its own result")
    for tick in rows(paper):
        yield from _of_tick(paper, tick)
    yield from _pattern(paper, rates)
    failed = [f"cell {cell['number']}: {cell['error']}" for cell in paper.record["cells"]]
    noted = [note["text"] for note in paper.record["notes"]]
    if failed or noted:
        yield Concern("failed", paper, "", "; ".join([*failed, *noted])[:300])


def _of_tick(paper: Paper, tick: Mapping[str, Any]) -> Iterator[Concern]:
    if tick.get("override"):
        yield Concern("overridden", paper, tick["id"], f"{tick['override']['by']}: {tick['override']['reason']}")
    elif outcome(tick) == "grader fault":
        yield Concern("undecided", paper, tick["id"], str(tick["got"]))
    elif outcome(tick) in _STOPPED:
        yield Concern("stopped", paper, tick["id"], str(tick["got"]))
    elif outcome(tick) == "not earned":
        yield from (Concern("close", paper, tick["id"], why) for why in _margins(tick))


def _margins(tick: Mapping[str, Any]) -> Iterator[str]:
    """How little was missing, where the evidence tells."""
    for item in tick.get("evidence", ()):
        if item.get("kind") == "law":
            gap = max(abs(a - t) for a, t in zip(item["answer"], item["target"], strict=True))
            if gap <= CLOSE_LAW:
                yield f"the distribution is at most {gap:.3f} away from the target"
        elif item.get("kind") == "numbers":
            rows = item["rows"]
            for (_, got), (label, right) in zip(rows, rows[1:], strict=False):
                if label.startswith("right ") and _is_close(got, right):
                    yield f"got {got:.8g} where {right:.8g} was right"


def _is_close(got: Any, right: Any) -> bool:
    """Whether two numbers differ by little; a text stands for a number that is not finite."""
    if not all(isinstance(value, (int, float)) and math.isfinite(value) for value in (got, right)):
        return False
    return bool(abs(got - right) <= CLOSE_VALUE * abs(right))


def _pattern(paper: Paper, rates: Mapping[str, float]) -> Iterator[Concern]:
    """A ✓ that at most half of the class earned, beside an earlier one of the same part that nearly all earned."""
    easy: dict[str, list[str]] = {}
    for tick in rows(paper):
        rate = rates.get(tick["id"])
        lost = easy.setdefault(part_of(tick["id"]), [])
        if rate is None:
            continue
        if tick["earned"] and rate <= HARD and lost:
            yield Concern("pattern", paper, lost[0], f"earned {tick['id']}, which few did, but not {', '.join(lost)}")
        elif outcome(tick) == "not earned" and rate >= EASY:
            lost.append(tick["id"])
