"""Records as version 0.2.0 wrote them, read as today's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from autograder.record.evidence import current
from autograder.record.notes import Note, NoteKind


def upgraded(record: Mapping[str, Any]) -> dict[str, Any]:
    """A record of format 2 as one of format 3: `came` is `got`, and there were no reasons or named mistakes."""
    return {
        **record,
        "format": 3,
        "ticks": [_tick(tick) for tick in record["ticks"]],
        "notes": [Note(kind=NoteKind.GRADING, what=text).record() for text in record["notes"]],
        "overridden": record.get("overridden", []),
    }


def _tick(tick: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in tick.items() if name not in ("came", "staff", "override")}
    new: dict[str, Any] = {
        **kept, "got": tick["came"], "reason": None, "mistake": "", "explanation": "", "follow_through": "",
        "evidence": [_evidence(item) for item in tick.get("evidence", ())],
    }  # fmt: skip
    if "staff" in tick:
        private = tick["staff"]
        new["staff"] = {"input": private.get("input", ""), "note": "", "trace": private.get("detail", "")}
        if "seconds" in private:
            new["staff"]["seconds"] = private["seconds"]
    if "override" in tick:
        said = tick["override"]
        new["override"] = {
            "earned": said["earned"], "reason": said["reason"], "who": said["by"], "made": said["at"], "comment": "",
        }  # fmt: skip
    return new


def _evidence(item: Mapping[str, Any]) -> dict[str, Any]:
    """Numbers of which one was right and the one before it the answer's are a comparison today."""
    rows = item.get("rows", ())
    if item.get("kind") == "numbers" and rows and str(rows[-1][0]).startswith("right ") and len(rows) > 1:
        return {**item, "kind": "comparison", "rows": rows[:-2], "got": rows[-2], "right": rows[-1]}
    return current(item)
