"""Untrusted text made visible: control characters, text direction marks and broken Unicode are shown as signs."""

from __future__ import annotations

import unicodedata

_KEPT = {"\n", "\t"}
_PICTURES = 0x2400
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def escape_invisible(text: str, *, lines: bool = False) -> str:
    """The text with every character that cannot be seen replaced by one that can; line ends stay where `lines` are.

    C0 controls become their pictures (U+2400 on), everything else invisible its number, like ⟨U+202E⟩; so a
    right-to-left mark is shown and does nothing, and a lone surrogate cannot break the encoding of a page.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(c, lines) for c in text)


def _shown(c: str, lines: bool) -> str:
    if c in _KEPT and lines:
        return c if c == "\n" else "    "
    if c.isprintable() or c == " ":
        return c
    code = ord(c)
    if code < 0x20:
        return chr(_PICTURES + code)
    if unicodedata.category(c) in _INVISIBLE:
        return f"⟨U+{code:04X}⟩"
    return " "


def shorten(text: str, longest: int) -> str:
    """The text, cut in the middle with a visible mark when it is longer than `longest` characters."""
    if len(text) <= longest:
        return text
    half = longest // 2
    return f"{text[:half]} […{len(text) - 2 * half} characters left out…] {text[-half:]}"
