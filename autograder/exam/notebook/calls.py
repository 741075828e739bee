"""Calls of a student's own functions: with copies, told in the student's own line, never a traceback of ours."""

from __future__ import annotations

import contextlib
import copy
import inspect
import io
import linecache
import warnings
from collections.abc import Iterator
from types import TracebackType
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
NO_SYMBOLS = ("no callable", "Cannot convert expression to float", "must be real number, not", "convert the series")
CHECKS_FILE = "<checks of this sheet>"
"""The file name under which tracebacks know the code of this package's modules inside a notebook."""


class Form(AssertionError):
    """An answer that cannot be read as what is asked for; the text is for its author."""


class NotAnswered(Exception):
    """An answer that is still `...`."""


def answered(value: Any, label: str) -> Any:
    """The value itself; raises when it is still `...`, or None where a `return` was forgotten."""
    if value is ...:
        raise NotAnswered(label)
    if value is None:
        raise Form(f"{label} is None: nothing was assigned to it")
    return value


def called(function: Any, label: str, *arguments: Any) -> Any:
    """What `function(*arguments)` returns; asked twice, because an answer must not draw random numbers."""
    if not callable(answered(function, label)):
        raise Form(f"{label} has to be a function; it is {named(function)}")
    _require_arguments(function, label, arguments)
    first, second = (_returned(function, label, arguments) for _ in range(2))
    if not _same(first, second):
        raise Form(f"{label} gives two results for the same input: it must not draw random numbers or keep a state")
    return first


def keeps_shape(function: Any, label: str, values: Array, *parameters: Any) -> Array:
    """Results for all `values`, an array of their shape; a function of single numbers is asked one by one."""
    results = by_element(function, label, values, *parameters)
    if results.shape != values.shape:
        raise Form(f"{label} has to give one number for every number that goes in, not {sized(results)}")
    return results


def by_element(function: Any, label: str, values: Array, *parameters: Any, most: int = 2000) -> Array:
    """Results for all `values`, asked at once where that works, else one by one for the first `most` of them."""
    try:
        result = called(function, label, values, *parameters)
        if np.shape(result) == values.shape:
            return as_numbers(result, label)
    except (Form, TypeError, ValueError):
        pass
    called(function, label, float(values.ravel()[0]), *parameters)
    with _quiet():
        return as_numbers([_asked(function, label, (float(x), *parameters)) for x in values.ravel()[:most]], label)


def as_numbers(value: Any, label: str) -> Array:
    """A result as an array of numbers."""
    value = list(value) if hasattr(value, "__next__") else value
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            array = np.array(value, dtype=complex)
    except (TypeError, ValueError) as error:
        raise Form(f"{label} has to give numbers; it gives {named(value)}") from error
    return array.real if not np.any(array.imag) else array


def named(value: Any) -> str:
    """A value's type, in words."""
    words = {str: "a text", bool: "True or False", list: "a list", tuple: "a tuple", dict: "a dictionary",
             set: "a set", type(None): "nothing (None)"}  # fmt: skip
    if isinstance(value, str) and len(value) < 40:
        return f"the text {value!r}"
    if inspect.isfunction(value):
        return "a function"
    return words.get(type(value), f"of type {type(value).__name__}")


def sized(array: Array) -> str:
    """An array's shape, in words."""
    return "a single number" if array.shape == () else f"an array of shape {array.shape}"


def _require_arguments(function: Any, label: str, arguments: tuple[Any, ...]) -> None:
    try:
        inspect.signature(function).bind(*arguments)
    except TypeError:
        count = f"{len(arguments)} argument{'s' * (len(arguments) != 1)}"
        takes = f"{label}{inspect.signature(function)}"
        raise Form(f"{label} is called with {count}, as on the sheet; yours is {takes}") from None
    except ValueError:
        pass  # a function written in C tells nothing of its arguments


def _returned(function: Any, label: str, arguments: tuple[Any, ...]) -> Any:
    with _quiet():
        return _asked(function, label, tuple(copy.deepcopy(argument) for argument in arguments))


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """No warnings and nothing printed, as a function is called more often here than its author expects."""
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        yield


def _asked(function: Any, label: str, arguments: tuple[Any, ...]) -> Any:
    try:
        value = function(*arguments)
    except (Exception, SystemExit) as error:
        raise Form(told(error, label)) from None
    if value is None:
        raise Form(f"{label} returns nothing (None): print shows a value, return gives it back")
    return answered(value, label)


def told(error: BaseException, label: str) -> str:
    """An error of the student's function: its type, its text, and the student's own line."""
    text = f"{label} raises {type(error).__name__}: {str(error)[:200]}"
    if any(words in str(error) for words in NO_SYMBOLS):
        text += " (functions of np and math take numbers; for symbols there are sp.log, sp.exp, sp.sqrt)"
    if isinstance(error, ModuleNotFoundError):
        text += " (a module has to be installed here, and while grading only NumPy, SciPy, SymPy and Matplotlib are)"
    line = own_line(error.__traceback__)
    return f"{text}\n            in your line:  {line}" if line else text


def own_line(trace: TracebackType | None) -> str:
    """The last line of a traceback that stands in a cell of the notebook."""
    line = ""
    while trace is not None:
        code = trace.tb_frame.f_code
        if trace.tb_frame.f_globals.get("__name__") == "__main__" and code.co_filename != CHECKS_FILE:
            line = linecache.getline(code.co_filename, trace.tb_lineno).strip() or line
        trace = trace.tb_next
    return line


def _same(first: Any, second: Any) -> bool:
    if hasattr(first, "__next__"):
        return True  # an iterator can be read only once
    try:
        if isinstance(first, dict):
            return bool(first == second)
        one, other = np.array(first, dtype=complex), np.array(second, dtype=complex)
        return one.shape == other.shape and bool(np.array_equal(one, other, equal_nan=True))
    except (TypeError, ValueError):
        return repr(first) == repr(second)
