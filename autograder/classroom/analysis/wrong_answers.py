"""Common wrong answers, grouped by what they evaluate to: how they were written plays no part."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from autograder.classroom.analysis.papers import Paper
from autograder.record import Outcome, TickResult
from autograder.record.ids import part_of

DIGITS = 4
"""Significant digits in which two answers must agree to count as the same."""
_NUMBER = re.compile(r"(?<![\w.])-?\d+\.\d+(?:[eE][-+]?\d+)?|(?<![\w.])-?\d+[eE][-+]?\d+")
_UNINFORMATIVE = {Outcome.EARNED, Outcome.NOT_ANSWERED, Outcome.GRADER_FAULT}


@dataclasses.dataclass(frozen=True, kw_only=True)
class WrongAnswer:
    """What several papers answered to a ✓; `example` is the code of the first of them."""

    tick: str
    outcome: Outcome
    got: str
    papers: tuple[Paper, ...]
    example: str


def fingerprint(tick: TickResult) -> str:
    """What an answer amounts to, in canonical text: outcome, message and evidence with numbers to four digits.

    Two answers with the same fingerprint deviate in the same way at the same points; code text is not looked at.
    """
    found = tick.finding
    content = [str(tick.final), found.got, [dict(item) for item in found.evidence], found.input]
    return json.dumps(_rounded(content), sort_keys=True, ensure_ascii=True)


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return f"{value:.{DIGITS}g}"
    if isinstance(value, str):
        return _NUMBER.sub(lambda match: f"{float(match[0]):.{DIGITS}g}", value)
    if isinstance(value, Mapping):
        return {str(key): _rounded(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_rounded(item) for item in value]
    return value


def wrong_answers(papers: Sequence[Paper], *, fewest: int = 2) -> tuple[WrongAnswer, ...]:
    """Groups of at least `fewest` papers of one problem, the most frequent first."""
    groups: dict[tuple[str, str], list[tuple[Paper, TickResult]]] = {}
    for paper in papers:
        for tick in paper.ticks.values():
            if not tick.is_penalty and tick.final not in _UNINFORMATIVE and tick.override is None:
                groups.setdefault((tick.id, fingerprint(tick)), []).append((paper, tick))
    found = [
        WrongAnswer(
            tick=tick_id, outcome=group[0][1].final, got=group[0][1].finding.got, papers=tuple(p for p, _ in group),
            example=_code(group[0][0], tick_id),
        )
        for (tick_id, _), group in groups.items() if len(group) >= fewest
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (-len(one.papers), one.tick, one.got)))


def _code(paper: Paper, tick_id: str) -> str:
    part = None if paper.grade is None else paper.grade.part(part_of(tick_id))
    return "" if part is None else "\n".join(line for cell in part.code for line in cell.lines)
