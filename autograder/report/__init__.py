"""Reports of one record: a page of one file, text for a terminal; JSON is the record itself."""

from __future__ import annotations

from autograder.report.html import SampleRow, report_html, samples_html
from autograder.report.model_answers import model_answers
from autograder.report.text import grade_text, rubric_text

__all__ = ["SampleRow", "grade_text", "model_answers", "report_html", "rubric_text", "samples_html"]
