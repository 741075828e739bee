"""Does a student notebook hold a line of a hidden test or of a model answer?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from autograder.errors import BuildError

SHORTEST_TEST_LINE = 20
SHORTEST_ANSWER_LINE = 12
HARMLESS = ("import ", "from ", "OK_FORMAT", "name =", "def ", "@")


def refuse_leaks(student: Any, sheet: Any, solution: Any, hidden: list[Path], where: Path) -> None:
    """Raise `BuildError` when any text that only graders may see occurs in a student notebook.

    Compared line by line without white space, over the whole file: cells, metadata and embedded checks.
    """
    text = _squeeze(json.dumps(student, ensure_ascii=False).replace("\\n", "\n").replace('\\"', '"'))
    for path in hidden:
        for line in _code_lines(path.read_text(encoding="utf-8"), SHORTEST_TEST_LINE):
            if not line.startswith(HARMLESS) and _squeeze(line) in text:
                raise BuildError(where, f"holds a line of the hidden test {path.name}: {line}")
    starters = {_squeeze(line) for cell in sheet.cells for line in cell.source.splitlines()}
    for cell in solution.cells:
        lines = cell.source.splitlines() if cell.cell_type == "code" and _is_answer(cell, sheet) else []
        for line in lines:
            squeezed = _squeeze(line)
            if len(squeezed) >= SHORTEST_ANSWER_LINE and squeezed not in starters and squeezed in text:
                raise BuildError(where, f"holds a line of the model answer {cell.metadata['name']}: {line.strip()}")


def _is_answer(cell: Any, sheet: Any) -> bool:
    return cell.metadata.get("name") in {other.metadata.get("name") for other in sheet.cells}


def _code_lines(text: str, shortest: int) -> list[str]:
    lines = [line.strip() for line in text.splitlines()]
    return [line for line in lines if len(line) >= shortest]


def _squeeze(text: str) -> str:
    return "".join(text.split())
