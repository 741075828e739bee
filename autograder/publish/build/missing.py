"""What an exam still needs before it can be built: every place at once, in the order in which a person writes them."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from autograder.errors import BuildError, UserError
from autograder.exam.project import CONFIG, Project
from autograder.exam.rubric import Assignment, Part, read_part
from autograder.exam.samples import read_samples_of
from autograder.exam.sheets import read_sheet, read_solution
from autograder.record.ids import PART, part_key

MARK = "FILL IN"
"""What `autograder new` leaves where a person has to write."""
_PART_HEADING = re.compile(rf"^## ({PART}) \((\d+) ✓\)", re.MULTILINE)
_HEADING = re.compile(r"^# .*\((\d+) ✓(?:, ([\d.]+) credits)?\)", re.MULTILINE)
_MARKS_LINE = re.compile(r"\*\*Marks:\*\* (\d+) ✓(?:.*?([\d.]+) credits)?")
_CHECK = re.compile(rf"check_q({PART})")
_LONGEST = 90


@dataclasses.dataclass(frozen=True)
class Gap:
    """One thing to do, and the file to do it in."""

    where: Path
    todo: str


def refuse_gaps(project: Project, names: Sequence[str] | None = None) -> None:
    """Raise one `BuildError` that lists, in order, everything that the problems `names` (default: all) still lack."""
    found = [gap for name in (project.names if names is None else names) for gap in gaps(project, name)]
    if names is None:
        sheets = sorted((project.root / "assignments").glob("*.md"))
        found += [
            Gap(sheet, f"write hidden tests for it in tests/rubric/{sheet.stem}, or take it away")
            for sheet in sheets if sheet.stem not in project.names
        ]  # fmt: skip
    refuse(project.root, "cannot be built yet; to do, in this order", found)


def refuse(root: Path, what: str, found: Sequence[Gap]) -> None:
    """Raise a `BuildError` with all of `found`, unless there is nothing."""
    if found:
        lines = [f"{n}. {_short(gap.where, root)}: {gap.todo}" for n, gap in enumerate(found, 1)]
        raise BuildError(root, what, "\n  ".join(lines))


def gaps(project: Project, name: str) -> Iterator[Gap]:
    """What one problem lacks: sheet, model answers, hidden tests, public checks, samples, settings."""
    files = sorted((project.tests / name).glob("q*.py"), key=lambda file: file.stem)
    parts, broken = _read_parts(files)
    ids = sorted({file.stem.removeprefix("q") for file in files}, key=lambda part: part_key(part))
    sheet, solution = project.root / "assignments" / f"{name}.md", project.root / "solutions" / f"{name}.py"
    yield from _of_sheet(sheet, parts, ids)
    yield from _of_solution(solution, parts)
    yield from broken or ([Gap(project.tests / name, "write hidden tests: autograder new part")] if not files else [])
    for file in files:
        yield from _marks(file)
    if not broken and parts:
        yield from _stated(sheet, Assignment(name, tuple(parts), project.credits.get(name)))
    yield from _of_parts(project, name, parts, ids)
    if project.credits and name not in project.credits:
        yield Gap(project.root / CONFIG, f"say under `credits` what {name} is worth, as for the other problems")


def _read_parts(files: Sequence[Path]) -> tuple[list[Part], list[Gap]]:
    parts, broken = [], []
    for file in files:
        try:
            parts.append(read_part(file))
        except UserError as error:
            broken.append(Gap(Path(error.where), "\n     ".join(filter(None, (error.what, error.advice)))))
    return parts, broken


def _of_sheet(path: Path, parts: Sequence[Part], ids: Sequence[str]) -> Iterator[Gap]:
    if not path.is_file():
        yield Gap(path, "write the exam sheet (docs/adding-a-question.md)")
        return
    try:
        cells = [cell for cell in read_sheet(path).cells if cell.cell_type == "code"]
    except BuildError as error:
        yield Gap(path, error.what)
        return
    sources = {cell.metadata.get("name"): cell.source for cell in cells}
    for part in parts:
        for name in part.answers:
            if "..." not in sources.get(name, ""):
                yield Gap(path, f'add a cell name="{name}" that assigns or returns `...`: part {part.id} asks for it')
    for part_id in ids:
        if f"check_q{part_id}" not in sources:
            yield Gap(
                path, f'end part {part_id} with a cell name="check_q{part_id}" that calls grader.check("q{part_id}")'
            )
    for name in sources:
        found = _CHECK.fullmatch(str(name))
        if found and found[1] not in ids:
            yield Gap(path, f"part {found[1]} has no hidden tests: autograder new part {found[1]}")
    yield from _marks(path)


def _of_solution(path: Path, parts: Sequence[Part]) -> Iterator[Gap]:
    if not path.is_file():
        yield Gap(path, "write the model answers, a cell per answer under the same name")
        return
    try:
        sources: dict[str, Any] = {
            cell.metadata["name"]: cell.source for cell in read_solution(path).cells if cell.cell_type == "code"
        }
    except BuildError as error:
        yield Gap(path, error.what)
        return
    for part in parts:
        for name in part.answers:
            if name not in sources:
                yield Gap(path, f'add a cell `# %% name="{name}"` with the model answer')
    yield from _marks(path)


def _stated(path: Path, problem: Assignment) -> Iterator[Gap]:
    """Where a sheet's headings say other numbers of ✓ or credits than its tests and settings."""
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    stated = {part: int(ticks) for part, ticks in _PART_HEADING.findall(text)}
    for part in problem.parts:
        if stated.get(part.id, part.available) != part.available:
            yield Gap(
                path, f"the heading of {part.id} says {stated[part.id]} ✓, its hidden tests have {part.available}"
            )
    for where, pattern in (("title", _HEADING), ('line "Marks:"', _MARKS_LINE)):
        said = pattern.search(text)
        if said and int(said[1]) != problem.available:
            yield Gap(path, f"the {where} says {said[1]} ✓, the hidden tests have {problem.available}")
        if said and said[2] and problem.credits is not None and float(said[2]) != problem.credits:
            yield Gap(path, f"the {where} says {said[2]} credits, {CONFIG} says {problem.credits:g}")


def _of_parts(project: Project, name: str, parts: Sequence[Part], ids: Sequence[str]) -> Iterator[Gap]:
    for kind, what in (("public", "a public check of the answers' form"), ("submissions", "labelled samples")):
        folder = project.root / "tests" / kind / name
        for part_id in ids:
            if not (folder / f"q{part_id}.py").is_file():
                yield Gap(folder / f"q{part_id}.py", f"write {what} of part {part_id}")
        for file in sorted(folder.glob("q*.py")):
            if file.stem.removeprefix("q") not in ids:
                yield Gap(file, f"there are no hidden tests of this part ({name}/{file.name})")
            yield from _marks(file)
    for part in parts:
        yield from _of_samples(project.root / "tests" / "submissions" / name / f"q{part.id}.py", part)


def _of_samples(path: Path, part: Part) -> Iterator[Gap]:
    """Labels that no test could hold, and the samples without which a rubric was never tried."""
    if not path.is_file():
        return
    try:
        samples = read_samples_of(path)
    except UserError as error:
        yield Gap(path, error.what)
        return
    known = {tick.id for tick in part.ticks}
    for sample in samples:
        for strange in sorted(sample.earns - known):
            yield Gap(path, f"the sample {sample.name!r} earns {strange}, which is no ✓ of {part.id}")
    if not any(sample.earns == {tick.id for tick in part.ticks if tick.points > 0} for sample in samples):
        yield Gap(path, "add a sample that earns every ✓")
    for tick in part.ticks:
        if tick.points > 0 and all(tick.id in sample.earns for sample in samples):
            yield Gap(path, f"add a sample that loses {tick.id}")


def _marks(path: Path) -> Iterator[Gap]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if MARK in line:
            text = line.strip(' #"')
            yield Gap(path, f"line {number}: {text if len(text) <= _LONGEST else text[:_LONGEST] + '…'}")


def _short(path: Path, root: Path) -> str:
    return str(path.relative_to(root)) if path.is_relative_to(root) else str(path)
