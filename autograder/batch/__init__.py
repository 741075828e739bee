"""Grading a class: many submissions, several processes, one gradebook."""

from __future__ import annotations

from autograder.batch.changes import Change, TickChange, adopt, changes
from autograder.batch.job import LocalGrader
from autograder.batch.running import Settings, grade_class, usable_cores
from autograder.batch.versions import Versions, grader_version, project_versions, tests_digest

__all__ = [
    "Change", "LocalGrader", "Settings", "TickChange", "Versions", "adopt", "changes", "grade_class", "grader_version",
    "project_versions", "tests_digest", "usable_cores",
]  # fmt: skip
