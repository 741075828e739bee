"""A `Grade` as plain data for JSON, and back: strict both ways, and the only place that knows the fields' spelling.

Format 3 calls what an answer gave `got` (format 2: `came`), gives a loss its machine-readable `reason`, and has fields
for named mistakes. Records of format 2, which gradebooks hold, are read.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from autograder.errors import RecordError
from autograder.record.decisions import Override, Remark
from autograder.record.findings import STAFF_ONLY, TEXTS, Finding
from autograder.record.format2 import upgraded
from autograder.record.grade import CellError, Code, Grade, PartResult, TickResult
from autograder.record.ids import part_of
from autograder.record.notes import Note, NoteKind
from autograder.record.outcomes import LossReason, Outcome

FORMAT = 3
_TICK = {"id", "part", "line", "points", "earned", "outcome", "message", "reason", "evidence", *TEXTS}
_GRADE = {
    "format", "grader", "assignment", "submission", "sha256", "isolation", "ticks", "parts", "problem", "undecided",
    "overridden", "cells", "notes",
}  # fmt: skip


def as_json(grade: Grade) -> dict[str, Any]:
    """The grade as plain data: what a reader may want summed up is in it, though it follows from the rest."""
    return {
        "format": FORMAT,
        "grader": grade.grader,
        "assignment": grade.assignment,
        "submission": grade.submission,
        "sha256": grade.sha256,
        "isolation": grade.isolation,
        "ticks": [_tick_json(tick, grade.for_staff) for tick in grade.ticks],
        "parts": {part.id: _part_json(part) for part in grade.parts},
        "problem": {
            "earned": grade.earned,
            "available": grade.available,
            "credits": grade.credits,
            "credits_available": grade.credits_available,
        },
        "undecided": [tick.id for tick in grade.undecided],
        "overridden": [tick.id for tick in grade.overridden],
        "cells": [dataclasses.asdict(cell) for cell in grade.cells],
        "unanswered": list(grade.unanswered),
        "notes": [note.record() for note in grade.notes],
        **({} if grade.seconds is None else {"seconds": round(grade.seconds, 3)}),
    }


def _part_json(part: PartResult) -> dict[str, Any]:
    code = [{**dataclasses.asdict(cell), "names": list(cell.names), "lines": list(cell.lines)} for cell in part.code]
    return {"title": part.title, "earned": part.earned, "available": part.available, "code": code}


def _tick_json(tick: TickResult, for_staff: bool) -> dict[str, Any]:
    found = tick.finding if for_staff else tick.finding.for_students()
    staff: dict[str, Any] = {name: getattr(found, name) for name in STAFF_ONLY}
    if tick.seconds is not None:
        staff["seconds"] = round(tick.seconds, 3)
    return {
        "id": tick.id,
        "part": tick.part,
        "line": tick.line,
        "points": tick.points,
        "earned": tick.earned,
        "outcome": str(tick.outcome),
        "message": tick.message,
        **{name: getattr(found, name) for name in TEXTS},
        "reason": None if found.reason is None else str(found.reason),
        "evidence": [dict(item) for item in found.evidence],
        **({} if tick.after_cell is None else {"after_cell": tick.after_cell}),
        **({} if tick.override is None else {"override": dataclasses.asdict(tick.override)}),
        **({"remarks": [dataclasses.asdict(remark) for remark in tick.remarks]} if tick.remarks else {}),
        **({"staff": staff} if for_staff else {}),
    }


def from_json(data: Mapping[str, Any]) -> Grade:
    """The grade that `as_json` (or version 0.2.0, format 2) wrote; raises `RecordError` for anything else."""
    if not isinstance(data, Mapping) or data.get("format") not in (2, FORMAT):
        known = data.get("format") if isinstance(data, Mapping) else None
        raise RecordError("a record", f"has format {known!r}; this version reads formats 2 and {FORMAT}")
    if data["format"] == 2:
        data = upgraded(data)
    try:
        return _grade(data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise RecordError("a record", f"is not one of format {FORMAT}: {error}") from error


def _grade(data: Mapping[str, Any]) -> Grade:
    _need(data, _GRADE, {"seconds", "unanswered"})
    ticks = [_tick(one) for one in data["ticks"]]
    parts = tuple(_part(id_, one, [t for t in ticks if t.part == id_]) for id_, one in data["parts"].items())
    if sum(len(part.ticks) for part in parts) != len(ticks):
        raise ValueError("a ✓ belongs to no part")
    return Grade(
        assignment=data["assignment"], submission=data["submission"], sha256=data["sha256"], grader=data["grader"],
        isolation=data["isolation"], parts=parts, credits_available=data["problem"]["credits_available"],
        cells=tuple(CellError(**cell) for cell in data["cells"]), notes=tuple(map(_note, data["notes"])),
        unanswered=tuple(data.get("unanswered", ())), seconds=data.get("seconds"),
        for_staff=any("staff" in one for one in data["ticks"]) or not ticks,
    )  # fmt: skip


def _note(data: Mapping[str, Any]) -> Note:
    _need(data, {"kind", "what", "cell", "first_line", "text"}, set())
    return Note(
        kind=NoteKind(data["kind"]), what=data["what"], cell=data["cell"], first_line=data["first_line"]
    )  # fmt: skip


def _part(id_: str, data: Mapping[str, Any], ticks: Sequence[TickResult]) -> PartResult:
    _need(data, {"title", "earned", "available", "code"}, set())
    code = tuple(Code(**{**one, "names": tuple(one["names"]), "lines": tuple(one["lines"])}) for one in data["code"])
    return PartResult(id=id_, title=data["title"], ticks=tuple(ticks), code=code)


def _tick(data: Mapping[str, Any]) -> TickResult:
    _need(data, _TICK, {"after_cell", "override", "remarks", "staff"})
    staff = data.get("staff", {})
    _need(staff, set(), {*STAFF_ONLY, "seconds"})
    if data["part"] != part_of(data["id"]):
        raise ValueError(f"✓ {data['id']} says that it belongs to {data['part']}")
    finding = Finding(
        **{name: data[name] for name in TEXTS}, reason=_maybe(LossReason, data["reason"]),
        evidence=tuple(dict(item) for item in data["evidence"]), **{name: staff.get(name, "") for name in STAFF_ONLY},
    )  # fmt: skip
    return TickResult(
        id=data["id"], line=data["line"], points=data["points"], outcome=Outcome(data["outcome"]), finding=finding,
        override=_maybe(lambda one: Override(**one), data.get("override")), seconds=staff.get("seconds"),
        after_cell=data.get("after_cell"), remarks=tuple(Remark(**one) for one in data.get("remarks", ())),
    )  # fmt: skip


def _maybe(read: Callable[[Any], Any], value: Any) -> Any:
    return None if value is None else read(value)


def _need(data: Mapping[str, Any], names: set[str], optional: set[str]) -> None:
    """Refuse what lacks a field, or has one that this version does not know."""
    missing, unknown = names - set(data), set(data) - names - optional
    if missing or unknown:
        words = [f"lacks {', '.join(sorted(missing))}"] * bool(missing)
        words += [f"has the unknown fields {', '.join(sorted(map(str, unknown)))}"] * bool(unknown)
        raise ValueError(" and ".join(words))
