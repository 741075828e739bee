"""States of a notebook that are kept while later cells run: forks of the worker, which wait until they are asked.

An answer is what its last definition says, with the helpers it had. So for every part of the sheet the state after the
last cell that defines one of its names is kept, by a fork right before the next cell that may change anything. Forks
share memory until it is written to; they end with the worker, and know no socket but the one that leads to it.
"""

from __future__ import annotations

import ast
import contextlib
import ctypes
import dataclasses
import os
import signal
import socket
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograder.isolation.worker.lenient import LenientImports
from autograder.isolation.worker.shell import Shell
from autograder.isolation.worker.standins import StandIn

PR_SET_PDEATHSIG = 1
LARGEST_WATCHED = 10_000
"""Items of a list or an array that is looked at for changes in place."""
_fork, _getppid, _exit, _kill, _libc = os.fork, os.getppid, os._exit, os.kill, ctypes.CDLL(None)
_NOTHING = object()
ASKING = (ast.Module, ast.Expr, ast.Call, ast.Attribute, ast.Name, ast.Load, ast.Constant, ast.keyword)
"""What a cell is made of that asks the sheet's `grader` for a check or a figure."""


@dataclasses.dataclass
class Kept:
    """One kept state: its process and the line to it."""

    pid: int
    sock: socket.socket


@dataclasses.dataclass
class _Part:
    """The names of a part, the last cell that defined one of them, and the state after it unless nothing followed."""

    names: tuple[str, ...]
    cell: int | None = None
    open: bool = False
    kept: Kept | None = None


class Checkpoints:
    """The kept states of one run; `answer` serves the line of a fork."""

    def __init__(self, shell: Shell, parts: Sequence[Sequence[str]], answer: Callable[[socket.socket], None]) -> None:
        self._shell, self._answer = shell, answer
        self._parts = [_Part(tuple(names)) for names in parts]
        self._seen = {name: (_NOTHING, ()) for part in self._parts for name in part.names}
        self._look()

    def before(self, cell: int, source: str, sock: socket.socket) -> None:
        """Keep what a cell may change for every part but those whose names it defines again."""
        tree = self._parsed(source)
        if tree is None or self._is_harmless(tree):
            return
        reading = LenientImports()
        reading.visit(tree)
        waiting = [part for part in self._parts if part.open and reading.bound.isdisjoint(part.names)]
        if any(self._is_answered(part) for part in waiting):
            with contextlib.suppress(OSError):  # without a process of its own, a part is judged at the end alone
                self._keep(waiting, sock)
        for part in self._parts:
            part.open = part.open and part not in waiting
            if not reading.bound.isdisjoint(part.names):
                self._defined(part, cell)

    def after(self, cell: int) -> None:
        """See what a cell has defined."""
        changed = self._look()
        for part in self._parts:
            if not changed.isdisjoint(part.names):
                self._defined(part, cell)

    def states(self) -> list[list[int | None]]:
        """For every part: 0 for the state at the end, or else its number; and the cell that defined it last."""
        return [[k if part.kept else 0, part.cell] for k, part in enumerate(self._parts, 1)]

    def line(self, number: int) -> socket.socket:
        """The line to a kept state."""
        kept = self._parts[number - 1].kept
        if kept is None:
            raise LookupError(number)
        return kept.sock

    def _defined(self, part: _Part, cell: int | None) -> None:
        part.cell, part.open = cell, True
        kept, part.kept = part.kept, None
        if kept is not None and not any(other.kept is kept for other in self._parts):
            kept.sock.close()
            with contextlib.suppress(OSError):
                _kill(kept.pid, signal.SIGKILL)
                os.waitpid(kept.pid, os.WNOHANG)

    def _keep(self, parts: list[_Part], sock: socket.socket) -> None:
        ours, theirs = socket.socketpair()
        parent = os.getpid()
        pid = _fork()
        if pid == 0:
            try:
                _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
                for line in (ours, sock, *(part.kept.sock for part in self._parts if part.kept)):
                    line.close()
                if _getppid() == parent:
                    self._answer(theirs)
            finally:
                _exit(0)
        theirs.close()
        kept = Kept(pid, ours)
        for part in parts:
            part.kept = kept

    def _look(self) -> set[str]:
        """Names that stand for something else than at the last look, or whose list or dictionary was changed."""
        changed = set()
        for name, (before, content) in self._seen.items():
            value = self._shell.user_ns.get(name, _NOTHING)
            now = _content(value)
            if value is not before or not _same(now, content):
                self._seen[name] = (value, now)
                changed.add(name)
        return changed

    def _is_answered(self, part: _Part) -> bool:
        return any(self._shell.user_ns.get(name, ...) is not ... for name in part.names)

    def _parsed(self, source: str) -> ast.Module | None:
        """The cell as Python; None for one that will not run at all."""
        try:
            tree: ast.Module = ast.parse(self._shell.transform_cell(source))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None
        return tree

    def _is_harmless(self, tree: ast.Module) -> bool:
        """Whether a cell only asks the sheet's `grader`, which does nothing here."""
        nodes = list(ast.walk(tree))
        asks = all(isinstance(node, ASKING) for node in nodes)
        asks &= all(node.id == "grader" for node in nodes if isinstance(node, ast.Name))
        return asks and type(self._shell.user_ns.get("grader")) is StandIn


def _content(value: Any) -> tuple[Any, ...]:
    """What a cell may change in place without giving a name another value: the very items of a container."""
    kind = type(value)
    if (
        kind not in (list, set, dict, np.ndarray)
        or (len(value) if kind is not np.ndarray else value.size) > LARGEST_WATCHED
    ):
        return ()
    if kind is dict:
        return (*value, *value.values())
    return (value.tobytes(),) if kind is np.ndarray else tuple(value)


def _same(now: tuple[Any, ...], before: tuple[Any, ...]) -> bool:
    """Whether these are the same objects, or the same bytes; nothing of the submission is asked."""
    return len(now) == len(before) and all(
        a is b or (type(a) is bytes and type(b) is bytes and a == b) for a, b in zip(now, before, strict=True)
    )
