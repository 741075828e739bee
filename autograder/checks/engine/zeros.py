"""Zeros of a real function of one variable: on a grid, in changes of sign, and at the bottom of dips."""

from __future__ import annotations

import itertools
import math
import operator
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import mpmath

from autograder.checks.engine.evaluate import Undefined, UnknownName

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
    clear: Callable[[Number, Number], bool] = lambda _a, _b: False,
    relative: Number = 0,
) -> Iterator[Number]:
    """Abscissae at which |f| falls below `small`, found from its values at increasing abscissae.

    Values may be floats where these decide the sign and whether the neighbours' sizes are larger.
    Where `f` changes sign the change is bisected; a pole is told from a zero by the size of `f` there. Where |f| has a
    local minimum between samples it is followed down; a double zero goes to zero, an honest minimum does not. Intervals
    for which `known(a, b)` holds, because they contain a zero that is no news, are passed over, and so are dips that
    are `clear(a, c)` of zero. A place counts as well where |f| falls below `relative` times what it is at the
    samples around.
    """
    sizes = [abs(y) for _, y in samples]
    signs = [_sign(y) for _, y in samples]
    yield from (x for (x, _), size in zip(samples, sizes, strict=True) if _is_small(size, small))
    changes = map(operator.mul, signs, signs[1:])
    for ((a, _), (b, _)), (first, second), change in zip(
        itertools.pairwise(samples), itertools.pairwise(sizes), changes, strict=True
    ):
        if change < 0 and not known(a, b):
            yield from _kept(in_change_of_sign(f, a, b), max(small, relative * max(first, second)))
    for k in range(1, len(samples) - 1):
        is_dip = sizes[k] <= sizes[k - 1] and sizes[k] <= sizes[k + 1] and not _is_small(sizes[k], small)
        a, c = samples[k - 1][0], samples[k + 1][0]
        if is_dip and not known(a, c) and not clear(a, c):
            yield from _kept(in_dip(f, a, c), max(small, relative * max(sizes[k - 1], sizes[k + 1])))


def sampled(f: Function, grid: Sequence[Number]) -> list[Sample]:
    """The points of the grid at which `f` is defined, with its values."""
    samples = []
    for x in grid:
        try:
            samples.append((x, f(x)))
        except (Undefined, UnknownName):
            continue
    return samples


def median_size(samples: Sequence[Sample]) -> Number:
    """The median of |f|; of the two in the middle the larger."""
    sizes, middle = [abs(y) for _, y in samples], len(samples) // 2
    size = sorted(sizes, key=float)[middle]
    return size if 0 < float(size) < math.inf else sorted(sizes)[middle]


def _sign(value: Number) -> int:
    if not isinstance(value, float):
        return int(mpmath.sign(mpmath.re(value))) if is_real(value) else 0
    return (value > 0) - (value < 0)


def _is_small(size: Number, small: Number) -> bool:
    return bool(size <= (float(small) if isinstance(size, float) else small))  # comparing floats is much faster


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
