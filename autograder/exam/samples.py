"""Labelled sample submissions: what each must earn, ✓ by ✓, and why.

A file per part in percent format. Every sample is a Markdown cell with its name, the reason, and a line
`earns: 1a.1 1a.2` (or `earns: nothing`), followed by the code that the student wrote for this part. A line
`names: 1a.3 zero-vector, 1a.2 wrong-requirement` says which mistakes are named; all other ✓ have none.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

import jupytext

from autograder.errors import UserError
from autograder.exam.project import Project
from autograder.exam.sheets import read_sheet, student_notebook, to_bytes
from autograder.record.ids import part_key, problem_key

_EARNS = re.compile(r"^earns: *(.*)$", re.MULTILINE)
_NAMES = re.compile(r"^names: *(.*)$", re.MULTILINE)


@dataclasses.dataclass(frozen=True)
class Sample:
    """One labelled answer to one part; `earns` holds ids of ✓, and of penalties that apply.

    `names` maps a ✓ (or penalty) to the mistake that is named there.
    """

    assignment: str
    part: str
    name: str
    reason: str
    earns: frozenset[str]
    code: str
    names: Mapping[str, str] = dataclasses.field(default_factory=dict, hash=False)

    @property
    def label(self) -> str:
        """A short name for reports and tests."""
        return f"{self.part}: {self.name}"


def read_samples(project: Project) -> list[Sample]:
    """All samples of a project; raises `UserError` for one without a label."""
    folder = project.root / "tests" / "submissions"
    files = sorted(folder.glob("*/q*.py"), key=lambda file: (problem_key(file.parent.name), part_key(file.stem[1:])))
    return [sample for file in files for sample in read_samples_of(file)]


def read_samples_of(path: Path) -> list[Sample]:
    """The samples of one part's file; raises `UserError` for one without a label."""
    return list(_read(path))


def _read(path: Path) -> Iterator[Sample]:
    cells = jupytext.read(path, fmt="py:percent").cells
    if len(cells) % 2:
        raise UserError(path, "needs a label and a code cell for every sample, and nothing else")
    for label, code in zip(cells[::2], cells[1::2], strict=True):
        title, _, rest = label.source.partition("\n")
        earns = _EARNS.search(rest)
        if label.cell_type != "markdown" or code.cell_type != "code" or earns is None:
            raise UserError(path, f"the sample {title!r} needs a label with a line `earns: ...` and one code cell")
        ids = frozenset() if earns.group(1).strip() == "nothing" else frozenset(earns.group(1).split())
        reason = " ".join(_NAMES.sub("", _EARNS.sub("", rest)).split())
        part, name = path.stem.removeprefix("q"), title.lstrip("# ")
        yield Sample(path.parent.name, part, name, reason, ids, code.source, _named(path, title, rest))


def _named(path: Path, title: str, label: str) -> Mapping[str, str]:
    """The lines `names: ...` of a label, as mistakes by ✓."""
    pairs = [pair.split() for line in _NAMES.findall(label) for pair in line.split(",")]
    if any(len(pair) != 2 for pair in pairs):
        raise UserError(
            path, f"the sample {title!r} needs `names: ✓ mistake, ✓ mistake`, such as `names: 1a.3 zero-vector`"
        )
    return dict(pairs)


def sample_notebook(project: Project, *samples: Sample) -> bytes:
    """The notebook a student would hand in: the sheet, with the samples' code in place of their parts' starter cells.

    All samples are of one assignment, each of another part.
    """
    assignment = project.assignment(samples[0].assignment)
    sheet = read_sheet(project.root / "assignments" / f"{assignment.name}.md")
    notebook = student_notebook(sheet, assignment.name, {})
    answers = {part.id: part.answers for part in assignment.parts}
    for sample in samples:
        _put_in(notebook, sample, answers[sample.part])
    return to_bytes(notebook)


def _put_in(notebook: Any, sample: Sample, answers: Collection[str]) -> None:
    """Replace the starter cells of a part's answers; figures and other parts' starters stay."""
    check = next(i for i, cell in enumerate(notebook.cells) if cell.metadata.get("name") == f"check_q{sample.part}")
    kept = [cell for cell in notebook.cells[:check] if cell.metadata.get("name") not in answers]
    answer: Any = type(notebook.cells[check])(notebook.cells[check])
    answer.source, answer.id, answer.metadata = sample.code, f"sample-{sample.part}", {}
    notebook.cells = [*kept, answer, *notebook.cells[check:]]
