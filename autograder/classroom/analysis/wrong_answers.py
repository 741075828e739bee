"""Common wrong answers, grouped by what they evaluate to: how they were written plays no part."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from autograder.classroom.analysis.papers import Paper, outcome, rows
from autograder.record.ids import part_of

DIGITS = 4
"""Significant digits in which two answers must agree to count as the same."""
_NUMBER = re.compile(r"(?<![\w.])-?\d+\.\d+(?:[eE][-+]?\d+)?|(?<![\w.])-?\d+[eE][-+]?\d+")
_UNINFORMATIVE = {"earned", "not answered", "grader fault"}


@dataclasses.dataclass(frozen=True)
class WrongAnswer:
    """What several papers answered to a ✓; `example` is the code of the first of them."""

    tick: str
    outcome: str
    got: str
    papers: tuple[Paper, ...]
    example: str


def fingerprint(tick: Mapping[str, Any]) -> str:
    """What an answer got to, in canonical text: outcome, message and evidence with numbers to four digits.

    Two answers with the same fingerprint deviate in the same way at the same points; code text is not looked at.
    """
    staff = tick.get("staff", {})
    content = [outcome(tick), tick["got"], tick.get("evidence", []), staff.get("input", "")]
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
    groups: dict[tuple[str, str], list[tuple[Paper, Mapping[str, Any]]]] = {}
    for paper in papers:
        for tick in rows(paper):
            if tick["points"] > 0 and outcome(tick) not in _UNINFORMATIVE and not tick.get("override"):
                groups.setdefault((tick["id"], fingerprint(tick)), []).append((paper, tick))
    found = [
        WrongAnswer(tick_id, outcome(group[0][1]), str(group[0][1]["got"]), tuple(p for p, _ in group),
                    _code(group[0][0], tick_id))
        for (tick_id, _), group in groups.items() if len(group) >= fewest
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (-len(one.papers), one.tick, one.got)))


def _code(paper: Paper, tick_id: str) -> str:
    part = (paper.record or {"parts": {}})["parts"].get(part_of(tick_id), {})
    return "\n".join(line for cell in part.get("code", ()) for line in cell["lines"])
