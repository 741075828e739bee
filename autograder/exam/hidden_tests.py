"""One file of hidden tests: what it declares is read without running it, its functions are loaded when they are needed.

So the marking scheme can be shown at once, and only the tests that decide a submission import the check library.
"""

from __future__ import annotations

import ast
import dataclasses
import functools
import sys
import types
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from autograder.errors import RubricError

OTTER, TEST_FILES = "otter", "otter.test_files"
_DECLARED = (("MISTAKES", "mistakes"), ("CHARGES", "charge"), ("FOLLOWS", "follows"), ("CARRIES", "carries"))
"""What a file says of its ✓ in mappings, and the attribute of a test that holds what is said of its own."""
_UNREADABLE = "is not a readable Otter test"


def itself(function: Callable[[Any], None]) -> Callable[[Any], None]:
    """A hidden test without the wrapping that makes stock Otter decide it elsewhere."""
    found: Callable[[Any], None] = getattr(function, "__wrapped__", function)
    return found


@dataclasses.dataclass(frozen=True)
class TestCase:
    """What `@test_case(...)` of one hidden test says, and the name of the function below it."""

    __test__ = False

    function: str
    name: str | None = None
    points: float | None = None
    hidden: bool = False


class HiddenTests:
    """A file in Otter's exception-based format, as far as it can be read without running it."""

    def __init__(self, file: Path) -> None:
        """Raises `RubricError` for a file that is no Python, or computes what it should declare."""
        self.file = file
        try:
            self.source = file.read_text(encoding="utf-8")
            self.tree = ast.parse(self.source)
        except (OSError, ValueError, SyntaxError) as error:
            raise RubricError(file, f"{_UNREADABLE}: {error}") from error
        self.cases = tuple(self._declared())

    @property
    def docstring(self) -> str:
        """The file's first words, which hold the part's title."""
        return ast.get_docstring(self.tree) or ""

    def value(self, name: str) -> Any:
        """A constant the file assigns at its top, such as `name = "q2a"`; None where it does not."""
        for node in self.tree.body:
            if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == name for t in node.targets):
                return self._literal(node.value, name)
        return None

    @functools.cached_property
    def functions(self) -> dict[str, Callable[[Any], None]]:
        """The test functions by name.

        Raises `RubricError` when the file cannot be run, or holds other tests than it declares: what is shown as the
        marking scheme is what decides.
        """
        environment: dict[str, Any] = {}
        try:
            with _light_otter() as light:
                exec(compile(self.source, str(self.file), "exec"), environment)
        except Exception as error:
            raise RubricError(self.file, f"{_UNREADABLE}: {error}") from error
        made = {name: value for name, value in environment.items() if isinstance(value, light.test_case)}
        found = tuple(TestCase(name, case.name, case.points, case.hidden) for name, case in made.items())
        if found != self.cases or not {"points", "all_or_nothing"}.isdisjoint(environment):
            raise RubricError(self.file, "has tests or points other than its `@test_case(...)` declare")
        functions = {name: case.test_func for name, case in made.items()}
        self._attach(functions, environment)
        return functions

    def _attach(self, functions: Mapping[str, Callable[[Any], None]], environment: Mapping[str, Any]) -> None:
        """Give every test what its file declares about its ✓: mistakes that have a name, and what a penalty says."""
        ids = {str(case.name).partition(" ")[0]: case.function for case in self.cases}
        for name, attribute in _DECLARED:
            declared = environment.get(name, {})
            if not isinstance(declared, Mapping) or not declared.keys() <= ids.keys():
                raise RubricError(self.file, f"{name} must map ✓ of this file, such as {next(iter(ids))}")
            for tick, said in declared.items():
                setattr(itself(functions[ids[tick]]), attribute, said)

    def _declared(self) -> Iterator[TestCase]:
        for node in self.tree.body:
            if isinstance(node, ast.FunctionDef):
                for decorator in node.decorator_list:
                    if isinstance(decorator, ast.Call) and ast.unparse(decorator.func).endswith("test_case"):
                        yield self._case(node.name, decorator)

    def _case(self, function: str, call: ast.Call) -> TestCase:
        said = {str(word.arg): self._literal(word.value, function) for word in call.keywords}
        if call.args or not said.keys() <= {"name", "points", "hidden"}:
            raise RubricError(self.file, f"`{function}` needs @test_case(name=..., points=..., hidden=True)")
        return TestCase(function, **said)

    def _literal(self, node: ast.expr, what: str) -> Any:
        try:
            return ast.literal_eval(node)
        except ValueError as error:
            raise RubricError(self.file, f"`{what}`: {ast.unparse(node)} has to be written out") from error


class _LightTestCase:
    """Otter's decorator, as far as a hidden test's file needs it."""

    def __init__(self, name: str | None = None, points: float | None = None, hidden: bool = False) -> None:
        self.name, self.points, self.hidden = name, points, hidden

    def __call__(self, function: Callable[[Any], None]) -> _LightTestCase:
        self.test_func = function
        return self


@contextmanager
def _light_otter() -> Iterator[Any]:
    """Stand in for Otter's module of test files: importing the real one loads pandas and nbconvert, for a decorator.

    A test reads every file with Otter's own reader as well, and so does the build.
    """
    otter, light = types.ModuleType(OTTER), types.ModuleType(TEST_FILES)
    otter.test_files, light.test_case = light, _LightTestCase  # type: ignore[attr-defined]
    real = {name: sys.modules.pop(name, None) for name in (OTTER, TEST_FILES)}
    sys.modules.update({OTTER: otter, TEST_FILES: light})
    try:
        yield light
    finally:
        for name, module in real.items():
            del sys.modules[name]
            if module is not None:
                sys.modules[name] = module
