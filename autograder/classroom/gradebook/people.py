"""Who reviews: names with tokens, of which only digests are kept, and the sessions that a browser opens with them."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import sqlite3
import time

from autograder.classroom.gradebook.transactions import now, transaction
from autograder.errors import GradebookError

TOKEN_BYTES = 18
SESSION_SECONDS = 12 * 3600.0
LONGEST_NAME = 80


def add_person(db: sqlite3.Connection, name: str) -> str:
    """Let somebody sign in, or give them a new token; returns the token, which is kept nowhere.

    Whoever gets a new one is signed out everywhere.
    """
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise GradebookError(name or "a person", f"needs a name of at most {LONGEST_NAME} characters that can be seen")
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with transaction(db):
        db.execute(
            "INSERT INTO people (name, token, added) VALUES (?, ?, ?) "
            "ON CONFLICT (name) DO UPDATE SET token = excluded.token, removed = NULL",
            [name, digest(token), now()],
        )
        db.execute("DELETE FROM sessions WHERE person = ?", [name])
    return token


def remove_person(db: sqlite3.Connection, name: str) -> None:
    """Sign somebody out and let them in no more; what they decided stays, with their name."""
    with transaction(db):
        found = db.execute("UPDATE people SET removed = ? WHERE name = ? AND removed IS NULL", [now(), name]).rowcount
        db.execute("DELETE FROM sessions WHERE person = ?", [name])
    if not found:
        raise GradebookError(name, "is nobody who may sign in")


def people(db: sqlite3.Connection) -> list[str]:
    """Who may sign in, by name."""
    rows = db.execute("SELECT name FROM people WHERE removed IS NULL ORDER BY name")
    return [row["name"] for row in rows]


def sign_in(db: sqlite3.Connection, name: str, token: str) -> str | None:
    """A new session's key for whoever has this name and token, else None."""
    row = db.execute("SELECT name, token FROM people WHERE name = ? AND removed IS NULL", [name.strip()]).fetchone()
    # Compared for nobody, too: how long it takes tells nothing about who exists.
    if not hmac.compare_digest(digest(token.strip()), row["token"] if row else "0" * 64) or row is None:
        return None
    key = secrets.token_urlsafe(32)
    with transaction(db):
        db.execute("DELETE FROM sessions WHERE ends < ?", [time.time()])
        db.execute("INSERT INTO sessions VALUES (?, ?, ?)", [digest(key), row["name"], time.time() + SESSION_SECONDS])
    return key


def person_of(db: sqlite3.Connection, key: str) -> str | None:
    """Whose session this is, or None where there is none any more."""
    row = db.execute(
        "SELECT s.person FROM sessions AS s JOIN people AS p ON p.name = s.person AND p.removed IS NULL "
        "WHERE s.key = ? AND s.ends > ?",
        [digest(key), time.time()],
    ).fetchone()
    return None if row is None else str(row["person"])


def sign_out(db: sqlite3.Connection, key: str) -> None:
    """End a session."""
    db.execute("DELETE FROM sessions WHERE key = ?", [digest(key)])


def digest(secret: str) -> str:
    """What is kept of a token or a session's key.

    They are random, of 144 bits and more, so no list of likely ones exists that a slow hash would have to hold off.
    """
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
