"""What grading noted about a submission beside its ✓: lines that were not run, names that were put in."""

from __future__ import annotations

import dataclasses
import enum
from typing import Any


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
        sentence = _SENTENCES[self.kind].format(self.what)
        return sentence if self.cell is None else f"{sentence}: {self.place}"

    @property
    def place(self) -> str:
        """The cell, by what a student sees of it."""
        return f"cell {self.cell}, which starts with `{self.first_line}`" if self.first_line else f"cell {self.cell}"

    def record(self) -> dict[str, Any]:
        """As plain data."""
        return {"kind": str(self.kind), "what": self.what, "cell": self.cell, "first_line": self.first_line,
                "text": self.text}  # fmt: skip


_SENTENCES = {
    NoteKind.PROGRAM: "`{}` is not run while grading",
    NoteKind.MAGIC: "`{}` does nothing while grading",
    NoteKind.IMPORT: "{} is not available while grading",
    NoteKind.USE: "a line that uses {}, which is not available while grading, was left out",
    NoteKind.GIVEN: "put in from the sheet, as this notebook uses it without defining it before: {}",
    NoteKind.STATE: "earned by the state at the end of the notebook, not by the one after the defining cell: {}",
    NoteKind.GRADING: "{}",
}
