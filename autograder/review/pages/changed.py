"""A decision that was refused because the gradebook holds something else by now: both are shown."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from starlette.requests import Request
from starlette.responses import Response

from autograder.classroom.gradebook.deciding import Changed, Target
from autograder.report.escaping import escape_invisible
from autograder.review.desk import Desk, case_address

MOST_SHOWN = 50


@dataclasses.dataclass(frozen=True)
class ChangeView:
    """One answer: whose, where it is now, what was shown and what there is now, each as the grader's and a person's."""

    who: str
    address: str
    shown: tuple[str, str]
    now: tuple[str, str]


def changed_page(desk: Desk, request: Request, changed: Changed) -> Response:
    """What was decided about and what there is now, side by side; nothing was stored."""
    pairs = [(a, b) for a, b in zip(changed.shown, changed.found, strict=True) if a != b]
    views = list(_views(desk, pairs[:MOST_SHOWN]))
    return desk.page(
        request, "changed.html", status=409, views=views, changed=len(pairs), count=len(changed.shown),
        tick=changed.shown[0].tick,
    )  # fmt: skip


def _views(desk: Desk, pairs: list[tuple[Target, Target | None]]) -> Iterator[ChangeView]:
    now = desk.now
    for shown, found in pairs:
        entries = now.entries.get(shown.submission, ())
        who = desk.names.of(entries) if entries else "not the attempt that counts any more"
        here = _current(desk, shown) if found is None else (_grader(desk, found), _person(desk, found))
        yield ChangeView(
            who, case_address((shown.submission, shown.tick)), (_grader(desk, shown), _person(desk, shown)), here
        )


def _current(desk: Desk, shown: Target) -> tuple[str, str]:
    """Where the submission no longer counts for the student: what counts instead."""
    row = desk.db.execute(
        "SELECT s.result FROM attempts AS a JOIN submissions AS s ON s.id = a.submission WHERE a.student = ? "
        "AND a.attempt = a.attempts AND a.assignment = (SELECT assignment FROM submissions WHERE id = ?)",
        [shown.student, shown.submission],
    ).fetchone()
    if row is None or row["result"] is None:
        return "this submission does not count for the student any more", ""
    tick = desk.casebook.book.record(row["result"]).tick(shown.tick)
    return f"a later attempt: {escape_invisible(tick.message) if tick else 'without this ✓'}", ""


def _grader(desk: Desk, target: Target) -> str:
    tick = desk.casebook.book.record(target.result).tick(target.tick)
    return "no such ✓" if tick is None else escape_invisible(tick.message)


def _person(desk: Desk, target: Target) -> str:
    row = desk.db.execute("SELECT * FROM overrides WHERE id = ?", [target.last]).fetchone()
    if row is None:
        return "nobody had decided"
    what = "withdrawn" if row["earned"] is None else ("earned" if row["earned"] else "lost")
    return escape_invisible(f"{row['who']}: {what} ({row['reason']})")
