"""The gradebook: students, submissions, every ✓, and what teaching assistants decided, in one SQLite file."""

from __future__ import annotations

from autograder.classroom.gradebook.book import FILE_NAME, Gradebook
from autograder.classroom.gradebook.queue import Ledger, Progress
from autograder.classroom.gradebook.records import ROSTER, Entry, NewSubmission, Result, Student, TickOverride, Work

__all__ = [
    "FILE_NAME",
    "ROSTER",
    "Entry",
    "Gradebook",
    "Ledger",
    "NewSubmission",
    "Progress",
    "Result",
    "Student",
    "TickOverride",
    "Work",
]  # fmt: skip
