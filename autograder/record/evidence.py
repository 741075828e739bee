"""What a check saw, as small plain data for a report: numbers with a name, the law of an answer, a sequence.

A check attaches items to a `TickLost`; they pass the judge's pipe as JSON. Everything in them may be read by the
student unless the item says `"staff": True`: a hidden input has no place in the others, nor has anything computed from
what a student's function returned for one, since that could carry the input along. An item is one of

- `{"kind": "numbers", "rows": [[label, number], ...]}`: what was computed at the place where the answer failed;
- `{"kind": "comparison", "rows": [...], "got": [label, number], "right": [label, number]}`: the same with what the
  answer gave and what would have been right;
- `{"kind": "law", "target": [...], "answer": [...]}`: the target's cdf at the answer's quantiles of levels `answer`,
  both in [0, 1]; a right answer lies on the diagonal;
- `{"kind": "sequence", "values": [...], "inside": [low, high], "words": ..., "axis": ...}`: values of a sequence in
  order, from the first on, to be read against the open interval that they should lie in.

A further kind needs a row in `KINDS` here, and in the report a row in `PLOTS` and a template of its name.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

MOST_ITEMS = 4
MOST_ROWS = 12
MOST_POINTS = 101
LONGEST_LABEL = 120


def numbers(**rows: Any) -> dict[str, Any]:
    """Named numbers; an underscore in a name is shown as a space."""
    return {"kind": "numbers", "rows": [[label.replace("_", " "), value] for label, value in rows.items()]}


def comparison(got: tuple[str, Any], right: tuple[str, Any], **rows: Any) -> dict[str, Any]:
    """Named numbers, what the answer gave there and what is right, each with its label."""
    return {**numbers(**rows), "kind": "comparison", "got": list(got), "right": list(right)}


def rows_of(item: Mapping[str, Any]) -> list[tuple[str, float | int | str]]:
    """The labels and numbers of an item to print, in order; empty for what is a plot."""
    compared = [item[name] for name in ("got", "right")] if item["kind"] == "comparison" else []
    return [(label, value) for label, value in (*item.get("rows", ()), *compared)]


def law(levels: Sequence[float], target: Sequence[float]) -> dict[str, Any]:
    """The target's cdf (`target`) at the answer's quantiles of `levels`, thinned to a size that a plot can show."""
    step = max(1, math.ceil(len(levels) / MOST_POINTS))
    return {"kind": "law", "answer": list(levels)[::step], "target": list(target)[::step]}


def sequence(
    values: Sequence[float], words: str, *, inside: tuple[float, float], axis: str = "step n"
) -> dict[str, Any]:
    """A sequence that should lie in the open interval `inside`; `words` names it, `axis` what it runs over."""
    thinned = list(values)[:MOST_POINTS]
    return {"kind": "sequence", "values": thinned, "inside": list(inside), "words": words, "axis": axis}


def for_staff(item: dict[str, Any]) -> dict[str, Any]:
    """The item, kept out of what a student sees."""
    return {**item, "staff": True}


def bounded(items: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Evidence as JSON can carry it: known kinds only, bounded lengths, finite numbers or words in their place."""
    kept = [(_bounded(item), item.get("staff") is True) for item in list(items)[:MOST_ITEMS]]
    return [for_staff(item) if staff else item for item, staff in kept if item is not None]


def current(item: Mapping[str, Any]) -> dict[str, Any]:
    """An item as it is written today: records of version 0.2.0 know one sequence only, `schedule`, inside (0, 1)."""
    if item["kind"] == "schedule":
        return sequence(item["betas"], item["words"], inside=(0, 1))
    return dict(item)


def _bounded(item: Mapping[str, Any]) -> dict[str, Any] | None:
    bound = KINDS.get(str(item.get("kind")))
    content = None if bound is None else bound(item)
    return None if content is None else {"kind": item["kind"], **content}


def _numbers(item: Mapping[str, Any]) -> dict[str, Any] | None:
    return {"rows": [_row(row) for row in item["rows"][:MOST_ROWS]]}


def _comparison(item: Mapping[str, Any]) -> dict[str, Any] | None:
    return {**(_numbers(item) or {}), "got": _row(item["got"]), "right": _row(item["right"])}


def _law(item: Mapping[str, Any]) -> dict[str, Any] | None:
    pairs = [(_finite(a), _finite(t)) for a, t in zip(item["answer"], item["target"], strict=True)][:MOST_POINTS]
    inside = [(a, t) for a, t in pairs if a is not None and t is not None and min(a, t) >= 0 and max(a, t) <= 1]
    return {"answer": [a for a, _ in inside], "target": [t for _, t in inside]} if inside else None


def _sequence(item: Mapping[str, Any]) -> dict[str, Any] | None:
    values = [value for value in map(_finite, item["values"][:MOST_POINTS]) if value is not None]
    inside = [_finite(bound) for bound in item["inside"]]
    if not values or len(inside) != 2 or None in inside:
        return None
    texts = {key: str(item[key])[:LONGEST_LABEL] for key in ("words", "axis")}
    return {"values": values, "inside": inside, **texts}


KINDS: Mapping[str, Callable[[Mapping[str, Any]], dict[str, Any] | None]] = {
    "numbers": _numbers, "comparison": _comparison, "law": _law, "sequence": _sequence,
}  # fmt: skip
"""Each kind of evidence with what cuts an item of it to a size that a record can hold, or drops it (None)."""


def _row(row: Sequence[Any]) -> list[Any]:
    label, value = row
    return [str(label)[:LONGEST_LABEL], _number(value)]


def _number(value: Any) -> float | int | str:
    """A finite number with six digits, or a short text in its place."""
    if isinstance(value, str):
        return value[:LONGEST_LABEL]
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**53:
        return value
    number = _finite(value)
    return "not finite" if number is None else number


def _finite(value: Any) -> float | None:
    """Six significant digits are what a report shows, and the same on every machine."""
    try:
        number = float(f"{float(value):.6g}")
    except (TypeError, ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None
