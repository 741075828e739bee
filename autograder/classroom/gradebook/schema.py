"""The tables of a gradebook, and opening the file with the pragmas they rely on.

`docs/gradebook.md` explains every column; a test holds the two together.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path

from autograder.classroom.gradebook.migrations import STEPS
from autograder.errors import GradebookError

APPLICATION_ID = 0x41475242
"""`AGRB`: says in the file's header that it is a gradebook of this program."""

VERSION = 4
BUSY_SECONDS = 60.0

TABLES = """
CREATE TABLE students (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL DEFAULT '',
    email TEXT NOT NULL DEFAULT '',
    source TEXT NOT NULL DEFAULT ''
);
CREATE TABLE identities (
    system TEXT NOT NULL,
    value TEXT NOT NULL,
    student TEXT NOT NULL REFERENCES students (id) ON UPDATE CASCADE,
    PRIMARY KEY (system, value)
);
CREATE TABLE submissions (
    id TEXT PRIMARY KEY,
    digest TEXT NOT NULL,
    source TEXT NOT NULL,
    file TEXT NOT NULL DEFAULT '',
    layout TEXT NOT NULL DEFAULT 'folder',
    assignment TEXT,
    submitted TEXT,
    version INTEGER NOT NULL DEFAULT 0,
    late INTEGER NOT NULL DEFAULT 0,
    error TEXT,
    unmatched TEXT,
    result INTEGER REFERENCES results (id),
    first_read INTEGER NOT NULL DEFAULT 0,
    stands_back INTEGER NOT NULL DEFAULT 0,
    note TEXT
);
CREATE INDEX submissions_by_content ON submissions (digest, assignment);
CREATE TABLE submitters (
    submission TEXT NOT NULL REFERENCES submissions (id),
    student TEXT NOT NULL REFERENCES students (id) ON UPDATE CASCADE,
    PRIMARY KEY (submission, student)
);
CREATE TABLE assigned (
    submission TEXT NOT NULL REFERENCES submissions (id),
    student TEXT NOT NULL REFERENCES students (id) ON UPDATE CASCADE,
    who TEXT NOT NULL,
    made TEXT NOT NULL,
    PRIMARY KEY (submission, student)
);
CREATE TABLE merged (
    former TEXT PRIMARY KEY,
    student TEXT NOT NULL REFERENCES students (id) ON UPDATE CASCADE,
    who TEXT NOT NULL,
    made TEXT NOT NULL
);
CREATE TABLE results (
    id INTEGER PRIMARY KEY,
    digest TEXT NOT NULL,
    assignment TEXT NOT NULL,
    grader TEXT NOT NULL,
    tests TEXT NOT NULL,
    record TEXT NOT NULL,
    seconds REAL NOT NULL,
    graded TEXT NOT NULL,
    superseded INTEGER NOT NULL DEFAULT 0,
    UNIQUE (digest, assignment, grader, tests, superseded)
);
CREATE TABLE ticks (
    result INTEGER NOT NULL REFERENCES results (id),
    position INTEGER NOT NULL,
    id TEXT NOT NULL,
    part TEXT NOT NULL,
    points INTEGER NOT NULL,
    earned INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    message TEXT NOT NULL,
    mistake TEXT,
    detail TEXT NOT NULL DEFAULT '',
    seconds REAL NOT NULL,
    PRIMARY KEY (result, id)
) WITHOUT ROWID;
CREATE TABLE overrides (
    id INTEGER PRIMARY KEY,
    student TEXT NOT NULL REFERENCES students (id) ON UPDATE CASCADE,
    assignment TEXT NOT NULL,
    digest TEXT NOT NULL,
    tick TEXT NOT NULL,
    earned INTEGER,
    reason TEXT NOT NULL,
    who TEXT NOT NULL,
    made TEXT NOT NULL,
    comment TEXT NOT NULL DEFAULT '',
    result INTEGER,
    act INTEGER REFERENCES acts (id)
);
CREATE TABLE acts (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    who TEXT NOT NULL,
    made TEXT NOT NULL,
    scope TEXT NOT NULL DEFAULT '',
    submission TEXT,
    tick TEXT NOT NULL DEFAULT '',
    result INTEGER,
    earned INTEGER,
    reason TEXT NOT NULL DEFAULT '',
    comment TEXT NOT NULL DEFAULT '',
    undoes INTEGER REFERENCES acts (id)
);
CREATE TABLE remarks (
    id INTEGER PRIMARY KEY,
    student TEXT NOT NULL REFERENCES students (id) ON UPDATE CASCADE,
    assignment TEXT NOT NULL,
    digest TEXT NOT NULL,
    tick TEXT NOT NULL,
    text TEXT NOT NULL,
    act INTEGER NOT NULL REFERENCES acts (id)
);
CREATE TABLE people (
    name TEXT PRIMARY KEY,
    token TEXT NOT NULL,
    added TEXT NOT NULL,
    removed TEXT
);
CREATE TABLE sessions (
    key TEXT PRIMARY KEY,
    person TEXT NOT NULL REFERENCES people (name),
    ends REAL NOT NULL
);
CREATE INDEX overrides_by_answer ON overrides (student, assignment, digest, tick);
CREATE INDEX overrides_by_act ON overrides (act);
CREATE TRIGGER acts_stay BEFORE DELETE ON acts BEGIN SELECT RAISE(ABORT, 'acts are never deleted'); END;
CREATE TRIGGER acts_keep BEFORE UPDATE ON acts BEGIN SELECT RAISE(ABORT, 'acts are never changed'); END;
CREATE TRIGGER overrides_stay BEFORE DELETE ON overrides BEGIN SELECT RAISE(ABORT, 'decisions are never deleted'); END;
CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    host TEXT NOT NULL,
    pid INTEGER NOT NULL,
    born TEXT NOT NULL,
    started TEXT NOT NULL,
    beat REAL NOT NULL
);
CREATE TABLE claims (
    digest TEXT NOT NULL,
    assignment TEXT NOT NULL,
    grader TEXT NOT NULL,
    tests TEXT NOT NULL,
    run INTEGER REFERENCES runs (id),
    pid INTEGER,
    failures INTEGER NOT NULL DEFAULT 0,
    why TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (digest, assignment, grader, tests)
);
"""
VIEWS = """
CREATE VIEW attempts AS
    SELECT s.id AS submission, m.student, s.assignment,
           ROW_NUMBER() OVER earliest AS attempt,
           COUNT(*) OVER (PARTITION BY COALESCE(m.student, s.id), COALESCE(s.assignment, s.id)) AS attempts
    FROM submissions AS s LEFT JOIN submitters AS m ON m.submission = s.id
    WINDOW earliest AS (
        PARTITION BY COALESCE(m.student, s.id), COALESCE(s.assignment, s.id)
        ORDER BY s.stands_back DESC, s.submitted IS NOT NULL, JULIANDAY(s.submitted), s.submitted,
                 s.version, s.first_read, s.source, s.id
    );
CREATE VIEW overrides_in_force AS
    SELECT o.* FROM overrides AS o
    WHERE o.earned IS NOT NULL AND o.id = (
        SELECT MAX(p.id) FROM overrides AS p
        WHERE (p.student, p.assignment, p.digest, p.tick) = (o.student, o.assignment, o.digest, o.tick)
    );
CREATE VIEW marks AS
    SELECT a.student, s.assignment, s.id AS submission, a.attempt, t.part, t.id AS tick, t.points,
           COALESCE(o.earned, t.earned) AS earned, t.outcome, t.message, t.mistake,
           t.earned AS earned_by_grader, o.reason AS override_reason, o.who AS override_who,
           o.comment AS override_comment
    FROM attempts AS a
    JOIN submissions AS s ON s.id = a.submission AND a.attempt = a.attempts
    JOIN ticks AS t ON t.result = s.result
    LEFT JOIN overrides_in_force AS o
        ON (o.student, o.assignment, o.digest, o.tick) = (a.student, s.assignment, s.digest, t.id)
    ORDER BY a.student, s.assignment, s.id, t.position;
"""


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
