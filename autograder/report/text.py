"""A grade and a marking scheme as text for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from autograder.grade import Grade, PartResult, TickResult
from autograder.outcomes import Outcome
from autograder.rubric import Assignment

WIDTH = 100
MARGIN = " " * 12


def grade_text(grade: Grade) -> str:
    """A partial-credit report: one box per ✓, and for a lost one what was expected and what came."""
    return "\n".join(_grade_lines(grade)) + "\n"


def rubric_text(assignment: Assignment) -> str:
    """The marking scheme as the hidden tests state it."""
    lines = [f"{assignment.name}: {assignment.available} ✓" + _worth(assignment.credits)]
    for part in assignment.parts:
        lines.append(f"\n  {part.id}  {part.title} ({part.available} ✓)")
        lines += [f"    {'✓' if tick.points > 0 else '−✓'} {tick.id:<6} {tick.line}" for tick in part.ticks]
    return "\n".join(lines) + "\n"


def _worth(problem_credits: float | None) -> str:
    return "" if problem_credits is None else f", {problem_credits:g} credits"


def _grade_lines(grade: Grade) -> Iterator[str]:
    yield f"{grade.assignment}: {grade.earned} of {grade.available} ✓" + _credits(grade)
    yield f"{grade.source} (sha256 {grade.digest[:12]}), isolation: {grade.isolation}"
    if grade.isolation == "none":
        yield "WARNING: graded without isolation; the submission could have changed its own result."
    for cell in grade.cells:
        if cell.error:
            yield from _wrapped(f"cell {cell.number} failed: {cell.error}", "  ")
    for note in grade.notes:
        yield f"  note: {note}"
    for part in grade.parts:
        yield ""
        yield from _part_lines(part)
    if grade.undecided:
        yield ""
        yield f"UNDECIDED: {', '.join(tick.id for tick in grade.undecided)}: the grader failed, not the answer."


def _credits(grade: Grade) -> str:
    return "" if grade.credits is None else f", {grade.credits:.2f} of {grade.problem_credits:g} credits"


def _part_lines(part: PartResult) -> Iterator[str]:
    yield f"{part.id}  {part.title}: {part.earned} of {part.available} ✓"
    for tick in part.ticks:
        yield f"  {_box(tick)} {tick.id:<6} {tick.line}"
        if tick.points > 0 and tick.outcome is not Outcome.EARNED:
            if tick.outcome is not Outcome.NOT_EARNED:
                yield f"{MARGIN}{tick.outcome}"
            for label, text in (("expected", tick.expected), ("came", tick.came), ("hint", tick.hint)):
                if text:
                    yield from _wrapped(f"{label}: {text}", MARGIN)
            if tick.outcome is Outcome.GRADER_FAULT and tick.detail:
                yield textwrap.indent(tick.detail, MARGIN)


def _box(tick: TickResult) -> str:
    if tick.outcome is Outcome.GRADER_FAULT:
        return "[?]"
    if tick.points < 0:
        return "[−]" if tick.earned else "[ ]"
    return "[✓]" if tick.earned else "[ ]"


def _wrapped(text: str, indent: str) -> list[str]:
    printable = "".join(c if c.isprintable() else " " for c in text)
    return textwrap.wrap(printable, WIDTH, initial_indent=indent, subsequent_indent=indent + "  ") or [indent]
