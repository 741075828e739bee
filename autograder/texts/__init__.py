"""Texts for people in their language: `_("`{name}` is a number", name=name)`.

The English text stands where it is used, with named placeholders; `catalogues/<language>.po` holds it in another
language, in gettext's format, which every translation tool reads. A text is translated when it is made: the language
is set once per submission (`speaking`) and a forked judge inherits it. A text without a translation stays English, and
so does one whose translation has other placeholders: a slip of a translator decides nothing and faults nothing.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from importlib import resources

from autograder.errors import UserError
from autograder.texts.po import read_po

SOURCE = "en"
"""The language of the texts in the code."""
_LANGUAGE: ContextVar[str] = ContextVar("language", default=SOURCE)


def marked(template: str) -> str:
    """A text that is translated where it is used, with `_`, because it is made before the language is known."""
    return template


def _(template: str, /, **values: object) -> str:
    """The text in the present language, with its placeholders filled in."""
    translated = catalogue(_LANGUAGE.get()).get(template, template)
    if not values:
        return translated
    try:
        return translated.format(**values)
    except (LookupError, ValueError):
        return template.format(**values)


def language() -> str:
    """The language in which texts are made now, as in HTML's `lang`."""
    return _LANGUAGE.get()


@contextlib.contextmanager
def speaking(language: str) -> Iterator[None]:
    """Make texts in `language` for a while; raises `UserError` for one that has no catalogue."""
    if language not in languages():
        raise UserError(language, "is no language of this autograder", f"Known: {', '.join(languages())}.")
    catalogue(language)  # now: a judge that has run out of memory still has to say so
    token = _LANGUAGE.set(language)
    try:
        yield
    finally:
        _LANGUAGE.reset(token)


@functools.cache
def languages() -> tuple[str, ...]:
    """English, and every language with a catalogue."""
    files = resources.files("autograder.texts").joinpath("catalogues").iterdir()
    return (SOURCE, *sorted(file.name.removesuffix(".po") for file in files if file.name.endswith(".po")))


@functools.cache
def catalogue(language: str) -> Mapping[str, str]:
    """English texts to those of `language`; none for English itself."""
    if language == SOURCE:
        return {}
    file = resources.files("autograder.texts").joinpath(f"catalogues/{language}.po")
    return read_po(file.read_text(encoding="utf-8"))
