"""Reading plain values: lenient in form, strict in meaning.

The public checks of the sheets (`autograder.exam.notebook.forms`) and these readers take the same forms:

- one number, truth value or text: itself, or the only item of a list, tuple, set or array (of any depth);
- a truth value: True, False, 0, 1, NumPy's and SymPy's; never a text;
- a text, and a key of a dictionary: case and all white space are forgiven, wherever it stands;
- a collection of whole numbers: list, tuple, set, array, SymPy's sets, nested at will, 2.0 for 2, or a single number.
  Not a mask of truth values, not a dictionary, not texts: `np.array([3, "..."])` makes a text of the 3 and is refused;
- a pair: a sequence of two items in the order asked for, or a matrix of one row;
- an expression: SymPy's, a number, a function (its body), a 1 x 1 matrix (its entry).
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import mpmath
import numpy as np

from autograder.checks.engine.evaluate import Undefined, UnknownName, evaluate, evaluate_real
from autograder.isolation.wire import Expr, FloatData, Marker, Opaque, Value
from autograder.isolation.wire.expr import carried_out, symbols
from autograder.record.losses import AnswerExceededLimit, NotEarned
from autograder.texts import _, marked

EXACT_DIGITS = 60
MOST_ITEMS = 5_000
"""Items of a list of coordinates, equations or steps; the longest right one has about a thousand."""
LARGEST_EXACT = 2**20
"""Bits of magnitude of a number that is computed with exactly."""


def describe(value: Value) -> str:
    """What kind of thing came, in words that carry none of a submission's own text."""
    if isinstance(value, Opaque):
        return _opaque(value)
    if isinstance(value, (Expr, Marker)):
        return _("a SymPy expression") if isinstance(value, Expr) else _(value.value)
    if callable(value):
        return _("a function")
    return _("nothing (None)") if value is None else _(_NAMES.get(type(value), "something else"))


_NAMES: dict[type, str] = {
    bool: marked("a truth value"), int: marked("an integer"), float: marked("a number"), str: marked("a string"),
    complex: marked("a complex number"), list: marked("a list"), tuple: marked("a tuple"), set: marked("a set"),
    dict: marked("a dictionary"), np.ndarray: marked("an array"), object: marked("something else"),
}  # fmt: skip


def _opaque(value: Opaque) -> str:
    if value.head is not None:
        if value.head:
            return _("a SymPy expression with `{head}`, which cannot be evaluated while grading", head=value.head)
        return _("a SymPy expression with a function that cannot be evaluated while grading")
    if value.is_unreadable:
        return _("a value that cannot be read")
    return (
        _("an object of the type `{type}`", type=value.type_name) if value.type_name else _("an object of another type")
    )


def wrong_type(name: str, kind: str, value: Value, *, hint: str = "") -> NotEarned:
    """The error for an answer of another type than the contract's; `kind` is in the student's language."""
    if value is None:
        hint = hint or _("`print` shows a value, `return` gives it back")
    return NotEarned(expected=_("`{name}` is {kind}", name=name, kind=kind), got=describe(value), hint=hint)


def lacks_key(name: str, key: str) -> NotEarned:
    """The error for a dictionary without one of the sheet's keys."""
    return NotEarned(
        expected=_("`{name}` has the key '{key}'", name=name, key=key), got=_("a dictionary without it"),
        hint=_("keys are spelt as on the sheet"),
    )  # fmt: skip


def scalar(value: Value) -> Value:
    """The only item of an array, list, tuple or set of one, else the value itself."""
    while isinstance(value, (list, tuple, set)) and len(value) == 1:
        (value,) = value
    if isinstance(value, np.ndarray) and value.size == 1:
        return value.reshape(-1)[0].item()
    return value


def boolean(value: Value, name: str) -> bool:
    """A truth value: bool, 0 or 1, NumPy's or SymPy's; a string is none."""
    value = scalar(value)
    if isinstance(value, Expr) and value.head in ("true", "false"):
        return value.head == "true"
    if isinstance(value, Expr) and isinstance(value.data, Fraction):
        value = int(value.data) if value.data in (0, 1) else value
    if isinstance(value, (bool, int, float)) and value in (0, 1):
        return bool(value)
    raise wrong_type(name, _("True or False"), value)


def text(value: Value, name: str) -> str:
    """A string without white space, in one case; see `condensed`."""
    value = scalar(value)
    if not isinstance(value, str):
        raise wrong_type(name, _("a string"), value)
    return condensed(value)


def condensed(words: str) -> str:
    """A text without white space and in one case, as texts are compared."""
    return "".join(words.split()).casefold()


def real(value: Value, name: str) -> float:
    """A real number as binary64; infinities pass, NaN does not."""
    value = scalar(value)
    if isinstance(value, Expr):
        if value.head in ("Infinity", "NegativeInfinity"):
            return math.inf if value.head == "Infinity" else -math.inf
        value = exact_real(value, name)
        value = value if isinstance(value, Fraction) else float(value)
    if isinstance(value, complex) and value.imag == 0:
        value = value.real
    if isinstance(value, bool) or not isinstance(value, (int, float, Fraction)):
        raise wrong_type(name, _("a real number"), value)
    if isinstance(value, float) and math.isnan(value):
        raise NotEarned(expected=_("`{name}` is a number", name=name), got=_("NaN, which is none"))
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def exact_real(value: Value, name: str) -> Any:
    """A finite real number without rounding: a Fraction, or a 60-digit mpf for an irrational SymPy number."""
    value = scalar(value)
    if isinstance(value, complex) and value.imag == 0:
        value = value.real
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if isinstance(value, float) and not math.isfinite(value):
            raise NotEarned(expected=_("`{name}` holds finite numbers", name=name), got=_("an infinite number or NaN"))
        return Fraction(value)
    if not isinstance(value, Expr):
        raise wrong_type(name, _("made of real numbers"), value)
    if isinstance(value.data, Fraction):
        return value.data
    if isinstance(value.data, FloatData) and abs(value.data.exponent) < 20_000:
        mantissa = -value.data.mantissa if value.data.sign else value.data.mantissa
        return Fraction(mantissa) * Fraction(2) ** value.data.exponent
    try:
        number = evaluate_real(value, {}, digits=EXACT_DIGITS)
    except (Undefined, UnknownName) as error:
        expected = _("`{name}` holds finite real numbers", name=name)
        raise NotEarned(expected=expected, got=_("an expression that is not a finite real number")) from error
    if number != 0 and abs(mpmath.mag(number)) > LARGEST_EXACT:
        raise AnswerExceededLimit(name, _("a number with more than a million binary digits"))
    return number


def real_array(value: Value, name: str, *, nan: bool = False) -> np.ndarray[Any, Any]:
    """An array of real numbers as binary64, from arrays or nested lists of any numbers; NaN only where `nan` allows."""
    array = value if isinstance(value, np.ndarray) else np.array(_floats(value, name, 0, nan), dtype=float)
    if array.dtype.kind == "c":
        imaginary = np.abs(array.imag) > 0
        array = np.where(imaginary, np.nan, array.real) if nan else _without(array, imaginary, name)
    if array.dtype.kind not in "iuf":
        raise NotEarned(expected=_("`{name}` gives real numbers", name=name), got=_("an array of truth values"))
    array = array.astype(float)
    if not nan and np.isnan(array).any():
        raise NotEarned(expected=_("`{name}` gives numbers", name=name), got=_("NaN, which is none"))
    return array


def _without(array: np.ndarray[Any, Any], imaginary: Any, name: str) -> np.ndarray[Any, Any]:
    if imaginary.any():
        raise NotEarned(expected=_("`{name}` gives real numbers", name=name), got=_("complex numbers"))
    return array.real


def _floats(value: Value, name: str, depth: int, nan: bool) -> Any:
    """Nested lists of floats; ragged ones are refused."""
    if isinstance(value, (list, tuple)) and depth < 16:
        rows = [_floats(item, name, depth + 1, nan) for item in value]
        if len({np.shape(row) for row in rows}) > 1:
            raise NotEarned(expected=_("`{name}` gives an array", name=name), got=_("lists of different lengths"))
        return rows
    if isinstance(value, np.ndarray):
        return real_array(value, name, nan=nan).tolist()
    try:
        return real(value, name)
    except NotEarned:
        if nan and isinstance(value, (float, complex, Expr)):
            return math.nan
        raise


def integers(value: Value, name: str) -> set[int]:
    """A collection of whole numbers (or a single one) as a set; 2.0 counts as 2."""
    found: set[int] = set()
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, (list, tuple, set)):
            stack.extend(item)
        elif isinstance(item, np.ndarray):
            stack.extend(item.reshape(-1).tolist())
        elif isinstance(item, Expr) and item.head in ("FiniteSet", "Tuple", "Union"):
            stack.extend(item.args)
        elif isinstance(item, Expr) and item.head == "Range":
            stack.extend(_progression(item, name))
        elif not (isinstance(item, Expr) and item.head == "EmptySet"):
            found.add(integer(item, name))
        if len(found) + len(stack) > MOST_ITEMS:
            raise AnswerExceededLimit(name, _("more than {count} items", count=MOST_ITEMS))
    return found


def _progression(span: Expr, name: str) -> range:
    """The members of a SymPy `Range`; an unbounded or very long one is refused."""
    if len(span.args) != 3:
        raise wrong_type(name, _("a collection of whole numbers"), span)
    start, stop, step = (integer(bound, name) for bound in span.args)
    if step == 0 or abs(stop - start) > MOST_ITEMS * abs(step):
        raise AnswerExceededLimit(name, _("more than {count} items", count=MOST_ITEMS))
    return range(start, stop, step)


def integer(value: Value, name: str) -> int:
    """One whole number."""
    value = scalar(value)
    if isinstance(value, (list, tuple, set)) and len(value) == 1:
        return integer(next(iter(value)), name)
    if isinstance(value, bool):
        raise wrong_type(name, _("made of whole numbers"), value, hint=_("give the numbers themselves, not a mask"))
    if value is None:
        raise wrong_type(name, _("made of whole numbers"), value, hint=_("where there is none, give an empty list"))
    number = exact_real(value, name)
    if number.denominator != 1 if isinstance(number, Fraction) else not mpmath.isint(number):
        raise NotEarned(expected=_("`{name}` is made of whole numbers", name=name), got=_("a number that is not whole"))
    return int(number)


def mapping(value: Value, name: str) -> dict[str, Value]:
    """A dictionary with text keys, which are condensed."""
    if not isinstance(value, dict):
        raise wrong_type(name, _("a dictionary"), value)
    return {condensed(key): item for key, item in value.items() if isinstance(key, str)}


def sequence(value: Value, name: str) -> list[Value]:
    """The items of a list, tuple or array."""
    sized = isinstance(value, (list, tuple)) or (isinstance(value, np.ndarray) and value.ndim > 0)
    if sized and len(value) > MOST_ITEMS:
        raise AnswerExceededLimit(name, _("more than {count} items", count=MOST_ITEMS))
    if isinstance(value, np.ndarray) and value.ndim:
        return list(value)
    if isinstance(value, Expr) and value.head == "Tuple":
        return list(value.args)
    if not isinstance(value, (list, tuple)):
        raise wrong_type(name, _("a list"), value)
    return list(value)


def pair(value: Value, name: str) -> tuple[Value, Value]:
    """Two items; a matrix of one row is that row."""
    items = sequence(value, name)
    while len(items) == 1 and isinstance(items[0], (list, tuple, np.ndarray)):
        items = list(items[0])
    if len(items) != 2:
        raise NotEarned(
            expected=_("`{name}` has two items", name=name),
            got=_("more than two") if len(items) > 2 else _("fewer than two"),
        )
    return items[0], items[1]


def expression(value: Value, name: str) -> Expr:
    """A SymPy expression; a plain number counts as one, a function as its body, a 1 x 1 matrix as its entry."""
    value = scalar(value)
    if isinstance(value, complex) and value.imag == 0:
        value = value.real
    if isinstance(value, Expr):
        return carried_out(value.args[1] if value.head == "Lambda" and len(value.args) == 2 else value)
    if isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value):
        return Expr("Rational", data=Fraction(value))
    raise wrong_type(name, _("a SymPy expression"), value)


def agree(first: Value, second: Value) -> bool:
    """Whether two values mean the same, numbers to 1e-9 relative; NaN agrees with NaN."""
    if isinstance(first, Expr) and isinstance(second, Expr):
        return _expressions_agree(first, second)
    if isinstance(first, (list, tuple)) and isinstance(second, (list, tuple)):
        return len(first) == len(second) and all(map(agree, first, second))
    if isinstance(first, dict) and isinstance(second, dict):
        return first.keys() == second.keys() and all(agree(item, second[key]) for key, item in first.items())
    if all(isinstance(value, (bool, int, float, complex, np.ndarray)) for value in (first, second)):
        a, b = np.asarray(first), np.asarray(second)
        return a.shape == b.shape and bool(np.all((a == b) | np.isclose(a, b, rtol=1e-9, atol=0, equal_nan=True)))
    return type(first) is type(second) and bool(first == second)


def _expressions_agree(first: Expr, second: Expr) -> bool:
    """Whether two expressions have the same value at a point; what has none there cannot be told apart."""
    if symbols(first) != symbols(second):
        return False
    point = {name: mpmath.mpf("0.37") + mpmath.mpf(k) / 7 for k, name in enumerate(sorted(symbols(first)))}
    try:
        a, b = evaluate(first, point), evaluate(second, point)
    except (Undefined, UnknownName):
        return first.head == second.head
    return bool(a == b or abs(a - b) <= abs(b) * mpmath.mpf("1e-9"))
