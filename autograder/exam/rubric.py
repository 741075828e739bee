"""The marking scheme, read from the hidden tests: they are the rubric, nothing repeats them."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from autograder.errors import RubricError
from autograder.exam.declarations import read_declarations
from autograder.exam.hidden_tests import HiddenTests, TestCase, itself
from autograder.record.ids import NUMBER, PART, number_of, part_key, problem_title
from autograder.record.mistakes import Mistake
from autograder.texts import SOURCE

_TICK_NAME = re.compile(rf"(?P<part>{PART})\.(?P<number>{NUMBER}) +(?P<line>\S.*)")
_PART_TITLE = re.compile(rf"({PART}): +(\S.*?)\.?\s*$", re.MULTILINE)


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

    @property
    def test(self) -> Callable[[Any], None]:
        """The hidden test itself, without the wrapping that makes stock Otter decide it elsewhere."""
        return itself(self.check)

    @property
    def mistakes(self) -> Sequence[Mistake]:
        """The catalogue of mistakes that are known of this ✓, in the order in which they are tried."""
        found: Sequence[Mistake] = getattr(self.test, "mistakes", ())
        return found


@dataclasses.dataclass(frozen=True)
class Part:
    """One part of a problem: `2a`, its title, and its ✓ in the order of the marking scheme.

    `answers` are the names that a student gives in this part, `also_reads` names of other parts that its tests look at.
    `ties` maps a ✓ to the one without which it cannot be earned.
    """

    id: str
    title: str
    ticks: tuple[Tick, ...]
    answers: tuple[str, ...]
    also_reads: tuple[str, ...] = ()
    ties: Mapping[str, str] = dataclasses.field(default_factory=dict, hash=False)

    @property
    def names(self) -> tuple[str, ...]:
        """All names that its tests ask for."""
        return tuple(sorted({*self.answers, *self.also_reads}))

    @property
    def available(self) -> int:
        """The ✓ that can be earned, penalties left aside."""
        return sum(tick.points for tick in self.ticks if tick.points > 0)


@dataclasses.dataclass(frozen=True)
class Assignment:
    """One problem: its name, its parts, and what it is worth."""

    name: str
    parts: tuple[Part, ...]
    credits: float | None = None
    given: tuple[str, ...] = ()
    """Sources of the sheet's given cells, which are run before a submission's own."""
    language: str = SOURCE
    """Of the texts that its checks write for students."""

    @property
    def title(self) -> str:
        """What it is called in a heading."""
        return problem_title(self.name)

    @property
    def names(self) -> tuple[str, ...]:
        """All names of answers that its tests ask for."""
        return tuple(sorted({name for part in self.parts for name in part.answers}))

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
    name: str, folder: Path, *, problem_credits: float | None = None, given: Sequence[str] = (), language: str = SOURCE
) -> Assignment:
    """Read the hidden tests of one assignment from `folder`.

    Raises `RubricError` when a file is not an Otter test, or a test case does not name its ✓.
    """
    files = sorted(folder.glob("q*.py"), key=lambda file: part_key(_part_id(file)))
    if not files:
        raise RubricError(folder, "holds no hidden tests (q*.py)")
    parts = tuple(read_part(file) for file in files)
    _refuse_strange_names(folder, parts)
    return Assignment(name, parts, problem_credits, tuple(given), language)


def read_part(file: Path) -> Part:
    """Read what one file declares; raises `RubricError` when it is no Otter test, or a test does not name its ✓."""
    tests = HiddenTests(file)
    ticks = tuple(_read_tick(tests, case) for case in tests.cases)
    part = _part_id(file)
    if tests.value("name") != file.stem or not ticks or any(tick.part != part for tick in ticks):
        raise RubricError(file, f"must be named q{part} and hold only ✓ of part {part}")
    if tests.value("OK_FORMAT") is not False:
        raise RubricError(file, "needs a line OK_FORMAT = False, by which Otter reads it as functions")
    title = _PART_TITLE.match(tests.docstring)
    if title is None or title[1] != part:
        raise RubricError(file, f"needs a docstring that starts with `{part}: title`")
    ids = [tick.id for tick in ticks]
    if len(set(ids)) != len(ids):
        raise RubricError(file, "two test cases decide the same ✓")
    ordered = sorted(ticks, key=lambda tick: (tick.points < 0, abs(number_of(tick.id))))
    return Part(part, title[2], tuple(ordered), *read_declarations(tests, ids))


def _part_id(file: Path) -> str:
    part = file.stem.removeprefix("q")
    if not re.fullmatch(PART, part):
        raise RubricError(file, "is not named like q5a.py: `q`, the problem's number and a letter or two")
    return part


def _refuse_strange_names(folder: Path, parts: tuple[Part, ...]) -> None:
    """Raise `RubricError` for an answer of two parts, and for one that is read and that no part asks for."""
    owner: dict[str, str] = {}
    for part in parts:
        for name in part.answers:
            if name in owner:
                raise RubricError(folder, f"parts {owner[name]} and {part.id} both declare {name!r} in ANSWERS")
            owner[name] = part.id
    for part in parts:
        for name in part.also_reads:
            if owner.get(name, part.id) == part.id:
                raise RubricError(folder, f"part {part.id} has {name!r} in ALSO_READS, which is no other part's answer")


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
