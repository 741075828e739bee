"""Does a public check tell by an argument what is asked? It may only use what the sheet announces beside it."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from autograder.errors import BuildError

CALLERS = {"called": 2, "keeps_shape": 2, "by_element": 2}
"""Functions of `autograder.exam.notebook` that call an answer, and where its arguments begin."""


def refuse_unannounced_arguments(question: str, source: str, sheet: Any, where: Path) -> None:
    """Raise `BuildError` when a public check calls an answer with an argument that its part of the sheet does not show.

    An argument made of the student's own answers and of loops over them is free. Any other has to stand in the text of
    the part, in the call as it is made: `q4d_witness(2, 10)` would tell that schedule 2 is asked about.
    """
    shown = _squeeze(_text_of_part(sheet, question))
    for call in answer_calls(source):
        if any(isinstance(node, ast.Constant) for node in ast.walk(call)) and _squeeze(ast.unparse(call)) not in shown:
            advice = (
                f"Announce the call in the text of part {question.removeprefix('q')}, or use the student's own answers."
            )
            raise BuildError(
                where, f"the public check {question} calls {ast.unparse(call)}, which is not announced", advice
            )


def answer_calls(source: str) -> Iterator[ast.Call]:
    """Calls of answers in a public check, as plain calls, with constants of the file put in."""
    tree = ast.parse(source)
    constants = _constants(tree.body)
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        answers = {argument.arg for argument in function.args.args}
        known = {**constants, **_constants(function.body), **_literal_loops(function, answers)}
        answers |= _loop_names(function)
        for node in ast.walk(function):
            if isinstance(node, ast.Call) and (call := _plain(node, answers)) is not None:
                yield _filled_in(call, known)


def _plain(node: ast.Call, answers: set[str]) -> ast.Call | None:
    """`called(T, "T", x)` as `T(x)`; None for a call of something that is no answer."""
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name in CALLERS and node.args:
        return ast.Call(node.args[0], [*node.args[CALLERS[name] :], *(k.value for k in node.keywords)], [])
    return node if name in answers else None


def _filled_in(call: ast.Call, constants: dict[str, ast.expr]) -> ast.Call:
    class Fill(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.expr:
            return constants.get(node.id, node)

    return ast.Call(call.func, [Fill().visit(copy.deepcopy(a)) for a in call.args], [])


def _constants(body: list[ast.stmt]) -> dict[str, ast.expr]:
    """Names that are assigned an expression with a literal in it and no answer: they hide what a call asks."""
    found = {}
    for statement in body:
        if isinstance(statement, ast.Assign) and any(isinstance(n, ast.Constant) for n in ast.walk(statement.value)):
            called = {
                n.func.id for n in ast.walk(statement.value) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)
            }
            if not called & set(CALLERS):
                found.update({t.id: statement.value for t in statement.targets if isinstance(t, ast.Name)})
    return found


def _loop_names(function: ast.FunctionDef) -> set[str]:
    loops = (node.target for node in ast.walk(function) if isinstance(node, (ast.For, ast.comprehension)))
    return {name.id for target in loops for name in ast.walk(target) if isinstance(name, ast.Name)}


def _literal_loops(function: ast.FunctionDef, answers: set[str]) -> dict[str, ast.expr]:
    """Names of loops over numbers that do not come out of an answer: `for k in (2, 4)` tells what is asked, too."""
    found = {}
    for node in ast.walk(function):
        if isinstance(node, (ast.For, ast.comprehension)) and isinstance(node.target, ast.Name):
            inside = list(ast.walk(node.iter))
            numbers = any(isinstance(n, ast.Constant) and not isinstance(n.value, str) for n in inside)
            if numbers and not any(isinstance(n, ast.Name) and n.id in answers for n in inside):
                found[node.target.id] = node.iter
    return found


def _text_of_part(sheet: Any, question: str) -> str:
    """All text between the check before and the check of this question."""
    text: list[str] = []
    for cell in sheet.cells:
        if cell.metadata.get("name") == f"check_{question}":
            break
        text = [] if str(cell.metadata.get("name", "")).startswith("check_") else [*text, cell.source]
    return "\n".join(text)


def _squeeze(text: str) -> str:
    return "".join(text.split())
