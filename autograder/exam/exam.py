"""An exam as one object: its problems, their parts and ✓, what they are worth and which ✓ are tied to which."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from pathlib import Path

from autograder.errors import RubricError, UserError
from autograder.exam.given import given_cells
from autograder.exam.rubric import Assignment, Part, read_assignment
from autograder.record.ids import PROBLEM, problem_key, short_name
from autograder.record.mistakes import Ideas
from autograder.texts import SOURCE


@dataclasses.dataclass(frozen=True)
class Exam:
    """All problems in the order of their numbers. Everything about an exam is read from here, nothing is repeated."""

    problems: tuple[Assignment, ...]

    @property
    def parts(self) -> tuple[Part, ...]:
        """Every part of every problem."""
        return tuple(part for problem in self.problems for part in problem.parts)

    @property
    def ties(self) -> Mapping[str, str]:
        """A ✓ to the one without which it cannot be earned."""
        return {tick: needed for part in self.parts for tick, needed in part.ties.items()}

    @property
    def ideas(self) -> Ideas:
        """The misconception behind every mistake of the catalogue, where that is declared; loads the hidden tests."""
        ticks = (tick for problem in self.problems for tick in problem.ticks)
        return {(tick.id, mistake.id): mistake.idea for tick in ticks for mistake in tick.mistakes if mistake.idea}

    @property
    def available(self) -> int:
        """The ✓ that can be earned in the whole exam."""
        return sum(problem.available for problem in self.problems)

    @property
    def credits(self) -> float | None:
        """What the exam is worth, or None where a problem has no credits."""
        worth = [problem.credits for problem in self.problems]
        return None if None in worth else float(sum(w for w in worth if w is not None))

    def part(self, part: str) -> Part:
        """One part by its id; raises `UserError` for one that the exam does not have."""
        found = [one for one in self.parts if one.id == part]
        if not found:
            raise UserError(part, "is no part of this exam", f"Known: {', '.join(one.id for one in self.parts)}.")
        return found[0]


def problem_names(folder: Path) -> tuple[str, ...]:
    """Names of the problems whose hidden tests lie in `folder`, in order; raises `RubricError` for one that is none."""
    names = [path.name for path in folder.iterdir() if path.is_dir() and not path.name.startswith((".", "__"))]
    for name in names:
        if not re.fullmatch(PROBLEM, name):
            advice = "A problem is called like p5_energy_based_models: small letters, digits and underscores."
            raise RubricError(folder / name, "is no name of a problem", advice)
    return tuple(sorted(names, key=problem_key))


def chosen(names: tuple[str, ...], wanted: str) -> str:
    """The one name that is, or begins with, `wanted`: `p2` is enough for `p2_variational_inference`.

    Raises `UserError` when none or several do.
    """
    for meant in (
        [name for name in names if name == wanted],
        [name for name in names if short_name(name) == wanted],
        [name for name in names if name.startswith(wanted)],
    ):
        if len(meant) == 1:
            return meant[0]
    raise UserError(wanted, "is no problem of this exam", f"Known: {', '.join(names)}.")


def read_problem(
    folder: Path, name: str, credits: Mapping[str, float], sheets: Path | None = None, language: str = SOURCE
) -> Assignment:
    """Read one problem's hidden tests, and from its sheet in `sheets` what is given to every submission."""
    given = () if sheets is None else given_cells(sheets / f"{name}.md")
    return read_assignment(name, folder / name, problem_credits=credits.get(name), given=given, language=language)


def read_exam(folder: Path, credits: Mapping[str, float], sheets: Path | None = None, language: str = SOURCE) -> Exam:
    """Read all hidden tests below `folder`; raises `RubricError` where two problems or parts have one name."""
    problems = tuple(read_problem(folder, name, credits, sheets, language) for name in problem_names(folder))
    _refuse_twice(folder, "problems", [short_name(problem.name) for problem in problems])
    _refuse_twice(folder, "problems hold a part", [part.id for problem in problems for part in problem.parts])
    return Exam(problems)


def _refuse_twice(folder: Path, what: str, names: list[str]) -> None:
    """Reports, samples and links tell problems and parts apart by these names alone."""
    for name in sorted({name for name in names if names.count(name) > 1}):
        raise RubricError(folder, f"two {what} called {name}")
