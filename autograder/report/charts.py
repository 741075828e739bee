"""Charts of a class as coordinates: templates only put them into SVG. Every chart has its numbers in a table too."""

from __future__ import annotations

import dataclasses

from autograder.classroom.analysis import Distribution, Item
from autograder.record.ids import number_of

WIDTH, HEIGHT = 420.0, 120.0
CELL_WIDTH, CELL_HEIGHT = 34.0, 64.0
SPREAD_WIDTH, SPREAD_HEIGHT = 520.0, 300.0
LOW = 0.5
"""Below this share a ✓ counts as missed by the class: hatched and marked, not only coloured."""


@dataclasses.dataclass(frozen=True)
class Bar:
    """One bar of a histogram; `label` stands below it, `count` above."""

    x: str
    y: str
    width: str
    height: str
    middle: str
    above: str
    label: str
    count: int


@dataclasses.dataclass(frozen=True)
class Histogram:
    """A distribution; `median_x` is where the median lies, `words` say it all to a reader who cannot see it."""

    bars: tuple[Bar, ...]
    median_x: str
    words: str


@dataclasses.dataclass(frozen=True)
class Gauge:
    """One ✓ on the map: a column filled to its success rate, hatched where the class missed it."""

    id: str
    number: str
    x: str
    fill_y: str
    fill_height: str
    middle: str
    low: bool
    percent: str
    line: str


@dataclasses.dataclass(frozen=True)
class Dot:
    """One ✓ in the plane of difficulty and discrimination."""

    id: str
    x: str
    y: str
    label_x: str
    odd: bool


def histogram(distribution: Distribution, unit: str) -> Histogram:
    """Bars of a distribution in a drawing of `WIDTH` times `HEIGHT`."""
    tallest = max([len(one.members) for one in distribution.bins] + [1])
    step = WIDTH / max(1, len(distribution.bins))
    bars = []
    for place, one in enumerate(distribution.bins):
        height = HEIGHT * len(one.members) / tallest
        label = f"{one.low:g}" if one.low == one.high else f"{one.low:g}–{one.high:g}"
        bars.append(
            Bar(
                _n(place * step + 1), _n(HEIGHT - height), _n(step - 2), _n(height), _n((place + 0.5) * step),
                _n(HEIGHT - height - 3), label, len(one.members),
            )
        )  # fmt: skip
    width = distribution.bins[0].high - distribution.bins[0].low + 1 if distribution.bins else 1
    median = distribution.median or 0.0
    words = f"Distribution over {distribution.count}: no totals."
    if distribution.count and distribution.mean is not None:
        words = (
            f"Distribution of {unit} over {distribution.count}: median {median:g}, mean {distribution.mean:.1f} "
            f"of {distribution.available:g}. The numbers are in the table beside it."
        )
    return Histogram(tuple(bars), _n((median + 0.5) / width * step), words)


def gauges(items: tuple[Item, ...]) -> tuple[Gauge, ...]:
    """The ✓ of a problem (penalties left aside) from left to right, with a gap between parts."""
    found: list[Gauge] = []
    x = 0.0
    part = ""
    for item in items:
        if item.points < 0:
            continue
        x += 12.0 if part and item.part != part else 0.0
        part = item.part
        rate = item.rate or 0.0
        found.append(
            Gauge(
                item.id, str(number_of(item.id)), _n(x), _n(CELL_HEIGHT * (1 - rate)), _n(CELL_HEIGHT * rate),
                _n(x + CELL_WIDTH / 2 - 2), rate < LOW, f"{100 * rate:.0f}", item.line,
            )
        )  # fmt: skip
        x += CELL_WIDTH
    return tuple(found)


def dots(items: tuple[Item, ...]) -> tuple[Dot, ...]:
    """✓ with a defined discrimination: rate from left to right, discrimination from -0.2 (bottom) to 1 (top)."""
    found = []
    for item in items:
        if item.rate is None or item.discrimination is None or item.points < 0:
            continue
        y = SPREAD_HEIGHT * (1 - (max(item.discrimination, -0.2) + 0.2) / 1.2)
        x = item.rate * SPREAD_WIDTH
        found.append(Dot(item.id, _n(x), _n(y), _n(x + 6), item.discrimination < 0.2))
    return tuple(found)


def _n(value: float) -> str:
    return f"{value:.1f}"
