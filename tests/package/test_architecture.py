"""Imports go in the direction that docs/design.md's table of rooms says."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROW = re.compile(r"^\| `(\w+)/?` \| .+ \| ([^|]+) \|$", re.MULTILINE)
ROOMS = {
    room: set(re.findall(r"`(\w+)`", known)) if known != "any" else None
    for room, known in ROW.findall((ROOT / "docs" / "design.md").read_text())
}
INNER_ROW = re.compile(r"^\| `([\w.]+)` \| ([^|]+) \|$", re.MULTILINE)
WALLS = {
    room: set(re.findall(r"`([\w.]+)`", known))
    for room, known in INNER_ROW.findall((ROOT / "docs" / "design.md").read_text())
}
FILES = sorted((ROOT / "autograder").rglob("*.py"))
UNLISTED = {"__init__", "__main__"}


def room_of(path):
    return path.relative_to(ROOT / "autograder").parts[0].removesuffix(".py")


def imported(path):
    """Every module a file imports, in full."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield from ([f"autograder.{a.name}" for a in node.names] if node.module == "autograder" else [node.module])


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_room_knows_only_what_the_table_says(path):
    room = room_of(path)
    if room in UNLISTED:
        return
    known = ROOMS[room]
    rooms = {module.split(".")[1] for module in imported(path) if module.startswith("autograder.")}
    assert known is None or rooms - {room, "__version__"} <= known


def lies_in(module, package):
    return f"{module}.".startswith(f"autograder.{package}.")


@pytest.mark.parametrize("room", sorted(WALLS))
def test_walls_inside_a_package_hold(room):
    assert WALLS, "no walls were read"
    inside = [path for path in FILES if lies_in(module_of(path), room)]
    assert inside
    for path in inside:
        for module in imported(path):
            if module.startswith("autograder.") and module != "autograder.__version__":
                assert any(lies_in(module, known) for known in WALLS[room]) or lies_in(module, room), (path, module)


def module_of(path):
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def test_every_room_is_in_the_table_and_every_row_exists():
    assert {room_of(path) for path in FILES} - UNLISTED == set(ROOMS)


def test_nobody_imports_the_command_line():
    importers = {room_of(path) for path in FILES if any(lies_in(name, "cli") for name in imported(path))}
    assert importers == {"__main__", "cli"}


@pytest.mark.parametrize("folder", ["public", "rubric"])
def test_tests_of_answers_know_only_what_they_may(folder):
    allowed = {"public": {"numpy", "sympy"}, "rubric": {"numpy"}}[folder] | {"autograder", "otter"}
    standard = {"math", "fractions", "inspect", "numbers", "itertools"}
    for path in (ROOT / "tests" / folder).rglob("*.py"):
        modules = set(imported(path))
        assert {module.split(".")[0] for module in modules} <= allowed | standard, path
        room = {"public": "exam.notebook", "rubric": "checks"}[folder]
        assert all(lies_in(module, room) for module in modules if module.startswith("autograder")), path
