"""What people say about a ✓: a decision in place of the grader's, and a remark to the student."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True, kw_only=True)
class Override:
    """A person's decision about one ✓: `earned` replaces the grader's value (None withdraws an earlier decision).

    `made` is an ISO 8601 time in UTC. `comment` is for the student, in Markdown; `reason` is for staff and the student.
    """

    earned: int | None
    reason: str
    who: str
    made: str
    comment: str = ""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Remark:
    """An answer to the student about one ✓, in Markdown, whether or not the mark changed; `made` as in `Override`."""

    text: str
    who: str
    made: str
