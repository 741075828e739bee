"""The first cell of a student notebook: imports, and checks and figures that need no file beside the notebook."""

from __future__ import annotations

import ast
import pprint
import re
import textwrap
from importlib import resources
from typing import Any

Node = Any
MODULES = ("calls", "forms", "history", "figures", "sheet")
CHECK = re.compile(r'grader\.check\("q(\w+)"\)')
OURS = re.compile(r"^from (?:autograder\.exam\.notebook|otter)[\w.]* import (?:\([^)]*\)|.*)\n", re.MULTILINE)
TITLE = '# @title Setup: run this cell first, it needs no change {display-mode: "form"}'
COLLAPSED = {"jupyter": {"source_hidden": True}, "cellView": "form", "_kg_hide-input": True, "tags": ["hide-input"]}
"""JupyterLab, Notebook and VS Code; Colab; Kaggle; Jupyter Book: each has its own word for a cell that is folded."""

FIRST_CELL = """{title}
try:
{imports}

    if hasattr(__import__("sys").modules.get("otter"), "is_stand_in"):  # while grading
        grader = __import__("otter").Notebook()
    else:
        grader = {{"__name__": "checks of this sheet"}}
        exec(compile(r'''
{library}
PLAN = {plan}
'''.lstrip(), "<checks of this sheet>", "exec"), grader)
        grader = grader["Sheet"](grader["PLAN"], grader, globals())
        print("Setup done. Checks and figures: on. They need nothing but this notebook.")
except Exception as problem:
    grader = type("Off", (), {{"__getattr__": lambda *_: lambda *_, **__: print("off: see the first cell")}})()
    print(
        f"Checks and figures: off ({{problem}}). Run  %pip install numpy scipy sympy matplotlib  "
        "in a cell of its own, delete that cell, restart the kernel."
    )
"""


def first_cell(imports: str, sheet: Node, checks: dict[str, str], figures: str) -> str:
    """Source of the first cell: the sheet's imports, then `grader`, with everything that it needs.

    `checks` maps a question (`q1a`) to the source of its public checks; `figures` defines `figure_1a` and so on.
    """
    pieces = [_module(name) for name in MODULES]
    pieces += [_as_function(question, source) for question, source in sorted(checks.items())]
    pieces += [_without_imports(figures)] if figures else []
    library = "\n\n\n".join(pieces)
    plan = pprint.pformat(plan_of(sheet), width=88, sort_dicts=False)
    if "'''" in library + plan:
        raise ValueError("checks and figures must not hold three single quotation marks in a row")
    compile(library, "checks", "exec")
    indented = "\n".join(f"    {line}" if line else "" for line in imports.strip().splitlines())
    return FIRST_CELL.format(title=TITLE, imports=indented, library=library, plan=plan).rstrip("\n")


def plan_of(sheet: Node) -> dict[str, Any]:
    """What a sheet asks for, part by part: answers are the names that its starter cells leave as `...`."""
    parts: dict[str, dict[str, str]] = {}
    waiting: dict[str, str] = {}
    optional: list[str] = []
    given = ""
    for cell in (cell for cell in sheet.cells if cell.cell_type == "code"):
        if cell.metadata["name"] == "given":
            given = cell.source
        elif found := CHECK.fullmatch(cell.source.strip()):
            parts[found[1]], waiting = waiting, {}
        elif "..." in cell.source:
            waiting.update(_defined(cell.source))
            optional += _defined(cell.source) if "optional" in cell.source else []
    return {"parts": parts, "optional": optional, "given": given}


def _as_function(question: str, source: str) -> str:
    """A file of public checks as a function of Otter's `test_case`, so that its names stay its own."""
    body = textwrap.indent(_without_imports(source), "    ")
    return f"def checks_{question.removeprefix('q')}(test_case):\n{body}"


def _module(name: str) -> str:
    source = resources.files("autograder.exam.notebook").joinpath(f"{name}.py").read_text(encoding="utf-8")
    return _without_imports(source)


def _without_imports(source: str) -> str:
    """A source without its imports of this package and of Otter: inside a notebook all is one namespace."""
    return OURS.sub("", source).replace("from __future__ import annotations\n", "").strip()


def _defined(source: str) -> dict[str, str]:
    """Names that a starter cell defines, functions with their arguments."""
    body = ast.parse(source).body
    assigned = {t.id: "" for s in body if isinstance(s, ast.Assign) for t in s.targets if isinstance(t, ast.Name)}
    return {**assigned, **{s.name: f"({ast.unparse(s.args)})" for s in body if isinstance(s, ast.FunctionDef)}}
