"""Text of unknown origin inside Markdown that a browser will show as HTML."""

from __future__ import annotations

import re

LONGEST = 4_000
_SPECIAL = {ord(c): f"\\{c}" for c in "\\*_{}[]()#+!|~$"} | {ord("<"): "&lt;", ord(">"): "&gt;", ord("&"): "&amp;"}


def printable(text: str) -> str:
    """Characters that show as themselves: no controls, no marks that change the direction of writing, no surrogates."""
    kept = "".join(c if c.isprintable() or c == "\n" else "\N{REPLACEMENT CHARACTER}" for c in text)
    return kept if len(kept) <= LONGEST else f"{kept[: LONGEST // 2]}\n[... cut ...]\n{kept[-LONGEST // 2 :]}"


def escape(text: str) -> str:
    """Markdown's and HTML's special characters made literal; `code` in single backticks stays code, still escaped."""
    pieces = printable(text).replace("\n", " ").split("`")
    if len(pieces) % 2 == 0:
        return "'".join(piece.translate(_SPECIAL) for piece in pieces)
    return "`".join(_as_code(piece) if index % 2 else piece.translate(_SPECIAL) for index, piece in enumerate(pieces))


def _as_code(text: str) -> str:
    """Inside a code span Markdown takes HTML literally; a renderer that does not must still find no tag."""
    return text.replace("<", "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}")


def fenced(text: str) -> str:
    """A code block whose fence is longer than any run of backticks in the text."""
    shown = printable(text)
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall(r"`+", shown)), default=0))
    return f"{fence}\n{shown.replace('<', chr(0x2039))}\n{fence}"
