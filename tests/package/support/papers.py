"""Graded submissions of small classes, made by hand."""

import dataclasses

from autograder.classroom.analysis import Paper
from autograder.record import Code, Finding, Grade, Outcome, Override, PartResult, TickResult
from autograder.record.evidence import comparison


def tick(tick_id, earned, *, outcome=None, decided=None, **found):
    """A ✓ with what it earned by the grader; `decided` is what a person decided instead."""
    ended = Outcome(outcome or ("earned" if earned else "not earned"))
    override = None if decided is None else Override(earned=decided, reason="right", who="ta", made="")
    return TickResult(
        id=tick_id, line=f"line of {tick_id}", points=-1 if "-" in tick_id else 1, outcome=ended,
        finding=Finding(**found), override=override,
    )  # fmt: skip


def graded(ticks, *, assignment="p1_x", code=(), **more):
    parts = {}
    for one in ticks:
        parts.setdefault(one.part, []).append(one)
    cells = (Code(cell=1, names=("f",), first_line=1, lines=tuple(code)),) if code else ()
    made = tuple(PartResult(id=name, title="t", ticks=tuple(ones), code=cells) for name, ones in parts.items())
    fields = {"submission": "x.ipynb", "sha256": "d" * 64, "grader": "0", "isolation": "full"} | more
    grade = Grade(assignment=assignment, parts=made, **fields)
    return grade if "credits_available" in more else with_credits(grade)


def with_credits(grade):
    """Half a credit for every ✓."""
    return dataclasses.replace(grade, credits_available=grade.available / 2)


def paper(number, ticks, *, assignment="p1_x", name="", code=(), **more):
    return Paper(
        slug=f"s{number:03d}", student=f"u{number:03d}", name=name or f"Student {number:03d}", assignment=assignment,
        grade=graded(ticks, assignment=assignment, code=code, **more),
    )  # fmt: skip


def numbers(value):
    return (comparison(("your value", value), ("right value", 1.5), z=2),)
