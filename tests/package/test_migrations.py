"""A gradebook of an older version is brought up to date whole, or left as it was."""

import json
import sqlite3
import threading
from pathlib import Path

import pytest

from autograder.classroom.gradebook import Gradebook, WorkQueue, schema
from autograder.errors import GradebookError

DUMP = Path(__file__).parent / "data" / "gradebook_0_2_0.sql"


@pytest.fixture
def old(tmp_path):
    """A small class that version 0.2.0 graded: two students, one decision of a person."""
    path = tmp_path / "gradebook.sqlite"
    connection = sqlite3.connect(path)
    connection.executescript(DUMP.read_text(encoding="utf-8"))
    connection.execute("UPDATE results SET tests = tests || ' undecided ' || id WHERE id = 2")
    connection.commit()
    connection.close()
    return path


def layout(path):
    connection = sqlite3.connect(path)
    rows = connection.execute("SELECT name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'").fetchall()
    found = {name: sorted(r[1:5] for r in connection.execute(f"PRAGMA table_info({name})")) for (name,) in rows}
    connection.close()
    return found


def test_marks_and_decisions_of_version_0_2_0_stay(old):
    with Gradebook.open(old) as book:
        ada, bob = book.latest()
        assert (ada.grade.earned, bob.grade.earned) == (8, 1)
        said = bob.grade.tick("1a.1").override
        assert (said.who, said.reason) == ("Tess", "said so orally")
        assert bob.grade.tick("1a.2").finding.got == "no answer"
        rows = book.connection.execute("SELECT tests, superseded FROM results ORDER BY id").fetchall()
        assert [row["superseded"] for row in rows] == [0, 2]
        assert not [row["tests"] for row in rows if "undecided" in row["tests"]]
        assert WorkQueue(book, "g", {"p1_normalizing_flows": "t"}).progress().waiting == 2


def test_the_old_gradebook_is_kept_beside_the_new_one(old):
    Gradebook.open(old).close()
    kept = sqlite3.connect(old.with_name("gradebook.sqlite.schema1"))
    assert kept.execute("PRAGMA user_version").fetchone() == (1,)
    record = json.loads(kept.execute("SELECT record FROM results").fetchone()[0])
    kept.close()
    assert record["format"] == 2
    assert not [path for path in old.parent.iterdir() if path.name.startswith(".")]


def test_a_migrated_gradebook_has_the_tables_of_a_new_one(old, tmp_path):
    Gradebook.open(old).close()
    Gradebook.open(tmp_path / "new.sqlite", create=True).close()
    assert layout(old) == layout(tmp_path / "new.sqlite")
    connection = sqlite3.connect(old)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()


def test_programs_that_open_it_at_once_migrate_it_once(old):
    failed = []

    def open_it():
        try:
            with Gradebook.open(old) as book:
                assert len(list(book.latest())) == 2
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []


def test_a_step_that_fails_leaves_the_gradebook_as_it_was(old, monkeypatch):
    monkeypatch.setattr(schema, "STEPS", ("CREATE TABLE half (a);\nSELECT nonsense FROM nowhere;\n",))
    with pytest.raises(GradebookError, match="cannot be brought up to date"):
        Gradebook.open(old)
    connection = sqlite3.connect(old)
    assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    assert connection.execute("SELECT name FROM sqlite_master WHERE name = 'half'").fetchone() is None
    connection.close()
    monkeypatch.undo()
    Gradebook.open(old).close()
