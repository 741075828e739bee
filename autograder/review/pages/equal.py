"""All answers equal to one, listed before anything is decided about them together."""

from __future__ import annotations

import dataclasses

from starlette.requests import Request
from starlette.responses import Response

from autograder.classroom.gradebook.deciding import standing
from autograder.record import Grade
from autograder.record.ids import part_of
from autograder.report.page import CodeView, code_view, tick_view
from autograder.review.case_view import SHOWN_REASONS, reasons
from autograder.review.cases import Case, Snapshot, key_of
from autograder.review.desk import Desk, case_address
from autograder.review.form import packed
from autograder.review.pages.signed import problem, reads

MOST_CODES = 40
"""Answers whose code is on the page; the code of the others is one click away."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class EqualView:
    """One of the equal answers: whose, decided by whom, its code, and whether that is the first one's to the letter."""

    address: str
    who: str
    decided: str
    same: bool
    code: tuple[CodeView, ...]


def show(desk: Desk, request: Request, person: str) -> Response:
    """The list, the case that was looked at first; what two people decide apart is left out of it."""
    place = request.path_params["submission"], request.path_params["tick"]
    now = desk.now
    case = now.case(*place)
    if case is None or case.result is None:
        return problem(desk, request, "There is no such case (any more).", 404)
    known = [one for one in now.equal(case) if one.entry.student is not None]
    group = [one for one in known if not desk.pairs.chosen(one)]
    group.sort(key=lambda one: one.place != place)
    wanted, queue = desk.queue(request, person)
    desk.leave(person)
    bank = reasons(desk, case.tick)
    tick = _shown(desk, case).tick(case.tick)
    assert tick is not None
    return desk.page(
        request, "equal.html", tick=tick_view(tick), query=wanted.query, place=place, group=key_of(case),
        views=[_view(desk, now, one, case, wanted.query, number < MOST_CODES) for number, one in enumerate(group)],
        shown=packed(standing(desk.db, case.tick, {one.submission for one in group}), desk.names),
        bank=bank[:SHOWN_REASONS], all_reasons=bank, back=case_address(place, wanted.query),
        penalty=tick.is_penalty, apart=len(known) - len(group), kept=bool(tick.finding.saw), done=None,
        left=queue.total - queue.done, total=queue.total, students=sum(len(one.entries) for one in group),
    )  # fmt: skip


def _shown(desk: Desk, case: Case) -> Grade:
    assert case.entry.grade is not None
    return desk.names.grade(case.entry, case.entry.grade)


def _view(desk: Desk, now: Snapshot, one: Case, first: Case, query: str, with_code: bool) -> EqualView:
    part = _shown(desk, one).part(part_of(one.tick))
    return EqualView(
        address=case_address(one.place, query), who=desk.names.of(one.entries), decided=now.who_decided(one),
        same=_lines(one) == _lines(first),
        code=tuple(code_view(cell) for cell in part.code) if part and with_code else (),
    )  # fmt: skip


def _lines(case: Case) -> list[tuple[str, ...]]:
    part = case.entry.grade.part(part_of(case.tick)) if case.entry.grade else None
    return [] if part is None else [cell.lines for cell in part.code]


routes = [reads("/case/{submission}/{tick}/equal", show)]
