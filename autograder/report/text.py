"""A record and a marking scheme as text for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from autograder.exam.rubric import Assignment
from autograder.record.ids import part_of
from autograder.report.visible import clipped, visible

WIDTH, NARROWEST, WIDEST = 100, 40, 140
LONGEST = 1_200
MARGIN = " " * 12


def grade_text(record: Mapping[str, Any], *, width: int = WIDTH) -> str:
    """A partial-credit report of a `Grade.record()`: one box per ✓, and for a lost one expected and got.

    A staff record also shows the trace of a grader fault and the input at which an answer failed. Whatever cannot be
    printed is shown as a sign, so no text of a submission reaches the terminal's controls. Lines are at most `width`
    characters long (40 to 140).
    """
    page = _Paper(min(max(width, NARROWEST), WIDEST))
    return "\n".join(page.lines(record)) + "\n"


def rubric_text(assignment: Assignment) -> str:
    """The marking scheme as the hidden tests state it."""
    worth = "" if assignment.credits is None else f", {assignment.credits:g} credits"
    lines = [f"{assignment.name}: {assignment.available} ✓{worth}"]
    for part in assignment.parts:
        lines.append(f"\n  {part.id}  {part.title} ({part.available} ✓)")
        lines += [f"    {'✓' if tick.points > 0 else '−✓'} {tick.id:<6} {tick.line}" for tick in part.ticks]
    return "\n".join(lines) + "\n"


class _Paper:
    """Lines of one width."""

    def __init__(self, width: int) -> None:
        self.width = width

    def lines(self, record: Mapping[str, Any]) -> Iterator[str]:
        """The whole report."""
        problem = record["problem"]
        total = f"{problem['earned']} of {problem['available']} ✓{_credits(problem)}"
        yield from self._wrapped(f"{record['assignment']}: {total}", "")
        yield from self._wrapped(f"{record['submission']} (sha256 {record['sha256'][:12]})", "")
        yield from self._wrapped(f"isolation: {record['isolation']}", "")
        if record["isolation"] == "none":
            warning = "WARNING: graded without isolation; the submission could have changed its own result."
            yield from self._wrapped(warning, "")
        for cell in record["cells"]:
            yield from self._wrapped(f"cell {cell['number']} failed: {cell['error']}", "  ")
        for note in record["notes"]:
            yield from self._wrapped(f"note: {note['text']}", "  ")
        for name, part in record["parts"].items():
            yield from self._part(name, part, [tick for tick in record["ticks"] if part_of(tick["id"]) == name])
        if record["undecided"]:
            yield ""
            listed = ", ".join(record["undecided"])
            yield from self._wrapped(f"UNDECIDED: {listed}: the grader failed, not the answer.", "")

    def _part(self, name: str, part: Mapping[str, Any], ticks: list[dict[str, Any]]) -> Iterator[str]:
        yield ""
        yield from self._wrapped(f"{name}  {part['title']}: {part['earned']} of {part['available']} ✓", "")
        for tick in ticks:
            yield from self._wrapped(f"{_box(tick)} {tick['id']:<6} {tick['line']}", "  ", MARGIN)
            if tick["points"] > 0 and tick["outcome"] != "earned":
                yield from self._reasons(tick)

    def _reasons(self, tick: Mapping[str, Any]) -> Iterator[str]:
        if tick["outcome"] != "not earned":
            yield f"{MARGIN}{tick['outcome']}"
        for label in ("expected", "got", "hint"):
            if tick[label]:
                yield from self._wrapped(f"{label}: {tick[label]}", MARGIN)
        for item in tick.get("evidence", ()):
            if item["kind"] == "numbers":
                pairs = "; ".join(f"{label} = {_number(value)}" for label, value in item["rows"])
                yield from self._wrapped(f"numbers: {pairs}", MARGIN)
        private = tick.get("staff", {})
        if private.get("input"):
            yield from self._wrapped(f"staff: failed at {private['input']}", MARGIN)
        for line in private.get("detail", "").splitlines():
            yield from self._wrapped(line, MARGIN)

    def _wrapped(self, text: str, indent: str, hanging: str = "") -> list[str]:
        shown = visible(clipped(text, LONGEST))
        following = hanging or indent + "  "
        return textwrap.wrap(shown, self.width, initial_indent=indent, subsequent_indent=following) or [indent]


def _credits(problem: Mapping[str, Any]) -> str:
    if problem["credits"] is None:
        return ""
    return f", {problem['credits']:.2f} of {problem['credits_available']:g} credits"


def _box(tick: Mapping[str, Any]) -> str:
    if "override" not in tick and tick["outcome"] == "grader fault":
        return "[?]"
    if tick["points"] < 0:
        return "[−]" if tick["earned"] else "[ ]"
    return "[✓]" if tick["earned"] else "[ ]"


def _number(value: Any) -> str:
    return f"{value:.6g}" if isinstance(value, float) else str(value)
