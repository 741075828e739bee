"""Wrong models with fitted weights: an expression is a combination of known terms, and not the right one.

The weights are fitted to all points together and the combination is then held against each of them, in the sense in
which a right expression is held against the right one. What a combination is called depends on which terms it has.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

import mpmath
from mpmath import mp

from autograder.checks.expressions import Point, close, require_symbols, value_at
from autograder.checks.mistakes import RELATIVE, Fits, NotThis, require
from autograder.checks.values import expression, pair
from autograder.isolation.wire import Value
from autograder.record.losses import TickLost

Terms = Mapping[str, Callable[..., Any]]
"""Terms by how they are written for staff."""
Weights = Mapping[str, Any]
DIGITS = 60
NOTHING = mpmath.mpf("1e-7")
"""A weight below this is none: fitted weights are exact to many more digits."""


def combines(
    name: str, terms: Terms, points: Sequence[Point], *, right: Weights, of: Collection[str], some: Collection[str] = ()
) -> Fits:
    """The expression is another combination than the `right` one, of the terms `of`, with at least one of `some`."""

    def fits(answers: Any) -> dict[str, str]:
        weights = _once(answers, name, lambda: [_fitted(answers[name], name, terms, points)])[0]
        require(set(weights) <= set(of) and (not some or set(weights) & set(some)))
        require(weights and not _same(weights, right))
        return {"fit": _written(weights)}

    return fits


def pair_combines(
    name: str, terms: Terms, points: Sequence[Point], *, right: Weights, wrong: Callable[[Weights], bool]
) -> Fits:
    """Each of two expressions is the right combination of terms in p and q, or a `wrong` one; one of them at least is.

    The second is read with p and q exchanged, so that both are combinations of the same terms.
    """

    def fits(answers: Any) -> dict[str, str]:
        both = _once(answers, name, lambda: _fitted_pair(answers[name], name, terms, points))
        others = [weights for weights in both if not _same(weights, right)]
        require(others and all(wrong(weights) for weights in others))
        return {"fit": "; ".join(_written(weights) for weights in both)}

    return fits


def _once(answers: Any, name: str, fit: Callable[[], list[Weights]]) -> list[Weights]:
    """Fit once for all wrong models of a ✓, which have the same terms; raises `NotThis` where there is no fit."""

    def found() -> list[Weights]:
        with contextlib.suppress(TickLost):
            return fit()
        return []

    weights: list[Weights] = answers.kept(("weights", name), found)
    require(weights)
    return weights


def _fitted_pair(value: Value, name: str, terms: Terms, points: Sequence[Point]) -> list[Weights]:
    first, second = pair(value, name)
    turned = [{**point, "p": point["q"], "q": point["p"]} for point in points]
    return [_fitted(first, name, terms, points), _fitted(second, name, terms, points, read_at=turned)]


def _fitted(
    value: Value, name: str, terms: Terms, points: Sequence[Point], read_at: Sequence[Point] | None = None
) -> Weights:
    """The weights of an expression that is a combination of the terms at every point; those that are 0 are left out."""
    tree = expression(value, name)
    require_symbols(tree, points[0].keys(), name)
    with mp.workdps(DIGITS):
        values = [value_at(tree, point, name) for point in read_at or points]
        rows = [
            [term(**{key: mpmath.mpf(x) for key, x in point.items()}) for term in terms.values()] for point in points
        ]
        sizes = [max(abs(entry) for entry in row) for row in rows]  # so that no point outweighs the others
        system = mpmath.matrix([[entry / size for entry in row] for row, size in zip(rows, sizes, strict=True)])
        wanted = mpmath.matrix([value / size for value, size in zip(values, sizes, strict=True)])
        found = dict(zip(terms, mpmath.lu_solve(system, wanted), strict=True))
        weights = {term: weight for term, weight in found.items() if abs(weight) > NOTHING}
        for row, value_there in zip(rows, values, strict=True):
            entries = dict(zip(terms, row, strict=True))
            fitted = mpmath.fsum(weight * entries[term] for term, weight in weights.items())
            if not close(value_there, fitted, mpmath.mpf(RELATIVE)):
                raise NotThis
        return weights


def _same(weights: Weights, right: Weights) -> bool:
    return weights.keys() == right.keys() and all(abs(w - right[term]) <= RELATIVE for term, w in weights.items())


def _written(weights: Weights) -> str:
    """A combination as staff read it: `0.5 p log D + 1 q log(1 - D)`."""
    return " + ".join(f"{mpmath.nstr(weight, 5)} {term}".rstrip() for term, weight in weights.items()) or "0"


def is_ratio(weights: Weights, right: Weights) -> bool:
    """Whether weights are one multiple of the right ones."""
    if weights.keys() != right.keys():
        return False
    factors = [weights[term] / right[term] for term in right]
    return all(abs(factor - factors[0]) <= RELATIVE * abs(factors[0]) for factor in factors)
