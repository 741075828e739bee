"""The way from a ✓ to the code that decides it: its test, and the modules of the check library that the test calls."""

from __future__ import annotations

import ast
import dataclasses
from collections.abc import Iterator, Mapping
from pathlib import Path

from autograder.exam.exam import Exam
from autograder.exam.rubric import Tick

LIBRARY = "autograder.checks."
EVERYWHERE = {"rubric", "values"}
"""Modules that every hidden test is written with; a row that named them would say nothing."""
HEAD = """# From a ✓ to the code that decides it

Written by `autograder rubric --index`; a test compares it with the code.

| ✓ | test | decided by |
|---|---|---|
"""


@dataclasses.dataclass(frozen=True)
class Row:
    """One ✓: the file of its test, and the functions of the check library that the test calls, by module."""

    tick: Tick
    file: Path
    functions: Mapping[str, tuple[str, ...]]


def index(exam: Exam) -> Iterator[Row]:
    """A row per ✓, in the order of the marking scheme."""
    for problem in exam.problems:
        for tick in problem.ticks:
            tree = tick.tests.tree
            bodies = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
            body = bodies[tick.function]
            called = _called(body, bodies, _imported(tree))
            yield Row(tick, tick.tests.file, called)


def index_text(exam: Exam, root: Path) -> str:
    """The index as a Markdown page with links, relative to `docs/` below `root`."""
    lines = [_line(row, root) for row in index(exam)]
    return HEAD + "\n".join(lines) + "\n"


MISTAKES_HEAD = """# Mistakes that have a name

Written by `autograder rubric --mistakes`; a test compares it with the hidden tests, beside which
the catalogue stands. A mistake is named only where the answer is proved to equal its wrong model,
in the sense in which a right answer equals the right one; of several that fit, the first is named.
"""


def mistakes_text(exam: Exam) -> str:
    """The catalogue of mistakes as a Markdown page: a table per ✓, in the order in which mistakes are tried."""
    parts = [MISTAKES_HEAD]
    for problem in exam.problems:
        for tick in problem.ticks:
            if tick.mistakes:
                rows = "".join(f"| `{m.id}` | {m.staff} | {m.says} |\n" for m in tick.mistakes)
                table = "| mistake | the answer then | what the student reads |\n|---|---|---|\n"
                parts.append(f"## {tick.id} {tick.line}\n\n{table}{rows}")
    return "\n".join(parts)


def _line(row: Row, root: Path) -> str:
    where = row.file.relative_to(root)
    decided = ", ".join(
        f"[`{module}`](../autograder/checks/{module.replace('.', '/')}.py): " + ", ".join(f"`{n}`" for n in names)
        for module, names in sorted(row.functions.items())
    )
    test = f"[`{row.file.stem}.{row.tick.function}`](../{where})"
    return f"| {row.tick.id} {row.tick.line} | {test} | {decided or 'the test itself'} |"


def _imported(tree: ast.Module) -> dict[str, str]:
    """Names that a file takes from the check library, with the module of each."""
    found = {}
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(LIBRARY):
            module = str(node.module).removeprefix(LIBRARY)
            names = [alias for alias in node.names if module not in EVERYWHERE and not alias.name.isupper()]
            found.update({alias.asname or alias.name: module for alias in names})
    return found


def _called(
    body: ast.FunctionDef, bodies: Mapping[str, ast.FunctionDef], imported: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    """What a test uses of the library, itself or through helpers of its file, and in the order of use."""
    modules: dict[str, list[str]] = {}
    for name in _names(body, bodies, set()):
        if name in imported and name not in modules.setdefault(imported[name], []):
            modules[imported[name]].append(name)
    return {module: tuple(names) for module, names in modules.items()}


def _names(body: ast.FunctionDef, bodies: Mapping[str, ast.FunctionDef], seen: set[str]) -> Iterator[str]:
    for statement in body.body:
        for node in ast.walk(statement):
            if isinstance(node, ast.Name):
                yield node.id
                if node.id in bodies and node.id not in seen:
                    seen.add(node.id)
                    yield from _names(bodies[node.id], bodies, seen)
