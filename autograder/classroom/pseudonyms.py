"""Names that say nothing: the same person always has the same one, and without the key nobody can tell who it is."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from autograder.errors import UserError

KEY_BYTES = 32
SHORTEST_NAME = 3
HIDDEN = "▮▮▮"
FREE_TEXT = frozenset(
    {"got", "message", "trace", "input", "error", "lines", "what", "text", "first_line", "who", "comment"}
)
"""Fields of a record with words that a student, or somebody writing about the student, chose."""


def read_key(path: Path) -> bytes:
    """The key at `path`, made there when there is none; only its owner may read it.

    A pseudonym is a keyed hash: a list of all students is no help in guessing who is who without the key.
    """
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        key = path.read_bytes()
    else:
        key = secrets.token_bytes(KEY_BYTES)
        with os.fdopen(handle, "wb") as file:
            file.write(key)
    if len(key) != KEY_BYTES:
        raise UserError(path, f"is not a key of {KEY_BYTES} bytes", "Delete it to have a new one made.")
    return key


def pseudonym(key: bytes, what: str) -> str:
    """Eight letters and digits for any text, the same for the same key and text (HMAC-SHA-256, base 32)."""
    digest = hmac.new(key, what.encode("utf-8", "surrogatepass"), hashlib.sha256).digest()
    return base64.b32encode(digest[:5]).decode("ascii")


def without_names(value: Any, names: Iterable[str]) -> Any:
    """Plain data with `names` (and each of their words) blanked out where they stand as words in free text.

    Only texts under the keys of `FREE_TEXT` are touched: a student whose name is that of an outcome changes nothing.
    """
    words = {word for name in names for word in (name, *re.split(r"[\s,;@]+", name)) if len(word) >= SHORTEST_NAME}
    if not words:
        return value
    alternatives = "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
    return _blanked(value, re.compile(rf"(?<![^\W_])(?:{alternatives})(?![^\W_])", re.IGNORECASE), free=False)


def _blanked(value: Any, pattern: re.Pattern[str], *, free: bool) -> Any:
    if isinstance(value, str):
        return pattern.sub(HIDDEN, value) if free else value
    if isinstance(value, Mapping):
        return {key: _blanked(item, pattern, free=free or key in FREE_TEXT) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_blanked(item, pattern, free=free) for item in value]
    return value
