"""Plots as coordinates: a template only puts them into SVG. Two decimals everywhere make the bytes the same."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

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
class SchedulePlot:
    """beta_n over n; the band is the interval (0, 1)."""

    inside: tuple[tuple[str, str], ...]
    outside: tuple[tuple[str, str], ...]
    band_top: str
    band_height: str
    one: str
    zero: str
    words: str
    title: str
    kind: str = "schedule"


def law_plot(item: dict[str, Any]) -> LawPlot:
    """Coordinates of a `law` item of evidence."""
    pairs = list(zip(item["answer"], item["target"], strict=True))
    points = " ".join(f"{a * SIZE:.2f},{(1 - t) * SIZE:.2f}" for a, t in pairs)
    a, t = max(pairs, key=lambda pair: abs(pair[0] - pair[1]))
    words = (
        f"Share of the answer's samples against the share the target has there. Furthest apart: "
        f"{a:.2f} of the answer's samples lie where the target has {t:.2f}."
    )
    return LawPlot(points, f"{a * SIZE:.2f}", f"{(1 - t) * SIZE:.2f}", f"{(1 - a) * SIZE:.2f}", words)


def schedule_plot(item: dict[str, Any]) -> SchedulePlot:
    """Coordinates of a `schedule` item of evidence."""
    betas: Sequence[float] = item["betas"]
    low, high = min(0.0, *betas) - 0.12, max(1.0, *betas) + 0.12

    def y(beta: float) -> float:
        return HEIGHT * (high - beta) / (high - low)

    spots = [(f"{(n + 0.5) * WIDTH / len(betas):.2f}", f"{y(beta):.2f}") for n, beta in enumerate(betas)]
    off = [not 0 < beta < 1 for beta in betas]
    steps = [str(n) for n, bad in enumerate(off, 1) if bad]
    where = f"outside (0, 1) at step{'s' if len(steps) > 1 else ''} {', '.join(steps)}" if steps else "inside (0, 1)"
    return SchedulePlot(
        tuple(s for s, bad in zip(spots, off, strict=True) if not bad),
        tuple(s for s, bad in zip(spots, off, strict=True) if bad),
        f"{y(1):.2f}", f"{y(0) - y(1):.2f}", f"{y(1):.2f}", f"{y(0):.2f}",
        f"{item['words']}: {where}.", str(item["words"]),
    )  # fmt: skip
