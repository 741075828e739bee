"""Where a notebook defines an answer: the cells of a part, with their numbers, for reports to show.

Found by patterns on lines of text. A submission's source is never parsed here: what it holds can crash a parser.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Sequence
from typing import Any

MOST_LINES = 120
LONGEST_LINE = 300
MOST_CELLS = 12


@dataclasses.dataclass(frozen=True)
class CellSource:
    """A cell that defines answers: its number in the notebook, the names, its lines from `first` on."""

    cell: int
    names: tuple[str, ...]
    first: int
    lines: tuple[str, ...]
    left_out: int = 0

    def record(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "cell": self.cell, "names": list(self.names), "first_line": self.first, "lines": list(self.lines),
            "left_out": self.left_out,
        }  # fmt: skip


def defining_cells(cells: Sequence[tuple[int, str]], names: Iterable[str]) -> tuple[CellSource, ...]:
    """The cells that define any of `names`, in order; names that are only used elsewhere do not count."""
    wanted = sorted(names)
    found = []
    for number, source in cells:
        defined = [name for name in wanted if name in source and _defines(name).search(source)]
        if defined:
            found.append(_cut(number, tuple(defined), source))
    return tuple(found[-MOST_CELLS:])


def _defines(name: str) -> re.Pattern[str]:
    """`def name`, `class name`, `name = ...`, `name: type = ...`, `name, other = ...`, `name["key"] = ...`."""
    assigned = rf"^(?=[^=\n#]{{0,200}}=(?!=))[^=\n#]{{0,200}}?(?<![\w.]){name}\b(?! *\()"
    return re.compile(rf"^[ \t]*(?:async +)?(?:def|class) +{name}\b|{assigned}", re.MULTILINE)


def _cut(number: int, names: tuple[str, ...], source: str) -> CellSource:
    lines = source.split("\n")
    start = 0
    if len(lines) > MOST_LINES:
        places = (i for i, line in enumerate(lines) if any(_defines(name).search(line) for name in names))
        start = max(0, next(places, 0) - 5)
    shown = lines[start : start + MOST_LINES]
    return CellSource(number, names, start + 1, tuple(_shorten(line) for line in shown), len(lines) - len(shown))


def _shorten(line: str) -> str:
    if len(line) <= LONGEST_LINE:
        return line
    return f"{line[:LONGEST_LINE]} [... {len(line) - LONGEST_LINE} characters left out]"
