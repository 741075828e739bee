"""Grades for people: the terminal's text and Gradescope's results."""

from __future__ import annotations

from autograder.report.results import results
from autograder.report.text import grade_text, rubric_text

__all__ = ["grade_text", "results", "rubric_text"]
