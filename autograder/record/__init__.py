"""The graded record: how each ✓ of a submission was decided, and what follows from that.

A check raises a `TickLost` with a `Finding`; grading makes `TickResult`s of findings and a `Grade` of those. Sums,
credits, decisions of people and the student's edition are computed here and nowhere else; `as_json` and `from_json`
are the only way to and from plain data.
"""

from __future__ import annotations

from autograder.record.decisions import Override, Remark
from autograder.record.findings import Finding
from autograder.record.grade import CellError, Code, Grade, PartResult, TickResult
from autograder.record.outcomes import LossReason, Outcome
from autograder.record.serial import FORMAT, as_json, from_json

__all__ = [
    "FORMAT", "CellError", "Code", "Finding", "Grade", "LossReason", "Outcome", "Override", "PartResult", "Remark",
    "TickResult", "as_json", "from_json",
]  # fmt: skip
