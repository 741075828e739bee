"""The forkserver: imports what submissions import once, then forks a supervisor and a worker per request.

Run as a program with a control socket's descriptor and its options. It never holds a test, a notebook or another
submission's data, and its environment was emptied by `WorkerPool`. It first says {"isolation": [mechanism, ...]} or
{"refused": [what, advice]}. Requests are datagrams {"files": folder or null} with the worker's and the supervisor's
socket attached; the answer is {} or {"error": why}.
"""

from __future__ import annotations

import dataclasses
import gc
import json
import os
import signal
import socket
import sys
from pathlib import Path
from typing import Any

from autograder.errors import IsolationError
from autograder.isolation import linux as kernel
from autograder.isolation.sandbox import cleanup, probes, seccomp
from autograder.isolation.sandbox.config import WorkerConfig
from autograder.isolation.sandbox.mechanisms import UNPROTECTED, Mechanism
from autograder.isolation.sandbox.minimum import require_minimum
from autograder.isolation.sandbox.policy import Budget
from autograder.isolation.sandbox.read_paths import readable_paths
from autograder.isolation.sandbox.supervisor import Task, supervise
from autograder.isolation.sandbox.worker_user import FIRST_UID, is_named
from autograder.isolation.worker.serve import serve
from autograder.isolation.worker.shell import Shell
from autograder.isolation.worker.warmup import prepare, warm_up

PACKAGE = Path(__file__).resolve().parents[2]


def main() -> None:
    """Prepare, then serve until the control socket closes."""
    control = socket.socket(fileno=int(sys.argv[1]))
    options = json.loads(sys.argv[2])
    try:
        config = _config(options)
    except IsolationError as error:
        control.send(json.dumps({"refused": [error.what, error.advice]}).encode())
        return
    shell = prepare(options["libraries"])
    if options["many"]:
        warm_up()
    _fill_caches(config)
    kernel.prctl(kernel.PR_SET_DUMPABLE, 0)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    if options["many"]:
        gc.collect()
    gc.freeze()
    if options["many"]:
        kernel.collapse_memory()  # every worker costs two forks of this process
    names = [mechanism.value for mechanism in config.isolation.in_force]
    control.send(json.dumps({"isolation": sorted(names)}).encode())
    _serve(control, config, shell)
    # A grader that was killed cannot clear up; what it started this process in is this process's own folder.
    cleanup.remove(Path(os.environ["HOME"]))


def _config(options: dict[str, Any]) -> WorkerConfig:
    """What workers get here; raises `IsolationError` when that is too little to grade with."""
    hidden = [Path(path) for path in options["forbidden"]]
    budget = Budget(**options["budget"])
    if not options["isolation"]:
        return WorkerConfig(budget=budget, isolation=UNPROTECTED)
    isolation = probes.try_mechanisms()
    require_minimum(isolation, hidden)
    closed = probes.closed_python_folders() if Mechanism.OWN_USER in isolation else ()
    config = WorkerConfig(budget=budget, isolation=isolation, behind_closed_folders=closed)
    readable = readable_paths([PACKAGE, *hidden], private=not config.read_search)
    return dataclasses.replace(config, readable=tuple(readable))


def _fill_caches(config: WorkerConfig) -> None:
    """Do once what every fork would have to do again."""
    if Mechanism.SYSTEM_CALL_FILTER in config.isolation:
        seccomp.program(
            own_user=Mechanism.OWN_USER in config.isolation,
            read_only_view=Mechanism.READ_ONLY_VIEW in config.isolation,
        )
    if Mechanism.OWN_USER in config.isolation:
        is_named(FIRST_UID)
    if not config.isolation.in_force & {Mechanism.FILE_RULES, Mechanism.NAMESPACES}:
        cleanup.world_writable()


def _serve(control: socket.socket, config: WorkerConfig, shell: Shell) -> None:
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, 2**16, 2)
        if not message:
            return
        files = json.loads(message)["files"]
        reader, writer = os.pipe()
        if os.fork() == 0:
            try:
                os.close(reader)
                control.close()
                _supervisor(config, None if files is None else Path(files), descriptors, writer, shell)
            finally:
                os._exit(0)
        os.close(writer)
        for descriptor in descriptors:
            os.close(descriptor)
        with os.fdopen(reader, "rb") as file:
            text = file.read().decode(errors="replace")
        control.send(json.dumps({} if text == "confined" else {"error": text or "the supervisor died"}).encode())


def _supervisor(config: WorkerConfig, files: Path | None, descriptors: list[int], writer: int, shell: Shell) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)

    def reply(error: str) -> None:
        os.write(writer, (error or "confined").encode())
        os.close(writer)

    def work(sock: socket.socket) -> None:
        # A submission that looks among the loaded modules finds none of ours; what runs here needs no import.
        for name in [name for name in sys.modules if name == "autograder" or name.startswith("autograder.")]:
            del sys.modules[name]
        serve(sock, shell)

    sock, control = (socket.socket(fileno=descriptor) for descriptor in descriptors)
    try:
        supervise(config, Task(files, sock, work), control, reply)
    except OSError as error:
        reply(f"{type(error).__name__}: {error}")


if __name__ == "__main__":
    main()
