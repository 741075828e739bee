"""What a platform's own table calls its columns, so that marks go back into those and make no new ones."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from autograder.errors import UserError


def titles_like(path: Path, problems: Iterable[str]) -> Mapping[str, str]:
    """The column of each problem in a table that the platform exported: the only one that names it.

    Raises `UserError` where the table cannot be read, and where none or several name a problem.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            header = next(csv.reader(file), [])
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UserError(path, f"cannot be read as a table: {error}", "Save it as CSV in UTF-8.") from error
    return {problem: _only(path, problem, header) for problem in problems}


def _only(path: Path, problem: str, header: list[str]) -> str:
    key, whole = problem.partition("_")[0].casefold(), " ".join(_words(problem))
    found = [title for title in header if key in _words(title) or whole in " ".join(_words(title))]
    if len(found) != 1:
        what = f"has {len(found)} columns for {problem}" if found else f"has no column for {problem}"
        raise UserError(path, what, f'Say which: --column {key}="Its title".')
    return found[0]


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())
