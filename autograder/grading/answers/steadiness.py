"""A function's answers must not depend on how often it is asked, or in which order: some calls are repeated."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograder.checks.engine.memory import Memory
from autograder.checks.values import agree
from autograder.isolation.protocol import Reply
from autograder.isolation.wire import Decoder, WireError, decode, encode
from autograder.record.losses import NotEarned
from autograder.texts import _

Call = tuple[Any, ...]
Ask = Callable[[str, list[Call]], list[Any]]

MOST_CALLS = 12
KEPT_CALLS = 4
LEAST_ELEMENTS, SHARE = 200, 20
"""Repeated calls have at most this many elements, or one in so many of all that were asked for."""
LARGEST_KEPT = 400
"""Elements of a call that later ✓ repeat as well."""


class Steadiness:
    """The calls of one ✓ with their results, of which some are repeated at its end.

    Which ones is drawn, so that no submission can tell them apart; an honest function gives the same whichever they
    are. A few small ones are kept, and repeated at the end of every later ✓ that calls the same function: an answer
    must be the same function in all of them.
    """

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._asked: dict[str, list[tuple[Call, Any]]] = {}
        self._random = random.SystemRandom()

    def record(self, name: str, calls: Sequence[Call], results: Sequence[Any]) -> None:
        """Take down what was asked and what came back, undecoded."""
        pairs = zip(calls, results, strict=False)
        self._asked.setdefault(name, []).extend(pair for pair in pairs if _is_value(pair[1]))

    def require(self, ask: Ask) -> None:
        """Repeat some calls of every function in another order; raises `NotEarned` where one now ends otherwise."""
        for name, asked in self._asked.items():
            earlier = self._memory.once(f"calls of {name}", lambda asked=asked: self._kept(asked))  # type: ignore[misc]
            again = [*self._drawn(asked), *((tuple(map(decode, call)), result) for call, result in earlier)]
            self._random.shuffle(again)
            results = ask(name, [call for call, _ in again])
            if len(results) != len(again) or not all(
                _same(before, now) for (_, before), now in zip(again, results, strict=True)
            ):
                raise NotEarned(
                    expected=_("`{name}` always gives the same for the same inputs", name=name),
                    got=_("something else when it was asked again"),
                    hint=_("an answer may not depend on how often a function was called before, or in which order"),
                )

    def _drawn(self, asked: list[tuple[Call, Any]]) -> list[tuple[Call, Any]]:
        room = max(LEAST_ELEMENTS, sum(_elements(call) for call, _ in asked) // SHARE)
        drawn: list[tuple[Call, Any]] = []
        for call, result in self._random.sample(asked, len(asked))[: 4 * MOST_CALLS]:
            if _elements(call) <= room and len(drawn) < MOST_CALLS:
                drawn.append((call, result))
                room -= _elements(call)
        return drawn

    def _kept(self, asked: list[tuple[Call, Any]]) -> list[Any]:
        small = [(call, result) for call, result in asked if _elements(call) <= LARGEST_KEPT]
        chosen = self._random.sample(small, min(KEPT_CALLS, len(small)))
        return [[[encode(argument) for argument in call], result] for call, result in chosen]


def _elements(call: Call) -> int:
    return sum(argument.size if isinstance(argument, np.ndarray) else 1 for argument in call)


def _is_value(result: Any) -> bool:
    return isinstance(result, list) and len(result) == 2 and result[0] == Reply.VALUE


def _same(before: Any, now: Any) -> bool:
    """Whether two undecoded results mean the same; what breaks the wire's grammar is nothing of the kind."""
    if before == now:
        return True
    try:
        return _is_value(now) and agree(Decoder().decode(before[1]), Decoder().decode(now[1]))
    except WireError:
        return False
