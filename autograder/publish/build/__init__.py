"""Sources to what is handed out: student notebooks, executed solutions, Gradescope zips."""

from __future__ import annotations

from autograder.publish.build.pipeline import build_all

__all__ = ["build_all"]
