"""Grading a class: many submissions, several processes, one gradebook."""

from __future__ import annotations

from autograder.classroom.runs.job import grade_stored
from autograder.classroom.runs.running import Settings, grade_class, usable_cores
from autograder.classroom.runs.versions import Versions, grader_version, project_versions, tests_digest

__all__ = [
    "Settings", "Versions", "grade_class", "grade_stored", "grader_version", "project_versions", "tests_digest",
    "usable_cores",
]  # fmt: skip
