"""Answers that a new part asks for, as the command line says them: `q4e_step`, or `q4e_ratio(betas)` for a function."""

from __future__ import annotations

import ast
import dataclasses

from autograder.errors import UserError


@dataclasses.dataclass(frozen=True)
class Answer:
    """The name of an answer, and the arguments of a function as they are written (None for a value)."""

    name: str
    arguments: str | None = None


def parse_answer(text: str) -> Answer:
    """Read one answer; raises `UserError` for what could not be assigned or defined in Python."""
    try:
        if text.isidentifier():
            ast.parse(f"{text} = ...")
            return Answer(text)
        (function,) = ast.parse(f"def {text}: ...").body
    except (SyntaxError, ValueError):
        function = None
    if not isinstance(function, ast.FunctionDef):
        raise UserError(
            text, "is no answer", "Write a name such as q4e_step, or a function such as 'q4e_ratio(betas)'."
        )
    return Answer(function.name, ast.unparse(function.args))
