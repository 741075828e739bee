"""The application: pages, files of its own, and what stands before them."""

from __future__ import annotations

import contextlib
import functools
import importlib.resources
from collections.abc import AsyncIterator

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from autograder.report.html import environment
from autograder.review.desk import Desk, Settings
from autograder.review.guard import Guard
from autograder.review.pages import case, deciding, equal, log, people, queue, search, signing, whole

KINDS = {"review.js": "text/javascript", "review.css": "text/css", "report.css": "text/css"}


def application(settings: Settings) -> Starlette:
    """The review of one gradebook as an ASGI application; it opens the file when it is started."""

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        app.state.desk = Desk(settings)
        app.state.desk.casebook.snapshot()  # reads every record, which nobody then waits for
        try:
            yield
        finally:
            app.state.desk.casebook.close()

    rooms = (signing, queue, case, equal, whole, deciding, log, people, search)
    routes = [route for room in rooms for route in room.routes]
    routes += [Route("/static/{name}", _static), Route("/alive", _alive)]
    return Starlette(routes=routes, lifespan=lifespan, middleware=[Middleware(Guard, hosts=settings.hosts)])


async def _alive(_request: Request) -> Response:
    """A page with nothing on it: what an answer of this server costs at least."""
    return PlainTextResponse("alive\n")


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in KINDS:
        return PlainTextResponse("There is no such file.\n", 404)
    return Response(_file(name), media_type=KINDS[name], headers={"cache-control": "no-cache"})


@functools.cache
def _file(name: str) -> str:
    if name == "report.css":
        loader = environment().loader
        assert loader is not None
        return "\n".join(loader.get_source(environment(), sheet)[0] for sheet in ("style.css", "submission.css"))
    return (importlib.resources.files("autograder.review") / "static" / name).read_text(encoding="utf-8")
