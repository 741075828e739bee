"""What can be told from the cells that were run: why an answer is open, and what will not run while grading."""

from __future__ import annotations

import ast
import difflib
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

PRESENT = {
    "numpy",
    "scipy",
    "sympy",
    "mpmath",
    "matplotlib",
    "mpl_toolkits",
    "IPython",
    "otter",
    *sys.stdlib_module_names,
}
"""Modules that are there while grading."""
NOT_RUN = {"pip", "conda", "mamba", "uv", "load_ext", "bash", "sh", "script", "writefile"}
"""Magics that are skipped while grading; so is every line that starts with an exclamation mark."""
SHELL = re.compile(r"get_ipython\(\)\.(?:system|getoutput)\((.+)\)\s*$", re.MULTILINE)
MAGIC = re.compile(r"get_ipython\(\)\.run_(?:line|cell)_magic\('(\w+)', *'([^'\n]*)'")
OF_NUMBERS = re.compile(r"\b(np|math)\.(log|exp|sqrt|erf|log1p|expm1|pi|power)\b")


class History:
    """The cells that were run since the kernel was started, in order."""

    def __init__(self, namespace: dict[str, Any]) -> None:
        self._namespace = namespace

    def cells(self) -> list[tuple[int, str]]:
        """Number and source of every cell, as IPython keeps them; the running one is left out."""
        entries = self._namespace.get("In")
        kept = list(enumerate(entries)) if isinstance(entries, list) else []
        return [(number, source) for number, source in kept[1:-1] if isinstance(source, str) and source]

    def definitions(self, name: str) -> list[tuple[int, str]]:
        """Cells that define a name at the top level."""
        return [(number, source) for number, source in self.cells() if name in defined(source)]

    def not_run(self) -> list[str]:
        """Lines and modules that are not there while grading, each with its cell."""
        found = {}
        for number, source in self.cells():
            for line in SHELL.findall(source):
                found[f"!{_text(line)}"] = number
            for magic, rest in MAGIC.findall(source):
                if magic in NOT_RUN or (magic == "matplotlib" and rest.strip() not in {"", "inline"}):
                    found[f"%{magic} {rest}".strip()] = number
            for module in sorted(modules(source) - PRESENT):
                found[f"import {module}"] = number
        return [f"{what[:60]} (cell [{number}])" for what, number in found.items()]


def defined(source: str) -> set[str]:
    """Names that a cell defines at its top level."""
    return {name for statement in _parsed(source) for name in _names(statement)}


def modules(source: str) -> set[str]:
    """Top-level modules that a cell imports, inside functions as well."""
    found = set()
    for node in (inner for statement in _parsed(source) for inner in ast.walk(statement)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


def untouched(source: str, name: str) -> bool:
    """Whether the cell's definition of a name is the sheet's own `...`."""
    for statement in _parsed(source):
        if name in _names(statement):
            value = getattr(statement, "value", None)
            return (isinstance(value, ast.Constant) and value.value is ...) or _returns_dots(statement)
    return False


def why_open(name: str, answers: Iterable[str], namespace: dict[str, Any]) -> str:
    """Why an answer counts as open, as far as it can be told."""
    ran = History(namespace).definitions(name)
    written = [(number, source) for number, source in ran if not untouched(source, name)]
    if written and ran[-1] != written[-1]:
        return f"is ... again: cell [{ran[-1][0]}] defines it once more, after cell [{written[-1][0]}]"
    if written and "..." not in written[-1][1]:
        why = f"its cell [{written[-1][0]}] ended with an error before it was defined"
        takes = OF_NUMBERS.search(written[-1][1])
        return why + (f" ({takes[0]} takes numbers; for symbols write sp.{takes[2]})" if takes else "")
    if cell := _in_text_cell(name, namespace):
        return f"stands in a text cell (Markdown), which is not run: {cell}"
    if name in namespace:
        return "is still ..."
    if meant := _meant(name, answers, namespace):
        return f"is not defined, but {meant} is: the sheet's name counts"
    return "is not defined: its cell was not run, or its name was changed"


def _meant(name: str, answers: Iterable[str], namespace: dict[str, Any]) -> str:
    own = [key for key in namespace if isinstance(key, str) and not key.startswith("_") and key not in set(answers)]
    plain = {key.replace("_", "").casefold(): key for key in own}
    close = difflib.get_close_matches(name.replace("_", "").casefold(), plain, n=1, cutoff=0.85)
    return plain[close[0]] if close and len(name) > 2 else ""


def _in_text_cell(name: str, namespace: dict[str, Any]) -> str:
    definition = re.compile(rf"^\s*(def +{name} *\(.*|{name} *=(?!=).*)", re.MULTILINE)
    for cell in _saved_cells(namespace):
        source = cell.get("source", "")
        found = definition.search("".join(source) if isinstance(source, list) else str(source))
        if cell.get("cell_type") == "markdown" and found:
            return found[1][:60]
    return ""


def _saved_cells(namespace: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Cells of the notebook's file, where a front end says which it is, or where only one lies here."""
    said = [str(name) for name in (namespace.get("__vsc_ipynb_file__"), os.environ.get("JPY_SESSION_NAME")) if name]
    here = sorted(Path().glob("*.ipynb"))
    places = [Path(name) for name in said] + [Path(Path(name).name) for name in said]
    for path in places + (here if len(here) == 1 else []):
        try:
            cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        except (OSError, ValueError, KeyError, TypeError):
            continue
        yield from (cell for cell in cells if isinstance(cell, dict))
        return


def _parsed(source: str) -> list[ast.stmt]:
    try:
        return ast.parse(source).body
    except (SyntaxError, ValueError):
        return []


def _names(statement: ast.stmt) -> set[str]:
    if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
        return {statement.name}
    targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
    return {node.id for target in targets if target for node in ast.walk(target) if isinstance(node, ast.Name)}


def _returns_dots(statement: ast.stmt) -> bool:
    returned = [node.value for node in ast.walk(statement) if isinstance(node, ast.Return)]
    return bool(returned) and all(isinstance(value, ast.Constant) and value.value is ... for value in returned)


def _text(line: str) -> str:
    try:
        return str(ast.literal_eval(line))
    except (SyntaxError, ValueError):
        return line
