"""The zip for Gradescope: what Otter's own generate writes, with our set-up scripts, package and fixed times."""

from __future__ import annotations

import contextlib
import io
import json
import os
import tempfile
import zipfile
from importlib import resources
from pathlib import Path

from otter.generate import main as otter_generate

from autograder.errors import BuildError
from autograder.exam.given import given_cells
from autograder.exam.project import PLUGIN, Project, plugin_settings
from autograder.publish.build.wheel import build_wheel

EPOCH = (1980, 1, 1, 0, 0, 0)
SCRIPTS = ("run_autograder", "setup.sh")


def write_archive(project: Project, name: str, target: Path) -> None:
    """Write one assignment's autograder zip; the same sources give the same bytes."""
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "otter_config.json"
        config.write_text(json.dumps(_configuration(project, name), indent=2))
        raw = Path(folder) / "autograder.zip"
        tests = project.root / "tests" / "rubric" / name
        try:
            with contextlib.redirect_stdout(io.StringIO()), _Inside(folder):
                otter_generate(
                    tests_dir=str(tests),
                    output_path=str(raw),
                    config=str(config),
                    no_requirements=True,
                    no_environment=True,
                )
        except Exception as error:
            raise BuildError(tests, f"Otter's generate refuses it: {error}") from error
        members = {**_members(raw), **_ours(Path(folder))}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in sorted(members.items()):
            info = zipfile.ZipInfo(path, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = (0o755 if path in SCRIPTS else 0o644) << 16
            archive.writestr(info, data)


class _Inside:
    """Work in a folder, so that generate picks up no file that happens to lie in the caller's."""

    def __init__(self, folder: str) -> None:
        self._folder, self._before = folder, os.getcwd()

    def __enter__(self) -> None:
        os.chdir(self._folder)

    def __exit__(self, *_: object) -> None:
        os.chdir(self._before)


def _configuration(project: Project, name: str) -> dict[str, object]:
    """Otter's settings with the given cells and this assignment's name, so that no other notebook is taken for it."""
    settings = plugin_settings(project.otter_config) or {}
    given = given_cells(project.root / "assignments" / f"{name}.md")
    plugins: list[object] = [
        {PLUGIN: {**settings, "assignment": name, "given": given}}
        if entry == PLUGIN or (isinstance(entry, dict) and PLUGIN in entry)
        else entry
        for entry in project.otter_config["plugins"]
    ]
    return {**project.otter_config, "assignment_name": name, "plugins": plugins}


def _members(raw: Path) -> dict[str, bytes]:
    """What Otter writes, without the recipe of the conda environment that our set-up does not make."""
    with zipfile.ZipFile(raw) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist() if info.filename != "environment.yml"}


def _ours(folder: Path) -> dict[str, bytes]:
    """Our set-up and run scripts, the locked requirements, and this package's wheel."""
    scripts = resources.files("autograder.publish.gradescope")
    wheel = build_wheel(folder)
    return {
        **{name: scripts.joinpath(name).read_bytes() for name in (*SCRIPTS, "requirements.lock")},
        f"wheels/{wheel.name}": wheel.read_bytes(),
    }
