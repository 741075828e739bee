"""Reading what students handed in, in a process of its own with bounds on memory and time.

Started as a program with a project's options as JSON in the last argument, it says {"ready": true}, then answers every
{"path", "parcel"} on standard input with {"pieces": [...]}. What breaks it costs the parcel that it was reading: that
one becomes an entry with the reason, and a new process reads the next.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Any

from autograder.classroom.importers import Identified, Parcel, Piece, Tree, pieces_of, reopened, unreadable
from autograder.classroom.runs.lines import emit
from autograder.errors import GraderError, SubmissionError
from autograder.exam.project import Project, read_project
from autograder.grading.detect import detect, is_untouched
from autograder.grading.submission import Submission
from autograder.isolation.linux import PR_SET_PDEATHSIG, prctl

MOST_BYTES = 1536 * 2**20
"""Address space of the reading process; an honest hand-in needs a tenth of it."""
MOST_SECONDS = 60
"""Processor time for one parcel."""


class Identifier:
    """Tells which assignment a file answers, with tests that were read once; `only` admits no other than that."""

    def __init__(self, project: Project, only: str | None) -> None:
        self._schemes = project.assignments()
        self._only = None if only is None else project.assignment(only).name

    def __call__(self, file: Path) -> Identified:
        """What the file answers; raises `SubmissionError` when it cannot be graded as anything."""
        with Submission(file) as submission:
            scheme = detect(submission.notebook, self._schemes)
            if self._only not in (None, scheme.name):
                raise SubmissionError(file, f"answers {scheme.name}, not {self._only}")
            return Identified(scheme.name, is_untouched(submission.notebook, scheme))


class ReadingProcess:
    """The process that reads parcels, started anew whenever one broke it; a context manager."""

    def __init__(self, project: Project, store: Path, only: str | None) -> None:
        self._options = json.dumps({"project": str(project.root), "store": str(store.resolve()), "only": only})
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> ReadingProcess:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self._end()

    def __call__(self, tree: Tree, parcel: Parcel) -> list[Piece]:
        """What can be graded in a parcel, or one piece that says why it could not be read."""
        process = self._process or self._start()
        files = [(str(given), str(tree.full(name))) for given, name in parcel.files]
        known = {"source": parcel.source, "layout": parcel.layout, "missing": parcel.missing}
        answer = _ask(process, {"path": str(tree.path), "parcel": {**known, "files": files}})
        if answer is None:
            return [unreadable(parcel, self._why_it_ended())]
        return [Piece(**piece) for piece in answer["pieces"]]

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-I", "-m", "autograder.classroom.runs.reading", self._options]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
        )
        assert self._process.stdout is not None
        if not self._process.stdout.readline():
            self._end()
            raise GraderError("reading", "its process does not start", "Try it: autograder doctor")
        return self._process

    def _why_it_ended(self) -> str:
        status = self._end()
        if status == -signal.SIGXCPU:
            return f"takes more than {MOST_SECONDS} s to read"
        return f"needs more memory to read than any answer, or broke what reads it (exit {status})"

    def _end(self) -> int:
        """End the process; returns how it ended."""
        process, self._process = self._process, None
        if process is None:
            return 0
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdout.close()
        with contextlib.suppress(OSError):  # it is gone already
            process.stdin.close()
        return process.wait()


def _ask(process: subprocess.Popen[bytes], request: dict[str, Any]) -> dict[str, Any] | None:
    """The answer to one request, or None when the process ended instead."""
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(json.dumps(request).encode() + b"\n")
        process.stdin.flush()
        line = process.stdout.readline()
    except OSError:
        return None
    return json.loads(line) if line.endswith(b"\n") else None


def main() -> None:
    """Read parcel after parcel until the input ends."""
    options = json.loads(sys.argv[1])
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    identify = Identifier(read_project(Path(options["project"])), options["only"])
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    emit(ready=True)
    last: tuple[Path, Tree] | None = None
    for request in _requests():
        parcel, path = _parcel(request["parcel"]), Path(request["path"])
        _allow_seconds(MOST_SECONDS)
        try:
            if last is None or last[0] != path or path.is_dir():
                last = path, reopened(path, [name for _, name in parcel.files])
            pieces = pieces_of(last[1], parcel, Path(options["store"]), identify)
        except MemoryError:
            pieces = [unreadable(parcel, "needs more memory to read than any answer")]
        except Exception as error:  # whatever is wrong with one parcel, the others are read
            pieces = [unreadable(parcel, f"cannot be read: {type(error).__name__}: {str(error)[:200]}")]
        emit(pieces=[dataclasses.asdict(piece) for piece in pieces])


def _requests() -> Iterator[dict[str, Any]]:
    for line in sys.stdin.buffer:
        yield json.loads(line)


def _parcel(data: dict[str, Any]) -> Parcel:
    """The parcel with the files as they are called in the whole export; whose it is does not matter here."""
    files = tuple((PurePosixPath(given), PurePosixPath(name)) for given, name in data["files"])
    return Parcel(source=data["source"], layout=data["layout"], files=files, missing=data["missing"])


def _allow_seconds(more: int) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + more, hard))


if __name__ == "__main__":
    main()
