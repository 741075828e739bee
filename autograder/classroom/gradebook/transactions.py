"""The clock and the transactions of a gradebook."""

from __future__ import annotations

import contextlib
import datetime
import sqlite3
from collections.abc import Iterator


def now() -> str:
    """The time as the gradebook writes it: ISO 8601, UTC, whole seconds."""
    return datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds").replace("+00:00", "Z")


@contextlib.contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """Everything or nothing; takes the write lock at once, so that what was read still holds when writing."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")
