"""What a worker of the cluster is given: the hidden tests, in a folder of its own user's, and grading processes.

Submissions never run in the worker itself, and the processes they run in can read no tests (see `sandbox`).
"""

from __future__ import annotations

import base64
import contextlib
import io
import json
import os
import queue
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from distributed import WorkerPlugin, get_worker

from autograder.exam.project import CONFIG, Project

NAME = "exam-autograder"


class GraderProcessLost(Exception):
    """A grading process ended or failed; the submission is tried again elsewhere."""


def pack(project: Project) -> bytes:
    """The part of a project that grading needs: its hidden tests, settings, and what sheets give, as a zip."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        sheets = sorted((project.root / "assignments").glob("*.md"))
        for path in [project.root / CONFIG, *sheets, *sorted((project.root / "tests" / "rubric").rglob("*.py"))]:
            archive.write(path, str(path.relative_to(project.root)))
    return packed.getvalue()


class GraderProcess:
    """A grading process, spoken to by lines."""

    def __init__(self, project: Path, *, isolation: bool) -> None:
        options = json.dumps({"project": str(project), "isolation": isolation})
        command = [sys.executable, "-I", "-m", "autograder.classroom.runs.cluster.grader_process", options]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
        )
        self.greeting = self._receive()

    def grade(self, name: str, assignment: str, data: bytes) -> dict[str, Any]:
        """The result of one submission; raises `GraderProcessLost` when the process fails."""
        request = {"name": name, "assignment": assignment, "data": base64.b64encode(data).decode()}
        try:
            assert self._process.stdin is not None
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
            self._process.stdin.flush()
        except OSError as error:
            raise GraderProcessLost(f"the grading process is gone: {error}") from error
        answer = self._receive()
        if "result" not in answer:
            raise GraderProcessLost(answer.get("failed", "the grading process said something else"))
        result: dict[str, Any] = answer["result"]
        return result

    def close(self) -> None:
        """End the process; its workers end with it."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(5)
            return
        self._process.kill()
        self._process.wait()

    def _receive(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise GraderProcessLost("the grading process ended")
        answer: dict[str, Any] = json.loads(line)
        return answer


class GradingPlugin(WorkerPlugin):
    """Unpacks the tests once per worker and keeps its grading processes between submissions."""

    name = NAME

    def __init__(self, packed: bytes, *, isolation: bool) -> None:
        self._packed, self._isolation = packed, isolation

    def setup(self, worker: Any) -> None:  # noqa: ARG002 - Dask's signature
        """Called by the worker when it gets the plugin, or starts with it."""
        os.umask(0o077)
        self._folder = tempfile.TemporaryDirectory(prefix="exam-autograder-")
        with zipfile.ZipFile(io.BytesIO(self._packed)) as archive:
            archive.extractall(self._folder.name)
        self._idle: queue.SimpleQueue[GraderProcess] = queue.SimpleQueue()

    def teardown(self, worker: Any) -> None:  # noqa: ARG002 - Dask's signature
        """Called when the worker ends in order."""
        while not self._idle.empty():
            self._idle.get().close()
        self._folder.cleanup()

    def handshake(self) -> dict[str, Any]:
        """What a grading process here says of itself."""
        grader = self._grader()
        self._idle.put(grader)
        return grader.greeting

    def grade(self, name: str, assignment: str, data: bytes) -> dict[str, Any]:
        """Grade in a process that is idle, or in a new one; a failed one is not used again."""
        grader = self._grader()
        try:
            result = grader.grade(name, assignment, data)
        except BaseException:
            grader.close()
            raise
        self._idle.put(grader)
        return {**result, "grader": grader.greeting.get("grader", "")}

    def _grader(self) -> GraderProcess:
        with contextlib.suppress(queue.Empty):
            return self._idle.get_nowait()
        grader = GraderProcess(Path(self._folder.name), isolation=self._isolation)
        if "error" in grader.greeting:
            grader.close()
            raise GraderProcessLost(grader.greeting["error"])
        return grader


def handshake() -> dict[str, Any]:
    """Run on every worker: can it grade, and with which grader?"""
    plugin: Any = get_worker().plugins[NAME]
    answer: dict[str, Any] = plugin.handshake()
    return answer


def grade_remotely(name: str, assignment: str, data: bytes) -> dict[str, Any]:
    """Run on one worker: grade one submission."""
    plugin: Any = get_worker().plugins[NAME]
    result: dict[str, Any] = plugin.grade(name, assignment, data)
    return result
