"""What a form says about what it showed: students, results and earlier decisions, packed so that no id is in a page."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from autograder.classroom.gradebook.deciding import Said, Target
from autograder.errors import GradebookError
from autograder.review.blind import Names

DECISIONS = {"earned": True, "lost": False, "withdraw": None}
LONGEST_REASON, LONGEST_COMMENT = 500, 5_000


def packed(targets: Iterable[Target], names: Names) -> str:
    """Targets as a text for a hidden field."""
    rows = [[names.tag(one.student), one.submission, one.tick, one.result, one.last] for one in targets]
    return json.dumps(rows, separators=(",", ":"))


def unpacked(text: str, db: sqlite3.Connection, names: Names) -> list[Target]:
    """The targets that `packed` wrote, whatever the gradebook holds by now; raises `ValueError` for another text."""
    read = json.loads(text)
    rows = [(str(tag), str(sub), str(tick), int(result), int(last)) for tag, sub, tick, result, last in read]
    known: dict[str, dict[str, str]] = {}
    for submission in {row[1] for row in rows}:
        members = db.execute("SELECT student FROM submitters WHERE submission = ?", [submission])
        known[submission] = {names.tag(row["student"]): row["student"] for row in members}
    # Somebody who was taken from the submission since is no student of it any more: the decision is then refused.
    return [
        Target(student=known[sub].get(tag, ""), submission=sub, tick=tick, result=result, last=last)
        for tag, sub, tick, result, last in rows
    ]


def chosen(targets: Sequence[Target], form: Mapping[str, str], names: Names) -> list[Target]:
    """Those of the shown targets that a form decides: one ✓ or the part, one student or all."""
    tick, student = form.get("tick", ""), form.get("student", "")
    return [
        one for one in targets
        if (form.get("breadth") == "part" or one.tick == tick)
        and (form.get("scope") != "student" or names.tag(one.student) == student)
    ]  # fmt: skip


def said(form: Mapping[str, str], who: str) -> Said:
    """The decision of a form; raises `GradebookError` where it has none or is longer than a page can show."""
    decision = form.get("decision", "")
    if decision not in DECISIONS:
        raise GradebookError("the form", "has no decision", "Press earned, lost or withdraw.")
    reason, comment = form.get("reason", "").strip(), form.get("comment", "").strip()
    if len(reason) > LONGEST_REASON or len(comment) > LONGEST_COMMENT:
        what = f"is longer than {LONGEST_REASON} characters (a comment: {LONGEST_COMMENT})"
        raise GradebookError("the reason", what, "Put what is long into the comment.")
    return Said(earned=DECISIONS[decision], reason=reason, who=who, comment=comment)
