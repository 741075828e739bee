"""The gradebook: students, submissions, every ✓, and what teaching assistants decided, in one SQLite file."""

from __future__ import annotations

from autograder.classroom.gradebook.book import FILE_NAME, Gradebook
from autograder.classroom.gradebook.overriding import apply_overrides
from autograder.classroom.gradebook.queue import Ledger, Progress
from autograder.classroom.gradebook.records import Arrival, Entry, Override, Result, Student, Work

__all__ = [
    "FILE_NAME", "Arrival", "Entry", "Gradebook", "Ledger", "Override", "Progress", "Result", "Student", "Work",
    "apply_overrides",
]  # fmt: skip
