"""From the record for staff to what a student may see."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def student_edition(record: Mapping[str, Any]) -> dict[str, Any]:
    """The record without anything that is for staff only: hidden inputs, the grader's traces, staff's evidence."""
    ticks = [
        {
            **{key: value for key, value in tick.items() if key != "staff"},
            "evidence": [item for item in tick.get("evidence", ()) if not item.get("staff")],
        }
        for tick in record["ticks"]
    ]
    return {**{key: value for key, value in record.items() if key != "seconds"}, "ticks": ticks}


def staff_edition(record: Mapping[str, Any]) -> dict[str, Any]:
    """The record marked as staff's, also where the grader had nothing to say that is for staff only."""
    return {**record, "ticks": [{"staff": {}, **tick} for tick in record["ticks"]]}
