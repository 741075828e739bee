"""Short answers: a verdict, the property a verdict rests on, an infinite value, a table of truth values."""

from __future__ import annotations

import math
from collections.abc import Mapping

from autograder.checks.values import boolean, condensed, lacks_key, mapping, real, scalar, text
from autograder.isolation.wire import ELLIPSIS, Expr, Value
from autograder.isolation.wire.expr import carried_out, symbols
from autograder.record.losses import NotAnswered, NotEarned
from autograder.texts import _


def require_false(value: Value, name: str) -> None:
    """Require the verdict False."""
    if boolean(value, name):
        raise NotEarned(expected=_("`{name}` is the right verdict", name=name), got=_("the verdict True"))


def require_reason(value: Value, name: str, word: str) -> None:
    """Require one of the sheet's words; case and white space are forgiven."""
    if text(value, name) != condensed(word):
        expected = _("`{name}` names the requirement that is violated", name=name)
        raise NotEarned(expected=expected, got=_("another word"))


def require_infinity(value: Value, name: str) -> None:
    """Require plus infinity, as a float or as SymPy's; NaN, complex infinity and large numbers are none."""
    value = scalar(value)
    value = carried_out(value) if isinstance(value, Expr) else value
    if isinstance(value, Expr) and value.head == "ComplexInfinity":
        raise NotEarned(
            expected=_("`{name}` is the value of the divergence", name=name),
            got=_("SymPy's `zoo`, an infinity without a sign"),
            hint=_("where the sign is known, write `sp.oo` or `-sp.oo`; `-sp.log(0)` becomes `zoo` at once"),
        )
    if isinstance(value, Expr) and symbols(value):
        raise _another_divergence(name, _("a formula in other symbols"))
    is_infinite = real(value, name) == math.inf
    if isinstance(value, int) or (isinstance(value, Expr) and value.head != "Infinity"):
        is_infinite = False
    if not is_infinite:
        raise _another_divergence(name, _("another number"))


def _another_divergence(name: str, got: str) -> NotEarned:
    return NotEarned(
        expected=_("`{name}` is the value of the divergence", name=name),
        got=got,
        hint=_("look at where q is positive and p is zero: what does q log(q / p) add there?"),
    )


def require_truths(value: Value, name: str, right: Mapping[str, bool]) -> None:
    """Require a truth value for every key; case and white space of keys are forgiven."""
    given = mapping(value, name)
    for key, wanted in right.items():
        if condensed(key) not in given:
            raise lacks_key(name, key)
        if given[condensed(key)] is ELLIPSIS:
            raise NotAnswered(f"{name}[{key!r}]")
        if boolean(given[condensed(key)], f"{name}[{key!r}]") is not wanted:
            expected = _("`{name}` is right for every quantity", name=name)
            raise NotEarned(expected=expected, got=_("the wrong verdict on '{key}'", key=key))
