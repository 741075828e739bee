"""A submission as such: why it could not be graded or matched, its notes, its ✓, and whose it may be."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from autograder.classroom.gradebook.deciding import mark_seen
from autograder.classroom.settling import assign
from autograder.errors import GradebookError
from autograder.report.escaping import escape_invisible
from autograder.report.page import tick_view
from autograder.review.desk import Desk, case_address, to
from autograder.review.pages.signed import problem, reads, writes

MOST_NOTES = 20


def show(desk: Desk, request: Request, person: str) -> Response:
    """The page; with a search in the roster where nobody is known to have handed it in."""
    now = desk.now
    case = now.case(request.path_params["submission"], "")
    if case is None:
        return problem(desk, request, "There is no such submission that counts.", 404)
    wanted, queue = desk.queue(request, person)
    desk.leave(person)
    entry = case.entry
    grade = None if entry.grade is None else desk.names.grade(entry, entry.grade)
    assigns = entry.student is None and not desk.settings.blind
    searched = request.query_params.get("roster", "").strip()[:100]
    ticks = () if grade is None else grade.ticks
    return desk.page(
        request, "whole.html", case=case, who=desk.names.of(case.entries), query=wanted.query, place=case.place,
        source=desk.names.source(entry), error=desk.names.words(entry, entry.error or ""),
        unmatched=desk.names.words(entry, entry.unmatched or ""),
        ticks=[(tick_view(one), case_address((case.submission, one.id), wanted.query)) for one in ticks],
        cells=[escape_invisible(f"{cell.place}: {cell.error}") for cell in (grade.cells if grade else ())[:MOST_NOTES]],
        notes=[escape_invisible(note.text) for note in (grade.notes if grade else ())[:MOST_NOTES]],
        seen=now.seen.get(case.submission, ""), why=desk.names.words(entry, case.why),
        also=[(desk.names.of(one), case_address((one[0].submission, ""), wanted.query)) for one in case.also],
        left=queue.total - queue.done, total=queue.total, done=None,
        searched=searched, assigns=assigns, roster=desk.roster(searched) if assigns else [],
    )  # fmt: skip


def assigned(desk: Desk, request: Request, person: str, form: Mapping[str, str]) -> Response:  # noqa: ARG001
    """Say whose a submission is; it then counts for that student, with all that follows."""
    if desk.settings.blind:
        raise GradebookError("blind mode", "knows no names", "Assign it in a review that is not blind.")
    found = assign(desk.casebook.book, form["submission"], [form["student"]], who=person)
    mark_seen(desk.db, [found], person, f"to {form['student']}", kind="assign")
    return to(case_address((found, ""), form.get("query", "")))


routes = [reads("/submission/{submission}", show), writes("/assign", assigned)]
