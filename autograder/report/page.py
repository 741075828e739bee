"""A grade as what a page shows: every sum, word and coordinate is computed here, templates only print."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from autograder.record import FORMAT, Code, Finding, Grade, Outcome, PartResult, TickResult
from autograder.record.findings import Evidence
from autograder.record.ids import problem_title
from autograder.record.references import reference
from autograder.report.comments import markdown
from autograder.report.escaping import escape_invisible, shorten
from autograder.report.highlight import CodeLine, highlighted
from autograder.report.plots import PLOTS
from autograder.report.words import credits_text, ticks_text
from autograder.texts import _, marked

LONGEST = 1_200
STATES = {
    Outcome.EARNED: ("earned", marked("earned")),
    Outcome.NOT_EARNED: ("lost", marked("not earned")),
    Outcome.NOT_ANSWERED: ("blank", marked("not answered")),
    Outcome.ANSWER_RAISED: ("raised", marked("raised an error")),
    Outcome.ANSWER_TIMED_OUT: ("timeout", marked("ran out of time")),
    Outcome.ANSWER_EXCEEDED_LIMIT: ("limit", marked("exceeded a limit")),
    Outcome.GRADER_FAULT: ("fault", marked("undecided: the grader failed, not the answer")),
}
"""Which icon an outcome has, and the same in words."""

ADVICE = {
    Outcome.NOT_ANSWERED: marked(
        "define this name in a code cell, and see that the cell runs when the notebook is run from the top"
    ),
    Outcome.ANSWER_RAISED: marked(
        "restart the kernel, run all cells, and call it with arguments of the kind that the sheet names"
    ),
    Outcome.ANSWER_TIMED_OUT: marked(
        "look for a loop that does not end, or replace loops over elements by array operations"
    ),
    Outcome.ANSWER_EXCEEDED_LIMIT: marked(
        "work on arrays of the size of the input, and return plain numbers or arrays"
    ),
    Outcome.GRADER_FAULT: marked("nothing is wrong with the answer as far as is known; a person decides this ✓"),
}
"""What to do where a check has no hint of its own."""


@dataclasses.dataclass(frozen=True)
class NoteView:
    """What somebody wrote to the student, as safe markup."""

    who: str
    markup: Markup


@dataclasses.dataclass(frozen=True, kw_only=True)
class TickView:
    """One ✓: `state` picks icon and colour, `verdict` says the same in words."""

    id: str
    line: str
    state: str
    verdict: str
    penalty: bool
    explanation: tuple[tuple[str, tuple[tuple[bool, str], ...]], ...]
    evidence: tuple[Any, ...]
    private: tuple[tuple[str, str], ...]
    override: str
    reference: str = ""
    notes: tuple[NoteView, ...] = ()


@dataclasses.dataclass(frozen=True)
class CodeView:
    """One cell's code: its caption and its lines."""

    label: str
    lines: tuple[CodeLine, ...]
    left_out: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class PartView:
    """One part: its sum in words, its ✓, the student's code, and for staff the model answer's."""

    id: str
    title: str
    sum: str
    complete: bool
    ticks: tuple[TickView, ...]
    code: tuple[CodeView, ...]
    model: tuple[CodeView, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class PageView:
    """A whole report."""

    title: str
    who: str
    source: str
    earned: str
    available: str
    sum: str
    credits: str
    staff: bool
    alerts: tuple[tuple[str, str], ...]
    parts: tuple[PartView, ...]
    facts: tuple[tuple[str, str], ...]


Models = Mapping[str, Sequence[Code]]
"""Cells of model answers by part."""


def page_view(grade: Grade, model: Models | None = None, *, references: bool = False, who: str = "") -> PageView:
    """What the page of one submission shows, in the edition of its grade; with `references`, one for every ✓.

    `who` is whose it is, on a page for staff. A model answer for a student's edition is an error of the caller and
    raises `ValueError`.
    """
    if model and not grade.for_staff:
        raise ValueError("model answers are for staff, and this grade is a student's edition")
    return PageView(
        title=escape_invisible(problem_title(grade.assignment)),
        who=escape_invisible(shorten(who, 120)) if grade.for_staff else "",
        source=escape_invisible(shorten(file_name(grade.submission), 200)),
        earned=str(grade.earned),
        available=str(grade.available),
        sum=ticks_text(grade.earned, grade.available),
        credits=credits_text(grade),
        staff=grade.for_staff,
        alerts=_alerts(grade),
        facts=_facts(grade),
        parts=tuple(
            part_view(part, (model or {}).get(part.id, ()), grade.sha256 if references else "") for part in grade.parts
        ),
    )


def file_name(source: str) -> str:
    """The submission without folders of the machine that graded it."""
    return re.sub(r"[^()]*/", "", source, count=1) if "/" in source else source


def part_view(part: PartResult, model: Sequence[Code], sha256: str = "") -> PartView:
    """What is shown of one part; with the notebook's digest, every ✓ has its reference."""
    floor = f" ({_('never below zero')})" if part.sum < 0 else ""
    return PartView(
        id=part.id, title=escape_invisible(part.title), sum=f"{ticks_text(part.earned, part.available)}{floor}",
        complete=part.earned == part.available, ticks=tuple(tick_view(tick, sha256) for tick in part.ticks),
        code=tuple(map(code_view, part.code)), model=tuple(map(code_view, model)),
    )  # fmt: skip


def tick_view(tick: TickResult, sha256: str = "") -> TickView:
    """What is shown of one ✓."""
    state, verdict = _state(tick)
    lost = state not in ("earned", "spared")
    said = tick.override
    return TickView(
        id=tick.id, line=escape_invisible(tick.line), state=state, verdict=verdict, penalty=tick.is_penalty,
        explanation=_explanation(tick) if lost or tick.finding.follow_through else (),
        evidence=tuple(map(_evidence, tick.finding.evidence)) if lost else (),
        private=_private(tick.finding) if lost else (),
        override="" if said is None else escape_invisible(f"{said.who}: {said.reason}"),
        reference=reference(sha256, tick.id) if sha256 else "", notes=_notes(tick),
    )  # fmt: skip


def _notes(tick: TickResult) -> tuple[NoteView, ...]:
    """What people wrote to the student: the comment of a decision, and answers."""
    said = tick.override
    written = [(said.who, said.comment)] if said is not None and said.comment else []
    written += [(remark.who, remark.text) for remark in tick.remarks]
    return tuple(NoteView(escape_invisible(who), markdown(text)) for who, text in written)


def _state(tick: TickResult) -> tuple[str, str]:
    """Which icon a ✓ has, and the same in words."""
    if tick.override is not None:
        verdict = _("decided by a person ({verdict})", verdict=_("earned") if tick.earned else _("not earned"))
        if tick.is_penalty:
            return ("minus" if tick.earned else "spared"), verdict
        return ("earned" if tick.earned else "lost"), verdict
    if tick.is_penalty and tick.is_decided:
        return ("minus", _("applies: −1 ✓")) if tick.earned else ("spared", _("not charged"))
    state, verdict = STATES[tick.outcome]
    return state, _(verdict)


def _explanation(tick: TickResult) -> tuple[tuple[str, tuple[tuple[bool, str], ...]], ...]:
    found = tick.finding
    rows = (
        (_("Expected"), found.expected), (_("Got"), found.got), (_("What happened"), found.explanation),
        (_("Hint"), found.hint or _advice(tick.outcome)), (_("Follows from"), found.follow_through),
    )  # fmt: skip
    return tuple((label, _marked(text)) for label, text in rows if text)


def _advice(outcome: Outcome) -> str:
    return _(ADVICE[outcome]) if outcome in ADVICE else ""


def _private(finding: Finding) -> tuple[tuple[str, str], ...]:
    rows = (("Where it failed", finding.input), ("Named mistake", finding.note), ("Grader's trace", finding.trace))
    return tuple((label, escape_invisible(shorten(text, LONGEST * 3), lines=True)) for label, text in rows if text)


def _marked(text: str) -> tuple[tuple[bool, str], ...]:
    """A message in pieces: (is code, text), by its back quotes."""
    pieces = escape_invisible(shorten(text, LONGEST)).split("`")
    return tuple((index % 2 == 1, piece) for index, piece in enumerate(pieces) if piece)


def _evidence(item: Evidence) -> Any:
    return PLOTS[item["kind"]](item)


def code_view(code: Code) -> CodeView:
    """A cell's code with its caption, coloured."""
    names = ", ".join(code.names)
    label = names if code.cell else _("Model answer: {names}", names=names)
    if code.cell and code.first_line > 1:
        label = _("{names}, from line {line} of its cell on", names=names, line=code.first_line)
    lines = highlighted([shorten(line, 400) for line in code.lines], code.first_line)
    return CodeView(escape_invisible(label), lines, code.left_out)


def _alerts(grade: Grade) -> tuple[tuple[str, str], ...]:
    found = []
    if grade.undecided:
        listed = ", ".join(tick.id for tick in grade.undecided)
        said = _("The grader failed on {ticks}, not the answer. A person has to decide.", ticks=listed)
        found.append((_("Undecided"), said))
    if not grade.is_protected:
        said = _("The submission ran unprotected and could have changed its own result.")
        found.append((_("Not isolated"), said))
    for cell in grade.cells[:8]:
        said = _("{place}: {error}", place=cell.place, error=cell.error)
        found.append((_("A cell failed"), escape_invisible(shorten(said, 400))))
    if len(grade.cells) > 8:
        found.append((_("More cells failed"), _("{count} others.", count=len(grade.cells) - 8)))
    found += [(_("Note"), escape_invisible(shorten(note.text, 300))) for note in grade.notes]
    return tuple(found)


def _facts(grade: Grade) -> tuple[tuple[str, str], ...]:
    facts = [(_("SHA-256 of the notebook"), grade.sha256[:16]), (_("Isolation"), escape_invisible(grade.isolation))]
    facts.append((_("Grader"), _("version {version}, record format {format}", version=grade.grader, format=FORMAT)))
    if grade.for_staff and grade.seconds is not None:
        facts.append((_("Time"), f"{grade.seconds:.1f} s"))
    return tuple(facts)
