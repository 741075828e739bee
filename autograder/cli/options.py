"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

PROJECT = click.option(
    "--project", type=click.Path(path_type=Path, exists=True, file_okay=False), help="Folder of the project."
)
RESULTS = click.option(
    "-o", "--out", type=click.Path(path_type=Path, file_okay=False), default=Path("results"),
    help="Folder with the gradebook (default: results).",
)  # fmt: skip
JOBS = click.option("--jobs", type=click.IntRange(1), help="Grading processes (default: all cores).")
SCHEDULER = click.option("--scheduler", help="Grade on the Dask cluster at this address, such as tcp://host:8786.")
NO_ISOLATION = click.option(
    "--no-isolation", is_flag=True, help="Run submissions unprotected: only for notebooks you trust."
)
LANGUAGE = click.option("--language", help="Of texts for students, such as de (default: the exam's setting).")
ASSIGNMENT = click.option("--assignment", help="Refuse a notebook that answers another assignment.")
