"""Reading a cell leniently: an import that fails where nothing of the cell would catch it does not end the cell."""

from __future__ import annotations

import ast
from importlib.machinery import SourceFileLoader
from typing import Any

HOOK = "__absent__"
"""A built-in of the worker: `absent.stand_in_for`, with the shell's notes."""
_Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


class LenientImports(ast.NodeTransformer):
    """Puts every import of a cell that no `except` and no function surrounds into a `try` of its own.

    On the way it takes down the names that cells bind at their own level, those that they read there or in functions,
    and the modules that functions import: these imports stay as they are, and fail when the function is called.
    """

    def __init__(self) -> None:
        self.bound: set[str] = set()
        self.read: set[str] = set()
        self.read_in_functions: set[str] = set()
        self.later: set[str] = set()

    def visit(self, node: ast.AST) -> Any:
        """Visit one node; a tree too deep to be walked stays as it is."""
        try:
            return super().visit(node)
        except RecursionError:
            if isinstance(node, ast.Module):
                return node
            raise

    def visit_Import(self, node: ast.Import) -> Any:
        """One `try` for every module, so that those that are there are bound."""
        self.bound |= {_bound(alias) for alias in node.names}
        return [_tried(ast.Import([alias]), alias, alias.name, node) for alias in node.names]

    def visit_ImportFrom(self, node: ast.ImportFrom) -> Any:
        """The same for names from a module; what a star would have bound stays unknown."""
        if node.module == "__future__":
            return node
        module = "." * node.level + (node.module or "")
        self.bound |= {_bound(alias) for alias in node.names}
        return [_tried(ast.ImportFrom(node.module, [alias], node.level), alias, module, node) for alias in node.names]

    def visit_FunctionDef(self, node: ast.FunctionDef) -> Any:
        """The body of a function runs later, when nothing may be put in its place."""
        return self._function(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> Any:
        """As above."""
        return self._function(node)

    def visit_Lambda(self, node: ast.Lambda) -> Any:
        """As above."""
        return self._function(node)

    def _function(self, node: _Function) -> _Function:
        if not isinstance(node, ast.Lambda):
            self.bound.add(node.name)
        self._leave(node, function=True)
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> Any:
        """The body of a class runs at once."""
        self.bound.add(node.name)
        return self.generic_visit(node)

    def visit_Try(self, node: ast.Try) -> Any:
        """What a `try` with handlers surrounds is the cell's own business; its handlers are not."""
        if not node.handlers:
            return self.generic_visit(node)
        for child in node.body:
            self._leave(child, function=False)
        for part in (node.handlers, node.orelse, node.finalbody):
            part[:] = [item for child in part for item in _several(self.visit(child))]
        return node

    visit_TryStar = visit_Try

    def visit_With(self, node: ast.With) -> Any:
        """`with suppress(ImportError)` catches as an `except` does."""
        if any("suppress" in ast.dump(item.context_expr) for item in node.items):
            self._leave(node, function=False)
            return node
        return self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> ast.Name:
        """Take down what is bound and what is read."""
        (self.read if isinstance(node.ctx, ast.Load) else self.bound).add(node.id)
        return node

    def _leave(self, node: ast.AST, *, function: bool) -> None:
        """Take down what a part that stays as it is reads and binds, and what a function imports."""
        read: set[str] = set()
        bound: set[str] = set()
        for child in ast.walk(node):
            if isinstance(child, ast.Name):
                (read if isinstance(child.ctx, ast.Load) else bound).add(child.id)
            elif isinstance(child, ast.arg):
                bound.add(child.arg)
            elif isinstance(child, ast.Import | ast.ImportFrom):
                bound |= {_bound(alias) for alias in child.names}
                self.later |= _modules(child) if function else set()
        if function:
            self.read_in_functions |= read - bound
        else:
            self.read |= read
            self.bound |= bound


def _tried(statement: ast.stmt, alias: ast.alias, module: str, place: ast.stmt) -> ast.stmt:
    """`try: from m import n` / `except ImportError: n = HOOK("m", "n")`, at the place of the statement it replaces."""
    what = alias.name if isinstance(statement, ast.ImportFrom) else ""
    hook = ast.Call(ast.Name(HOOK, ast.Load()), [ast.Constant(module), ast.Constant(what)], [])
    name = _bound(alias)
    bind: ast.stmt = ast.Expr(hook) if name == "*" else ast.Assign([ast.Name(name, ast.Store())], hook)
    handler = ast.ExceptHandler(ast.Name("ImportError", ast.Load()), None, [bind])
    tried = ast.Try([statement], [handler], [], [])
    for node in ast.walk(tried):
        ast.copy_location(node, place)
    return tried


def _modules(node: ast.Import | ast.ImportFrom) -> set[str]:
    if isinstance(node, ast.Import):
        return {alias.name for alias in node.names}
    return {node.module} if node.module and not node.level else set()


def _bound(alias: ast.alias) -> str:
    return alias.asname or alias.name.partition(".")[0]


def _several(visited: Any) -> list[Any]:
    return visited if isinstance(visited, list) else [] if visited is None else [visited]


class LenientLoader(SourceFileLoader):
    """Loads a module that was handed in beside the notebook as leniently as a cell."""

    def source_to_code(self, data: Any, path: Any, **options: Any) -> Any:  # type: ignore[override]
        """Compile with imports that may fail."""
        tree = ast.fix_missing_locations(LenientImports().visit(ast.parse(data, path)))
        return super().source_to_code(tree, path, **options)
