"""The marking scheme, read from the hidden tests: they are the rubric, nothing repeats them."""

from __future__ import annotations

import ast
import dataclasses
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from autograder.errors import RubricError
from autograder.exam.hidden_tests import HiddenTests, TestCase

_TICK_NAME = re.compile(r"(?P<part>[1-9][a-z])\.(?P<number>-?[1-9]\d?) +(?P<line>\S.*)")
_PART_TITLE = re.compile(r"[1-9][a-z]: +(\S.*?)\.?\s*$")


@dataclasses.dataclass(frozen=True)
class Tick:
    """One ✓ (or −✓, with a negative point) of the marking scheme and the test that decides it."""

    id: str
    part: str
    line: str
    points: int
    function: str = dataclasses.field(repr=False, compare=False)
    tests: HiddenTests = dataclasses.field(repr=False, compare=False)

    @property
    def check(self) -> Callable[[Any], None]:
        """The hidden test; the first one of a file loads it, and raises `RubricError` where that fails."""
        return self.tests.functions[self.function]


@dataclasses.dataclass(frozen=True)
class Part:
    """One part of a problem: `2a`, its title, its ✓ in the order of the marking scheme, the names its tests ask for."""

    id: str
    title: str
    ticks: tuple[Tick, ...]
    names: tuple[str, ...] = ()

    @property
    def available(self) -> int:
        """The ✓ that can be earned, penalties left aside."""
        return sum(tick.points for tick in self.ticks if tick.points > 0)


@dataclasses.dataclass(frozen=True)
class Assignment:
    """One problem: its name, its parts, and the names of answers that its tests ask for."""

    name: str
    parts: tuple[Part, ...]
    names: tuple[str, ...]
    credits: float | None = None
    given: tuple[str, ...] = ()
    """Sources of the sheet's given cells, which are run before a submission's own."""

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """Every ✓ and −✓, part by part."""
        return tuple(tick for part in self.parts for tick in part.ticks)

    @property
    def available(self) -> int:
        """The ✓ that can be earned."""
        return sum(part.available for part in self.parts)

    def load(self) -> Assignment:
        """Load all hidden tests now rather than with the first submission; raises `RubricError` for a broken one."""
        for tick in self.ticks:
            tick.tests.functions  # noqa: B018 - reading it loads the file
        return self


def read_assignment(
    name: str, folder: Path, *, problem_credits: float | None = None, given: Sequence[str] = ()
) -> Assignment:
    """Read the hidden tests of one assignment from `folder`.

    Raises `RubricError` when a file is not an Otter test, or a test case does not name its ✓.
    """
    files = sorted(folder.glob("q*.py"))
    if not files:
        raise RubricError(folder, "holds no hidden tests (q*.py)")
    parts = tuple(_read_part(file) for file in files)
    ids = [tick.id for part in parts for tick in part.ticks]
    if len(set(ids)) != len(ids):
        raise RubricError(folder, "two test cases decide the same ✓")
    names = sorted(set().union(*(_asked_names(file) for file in files)))
    return Assignment(name, parts, tuple(names), problem_credits, tuple(given))


def _read_part(file: Path) -> Part:
    """Read what one file declares."""
    tests = HiddenTests(file)
    ticks = tuple(_read_tick(tests, case) for case in tests.cases)
    part = file.stem.removeprefix("q")
    if tests.value("name") != file.stem or not ticks or any(tick.part != part for tick in ticks):
        raise RubricError(file, f"must be named q{part} and hold only ✓ of part {part}")
    if tests.value("OK_FORMAT") is not False:
        raise RubricError(file, "needs a line OK_FORMAT = False, by which Otter reads it as functions")
    title = _PART_TITLE.match(tests.docstring)
    if title is None:
        raise RubricError(file, f"needs a docstring that starts with `{part}: title`")
    ordered = sorted(ticks, key=lambda t: (t.points < 0, abs(int(t.id.split(".")[1]))))
    return Part(part, title.group(1), tuple(ordered), tuple(sorted(_own_names(tests.source))))


def _read_tick(tests: HiddenTests, case: TestCase) -> Tick:
    file = tests.file
    match = _TICK_NAME.fullmatch(case.name or "")
    if match is None:
        raise RubricError(file, f"a test case is named {case.name!r}, not like `2a.4 what the ✓ is for`")
    if case.points not in (1, -1) or not case.hidden:
        raise RubricError(file, f"{case.name!r} must be hidden and worth one ✓ (or minus one)")
    if (case.points < 0) != match["number"].startswith("-"):
        raise RubricError(file, f"{case.name!r}: a −✓ has a negative number and negative points")
    tick_id = f"{match['part']}.{match['number']}"
    return Tick(tick_id, match["part"], match["line"], int(case.points), case.function, tests)


def _asked_names(file: Path) -> set[str]:
    """Identifiers that occur as text in a test file: a superset of the answers it asks for."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    strings: Iterable[Any] = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {text for text in strings if isinstance(text, str) and text.isidentifier() and len(text) < 64}


def _own_names(source: str) -> set[str]:
    """Names that a test file takes out of `answers` by name: what a report shows the student's code of."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        taken = isinstance(node, (ast.Subscript, ast.GeneratorExp)) or (
            isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        )
        inner = node.value if isinstance(node, ast.Subscript) else node.func if isinstance(node, ast.Call) else node
        if isinstance(inner, ast.Attribute):
            inner = inner.value
        on_answers = isinstance(inner, ast.Name) and inner.id == "answers"
        if taken and (on_answers or (isinstance(node, ast.GeneratorExp) and "answers" in ast.dump(node))):
            found |= {n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    return found
