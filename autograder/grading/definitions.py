"""Where a notebook defines an answer: the cells of a part, with their numbers, for reports to show.

Found by patterns on lines of text. A submission's source is never parsed here: what it holds can crash a parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from autograder.record import Code

MOST_LINES = 120
LONGEST_LINE = 300
MOST_CELLS = 12


def defining_cells(cells: Sequence[tuple[int, str]], names: Iterable[str]) -> tuple[Code, ...]:
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


def _cut(number: int, names: tuple[str, ...], source: str) -> Code:
    lines = source.split("\n")
    start = 0
    if len(lines) > MOST_LINES:
        places = (i for i, line in enumerate(lines) if any(_defines(name).search(line) for name in names))
        start = max(0, next(places, 0) - 5)
    shown = lines[start : start + MOST_LINES]
    kept = tuple(_shorten(line) for line in shown)
    return Code(cell=number, names=names, first_line=start + 1, lines=kept, left_out=len(lines) - len(shown))


def _shorten(line: str) -> str:
    if len(line) <= LONGEST_LINE:
        return line
    return f"{line[:LONGEST_LINE]} [... {len(line) - LONGEST_LINE} characters left out]"
