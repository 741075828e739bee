"""Grading a class: many submissions, several processes, one gradebook."""

from __future__ import annotations

from autograder.classroom.runs.job import LocalGrader
from autograder.classroom.runs.running import Settings, grade_class, usable_cores
from autograder.classroom.runs.versions import Versions, grader_version, project_versions, tests_digest

__all__ = [
    "LocalGrader", "Settings", "Versions", "grade_class", "grader_version",
    "project_versions", "tests_digest", "usable_cores",
]  # fmt: skip
