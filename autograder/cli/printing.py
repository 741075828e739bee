"""Printing to a terminal: what students called their files may move no cursor and hide no line."""

from __future__ import annotations

import json

import click

from autograder.report.escaping import escape_invisible


def say(text: str, *, err: bool = False, nl: bool = True) -> None:
    """Print text, with every control character in it shown as a sign; line ends stay."""
    click.echo(escape_invisible(text, lines=True), err=err, nl=nl)


def say_json(text: str) -> None:
    """Print JSON, with what cannot be seen escaped, which means the same."""
    click.echo("".join(c if c.isprintable() or c == "\n" else json.dumps(c)[1:-1] for c in text), nl=False)
