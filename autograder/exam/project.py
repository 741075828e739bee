"""Where a project's sources lie, and its settings from `otter_config.json`."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

from autograder.errors import BuildError, UserError
from autograder.exam.exam import Exam, chosen, problem_names, read_exam, read_problem
from autograder.exam.rubric import Assignment
from autograder.texts import SOURCE, languages

PLUGIN = "autograder.otter_plugin.IsolatedGrading"
PLUGIN_SETTINGS = {"credits", "assignment", "isolation", "gradescope", "language"}
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
    def language(self) -> str:
        """The language of texts for students; English where the plugin's settings do not say."""
        return str((plugin_settings(self.otter_config) or {}).get("language", SOURCE))

    @property
    def tests(self) -> Path:
        """The folder of hidden tests, with a folder per problem."""
        return self.root / "tests" / "rubric"

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all problems, in order."""
        return problem_names(self.tests)

    def assignment(self, name: str) -> Assignment:
        """One problem's marking scheme; `p2` is enough of a name."""
        return read_problem(
            self.tests, chosen(self.names, name), self.credits, self.root / "assignments", self.language
        )

    def exam(self) -> Exam:
        """The whole exam, read now."""
        return read_exam(self.tests, self.credits, self.root / "assignments", self.language)

    def assignments(self) -> dict[str, Assignment]:
        """All marking schemes by name."""
        return {problem.name: problem for problem in self.exam().problems}


def find_project(start: Path | None = None) -> Project:
    """The exam in `start`, or (default) in the working folder or the nearest folder above that holds one.

    Raises `UserError` where there is none; another exam is never taken in its place.
    """
    for folder in [start] if start else [Path.cwd(), *Path.cwd().parents]:
        if (folder / CONFIG).is_file() and (folder / "tests" / "rubric").is_dir():
            return read_project(folder.resolve())
    where = "holds no exam" if start else "is in no exam's folder"
    advice = "Run inside an exam's folder, say where it is with --project, or make one: autograder new FOLDER"
    raise UserError(start or Path.cwd(), f"{where} (no {CONFIG} with tests/rubric beside it)", advice)


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
    found = Project(root, config, _credits(path, config))
    _refuse_strange_credits(path, found)
    return found


def _refuse_unknown_keys(path: Path, config: dict[str, Any]) -> None:
    """A misspelt key would silently leave Otter's default in force, such as one that publishes a hidden test."""
    unknown = sorted(config.keys() - OTTER_SETTINGS)
    if unknown:
        raise BuildError(path, f"has a setting that Otter does not know: {unknown[0]!r}")
    if config.get("grade_from_log") or config.get("token"):
        advice = "Logs are pickles a student wrote, and a token is a secret: neither belongs here."
        raise BuildError(path, "must not set grade_from_log or token", advice)


def _refuse_strange_credits(path: Path, project: Project) -> None:
    """A misspelt name would silently leave a problem without credits."""
    for name in project.credits:
        if name not in project.names:
            advice = f"Problems with hidden tests: {', '.join(project.names) or 'none yet'}."
            raise BuildError(path, f"gives credits to {name!r}, which is no problem of this exam", advice)


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
    unknown = set(settings) - PLUGIN_SETTINGS
    if unknown:
        raise BuildError(path, f"has an unknown plugin setting: {sorted(unknown)[0]}")
    if not isinstance(settings.get("isolation", True), bool):
        raise BuildError(path, "the plugin's `isolation` must be true or false")
    if settings.get("language", SOURCE) not in languages():
        raise BuildError(path, f"sets a language without a catalogue; known: {', '.join(languages())}")
    table = settings.get("credits", {})
    if not isinstance(table, dict) or not all(type(worth) in (int, float) and worth > 0 for worth in table.values()):
        raise BuildError(path, "credits must map assignment names to positive numbers")
    return {name: float(value) for name, value in table.items()}
