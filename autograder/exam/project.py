"""Where a project's sources lie, and its settings from `otter_config.json`."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

from autograder.errors import BuildError, UserError
from autograder.exam.given import given_cells
from autograder.exam.rubric import Assignment, read_assignment

PLUGIN = "autograder.otter_plugin.IsolatedGrading"
CONFIG = "otter_config.json"
OTTER_SETTINGS = frozenset(
    """
    assignment_id assignment_name autograder_dir course_id debug filtering force_public_test_summary grade_from_log lang
    log_level logo miniconda_path pagebreaks pdf pdf_via_html plugins points_possible print_score print_summary
    score_threshold seed seed_variable serialized_variables show_all_public show_hidden show_stdout
    submit_blank_pdf_on_export_failure token use_submission_pdf warn_missing_pdf zips
    """.split()
)
"""The keys that Otter accepts; a test holds them against Otter's own, which takes a second to import."""


@dataclasses.dataclass(frozen=True)
class Project:
    """A checkout with `assignments/`, `solutions/`, `tests/` and `otter_config.json`."""

    root: Path
    otter_config: dict[str, Any]
    credits: dict[str, float]

    @property
    def names(self) -> list[str]:
        """Names of all assignments, in order."""
        return sorted(path.name for path in (self.root / "tests" / "rubric").iterdir() if path.is_dir())

    def assignment(self, name: str) -> Assignment:
        """One assignment's marking scheme; `p2` is enough of a name."""
        matches = [known for known in self.names if known == name or known.split("_")[0] == name]
        if len(matches) != 1:
            raise UserError(name, "is no assignment of this project", f"Known: {', '.join(self.names)}.")
        folder = self.root / "tests" / "rubric" / matches[0]
        given = given_cells(self.root / "assignments" / f"{matches[0]}.md")
        return read_assignment(matches[0], folder, problem_credits=self.credits.get(matches[0]), given=given)

    def assignments(self) -> dict[str, Assignment]:
        """All marking schemes by name."""
        return {name: self.assignment(name) for name in self.names}


def find_project(start: Path | None = None) -> Project:
    """The project around `start` (default: the working folder), or the one this package is installed from."""
    candidates = [start] if start else [Path.cwd(), *Path.cwd().parents, Path(__file__).resolve().parents[2]]
    for folder in candidates:
        if (folder / CONFIG).is_file() and (folder / "tests" / "rubric").is_dir():
            return read_project(folder.resolve())
    advice = "Run inside the project's folder, or say where it is with --project."
    raise UserError(start or Path.cwd(), f"holds no project ({CONFIG} and tests/rubric)", advice)


def read_project(root: Path) -> Project:
    """Read a project's settings; raises `BuildError` for a key that neither Otter nor this package knows."""
    path = root / CONFIG
    try:
        config = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BuildError(path, f"cannot be read: {error}") from error
    if not isinstance(config, dict):
        raise BuildError(path, "must hold a JSON object")
    _refuse_unknown_keys(path, config)
    return Project(root, config, _credits(path, config))


def _refuse_unknown_keys(path: Path, config: dict[str, Any]) -> None:
    """A misspelt key would silently leave Otter's default in force, such as one that publishes a hidden test."""
    unknown = sorted(config.keys() - OTTER_SETTINGS)
    if unknown:
        raise BuildError(path, f"has a setting that Otter does not know: {unknown[0]!r}")
    if config.get("grade_from_log") or config.get("token"):
        advice = "Logs are pickles a student wrote, and a token is a secret: neither belongs here."
        raise BuildError(path, "must not set grade_from_log or token", advice)


def plugin_settings(config: dict[str, Any]) -> dict[str, Any] | None:
    """The settings of the isolation plugin in an Otter configuration, or None when it is not listed."""
    for entry in config.get("plugins", []):
        if entry == PLUGIN:
            return {}
        if isinstance(entry, dict) and PLUGIN in entry:
            return dict(entry[PLUGIN])
    return None


def _credits(path: Path, config: dict[str, Any]) -> dict[str, float]:
    settings = plugin_settings(config)
    if settings is None:
        raise BuildError(
            path, f"does not list the plugin {PLUGIN}", "Without it, stock Otter runs submissions unprotected."
        )
    unknown = set(settings) - {"credits", "assignment", "isolation", "gradescope"}
    if unknown:
        raise BuildError(path, f"has an unknown plugin setting: {sorted(unknown)[0]}")
    table = settings.get("credits", {})
    if not isinstance(table, dict) or not all(isinstance(v, (int, float)) and v > 0 for v in table.values()):
        raise BuildError(path, "credits must map assignment names to positive numbers")
    return {name: float(value) for name, value in table.items()}
