"""A grade in Gradescope's format for results: one entry per ✓, the total at the top.

Source of the format: Gradescope's "Autograder Specifications". A single test case that is not visible hides the total
from students as well, so a setting for ✓ is a setting for the total.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from autograder.publish.gradescope.markdown import escape, fenced
from autograder.publish.gradescope.settings import Settings
from autograder.record import Grade, Outcome, PartResult, TickResult
from autograder.record.notes import NoteKind

FORMAT = 1
OF_CELLS = {NoteKind.PROGRAM, NoteKind.MAGIC, NoteKind.IMPORT, NoteKind.USE, NoteKind.GIVEN}
"""Notes on what cells did. Others follow from hidden tests, such as in which state a ✓ was earned."""


def results(grade: Grade, settings: Settings | None = None) -> dict[str, Any]:
    """The content of results.json; the top-level score counts penalties and the floor of every part."""
    policy = settings or Settings()
    return {
        "score": grade.earned,
        "execution_time": max(0, round(grade.seconds or 0)),
        "output": _receipt(grade),
        "output_format": "md",
        "test_output_format": "md",
        "test_name_format": "text",
        "stdout_visibility": "hidden",
        "tests": [_summary_entry(grade, policy), *(_entry(tick, policy) for tick in grade.ticks)],
        "extra_data": {
            "format": FORMAT,
            "grader": grade.grader,
            "sha256": grade.sha256,
            "undecided": [tick.id for tick in grade.undecided],
            "isolation": grade.isolation,
            "credits": grade.credits,
        },
    }


def refusal(message: str, *, seconds: float = 0.0) -> dict[str, Any]:
    """Results for a file that cannot be graded: no ✓, and a message that the student sees at once."""
    text = f"**This submission cannot be graded.**\n\n{escape(message)}\n\nHand in again when this is put right."
    return _message(text, "visible", seconds)


def fault(message: str, *, seconds: float = 0.0) -> dict[str, Any]:
    """Results when the grader itself failed: staff see why, students that a person has to look."""
    output = _message("**The grader failed; your submission is stored and will be graded again.**", "visible", seconds)
    entry = {"name": "the grader failed", "output": fenced(message), "output_format": "md", "visibility": "hidden"}
    return {**output, "tests": [entry]}


def _message(text: str, visibility: str, seconds: float) -> dict[str, Any]:
    return {
        "score": 0,
        "execution_time": max(0, round(seconds)),
        "output": text,
        "output_format": "md",
        "visibility": visibility,
        "stdout_visibility": "hidden",
        "tests": [],
        "extra_data": {"format": FORMAT},
    }


def _entry(tick: TickResult, policy: Settings) -> dict[str, Any]:
    penalty = tick.is_penalty
    passed = tick.outcome is Outcome.EARNED
    return {
        "number": tick.id,
        "name": tick.line,
        "score": tick.earned,
        "max_score": 0 if penalty else 1,
        "status": "failed" if passed == penalty else "passed",
        "tags": [tick.part, str(tick.outcome)],
        "output": _explanation(tick),
        "output_format": "md",
        "visibility": policy.ticks,
        "extra_data": {"id": tick.id, "outcome": str(tick.outcome), "points": tick.points},
    }


def _explanation(tick: TickResult) -> str:
    """What was found, as Markdown."""
    if (tick.is_penalty and not tick.earned) or (tick.outcome is Outcome.EARNED and not tick.is_penalty):
        return escape("; ".join(text for text in (tick.message, tick.finding.follow_through) if text))
    found = tick.finding
    rows = [
        ("outcome", tick.message if tick.is_penalty else str(tick.outcome)), ("expected", found.expected),
        ("got", found.got), ("what happened", found.explanation), ("hint", found.hint),
        ("follows from", found.follow_through),
    ]  # fmt: skip
    return "\n\n".join(f"**{label}:** {escape(text)}" for label, text in rows if text)


def _receipt(grade: Grade) -> str:
    """What a student sees at once: that the file was read, which names hold no answer, which cells failed.

    Nothing here may depend on how far a hidden test got, or hidden tests could be asked before marks are published: all
    of it was known before the first one ran.
    """
    lines = ["Your notebook was read and graded."]
    if grade.unanswered:
        lines.append(f"Without an answer (missing, or still `...`): {escape(_listed(grade.unanswered))}.")
    failed = grade.cells
    if failed:
        lines.append("Cells that ended with an error (other cells were still run):")
        lines.append(fenced("\n".join(f"{cell.place}: {cell.error}" for cell in failed[:20])))
    noted = [note.text for note in grade.notes if note.kind in OF_CELLS]
    if noted:
        lines.append("Not as on your machine:")
        lines.append(fenced("\n".join(noted[:20])))
    return "\n\n".join(lines)


def _summary_entry(grade: Grade, policy: Settings) -> dict[str, Any]:
    """The ✓ boxes of every part and the credits, as an entry without a score of its own."""
    return {
        "number": "0",
        "name": f"{grade.earned} of {grade.available} ✓" + _credits(grade),
        "output": _boxes_table(grade),
        "output_format": "md",
        "status": "passed",
        "visibility": policy.ticks,
    }


def _credits(grade: Grade) -> str:
    return "" if grade.credits is None else f", {grade.credits:.2f} of {grade.credits_available:g} credits"


def _boxes_table(grade: Grade) -> str:
    lines = ["| part | boxes | ✓ |", "|---|---|---|"]
    lines += [f"| {part.id} | {_boxes(part)} | {part.earned} of {part.available} |" for part in grade.parts]
    if grade.undecided:
        undecided = _listed([tick.id for tick in grade.undecided])
        lines += ["", f"Undecided because the grader failed, and to be decided by a person: {undecided}."]
    lines += ["", *(f"Note: {escape(note.text)}" for note in grade.notes)]
    return "\n".join(lines).rstrip()


def _listed(ids: Sequence[str]) -> str:
    return ", ".join(ids)


def _boxes(part: PartResult) -> str:
    plain = [
        "☑" if tick.earned else "?" if tick.outcome is Outcome.GRADER_FAULT else "☐"
        for tick in part.ticks
        if not tick.is_penalty
    ]
    penalties = sum(tick.earned for tick in part.ticks if tick.is_penalty)
    return " ".join(plain) + (f" {penalties}" if penalties else "")
