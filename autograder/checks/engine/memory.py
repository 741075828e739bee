"""What was found out about a submission, kept from one ✓ to the next."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

Found = TypeVar("Found")

MOST_BYTES = 2_000_000


class Memory:
    """Answers to questions that several ✓ ask; one for each submission, never shared.

    What is found out about objects stays in the process that found it. Facts, which are plain data, outlive a judge:
    they are written to a file without a name, which every later judge inherits, so that two ✓ that must be decided on
    the same values are, on every route.
    """

    def __init__(self, *, shared: bool = False) -> None:
        """With `shared`, processes that are forked from now on share the facts."""
        self._known: dict[Hashable, Any] = {}
        self._facts: dict[str, Any] = {}
        self._file = os.memfd_create("facts") if shared and hasattr(os, "memfd_create") else -1
        self._read = 0

    def ask(self, question: Callable[..., Found], *about: Hashable) -> Found:
        """`question(*about)`, found out once for the same objects."""
        key = (question, *about)
        if key not in self._known:
            self._known[key] = question(*about)
        found: Found = self._known[key]
        return found

    def once(self, fact: str, find: Callable[[], Found]) -> Found:
        """The fact of this name, found out once for the submission; it has to be plain data, as JSON knows it.

        Nothing is kept where `find` raises.
        """
        self._catch_up()
        if fact not in self._facts:
            self._facts[fact] = find()
            self._write(fact, self._facts[fact])
        known: Found = self._facts[fact]
        return known

    def close(self) -> None:
        """Forget the facts."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def _write(self, fact: str, found: Any) -> None:
        line = json.dumps([fact, found]).encode() + b"\n"
        if self._file >= 0 and self._read + len(line) <= MOST_BYTES:
            os.pwrite(self._file, line, self._read)
            self._read += len(line)

    def _catch_up(self) -> None:
        """Read what an earlier judge wrote; of one that died while writing, the last line is left out."""
        while self._file >= 0:
            data = os.pread(self._file, MOST_BYTES, self._read)
            line, end, _ = data.partition(b"\n")
            if not end:
                return
            self._read += len(line) + 1
            with contextlib.suppress(ValueError):
                fact, found = json.loads(line)
                self._facts[fact] = found
