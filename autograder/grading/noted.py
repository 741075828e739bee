"""What cells did not do, from what a worker says of each, as notes of the record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from autograder.isolation.sandbox import CellRun
from autograder.record.notes import Note, NoteKind, place

LONGEST_LINE = 60
_KINDS = {str(kind): kind for kind in (NoteKind.PROGRAM, NoteKind.MAGIC, NoteKind.IMPORT, NoteKind.USE)}


def cell_notes(runs: Iterable[CellRun], cells: Sequence[tuple[int, str]]) -> tuple[Note, ...]:
    """All notes, cell by cell; kinds that a damaged worker made up are left out.

    Where an import failed, the lines of the same cell that use it are not worth a second note.
    """
    sources = dict(cells)
    found = []
    for run in sorted(runs, key=lambda run: run.cell):
        imported = {what for kind, what in run.notes if kind == NoteKind.IMPORT}
        for kind, what in run.notes:
            if kind in _KINDS and not (kind == NoteKind.USE and what in imported):
                line = first_line(sources.get(run.cell, ""))
                found.append(Note(kind=_KINDS[kind], what=what, cell=run.cell, first_line=line))
    return tuple(found)


def first_line(source: str) -> str:
    """The first line of a cell that says something, cut where it is long: what its author knows it by."""
    line = next((line.strip() for line in source.splitlines() if line.strip()), "")
    return line if len(line) <= LONGEST_LINE else f"{line[: LONGEST_LINE - 1]}…"


def cell_place(number: int | None, source: str) -> str:
    """A cell as its author knows it."""
    return place(number, first_line(source))


def what_is_missing(notes: Iterable[Note]) -> str:
    """Which modules are missing, in words: the reason for what then fails."""
    return "; ".join(dict.fromkeys(note.text for note in notes if note.kind is NoteKind.IMPORT))
