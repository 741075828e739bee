"""The tables and views of a gradebook. `docs/gradebook.md` explains every column; a test holds the two together.

To change them, see `migrations`.
"""

from __future__ import annotations

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
