"""The worker's loop: run cells, read names, call functions, one request after another."""

from __future__ import annotations

import builtins
import inspect
import os
import random
import socket
import sys
import warnings
from importlib.machinery import SOURCE_SUFFIXES, FileFinder
from typing import Any

import numpy as np

from autograder.isolation.protocol import UNREADABLE, Event, Op, Reply, Tag
from autograder.isolation.worker.absent import Absent, NotAvailable
from autograder.isolation.worker.checkpoints import Checkpoints
from autograder.isolation.worker.decode import decode
from autograder.isolation.worker.encode import encode
from autograder.isolation.worker.frames import receive, receive_frame, send
from autograder.isolation.worker.lenient import LenientImports, LenientLoader
from autograder.isolation.worker.shell import BoundedText, Shell, note_imports_to_come, run_cell
from autograder.isolation.worker.standins import OtterFinder, public_checks_off
from autograder.isolation.worker.toolarge import TooLarge


def serve(sock: socket.socket, shell: Shell) -> None:
    """Answer requests until the other side closes."""
    sys.stdout = sys.stderr = BoundedText()
    settle(shell)
    random.seed(0)
    np.random.seed(0)
    warnings.simplefilter("default")
    kept = Checkpoints(shell, (), lambda _line: None)
    while (request := receive(sock)) is not None:
        if request["op"] == Op.RUN:
            kept = Checkpoints(shell, request["parts"], lambda line: _answer_all(line, shell))
            _run(sock, shell, request, kept)
        elif request["state"]:
            _pass_on(sock, kept.line(request["state"]), request)
        else:
            _answer(sock, shell, request)


def _answer_all(sock: socket.socket, shell: Shell) -> None:
    """In a fork: answer about the state that it keeps until the worker hangs up."""
    while (request := receive(sock)) is not None:
        _answer(sock, shell, request)


def _answer(sock: socket.socket, shell: Shell, request: dict[str, Any]) -> None:
    (_snapshot if request["op"] == Op.SNAPSHOT else _call)(sock, shell, request)


def _pass_on(sock: socket.socket, line: socket.socket, request: dict[str, Any]) -> None:
    """Have a fork answer; one that is gone takes the worker along, as a function that ends its process does."""
    send(line, request)
    for _ in range(len(request["names"]) if request["op"] == Op.SNAPSHOT else 1):
        frame = receive_frame(line)
        if frame is None:
            os._exit(1)
        sock.sendall(frame)


def settle(shell: Shell) -> None:
    """Make the folder that the notebook lies in a kernel's: its modules can be imported, and its user has a name."""
    sys.modules["otter"] = public_checks_off()
    sys.meta_path.insert(0, OtterFinder())
    shell.user_ns["grader"] = sys.modules["otter"].Notebook()
    folder = os.getcwd()
    sys.path.insert(0, "")
    sys.path_importer_cache[folder] = FileFinder(folder, (LenientLoader, SOURCE_SUFFIXES))
    os.environ.update(USER="student", LOGNAME="student")


def _run(sock: socket.socket, shell: Shell, request: dict[str, Any], kept: Checkpoints) -> None:
    before = set(shell.user_ns)
    for source in request["given"]:
        run_cell(shell, source, given=True)
    given = set(shell.user_ns) - before
    reading = shell.reading = shell.ast_transformers[0] = LenientImports()
    lacking: set[str] = set()
    for index, source in request["cells"]:
        kept.before(index, source, sock)
        send(sock, {"event": Event.START, "cell": index})
        error = run_cell(shell, source)
        kept.after(index)
        note_imports_to_come(shell)
        lacking |= given & reading.read - reading.bound
        send(sock, {"event": Event.END, "cell": index, "error": error, "notes": shell.notes})
    lacking |= given & reading.read_in_functions - reading.bound
    send(sock, {"event": Event.RAN, "given": sorted(lacking), "states": kept.states()})


def _snapshot(sock: socket.socket, shell: Shell, request: dict[str, Any]) -> None:
    for name in request["names"]:
        send(sock, {"value": _named(shell, name)})


def _named(shell: Shell, name: str) -> list[Any]:
    if name not in shell.user_ns:
        return [Reply.MISSING]
    if isinstance(shell.user_ns[name], Absent):
        return [Reply.UNAVAILABLE]
    return _read(shell.user_ns[name], [])


def _call(sock: socket.socket, shell: Shell, request: dict[str, Any]) -> None:
    function = shell.user_ns.get(request["name"])
    send(sock, {"results": [one_call(function, arguments) for arguments in request["calls"]]})


def one_call(function: Any, arguments: list[Any]) -> list[Any]:
    """Call a submission's function with encoded arguments; the tagged result."""
    if function is None:
        return [Reply.MISSING]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            value = function(*[decode(argument) for argument in arguments])
    except NotAvailable:
        return [Reply.RAISED, ModuleNotFoundError.__name__]
    except BaseException as error:
        if type(error) is TypeError and not _takes(function, len(arguments)):
            return [Reply.ARGUMENTS]
        kind = type(error).__name__
        return [Reply.RAISED, kind if getattr(builtins, kind, None) is type(error) else "an exception"]
    return _read(value, [Reply.VALUE])


def _takes(function: Any, count: int) -> bool:
    """Whether a function can be called with so many arguments, as far as it says; asked after a call has failed."""
    try:
        inspect.signature(function).bind(*range(count))
    except TypeError:
        return False
    except BaseException:
        pass  # it has no signature that can be read
    return True


def _read(value: Any, prefix: list[Any]) -> list[Any]:
    """What a value is on the wire; one whose own methods fail is told as that, not as a call that failed."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            encoded = encode(value)
    except TooLarge as error:
        return [Reply.TOO_LARGE, str(error)]
    except NotAvailable:
        return [Reply.RAISED, ModuleNotFoundError.__name__] if prefix else [Reply.UNAVAILABLE]
    except BaseException:
        encoded = [Tag.OPAQUE, UNREADABLE]
    return [*prefix, encoded] if prefix else encoded
