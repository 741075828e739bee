"""The log of everything that people did, to read and to take away."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from autograder.report.escaping import escape_invisible, shorten
from autograder.review.desk import Desk, case_address
from autograder.review.pages.signed import reads

ON_A_PAGE = 100
COLUMNS = (
    "id", "made", "who", "kind", "scope", "submission", "student", "assignment", "tick", "result", "earned", "reason",
    "comment", "undoes",
)  # fmt: skip
_EXPORT = """
    SELECT a.id, a.made, a.who, a.kind, a.scope, COALESCE(s.id, a.submission) AS submission, o.student,
           COALESCE(o.assignment, h.assignment) AS assignment, COALESCE(o.tick, a.tick) AS tick, a.result,
           COALESCE(o.earned, a.earned) AS earned, a.reason, a.comment, a.undoes
    FROM acts AS a
    LEFT JOIN overrides AS o ON o.act = a.id
    LEFT JOIN submissions AS h ON h.id = a.submission
    LEFT JOIN submissions AS s ON (s.digest, s.assignment) = (o.digest, o.assignment)
        AND EXISTS (SELECT 1 FROM submitters AS m WHERE (m.submission, m.student) = (s.id, o.student))
    ORDER BY a.id, o.id
"""


def show(desk: Desk, request: Request, person: str) -> Response:
    """Acts, the latest first, a page at a time."""
    desk.leave(person)
    page = max(1, int(request.query_params.get("page", "1") or 1))
    count = desk.db.execute("SELECT COUNT(*) FROM acts").fetchone()[0]
    rows = desk.db.execute(
        "SELECT a.*, (SELECT COUNT(*) FROM overrides AS o WHERE o.act = a.id) AS many, "
        "EXISTS (SELECT 1 FROM acts AS u WHERE u.kind = 'undo' AND u.undoes = a.id) AS undone "
        "FROM acts AS a ORDER BY a.id DESC LIMIT ? OFFSET ?",
        [ON_A_PAGE, (page - 1) * ON_A_PAGE],
    )
    return desk.page(
        request, "log.html", rows=[_row(desk, row) for row in rows], count=count, page_number=page,
        pages=max(1, -(-count // ON_A_PAGE)),
    )  # fmt: skip


def _row(desk: Desk, row: Any) -> dict[str, Any]:
    entries = desk.now.entries.get(row["submission"] or "", ())
    value = {None: "withdrawn", 0: "lost"}.get(row["earned"], "earned")
    before = {"decide": "", "settle": "settled: ", "agree": "both: ", "opinion": "opinion: "}
    what = before[row["kind"]] + value if row["kind"] in before else row["kind"]
    what += " (all equal answers)" if row["scope"] == "equal" else ""
    return {
        "id": row["id"],
        "made": row["made"].replace("T", " ").rstrip("Z"),
        "who": escape_invisible(row["who"]),
        "what": what,
        "tick": row["tick"],
        "many": row["many"],
        "student": desk.names.of(entries) if entries else "",
        "undone": bool(row["undone"]),
        "undoes": row["undoes"],
        "reason": escape_invisible(shorten(row["reason"], 200)),
        "comment": escape_invisible(shorten(row["comment"], 200)),
        "address": case_address((row["submission"], row["tick"])) if "." in row["tick"] and entries else "",
    }


def table(desk: Desk, request: Request, person: str) -> Response:  # noqa: ARG001 - pages are called so
    """Everything as CSV, a row per student and act."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in _rows(desk):
        writer.writerow([_harmless(row[name]) for name in COLUMNS])
    return _file(text.getvalue(), "text/csv; charset=utf-8", "decisions.csv")


def lines(desk: Desk, request: Request, person: str) -> Response:  # noqa: ARG001
    """Everything as one JSON object per line."""
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in _rows(desk))
    return _file(text, "application/x-ndjson", "decisions.jsonl")


def _rows(desk: Desk) -> list[dict[str, Any]]:
    rows = [dict(row) for row in desk.db.execute(_EXPORT)]
    if desk.settings.blind:
        rows = [{**row, "student": row["student"] and desk.names.tag(row["student"])} for row in rows]
    return rows


def _harmless(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def _file(text: str, kind: str, name: str) -> Response:
    disposition = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(text.encode("utf-8", "replace"), media_type=kind, headers=disposition)


routes = [reads("/log", show), reads("/log.csv", table), reads("/log.jsonl", lines)]
