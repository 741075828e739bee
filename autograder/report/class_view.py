"""A class as what its pages show: every word, percentage and link target is computed here, templates only print."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from autograder.classroom.analysis import (
    KINDS,
    ClassRecord,
    Distribution,
    Item,
    Misconception,
    Paper,
    Problem,
    ReviewItem,
    WrongAnswer,
)
from autograder.record import Outcome
from autograder.record.ids import part_of, problem_title, short_name
from autograder.report.charts import LOW, Dot, Gauge, Histogram, dots, gauges, histogram
from autograder.report.escaping import escape_invisible, shorten

WORST, READ_SHOWN, WRONG_SHOWN, MISUNDERSTOOD_SHOWN = 7, 40, 15, 12
OUTCOMES = (
    ("not-earned", Outcome.NOT_EARNED, "judged wrong"), ("not-answered", Outcome.NOT_ANSWERED, "no answer"),
    ("raised", Outcome.ANSWER_RAISED, "error"), ("timed-out", Outcome.ANSWER_TIMED_OUT, "timed out"),
    ("limit", Outcome.ANSWER_EXCEEDED_LIMIT, "over a limit"), ("fault", Outcome.GRADER_FAULT, "undecided"),
)  # fmt: skip


@dataclasses.dataclass(frozen=True)
class Link:
    """A number or name with the page that holds what is behind it."""

    text: str
    href: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class ItemView:
    """One ✓ in words. `counts` has a link for each of `OUTCOMES`, empty where it happened to nobody."""

    id: str
    href: str
    line: str
    penalty: bool
    low: bool
    earned: Link
    percent: str
    rate_key: str
    bar: str
    interval: str
    discrimination: str
    weak: bool
    counts: tuple[Link, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class ProblemView:
    """One problem: its distribution, its map of ✓ and the words about it."""

    name: str
    title: str
    short: str
    count: Link
    median: str
    mean: str
    share: str
    alpha: str
    histogram: Histogram
    rows: tuple[tuple[str, Link, str], ...]
    gauges: tuple[Gauge, ...]
    parts: tuple[tuple[str, str], ...]
    gauge_width: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class ReviewView:
    """One entry of the reading list."""

    kind: str
    title: str
    paper: Link
    also: tuple[Link, ...]
    problem: str
    tick: str
    why: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class PairView:
    """Two ✓ that fall together."""

    id: str
    first: str
    second: str
    phi: str
    both: Link
    only: tuple[int, int]
    neither: int
    nested: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class WrongView:
    """One common wrong answer."""

    id: str
    tick: str
    outcome: str
    got: str
    count: Link
    example: Link
    code: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class MisconceptionView:
    """One idea gone wrong; `change` says what became of it since an earlier attempt."""

    id: str
    name: str
    told: str
    ticks: str
    count: Link
    noun: str
    percent: str
    share_key: str
    bar: str
    interval: str
    change: str
    change_key: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class ClassView:
    """The whole report's first page."""

    students: int
    papers: int
    anonymous: bool
    headline: str
    credits: str
    overall: Histogram
    overall_rows: tuple[tuple[str, Link, str], ...]
    problems: tuple[ProblemView, ...]
    items: tuple[ItemView, ...]
    worst: tuple[ItemView, ...]
    low_count: int
    dots: tuple[Dot, ...]
    weak: tuple[ItemView, ...]
    pairs: tuple[PairView, ...]
    wrong: tuple[WrongView, ...]
    wrong_left: int
    misunderstood: tuple[MisconceptionView, ...]
    misunderstood_left: int
    reading: tuple[ReviewView, ...]
    reading_left: int
    kinds: tuple[tuple[str, Link], ...]


def class_view(record: ClassRecord, *, anonymous: bool) -> ClassView:
    """Everything the first page shows."""
    all_items = tuple(item for problem in record.problems for item in problem.items)
    views = tuple(item_view(item) for item in all_items)
    by_rate = sorted((i for i in all_items if i.points > 0 and i.rate is not None), key=lambda i: (i.rate or 0, i.id))
    reading = tuple(review_view(one) for one in record.reading)
    wrong = tuple(wrong_view(number, one) for number, one in enumerate(record.wrong, 1))
    misunderstood = tuple(misconception_view(number, one) for number, one in enumerate(record.misconceptions, 1))
    return ClassView(
        students=record.totals.count, papers=sum(len(student.papers) for student in record.students),
        anonymous=anonymous, headline=_headline(record.totals, "✓"),
        credits=_headline(record.credits, "credits") if record.credits else "",
        overall=histogram(record.totals, "✓ per student"), overall_rows=_rows(record.totals, "totals.html#all"),
        problems=tuple(_problem(problem) for problem in record.problems), items=views,
        worst=tuple(item_view(item) for item in by_rate[:WORST]),
        low_count=sum(1 for item in by_rate if (item.rate or 0) < LOW), dots=dots(all_items),
        weak=tuple(view for view in views if view.weak), pairs=pair_views(record), wrong=wrong[:WRONG_SHOWN],
        wrong_left=max(0, len(wrong) - WRONG_SHOWN), misunderstood=misunderstood[:MISUNDERSTOOD_SHOWN],
        misunderstood_left=max(0, len(misunderstood) - MISUNDERSTOOD_SHOWN), reading=reading[:READ_SHOWN],
        reading_left=max(0, len(reading) - READ_SHOWN), kinds=kinds(record.reading),
    )  # fmt: skip


def item_view(item: Item) -> ItemView:
    """One ✓ in words."""
    page = f"tick-{item.id}.html"
    groups = dict(item.groups)
    rate = item.rate
    penalty = item.points < 0
    counts = tuple(
        Link(str(len(groups[outcome])) if outcome in groups else "", f"{page}#{slug}") for slug, outcome, _ in OUTCOMES
    )
    low, high = item.interval or (0.0, 0.0)
    return ItemView(
        id=item.id, href=page, line=escape_invisible(item.line), penalty=penalty,
        low=not penalty and rate is not None and rate < LOW,
        earned=Link(f"{item.earned} of {item.decided}", f"{page}#earned" if item.earned else page),
        percent="–" if rate is None else f"{100 * rate:.0f} %", rate_key="" if rate is None else f"{rate:.4f}",
        bar=f"{100 * (rate or 0):.1f}",
        interval=f"{100 * low:.0f}–{100 * high:.0f} %" if item.interval else "–",
        discrimination="–" if item.discrimination is None or penalty else f"{item.discrimination:.2f}",
        weak=not penalty and item.discrimination is not None and item.discrimination < 0.2, counts=counts,
    )  # fmt: skip


def paper_link(paper: Paper, tick: str = "") -> Link:
    """To a paper's page, at a ✓ when one is named; a paper without a record has none and links to the reading list."""
    if paper.grade is None:
        return Link(escape_invisible(shorten(paper.name, 120)), "reading.html")
    return Link(escape_invisible(shorten(paper.name, 120)), f"staff/{paper.slug}.html" + (f"#{tick}" if tick else ""))


def review_view(concern: ReviewItem) -> ReviewView:
    """One entry of the reading list."""
    return ReviewView(
        kind=concern.kind,
        title=dict(KINDS)[concern.kind],
        paper=paper_link(concern.paper, concern.tick),
        also=tuple(paper_link(paper) for paper in concern.also),
        problem=short_name(concern.paper.assignment),
        tick=concern.tick,
        why=escape_invisible(shorten(concern.why, 300)),
    )


def kinds(reading: Sequence[ReviewItem]) -> tuple[tuple[str, Link], ...]:
    """How many entries there are of each kind, in the order of the list."""
    counts = {kind: sum(1 + len(one.also) for one in reading if one.kind == kind) for kind, _ in KINDS}
    return tuple((title, Link(str(counts[kind]), f"reading.html#{kind}")) for kind, title in KINDS if counts[kind])


def wrong_view(number: int, wrong: WrongAnswer) -> WrongView:
    """One common wrong answer; its page section is numbered by frequency."""
    count = Link(str(len(wrong.papers)), f"wrong.html#w{number}")
    return WrongView(
        id=f"w{number}",
        tick=wrong.tick,
        outcome=str(wrong.outcome),
        got=escape_invisible(shorten(wrong.got, 400)),
        count=count,
        example=paper_link(wrong.papers[0], wrong.tick),
        code=escape_invisible(shorten(wrong.example, 1500), lines=True),
    )


def misconception_view(number: int, one: Misconception) -> MisconceptionView:
    """One idea gone wrong in words; its section of the page behind is numbered by frequency."""
    low, high = one.interval or (0.0, 1.0)
    page = f"misconceptions.html#m{number}" if one.papers else ""
    return MisconceptionView(
        id=f"m{number}",
        name=escape_invisible(one.idea.replace("-", " ")),
        told=escape_invisible(shorten(one.told, 400)),
        ticks=", ".join(one.ticks),
        count=Link(str(one.students), page),
        noun="student" if one.students == 1 else "students",
        percent=f"{100 * one.share:.0f} %",
        share_key=f"{one.share:.4f}",
        bar=f"{100 * one.share:.1f}",
        interval=f"{100 * low:.0f}–{100 * high:.0f} %",
        change=f"{one.mended} of {one.had} mended it" if one.had else "–",
        change_key=f"{one.mended / one.had:.4f}" if one.had else "",
    )


def pair_views(record: ClassRecord) -> tuple[PairView, ...]:
    """Pairs of ✓ in words."""
    found = []
    for number, pair in enumerate(record.pairs, 1):
        nested = ""
        if not pair.only[0]:
            nested = f"nobody earned {pair.second} without {pair.first}"
        elif not pair.only[1]:
            nested = f"nobody earned {pair.first} without {pair.second}"
        both = Link(str(len(pair.both)), f"pairs.html#f{number}")
        found.append(
            PairView(
                id=f"f{number}", first=pair.first, second=pair.second, phi=f"{pair.phi:.2f}", both=both, only=pair.only,
                neither=pair.neither, nested=nested,
            )
        )  # fmt: skip
    return tuple(found)


def _problem(problem: Problem) -> ProblemView:
    totals, short = problem.totals, short_name(problem.assignment)
    shown = gauges(problem.items)
    titles: dict[str, str] = {}
    for gauge in shown:
        titles.setdefault(part_of(gauge.id), gauge.x)
    mean = totals.mean or 0.0
    width = float(shown[-1].x) + 34 if shown else 34.0
    page = f"totals.html#{short}"
    return ProblemView(
        name=problem.assignment,
        title=escape_invisible(problem_title(problem.assignment)),
        short=escape_invisible(short),
        count=Link(str(totals.count), page),
        median=f"{totals.median or 0:g}",
        mean=f"{mean:.1f}",
        share=f"{100 * mean / problem.available:.0f} %",
        alpha="–" if problem.alpha is None else f"{problem.alpha:.2f}",
        histogram=histogram(totals, "✓ per submission"),
        rows=_rows(totals, page),
        gauges=shown,
        parts=tuple(titles.items()),
        gauge_width=f"{width:.0f}",
    )


def _headline(totals: Distribution, unit: str) -> str:
    if totals.mean is None:
        return "Nothing is graded yet."
    spread = "" if totals.deviation is None else f", standard deviation {totals.deviation:.1f}"
    return f"Median {round(totals.median or 0, 2):g} of {totals.available:g} {unit}; mean {totals.mean:.1f}{spread}."


def _rows(totals: Distribution, page: str) -> tuple[tuple[str, Link, str], ...]:
    return tuple(
        (
            f"{one.low:g}" if one.low == one.high else f"{one.low:g}–{one.high:g}",
            Link(str(len(one.members)), f"{page}-{one.low:g}"),
            f"{100 * len(one.members) / max(1, totals.count):.0f} %",
        )
        for one in totals.bins
    )
