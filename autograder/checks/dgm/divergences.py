"""Integrands of the adversarial objective and of the Jensen-Shannon divergence, at densities p and q of one x."""

from __future__ import annotations

from typing import Any

import mpmath

from autograder.checks.engine.numbers import exactly, mpf
from autograder.checks.expressions import require_symbols
from autograder.checks.values import exact_real, expression
from autograder.isolation.wire import Value
from autograder.record.losses import NotEarned
from autograder.texts import _

_RATIOS = "1:2 2:1 3:1/2 1/7:5 0.31:0.29 1:1 1e-6:1 1:1e-6 1e4:3e4 2e-5:7e-5 12.5:0.04 0.6:1.7".split()
DENSITY_POINTS = tuple(dict(zip("pq", map(exactly, ratio.split(":")), strict=True)) for ratio in _RATIOS)
"""Values of p and q on both sides of p = q, of many sizes and ratios."""
OBJECTIVE_POINTS = tuple(
    {**point, "D": mpmath.mpf(d)} for point in DENSITY_POINTS for d in ("0.5", "0.25", "0.9", "0.001", "0.9999")
)
CONSTANT_TOLERANCE = 1e-6
_FURTHER = "5:1 1:7 2:3 3:2 0.9:1.1 8:0.3 0.02:0.5 40:90 1.5:0.2 0.13:0.17 6:11 0.7:3.3 23:4 0.05:0.01".split()
FITTING_POINTS = (*DENSITY_POINTS, *(dict(zip("pq", map(exactly, r.split(":")), strict=True)) for r in _FURTHER))
"""More of them, for wrong models with fitted weights: more than twice as many as there are weights."""
log = mpmath.log
"""The logarithm that wrong models of these integrands are written with."""


def objective(p: Any, q: Any, D: Any) -> Any:
    """p/2 log D + q/2 log(1 - D)."""
    return p / 2 * mpmath.log(D) + q / 2 * mpmath.log(1 - D)


def at_optimum(p: Any, q: Any) -> Any:
    """The objective at D = p / (p + q)."""
    return objective(p, q, p / (p + q))


def one_minus_optimal(p: Any, q: Any) -> Any:
    """1 - p / (p + q)."""
    return q / (p + q)


def kl_integrand(p: Any, q: Any) -> Any:
    """Integrand of KL(p, m) with the mixture m = (p + q) / 2."""
    return p * mpmath.log(2 * p / (p + q))


def require_constant(value: Value, name: str) -> None:
    """Require -log 2 to 1e-6 relative: `-0.693147` is."""
    tree = expression(value, name)
    require_symbols(tree, (), name)
    got = mpf(exact_real(tree, name))
    if abs(got + mpmath.log(2)) > CONSTANT_TOLERANCE * mpmath.log(2):
        raise NotEarned(expected=_("`{name}` is the constant", name=name), got=_("another number"))
