"""The grader's end of the forkserver: asks it for workers and hands their sockets on."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from autograder.errors import IsolationError, SandboxError
from autograder.isolation.sandbox import cleanup
from autograder.isolation.sandbox.libraries import LIBRARIES, named_in
from autograder.isolation.sandbox.mechanisms import Isolation, Mechanism
from autograder.isolation.sandbox.policy import Budget
from autograder.isolation.sandbox.process import WorkerProcess

READY_SECONDS = 120.0
"""Importing NumPy, SciPy, SymPy and Matplotlib takes a few seconds, on half a processor a good deal more."""
SPAWN_SECONDS = 60.0


class WorkerPool:
    """A forkserver that forks one confined worker per request; use it as a context manager.

    It starts at once and prepares itself while the caller goes on; `isolation` and `spawn` wait for it.
    """

    def __init__(
        self, budget: Budget | None = None, *, isolation: bool = True, forbidden: tuple[Path, ...] = (),
        only_for: Iterable[str] | None = None,
    ) -> None:  # fmt: skip
        """Workers cannot read what is `forbidden`; without `isolation` they are not confined at all.

        `only_for` is the code of the one submission that workers will run: the forkserver prepares for no other.
        """
        self.budget = budget or Budget()
        self._in_force: Isolation | None = None
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._scratch = tempfile.mkdtemp(prefix="autograder-")
        options = {
            "budget": dataclasses.asdict(self.budget),
            "isolation": isolation,
            "forbidden": [str(path) for path in forbidden],
            "libraries": LIBRARIES if only_for is None else named_in(only_for),
            "many": only_for is None,
        }
        program = ["-I", "-m", "autograder.isolation.sandbox.forkserver", str(theirs.fileno()), json.dumps(options)]
        self._process = subprocess.Popen(
            [sys.executable, *program], env=_clean_environment(self._scratch), cwd=self._scratch,
            pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            start_new_session=True,  # a caller killed with its group, as a Jupyter kernel is, leaves supervisors alive
        )  # fmt: skip
        theirs.close()

    def __enter__(self) -> WorkerPool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def isolation(self) -> Isolation:
        """What isolation is in force; the first time, this waits until the forkserver has imported everything.

        Raises `IsolationError` when this machine offers less than the minimum.
        """
        if self._in_force is None:
            answer = self._answer(READY_SECONDS)
            if "refused" in answer:
                what, advice = answer["refused"]
                raise IsolationError("isolation", what, advice)
            self._in_force = Isolation(frozenset(map(Mechanism, answer["isolation"])))
        return self._in_force

    def wait(self) -> None:
        """Wait until workers can be had; raises as `isolation` does."""
        _ = self.isolation

    def spawn(self, files: Path | None = None) -> WorkerProcess:
        """Fork a confined worker; regular files in `files` are copied into its private folder."""
        self.wait()  # its own message comes before any answer
        ours, theirs = socket.socketpair()
        control, supervisor = socket.socketpair()
        with theirs, supervisor:
            message = json.dumps({"files": None if files is None else str(files)}).encode()
            try:
                socket.send_fds(self._control, [message], [theirs.fileno(), supervisor.fileno()])
                answer = self._answer(SPAWN_SECONDS)
            except OSError as error:
                raise SandboxError(f"the forkserver is gone: {self._complaint()}") from error
        if "error" in answer:
            ours.close()
            control.close()
            raise SandboxError(answer["error"])
        return WorkerProcess(ours, control, self.budget)

    def close(self) -> None:
        """End the forkserver; workers still alive are ended by their supervisors."""
        self._control.close()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stderr is not None:
            self._process.stderr.close()
        cleanup.remove(Path(self._scratch))

    def _answer(self, seconds: float) -> dict[str, Any]:
        self._control.settimeout(seconds)
        deadline = time.monotonic() + seconds
        try:
            data = self._control.recv(2**16)
        except TimeoutError as error:
            raise SandboxError(f"the forkserver did not answer within {seconds:g} s") from error
        if not data or time.monotonic() > deadline + 1:
            raise SandboxError(f"the forkserver ended: {self._complaint()}")
        answer: dict[str, Any] = json.loads(data)
        return answer

    def _complaint(self) -> str:
        """The last lines the forkserver wrote before it ended."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(5)
        if self._process.stderr is None or self._process.returncode is None:
            return "it does not say why"
        return self._process.stderr.read().decode(errors="replace")[-2000:].strip() or "it does not say why"


def _clean_environment(scratch: str) -> dict[str, str]:
    """Nothing of the caller's environment (tokens!) reaches the forkserver, whose forks run the submission."""
    threads = ("OPENBLAS", "OMP", "MKL", "NUMEXPR", "VECLIB_MAXIMUM", "BLIS")
    return {
        **{f"{library}_NUM_THREADS": "1" for library in threads},
        "PATH": os.environ.get("PATH", os.defpath),
        "LANG": "C.UTF-8",
        "HOME": scratch,
        "TMPDIR": scratch,
        "IPYTHONDIR": os.path.join(scratch, "ipython"),
        "MPLCONFIGDIR": os.path.join(scratch, "matplotlib"),
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
