"""Two inputs with one image: exact null vectors and collisions, by rational arithmetic instead of rounding."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import mpmath
import numpy as np
from mpmath import mp

from autograder.checks.engine.numbers import mpf
from autograder.checks.functions import Function, require_value
from autograder.checks.values import exact_real, pair, sequence
from autograder.isolation.wire import Value
from autograder.record import evidence
from autograder.record.losses import NotEarned
from autograder.texts import _

NULL_TOLERANCE = Fraction(1, 10**9)
SAME = mpmath.mpf("1e-12")
DIFFERENT = mpmath.mpf("1e-9")


def require_null_directions(direction: Function, vectors: Sequence[tuple[float, float]]) -> None:
    """Require for every a a non-zero v with (a^T a) v = 0, that is a . v = 0 to 1e-9 of |a| |v|.

    All products are exact fractions, so no underflow can produce a zero.
    """
    for a, result in zip(vectors, direction.map([(np.array(a),) for a in vectors]), strict=True):
        _require_null(_coordinates(require_value(result), direction.name, 2), a, direction.name)


def _require_null(v: list[Any], a: tuple[float, float], name: str) -> None:
    exact = [_fraction(x) for x in v]
    weights = [Fraction(x) for x in a]
    if not any(exact):
        raise NotEarned(expected=_("`{name}` gives a non-zero vector", name=name), got=_("the zero vector"))
    product = sum((w * x for w, x in zip(weights, exact, strict=True)), Fraction(0))
    norms = sum(w * w for w in weights) * sum((x * x for x in exact), Fraction(0))
    if product * product > NULL_TOLERANCE**2 * norms:
        share = float(abs(product) / max(abs(w * x) for w, x in zip(weights, exact, strict=True)))
        expected, got = (
            _("`{name}` gives v with A v = 0 for every a", name=name),
            _("a vector for which A v is not zero"),
        )
        raise NotEarned(expected=expected, got=got, staff=f"a = {a}: relative size {share:.2g}")


def require_collision(value: Value, name: str) -> None:
    """Require two points of R^3 that differ and have one image under z = ((x3+x2)^3, x1^4 x2 + x3, exp(x3)).

    Cubes and exponentials are one-to-one on R, so images agree exactly when x3 = x3', then x2 = x2', then
    x1^4 x2 = x1'^4 x2, that is x2 = 0 or |x1| = |x1'|. Each of these equalities is required to 1e-12 of the
    coordinates' own size; taken like this, no rounding, underflow or saturation can create one. The points must differ
    by much more than that, except where x2 = 0: then images agree for any two first coordinates, however close.
    """
    listed = list(value) if isinstance(value, set) else value  # a pair of points has no order
    with mp.workdps(60):
        first, second = (_coordinates(point, name, 3) for point in pair(listed, name))
        (x1, x2, x3), (y1, y2, y3) = ([mpf(x) for x in point] for point in (first, second))
        expected = _("`{name}` is two different points with the same image", name=name)
        if not (_same(x3, y3) and _same(x2, y2)):
            got = _("points whose second coordinates differ, which the map keeps apart")
            if not _same(x3, y3):
                got = _("points whose third coordinates differ, which the map keeps apart")
            rows = {_of(which, f"x{i}"): x[which] for i, x in ((2, (x2, y2)), (3, (x3, y3))) for which in (0, 1)}
            raise NotEarned(expected=expected, got=got, evidence=[evidence.numbers(**rows)])
        vanishes = x2 == 0 and y2 == 0
        if not vanishes and not _same(abs(x1), abs(y1)):
            raise NotEarned(
                expected=expected,
                got=_("points whose images differ in the second component"),
                hint=_("x1^4 x2 has to be the same at both points, in exact arithmetic"),
                evidence=[evidence.numbers(**{_of(0, "x1^4 x2"): x1**4 * x2, _of(1, "x1^4 x2"): y1**4 * y2})],
            )
        apart = mpmath.mpf(0) if vanishes and x3 == y3 else DIFFERENT * max(abs(x1), abs(y1))
        if abs(x1 - y1) <= apart:
            raise NotEarned(expected=expected, got=_("two points that are the same"))


def _of(point: int, quantity: str) -> str:
    if point == 0:
        return _("{quantity} at the first point", quantity=quantity)
    return _("{quantity} at the second point", quantity=quantity)


def _coordinates(value: Value, name: str, count: int) -> list[Any]:
    """`count` exact real numbers from a flat or one-column collection."""
    items = sequence(value, name)
    while len(items) == 1 and isinstance(items[0], (list, tuple, np.ndarray)):
        items = sequence(items[0], name)
    items = [item[0] if isinstance(item, (list, tuple, np.ndarray)) and len(item) == 1 else item for item in items]
    if len(items) != count:
        expected = _("`{name}` has {count} coordinates", name=name, count=count)
        raise NotEarned(expected=expected, got=_("more than that") if len(items) > count else _("fewer than that"))
    return [exact_real(item.item() if isinstance(item, np.generic) else item, name) for item in items]


def _fraction(value: Any) -> Fraction:
    """An exact fraction; an irrational number is taken to its 60 digits."""
    if isinstance(value, Fraction):
        return value
    sign, mantissa, exponent, _bits = value._mpf_
    return Fraction((-1) ** sign) * Fraction(int(mantissa)) * Fraction(2) ** int(exponent)


def _same(x: Any, y: Any) -> bool:
    return bool(abs(x - y) <= SAME * max(abs(x), abs(y)))
