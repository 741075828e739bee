"""What was done a moment ago, which the next page says."""

from __future__ import annotations

from starlette.requests import Request

from autograder.review.desk import Desk

_WORDS = {"undo": "undone", "answer": "answered", "opinion": "opinion kept", "seen": "left as it is"}


def just_done(desk: Desk, request: Request) -> dict[str, object] | None:
    """The act that an address names, in words, and whether it can be undone."""
    number = request.query_params.get("did", "")
    row = desk.db.execute("SELECT * FROM acts WHERE id = ?", [number]).fetchone() if number.isdecimal() else None
    if row is None:
        return None
    value = "withdrawn" if row["earned"] is None else ("earned" if row["earned"] else "lost")
    many = desk.db.execute("SELECT COUNT(*) FROM overrides WHERE act = ?", [row["id"]]).fetchone()[0]
    said = f"{row['tick']} {_WORDS.get(row['kind'], value)}".strip()
    return {
        "act": row["id"], "words": said + (f", {many} students" if many > 1 else ""),
        "undoable": row["kind"] in ("decide", "settle", "agree", "opinion"),
    }  # fmt: skip
