"""The IPython shell in which a submission's cells run: it looks like a kernel's, and notes what it does not do."""

from __future__ import annotations

import ast
import builtins
import contextlib
import dis
import functools
import importlib.util
import io
import sys
from collections.abc import Callable
from types import CodeType
from typing import Any

from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.text import LSString, SList
from matplotlib._pylab_helpers import Gcf
from traitlets.config import Config

from autograder.isolation.protocol import (
    MAX_ERROR_TEXT,
    MAX_ERROR_TYPE,
    MAX_KEPT_OUTPUT,
    MAX_NOTE_TEXT,
    MAX_NOTES,
    NoteKind,
)
from autograder.isolation.worker.absent import Absent, NotAvailable, stand_in_for
from autograder.isolation.worker.lenient import HOOK, LenientImports
from autograder.isolation.worker.standins import StandIn

PROGRAMS = frozenset(
    "! !! bash cmd conda mamba micromamba perl pip pypy python python2 python3 ruby script sh sx system uv".split()
)
"""Magics that start a program; none is ever started, whether or not this machine would let it."""
OWN_CODE = frozenset("capture debug lprun memit mprun prun run time timeit".split())
"""Magics that run code of the submission: what it raises is no failure of the magic."""
SILENT = frozenset("autosave config gui matplotlib pdef pdoc pfile pinfo pinfo2 psource".split())
"""Magics for the front end alone; that they show nothing here is not worth a note."""


class BoundedText(io.TextIOBase):
    """Standard output of a submission: the first part is kept, the rest is counted away."""

    encoding = "UTF-8"
    errors = "strict"

    def __init__(self) -> None:
        self.kept: list[str] = []
        self.left = MAX_KEPT_OUTPUT

    def writable(self) -> bool:
        """Say that text may be written."""
        return True

    def fileno(self) -> int:
        """The process's own standard output, which leads nowhere."""
        return 1

    def write(self, text: str) -> int:
        """Keep what still fits."""
        if self.left > 0:
            self.kept.append(text[: self.left])
            self.left -= len(text)
        return len(text)


class Shell(InteractiveShell):
    """IPython without a terminal, a front end, programs to start and modules that are not installed."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.kernel = StandIn("kernel")
        self.notes: list[tuple[str, str]] = []
        self.reading = LenientImports()
        self.ast_transformers = [self.reading]
        self.set_hook("show_in_pager", lambda *_: None)

    def note(self, kind: str, what: str) -> None:
        """Take down once what this cell did not do."""
        note = (kind, what[:MAX_NOTE_TEXT])
        if note not in self.notes and len(self.notes) < MAX_NOTES:
            self.notes.append(note)

    async def run_code(self, code_obj: CodeType, result: Any = None, *, async_: bool = False) -> bool:
        """Run one statement; one that uses what is not there is left out, and the next one runs."""
        failed: bool = await super().run_code(code_obj, result, async_=async_)
        if not failed or result is None or not isinstance(result.error_in_exec, NotAvailable):
            return failed
        missing = result.error_in_exec.missing
        self.note(NoteKind.USE, missing)
        for name in (step.argval for step in dis.get_instructions(code_obj) if step.opname == "STORE_NAME"):
            if self.user_ns.get(name, ...) is ...:
                self.user_ns[name] = Absent(missing)
        result.error_in_exec = None
        return False

    def system(self, cmd: str) -> None:
        """Start nothing: `!cmd` is noted."""
        self.note(NoteKind.PROGRAM, f"!{cmd.strip()}")
        self.user_ns["_exit_code"] = 127

    system_piped = system_raw = system

    def getoutput(self, cmd: str, split: bool = True, depth: int = 0) -> Any:  # noqa: ARG002 - IPython's signature
        """Start nothing: `lines = !cmd` is noted and gives no lines."""
        self.system(cmd)
        return SList() if split else LSString()

    def run_line_magic(self, magic_name: str, line: str, _stack_depth: int = 1) -> Any:
        """Run a magic; one that fails, or that there is none of, is noted."""
        if magic_name in PROGRAMS:
            return self.note(NoteKind.PROGRAM, f"%{magic_name} {line}".strip())
        run = functools.partial(super().run_line_magic, magic_name, line, _stack_depth=_stack_depth + 2)
        return self._attempt(run, magic_name, f"%{magic_name} {line}".strip())

    def run_cell_magic(self, magic_name: str, line: str, cell: str) -> Any:
        """Run a magic; below one that is unknown here, what is Python runs all the same."""
        text = f"%%{magic_name} {line}".strip()
        if magic_name in PROGRAMS:
            return self.note(NoteKind.PROGRAM, text)
        if self.find_cell_magic(magic_name) is not None:
            return self._attempt(functools.partial(super().run_cell_magic, magic_name, line, cell), magic_name, text)
        self.note(NoteKind.MAGIC, text)
        try:
            ast.parse(self.transform_cell(cell))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None
        return self.run_cell(cell).raise_error()

    def _attempt(self, run: Callable[[], Any], name: str, text: str) -> Any:
        try:
            return run()
        except Exception:
            if name in OWN_CODE:
                raise
            if name not in SILENT:
                self.note(NoteKind.MAGIC, text)
            return None

    def enable_matplotlib(self, gui: Any = None) -> tuple[Any, str]:
        """Stay with the backend that draws into memory; one that needs a front end is noted."""
        if gui not in (None, "auto", "agg", "inline"):
            self.note(NoteKind.MAGIC, f"%matplotlib {gui}")
        return gui, "agg"

    def enable_gui(self, gui: Any = None) -> None:
        """Graphical event loops do not exist here."""

    def ask_exit(self) -> None:
        """Go on after `exit`."""

    def showtraceback(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing: the error is reported in its own message."""

    def showsyntaxerror(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing, as above."""


def new_shell() -> Shell:
    """The process's one shell, without a history, with an empty cell run so that it is set up."""
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    shell: Shell = Shell.instance(config=config)
    shell.run_cell("None", store_history=False)
    shell.db = {}  # of directories and bookmarks; IPython's own would be a folder that a worker cannot write
    setattr(
        builtins, HOOK, lambda module, name: stand_in_for(module, name, functools.partial(shell.note, NoteKind.IMPORT))
    )
    return shell


def run_cell(shell: Shell, source: str, *, given: bool = False) -> list[str] | None:
    """Run one cell; None, or the type and text of the exception that ended it. `given` cells have no number."""
    sys.stdout = sys.stderr = BoundedText()
    shell.notes.clear()
    try:
        result = shell.run_cell(source, store_history=not given)
        error: BaseException | None = result.error_before_exec or result.error_in_exec
        if error is None:
            return None
        return [type(error).__name__[:MAX_ERROR_TYPE], str(error)[:MAX_ERROR_TEXT]]
    except BaseException as raised:
        return [type(raised).__name__[:MAX_ERROR_TYPE], "the cell could not be run to its end"]
    finally:
        Gcf.destroy_all()  # as a kernel does, which has shown a cell's figures by now


def note_imports_to_come(shell: Shell) -> None:
    """Note what functions of the last cell will import when they are called, and will not find."""
    for module in sorted(shell.reading.later):
        top = module.partition(".")[0]
        with contextlib.suppress(ImportError, ValueError, AttributeError):
            if top not in sys.modules and importlib.util.find_spec(top) is None:
                shell.note(NoteKind.IMPORT, top)
    shell.reading.later.clear()
