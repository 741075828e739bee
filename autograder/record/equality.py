"""When two answers to a ✓ are equal: one decision may stand for both only then.

Two answers are equal when the hidden test saw the same of both and found the same. What it saw is kept at grading as
`Finding.saw`: a digest of the values that it read, as they travelled, and of all that the functions it called gave, to
the last bit. What it found is outcome, reason, expected, got, evidence and the hidden input. A hint may name a cell of
the notebook and plays no part.

Nothing is kept of what earned ✓ showed, nor by earlier versions: such answers are equal only if their code is, too.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from autograder.record.grade import Code, TickResult


def answer_key(tick: TickResult, code: Sequence[Code]) -> str:
    """A digest that equal answers to a ✓ share, and no others; `code` is the cells that define its part."""
    found = tick.finding
    seen: Any = found.saw or [[line.rstrip() for line in cell.lines] for cell in code]
    content = [
        tick.id, str(tick.outcome), str(found.reason), found.expected, found.got,
        [dict(item) for item in found.evidence], found.input, bool(found.saw), seen,
    ]  # fmt: skip
    text = json.dumps(content, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
