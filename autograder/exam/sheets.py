"""Exam sheets and model answers as notebooks: Markdown and percent-format sources in, .ipynb out."""

from __future__ import annotations

import copy
import hashlib
from pathlib import Path
from typing import Any

import jupytext
import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from autograder.errors import BuildError
from autograder.exam.embedding import COLLAPSED, first_cell

KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
Node = Any
"""An nbformat notebook or cell."""


def read_sheet(path: Path) -> Node:
    """Read an exam sheet (Jupytext Markdown); every code cell must have a name of its own."""
    return _named(path, jupytext.read(path, fmt="md"))


def read_solution(path: Path) -> Node:
    """Read model answers (percent-format Python)."""
    return _named(path, jupytext.read(path, fmt="py:percent"))


def _named(path: Path, notebook: Node) -> Node:
    names = [cell.metadata.get("name") for cell in notebook.cells if cell.cell_type == "code"]
    if None in names:
        raise BuildError(path, "has a code cell without a name", 'Give it one: name="..." in its first line.')
    doubled = sorted({name for name in names if names.count(name) > 1})
    if doubled:
        raise BuildError(path, f"has two cells named {doubled[0]!r}")
    return notebook


def student_notebook(sheet: Node, assignment: str, public_tests: dict[str, str], figures: str = "") -> Node:
    """The sheet with its public checks and figures inside its first cell, stable cell ids, and no outputs."""
    notebook = nbformat.v4.new_notebook(cells=[_clean(cell, assignment, i) for i, cell in enumerate(sheet.cells)])
    for cell in notebook.cells:
        if cell.metadata.get("name") == "setup":
            cell.source = first_cell(cell.source, sheet, public_tests, figures)
            cell.metadata.update(COLLAPSED)
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": dict(KERNEL),
            "language_info": {"name": "python"},
            "otter": {"assignment_name": assignment},
        }
    )
    nbformat.validate(notebook)
    return notebook


def solution_notebook(student: Node, solution: Node, where: Path) -> Node:
    """The student notebook with model answers in place of starter cells, each with its explanation before it."""
    answers = _with_explanations(solution)
    names = {cell.metadata.get("name") for cell in student.cells}
    starters = {c.metadata.get("name") for c in student.cells if c.cell_type == "code" and "..." in c.source}
    kept = ("figure", "given", "setup")
    missing = sorted(name for name in starters if name not in answers and not str(name).startswith(kept))
    if missing:
        raise BuildError(where, f"has no answer for the cell {missing[0]!r}")
    notebook = copy.deepcopy(student)
    notebook.cells = []
    for cell in student.cells:
        notebook.cells += answers.get(cell.metadata.get("name"), [cell]) if cell.cell_type == "code" else [cell]
    extra = [cell for name, cells in answers.items() if name not in names for cell in cells]
    notebook.cells[-1:-1] = extra
    notebook.cells = [_clean(cell, f"solution of {where.stem}", i) for i, cell in enumerate(notebook.cells)]
    nbformat.validate(notebook)
    return notebook


def _with_explanations(solution: Node) -> dict[str, list[Node]]:
    """Each answer cell by name, led by the Markdown cells above it."""
    answers: dict[str, list[Node]] = {}
    waiting: list[Node] = []
    for cell in solution.cells:
        waiting.append(cell)
        if cell.cell_type == "code":
            answers[cell.metadata["name"]] = waiting
            waiting = []
    return answers


def _clean(cell: Node, seed: str, index: int) -> Node:
    """A cell without outputs whose id depends on its name (or, for text, on its place) alone."""
    name = cell.metadata.get("name", f"text-{index}")
    identity = hashlib.sha256(f"{seed}/{name}".encode()).hexdigest()[:12]
    make = nbformat.v4.new_code_cell if cell.cell_type == "code" else nbformat.v4.new_markdown_cell
    metadata = {key: cell.metadata[key] for key in ("name", *COLLAPSED) if key in cell.metadata}
    return make(cell.source, id=identity, metadata=metadata)


def execute(notebook: Node, folder: Path, where: Path) -> Node:
    """Run a notebook top to bottom in a real kernel; raises `BuildError` naming the cell that fails.

    Times of execution are left out, and what a cell prints is one output however slowly it was printed, so that two
    builds give the same bytes.
    """
    client = NotebookClient(
        notebook, timeout=120, kernel_name="python3", record_timing=False, coalesce_streams=True,
        resources={"metadata": {"path": str(folder)}},
        extra_arguments=["--log-level=ERROR"],  # newer kernels warn about their local sockets at every start
    )  # fmt: skip
    try:
        client.execute()
    except CellExecutionError as error:
        raise BuildError(where, f"a cell fails when it is run: {error.ename}: {error.evalue}") from error
    return notebook


def to_bytes(notebook: Node) -> bytes:
    """The file's content, the same for the same notebook."""
    text = nbformat.writes(notebook, version=4)
    return str(text if text.endswith("\n") else text + "\n").encode()
