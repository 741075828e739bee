"""The queue: what there is to look at, by any filter, and how much of it is left."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from starlette.requests import Request
from starlette.responses import Response

from autograder.record import Outcome
from autograder.record.ids import part_key, part_of, problem_key, short_name
from autograder.report.escaping import shorten
from autograder.report.page import STATES as BOXES
from autograder.review.cases import EVERY, TITLES, Case, Snapshot
from autograder.review.desk import Desk, case_address, to
from autograder.review.pages.done import just_done
from autograder.review.pages.signed import reads
from autograder.review.queue import STATES, Filter, Queue

ON_A_PAGE = 60


@dataclasses.dataclass(frozen=True, kw_only=True)
class RowView:
    """A case in the list."""

    address: str
    kind: str
    who: str
    where: str
    state: str
    verdict: str
    why: str
    decided: str
    looking: str


def show(desk: Desk, request: Request, person: str) -> Response:
    """The list of a filter, a page at a time."""
    desk.leave(person)
    wanted, queue = desk.queue(request, person)
    page = max(1, int(request.query_params.get("page", "1") or 1))
    pages = max(1, -(-len(queue.cases) // ON_A_PAGE))
    shown = queue.cases[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    now = desk.now
    return desk.page(
        request, "queue.html", wanted=wanted, query=wanted.query, total=queue.total, left=queue.total - queue.done,
        rows=[row_of(desk, now, case, person, wanted.query) for case in shown], count=len(queue.cases),
        page_number=page, pages=pages, choices=_choices(now), states=STATES, deciders=_deciders(queue, now),
        first=case_address(shown[0].place, wanted.query) if shown else "", kinds=_kinds(now, person, desk),
        done=just_done(desk, request),
    )  # fmt: skip


def row_of(desk: Desk, now: Snapshot, case: Case, person: str, query: str = "") -> RowView:
    """A case as a row."""
    result = case.result
    state, verdict = ("blank", "") if result is None else BOXES[result.outcome]
    why = shorten(desk.names.words(case.entry, case.why or (result.message if result else "")), 220)
    why += f" (and {len(case.also)} more)" if case.also else ""
    where = result.id if result else short_name(case.entry.assignment or "unknown")
    return RowView(
        address=case_address(case.place, query), kind=TITLES[case.kind], who=desk.names.of(case.entries), where=where,
        state=state, verdict=verdict, why=why,
        decided=now.who_decided(case), looking=", ".join(desk.looking(case.place, person)),
    )  # fmt: skip


def following(desk: Desk, request: Request, person: str) -> Response:
    """Go to the next open case of the filter, after the one that is named."""
    wanted, queue = desk.queue(request, person)
    submission, _, tick = request.query_params.get("after", "").partition("/")
    case = queue.after((submission, tick))
    return to(case_address(case.place, wanted.query) if case else f"/?{wanted.query}")


def _choices(now: Snapshot) -> dict[str, list[str]]:
    """What the filter's lists offer."""
    if now.offers:
        return now.offers
    ticks = sorted({case.tick for case in now.every}, key=lambda tick: (part_key(part_of(tick)), tick))
    mistakes = {case.result.finding.mistake for case in now.every if case.result and case.result.finding.mistake}
    now.offers = {
        "part": list(dict.fromkeys(part_of(tick) for tick in ticks)), "tick": ticks,
        "outcome": [str(outcome) for outcome in Outcome], "mistake": sorted(mistakes, key=problem_key),
    }  # fmt: skip
    return now.offers


def _kinds(now: Snapshot, person: str, desk: Desk) -> list[tuple[str, str, int, int]]:
    """Each kind of case: its name, its title, how many are open, how many there are."""
    queue = Queue(now, Filter(state="all"), person, desk.names, desk.pairs)
    counts: dict[str, tuple[int, int]] = {}
    for case in queue.cases:
        still, total = counts.get(case.kind, (0, 0))
        counts[case.kind] = (still + queue.is_open(case), total + 1)
    listed = [(kind, title, *counts[kind]) for kind, title in TITLES.items() if kind in counts]
    return [*listed, (EVERY, TITLES[EVERY], 0, len(now.every))]


def _deciders(queue: Queue, now: Snapshot) -> Iterator[tuple[str, int]]:
    """Who decided how many of the cases that are shown."""
    counts: dict[str, int] = {}
    for case in queue.fitting:
        who = now.who_decided(case)
        if who:
            counts[who] = counts.get(who, 0) + 1
    yield from sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


routes = [reads("/", show), reads("/next", following)]
