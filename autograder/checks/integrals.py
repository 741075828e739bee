"""Cdfs written as integrals of densities, put by name.

SymPy's own integration is not asked: with symbolic limits it can return a closed form that holds for some of them only.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import mpmath

from autograder.checks.equations import Graph, functions_at
from autograder.checks.evaluate import Undefined, UnknownName, evaluate
from autograder.wire import Expr, SymbolData
from autograder.wire.expr import symbols, walk

Line = tuple[Expr, Expr]
Density = Callable[[Any, Any], Any]

_ABSCISSAE = tuple(mpmath.mpf(k) / 7 for k in (1, 3, 8, 12, 25))


def _normal(x: Any, _point: Any) -> Any:
    return mpmath.npdf(x)


def _standard_lognormal(x: Any, _point: Any) -> Any:
    return mpmath.npdf(mpmath.log(x)) / x


def _lognormal(x: Any, point: Any) -> Any:
    return mpmath.npdf((mpmath.log(x) - point["mu"]) / point["sigma"]) / (x * point["sigma"])


def recognise_integrals(line: Line, graph: Graph) -> Line:
    """Replace every integral of a known density from the left end of its support by F, Q01 or Q of its upper limit."""
    return _rewritten(line[0], graph), _rewritten(line[1], graph)


def _rewritten(root: Expr, graph: Graph) -> Expr:
    built: dict[int, Expr] = {}
    for node in walk(root):
        children = tuple(built[id(child)] for child in node.args)
        same = all(new is old for new, old in zip(children, node.args, strict=True))
        built[id(node)] = node if same else Expr(node.head, children, node.data)
        if node.head == "Integral":
            built[id(node)] = _named(node, graph) or built[id(node)]
    return built[id(root)]


def _named(node: Expr, graph: Graph) -> Expr | None:
    """The cdf that an integral is, if it is one."""
    if len(node.args) != 2 or node.args[1].head != "Tuple" or len(node.args[1].args) != 3:
        return None
    variable, lower, upper = node.args[1].args
    if not isinstance(variable.data, SymbolData) or variable.data.name in symbols(upper):
        return None
    whole_line, half_line = lower.head == "NegativeInfinity", lower.head == "Integer" and lower.data == 0
    candidates: list[tuple[str, Density, bool]] = [
        ("F", _normal, whole_line),
        ("Q01", _standard_lognormal, half_line),
        ("Q", _lognormal, half_line and "mu" in graph.parameters[0]),
    ]
    for name, density, fits in candidates:
        if fits and _is_density(node.args[0], variable.data.name, density, graph, negative=whole_line):
            return Expr("AppliedUndef", (upper,), name)
    return None


def _is_density(body: Expr, variable: str, density: Density, graph: Graph, *, negative: bool) -> bool:
    """Whether an integrand equals a density at several abscissae, for several parameters, to 1e-9 relative."""
    abscissae = [*_ABSCISSAE, *(-x for x in _ABSCISSAE)] if negative else list(_ABSCISSAE)
    try:
        for parameters in graph.parameters[:3]:
            for x in abscissae:
                came = evaluate(body, {**parameters, variable: x}, functions_at(parameters), digits=30)
                wanted = density(x, parameters)
                if isinstance(came, bool) or abs(came - wanted) > mpmath.mpf("1e-9") * wanted:
                    return False
    except (Undefined, UnknownName):
        return False
    return True
