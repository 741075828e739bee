"""Every ✓ of a class: how often it was earned, what it tells about a submission, and what falls with it."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from autograder.classroom.analysis.measures import cronbach_alpha, phi, point_biserial, success_interval
from autograder.classroom.analysis.papers import Paper
from autograder.record import Outcome
from autograder.record.ids import part_of

FEWEST_LOST, WEAKEST = 3, 0.2
NO_TIES: Mapping[str, str] = MappingProxyType({})


@dataclasses.dataclass(frozen=True, kw_only=True)
class Item:
    """One ✓ over all papers of its problem: `groups` maps each outcome to the papers it happened to.

    For a −✓, `earned` counts the papers to which the penalty applies. `rate` is over decided papers only.
    """

    id: str
    line: str
    assignment: str
    points: int
    groups: tuple[tuple[Outcome, tuple[Paper, ...]], ...]
    decided: int
    earned: int
    interval: tuple[float, float] | None
    discrimination: float | None

    @property
    def part(self) -> str:
        """`2a` of `2a.4`."""
        return part_of(self.id)

    @property
    def rate(self) -> float | None:
        """Share of decided papers that earned it; None without any."""
        return self.earned / self.decided if self.decided else None

    @property
    def lost(self) -> int:
        """Decided papers that did not earn it."""
        return self.decided - self.earned


@dataclasses.dataclass(frozen=True, kw_only=True)
class Pair:
    """Two ✓ of a problem that are lost together; `only` counts papers that lost just the first or just the second."""

    first: str
    second: str
    both: tuple[Paper, ...]
    only: tuple[int, int]
    neither: int
    phi: float


def items(papers: Sequence[Paper]) -> tuple[Item, ...]:
    """The ✓ of one problem in the order of the marking scheme, from all its graded `papers`."""
    graded = [paper for paper in papers if paper.grade is not None]
    order = {tick_id: tick for paper in graded for tick_id, tick in paper.ticks.items()}
    tables = [(paper, paper.ticks) for paper in graded]
    found = []
    for tick_id, sample in order.items():
        having = [(paper, ticks[tick_id]) for paper, ticks in tables if tick_id in ticks]
        groups: dict[Outcome, list[Paper]] = {}
        for paper, tick in having:
            groups.setdefault(tick.final, []).append(paper)
        decided = [(paper, abs(tick.earned)) for paper, tick in having if tick.is_decided]
        earned = [value for _, value in decided]
        points = sample.points
        rest = [
            float(sum(t.earned for t in paper.ticks.values() if not t.is_penalty) - value * (points > 0))
            for paper, value in decided
        ]
        found.append(
            Item(
                id=tick_id, line=sample.line, assignment=papers[0].assignment, points=points,
                groups=tuple((name, tuple(group)) for name, group in sorted(groups.items())), decided=len(decided),
                earned=sum(earned), interval=success_interval(sum(earned), len(decided)),
                discrimination=point_biserial(earned, rest),
            )
        )  # fmt: skip
    return tuple(found)


def pairs(papers: Sequence[Paper], *, ties: Mapping[str, str] = NO_TIES, most: int = 8) -> tuple[Pair, ...]:
    """Pairs of ✓ of one problem that are lost together most strongly, those that the marking scheme ties left out.

    `ties` maps a ✓ to the one without which it cannot be earned.

    Only pairs with at least `FEWEST_LOST` papers that lost both and a phi coefficient above `WEAKEST` count; papers on
    which either ✓ is undecided are left out of the pair.
    """
    graded = [(paper, paper.ticks) for paper in papers if paper.grade is not None]
    ids = list(dict.fromkeys(i for _, ticks in graded for i, tick in ticks.items() if not tick.is_penalty))
    found = []
    for first, second in itertools.combinations(ids, 2):
        if ties.get(first) == second or ties.get(second) == first:
            continue
        cells: dict[tuple[bool, bool], list[Paper]] = {}
        for paper, ticks in graded:
            one, two = ticks.get(first), ticks.get(second)
            if one is not None and two is not None and one.is_decided and two.is_decided:
                cells.setdefault((not one.earned, not two.earned), []).append(paper)
        both = cells.get((True, True), [])
        only = (len(cells.get((True, False), [])), len(cells.get((False, True), [])))
        neither = len(cells.get((False, False), []))
        strength = phi(len(both), *only, neither)
        if strength is not None and strength > WEAKEST and len(both) >= FEWEST_LOST:
            found.append(Pair(first=first, second=second, both=tuple(both), only=only, neither=neither, phi=strength))
    return tuple(sorted(found, key=lambda pair: (-pair.phi, -len(pair.both), pair.first, pair.second))[:most])


def reliability(papers: Sequence[Paper]) -> float | None:
    """Cronbach's alpha of the ✓ of one problem (penalties left aside), over papers with every ✓ decided."""
    tables = [paper.ticks for paper in papers if paper.grade is not None and not paper.grade.undecided]
    return cronbach_alpha([[float(t.earned) for t in table.values() if not t.is_penalty] for table in tables])
