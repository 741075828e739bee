"""Forms of answers: what can be said of a value without deciding whether it is right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import sympy as sp

from autograder.exam.notebook.calls import Form, answered, as_numbers, named


class Reading(str):
    """LaTeX of how SymPy reads an answer, shown below a check."""


def truth(value: Any, label: str) -> None:
    """Require True or False."""
    value = only(answered(value, label))
    if isinstance(value, str):
        raise Form(f"{label} has to be True or False without quotation marks; it is {named(value)}")
    if not any(_equal(value, verdict) for verdict in (True, False)):
        raise Form(f"{label} has to be True or False; it is {named(value)}")


def choice(value: Any, label: str, listed: Sequence[str], name: str) -> None:
    """Require one of the listed texts; case and white space are forgiven."""
    value = only(answered(value, label))
    if not isinstance(value, str):
        raise Form(f"{label} has to be one entry of {name}, as a text; it is {named(value)}")
    if squeezed(value) not in {squeezed(entry) for entry in listed}:
        raise Form(f"{label}: {value!r} is not in {name}; its entries are {', '.join(map(repr, listed))}")


def squeezed(text: str) -> str:
    """A text without case and white space, as it is compared."""
    return "".join(text.split()).casefold()


def only(value: Any) -> Any:
    """The item of a list, tuple, set or array of one, else the value itself."""
    while isinstance(value, (list, tuple, set, frozenset)) and len(value) == 1:
        (value,) = value
    return value.item() if isinstance(value, np.ndarray) and value.size == 1 else value


def whole(value: Any, label: str) -> int:
    """Require a whole number."""
    value = only(value)
    if isinstance(value, (str, bool, np.bool_)):
        raise Form(f"{label}: {named(value)} stands where a whole number is asked for")
    number = as_numbers(value, label)
    if number.shape != () or number.imag or number.real != np.round(number.real):
        raise Form(f"{label}: a whole number is asked for")
    return int(number.real)


def steps(value: Any, label: str) -> None:
    """Require a collection of steps, counted from 1; it may be empty."""
    if not np.iterable(value) or isinstance(value, (str, dict)):
        raise Form(f"{label} has to give a collection of steps, such as a list; it gives {named(value)}")
    array = np.array(list(value), dtype=object).ravel()
    if any(isinstance(step, (bool, np.bool_)) for step in array):
        raise Form(f"{label} gives True and False; steps are numbers, such as np.flatnonzero(...) + 1")
    for step in array:
        if not isinstance(step, np.ma.core.MaskedConstant):
            whole(step, label)


def step_and_quantity(value: Any, label: str, quantities: Sequence[str]) -> None:
    """Require a pair: a step first, then an entry of QUANTITIES."""
    if isinstance(value, (str, dict)) or not np.iterable(value) or len(pair := list(value)) != 2:
        raise Form(f"{label} has to give a pair: first the step, then the quantity")
    step, quantity = only(pair[0]), only(pair[1])
    if isinstance(step, str) and isinstance(quantity, str) and step.strip().lstrip("+-").isdigit():
        raise Form(f"{label}: an array turns the step into a text; give a tuple: first the step, then the quantity")
    if isinstance(step, str):
        raise Form(f"{label}: first the step, then the quantity; it gives {named(step)} first")
    whole(step, label)
    choice(quantity, label, quantities, "QUANTITIES")


def equations(value: Any, label: str) -> Reading:
    """Require a list with an equation in it, and say what is no equation; returns how SymPy reads the lines."""
    value = answered(value, label)
    lines = [value] if isinstance(value, (sp.Basic, str)) else list(value)
    if not lines:
        raise Form(f"{label} is an empty list")
    said = [f"line {number}: {why}" for number, line in enumerate(lines, 1) if (why := _no_equation(line))]
    if said:
        raise Form(f"{label}, " + "; ".join(said[:3]))
    rows = [rf"\text{{{n}}}\quad & {sp.latex(line)}" for n, line in enumerate(lines[:12], 1)]
    return Reading(r"\begin{aligned}" + r" \\ ".join(rows) + r"\end{aligned}")


def _no_equation(line: Any) -> str:
    if isinstance(line, sp.Equality):
        return ""
    if isinstance(line, (bool, np.bool_)):
        return f"Python's == compares at once, which gave {bool(line)}; write sp.Eq(left, right)"
    if line == sp.true:
        return "both sides are the same for SymPy, so that it says nothing: it became True"
    if line == sp.false:
        return "both sides can never be equal for SymPy: it became False"
    if line is ...:
        return "is still ..."
    return f"is {named(line)}; write sp.Eq(left, right)"


def expression(value: Any, label: str) -> Reading:
    """Require a SymPy expression (a plain number is one); returns how SymPy reads it."""
    value = _unpacked(answered(value, label))
    if isinstance(value, str):
        raise Form(f"{label} has to be an expression in symbols, without quotation marks")
    if isinstance(value, sp.Equality):
        raise Form(f"{label} has to be an expression, not an equation: give its right side")
    try:
        read = sp.sympify(value, strict=True)
    except (sp.SympifyError, TypeError, ValueError) as error:
        raise Form(f"{label} has to be an expression; it is {named(value)}") from error
    if not isinstance(read, (sp.Expr, sp.Lambda)):
        raise Form(f"{label} has to be an expression; it is {named(value)}")
    return Reading(rf"\texttt{{{label.replace('_', chr(92) + '_')}}} = {sp.latex(read)}")


def number(value: Any, label: str) -> None:
    """Require one number."""
    value = _unpacked(answered(value, label))
    if isinstance(value, str):
        raise Form(f"{label} has to be a number, without quotation marks")
    expression(value, label)
    if sp.sympify(value, strict=True) is sp.zoo:
        raise Form(f"{label} is SymPy's zoo, a value without a sign")
    if symbols := sp.sympify(value, strict=True).free_symbols:
        raise Form(f"{label} has to be a number; it holds {', '.join(sorted(map(str, symbols)))}")


def one_number(value: Any, label: str) -> None:
    """Require a result that is a single real or complex number."""
    if (array := as_numbers(value, label)).size != 1:
        raise Form(f"{label} has to give one number; it gives an array of shape {array.shape}")


def points(value: Any, label: str, count: int, coordinates: int) -> None:
    """Require `count` points of so many coordinates each."""
    value = answered(value, label)
    rows = value.tolist() if isinstance(value, sp.MatrixBase) else list(value) if np.iterable(value) else []
    if len(rows) != count:
        raise Form(f"{label} has to hold {count} points")
    for row in rows:
        if as_numbers(row, label).size != coordinates:
            raise Form(f"{label}: every point has {coordinates} coordinates, all of them numbers")


def real_set(value: Any, label: str) -> Reading:
    """Require a SymPy set; returns how SymPy reads it."""
    if not isinstance(answered(value, label), sp.Set):
        raise Form(f"{label} has to be a SymPy set; it is {named(value)}")
    return Reading(rf"\texttt{{{label.replace('_', chr(92) + '_')}}} = {sp.latex(value)}")


def mapping(value: Any, label: str, keys: Iterable[str], allowed: Sequence[Any], words: str) -> None:
    """Require a dictionary with these keys, whose values are among those allowed."""
    if not hasattr(answered(value, label), "items"):
        raise Form(f"{label} has to be a dictionary; it is {named(value)}")
    found = {squeezed(str(key)): only(item) for key, item in value.items()}
    for key in keys:
        if squeezed(key) not in found:
            raise Form(f"{label} needs the key {key!r}")
        item = answered(found[squeezed(key)], f"{label}[{key!r}]")
        if isinstance(item, str) or not any(_equal(item, one) for one in allowed):
            raise Form(f"{label}[{key!r}] has to be {words}; it is {named(item)}")


def numbered(value: Any, label: str, allowed: Sequence[int]) -> list[int]:
    """Require a set or list of numbers among those allowed; an iterator, which can be read only once, is left alone."""
    value = answered(value, label)
    if hasattr(value, "__next__"):
        return []
    if isinstance(value, (str, dict)):
        raise Form(f"{label} has to be a set of numbers; it is {named(value)}")
    found = [whole(item, label) for item in (value if np.iterable(value) else [value])]
    if strange := [item for item in found if item not in allowed]:
        raise Form(f"{label}: {strange[0]} is not among {', '.join(map(str, allowed))}")
    return found


def _unpacked(value: Any) -> Any:
    """Rows of one item are taken apart; an iterator is left alone, because it can be read only once."""
    while isinstance(value, (list, tuple, np.ndarray, sp.MatrixBase, sp.NDimArray)) and np.size(value) == 1:
        (value,) = np.ravel(np.array(value, dtype=object))
    return value


def _equal(value: Any, other: Any) -> bool:
    try:
        return bool(value == other)
    except (TypeError, ValueError):
        return False
