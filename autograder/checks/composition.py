"""One transformation after another, pointwise, with the student's own parts."""

from __future__ import annotations

import numpy as np

from autograder.checks.engine.numbers import Array
from autograder.checks.functions import Function, defined_somewhere, elementwise, require_family, rounding
from autograder.record.losses import NotEarned
from autograder.texts import _

EPS = np.sort(10.0 * np.mod(np.arange(1, 1002) * 0.6180339887, 1.0) - 5.0)
"""Inputs at which compositions are compared, irregular, about 0.01 apart."""


def require_composition(c: Function, t: Function, m: Function, parameters: list[tuple[float, float]]) -> None:
    """Require C(eps, mu, sigma) = M(T(eps), mu, sigma) with the student's own T and M, to 1e-6 relative.

    A constant T or M ignores its input and carries nothing forward; an M that ignores mu or sigma is no family. Where
    the own composition has no value (the power of a negative number, say), C must have none either; a fifth of the
    inputs at least must have one.
    """
    expected = _("`{c}` composes your own `{m}` and `{t}`", c=c.name, m=m.name, t=t.name)
    z = defined_somewhere(t, EPS)
    defined = np.isfinite(z)
    if _is_constant(z):
        raise NotEarned(expected=expected, got=_("a `{name}` that does not depend on its input", name=t.name))
    require_family(m, np.linspace(0.2, 4.0, 20))
    for mu, sigma in parameters:
        composed = np.full(len(EPS), np.nan)
        composed[defined] = elementwise(m, z[defined], mu, sigma, undefined=True)
        directly = elementwise(m, np.linspace(0.2, 4.0, 20), mu, sigma, undefined=True)
        if _is_constant(composed) or _is_constant(directly):
            raise NotEarned(expected=expected, got=_("a `{name}` that does not depend on its input", name=m.name))
        got = elementwise(c, EPS, mu, sigma, undefined=True)
        with np.errstate(all="ignore"):
            gap = np.abs(got - composed) / np.maximum(np.abs(composed), np.abs(got))
            same = (got == composed) | (gap <= 1e-6) | (~np.isfinite(got) & ~np.isfinite(composed))
            if not same.all():
                same |= gap <= rounding(c, EPS, mu, sigma)
        if not same.all():
            worst = int(np.flatnonzero(~same)[0])
            off = f"off by {gap[worst]:.2g} relative" if np.isfinite(gap[worst]) else "undefined for one of them only"
            share = f"{np.count_nonzero(~same) / len(EPS):.1%} of the values of eps"
            staff = f"mu = {mu:g}, sigma = {sigma:g}: {share}, first {off} at eps = {EPS[worst]:.2f}"
            differs = _("other values for every eps") if not same.any() else _("other values for some eps")
            order = _("z = `{t}`(eps) comes first, then `{m}`(z, mu, sigma)", t=t.name, m=m.name)
            raise NotEarned(expected=expected, got=differs, hint=order, staff=staff)


def _is_constant(values: Array) -> bool:
    """Whether what is defined of a function's values does not vary, or hardly anything is defined."""
    finite = values[np.isfinite(values)]
    return len(finite) < len(values) / 5 or bool(np.ptp(finite) <= 1e-9 * np.max(np.abs(finite)))
