"""The grader's end of the prepared parent: asks it for workers and hands their sockets to the supervisor."""

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
from autograder.isolation.sandbox.libraries import LIBRARIES, named_in
from autograder.isolation.sandbox.policy import Budget
from autograder.isolation.sandbox.process import WorkerProcess

READY_SECONDS = 120.0
"""Importing NumPy, SciPy, SymPy and Matplotlib takes a few seconds, on half a processor a good deal more."""


class Host:
    """A prepared parent process that forks one confined worker per request; use it as a context manager."""

    def __init__(
        self, budget: Budget, *, isolation: bool = True, forbidden: tuple[Path, ...] = (),
        only_for: Iterable[str] | None = None,
    ) -> None:  # fmt: skip
        """`only_for` is the code of the one submission that workers will run: the parent prepares for no other."""
        self._budget = budget
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._scratch = tempfile.mkdtemp(prefix="autograder-")
        options = {
            "budget": dataclasses.asdict(budget),
            "isolation": isolation,
            "forbidden": [str(path) for path in forbidden],
            "libraries": LIBRARIES if only_for is None else named_in(only_for),
            "many": only_for is None,
        }
        command = [
            sys.executable,
            "-I",
            "-m",
            "autograder.isolation.sandbox.forkserver",
            str(theirs.fileno()),
            json.dumps(options),
        ]
        self._process = subprocess.Popen(
            command, env=_clean_environment(self._scratch), cwd=self._scratch, pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            start_new_session=True,  # a caller killed with its group, as a Jupyter kernel is, leaves wardens alive
        )  # fmt: skip
        theirs.close()

    def __enter__(self) -> Host:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ready(self) -> str:
        """Wait until the parent has imported everything; returns what isolation is in force, in words.

        Raises `IsolationError` when this machine offers less than the minimum.
        """
        answer = self._answer(READY_SECONDS)
        if "refused" in answer:
            advice = "Run `autograder doctor` to see what to enable, or grade with --no-isolation at your own risk."
            raise IsolationError("isolation", f"this machine cannot isolate submissions: {answer['refused']}", advice)
        return str(answer["isolation"])

    def spawn(self, files: Path | None = None) -> WorkerProcess:
        """Fork a confined worker; regular files in `files` are copied into its private folder."""
        ours, theirs = socket.socketpair()
        control, warden = socket.socketpair()
        with theirs, warden:
            message = json.dumps({"files": None if files is None else str(files)}).encode()
            try:
                socket.send_fds(self._control, [message], [theirs.fileno(), warden.fileno()])
                answer = self._answer(60.0)
            except OSError as error:
                raise SandboxError(f"the prepared parent is gone: {self._complaint()}") from error
        if "error" in answer:
            raise SandboxError(answer["error"])
        return WorkerProcess(ours, control, self._budget)

    def close(self) -> None:
        """End the prepared parent; workers still alive are ended by their wardens."""
        self._control.close()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stderr is not None:
            self._process.stderr.close()
        subprocess.run(["rm", "-rf", "--one-file-system", "--", self._scratch], check=False)

    def _answer(self, seconds: float) -> dict[str, Any]:
        self._control.settimeout(seconds)
        deadline = time.monotonic() + seconds
        try:
            data = self._control.recv(2**16)
        except TimeoutError as error:
            raise SandboxError(f"the prepared parent did not answer within {seconds:g} s") from error
        if not data or time.monotonic() > deadline + 1:
            raise SandboxError(f"the prepared parent ended: {self._complaint()}")
        answer: dict[str, Any] = json.loads(data)
        return answer

    def _complaint(self) -> str:
        """The last lines the parent wrote before it ended."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(5)
        if self._process.stderr is None or self._process.returncode is None:
            return "it does not say why"
        return self._process.stderr.read().decode(errors="replace")[-2000:].strip() or "it does not say why"


def _clean_environment(scratch: str) -> dict[str, str]:
    """Nothing of the caller's environment (tokens!) reaches the prepared parent, whose forks run the submission."""
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
