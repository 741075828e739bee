"""A grade and a marking scheme as text for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

from autograder.exam.rubric import Assignment
from autograder.record import Grade, Outcome, PartResult, TickResult
from autograder.record.evidence import rows_of
from autograder.report.escaping import escape_invisible, shorten
from autograder.report.words import credits_text, outcome_text, ticks_text
from autograder.texts import _

WIDTH, NARROWEST, WIDEST = 100, 40, 140
LONGEST = 1_200
MARGIN = " " * 12


def grade_text(grade: Grade, *, width: int = WIDTH) -> str:
    """A partial-credit report: one box per ✓, and for a lost one what was expected and what the answer gave.

    The staff's edition also shows the trace of a grader fault and the input at which an answer failed. Whatever cannot
    be printed is shown as a sign, so no text of a submission reaches the terminal's controls. Lines are at most `width`
    characters long (40 to 140).
    """
    page = _Paper(min(max(width, NARROWEST), WIDEST))
    return "\n".join(page.lines(grade)) + "\n"


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

    def lines(self, grade: Grade) -> Iterator[str]:
        """The whole report."""
        worth = credits_text(grade)
        total = ticks_text(grade.earned, grade.available) + (f", {worth}" if worth else "")
        yield from self._wrapped(f"{grade.assignment}: {total}", "")
        yield from self._wrapped(f"{grade.submission} (sha256 {grade.sha256[:12]})", "")
        yield from self._wrapped(_("isolation: {mechanisms}", mechanisms=grade.isolation), "")
        if not grade.is_protected:
            warning = _("WARNING: graded without isolation; the submission could have changed its own result.")
            yield from self._wrapped(warning, "")
        for cell in grade.cells:
            yield from self._wrapped(_("{place} failed: {error}", place=cell.place, error=cell.error), "  ")
        for note in grade.notes:
            yield from self._wrapped(_("note: {text}", text=note.text), "  ")
        for part in grade.parts:
            yield from self._part(part)
        if grade.undecided:
            yield ""
            listed = ", ".join(tick.id for tick in grade.undecided)
            yield from self._wrapped(_("UNDECIDED: {ticks}: the grader failed, not the answer.", ticks=listed), "")

    def _part(self, part: PartResult) -> Iterator[str]:
        yield ""
        yield from self._wrapped(f"{part.id}  {part.title}: {ticks_text(part.earned, part.available)}", "")
        for tick in part.ticks:
            spared = f" ({_('not charged')})" if tick.is_penalty and tick.is_decided and not tick.earned else ""
            yield from self._wrapped(f"{_box(tick)} {tick.id:<6} {tick.line}{spared}", "  ", MARGIN)
            yield from self._people(tick)
            if (tick.outcome is not Outcome.EARNED or tick.is_penalty) and not spared:
                yield from self._reasons(tick)
            elif tick.finding.follow_through:
                yield from self._wrapped(f"{_('follows from')}: {tick.finding.follow_through}", MARGIN)

    def _people(self, tick: TickResult) -> Iterator[str]:
        """What people decided and wrote, comments as they were typed."""
        said = tick.override
        if said is not None:
            yield from self._wrapped(_("decided by {who}: {reason}", who=said.who, reason=said.reason), MARGIN)
        written = [(said.who, said.comment)] if said is not None and said.comment else []
        for who, text in [*written, *((remark.who, remark.text) for remark in tick.remarks)]:
            yield from self._wrapped(f"{who}: {' '.join(text.split())}", MARGIN)

    def _reasons(self, tick: TickResult) -> Iterator[str]:
        found = tick.finding
        if tick.outcome not in (Outcome.NOT_EARNED, Outcome.EARNED):
            yield f"{MARGIN}{outcome_text(tick.outcome)}"
        texts = (
            (_("expected"), found.expected), (_("got"), found.got), (_("what happened"), found.explanation),
            (_("hint"), found.hint), (_("follows from"), found.follow_through),
        )  # fmt: skip
        for label, text in texts:
            if text:
                yield from self._wrapped(f"{label}: {text}", MARGIN)
        for item in found.evidence:
            if rows := rows_of(item):
                pairs = "; ".join(f"{label} = {_number(value)}" for label, value in rows)
                yield from self._wrapped(_("numbers: {pairs}", pairs=pairs), MARGIN)
        for label, text in (("failed at", found.input), ("named mistake:", found.note)):
            if text:
                yield from self._wrapped(f"staff: {label} {text}", MARGIN)
        for line in found.trace.splitlines():
            yield from self._wrapped(line, MARGIN)

    def _wrapped(self, text: str, indent: str, hanging: str = "") -> list[str]:
        shown = escape_invisible(shorten(text, LONGEST))
        following = hanging or indent + "  "
        return textwrap.wrap(shown, self.width, initial_indent=indent, subsequent_indent=following) or [indent]


def _box(tick: TickResult) -> str:
    if not tick.is_decided:
        return "[?]"
    if tick.is_penalty:
        return "[−]" if tick.earned else "[ ]"
    return "[✓]" if tick.earned else "[ ]"


def _number(value: Any) -> str:
    return f"{value:.6g}" if isinstance(value, float) else str(value)
