"""The gradebook: students, submissions, every ✓, and what teaching assistants decided, in one SQLite file."""

from __future__ import annotations

from autograder.classroom.gradebook.book import FILE_NAME, Gradebook
from autograder.classroom.gradebook.queue import Progress, WorkQueue
from autograder.classroom.gradebook.records import ROSTER, Entry, NewSubmission, Result, Student, TickOverride, Work

__all__ = [
    "FILE_NAME",
    "ROSTER",
    "Entry",
    "Gradebook",
    "NewSubmission",
    "Progress",
    "Result",
    "Student",
    "TickOverride",
    "Work",
    "WorkQueue",
]  # fmt: skip
