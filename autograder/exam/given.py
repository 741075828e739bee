"""The cells of a sheet that are there before any answer: its imports, and the symbols and constants it gives."""

from __future__ import annotations

import re
from pathlib import Path

_CELL = re.compile(r'^```python name="(?:setup|given\w*)"[^\n]*\n(.*?)^```$', re.MULTILINE | re.DOTALL)


def given_cells(sheet: Path) -> tuple[str, ...]:
    """Sources of the cells called `setup` and `given` of a sheet in Jupytext Markdown; none where there is no sheet.

    Grading one submission reads no more of a sheet than this, and spares itself a reader of notebooks.
    """
    if not sheet.is_file():
        return ()
    return tuple(source.rstrip("\n") for source in _CELL.findall(sheet.read_text(encoding="utf-8")))
