"""Signing in and out."""

from __future__ import annotations

import math

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from autograder.classroom.gradebook.people import SESSION_SECONDS, sign_in, sign_out
from autograder.review.desk import Desk, to
from autograder.review.guard import form_of
from autograder.review.pages.signed import problem


async def ask(request: Request) -> Response:
    """The form for name and token."""
    desk: Desk = request.app.state.desk
    return desk.page(request, "sign_in.html", wrong="")


async def enter(request: Request) -> Response:
    """Sign in; after some failed tries of a name or from an address, both have to wait."""
    desk: Desk = request.app.state.desk
    try:
        form = await form_of(request)
    except ValueError:
        return problem(desk, request, "That was no form of this page.", 400)
    name = " ".join(form.get("name", "").split())[:80]
    who = (f"name {name.casefold()}", f"address {request.client.host if request.client else ''}")
    wait = desk.tries.wait(*who)
    if wait:
        answer = desk.page(request, "sign_in.html", status=429, wrong=f"Too many tries. Wait {math.ceil(wait)} s.")
        answer.headers["retry-after"] = str(math.ceil(wait))
        return answer
    key = sign_in(desk.db, name, form.get("token", ""))
    if key is None:
        desk.tries.note(*who)
        return desk.page(request, "sign_in.html", status=403, wrong="Nobody has this name and this token.")
    desk.tries.forget(*who)
    welcome = to("/")
    welcome.set_cookie(
        desk.settings.cookie, key, max_age=int(SESSION_SECONDS), httponly=True, samesite="strict",
        secure=desk.settings.secure,
    )  # fmt: skip
    return welcome


async def leave(request: Request) -> Response:
    """Sign out, here and in this browser only."""
    desk: Desk = request.app.state.desk
    form = await form_of(request)
    if not desk.is_ours(request, form):
        return problem(desk, request, "That form is of an earlier session.", 403)
    sign_out(desk.db, request.cookies.get(desk.settings.cookie, ""))
    answer = to("/sign-in")
    answer.delete_cookie(desk.settings.cookie)
    return answer


routes = [
    Route("/sign-in", ask, methods=["GET"]),
    Route("/sign-in", enter, methods=["POST"]),
    Route("/sign-out", leave, methods=["POST"]),
]
