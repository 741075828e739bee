"""One case as its screen shows it: computed here, from the report's own pieces; the template only prints."""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Iterator, Sequence
from typing import Any

from autograder.classroom.gradebook.deciding import standing
from autograder.record import Code, PartResult
from autograder.record.ids import problem_title
from autograder.record.references import reference
from autograder.report.comments import markdown
from autograder.report.escaping import escape_invisible, shorten
from autograder.report.page import CodeView, PartView, TickView, code_view, part_view, tick_view
from autograder.review.cases import EVERY, TITLES, Case, Snapshot
from autograder.review.desk import Desk
from autograder.review.form import packed

MOST_REASONS, SHOWN_REASONS = 200, 9


@dataclasses.dataclass(frozen=True, kw_only=True)
class DecisionView:
    """One decision of a person: what, who, when, why; `act` undoes it, where that may be done from here."""

    what: str
    who: str
    made: str
    reason: str
    scope: str
    comment: Any
    act: int | None
    based: str = ""


@dataclasses.dataclass(frozen=True, kw_only=True)
class AttemptView:
    """An earlier attempt: its number, time and marks, and what the next one changed in the code."""

    title: str
    ticks: tuple[TickView, ...]
    changes: tuple[tuple[str, str], ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class CaseView:
    """A case on one screen."""

    submission: str
    tick: TickView
    part: PartView
    who: str
    students: tuple[tuple[str, str], ...]
    problem: str
    kind: str
    why: str
    source: str
    attempt: str
    penalty: bool
    model: tuple[CodeView, ...]
    equal: int
    decisions: tuple[DecisionView, ...]
    attempts: tuple[AttemptView, ...]
    answers: tuple[tuple[str, Any], ...]
    reference: str
    shown: str
    pair: str
    alerts: tuple[tuple[str, str], ...]


def case_view(desk: Desk, now: Snapshot, case: Case, person: str) -> CaseView:
    """Everything that one screen shows of a case."""
    entry, result = case.entry, case.result
    assert entry.grade is not None
    assert result is not None
    shown = desk.names.grade(entry, entry.grade.with_overrides({
        tick.id: said for tick in entry.grade.ticks if (said := _in_force(now, case, tick.id))
    }))  # fmt: skip
    part = shown.part(result.part)
    tick = shown.tick(case.tick)
    assert part is not None
    assert tick is not None
    models = desk.settings.models.get(entry.assignment or "", {}).get(part.id, ())
    return CaseView(
        submission=case.submission,
        tick=tick_view(tick),
        part=part_view(part, ()),
        who=desk.names.of(case.entries),
        students=tuple((desk.names.tag(e.student.id), desk.names.of_one(e)) for e in case.entries if e.student),
        problem=problem_title(entry.assignment or ""),
        why=desk.names.words(entry, case.why),
        kind="" if case.kind == EVERY else TITLES[case.kind],
        source=desk.names.source(entry),
        attempt=_attempt_words(entry.attempt, entry.attempts, entry.late),
        penalty=tick.is_penalty,
        model=tuple(map(code_view, models)),
        equal=len(now.equal(case)),
        decisions=tuple(_decisions(desk, case)),
        attempts=tuple(_attempts(desk, case, part)),
        answers=tuple(_answers(desk, case)),
        reference=reference(entry.grade.sha256, case.tick),
        shown=packed(standing(desk.db, [one.id for one in part.ticks], [case.submission]), desk.names),
        pair=_pair_words(desk, now, case, person),
        alerts=tuple(
            ("A cell failed", escape_invisible(shorten(f"{cell.place}: {cell.error}", 300))) for cell in shown.cells[:3]
        ),
    )


def _in_force(now: Snapshot, case: Case, tick: str) -> Any:
    entry = case.entry
    key = (entry.student.id if entry.student else "", str(entry.assignment), entry.digest)
    return now.overrides.get(key, {}).get(tick)


def _attempt_words(attempt: int, attempts: int, late: bool) -> str:
    words = f"attempt {attempt} of {attempts}" if attempts > 1 else "only attempt"
    return words + (", late" if late else "")


def _pair_words(desk: Desk, now: Snapshot, case: Case, person: str) -> str:
    """What a person has to know of the two who decide a case apart."""
    pair, said = desk.pairs.chosen(case), now.opinions.get(case.place, {})
    if not pair or now.who_decided(case):
        return ""
    if len(said) > 1:
        words = ", ".join(f"{name}: {'earned' if value else 'lost'}" for name, value in said.items())
        return f"Two people have decided apart ({words}). What is decided now settles it."
    if person in said:
        return "You have decided. The other of the two has not yet."
    if person in pair:
        return "Two people decide this apart: your decision counts when the other's is the same."
    return f"{' and '.join(pair)} decide this apart."


def _decisions(desk: Desk, case: Case) -> Iterator[DecisionView]:
    """Decisions so far, oldest first, each once however many of a group it holds for."""
    shown: set[int] = set()
    for entry in case.entries:
        rows = [] if entry.student is None else desk.db.execute(
            "SELECT o.*, a.scope, a.kind, a.who AS doer, "
            "(SELECT COUNT(*) FROM overrides AS p WHERE p.act = o.act) AS many "
            "FROM overrides AS o LEFT JOIN acts AS a ON a.id = o.act "
            "WHERE (o.student, o.assignment, o.digest, o.tick) = (?, ?, ?, ?) ORDER BY o.id",
            [entry.student.id, entry.assignment, entry.digest, case.tick],
        ).fetchall()  # fmt: skip
        for row in rows:
            if row["act"] is None or row["act"] not in shown:
                shown.add(row["act"] or 0)
                yield _decision(desk, case, row)


def _decision(desk: Desk, case: Case, row: Any) -> DecisionView:
    undone = row["kind"] == "undo"
    what = "withdrawn" if row["earned"] is None else ("earned" if row["earned"] else "lost")
    scope = {"equal": f"with all equal answers ({row['many']})", "group": "", "student": "for one student"}
    return DecisionView(
        what=f"undone, so {what}" if undone else what,
        who=escape_invisible(row["doer"] or row["who"]),
        made=row["made"],
        reason=escape_invisible(row["reason"]),
        scope=scope.get(row["scope"] or "", ""),
        comment=markdown(row["comment"]) if row["comment"] else "",
        act=row["act"],
        based=_based(desk, case, row),
    )


def _based(desk: Desk, case: Case, row: Any) -> str:
    """Where a regrade gave another result since a decision: what the decision was made about, and what is found now."""
    if row["result"] in (None, case.entry.result) or case.result is None:
        return ""
    before = desk.casebook.book.record(row["result"]).tick(case.tick)
    was = "no such ✓" if before is None else before.message
    return desk.names.words(case.entry, f"Graded again since. Then: {was}. Now: {case.result.message}.")


def _answers(desk: Desk, case: Case) -> Iterator[tuple[str, Any]]:
    rows = desk.db.execute(
        "SELECT DISTINCT r.text, r.act, a.who, a.made FROM remarks AS r JOIN acts AS a ON a.id = r.act "
        "WHERE r.digest = ? AND r.assignment = ? AND r.tick = ? ORDER BY r.act",
        [case.entry.digest, case.entry.assignment, case.tick],
    )
    for row in rows:
        yield escape_invisible(f"{row['who']}, {row['made'][:10]}"), markdown(row["text"])


def _attempts(desk: Desk, case: Case, part: PartResult) -> Iterator[AttemptView]:
    """Earlier attempts, the latest of them first, with what the following one changed in the part's code."""
    entry = case.entry
    rows = [] if entry.student is None or entry.attempts < 2 else desk.db.execute(
        "SELECT a.attempt, s.result, s.submitted FROM attempts AS a JOIN submissions AS s ON s.id = a.submission "
        "WHERE a.student = ? AND a.assignment = ? AND a.attempt < ? AND s.result IS NOT NULL ORDER BY a.attempt DESC",
        [entry.student.id, entry.assignment, entry.attempt],
    ).fetchall()  # fmt: skip
    newer: Sequence[Code] = part.code
    for row in rows:
        grade = desk.names.grade(entry, desk.casebook.book.record(row["result"]))
        older = grade.part(part.id)
        if older is not None:
            when = row["submitted"] or "no time known"
            title = f"Attempt {row['attempt']}, {when}: {older.earned} of {older.available} ✓"
            ticks = tuple(tick_view(tick) for tick in older.ticks)
            yield AttemptView(title=title, ticks=ticks, changes=tuple(_changes(older.code, newer)))
            newer = older.code


def _changes(older: Sequence[Code], newer: Sequence[Code]) -> Iterator[tuple[str, str]]:
    """Lines of a difference: (`-`, `+` or a blank, text)."""
    old, new = ([line for cell in code for line in cell.lines] for code in (older, newer))
    for line in list(difflib.unified_diff(old, new, lineterm="", n=1))[2:200]:
        if not line.startswith("@@"):
            yield line[:1], escape_invisible(shorten(line[1:], 200))


def reasons(desk: Desk, tick: str) -> list[str]:
    """Reasons that were given before, first those for this ✓, the latest first; without those that were undone."""
    rows = desk.db.execute(
        "SELECT reason FROM acts WHERE kind IN ('decide', 'settle', 'agree', 'opinion') AND reason <> '' "
        "GROUP BY reason ORDER BY MAX(tick = ?) DESC, MAX(id) DESC LIMIT ?",
        [tick, MOST_REASONS],
    )
    return [row["reason"] for row in rows]
