"""Plots as coordinates: a template only puts them into SVG. Two decimals everywhere make the bytes the same."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from autograder.record.evidence import rows_of
from autograder.report.escaping import escape_invisible
from autograder.texts import _

SIZE = 168.0
"""Width and height of the drawing area, in SVG units; the templates draw axes around it."""
WIDTH, HEIGHT = 280.0, 120.0


@dataclasses.dataclass(frozen=True)
class LawPlot:
    """The target's cdf against the answer's: on the diagonal they agree."""

    curve: str
    worst_x: str
    worst_y: str
    diagonal_y: str
    words: str
    kind: str = "law"


@dataclasses.dataclass(frozen=True)
class SequencePlot:
    """A sequence over its steps; the band is the open interval that it should lie in."""

    inside: tuple[tuple[str, str], ...]
    outside: tuple[tuple[str, str], ...]
    band_top: str
    band_height: str
    top: tuple[str, str]
    bottom: tuple[str, str]
    words: str
    band: str
    axis: str
    kind: str = "sequence"


@dataclasses.dataclass(frozen=True)
class NumbersTable:
    """What was computed at the place where the answer failed: label and digits."""

    rows: tuple[tuple[str, str], ...]
    kind: str = "numbers"


def numbers_table(item: Mapping[str, Any]) -> NumbersTable:
    """A `numbers` or `comparison` item of evidence as text."""
    rows = tuple((escape_invisible(label), _digits(value)) for label, value in rows_of(item))
    return NumbersTable(rows, item["kind"])


def _digits(value: Any) -> str:
    return f"{value:.6g}".replace("-", "−") if isinstance(value, float) else escape_invisible(str(value))


def law_plot(item: Mapping[str, Any]) -> LawPlot:
    """Coordinates of a `law` item of evidence."""
    pairs = list(zip(item["answer"], item["target"], strict=True))
    points = " ".join(f"{a * SIZE:.2f},{(1 - t) * SIZE:.2f}" for a, t in pairs)
    a, t = max(pairs, key=lambda pair: abs(pair[0] - pair[1]))
    words = _(
        "Share of the answer's samples against the share the target has there. Furthest apart: "
        "{answer} of the answer's samples lie where the target has {target}.",
        answer=f"{a:.2f}", target=f"{t:.2f}",
    )  # fmt: skip
    return LawPlot(points, f"{a * SIZE:.2f}", f"{(1 - t) * SIZE:.2f}", f"{(1 - a) * SIZE:.2f}", words)


def sequence_plot(item: Mapping[str, Any]) -> SequencePlot:
    """Coordinates of a `sequence` item of evidence."""
    values: Sequence[float] = item["values"]
    floor, ceiling = map(float, item["inside"])
    margin = 0.12 * (ceiling - floor)
    low, high = min(floor, *values) - margin, max(ceiling, *values) + margin

    def y(value: float) -> float:
        return HEIGHT * (high - value) / (high - low)

    spots = [(f"{(n + 0.5) * WIDTH / len(values):.2f}", f"{y(value):.2f}") for n, value in enumerate(values)]
    off = [not floor < value < ceiling for value in values]
    steps = [str(n) for n, bad in enumerate(off, 1) if bad]
    band = f"({floor:g}, {ceiling:g})"
    where = _where(band, steps)
    return SequencePlot(
        tuple(s for s, bad in zip(spots, off, strict=True) if not bad),
        tuple(s for s, bad in zip(spots, off, strict=True) if bad),
        f"{y(ceiling):.2f}",
        f"{y(floor) - y(ceiling):.2f}",
        (f"{y(ceiling):.2f}", f"{ceiling:g}"),
        (f"{y(floor):.2f}", f"{floor:g}"),
        escape_invisible(f"{item['words']}: {where}."),
        band,
        escape_invisible(str(item["axis"])),
    )


def _where(band: str, steps: Sequence[str]) -> str:
    """Where a sequence leaves the band, in words; one text for one step and one for several."""
    if not steps:
        return _("inside {band}", band=band)
    if len(steps) == 1:
        return _("outside {band} at step {step}", band=band, step=steps[0])
    return _("outside {band} at steps {steps}", band=band, steps=", ".join(steps))


PLOTS: Mapping[str, Callable[[Mapping[str, Any]], Any]] = {
    "numbers": numbers_table, "comparison": numbers_table, "law": law_plot, "sequence": sequence_plot,
}  # fmt: skip
"""Each kind of evidence with what computes its picture; `templates/evidence/<kind>.html` draws it."""
