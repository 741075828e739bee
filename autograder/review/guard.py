"""What stands before every page: which host is meant, how large a form may be, headers that keep pages to themselves.

A submission's text reaches a teaching assistant's browser on these pages. It is escaped where it is printed; should
that ever fail, the policy here lets no script of a page run, no address be asked, no form be sent elsewhere.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cache-control": "no-store",
}
LARGEST_FORM = 2_000_000
"""Bytes; the list of a class of equal answers is the longest thing that a form carries."""
MOST_FIELDS = 60


class Guard:
    """Refuses requests for other hosts, from other origins and of too large a size; puts headers on every answer."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str]) -> None:
        self._app, self._hosts = app, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {name for name, _ in message["headers"]}
                more = [(k.encode(), v.encode()) for k, v in HEADERS.items() if k.encode() not in given]
                message = {**message, "headers": [*message["headers"], *more]}
            await send(message)

        refusal = self._refusal(Request(scope))
        await (refusal or self._app)(scope, receive, with_headers)

    def _refusal(self, request: Request) -> PlainTextResponse | None:
        # A name that leads here but is not ours would let another site's script read these pages (DNS rebinding).
        if request.headers.get("host", "") not in self._hosts:
            return PlainTextResponse("This address is not the one this review was started for.\n", 421)
        if request.method not in ("GET", "HEAD", "POST"):
            return PlainTextResponse("Only GET and POST.\n", 405)
        if request.method == "POST":
            origin = request.headers.get("origin")
            site = request.headers.get("sec-fetch-site", "same-origin")
            if (origin is not None and origin.partition("://")[2] not in self._hosts) or site != "same-origin":
                return PlainTextResponse("A form of another site.\n", 403)
            length = request.headers.get("content-length", "")
            if not length.isdecimal() or int(length) > LARGEST_FORM:
                return PlainTextResponse("The form is too large.\n", 413)
        return None


async def form_of(request: Request) -> Mapping[str, str]:
    """The fields of a form, the last of each name; raises `ValueError` for anything else."""
    if request.headers.get("content-type", "").partition(";")[0] != "application/x-www-form-urlencoded":
        raise ValueError("no form")
    body = await request.body()
    fields = parse_qs(body.decode("utf-8"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    return {name: values[-1] for name, values in fields.items()}


class Limiter:
    """Refuses to hear of somebody more than `most` times in `seconds`; remembers a bounded number of them."""

    MOST_KNOWN = 10_000

    def __init__(self, most: int, seconds: float) -> None:
        self._most, self._seconds = most, seconds
        self._heard: dict[str, deque[float]] = {}

    def wait(self, *who: str) -> float:
        """Seconds until the next try of any of these is heard, 0 when it is heard now."""
        now = time.monotonic()
        return max((self._wait(one, now) for one in who), default=0.0)

    def note(self, *who: str) -> None:
        """Remember a failed try."""
        now = time.monotonic()
        if len(self._heard) > self.MOST_KNOWN:
            self._heard = {one: times for one, times in self._heard.items() if self._wait(one, now)}
        for one in who:
            self._heard.setdefault(one, deque(maxlen=self._most)).append(now)

    def forget(self, *who: str) -> None:
        """Somebody succeeded."""
        for one in who:
            self._heard.pop(one, None)

    def _wait(self, one: str, now: float) -> float:
        times = self._heard.get(one, deque[Any]())
        return max(0.0, times[0] + self._seconds - now) if len(times) == self._most else 0.0
