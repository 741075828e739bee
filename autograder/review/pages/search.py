"""One field that finds a case by the reference on a student's page, a student, or a ✓."""

from __future__ import annotations

import re
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from autograder.record.ids import NUMBER, PART
from autograder.record.references import read_reference, reference
from autograder.review.cases import EVERY, Case
from autograder.review.desk import Desk, case_address, to
from autograder.review.pages.queue import row_of
from autograder.review.pages.signed import reads

MOST = 60
_TICK = re.compile(rf"{PART}(?:\.{NUMBER})?")


def show(desk: Desk, request: Request, person: str) -> Response:
    """Go to what is meant, or list what may be."""
    asked = request.query_params.get("q", "").strip()[:100]
    if _TICK.fullmatch(asked.lower()):
        name = "tick" if "." in asked else "part"
        return to(f"/?kind={EVERY}&state=all&{name}={quote(asked.lower())}")
    named = read_reference(asked)
    found = _by_reference(desk, *named) if named else _by_student(desk, asked)
    if named and len(found) == 1:
        return to(case_address(found[0].place))
    rows = [row_of(desk, desk.now, case, person) for case in found[:MOST]]
    return desk.page(request, "search.html", asked=asked, rows=rows, more=max(0, len(found) - MOST), named=bool(named))


def _by_reference(desk: Desk, tick: str, wanted: str) -> list[Case]:
    """The cases whose student's page shows this reference; two that share it both come."""
    return [
        case for case in desk.now.every
        if case.tick == tick and case.entry.grade and reference(case.entry.grade.sha256, tick) == wanted
    ]  # fmt: skip


def _by_student(desk: Desk, asked: str) -> list[Case]:
    """The submissions of everybody whose name, id or file fits."""
    if not asked:
        return []
    homes = [entries for entries in desk.now.entries.values() if desk.names.is_called(entries, asked)]
    cases = [desk.now.case(entries[0].submission, "") for entries in homes]
    return [case for case in cases if case is not None]


routes = [reads("/search", show)]
