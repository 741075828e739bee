"""A grade in Gradescope's format for results: one entry per ✓, the total at the top."""

from __future__ import annotations

from typing import Any

from autograder.grade import Grade, PartResult, TickResult
from autograder.outcomes import Outcome


def results(grade: Grade) -> dict[str, Any]:
    """The content of results.json; the top-level score counts penalties and the floor of every part."""
    return {
        "score": grade.earned,
        "execution_time": round(grade.seconds),
        "output": _summary(grade),
        "output_format": "md",
        "stdout_visibility": "hidden",
        "tests": [_entry(tick) for tick in grade.ticks],
        "extra_data": {"format": 1, "undecided": [tick.id for tick in grade.undecided], "isolation": grade.isolation},
    }


def _entry(tick: TickResult) -> dict[str, Any]:
    penalty = tick.points < 0
    passed = tick.outcome is Outcome.EARNED
    return {
        "number": tick.id,
        "name": tick.line,
        "score": tick.earned,
        "max_score": 0 if penalty else 1,
        "status": "failed" if passed == penalty else "passed",
        "tags": [tick.part, str(tick.outcome)],
        "output": _escape(tick.message),
        "output_format": "md",
        "extra_data": {"id": tick.id, "outcome": str(tick.outcome)},
    }


def _summary(grade: Grade) -> str:
    """The ✓ boxes of every part, and the credits."""
    lines = [f"**{grade.earned} of {grade.available} ✓**"]
    if grade.credits is not None:
        lines[0] += f" ({grade.credits:.2f} of {grade.problem_credits:g} credits)"
    lines += ["", "| part | boxes | ✓ |", "|---|---|---|"]
    lines += [f"| {part.id} | {_boxes(part)} | {part.earned} of {part.available} |" for part in grade.parts]
    if grade.undecided:
        listed = ", ".join(tick.id for tick in grade.undecided)
        lines += ["", f"Undecided because the grader failed, and to be decided by a person: {listed}."]
    return "\n".join(lines)


def _boxes(part: PartResult) -> str:
    plain = [
        "☑" if tick.earned else "?" if tick.outcome is Outcome.GRADER_FAULT else "☐"
        for tick in part.ticks
        if tick.points > 0
    ]
    penalties = sum(tick.earned for tick in part.ticks if tick.points < 0)
    return " ".join(plain) + (f" {penalties}" if penalties else "")


def _escape(text: str) -> str:
    """Markdown's and HTML's special characters made literal; only code marks stay."""
    table = {ord(c): f"\\{c}" for c in "\\*_{}[]()#+!|~"} | {ord("<"): "&lt;", ord(">"): "&gt;", ord("&"): "&amp;"}
    pieces = text.split("`")
    return "`".join(piece if index % 2 else piece.translate(table) for index, piece in enumerate(pieces))
