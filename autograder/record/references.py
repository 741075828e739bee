"""Short names by which people speak of a ✓ of one submission: `2a.4-7f3c` stands on a student's page."""

from __future__ import annotations

import hashlib
import re

from autograder.record.ids import NUMBER, PART

DIGITS = 4
_REFERENCE = re.compile(rf"\s*({PART}\.{NUMBER})\s*-\s*([0-9a-f]{{{DIGITS}}})\s*", re.IGNORECASE)


def reference(sha256: str, tick: str) -> str:
    """The reference of a ✓ in the notebook with this digest.

    It names no student, and stays the same when the notebook is graded again. Four digits tell some hundred
    notebooks apart; where two share a reference, whoever looks it up is shown both.
    """
    digest = hashlib.sha256(f"{sha256} {tick}".encode()).hexdigest()
    return f"{tick}-{digest[:DIGITS]}"


def read_reference(text: str) -> tuple[str, str] | None:
    """The ✓ and the whole reference that a text is, in any case and with any spaces; None for another text."""
    found = _REFERENCE.fullmatch(text)
    return (found[1].lower(), f"{found[1]}-{found[2]}".lower()) if found else None
