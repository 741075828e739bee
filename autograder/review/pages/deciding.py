"""Forms that decide: a ✓, a part, all equal answers; undo, answer a student, leave a submission as it is."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response

from autograder.classroom.gradebook.deciding import (
    Target,
    answer,
    decide,
    give_opinion,
    mark_seen,
    standing,
    undo,
)
from autograder.errors import GradebookError
from autograder.review.desk import Desk, case_address, to
from autograder.review.form import LONGEST_COMMENT, chosen, said, unpacked
from autograder.review.pages.signed import writes
from autograder.review.queue import Filter, Queue

Form = Mapping[str, str]


def decided(desk: Desk, request: Request, person: str, form: Form) -> Response:  # noqa: ARG001 - all forms are called so
    """Decide what a form shows, and go on to the next open case."""
    shown = unpacked(form["shown"], desk.db, desk.names)
    scope = form.get("scope", "group")
    targets = shown if scope == "equal" else chosen(shown, form, desk.names)
    if not targets:
        raise GradebookError(form.get("tick", "a ✓"), "has no student yet", "Assign the submission to one first.")
    place = targets[0].submission, form.get("tick", targets[0].tick)
    act = _decide(desk, person, form, targets, scope)
    return _onward(desk, person, form, place, act)


def _decide(desk: Desk, person: str, form: Form, targets: list[Target], scope: str) -> int:
    """One decision; of a ✓ that two people decide apart, an opinion."""
    told = said(form, person)
    for place in {(one.submission, one.tick) for one in targets}:
        case = desk.now.case(*place)
        pair = desk.pairs.chosen(case) if case is not None else ()
        if not pair or case is None or desk.now.who_decided(case):
            continue
        if len({(one.submission, one.tick) for one in targets}) > 1:
            raise GradebookError(place[1], "is decided by two people apart", "Decide it by itself.")
        opinions = desk.now.opinions.get(place, {})
        if len(opinions) > 1:
            return decide(desk.db, targets, told, scope=scope, kind="settle")
        if person not in pair:
            raise GradebookError(place[1], f"is decided by {' and '.join(pair)} apart")
        return give_opinion(desk.db, targets, told, pair, scope=scope)
    return decide(desk.db, targets, told, scope=scope)


def _onward(desk: Desk, person: str, form: Form, place: tuple[str, str], act: int) -> Response:
    """The next open case of the filter that the form came with, or the queue where none is left."""
    wanted = Filter.of(dict(parse_qsl(form.get("query", ""))))
    case = Queue(desk.now, wanted, person, desk.names, desk.pairs).after(place)
    if case is None:
        return to(f"/?{wanted.query}&did={act}")
    return to(case_address(case.place, wanted.query, did=str(act)))


def undone(desk: Desk, request: Request, person: str, form: Form) -> Response:  # noqa: ARG001
    """Take an act back, and look at its case."""
    number = int(form["act"])
    row = desk.db.execute("SELECT submission, tick FROM acts WHERE id = ?", [number]).fetchone()
    act = undo(desk.db, number, person)
    query = Filter.of(dict(parse_qsl(form.get("query", "")))).query
    tick = row["tick"] if "." in row["tick"] else f"{row['tick']}.1"  # a whole part: its first ✓
    return to(case_address((row["submission"], tick), query, did=str(act)))


def answered(desk: Desk, request: Request, person: str, form: Form) -> Response:  # noqa: ARG001
    """Keep an answer to the student about a ✓."""
    text = form.get("text", "")
    if len(text) > LONGEST_COMMENT:
        raise GradebookError("the answer", f"is longer than {LONGEST_COMMENT} characters")
    targets = standing(desk.db, form["tick"], {form["submission"]})
    if not targets:
        raise GradebookError(form["tick"], "is of no student's submission")
    act = answer(desk.db, targets, text, person)
    query = Filter.of(dict(parse_qsl(form.get("query", "")))).query
    return to(case_address((form["submission"], form["tick"]), query, did=str(act)))


def left_alone(desk: Desk, request: Request, person: str, form: Form) -> Response:  # noqa: ARG001
    """Note that somebody looked at a submission and leaves it as it is."""
    submission = form["submission"]
    case = desk.now.case(submission, "")
    if case is None:
        raise GradebookError(submission, "is no submission that counts")
    alike = [submission, *(entries[0].submission for entries in case.also)]
    act = mark_seen(desk.db, alike, person, form.get("reason", "")[:500])
    return _onward(desk, person, form, (submission, ""), act)


routes = [
    writes("/decide", decided),
    writes("/undo", undone),
    writes("/answer", answered),
    writes("/seen", left_alone),
]
