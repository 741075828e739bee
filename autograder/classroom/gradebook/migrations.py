"""How a gradebook of each older schema becomes one of the next: SQL, in order; views are laid out anew afterwards.

To change the tables, change them in `tables`, raise the `VERSION` of `schema`, and append the step that leads there.
"""

from __future__ import annotations

TO_2 = """
CREATE TABLE results_2 (
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
INSERT INTO results_2
    SELECT id, digest, assignment, grader,
           CASE WHEN tests LIKE '% undecided %' THEN SUBSTR(tests, 1, INSTR(tests, ' undecided ') - 1) ELSE tests END,
           record, seconds, graded, CASE WHEN tests LIKE '% undecided %' THEN id ELSE 0 END
    FROM results;
DROP TABLE results;
ALTER TABLE results_2 RENAME TO results;
ALTER TABLE ticks ADD COLUMN mistake TEXT;
"""
"""A result that was graded again says so in a column of its own; a ✓ can name a mistake."""

TO_3 = """
ALTER TABLE students ADD COLUMN source TEXT NOT NULL DEFAULT '';
ALTER TABLE submissions ADD COLUMN first_read INTEGER NOT NULL DEFAULT 0;
ALTER TABLE submissions ADD COLUMN stands_back INTEGER NOT NULL DEFAULT 0;
ALTER TABLE submissions ADD COLUMN note TEXT;
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
"""
"""Who says what a student is called, when a file was first read, and whose work a person said it is."""

TO_4 = """
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
ALTER TABLE overrides ADD COLUMN comment TEXT NOT NULL DEFAULT '';
ALTER TABLE overrides ADD COLUMN result INTEGER;
ALTER TABLE overrides ADD COLUMN act INTEGER REFERENCES acts (id);
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
"""
"""People review in the browser: who they are, and every act of theirs in a log that only grows."""

STEPS = (TO_2, TO_3, TO_4)
"""The step at place n leads from schema n + 1 to n + 2."""
