"""`autograder build`."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli.options import PROJECT
from autograder.exam.exam import chosen
from autograder.exam.project import find_project


@click.command()
@click.argument("problem", required=False)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Where to build (default: dist).")
@click.option("--no-verify", is_flag=True, help="Skip grading model answers and untouched notebooks.")
@PROJECT
def build(problem: str | None, out: Path | None, no_verify: bool, project: Path | None) -> None:
    """Build notebooks for students and TAs, and zips for Gradescope.

    They are dist/student/*.ipynb, dist/solutions/*.ipynb (executed) and dist/gradescope/*.zip.

    Example: autograder build --out dist
    Example: autograder build p4
    """
    from autograder.publish.build import build_all

    found = find_project(project)
    names = None if problem is None else [chosen(found.names, problem)]
    for path in build_all(found, out or found.root / "dist", names=names, verify=not no_verify, say=click.echo):
        click.echo(f"built {path}")
