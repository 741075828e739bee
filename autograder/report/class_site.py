"""The pages of a class: a first page, lists behind its numbers, two editions of every submission's report."""

from __future__ import annotations

import base64
import hashlib
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from autograder.classroom.analysis import KINDS, NO_TIES, ClassRecord, Distribution, Item, Paper, class_record
from autograder.errors import UserError
from autograder.record import Outcome
from autograder.record.ids import problem_title, short_name
from autograder.record.mistakes import NO_IDEAS, Ideas
from autograder.report.class_view import (
    OUTCOMES,
    Link,
    class_view,
    misconception_view,
    pair_views,
    paper_link,
    review_view,
    wrong_view,
)
from autograder.report.escaping import escape_invisible, shorten
from autograder.report.html import environment, render, report_html
from autograder.report.page import Models

ClassModels = Mapping[str, Models]
"""Cells of model answers, by assignment and part."""


def write_class_report(
    papers: Sequence[Paper], folder: Path, *, models: ClassModels, anonymous: bool, ties: Mapping[str, str] = NO_TIES,
    ideas: Ideas = NO_IDEAS, earlier: Sequence[Paper] = (),
) -> int:  # fmt: skip
    """Write all pages into `folder`, which is replaced as a whole or left as it is; returns how many there are.

    `ties` maps a ✓ to the one without which it cannot be earned, `ideas` says which mistakes are one misconception, and
    `earlier` are the attempts before the papers that count.

    Raises `UserError` where the folder is not a report of an earlier time, or cannot be written.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / "index.html").is_file():
        raise UserError(folder, "is not empty and holds no report", "Move it away; a report replaces the whole folder.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    try:
        count = 0
        made = pages(papers, models=models, anonymous=anonymous, ties=ties, ideas=ideas, earlier=earlier)
        for name, page in made:
            path = temporary / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(page, encoding="utf-8")
            count += 1
        temporary.chmod(0o755)
        if folder.exists():
            shutil.rmtree(folder)
        temporary.rename(folder)
    except OSError as error:
        raise UserError(folder, f"cannot be written: {error.strerror}") from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    return count


def pages(
    papers: Sequence[Paper], *, models: ClassModels, anonymous: bool, ties: Mapping[str, str] = NO_TIES,
    ideas: Ideas = NO_IDEAS, earlier: Sequence[Paper] = (),
) -> Iterator[tuple[str, str]]:  # fmt: skip
    """Every page as `(path, text)`: the first page and lists, then `staff/` and `student/` with a page per paper."""
    record = class_record(papers, ties, ideas, earlier)
    yield "index.html", _page("class.html", view=class_view(record, anonymous=anonymous), outcomes=OUTCOMES)
    yield "students.html", _page("class_students.html", **_students(record))
    yield "totals.html", _list("Totals", "Who has which total.", list(_totals(record)))
    yield "reading.html", _page("class_reading.html", groups=_reading(record))
    yield "pairs.html", _list("✓ that fall together", "Who lost both.", list(_pairs(record)))
    yield (
        "misconceptions.html",
        _list("What the class misunderstood", "Who made which mistake.", _misunderstood(record)),
    )
    yield "wrong.html", _page("class_wrong.html", groups=_wrong(record))
    for problem in record.problems:
        for item in problem.items:
            title = f"{item.id} {item.line}"
            yield (
                f"tick-{item.id}.html",
                _list(escape_invisible(title), "Every submission, by how it ended.", list(_tick(item))),
            )
    for paper in papers:
        if paper.grade is not None:
            model, student = models.get(paper.assignment), paper.grade.for_students()
            yield f"staff/{paper.slug}.html", report_html(paper.grade, model, references=not anonymous, who=paper.name)
            yield f"student/{paper.slug}.html", report_html(student, references=not anonymous)


def _page(template: str, **values: Any) -> str:
    script = (environment().loader.get_source(environment(), "sort.js"))[0]  # type: ignore[union-attr]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii")
    return render(template, script=script, script_hash=digest, **values)


def _list(title: str, lead: str, groups: Sequence[tuple[str, str, Sequence[Any]]]) -> str:
    return _page("class_list.html", title=title, lead=lead, groups=[group for group in groups if group[2]])


def _tick(item: Item) -> Iterator[tuple[str, str, list[Any]]]:
    groups = dict(item.groups)
    named = (*((slug, outcome) for slug, outcome, _ in OUTCOMES), ("earned", Outcome.EARNED))
    for slug, outcome in named:
        title = (
            str(outcome)
            if item.points > 0
            else {Outcome.EARNED: "penalty applies", Outcome.NOT_EARNED: "no penalty"}.get(outcome, str(outcome))
        )
        yield slug, title, [paper_link(paper, item.id) for paper in groups.get(outcome, ())]


def _totals(record: ClassRecord) -> Iterator[tuple[str, str, list[Any]]]:
    people = {student.student: student for student in record.students}
    for low, label, members in _bins(record.totals):
        links = [Link(escape_invisible(shorten(people[m].name, 120)), f"students.html#{m}") for m in members]
        yield f"all-{low}", f"All problems: {label} ✓", links
    for problem in record.problems:
        by_slug = {paper.slug: paper for paper in problem.papers}
        name = short_name(problem.assignment)
        yield name, f"{problem_title(problem.assignment)}: all", [paper_link(paper) for paper in problem.papers]
        for low, label, members in _bins(problem.totals):
            title = f"{problem_title(problem.assignment)}: {label} ✓"
            yield f"{name}-{low}", title, [paper_link(by_slug[member]) for member in members]


def _bins(totals: Distribution) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for one in totals.bins:
        label = f"{one.low:g}" if one.low == one.high else f"{one.low:g} to {one.high:g}"
        yield f"{one.low:g}", label, one.members


def _pairs(record: ClassRecord) -> Iterator[tuple[str, str, list[Any]]]:
    for pair, view in zip(record.pairs, pair_views(record), strict=True):
        yield view.id, f"{pair.first} and {pair.second}", [paper_link(paper, pair.second) for paper in pair.both]


def _misunderstood(record: ClassRecord) -> list[tuple[str, str, list[Any]]]:
    views = (misconception_view(number, one) for number, one in enumerate(record.misconceptions, 1))
    return [
        (view.id, f"{view.name}, at {view.ticks}", [paper_link(paper, tick) for paper, tick in one.papers])
        for view, one in zip(views, record.misconceptions, strict=True)
    ]


def _reading(record: ClassRecord) -> list[tuple[str, str, list[Any]]]:
    groups = [
        (kind, title, [review_view(concern) for concern in record.reading if concern.kind == kind])
        for kind, title in KINDS
    ]
    return [group for group in groups if group[2]]


def _wrong(record: ClassRecord) -> list[tuple[Any, list[Any]]]:
    return [
        (wrong_view(number, wrong), [paper_link(paper, wrong.tick) for paper in wrong.papers])
        for number, wrong in enumerate(record.wrong, 1)
    ]


def _students(record: ClassRecord) -> dict[str, Any]:
    names = [problem.assignment for problem in record.problems]
    rows = []
    for student in record.students:
        marks = {paper.assignment: (str(paper.total), paper_link(paper)) for paper in student.papers if paper.grade}
        cells = [marks.get(name, ("", None)) for name in names]
        worth = "" if student.credits is None else f"{student.credits:.2f}"
        rows.append((student.student, escape_invisible(shorten(student.name, 120)), cells, student.earned, worth))
    return {"problems": [short_name(name) for name in names], "rows": rows}
