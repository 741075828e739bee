"""CSV whose cells a spreadsheet takes as text or number, never as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def to_csv(rows: Iterable[Sequence[object]]) -> str:
    """The rows as CSV with Unix line ends."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    for row in rows:
        writer.writerow([cell(value) for value in row])
    return text.getvalue()


def cell(value: object) -> object:
    """A value as a cell: text that a spreadsheet would evaluate gets an apostrophe in front of it; None is empty."""
    if value is None:
        return ""
    if isinstance(value, str):
        plain = "".join(c if c.isprintable() else " " for c in value)
        return f"'{plain}" if plain.startswith(_FORMULA) else plain
    return value


def points(value: float) -> str:
    """Points with as many digits as they need, at most two."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
