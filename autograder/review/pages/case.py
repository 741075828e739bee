"""One case on one screen."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from autograder.classroom.gradebook.deciding import standing
from autograder.review.case_view import SHOWN_REASONS, case_view, reasons
from autograder.review.cases import Case
from autograder.review.desk import Desk, case_address, to
from autograder.review.pages.done import just_done
from autograder.review.pages.signed import problem, reads


def show(desk: Desk, request: Request, person: str) -> Response:
    """A ✓ with the code of its part, what was found, and the form to decide it."""
    place = request.path_params["submission"], request.path_params["tick"]
    now = desk.now
    case = now.case(*place)
    if case is None:
        return problem(desk, request, "There is no such case (any more): another attempt counts by now.", 404)
    if case.result is None:
        return to(case_address((place[0], "")))
    wanted, queue = desk.queue(request, person)
    before, after = queue.beside(place)
    desk.leave(person)
    bank = reasons(desk, case.tick)
    return desk.page(
        request, "case.html", case=case_view(desk, now, case, person), query=wanted.query,
        looking=desk.look(place, person), left=queue.total - queue.done, total=queue.total,
        before=case_address(before.place, wanted.query) if before else "", bank=bank[:SHOWN_REASONS], all_reasons=bank,
        after=case_address(after.place, wanted.query) if after else "", done=just_done(desk, request),
        version=_version(desk, case), place=place,
    )  # fmt: skip


def presence(desk: Desk, request: Request, person: str) -> Response:
    """Who else looks at a case, and what a page of it would have to hold now."""
    place = request.path_params["submission"], request.path_params["tick"]
    case = desk.now.case(*place)
    looking = desk.look(place, person)
    return JSONResponse({"looking": looking, "version": _version(desk, case) if case else "gone"})


def _version(desk: Desk, case: Case) -> str:
    """Changes whenever the case's result or decision does."""
    stands = standing(desk.db, case.tick, {case.submission})
    return " ".join(f"{one.result}.{one.last}" for one in stands)


routes = [
    reads("/case/{submission}/{tick}", show),
    reads("/presence/{submission}/{tick}", presence),
]
