"""What is told of an exception that a student's function raised.

A function is called with hidden inputs, and what it raises for which of them is its own choice: from the names of
Python's exceptions alone it could spell an input. So a student reads one of four classes, staff the name as well; any
name that is not Python's is the submission's own, and nobody reads it.
"""

from __future__ import annotations

import builtins

from autograder.texts import _, marked

LACKING = (ImportError, NameError)
"""What a function raises that lacks a module, or a name that `from module import *` would have brought."""
_CLASSES: tuple[tuple[tuple[type[BaseException], ...], str], ...] = (
    (LACKING, marked("an error about a name or a module that is not there (`NameError`, `ImportError`)")),
    ((TypeError, AttributeError), marked("an error about arguments or types (`TypeError`, `AttributeError`)")),
    (
        (ValueError, ArithmeticError, LookupError),
        marked("an error about a value or a place (`ValueError`, `ZeroDivisionError`, `IndexError`, `KeyError`)"),
    ),
    ((MemoryError,), marked("`MemoryError`")),
)
"""Exceptions by class, and the words for it; all others are the last class. What used up its memory is told of as any
submission that did."""


def is_lacking(kind: object) -> bool:
    """Whether this is the name of an exception for something that is not there."""
    found = _built_in(kind)
    return found is not None and issubclass(found, LACKING)


def told(kind: object) -> str:
    """The class of an exception by its type's name, in words for the student."""
    found = _built_in(kind)
    for types, words in _CLASSES:
        if found is not None and issubclass(found, types):
            return _(words)
    return _("an exception of another kind")


def told_staff(kind: object) -> str:
    """The type of a built-in exception, in words for staff; empty for any other."""
    found = _built_in(kind)
    return "" if found is None else f"a call that raised `{found.__name__}`"


def _built_in(kind: object) -> type[BaseException] | None:
    found = getattr(builtins, kind, None) if isinstance(kind, str) else None
    return found if isinstance(found, type) and issubclass(found, BaseException) else None
