"""Notes are typed, name a cell by its first line, and are shown in every report."""

import json

import pytest

from autograder.grading.noted import LONGEST_LINE, cell_notes, first_line, what_is_missing
from autograder.isolation.sandbox import CellRun
from autograder.record.notes import Note, NoteKind

TORCH = Note(kind=NoteKind.IMPORT, what="torch", cell=3, first_line="import torch")


@pytest.mark.parametrize("kind", list(NoteKind))
def test_every_kind_of_note_is_a_sentence_with_what_it_is_about(kind):
    note = Note(kind=kind, what="{x} %s", cell=2, first_line="y = 1")
    assert "{x} %s" in note.text
    assert note.text.endswith(": cell 2, which starts with `y = 1`")
    assert json.loads(json.dumps(note.record()))["kind"] == str(kind)


def test_a_use_of_what_the_same_cell_imports_is_no_second_note():
    runs = [
        CellRun(3, None, (("import", "torch"), ("use", "torch"), ("use", "jax"))),
        CellRun(1, None, (("program", "!ls"),)),
    ]
    found = cell_notes(runs, [(1, "\n  !ls"), (3, "import torch\nx = 1")])
    assert [(note.kind, note.what, note.cell) for note in found] == [
        (NoteKind.PROGRAM, "!ls", 1), (NoteKind.IMPORT, "torch", 3), (NoteKind.USE, "jax", 3),
    ]  # fmt: skip
    assert found[0].first_line == "!ls"


def test_kinds_that_a_damaged_worker_makes_up_are_left_out():
    assert cell_notes([CellRun(1, None, (("given", "x"), ("grading", "x"), ("", "")))], [(1, "x")]) == ()


def test_the_reason_for_what_fails_names_each_missing_module_once():
    assert what_is_missing([TORCH, TORCH, Note(kind=NoteKind.PROGRAM, what="!ls")]) == (
        "torch is not available while grading: cell 3, which starts with `import torch`"
    )


def test_a_first_line_is_cut_where_it_is_long():
    assert len(first_line("x" * 200)) == LONGEST_LINE
    assert first_line(" \n \n") == ""
