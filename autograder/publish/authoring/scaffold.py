"""A new exam, problem or part: files to fill in, each saying beside the place what belongs there.

What a person has to write is marked with FILL IN, and the build refuses and lists every mark that is left.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jinja2

from autograder.errors import UserError
from autograder.exam.project import CONFIG, PLUGIN, Project
from autograder.files import write_whole
from autograder.publish.authoring.answers import Answer
from autograder.publish.authoring.places import insert_answers, insert_section, with_more_ticks
from autograder.record.ids import PART, part_key, problem_title, short_name

TEMPLATE = ".j2"
FILES = {
    "tests/rubric": "part/rubric.py.j2", "tests/public": "part/public.py.j2", "tests/submissions": "part/samples.py.j2",
}  # fmt: skip
"""The files that are a part's own, by folder; its cells in the sheet and the model answers are the others."""


def new_exam(folder: Path) -> list[Path]:
    """Write a tiny exam that builds and grades as it stands; raises `UserError` where `folder` holds anything."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UserError(folder, "is there already", "Name a folder that does not exist or is empty.")
    names = [name for name in _templates().list_templates() if name.startswith("exam/")]
    written = []
    for name in names:
        path = folder / name.removeprefix("exam/").removesuffix(TEMPLATE)
        written.append(_write(path, _render(name)))
    return written


def new_problem(
    project: Project, name: str, title: str, answers: Sequence[Answer], worth: float | None = None
) -> list[Path]:
    """Write a new problem with its first part, and its credits into the settings."""
    if not re.fullmatch(r"p[1-9]\d?_\w+", name):
        raise UserError(name, "is no name for a problem", "It is called like p5_energy_based_models.")
    if short_name(name) in map(short_name, project.names):
        raise UserError(name, f"is taken: there is a problem {short_name(name)}", f"Known: {', '.join(project.names)}.")
    if project.credits and worth is None:
        raise UserError(name, "needs credits, as the other problems have", f"Say how many: --credits 5 ({CONFIG})")
    sheet, solution = _sheet(project, name), _solution(project, name)
    _refuse_existing(sheet, solution)
    number = short_name(name).removeprefix("p")
    words = "" if worth is None else f", {worth:g} credits"
    written = [_write(sheet, _render("problem/sheet.md.j2", title=problem_title(name), credits=words))]
    written.append(_write(solution, ""))
    written += [path for path in _write_part(project, name, f"{number}a", title, answers) if path not in written]
    # Last: credits for a problem without hidden tests are refused, so that a run that was stopped leaves a valid exam.
    return written if worth is None else [*written, _add_credits(project, name, worth)]


def new_part(project: Project, part: str, title: str, answers: Sequence[Answer]) -> list[Path]:
    """Write a new part of a problem that exists: its own three files, and its cells in the sheet and the answers."""
    if not re.fullmatch(PART, part):
        raise UserError(
            part, "is no name for a part", "It is called like 4e: the problem's number and a letter or two."
        )
    number = part_key(part)[0]
    found = [name for name in project.names if short_name(name) == f"p{number}"]
    if len(found) != 1:
        advice = f"Make it with its first part: autograder new problem p{number}_title"
        raise UserError(part, f"belongs to a problem p{number}, which this exam does not have", advice)
    return _write_part(project, found[0], part, title, answers)


def _write_part(project: Project, problem: str, part: str, title: str, answers: Sequence[Answer]) -> list[Path]:
    values: dict[str, Any] = {"part": part, "title": title.rstrip("."), "answers": answers}
    values["functions"] = [answer for answer in answers if answer.arguments is not None]
    own = {project.root / folder / problem / f"q{part}.py": template for folder, template in FILES.items()}
    _refuse_existing(*own)
    sheet, solution = _sheet(project, problem), _solution(project, problem)
    for path in (sheet, solution):
        if not path.is_file():
            raise UserError(path, "is missing", f"The problem {problem} needs it.")
    section = with_more_ticks(sheet.read_text(encoding="utf-8"), len(answers))
    section = insert_section(section, part, _render("part/sheet.md.j2", **values))
    cells = insert_answers(solution.read_text(encoding="utf-8"), part, _render("part/solution.py.j2", **values))
    return [
        _write(sheet, section),
        _write(solution, cells),
        *(_write(path, _render(template, **values)) for path, template in own.items()),
    ]


def _sheet(project: Project, problem: str) -> Path:
    return project.root / "assignments" / f"{problem}.md"


def _solution(project: Project, problem: str) -> Path:
    return project.root / "solutions" / f"{problem}.py"


def _refuse_existing(*paths: Path) -> None:
    for path in paths:
        if path.exists():
            raise UserError(path, "is there already", "Nothing was written.")


def _add_credits(project: Project, name: str, worth: float) -> Path:
    path = project.root / CONFIG
    config = json.loads(path.read_text(encoding="utf-8"))
    for index, entry in enumerate(config["plugins"]):
        settings = entry.get(PLUGIN, {}) if isinstance(entry, dict) else {}
        if entry == PLUGIN or (isinstance(entry, dict) and PLUGIN in entry):
            whole = int(worth) if worth == int(worth) else worth
            table = {**settings.get("credits", {}), name: whole}
            config["plugins"][index] = {PLUGIN: {**settings, "credits": table}}
    return _write(path, json.dumps(config, indent=2, ensure_ascii=False) + "\n")


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, text)
    return path


@functools.cache
def _templates() -> jinja2.Environment:
    """Plain text, so nothing is escaped; a name that a template misspells is an error."""
    return jinja2.Environment(
        loader=jinja2.PackageLoader("autograder.publish.authoring"), undefined=jinja2.StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, autoescape=False,
    )  # fmt: skip


def _render(template: str, **values: Any) -> str:
    return _templates().get_template(template).render(**values)
