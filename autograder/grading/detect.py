"""Which problem a notebook answers."""

from __future__ import annotations

import ast

from autograder.errors import SubmissionError
from autograder.exam.rubric import Assignment
from autograder.grading.submission import Notebook

_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def detect(notebook: Notebook, assignments: dict[str, Assignment]) -> Assignment:
    """The assignment a notebook answers, by its metadata or else by the names it defines.

    Raises `SubmissionError` when it answers none of them.
    """
    if notebook.assignment is not None:
        if notebook.assignment not in assignments:
            known = ", ".join(sorted(assignments))
            what = f"says it answers the assignment {notebook.assignment[:60]!r}, which is not known here"
            raise SubmissionError(notebook.path, what, f"Known assignments: {known}.")
        return assignments[notebook.assignment]
    source = "\n".join(text for _, text in notebook.cells)
    overlap = {name: sum(answer in source for answer in a.names) for name, a in assignments.items()}
    best = max(overlap, key=lambda name: overlap[name])
    if overlap[best] < 2 or sorted(overlap.values())[-2:].count(overlap[best]) > 1:
        advice = "Answer in the notebook that was handed out, and do not rename its answers."
        raise SubmissionError(notebook.path, "does not look like an answer to any known assignment", advice)
    return assignments[best]


def is_untouched(notebook: Notebook, assignment: Assignment) -> bool:
    """Whether no answer has been given: wherever a name of an answer is defined, it is still the sheet's own `...`."""
    return not any(_answers(source, frozenset(assignment.names)) for _, source in notebook.cells)


def _answers(source: str, names: frozenset[str]) -> bool:
    """Whether a cell defines one of the names as anything but `...`; a cell that cannot be read might."""
    code = "\n".join("" if line.lstrip().startswith(("%", "!")) else line for line in source.splitlines())
    try:
        statements = ast.parse(code).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return any(name in source for name in names)
    return any(_defined(statement) & names and not _is_open(statement) for statement in statements)


def _defined(statement: ast.stmt) -> frozenset[str]:
    """Names that a statement stores or defines, wherever in it."""
    stored = {node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    return frozenset(stored | {node.name for node in ast.walk(statement) if isinstance(node, _DEFINITIONS)})


def _is_open(statement: ast.stmt) -> bool:
    if isinstance(statement, _DEFINITIONS):
        return all(_is_dots(node.value) for node in ast.walk(statement) if isinstance(node, ast.Return))
    return _is_dots(getattr(statement, "value", None))


def _is_dots(value: object) -> bool:
    return isinstance(value, ast.Constant) and value.value is ...
