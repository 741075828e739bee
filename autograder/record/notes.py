"""What grading noted about a submission beside its ✓: lines that were not run, names that were put in."""

from __future__ import annotations

import dataclasses
import enum
from typing import Any

from autograder.texts import _, marked


class NoteKind(str, enum.Enum):
    """What a note is about."""

    PROGRAM = "program"
    MAGIC = "magic"
    IMPORT = "import"
    USE = "use"
    GIVEN = "given"
    STATE = "state"
    GRADING = "grading"

    def __str__(self) -> str:
        return self.value


@dataclasses.dataclass(frozen=True, kw_only=True)
class Note:
    """One note: `what` it is about, in the cell whose number is `cell` and whose first line is `first_line`."""

    kind: NoteKind
    what: str
    cell: int | None = None
    first_line: str = ""

    @property
    def text(self) -> str:
        """A sentence that a student may read."""
        sentence = _(_SENTENCES[self.kind], what=self.what)
        return sentence if self.cell is None else f"{sentence}: {self.place}"

    @property
    def place(self) -> str:
        """The cell, by what a student sees of it."""
        return place(self.cell, self.first_line)

    def record(self) -> dict[str, Any]:
        """As plain data."""
        return {"kind": str(self.kind), "what": self.what, "cell": self.cell, "first_line": self.first_line,
                "text": self.text}  # fmt: skip


def place(number: int | None, first_line: str) -> str:
    """A cell by its first line, which its author knows; no front end shows the number, by which others know it."""
    if first_line:
        return _("cell {number}, which starts with `{line}`", number=number, line=first_line)
    return _("cell {number}", number=number)


_SENTENCES = {
    NoteKind.PROGRAM: marked("`{what}` is not run while grading"),
    NoteKind.MAGIC: marked("`{what}` does nothing while grading"),
    NoteKind.IMPORT: marked("{what} is not available while grading"),
    NoteKind.USE: marked("a line that uses {what}, which is not available while grading, was left out"),
    NoteKind.GIVEN: marked("put in from the sheet, as this notebook uses it without defining it before: {what}"),
    NoteKind.STATE: marked(
        "earned by the state at the end of the notebook, not by the one after the defining cell: {what}"
    ),
    NoteKind.GRADING: "{what}",
}
