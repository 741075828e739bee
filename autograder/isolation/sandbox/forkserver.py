"""The prepared parent: imports what submissions import once, then forks a warden and worker per request.

Run as a program with a control socket's descriptor and its options. It never holds a test, a notebook or another
submission's data, and its environment was emptied by `Host`. Requests are datagrams {"files": folder or null} with
the worker's and the warden's socket attached; the answer is {} or {"error": why}.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

from autograder.isolation import linux as kernel
from autograder.isolation.sandbox import seccomp
from autograder.isolation.sandbox.policy import Budget
from autograder.isolation.sandbox.protection import (
    can_change_uid,
    interpreter_is_reachable,
    minimum_is_met,
    protections,
)
from autograder.isolation.sandbox.read_paths import readable_paths
from autograder.isolation.sandbox.supervisor import Station, keep_watch
from autograder.isolation.sandbox.worker_user import FIRST_UID, is_named
from autograder.isolation.worker.serve import serve
from autograder.isolation.worker.shell import Shell
from autograder.isolation.worker.warmup import prepare, warm_up


def main() -> None:
    """Prepare, then serve until the control socket closes."""
    control = socket.socket(fileno=int(sys.argv[1]))
    options = json.loads(sys.argv[2])
    station, summary, refusal = _station(options)
    if refusal:
        control.send(json.dumps({"refused": refusal}).encode())
        return
    shell = prepare(options["libraries"])
    if options["many"]:
        warm_up()
    if station.seccomp:
        seccomp.program(own_user=station.change_uid)
    if station.change_uid:
        is_named(FIRST_UID)
    kernel.prctl(kernel.PR_SET_DUMPABLE, 0)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    if options["many"]:
        gc.collect()
    gc.freeze()
    if options["many"]:
        kernel.collapse_memory()  # every worker costs two forks of this process
    control.send(json.dumps({"isolation": summary}).encode())
    _serve(control, station, shell)
    # A grader that was killed cannot clear up; what it started this process in is this process's own folder.
    subprocess.run(["rm", "-rf", "--one-file-system", "--", os.environ["HOME"]], check=False)


def _station(options: dict[str, Any]) -> tuple[Station, str, str]:
    """What workers get here, in words, and why grading must be refused (empty when it need not be)."""
    found = protections() if options["isolation"] else ()
    hidden = [Path(path) for path in options["forbidden"]]
    refusal = minimum_is_met(found, hidden) if found else ""
    works = {protection.name: protection.works for protection in found}
    change_uid = bool(found) and can_change_uid()
    landlock = works.get("file rules (Landlock)", False)
    read_search = change_uid and landlock and not interpreter_is_reachable()
    apart = works.get("namespaces", False)
    forbidden = [Path(__file__).resolve().parents[2], *hidden]
    station = Station(
        Budget(**options["budget"]), tuple(readable_paths(forbidden)), change_uid, landlock, bool(found), read_search,
        apart,
    )  # fmt: skip
    summary = ", ".join(name for name, working in works.items() if working) if found else "none"
    return station, summary, refusal


def _serve(control: socket.socket, station: Station, shell: Shell) -> None:
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
                _warden(station, None if files is None else Path(files), descriptors, writer, shell)
            finally:
                os._exit(0)
        os.close(writer)
        for descriptor in descriptors:
            os.close(descriptor)
        with os.fdopen(reader, "rb") as file:
            text = file.read().decode(errors="replace")
        control.send(json.dumps({} if text == "confined" else {"error": text or "the warden died"}).encode())


def _warden(station: Station, files: Path | None, descriptors: list[int], writer: int, shell: Shell) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)

    def reply(error: str) -> None:
        os.write(writer, (error or "confined").encode())
        os.close(writer)

    def work(sock: socket.socket) -> None:
        for name in [name for name in sys.modules if name == "autograder" or name.startswith("autograder.")]:
            del sys.modules[name]
        serve(sock, shell)

    sock, control = (socket.socket(fileno=descriptor) for descriptor in descriptors)
    try:
        keep_watch(station, files, sock, control, work, reply)
    except OSError as error:
        reply(f"{type(error).__name__}: {error}")


if __name__ == "__main__":
    main()
