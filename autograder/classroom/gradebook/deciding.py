"""What people decide, each act in one transaction: rows are only ever added, the last one about an answer is in force.

A decision is made about what somebody was shown. It says which result and which earlier decision that was, and is
refused where the gradebook holds another by now.
"""

from __future__ import annotations

import dataclasses
import json
import sqlite3
from collections.abc import Iterable, Sequence

from autograder.classroom.gradebook.transactions import now, transaction
from autograder.errors import GradebookError
from autograder.record.ids import part_of

UNDOABLE = ("decide", "settle", "agree", "undo", "opinion")
"""Kinds of acts that can be taken back."""
_INSERT = """
    INSERT INTO overrides (student, assignment, digest, tick, earned, reason, who, made, comment, result, act)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Target:
    """One ✓ of one student's submission as it was shown: by which result, after which decision (0: after none)."""

    student: str
    submission: str
    tick: str
    result: int
    last: int = 0


@dataclasses.dataclass(frozen=True, kw_only=True)
class Said:
    """A decision in words: None for `earned` withdraws what was decided; for a −✓, True means that it applies."""

    earned: bool | None
    reason: str
    who: str
    comment: str = ""


class Changed(GradebookError):
    """The gradebook holds something else by now than what a decision was made about: `found` is what it holds."""

    def __init__(self, shown: Sequence[Target], found: Sequence[Target | None]) -> None:
        self.shown, self.found = tuple(shown), tuple(found)
        pairs = [(a, b) for a, b in zip(shown, found, strict=True) if a != b]
        what = f"{len(pairs)} of {len(shown)} answers changed since they were shown"
        super().__init__(pairs[0][0].tick, what, "Look at them as they are now, and decide again.")


def standing(
    db: sqlite3.Connection, ticks: str | Iterable[str], submissions: Iterable[str] | None = None
) -> list[Target]:
    """How one ✓ or several stand in all submissions that count, or in those given, for each of their students."""
    wanted = [ticks] if isinstance(ticks, str) else list(ticks)
    rows = db.execute(
        f"""
        SELECT a.student, s.id, t.id AS tick, s.result, COALESCE((
            SELECT MAX(o.id) FROM overrides AS o
            WHERE (o.student, o.assignment, o.digest, o.tick) = (a.student, s.assignment, s.digest, t.id)), 0) AS last
        FROM attempts AS a
        JOIN submissions AS s ON s.id = a.submission AND a.attempt = a.attempts
        JOIN ticks AS t ON t.result = s.result AND t.id IN ({", ".join("?" * len(wanted))})
        WHERE a.student IS NOT NULL AND (? OR s.id IN (SELECT value FROM json_each(?)))
        ORDER BY s.id, a.student, t.position
        """,
        [*wanted, submissions is None, json.dumps(list(submissions or ()))],
    )
    return [
        Target(student=row["student"], submission=row["id"], tick=row["tick"], result=row["result"], last=row["last"])
        for row in rows
    ]


def decide(
    db: sqlite3.Connection, targets: Sequence[Target], said: Said, *, scope: str = "student", kind: str = "decide"
) -> int:
    """Decide one ✓, or every ✓ of a part, of one or more students, all of them or none; returns the act's number.

    Of a whole part, `earned` means every ✓ and no penalty. Raises `Changed` where one of the targets is no longer as
    it was shown, `GradebookError` without a reason.
    """
    if not said.reason.strip() or not said.who.strip():
        raise GradebookError(targets[0].tick if targets else "", "a decision needs a reason and a name")
    with transaction(db):
        _verify(db, targets)
        return _store(db, targets, said, scope=scope, kind=kind)


def give_opinion(
    db: sqlite3.Connection, targets: Sequence[Target], said: Said, others: Sequence[str], *, scope: str = "group"
) -> int:
    """Decide a ✓ that two people decide apart: it counts when both said the same, `others` being who else was chosen.

    Returns the act's number: an opinion, or the decision that two equal ones make.
    """
    if not said.reason.strip() or said.earned is None:
        raise GradebookError(targets[0].tick, "an opinion needs a reason, and says earned or lost")
    with transaction(db):
        _verify(db, targets)
        first = targets[0]
        earlier = [one for one in opinions(db, first.submission, first.tick) if one["result"] == first.result]
        value = said.earned * _points(db, first)
        act = _act(db, "opinion", said.who, scope=scope, target=first, earned=value, reason=said.reason,
                   comment=said.comment)  # fmt: skip
        agreeing = [one for one in earlier if one["who"] in others and one["who"] != said.who]
        if agreeing and all(one["earned"] == value for one in agreeing):
            names = " and ".join(sorted({said.who, *(one["who"] for one in agreeing)}))
            both = dataclasses.replace(said, who=names)
            return _store(db, targets, both, scope=scope, kind="agree")
        return act


def opinions(db: sqlite3.Connection, submission: str = "", tick: str = "") -> list[sqlite3.Row]:
    """Opinions that were not taken back, each person's last one per ✓ and result, oldest first."""
    return db.execute(
        """
        SELECT * FROM acts AS a WHERE a.kind = 'opinion' AND (:submission = '' OR a.submission = :submission)
            AND (:tick = '' OR a.tick = :tick)
            AND NOT EXISTS (SELECT 1 FROM acts AS u WHERE u.kind = 'undo' AND u.undoes = a.id)
            AND NOT EXISTS (SELECT 1 FROM acts AS n WHERE n.kind = 'opinion' AND n.id > a.id
                AND (n.who, n.submission, n.tick, n.result) = (a.who, a.submission, a.tick, a.result))
        ORDER BY a.id
        """,
        {"submission": submission, "tick": tick},
    ).fetchall()


def undo(db: sqlite3.Connection, act: int, who: str) -> int:
    """Take an act back: what was in force before it is in force again; returns the new act's number.

    Raises `GradebookError` where there is nothing to take back, or somebody decided since.
    """
    with transaction(db):
        row = db.execute("SELECT * FROM acts WHERE id = ?", [act]).fetchone()
        if row is None or row["kind"] not in UNDOABLE:
            raise GradebookError(act, "is no decision that can be undone")
        if db.execute("SELECT 1 FROM acts WHERE kind = 'undo' AND undoes = ?", [act]).fetchone():
            raise GradebookError(act, "was undone already")
        made = db.execute("SELECT * FROM overrides WHERE act = ? ORDER BY id", [act]).fetchall()
        new = db.execute(
            "INSERT INTO acts (kind, who, made, scope, submission, tick, result, earned, reason, undoes) "
            "VALUES ('undo', ?, ?, ?, ?, ?, ?, NULL, ?, ?)",
            [who, now(), row["scope"], row["submission"], row["tick"], row["result"], f"undid: {row['reason']}", act],
        ).lastrowid
        for one in made:
            _take_back(db, one, who, int(new or 0))
        return int(new or 0)


def mark_seen(
    db: sqlite3.Connection, submissions: Iterable[str], who: str, reason: str = "", *, kind: str = "seen"
) -> int:
    """Record that somebody looked at submissions and left them as they are (or, with another `kind`, what they did).

    Returns the number of the first act.
    """
    with transaction(db):
        acts = [_act(db, kind, who, submission=one, reason=reason) for one in dict.fromkeys(submissions)]
    return acts[0]


def answer(db: sqlite3.Connection, targets: Sequence[Target], text: str, who: str) -> int:
    """Keep an answer to the students of `targets` about a ✓; it is on their page, whether or not the mark changes."""
    if not text.strip():
        raise GradebookError(targets[0].tick, "an answer needs words")
    with transaction(db):
        act = _act(db, "answer", who, scope="group", target=targets[0], comment=text.strip())
        for target in targets:
            assignment, digest = _answer_of(db, target)
            db.execute(
                "INSERT INTO remarks (student, assignment, digest, tick, text, act) VALUES (?, ?, ?, ?, ?, ?)",
                [target.student, assignment, digest, target.tick, text.strip(), act],
            )
        return act


def _verify(db: sqlite3.Connection, targets: Sequence[Target]) -> None:
    if not targets:
        raise GradebookError("a decision", "is about no student's answer", "Assign the submission to a student first.")
    submissions = {target.submission for target in targets}
    stands = {
        (one.student, one.submission, one.tick): one
        for one in standing(db, {target.tick for target in targets}, submissions)
    }
    found = [stands.get((target.student, target.submission, target.tick)) for target in targets]
    if list(targets) != found:
        raise Changed(targets, found)


def _store(db: sqlite3.Connection, targets: Sequence[Target], said: Said, *, scope: str, kind: str) -> int:
    first, whole = targets[0], len({target.tick for target in targets}) > 1
    shown = dataclasses.replace(first, tick=part_of(first.tick)) if whole else first
    value = None if said.earned is None else said.earned * (1 if whole else _points(db, first))
    act = _act(db, kind, said.who, scope=scope, target=shown, earned=value, reason=said.reason, comment=said.comment)
    made = now()
    for target in targets:
        points = _points(db, target)
        value = None if said.earned is None else said.earned * (max(points, 0) if whole else points)
        assignment, digest = _answer_of(db, target)
        db.execute(
            _INSERT,
            [target.student, assignment, digest, target.tick, value, said.reason.strip(), said.who, made,
             said.comment.strip(), target.result, act],
        )  # fmt: skip
    return act


def _take_back(db: sqlite3.Connection, made: sqlite3.Row, who: str, act: int) -> None:
    key = [made["student"], made["assignment"], made["digest"], made["tick"]]
    same = "(student, assignment, digest, tick) = (?, ?, ?, ?)"
    later = db.execute(f"SELECT who FROM overrides WHERE {same} AND id > ?", [*key, made["id"]]).fetchone()
    if later is not None:
        raise GradebookError(made["tick"], f"cannot be undone: {later['who']} decided it again since")
    before = db.execute(f"SELECT * FROM overrides WHERE {same} AND id < ? ORDER BY id DESC LIMIT 1",
                        [*key, made["id"]]).fetchone()  # fmt: skip
    stood = before is not None and before["earned"] is not None
    db.execute(
        _INSERT,
        [*key, before["earned"] if stood else None, before["reason"] if stood else "undone",
         before["who"] if stood else who, now(), before["comment"] if stood else "",
         before["result"] if stood else made["result"], act],
    )  # fmt: skip


def _act(
    db: sqlite3.Connection, kind: str, who: str, *, scope: str = "", submission: str | None = None,
    target: Target | None = None, earned: int | None = None, reason: str = "", comment: str = "",
) -> int:  # fmt: skip
    row = [target.submission, target.tick, target.result] if target is not None else [submission, "", None]
    cursor = db.execute(
        "INSERT INTO acts (kind, who, made, scope, submission, tick, result, earned, reason, comment) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [kind, who, now(), scope, *row, earned, reason.strip(), comment.strip()],
    )
    return int(cursor.lastrowid or 0)


def _points(db: sqlite3.Connection, target: Target) -> int:
    row = db.execute("SELECT points FROM ticks WHERE (result, id) = (?, ?)", [target.result, target.tick]).fetchone()
    return int(row["points"])


def _answer_of(db: sqlite3.Connection, target: Target) -> tuple[str, str]:
    row = db.execute("SELECT assignment, digest FROM submissions WHERE id = ?", [target.submission]).fetchone()
    return row["assignment"], row["digest"]
