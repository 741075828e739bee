"""Who reviews, how much each has done, and where two who decided the same ✓ differ."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from autograder.classroom.gradebook.people import people
from autograder.review.desk import Desk
from autograder.review.pages.queue import row_of
from autograder.review.pages.signed import reads
from autograder.review.pairs import agreement, both, disagreements


def show(desk: Desk, request: Request, person: str) -> Response:
    """People with what they did, and agreement."""
    desk.leave(person)
    now = desk.now
    counts = desk.db.execute(
        "SELECT who, COUNT(*) AS acts, MAX(made) AS last, "
        "SUM((SELECT COUNT(*) FROM overrides AS o WHERE o.act = a.id)) AS marks "
        "FROM acts AS a GROUP BY who ORDER BY who"
    ).fetchall()
    known = {row["who"]: (row["acts"], row["marks"], row["last"]) for row in counts}
    rows = [(name, *known.get(name, (0, 0, ""))) for name in sorted({*people(desk.db), *known})]
    found = agreement([values for _, values in both(now.opinions)])
    return desk.page(
        request, "people.html", rows=rows, share=desk.settings.share, agreement=found,
        kappa="not defined" if found.kappa is None else f"{found.kappa:.2f}",
        differ=[row_of(desk, now, case, person) for case in disagreements(now)],
    )  # fmt: skip


routes = [reads("/people", show)]
