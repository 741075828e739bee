"""Grades for people: the terminal's text."""

from __future__ import annotations

from autograder.report.text import grade_text, rubric_text

__all__ = ["grade_text", "rubric_text"]
