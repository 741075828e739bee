"""What every page but the sign-in has in common: somebody is signed in, a form is our own, an error becomes a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from autograder.classroom.gradebook.deciding import Changed
from autograder.errors import UserError
from autograder.review.desk import Desk, to
from autograder.review.guard import form_of
from autograder.review.pages.changed import changed_page

Reading = Callable[[Desk, Request, str], Response]
Writing = Callable[[Desk, Request, str, Mapping[str, str]], Response]


def reads(path: str, page: Reading) -> Route:
    """The route of a page that changes nothing."""

    async def endpoint(request: Request) -> Response:
        desk: Desk = request.app.state.desk
        person = desk.person(request)
        if person is None:
            return to("/sign-in")
        return _answered(desk, request, lambda: page(desk, request, person))

    return Route(path, endpoint, methods=["GET"])


def writes(path: str, act: Writing) -> Route:
    """The route of a form of ours."""

    async def endpoint(request: Request) -> Response:
        desk: Desk = request.app.state.desk
        person = desk.person(request)
        if person is None:
            return to("/sign-in")
        try:
            form = await form_of(request)
        except ValueError:
            return problem(desk, request, "That was no form of this page.", 400)
        if not desk.is_ours(request, form):
            return problem(desk, request, "That form is of an earlier session. Go back, load the page again.", 403)
        return _answered(desk, request, lambda: act(desk, request, person, form))

    return Route(path, endpoint, methods=["POST"])


def _answered(desk: Desk, request: Request, work: Callable[[], Response]) -> Response:
    try:
        return work()
    except Changed as changed:
        return changed_page(desk, request, changed)
    except UserError as error:
        return problem(desk, request, str(error), 400)
    except (ValueError, KeyError, TypeError):
        return problem(desk, request, "That form cannot be read. Go back, load the page again.", 400)


def problem(desk: Desk, request: Request, words: str, status: int) -> Response:
    """A page that says what is wrong."""
    return desk.page(request, "problem.html", status=status, words=words)
