"""The command line: a file per noun, the table of commands in `commands`."""

from __future__ import annotations

from autograder.cli.commands import main

__all__ = ["main"]
