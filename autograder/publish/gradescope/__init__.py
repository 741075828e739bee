"""What Gradescope runs and reads: the zip's scripts, its results.json, and its metadata."""

from __future__ import annotations

from autograder.publish.gradescope.results import results
from autograder.publish.gradescope.settings import Settings

__all__ = ["Settings", "results"]
