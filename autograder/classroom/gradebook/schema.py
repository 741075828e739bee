"""Opening a gradebook's file with the pragmas that its tables rely on, and bringing an older one up to date."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path

from autograder.classroom.gradebook.migrations import STEPS
from autograder.classroom.gradebook.tables import TABLES, VIEWS
from autograder.errors import GradebookError

APPLICATION_ID = 0x41475242
"""`AGRB`: says in the file's header that it is a gradebook of this program."""

VERSION = 4
BUSY_SECONDS = 60.0


def connect(path: Path, *, create: bool) -> sqlite3.Connection:
    """Open the file at `path`; every statement commits by itself unless a transaction was begun.

    Raises `GradebookError` when there is none, or when it is something else or of another version.
    """
    if not create and not path.is_file():
        raise GradebookError(
            path, "there is no gradebook", "Grade a class first: autograder class grade FOLDER -o results/"
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    except (OSError, sqlite3.Error) as error:
        raise GradebookError(path, f"cannot be opened: {error}") from error
    try:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        _lay_out(connection, path)
        connection.execute("PRAGMA foreign_keys = ON")
    except sqlite3.Error as error:
        connection.close()
        raise GradebookError(path, f"is not a gradebook: {error}") from error
    except BaseException:
        connection.close()
        raise
    return connection


def _lay_out(connection: sqlite3.Connection, path: Path) -> None:
    """Create the tables in a new file; two programs that start at once do it once."""
    if _version(connection) == 0:
        connection.execute("BEGIN IMMEDIATE")
        try:
            if _version(connection) == 0:
                if connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()[0]:
                    raise GradebookError(path, "is a database, but not a gradebook")
                for statement in statements(TABLES + VIEWS):
                    connection.execute(statement)
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {VERSION}")
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
    if _pragma(connection, "application_id") != APPLICATION_ID:
        raise GradebookError(path, "is a database, but not a gradebook")
    if _version(connection) > VERSION:
        advice = "Use the version of this program that wrote it."
        raise GradebookError(
            path, f"has version {_version(connection)} of the schema; this one knows {VERSION}", advice
        )
    if _version(connection) < VERSION:
        migrate(connection, path)


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring an older gradebook up to date, in one transaction, with a copy of the old one kept beside it.

    Of several programs that open it at once, one does it and the others wait. Raises `GradebookError` where that is not
    possible, for example in a folder that cannot be written; the gradebook is then as it was.
    """
    try:
        connection.execute("BEGIN IMMEDIATE")
        old = _version(connection)
        if old < VERSION:
            backup(path, path.with_name(f"{path.name}.schema{old}"))
            views = connection.execute("SELECT name FROM sqlite_master WHERE type = 'view'").fetchall()
            for view in views:
                connection.execute(f"DROP VIEW {view['name']}")
            for step in STEPS[old - 1 :]:
                for statement in statements(step):
                    connection.execute(statement)
            for statement in statements(VIEWS):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
    except (OSError, sqlite3.Error) as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        what = f"was written by an older version of this program and cannot be brought up to date: {error}"
        raise GradebookError(path, what, "It is unchanged. Can its folder be written?") from error


def backup(path: Path, kept: Path) -> None:
    """A whole copy of the gradebook at `kept`, or none; one that is there already is the older and stays."""
    if kept.exists():
        return
    temporary = kept.with_name(f".{kept.name}.{os.getpid()}")
    try:
        with (
            contextlib.closing(sqlite3.connect(path)) as source,
            contextlib.closing(sqlite3.connect(temporary)) as copy,
        ):
            source.backup(copy)
        temporary.rename(kept)
    finally:
        temporary.unlink(missing_ok=True)


def statements(script: str) -> list[str]:
    """The statements of a script, each of which ends a line with its semicolon."""
    return [statement for statement in script.split(";\n") if statement.strip()]


def _version(connection: sqlite3.Connection) -> int:
    return _pragma(connection, "user_version")


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


def create_temporary(connection: sqlite3.Connection, wanted: list[tuple[str, str, str]]) -> None:
    """The versions that this connection wants results by: `(assignment, grader, tests)` in a table of its own."""
    connection.execute("DROP TABLE IF EXISTS temp.wanted")
    connection.execute("CREATE TEMP TABLE wanted (assignment TEXT PRIMARY KEY, grader TEXT, tests TEXT)")
    connection.executemany("INSERT INTO temp.wanted VALUES (?, ?, ?)", wanted)
