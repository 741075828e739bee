"""The change-of-variables formula on the real line for an inverse with unit Jacobian determinant."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import mpmath

from autograder.checks.engine.numbers import mpf
from autograder.checks.expressions import require_equal
from autograder.checks.functions import Function, require_value
from autograder.isolation.wire import Expr, SymbolData, Value
from autograder.isolation.wire.expr import apply, number, symbol

Density = tuple[Expr, Callable[[Any], Any]]

_Z = symbol("z", "real")
_X = symbol("x", "real")
_ABSCISSAE = tuple(Fraction(n, 4) for n in (-9, -5, -2, -1, 0, 1, 3, 6, 10))


def _times(*factors: Expr) -> Expr:
    return apply("Mul", *factors)


def _exp(argument: Expr) -> Expr:
    return apply("exp", argument)


def _minus(tree: Expr) -> Expr:
    return _times(number(-1), tree)


def _power(base: Expr, exponent: int | Fraction) -> Expr:
    return apply("Pow", base, number(exponent))


def _densities() -> tuple[Density, ...]:
    """Normal, logistic and Gumbel densities, none of them constant and the last not symmetric."""
    root = _power(_times(number(2), apply("Pi")), Fraction(-1, 2))
    normal = _times(root, _exp(_times(number(Fraction(-1, 2)), _power(_Z, 2))))
    logistic = _times(_exp(_minus(_Z)), _power(apply("Add", number(1), _exp(_minus(_Z))), -2))
    gumbel = _exp(apply("Add", _minus(_Z), _minus(_exp(_minus(_Z)))))
    return (
        (normal, lambda z: mpmath.exp(-(z**2) / 2) / mpmath.sqrt(2 * mpmath.pi)),
        (logistic, lambda z: mpmath.exp(-z) / (1 + mpmath.exp(-z)) ** 2),
        (gumbel, lambda z: mpmath.exp(-z - mpmath.exp(-z))),
    )


DENSITIES = _densities()


def shift(amount: int | Fraction | str) -> tuple[Expr, Expr]:
    """The inverse z -> z + amount as an expression in z, and the amount (a number, or a real symbol's name).

    Its derivative is 1.
    """
    tree = symbol(amount, "real") if isinstance(amount, str) else number(amount)
    return apply("Add", _Z, tree), tree


def transported(p: Callable[[Any], Any], x: Any, b: Any) -> Any:
    """The base density p at the inverse x + b, whose derivative is 1."""
    return p(x + b)


def require_transported_densities(
    density: Function, bases: Sequence[Density], amounts: Sequence[int | Fraction | str], *,
    right: Callable[..., Any] = transported,
) -> None:  # fmt: skip
    """Require `density(p1, f_inv, x)` to equal p1(f_inv(x)) as an expression in x, for every base and shift.

    `right` says what it must equal, from the base density, x and the shift.
    """
    cases = [(base, shift(amount)) for base in bases for amount in amounts]
    arguments = [
        (*(apply("Lambda", apply("Tuple", _Z), tree) for tree in (base[0], body)), _X) for base, (body, _) in cases
    ]
    for (base, (_, amount)), result in zip(cases, density.map(arguments), strict=True):
        _require_transported(require_value(result), base, amount, density.name, right)


def _require_transported(value: Value, base: Density, amount: Expr, name: str, right: Callable[..., Any]) -> None:
    is_symbol = isinstance(amount.data, SymbolData)
    for b in (Fraction(3, 2), Fraction(-2, 3)) if is_symbol else (amount.data,):
        points = [{"x": mpf(x), **({"b": mpf(b)} if is_symbol else {})} for x in _ABSCISSAE]
        shifted = mpf(b)
        require_equal(value, lambda x, s=shifted, **_: right(base[1], x, s), points, name, hidden=True)
