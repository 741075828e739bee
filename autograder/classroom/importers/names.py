"""Names of people as sets of words, and whether two of them can be the same person's."""

from __future__ import annotations

import re
import unicodedata

SHORTEST = 6
"""Letters that a name needs to be looked for inside another: shorter ones are found by chance."""
MOST_WORDS = 8


def tokens(text: str) -> list[str]:
    """Lower-case words without accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return re.findall(r"[^\W_]+", "".join(c for c in plain if not unicodedata.combining(c)))


def natural(name: str) -> str:
    """`Ada Lovelace` for `Lovelace, Ada`."""
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}".strip() if comma else name


def agree(said: str, listed: str) -> bool:
    """Whether one name has all words of the other, or is it squeezed together, as Canvas writes `lovelaceada`.

    No name agrees with every name.
    """
    one, other = tokens(said), tokens(listed)
    if not one or not other or set(one) <= set(other) or set(other) <= set(one):
        return True
    if len(one) > 1:
        return False
    (squeezed,) = one
    holds_all = len(other) > 1 and len("".join(other)) >= SHORTEST and all(word in squeezed for word in other)
    return holds_all or _is_made_of(squeezed, tuple(other[:MOST_WORDS]))


def _is_made_of(squeezed: str, words: tuple[str, ...]) -> bool:
    """Whether a squeezed name consists of some of the words, in any order, each used once."""
    return not squeezed or any(
        squeezed.startswith(word) and _is_made_of(squeezed[len(word) :], words[:at] + words[at + 1 :])
        for at, word in enumerate(words)
    )
