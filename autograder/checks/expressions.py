"""Equality of expressions, decided by their values on a declared domain rather than by their form."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import mpmath
from mpmath import mp

from autograder.checks.engine.evaluate import Undefined, UnknownName, evaluate_real
from autograder.checks.values import expression
from autograder.isolation.wire import Expr, Value
from autograder.isolation.wire.expr import symbols
from autograder.record import evidence
from autograder.record.losses import NotEarned
from autograder.texts import _

RELATIVE = mpmath.mpf("1e-6")
"""The exam's tolerance: enough for numerical coefficients, far below any wrong formula."""

Point = Mapping[str, Any]


def require_equal(
    value: Value, reference: Callable[..., Any], points: Sequence[Point], name: str, *, tolerance: Any = RELATIVE,
    hidden: bool = False,
) -> None:  # fmt: skip
    """Require an expression to agree with `reference(**point)` at every point, to `tolerance` relative.

    The values at the point are for staff only where the expression was computed from `hidden` inputs.
    Raises `NotEarned` naming the first point of disagreement and by how much. Values are computed with 50 digits, so
    two different closed forms of the same quantity agree far more closely than the tolerance.
    """
    tree = expression(value, name)
    require_symbols(tree, points[0].keys(), name)
    for point in points:
        with mp.workdps(50):
            expected = reference(**{key: mpmath.mpf(x) for key, x in point.items()})
            got = value_at(tree, point, name)
            if not close(got, expected, tolerance):
                off = _("at {point} it is off by {off}", point=show(point), off=mpmath.nstr(got - expected, 3))
                values = evidence.comparison((_("your value"), got), (_("right value"), expected), **point)
                raise NotEarned(
                    expected=_("`{name}` is the right expression on its whole domain", name=name),
                    got=_("another value at {point}", point=show(point)) if hidden else off,
                    evidence=[evidence.for_staff(values) if hidden else values],
                )


def require_symbols(tree: Expr, allowed: Any, name: str) -> None:
    """Require that a tree uses no symbols but the allowed ones, whatever assumptions they carry."""
    if symbols(tree) - set(allowed):
        expected = _("`{name}` uses no symbols", name=name)
        if allowed:
            listed = ", ".join(sorted(allowed))
            expected = _("`{name}` uses no other symbols than: {symbols}", name=name, symbols=listed)
        raise NotEarned(expected=expected, got=_("an expression with other symbols"))


def value_at(tree: Expr, point: Point, name: str) -> Any:
    """The real value of a tree at a point of its domain; raises `NotEarned` where it has none."""
    try:
        return evaluate_real(tree, {key: mpmath.mpf(x) for key, x in point.items()})
    except UnknownName as error:
        expected = _("`{name}` is a closed form", name=name)
        raise NotEarned(expected=expected, got=_("an expression with an unknown function")) from error
    except Undefined as error:
        got = _("at {point} it has no real, finite value", point=show(point))
        raise NotEarned(expected=_("`{name}` is defined on its whole domain", name=name), got=got) from error


def close(got: Any, expected: Any, tolerance: Any) -> bool:
    """Relative agreement, with an absolute floor for quantities that vanish."""
    scale = max(abs(expected), abs(got), mpmath.mpf("1e-6"))
    return bool(abs(got - expected) <= tolerance * scale)


def show(point: Point) -> str:
    """A point in readable digits: `p = 1, q = 2`."""
    return ", ".join(f"{key} = {mpmath.nstr(mpmath.mpf(x), 6)}" for key, x in point.items())
