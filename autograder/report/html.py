"""Pages of one file each: no script, no network, everything escaped by the template engine."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Sequence
from typing import Any

import jinja2

from autograder.record import Grade
from autograder.report.mathematics import typeset
from autograder.report.page import Models, page_view
from autograder.texts import _, language


@functools.cache
def environment() -> jinja2.Environment:
    """The templates of this package, compiled once; a name that a template misspells is an error."""
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("autograder.report"), autoescape=True, undefined=jinja2.StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    made.globals.update(_=_, language=language)
    made.filters["typeset"] = typeset
    return made


def render(template: str, **values: Any) -> str:
    """A page from a template; what cannot be encoded cannot be in it."""
    page = environment().get_template(template).render(**values)
    return page.encode("utf-8", "replace").decode("utf-8")


def report_html(grade: Grade, model: Models | None = None, *, references: bool = False, who: str = "") -> str:
    """The report of one submission as a self-contained page, in the edition of its grade (see `page_view`)."""
    return render("submission.html", page=page_view(grade, model, references=references, who=who))


@dataclasses.dataclass(frozen=True)
class SampleRow:
    """One labelled sample in the list of all: what it is, what it earned, and whether that is as labelled."""

    part: str
    name: str
    reason: str
    earned: str
    link: str
    differences: tuple[str, ...] = ()


def samples_html(rows: Sequence[SampleRow]) -> str:
    """A page that lists all samples part by part, with links to their reports."""
    parts: dict[str, list[SampleRow]] = {}
    for row in rows:
        parts.setdefault(row.part, []).append(row)
    wrong = sum(bool(row.differences) for row in rows)
    verdict = f"{wrong} are not as labelled" if wrong else "all are as labelled"
    return render("samples.html", parts=parts, count=len(rows), verdict=verdict)
