"""A record as what a page shows: every sum, word and coordinate is computed here, templates only print."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence
from typing import Any

from autograder.record import evidence
from autograder.record.ids import part_of, problem_title
from autograder.report.highlight import Line, highlighted
from autograder.report.plots import PLOTS
from autograder.report.visible import clipped, visible

LONGEST = 1_200
_STATES = {
    "earned": ("earned", "earned"),
    "not earned": ("lost", "not earned"),
    "not answered": ("blank", "not answered"),
    "answer raised": ("raised", "raised an error"),
    "answer timed out": ("timeout", "ran out of time"),
    "answer exceeded a limit": ("limit", "exceeded a limit"),
    "grader fault": ("fault", "undecided: the grader failed, not the answer"),
}

ADVICE = {
    "not answered": "define this name in a code cell, and see that the cell runs when the notebook is run from the top",
    "answer raised": "restart the kernel, run all cells, and call it with arguments of the kind that the sheet names",
    "answer timed out": "look for a loop that does not end, or replace loops over elements by array operations",
    "answer exceeded a limit": "work on arrays of the size of the input, and return plain numbers or arrays",
    "grader fault": "nothing is wrong with the answer as far as is known; a person decides this ✓",
}
"""What to do where a check has no hint of its own."""


@dataclasses.dataclass(frozen=True)
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


@dataclasses.dataclass(frozen=True)
class CodeView:
    """One cell's code: its caption and its lines."""

    label: str
    lines: tuple[Line, ...]
    left_out: int


@dataclasses.dataclass(frozen=True)
class PartView:
    """One part: its sum in words, its ✓, the student's code, and for staff the model answer's."""

    id: str
    title: str
    sum: str
    complete: bool
    ticks: tuple[TickView, ...]
    code: tuple[CodeView, ...]
    model: tuple[CodeView, ...]


@dataclasses.dataclass(frozen=True)
class PageView:
    """A whole report."""

    title: str
    source: str
    earned: str
    available: str
    credits: str
    staff: bool
    alerts: tuple[tuple[str, str], ...]
    parts: tuple[PartView, ...]
    facts: tuple[tuple[str, str], ...]


def page_view(record: Mapping[str, Any], model: Mapping[str, Sequence[Mapping[str, Any]]] | None = None) -> PageView:
    """What the page of one submission shows; `model` holds cells of model answers by part, for staff only.

    The edition is the record's: it is the staff's when its ✓ carry `staff` data. A model answer for a student's
    record is an error of the caller and raises `ValueError`.
    """
    staff = any("staff" in tick for tick in record["ticks"])
    if model and not staff:
        raise ValueError("model answers are for staff, and this record is a student's")
    problem = record["problem"]
    parts = tuple(_part(record, part, sums, (model or {}).get(part, ())) for part, sums in record["parts"].items())
    return PageView(
        visible(problem_title(record["assignment"])), visible(clipped(file_name(record["submission"]), 200)),
        str(problem["earned"]), str(problem["available"]), _credits(problem), staff, _alerts(record), parts,
        _facts(record, staff),
    )  # fmt: skip


def file_name(source: str) -> str:
    """The submission without folders of the machine that graded it."""
    return re.sub(r"[^()]*/", "", source, count=1) if "/" in source else source


def _credits(problem: Mapping[str, Any]) -> str:
    if problem["credits"] is None:
        return ""
    return f"{problem['credits']:.2f} of {problem['credits_available']:g} credits"


def _part(
    record: Mapping[str, Any], part: str, sums: Mapping[str, Any], model: Sequence[Mapping[str, Any]]
) -> PartView:
    mine = [tick for tick in record["ticks"] if part_of(tick["id"]) == part]
    ticks = tuple(_tick(tick) for tick in mine)
    floor = " (never below zero)" if sum(t["earned"] for t in mine) < 0 else ""
    total = f"{sums['earned']} of {sums['available']} ✓{floor}"
    code = tuple(_code(cell) for cell in sums.get("code", ()))
    complete = sums["earned"] == sums["available"]
    return PartView(part, visible(sums["title"]), total, complete, ticks, code, tuple(_code(cell) for cell in model))


def _tick(tick: Mapping[str, Any]) -> TickView:
    penalty = tick["points"] < 0
    state, verdict = _STATES[tick["outcome"]]
    if penalty and state != "fault":
        state, verdict = ("minus", "applies: −1 ✓") if tick["earned"] else ("spared", "does not apply")
    override = tick.get("override")
    if override:
        state = ("minus" if penalty else "earned") if tick["earned"] else ("spared" if penalty else "lost")
        verdict = f"decided by a person ({'earned' if tick['earned'] else 'not earned'})"
    lost = state not in ("earned", "spared", "minus")
    said_by_check = (
        ("Expected", tick["expected"]),
        ("Got", tick["got"]),
        ("Hint", tick["hint"] or ADVICE.get(tick["outcome"], "")),
    )
    texts = tuple((label, _marked(text)) for label, text in said_by_check if text) if lost else ()
    items = tuple(_evidence(item) for item in tick.get("evidence", ())) if lost else ()
    said = f"{override['by']}: {override['reason']}" if override else ""
    return TickView(
        tick["id"], visible(tick["line"]), state, verdict, penalty, texts, items, _private(tick, lost), visible(said)
    )


def _private(tick: Mapping[str, Any], lost: bool) -> tuple[tuple[str, str], ...]:
    private = tick.get("staff", {})
    rows = [("Where it failed", private.get("input", "")), ("Grader's trace", private.get("detail", ""))]
    return tuple((label, visible(clipped(text, LONGEST * 3), lines=True)) for label, text in rows if text and lost)


def _marked(text: str) -> tuple[tuple[bool, str], ...]:
    """A message in pieces: (is code, text), by its back quotes."""
    pieces = visible(clipped(text, LONGEST)).split("`")
    return tuple((index % 2 == 1, piece) for index, piece in enumerate(pieces) if piece)


def _evidence(item: Mapping[str, Any]) -> Any:
    known = evidence.current(item)
    return PLOTS[known["kind"]](known)


def _code(cell: Mapping[str, Any]) -> CodeView:
    names = ", ".join(cell["names"])
    where = f"Cell {cell['cell']}" if cell.get("cell") else "Model answer"
    lines = highlighted([clipped(line, 400) for line in cell["lines"]], cell["first_line"])
    return CodeView(visible(f"{where}: {names}"), lines, cell["left_out"])


def _alerts(record: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    found = []
    if record["undecided"]:
        listed = ", ".join(record["undecided"])
        found.append(("Undecided", f"The grader failed on {listed}, not the answer. A person has to decide."))
    if record["isolation"] == "none":
        found.append(("Not isolated", "The submission ran unprotected and could have changed its own result."))
    failed = record["cells"]
    for cell in failed[:8]:
        found.append((f"Cell {cell['number']} failed", visible(clipped(cell["error"], 300))))
    if len(failed) > 8:
        found.append(("More cells failed", f"{len(failed) - 8} others."))
    found += [("Note", visible(clipped(note["text"], 300))) for note in record["notes"]]
    return tuple(found)


def _facts(record: Mapping[str, Any], staff: bool) -> tuple[tuple[str, str], ...]:
    facts = [("SHA-256 of the notebook", record["sha256"][:16]), ("Isolation", visible(record["isolation"]))]
    facts.append(("Grader", f"version {record['grader']}, record format {record['format']}"))
    if staff and "seconds" in record:
        facts.append(("Time", f"{record['seconds']:.1f} s"))
    return tuple(facts)
