"""Cdfs and error functions written as integrals of densities, put by name.

SymPy's own integration is not asked: with symbolic limits it can return a closed form that holds for some of them only.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from fractions import Fraction

import mpmath

from autograder.checks.engine.evaluate import Evaluator, Point, Undefined, UnknownName
from autograder.checks.engine.graphs import Graph
from autograder.checks.engine.lines import Equation
from autograder.checks.engine.numbers import Number
from autograder.checks.engine.steps import charge
from autograder.isolation.wire import Expr, SymbolData
from autograder.isolation.wire.expr import apply, is_symbol, number, rebuilt, symbol, symbols

_ABSCISSAE = tuple(mpmath.mpf(k) / 7 for k in (1, 3, 8, 12, 25))
_ONE, _MINUS = number(1), number(-1)


@dataclasses.dataclass(frozen=True)
class _Kernel:
    """An integrand whose integral has a name: its values, and its exact value at `origin` as an expression.

    `start` is where its integral begins (None for minus infinity), `before` what the named function is there.
    """

    density: Callable[[Number, Point], Number]
    origin: int
    at_origin: Expr
    start: int | None
    name: str
    before: Fraction = Fraction(0)


def _root(factor: int) -> Expr:
    """1 / sqrt(factor * pi)."""
    return apply("Pow", apply("Mul", number(factor), apply("Pi")), number(Fraction(-1, 2)))


def _general_at_one() -> Expr:
    """The density of logN(mu, sigma^2) at 1: exp(-mu^2 / (2 sigma^2)) / (sigma sqrt(2 pi))."""
    mu, sigma = symbol("mu"), symbol("sigma")
    square = apply("Mul", number(Fraction(-1, 2)), apply("Pow", mu, number(2)), apply("Pow", sigma, number(-2)))
    return apply("Mul", apply("exp", square), apply("Pow", sigma, _MINUS), _root(2))


def _normal(x: Number, _point: Point) -> Number:
    return mpmath.npdf(x)


def _standard_lognormal(x: Number, _point: Point) -> Number:
    return mpmath.npdf(mpmath.log(x)) / x


def _lognormal(x: Number, point: Point) -> Number:
    return mpmath.npdf((mpmath.log(x) - point["mu"]) / point["sigma"]) / (x * point["sigma"])


def _error(x: Number, _point: Point) -> Number:
    return 2 * mpmath.exp(-(x**2)) / mpmath.sqrt(mpmath.pi)


_STANDARD = (
    _Kernel(_normal, 0, _root(2), None, "F"),
    _Kernel(_normal, 0, _root(2), 0, "F", Fraction(1, 2)),
    _Kernel(_error, 0, apply("Mul", number(2), _root(1)), 0, "erf"),
    _Kernel(_standard_lognormal, 1, _root(2), 0, "Q01"),
)
_GENERAL = _Kernel(_lognormal, 1, _general_at_one(), 0, "Q")


def recognise_integrals(line: Equation, graph: Graph) -> Equation:
    """Replace integrals of known densities by F, Q01, Q or erf of the limit that is not an end of the support.

    A factor that does not depend on the variable of integration may stand inside or outside.
    """

    def named(_old: Expr, node: Expr) -> Expr | None:
        if node.head == "CarriedOut":  # of an integral that has a name, SymPy's closed form is not asked for
            return node.args[0] if node.args[0].head != "Integral" else node.args[-1]
        return _named(node, graph) if node.head == "Integral" else None

    return Equation(rebuilt(line.left, named), rebuilt(line.right, named))


def _named(node: Expr, graph: Graph) -> Expr | None:
    """A factor times the cdf that an integral is, if it is one."""
    charge(100)  # every integral is searched for symbols
    if len(node.args) != 2 or node.args[1].head != "Tuple" or len(node.args[1].args) != 3:
        return None
    body, (variable, lower, upper) = node.args[0], node.args[1].args
    if not isinstance(variable.data, SymbolData) or variable.data.name in symbols(upper) | symbols(lower):
        return None
    start = None if lower.head == "NegativeInfinity" else lower.data if lower.head == "Integer" else lower.head
    to_infinity = upper.head == "Infinity"
    for kernel in (*_STANDARD, *([_GENERAL] if "mu" in graph.parameters[0] else [])):
        begins = start == kernel.start
        fits = begins != to_infinity and (begins or not kernel.before)
        if fits and _is_multiple(body, variable.data.name, kernel, graph):
            value = _integral(kernel, upper) if begins else _rest(kernel, lower)
            return apply("Mul", _factor(body, variable.data.name, kernel), value)
    return None


def _integral(kernel: _Kernel, upper: Expr) -> Expr:
    """A kernel's integral from its start."""
    head, data = ("erf", None) if kernel.name == "erf" else ("AppliedUndef", kernel.name)
    return apply("Add", Expr(head, (upper,), data), number(-kernel.before))


def _rest(kernel: _Kernel, lower: Expr) -> Expr:
    """A kernel's integral to infinity; all kernels but half of the normal one have a whole integral of one."""
    return apply("Add", _ONE, apply("Mul", _MINUS, _integral(kernel, lower)))


def _is_multiple(body: Expr, variable: str, kernel: _Kernel, graph: Graph) -> bool:
    """Whether an integrand is a kernel times something free of the variable, at several points, to 1e-9 relative."""
    signs = (1, -1) if kernel.density in (_normal, _error) else (1,)
    abscissae = [s * x for x in _ABSCISSAE for s in signs]
    integrand = Evaluator(body)
    try:
        for parameters in graph.parameters[:3]:
            point = graph.at(mpmath.mpf("0.37"), parameters)
            functions = graph.functions.at(point)
            values = [integrand.value({**point, variable: x}, functions, digits=30) for x in abscissae]
            if any(isinstance(value, bool) for value in values):
                return False
            ratios = [value / kernel.density(x, point) for x, value in zip(abscissae, values, strict=True)]
            if any(abs(ratio - ratios[0]) > mpmath.mpf("1e-9") * abs(ratios[0]) for ratio in ratios):
                return False
    except (Undefined, UnknownName):
        return False
    return True


def _factor(body: Expr, variable: str, kernel: _Kernel) -> Expr:
    """The quotient of an integrand and the kernel of which it is a multiple, taken at one abscissa."""
    at_origin = rebuilt(body, lambda old, _new: number(kernel.origin) if is_symbol(old, variable) else None)
    return apply("Mul", at_origin, apply("Pow", kernel.at_origin, _MINUS))
