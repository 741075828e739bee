"""A gradebook as files that other programs import."""

from __future__ import annotations

from autograder.exports.marks import FORMATS, Mark, Sheet, marks_of
from autograder.exports.ticks import tick_lines, tick_table

__all__ = ["FORMATS", "Mark", "Sheet", "marks_of", "tick_lines", "tick_table"]
