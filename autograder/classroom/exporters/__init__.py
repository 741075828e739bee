"""A gradebook as files that other programs import."""

from __future__ import annotations

from autograder.classroom.exporters.marks import FORMATS, Mark, Sheet, marks_of
from autograder.classroom.exporters.ticks import tick_lines, tick_table

__all__ = ["FORMATS", "Mark", "Sheet", "marks_of", "tick_lines", "tick_table"]
