"""The IPython shell in which a submission's cells run, and what surrounds a cell."""

from __future__ import annotations

import io
import sys
import types
from typing import Any

from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from autograder.isolation.protocol import MAX_ERROR_TEXT, MAX_ERROR_TYPE, MAX_KEPT_OUTPUT


class BoundedText(io.TextIOBase):
    """Standard output of a submission: the first part is kept, the rest is counted away."""

    def __init__(self) -> None:
        self.kept: list[str] = []
        self.left = MAX_KEPT_OUTPUT

    def writable(self) -> bool:
        """Say that text may be written."""
        return True

    def write(self, text: str) -> int:
        """Keep what still fits."""
        if self.left > 0:
            self.kept.append(text[: self.left])
            self.left -= len(text)
        return len(text)


class Shell(InteractiveShell):  # type: ignore[misc]
    """IPython without a terminal; graphical event loops do not exist here."""

    def enable_gui(self, gui: Any = None) -> None:
        """Accept `%matplotlib inline` and its like."""

    def showtraceback(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing: the error is reported in its own message."""

    def showsyntaxerror(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing, as above."""


def new_shell() -> Shell:
    """The process's one shell, without a history, with an empty cell run so that it is set up."""
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.cache_size = 0
    shell: Shell = Shell.instance(config=config)
    shell.run_cell("None", store_history=False)
    return shell


def run_cell(shell: Shell, source: str) -> list[str] | None:
    """Run one cell; None, or the type and text of the exception that ended it."""
    sys.stdout = sys.stderr = BoundedText()
    try:
        result = shell.run_cell(source, store_history=False)
        error: BaseException | None = result.error_before_exec or result.error_in_exec
        if error is None:
            return None
        return [type(error).__name__[:MAX_ERROR_TYPE], str(error)[:MAX_ERROR_TEXT]]
    except BaseException as raised:
        return [type(raised).__name__[:MAX_ERROR_TYPE], "the cell could not be run to its end"]


def public_checks_off() -> types.ModuleType:
    """A stand-in for Otter: public checks belong to the student's machine and decide nothing here."""

    class Notebook:
        """Accepts what a student notebook asks of its grader, and does nothing."""

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            pass

        def __getattr__(self, name: str) -> Any:
            if name.startswith("__"):
                raise AttributeError(name)
            return _nothing

    module = types.ModuleType("otter")
    module.Notebook = Notebook  # type: ignore[attr-defined]
    module.is_stand_in = True  # type: ignore[attr-defined]  # a sheet's first cell asks, and leaves its checks off
    return module


def _nothing(*_args: Any, **_kwargs: Any) -> None:
    """Do nothing, whatever a notebook asks of its grader."""
