"""Gradescope's submission_metadata.json, read tolerantly: nothing in it may stop a submission from being graded."""

from __future__ import annotations

import dataclasses
import datetime
import json
from pathlib import Path
from typing import Any


@dataclasses.dataclass(frozen=True)
class Metadata:
    """What the file says of a submission, as far as it says it in a form that can be read."""

    submission_id: str = ""
    created_at: str = ""
    due_date: str = ""
    late_due_date: str = ""
    total_points: float | None = None
    members: int = 0
    previous: int = 0
    problems: tuple[str, ...] = ()

    @property
    def late(self) -> bool:
        """Handed in after the due date; both are compared as instants, as clocks change between them."""
        created, due = _instant(self.created_at), _instant(self.due_date)
        return created is not None and due is not None and created > due


def read_metadata(path: Path) -> Metadata:
    """Read the file; a missing or broken one gives empty metadata that says so in `problems`."""
    try:
        data = json.loads(path.read_text(encoding="utf-8", errors="replace"))
    except (OSError, ValueError, RecursionError) as error:
        return Metadata(problems=(f"{path.name} cannot be read: {type(error).__name__}",))
    if not isinstance(data, dict):
        return Metadata(problems=(f"{path.name} holds no object",))
    given = data.get("assignment")
    assignment: dict[str, Any] = given if isinstance(given, dict) else {}
    return Metadata(
        submission_id=_text(data.get("id")),
        created_at=_text(data.get("created_at")),
        due_date=_text(assignment.get("due_date")),
        late_due_date=_text(assignment.get("late_due_date")),
        total_points=_number(assignment.get("total_points")),
        members=_count(data.get("users")),
        previous=_count(data.get("previous_submissions")),
    )


def _instant(text: str) -> datetime.datetime | None:
    """A time with its offset, UTC where it has none; None for what is no time."""
    try:
        moment = datetime.datetime.fromisoformat(text.strip().replace("Z", "+00:00").replace(" +", "+"))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.timezone.utc)


def _text(value: Any) -> str:
    return str(value)[:100] if isinstance(value, (str, int)) and not isinstance(value, bool) else ""


def _number(value: Any) -> float | None:
    """Gradescope writes total points as text."""
    try:
        return float(value) if isinstance(value, (str, int, float)) else None
    except ValueError:
        return None


def _count(value: Any) -> int:
    return len(value) if isinstance(value, list) else 0
