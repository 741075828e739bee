"""Double marking: a share of the ✓ goes to two people, each of whom decides without seeing the other."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator, Mapping, Sequence

from autograder.review.cases import Case, Snapshot


@dataclasses.dataclass(frozen=True)
class Pairs:
    """Who decides what with whom: `share` (0 to 1) of all ✓, by two of `people` each.

    The choice depends on nothing but names and ids, so every process makes the same one.
    """

    share: float
    people: tuple[str, ...]

    def chosen(self, case: Case) -> tuple[str, ...]:
        """The two who decide a case, or nobody where anyone may decide it alone."""
        if not self.share or not case.tick or len(self.people) < 2 or case.entry.student is None:
            return ()
        if _number(f"share {case.submission} {case.tick}") >= self.share:
            return ()
        ranked = sorted(self.people, key=lambda name: _number(f"{name} {case.submission} {case.tick}"))
        return tuple(ranked[:2])


@dataclasses.dataclass(frozen=True)
class Agreement:
    """How often two deciders said the same: of `count` ✓, `same` alike; `kappa` is None where it is not defined."""

    count: int
    same: int
    kappa: float | None


def both(opinions: Mapping[tuple[str, str], Mapping[str, int]]) -> Iterator[tuple[tuple[str, str], tuple[int, int]]]:
    """The ✓ on which two people have said something, with both values."""
    for place, said in sorted(opinions.items()):
        if len(said) > 1:
            first, second = list(said.values())[:2]
            yield place, (first, second)


def agreement(pairs: Sequence[tuple[int, int]]) -> Agreement:
    """Cohen's kappa of pairs of decisions (J. Cohen, 1960): (p_o - p_e) / (1 - p_e).

    p_o is the share of pairs that agree, p_e the share that would if both decided independently, each with the
    frequencies of values that they had. Undefined where p_e is 1, as when both always say the same one thing.
    """
    count = len(pairs)
    same = sum(1 for a, b in pairs if a == b)
    if not count:
        return Agreement(0, 0, None)
    values = {value for pair in pairs for value in pair}
    chance = sum(
        sum(1 for a, _ in pairs if a == value) * sum(1 for _, b in pairs if b == value) for value in values
    ) / count**2  # fmt: skip
    return Agreement(count, same, None if chance == 1 else (same / count - chance) / (1 - chance))


def disagreements(now: Snapshot) -> list[Case]:
    """Cases on which two people said different things and nothing is decided yet."""
    cases = [now.case(*place) for place, (first, second) in both(now.opinions) if first != second]
    return [case for case in cases if case is not None and not now.who_decided(case)]


def _number(text: str) -> float:
    """A number in [0, 1) that depends on the text alone."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") / 2**64
