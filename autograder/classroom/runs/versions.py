"""By what a submission was graded: digests of everything that decides marks, so that a change of it is noticed."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import json
import platform
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

from autograder import __version__
from autograder.exam.project import Project
from autograder.texts import SOURCE

DECIDING = ("checks", "errors.py", "exam", "files.py", "grading", "isolation", "record", "texts")
"""Parts of the package that decide marks; a test holds this against what `grade` imports."""

LIBRARIES = ("numpy", "scipy", "sympy", "mpmath", "ipython")
"""Libraries whose version can change what an answer does, or how it is judged."""


@dataclasses.dataclass(frozen=True)
class Versions:
    """The grader and, by assignment, the hidden tests that a run grades with."""

    grader: str
    tests: dict[str, str]


def project_versions(project: Project) -> Versions:
    """What this program and this project's tests are now."""
    return Versions(grader_version(), {name: tests_digest(project, name) for name in project.names})


@functools.cache
def grader_version() -> str:
    """This program's version, and a digest of its deciding sources, of its libraries and of Python."""
    root = Path(__file__).resolve().parents[2]
    files = [file for part in DECIDING for file in _python_files(root / part)]
    libraries = [f"{name} {metadata.version(name)}" for name in LIBRARIES]
    python = ".".join(platform.python_version_tuple()[:2])
    return f"{__version__}+{_digest(root, files, [*libraries, f'python {python}'])}"


def tests_digest(project: Project, assignment: str) -> str:
    """A digest of an assignment's hidden tests, of what its credits are worth, and of the language of its texts."""
    folder = project.root / "tests" / "rubric" / assignment
    language = [] if project.language == SOURCE else [project.language]
    return _digest(folder, _python_files(folder), [json.dumps(project.credits.get(assignment)), *language])


def _python_files(path: Path) -> list[Path]:
    return sorted(path.rglob("*.py")) if path.is_dir() else [path]


def _digest(root: Path, files: Iterable[Path], more: Iterable[str]) -> str:
    """Sixteen hexadecimal digits of names and contents."""
    state = hashlib.sha256()
    for file in files:
        state.update(f"{file.relative_to(root).as_posix()}\0".encode() + hashlib.sha256(file.read_bytes()).digest())
    for text in more:
        state.update(f"\0{text}".encode())
    return state.hexdigest()[:16]
