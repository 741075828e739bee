"""A record with the decisions of teaching assistants applied, and marked as theirs."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from autograder.classroom.gradebook.records import Override
from autograder.errors import GradebookError
from autograder.record.ids import part_of


def apply_overrides(record: Mapping[str, Any], overrides: Mapping[str, Override]) -> dict[str, Any]:
    """`Grade.record()` with `overrides` (by ✓ id) in force.

    An overridden ✓ keeps the grader's outcome and message, gets the decided value as `earned`, and an entry
    `override`: {"earned", "was", "by", "at", "reason"}. Sums, credits and `undecided` follow; `overridden` lists ids.
    """
    decided = copy.deepcopy(dict(record))
    ticks = decided["ticks"]
    for tick in ticks:
        override = overrides.get(tick["id"])
        if override is not None and override.earned is not None:
            said = {"by": override.who, "at": override.made, "reason": override.reason}
            tick["override"] = {"earned": override.earned, "was": tick["earned"], **said}
            tick["earned"] = override.earned
    changed = {tick["id"] for tick in ticks if "override" in tick}
    decided["overridden"] = [tick["id"] for tick in ticks if tick["id"] in changed]
    decided["undecided"] = [tick for tick in decided["undecided"] if tick not in changed]
    if changed:
        _sum_up(decided)
    return decided


def _sum_up(record: dict[str, Any]) -> None:
    """Sums per part (never below zero), of the problem, and credits, as `Grade` has them."""
    for part, sums in record["parts"].items():
        sums["earned"] = max(0, sum(tick["earned"] for tick in record["ticks"] if part_of(tick["id"]) == part))
    problem = record["problem"]
    problem["earned"] = sum(sums["earned"] for sums in record["parts"].values())
    if problem["credits_available"] is not None:
        problem["credits"] = problem["credits_available"] * problem["earned"] / problem["available"]


def check_value(tick: str, points: int, earned: int) -> None:
    """Raise `GradebookError` unless `earned` is a value that this ✓ (1 or 0) or −✓ (-1 or 0) can have."""
    if earned not in (0, points):
        raise GradebookError(tick, f"can be {points} or 0, not {earned}")
