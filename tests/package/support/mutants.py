"""Small faults planted in model answers: one change of the syntax tree each.

`python tests/package/support/mutants.py` grades all of them and lists the survivors; `test_mutants.py` runs a selection.
"""

from __future__ import annotations

import ast
import copy
import dataclasses
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from autograder.exam.project import Project, read_project
from autograder.exam.sheets import read_sheet, read_solution, solution_notebook, student_notebook, to_bytes
from autograder.grading.grader import Grader
from autograder.isolation.sandbox import Budget

READ_BY = {
    "q1a_is_valid_flow": "1a.1 1a.2", "q1a_violates": "1a.2", "q1a_null_direction": "1a.3",
    "q1b_is_valid_flow": "1b.1 1b.2", "q1b_violates": "1b.2", "q1b_counterexample": "1b.3",
    "q1c_density": "1c.1", "q1c_f_inv": "1c.2",
    "q2a_derivation": "2a.1 2a.2 2a.3", "T": "2a.1 2a.2 2a.3 2a.4 2c.1 2c.2",
    "q2b_derivation": "2b.1 2b.2 2b.3 2b.4", "M": "2b.1 2b.2 2b.3 2b.4 2b.5 2c.1 2c.2",
    "C": "2c.1 2c.2", "q2c_derivation": "2c.1",
    "q2d_support_prior": "2d.1", "q2d_support_normal": "2d.1", "q2d_kl_normal": "2d.2", "q2d_log_q": "2d.3 2d.4",
    "q2d_sample": "2d.4",
    "E1": "3a.1 3a.3 3a.-1", "q3a_E1_direction": "3a.1", "E2": "3a.2 3a.3 3a.-1", "q3a_E2_direction": "3a.2",
    "discriminator_loss": "3a.3 3a.-1", "generator_loss": "3a.3 3a.-1",
    "q3b_objective": "3b.1", "q3b_at_optimum": "3b.2", "q3b_one_minus_D": "3b.3", "q3b_kl_terms": "3b.4",
    "q3b_constant": "3b.5",
    "q4a_closed_form": "4a.1", "q4a_marginal": "4a.2",
    "q4b_negative_steps": "4b.1 4b.2", "q4b_failure": "4b.2", "q4c_lost_steps": "4c.1 4c.2", "q4c_failure": "4c.2",
    "q4d_invalid": "4d.1 4d.2 4d.3 4d.4 4d.-1 4d.-2", "q4d_witness": "4d.2 4d.4",
}  # fmt: skip
"""The ✓ that may change when a cell does, by the contract."""

OPERATORS = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.Pow: ast.Mult,
    ast.Lt: ast.LtE, ast.Gt: ast.GtE, ast.Eq: ast.GtE, ast.LtE: ast.Lt, ast.GtE: ast.Gt,
}  # fmt: skip
NAMES = {
    "mu": "sigma", "sigma": "mu", "d_real": "d_fake", "d_fake": "d_real", "p": "q", "q": "p", "t": "a", "a": "t", "m": "a",
    "F": "Q01", "Q01": "Q", "Q": "Q01", "E1": "E2", "E2": "E1", "p1": "f_inv", "f_inv": "p1", "M": "T", "x": "b",
}  # fmt: skip
ATTRIBUTES = {
    "exp": "cosh", "log": "sqrt", "sqrt": "exp", "erf": "erfc", "mean": "sum", "cumprod": "cumsum", "sum": "mean", "oo": "E",
    "open": "Lopen", "Reals": "Integers", "where": "maximum",
}  # fmt: skip


NEEDED = {"q2a_derivation": (1, 2), "q2b_derivation": (1, 3), "q2c_derivation": (1, 2)}
"""Lines of derivations that no other line stands in for: a ✓ is for any one line, so only these can lose it."""
OTHER_C = "def C(eps, mu, sigma):\n    return np.exp(mu - sigma * eps)"
"""A right C that is not M after T: with it 2c.1 rests on the derivation alone."""


@dataclasses.dataclass(frozen=True)
class Mutant:
    """A model answer with one fault: its assignment, cell, what was changed, and the source."""

    assignment: str
    cell: str
    change: str
    source: str

    @property
    def label(self) -> str:
        """A name that stays the same as long as the model answer does."""
        return f"{self.cell}: {self.change}"


def mutants(root: Path) -> list[Mutant]:
    """All mutants of all model answers."""
    found: dict[tuple[str, str], Mutant] = {}
    for path in sorted((root / "solutions").glob("*.py")):
        for cell in read_solution(path).cells:
            name = cell.metadata.get("name")
            if name in READ_BY:
                for change, source in _mutate(_needed(name, cell.source)):
                    found.setdefault((name, source), Mutant(path.stem, name, change, source))
    return list(found.values())


def _needed(name: str, source: str) -> str:
    """A model answer without the lines that another line stands in for."""
    if name not in NEEDED:
        return source
    tree: Any = ast.parse(source)
    lines = tree.body[0].value.elts
    tree.body[0].value.elts = [lines[i] for i in NEEDED[name]]
    return ast.unparse(tree)


def _mutate(source: str) -> Iterator[tuple[str, str]]:
    tree = ast.parse(source)
    signed = {node.operand for node in ast.walk(tree) if isinstance(node, ast.UnaryOp)}
    for index, node in enumerate(ast.walk(tree)):
        if node in signed and isinstance(node, ast.Constant):
            continue  # its sign is changed instead
        for change, replace in _changes(node):
            changed = copy.deepcopy(tree)
            target = next(n for i, n in enumerate(ast.walk(changed)) if i == index)
            replace(target)
            text = ast.unparse(ast.fix_missing_locations(changed))
            if text != ast.unparse(tree):
                yield f"{change} at {getattr(node, 'lineno', 1)}:{getattr(node, 'col_offset', 0)}", text


def _changes(node: ast.AST) -> Iterator[tuple[str, Any]]:
    """What can be done to one node: a few words, and a function that does it to a copy in place."""

    def field(name: str, value: Any) -> Any:
        return lambda target: setattr(target, name, value)

    if isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
        new = OPERATORS[type(node.op)]
        yield f"{type(node.op).__name__} to {new.__name__}", field("op", new())
        if isinstance(node.op, (ast.Sub, ast.Div, ast.Pow)):
            yield f"operands of {type(node.op).__name__} swapped", _swap
    if isinstance(node, ast.Compare) and type(node.ops[0]) in OPERATORS:
        new = OPERATORS[type(node.ops[0])]
        yield f"{type(node.ops[0]).__name__} to {new.__name__}", field("ops", [new()])
        yield "comparison negated", field("ops", [ast.NotEq() if isinstance(node.ops[0], ast.Eq) else ast.NotIn()])
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield "sign dropped", field("op", ast.UAdd())
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.UAdd):
        yield "sign turned", field("op", ast.USub())
    if isinstance(node, ast.Constant):
        yield from _constants(node, field)
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in NAMES:
        yield f"{node.id} to {NAMES[node.id]}", field("id", NAMES[node.id])
    if isinstance(node, ast.Attribute) and node.attr in ATTRIBUTES:
        yield f"{node.attr} to {ATTRIBUTES[node.attr]}", field("attr", ATTRIBUTES[node.attr])
    if isinstance(node, (ast.List, ast.Tuple, ast.Set)) and isinstance(getattr(node, "ctx", ast.Load()), ast.Load):
        for i in range(len(node.elts) if len(node.elts) > 1 else 0):
            yield f"element {i} dropped", lambda target, i=i: target.elts.pop(i)
    if isinstance(node, ast.Dict):
        for i in range(len(node.keys)):
            yield f"key {i} dropped", lambda target, i=i: (target.keys.pop(i), target.values.pop(i))
    if isinstance(node, ast.Return):
        yield "nothing returned", field("value", None)
        yield "NaN returned", field("value", ast.parse("float('nan')", mode="eval").body)
        yield "result negated", lambda target: setattr(target, "value", ast.UnaryOp(ast.USub(), target.value))
    if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
        yield f"{node.targets[0].id} not answered", field("value", ast.Constant(...))
        if not (isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)):
            yield f"{node.targets[0].id} as text", field("value", ast.Constant(ast.unparse(node.value)))


def _constants(node: ast.Constant, field: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(node.value, bool):
        yield f"{node.value} to {not node.value}", field("value", not node.value)
    elif isinstance(node.value, (int, float)):
        yield f"{node.value} to {node.value + 1}", field("value", node.value + 1)
        yield f"{node.value} to {-node.value - 1}", field("value", -node.value - 1)
    elif isinstance(node.value, str) and "\n" not in node.value and not node.value.endswith("."):
        yield f"{node.value!r} cut", field("value", node.value[:-1])


def _swap(target: Any) -> None:
    target.left, target.right = target.right, target.left


class Mill:
    """Grades mutants, each in place of its model answer among all others."""

    def __init__(self, project: Project, grader: Grader) -> None:
        self._project, self._grader = project, grader
        self._models: dict[str, Any] = {}

    def lost(self, mutant: Mutant) -> set[str]:
        """The ids of ✓ that the mutant does not get and the model answers do, and of penalties that apply to it."""
        notebook = copy.deepcopy(self._model(mutant.assignment))
        for cell in notebook.cells:
            if cell.metadata.get("name") == mutant.cell:
                cell.source = mutant.source
            elif cell.metadata.get("name") == "C" and mutant.cell == "q2c_derivation":
                cell.source = OTHER_C
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"{mutant.assignment}.ipynb"
            path.write_bytes(to_bytes(notebook))
            decided = self._grader.grade_file(path, mutant.assignment)
        assert not decided.undecided, [(tick.id, tick.detail) for tick in decided.undecided]
        return {tick.id for tick in decided.ticks if tick.earned != max(tick.points, 0)}

    def _model(self, name: str) -> Any:
        if name not in self._models:
            root = self._project.root
            student = student_notebook(read_sheet(root / "assignments" / f"{name}.md"), name, {})
            path = root / "solutions" / f"{name}.py"
            notebook = solution_notebook(student, read_solution(path), path)
            notebook.cells = [
                c for c in notebook.cells if not str(c.metadata.get("name")).startswith(("plot", "figure", "check"))
            ]
            self._models[name] = notebook
        return self._models[name]


def main() -> None:
    """Grade every mutant and list those that lose nothing."""
    root = Path(__file__).resolve().parents[3]
    budget = Budget(cell_seconds=10, call_seconds=5)
    project = read_project(root)
    with Grader.of(project, budget=budget) as grader:
        mill = Mill(project, grader)
        everything = mutants(root)
        for mutant in everything:
            lost = mill.lost(mutant)
            stray = lost - set(READ_BY[mutant.cell].split())
            if not lost or stray:
                print(
                    f"{'survives' if not lost else f'also loses {sorted(stray)}'}: {mutant.label}\n    {mutant.source}",
                    flush=True,
                )
        print(f"{len(everything)} mutants")


if __name__ == "__main__":
    main()
