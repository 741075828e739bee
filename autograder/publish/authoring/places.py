"""Where a new part goes: in the sheet behind the part before it, in the model answers before the part after it."""

from __future__ import annotations

import re

from autograder.record.ids import PART, part_key

_CHECK = re.compile(rf'^```python name="check_q({PART})"\n.*?^```\n', re.MULTILINE | re.DOTALL)
_HAND_IN = re.compile(r"^## (?!\d)", re.MULTILINE)
_ANSWERS = re.compile(rf"^# %% \[markdown\]\n# \*\*({PART})\.", re.MULTILINE)
_TICKS = re.compile(r"\b(\d+) ✓")


def insert_section(sheet: str, part: str, section: str) -> str:
    """The sheet with a new part's section behind the check of the part before it, else before the closing sections."""
    before = [match for match in _CHECK.finditer(sheet) if part_key(match[1]) < part_key(part)]
    if before:
        place = max(before, key=lambda match: part_key(match[1])).end()
    else:
        later = re.search(rf"^## {PART}\b", sheet, re.MULTILINE) or _HAND_IN.search(sheet)
        place = later.start() if later else len(sheet)
    head, rest = sheet[:place].rstrip("\n"), sheet[place:].lstrip("\n")
    return f"{head}\n\n{section.rstrip()}\n\n{rest}" if rest else f"{head}\n\n{section.rstrip()}\n"


def insert_answers(solution: str, part: str, cells: str) -> str:
    """The model answers with a new part's cells before those of the part that comes after it, else at the end."""
    after = [match for match in _ANSWERS.finditer(solution) if part_key(match[1]) > part_key(part)]
    place = min((match.start() for match in after), default=len(solution))
    head, rest = solution[:place].rstrip("\n"), solution[place:]
    return "\n\n\n".join(piece for piece in (head, cells.rstrip() + "\n", rest) if piece)


def with_more_ticks(sheet: str, more: int) -> str:
    """The sheet whose head (all before its first section) counts `more` ✓ beyond those it says the problem has."""
    head, mark, rest = sheet.partition("\n## ")
    stated = _TICKS.search(head)
    if stated is None:
        return sheet
    old = stated[0]
    return re.sub(rf"\b{re.escape(old)}", f"{int(stated[1]) + more} ✓", head) + mark + rest
