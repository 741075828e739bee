"""A gradebook as files that other programs import."""

from __future__ import annotations

from autograder.classroom.exporters.marks import FORMATS, MOODLE, Mark, Sheet, for_layout, marks_of, moodle_system
from autograder.classroom.exporters.ticks import tick_lines, tick_table
from autograder.classroom.exporters.titles import titles_like
from autograder.classroom.exporters.worksheet import filled_in

__all__ = [
    "FORMATS", "MOODLE", "Mark", "Sheet", "filled_in", "for_layout", "marks_of", "moodle_system", "tick_lines",
    "tick_table", "titles_like",
]  # fmt: skip
