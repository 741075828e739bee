"""Groups of commands that are imported when they are used, so that `--help` answers at once."""

from __future__ import annotations

import dataclasses
import importlib
from collections.abc import Mapping
from typing import Any

import click


@dataclasses.dataclass(frozen=True)
class Command:
    """Where a command is (`module:name`), and the first line of its help, which a list of commands shows."""

    where: str
    help: str

    def load(self) -> click.Command:
        """Import it."""
        module, _, name = self.where.partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command


class LazyGroup(click.Group):
    """A group made from a table of commands; `moved` says how commands of earlier versions are spelled now."""

    def __init__(
        self, *args: Any, table: Mapping[str, Command], moved: Mapping[str, str] | None = None, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.table = table
        self._moved = moved or {}

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The commands in the table's order, which is the order of use."""
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command; an earlier spelling is an error that says the present one."""
        if cmd_name in self._moved:
            raise click.UsageError(f"`autograder {cmd_name}` is now `autograder {self._moved[cmd_name]}`.", ctx)
        return self.table[cmd_name].load() if cmd_name in self.table else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, command.help) for name, command in self.table.items()])
