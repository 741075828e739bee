"""What a worker's parent does once, before it forks: import what submissions import, and fill what they fill."""

from __future__ import annotations

import importlib
import io
import math
import warnings
from collections.abc import Iterable

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import sympy

from autograder.isolation.worker.shell import Shell, new_shell


def prepare(libraries: Iterable[str]) -> Shell:
    """Import what submissions use, and return IPython's shell; done once, before forking."""
    for library in libraries:
        importlib.import_module(library)
    matplotlib.use("Agg")
    plt.close(plt.figure())
    matplotlib.use = plt.switch_backend = _stay
    return new_shell()


def warm_up() -> None:
    """Fill the caches that submissions would fill one after another: worth its seconds only for several."""
    import scipy.integrate
    import scipy.special
    import scipy.stats

    scipy.stats.norm.cdf(scipy.special.erf(0.5)), scipy.integrate.quad(math.exp, 0, 1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _warm_up_figures()
        _warm_up_symbols()


def _stay(*_: object, **__: object) -> None:
    """Stay with Agg: every other backend needs a front end."""


def _warm_up_figures() -> None:
    """Draw what exercises draw, so that fonts, formatters and colour maps are loaded before forking."""
    x = np.linspace(0.1, 1, 20)
    figure, axes = plt.subplots(1, 3, figsize=(9, 3), sharey=False)
    axes[0].plot(x, x**2, ".-", label="one")
    axes[0].hist(x, bins=5, density=True, alpha=0.5, label="two")
    axes[0].fill_between(x, x, alpha=0.2)
    axes[0].legend()
    axes[1].scatter(x, x, s=8, c=x)
    axes[1].set_aspect("equal")
    axes[1].imshow(np.outer(x, x))
    axes[2].contour(np.outer(x, x))
    axes[2].axhspan(0, 1, alpha=0.2)
    axes[2].set_yscale("log")
    for ax in axes:
        ax.set_title("title")
        ax.set_xlabel("$x$")
    plt.tight_layout()
    figure.savefig(io.BytesIO(), format="png")
    plt.close("all")


def _warm_up_symbols() -> None:
    """Do what derivations do, so that SymPy's lazy imports and caches of its own objects are filled before forking."""
    x, y = sympy.Symbol("x", real=True), sympy.Symbol("y", positive=True)
    cdf = (1 + sympy.erf((sympy.log(y) - x) / (y * sympy.sqrt(2)))) / 2
    line = sympy.Eq(sympy.Function("G")(x), cdf)
    for expression in (cdf, sympy.exp(-(x**2) / 2) / y, x / (x + y) * sympy.log(x / (x + y)), line):
        sympy.lambdify((x, y), expression.rhs if expression is line else expression, "numpy")
        expression.subs(x, y), sympy.simplify(expression), str(expression), expression.doit()
    sympy.diff(cdf, y), sympy.solve(sympy.Eq(x, sympy.log(y)), y), sympy.integrate(sympy.exp(-y), (y, 0, sympy.oo))
    sympy.Interval.open(0, sympy.oo), sympy.S.Reals - sympy.Interval(0, 1), sympy.Lambda(x, x + 1)(y)
    sympy.lambdify(x, sympy.erf(x))(np.float64(0.5))
