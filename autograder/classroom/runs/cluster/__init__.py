"""Grading a class on a Dask distributed cluster that exists already (the optional extra `cluster`)."""

from __future__ import annotations

from autograder.classroom.runs.cluster.coordinator import grade_on_cluster

__all__ = ["grade_on_cluster"]
