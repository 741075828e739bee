"""Python source as lines of coloured tokens; the template escapes each token's text."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from pygments.lexers import PythonLexer
from pygments.token import Comment, Keyword, Name, Number, Operator, String

from autograder.report.escaping import escape_invisible

_CLASSES = (
    (Comment, "c"), (Keyword, "k"), (Operator.Word, "k"), (String, "s"), (Number, "n"), (Name.Function, "f"),
    (Name.Class, "f"), (Name.Decorator, "f"),
)  # fmt: skip


@dataclasses.dataclass(frozen=True)
class CodeLine:
    """A line's number and its pieces: (class, text), the class empty for plain text."""

    number: int
    pieces: tuple[tuple[str, str], ...]


def highlighted(lines: Sequence[str], first: int) -> tuple[CodeLine, ...]:
    """Lines of code, coloured; invisible characters are made visible first, so no token can hide one."""
    source = "\n".join(escape_invisible(line.rstrip("\r"), lines=True) for line in lines)
    rows: list[list[tuple[str, str]]] = [[]]
    for kind, text in PythonLexer(stripnl=False, ensurenl=False).get_tokens(source):
        for index, piece in enumerate(text.split("\n")):
            if index:
                rows.append([])
            if piece:
                rows[-1].append((_class(kind), piece))
    return tuple(CodeLine(first + offset, tuple(row)) for offset, row in enumerate(rows))


def _class(kind: Any) -> str:
    return next((name for parent, name in _CLASSES if kind in parent), "")
