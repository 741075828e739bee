"""What was found out about a submission's own values, kept from one ✓ to the next."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

Found = TypeVar("Found")


class Memory:
    """Answers to questions about objects that several ✓ ask; one for each submission, never shared."""

    def __init__(self) -> None:
        self._known: dict[Hashable, Any] = {}

    def ask(self, question: Callable[..., Found], *about: Hashable) -> Found:
        """`question(*about)`, found out once for the same objects."""
        key = (question, *about)
        if key not in self._known:
            self._known[key] = question(*about)
        found: Found = self._known[key]
        return found
