"""Zeros of a real function of one variable: on a grid, in changes of sign, and at the bottom of dips."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import mpmath

from autograder.checks.evaluate import Undefined, UnknownName

Number = Any
Sample = tuple[Number, Number]
Function = Callable[[Number], Number]
"""Gives an mpmath number, or raises `Undefined`."""

BISECTIONS, CONTRACTIONS = 130, 110
LEVEL = mpmath.mpf("1e-6")
"""Near the bottom of an honest minimum the values at two points agree like this; near a double zero they do not."""
_GOLDEN = (mpmath.mpf(5) ** mpmath.mpf("0.5") - 1) / 2


def zeros(
    f: Function,
    samples: Sequence[Sample],
    *,
    small: Number,
    known: Callable[[Number, Number], bool] = lambda _a, _b: False,
) -> Iterator[Number]:
    """Abscissae at which |f| falls below `small`, found from its values at increasing abscissae.

    Where `f` changes sign the change is bisected; a pole is told from a zero by the size of `f` there. Where |f| has a
    local minimum between samples it is followed down; a double zero goes to zero, an honest minimum does not. Intervals
    for which `known(a, b)` holds, because they contain a zero that is no news, are passed over.
    """
    yield from (x for x, y in samples if abs(y) <= small)
    for (a, gap_a), (b, gap_b) in itertools.pairwise(samples):
        changes = is_real(gap_a) and is_real(gap_b) and mpmath.re(gap_a) * mpmath.re(gap_b) < 0
        if changes and not known(a, b):
            yield from _kept(in_change_of_sign(f, a, b), small)
    for (a, ga), (_, gb), (c, gc) in zip(samples, samples[1:], samples[2:], strict=False):
        if small < abs(gb) <= min(abs(ga), abs(gc)) and not known(a, c):
            yield from _kept(in_dip(f, a, c), small)


def sampled(f: Function, grid: Sequence[Number]) -> list[Sample]:
    """The points of the grid at which `f` is defined, with its values."""
    samples = []
    for x in grid:
        try:
            samples.append((x, f(x)))
        except (Undefined, UnknownName):
            continue
    return samples


def is_real(value: Number) -> bool:
    """Whether a number has no imaginary part."""
    return bool(mpmath.im(value) == 0)


def in_change_of_sign(f: Function, a: Number, b: Number) -> tuple[Number, Number] | None:
    """Where a change of sign happens and how large |f| still is there; None where `f` is undefined on the way."""
    try:
        start = f(a)
        for _ in range(BISECTIONS):
            middle = (a + b) / 2
            gap = f(middle)
            if gap == 0:
                return middle, mpmath.mpf(0)
            a, b, start = (middle, b, gap) if mpmath.re(gap * start) > 0 else (a, middle, start)
        return a, abs(start)
    except (Undefined, UnknownName):
        return None


def in_dip(f: Function, a: Number, b: Number) -> tuple[Number, Number] | None:
    """The bottom of a dip of |f| by golden section, and |f| there."""
    try:
        c, d = b - _GOLDEN * (b - a), a + _GOLDEN * (b - a)
        gap_c, gap_d = abs(f(c)), abs(f(d))
        for step in range(CONTRACTIONS):
            if step > 20 and abs(gap_c - gap_d) <= LEVEL * gap_c:
                break
            if gap_c < gap_d:
                b, d, gap_d = d, c, gap_c
                c = b - _GOLDEN * (b - a)
                gap_c = abs(f(c))
            else:
                a, c, gap_c = c, d, gap_d
                d = a + _GOLDEN * (b - a)
                gap_d = abs(f(d))
        return (c, gap_c) if gap_c < gap_d else (d, gap_d)
    except (Undefined, UnknownName):
        return None


def _kept(candidate: tuple[Number, Number] | None, small: Number) -> list[Number]:
    return [candidate[0]] if candidate is not None and candidate[1] <= small else []
