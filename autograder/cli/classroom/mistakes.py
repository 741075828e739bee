"""`autograder class mistakes`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from autograder.classroom.analysis import Paper
from autograder.classroom.analysis.misconceptions import misconceptions, unnamed
from autograder.classroom.gradebook import Gradebook
from autograder.classroom.papers import read_earlier, read_papers
from autograder.cli.options import PROJECT, RESULTS
from autograder.exam.project import find_project
from autograder.record.mistakes import NO_IDEAS, Ideas

SHOWN = 10


@click.command()
@RESULTS
@PROJECT
def mistakes(out: Path, project: Path | None) -> None:
    """Print what a class misunderstood, and equal wrong answers without a name.

    Every group without a name comes with an example and the skeleton of an entry for the catalogue.

    Example: autograder class mistakes -o results/
    """
    with Gradebook.open(out) as book:
        papers, earlier = list(read_papers(book)), list(read_earlier(book))
    ideas = find_project(project).exam().ideas
    click.echo("\n".join(lines(papers, ideas, earlier)))


def lines(papers: Sequence[Paper], ideas: Ideas = NO_IDEAS, earlier: Sequence[Paper] = ()) -> Iterator[str]:
    """The report as lines of text."""
    yield "Named mistakes, by the share of students who made them:"
    for one in misconceptions(papers, ideas, earlier):
        low, high = one.interval or (0.0, 1.0)
        share = f"{one.share:.0%} ({low:.0%} to {high:.0%})"
        mended = f"; {one.mended} of {one.had} with it in an earlier attempt have it no longer" if one.had else ""
        yield f"  {one.idea}: {one.students} students, {share}, at {', '.join(one.ticks)}{mended}"
    yield "Equal wrong answers without a name:"
    for group in unnamed(papers)[:SHOWN]:
        yield f"  {group.tick}: {len(group.papers)} submissions; got: {group.got}"
        yield from (f"    | {line}" for line in group.example.splitlines())
        yield f'    "{group.tick}": (Mistake(id="...", says="...", staff="...", fits=...),),'
