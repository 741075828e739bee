"""What figures share: results of a student's functions for them, and their frame."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.exam.notebook.calls import Array, Form, NotAnswered, by_element

WIDEST = 7.0
"""Width of a figure in inches: 700 px at 100 dots per inch."""


def attempt(function: Any, label: str, values: Array, *parameters: Any) -> Array | None:
    """Finite real results for all `values`, or None and a line that says why there are none."""
    try:
        results = by_element(function, label, values, *parameters)
        if np.iscomplexobj(results):
            raise Form(f"{label} gives complex numbers")
    except NotAnswered:
        print(f"{label} is still open: once you have answered, it is drawn here as well.")
    except Form as problem:
        print(f"Without {label}: {problem}")
    else:
        return results
    return None


def panels(count: int, height: float = 2.6, **options: Any) -> tuple[Any, Sequence[Any]]:
    """A figure with `count` panels side by side, not wider than a notebook."""
    import matplotlib.pyplot as plt

    width = min(WIDEST, 4.6 * count)
    figure, axes = plt.subplots(
        1, count, figsize=(width, height), dpi=100, squeeze=False, layout="constrained", **options
    )
    return figure, axes[0]


def show(figure: Any) -> None:
    """Show a figure once, in whatever front end this is."""
    import matplotlib.pyplot as plt

    figure.canvas.draw()  # an error in drawing is met here, where it can be told, and not after the cell
    plt.show()


def limits(axis: Any, *heights: float) -> None:
    """Dotted lines across an axis."""
    for height in heights:
        axis.axhline(height, linestyle=":", linewidth=1, color="0.4")


def parameters_at(expression: Any, value: float, *names: str) -> Any:
    """An expression with all symbols but those named at one value; the named ones lose their assumptions."""
    import sympy as sp

    symbols = {
        symbol: sp.Symbol(symbol.name, real=True) if symbol.name in names else value
        for symbol in expression.free_symbols
    }
    return expression.subs(symbols)
