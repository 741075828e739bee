"""What all pages of one review share: the gradebook, names, model answers, who looks at what."""

from __future__ import annotations

import dataclasses
import hmac
import sqlite3
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jinja2
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

from autograder.classroom.gradebook.people import digest, people, person_of
from autograder.report.escaping import escape_invisible
from autograder.report.html import environment as report_environment
from autograder.report.page import Models
from autograder.review.blind import Names
from autograder.review.cases import Casebook, Snapshot
from autograder.review.guard import Limiter
from autograder.review.pairs import Pairs
from autograder.review.queue import Filter, Queue

PRESENT_SECONDS = 20.0
"""Somebody whose page has said nothing for this long is not looking any more."""
MOST_LISTED = 20
MOST_TRIES, TRIES_SECONDS = 6, 60.0


@dataclasses.dataclass(frozen=True, kw_only=True)
class Settings:
    """How a review was started: `hosts` are what browsers may call it, `secure` says that they do so over TLS."""

    results: Path
    hosts: frozenset[str]
    key: bytes
    secure: bool = False
    blind: bool = False
    share: float = 0.0
    models: Mapping[str, Models] = dataclasses.field(default_factory=dict)
    cookie: str = "review"


class Desk:
    """One review. Every page asks it; nothing that matters is kept here, so it may be ended at any moment."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.names = Names(settings.key, settings.blind)
        self.tries = Limiter(MOST_TRIES, TRIES_SECONDS)
        self.casebook = Casebook(settings.results)
        self._present: dict[tuple[str, str], dict[str, float]] = {}
        loaders = [jinja2.PackageLoader("autograder.review"), report_environment().loader]
        self._templates = report_environment().overlay(loader=jinja2.ChoiceLoader([one for one in loaders if one]))

    @property
    def db(self) -> sqlite3.Connection:
        """The gradebook's connection."""
        return self.casebook.book.connection

    @property
    def now(self) -> Snapshot:
        """The class as it is now."""
        return self.casebook.snapshot()

    @property
    def pairs(self) -> Pairs:
        """Who decides with whom."""
        return Pairs(self.settings.share, tuple(people(self.db)) if self.settings.share else ())

    def queue(self, request: Request, person: str) -> tuple[Filter, Queue]:
        """The filter of an address, and its cases."""
        wanted = Filter.of(request.query_params)
        return wanted, Queue(self.now, wanted, person, self.names, self.pairs)

    def person(self, request: Request) -> str | None:
        """Who is signed in."""
        key = request.cookies.get(self.settings.cookie, "")
        return person_of(self.db, key) if key else None

    def form_key(self, request: Request) -> str:
        """What a form of this session has to carry, which no other site can know."""
        return digest(f"form {request.cookies.get(self.settings.cookie, '')}")[:32]

    def is_ours(self, request: Request, form: Mapping[str, str]) -> bool:
        """Whether a form comes from a page of this session."""
        return hmac.compare_digest(form.get("key", "").encode(), self.form_key(request).encode())

    def roster(self, text: str) -> list[tuple[str, str]]:
        """Students whose name, number or address fits a text, with what a form calls them."""
        words = text.casefold().split()
        people = [s for s in self.casebook.book.students()
                  if words and all(word in f"{s.name} {s.id} {s.email}".casefold() for word in words)]  # fmt: skip
        return [(one.id, escape_invisible(f"{one.name} ({one.id})")) for one in people[:MOST_LISTED]]

    def look(self, place: tuple[str, str], person: str) -> list[str]:
        """Note that somebody looks at a case; returns who else does."""
        here = self._present.setdefault(place, {})
        here[person] = time.monotonic()
        return self.looking(place, person)

    def looking(self, place: tuple[str, str], person: str) -> list[str]:
        """Who looks at a case beside this person."""
        old = time.monotonic() - PRESENT_SECONDS
        return sorted(who for who, when in self._present.get(place, {}).items() if who != person and when > old)

    def leave(self, person: str) -> None:
        """Somebody went on to another page."""
        for place in [place for place, here in self._present.items() if person in here]:
            del self._present[place][person]
            if not self._present[place]:
                del self._present[place]

    def page(self, request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
        """A page; every one knows who is signed in and what its forms have to carry."""
        shared = {"person": self.person(request), "key": self.form_key(request), "blind": self.settings.blind}
        text = self._templates.get_template(f"review/{template}").render(**{"query": "", **shared, **values})
        return HTMLResponse(text.encode("utf-8", "replace"), status)


def case_address(place: tuple[str, str], query: str = "", **more: str) -> str:
    """The address of a case, or of a submission where there is no ✓."""
    submission, tick = place
    path = f"/case/{quote(submission)}/{quote(tick)}" if tick else f"/submission/{quote(submission)}"
    tail = "&".join([query] * bool(query) + [f"{name}={quote(value)}" for name, value in more.items() if value])
    return f"{path}?{tail}" if tail else path


def to(address: str) -> RedirectResponse:
    """Go on to another page of this review."""
    return RedirectResponse(address, 303)
