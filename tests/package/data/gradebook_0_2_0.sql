-- A small class as version 0.2.0 graded it, with one decision of a person.
BEGIN TRANSACTION;
PRAGMA application_id = 1095193154;
PRAGMA user_version = 1;
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
CREATE TABLE identities (
    system TEXT NOT NULL,
    value TEXT NOT NULL,
    student TEXT NOT NULL REFERENCES students (id) ON UPDATE CASCADE,
    PRIMARY KEY (system, value)
);
INSERT INTO "identities" VALUES('name','Ada Lovelace','Ada Lovelace');
INSERT INTO "identities" VALUES('name','Bob Bell','Bob Bell');
CREATE TABLE overrides (
    id INTEGER PRIMARY KEY,
    student TEXT NOT NULL REFERENCES students (id) ON UPDATE CASCADE,
    assignment TEXT NOT NULL,
    digest TEXT NOT NULL,
    tick TEXT NOT NULL,
    earned INTEGER,
    reason TEXT NOT NULL,
    who TEXT NOT NULL,
    made TEXT NOT NULL
);
INSERT INTO "overrides" VALUES(1,'Bob Bell','p1_normalizing_flows','70d938c3424f92fdf754f72cb5f94133915a00db960e5c24641baa5f3ebcd1ef','1a.1',1,'said so orally','Tess','2026-11-28T17:25:30Z');
CREATE TABLE results (
    id INTEGER PRIMARY KEY,
    digest TEXT NOT NULL,
    assignment TEXT NOT NULL,
    grader TEXT NOT NULL,
    tests TEXT NOT NULL,
    record TEXT NOT NULL,
    seconds REAL NOT NULL,
    graded TEXT NOT NULL,
    UNIQUE (digest, assignment, grader, tests)
);
INSERT INTO "results" VALUES(1,'f88e98aa05512c5321101013902e787aaa71b0b091f5acec50d6759148e962b2','p1_normalizing_flows','0.2.0+4cfc98bbbd9feef2','1723fe7aa81e0553','{"format":2,"grader":"0.2.0","assignment":"p1_normalizing_flows","submission":"f88e98aa05512c5321101013902e787aaa71b0b091f5acec50d6759148e962b2.ipynb","sha256":"f88e98aa05512c5321101013902e787aaa71b0b091f5acec50d6759148e962b2","isolation":"separate user, no new privileges, file rules (Landlock), network rules (Landlock 4), signal rules (Landlock 6), system-call filter, namespaces, limits, clearing up","ticks":[{"id":"1a.1","part":"1a","line":"says that the map is no valid flow","points":1,"earned":1,"outcome":"earned","message":"earned","expected":"","came":"","hint":"","evidence":[],"staff":{"detail":"","input":""}},{"id":"1a.2","part":"1a","line":"points out that it is not invertible","points":1,"earned":1,"outcome":"earned","message":"earned","expected":"","came":"","hint":"","evidence":[],"staff":{"detail":"","input":""}},{"id":"1a.3","part":"1a","line":"gives the reason: a direction that A sends to zero","points":1,"earned":1,"outcome":"earned","message":"earned","expected":"","came":"","hint":"","evidence":[],"staff":{"detail":"","input":""}},{"id":"1b.1","part":"1b","line":"says that the map is no valid flow","points":1,"earned":1,"outcome":"earned","message":"earned","expected":"","came":"","hint":"","evidence":[],"staff":{"detail":"","input":""}},{"id":"1b.2","part":"1b","line":"points out that it is not invertible","points":1,"earned":1,"outcome":"earned","message":"earned","expected":"","came":"","hint":"","evidence":[],"staff":{"detail":"","input":""}},{"id":"1b.3","part":"1b","line":"gives the reason: two points with one image","points":1,"earned":1,"outcome":"earned","message":"earned","expected":"","came":"","hint":"","evidence":[],"staff":{"detail":"","input":""}},{"id":"1c.1","part":"1c","line":"writes the change of variables: volume is preserved","points":1,"earned":1,"outcome":"earned","message":"earned","expected":"","came":"","hint":"","evidence":[],"staff":{"detail":"","input":""}},{"id":"1c.2","part":"1c","line":"gives an example of such an inverse","points":1,"earned":1,"outcome":"earned","message":"earned","expected":"","came":"","hint":"","evidence":[],"staff":{"detail":"","input":""}}],"parts":{"1a":{"title":"a rank-one matrix under a sigmoid","earned":3,"available":3,"code":[{"cell":6,"names":["q1a_is_valid_flow"],"first_line":1,"lines":["q1a_is_valid_flow = False"],"left_out":0},{"cell":7,"names":["q1a_violates"],"first_line":1,"lines":["q1a_violates = \"invertible\""],"left_out":0},{"cell":9,"names":["q1a_null_direction"],"first_line":1,"lines":["def q1a_null_direction(a):","    \"\"\"A direction that A sends to zero: a rotated by a right angle.\"\"\"","    return np.array([a[1], -a[0]])"],"left_out":0}]},"1b":{"title":"a map of three coordinates","earned":3,"available":3,"code":[{"cell":15,"names":["q1b_is_valid_flow"],"first_line":1,"lines":["q1b_is_valid_flow = False"],"left_out":0},{"cell":16,"names":["q1b_violates"],"first_line":1,"lines":["q1b_violates = \"invertible\""],"left_out":0},{"cell":17,"names":["q1b_counterexample"],"first_line":1,"lines":["q1b_counterexample = ([1, 1, 0], [-1, 1, 0])"],"left_out":0}]},"1c":{"title":"a flow of the real line with unit Jacobian determinant","earned":2,"available":2,"code":[{"cell":21,"names":["q1c_density"],"first_line":1,"lines":["def q1c_density(p1, f_inv, x):","    \"\"\"The density of the transformed variable at x.\"\"\"","    return p1(f_inv(x))"],"left_out":0},{"cell":23,"names":["q1c_f_inv"],"first_line":1,"lines":["b = sp.Symbol(\"b\", real=True)","q1c_f_inv = x + b"],"left_out":0}]}},"problem":{"earned":8,"available":8,"credits":5.0,"credits_available":5.0},"undecided":[],"cells":[],"notes":[]}',1.30605260199990880209e+00,'2026-11-28T17:25:16Z');
INSERT INTO "results" VALUES(2,'70d938c3424f92fdf754f72cb5f94133915a00db960e5c24641baa5f3ebcd1ef','p1_normalizing_flows','0.2.0+4cfc98bbbd9feef2','1723fe7aa81e0553','{"format":2,"grader":"0.2.0","assignment":"p1_normalizing_flows","submission":"70d938c3424f92fdf754f72cb5f94133915a00db960e5c24641baa5f3ebcd1ef.ipynb","sha256":"70d938c3424f92fdf754f72cb5f94133915a00db960e5c24641baa5f3ebcd1ef","isolation":"separate user, no new privileges, file rules (Landlock), network rules (Landlock 4), signal rules (Landlock 6), system-call filter, namespaces, limits, clearing up","ticks":[{"id":"1a.1","part":"1a","line":"says that the map is no valid flow","points":1,"earned":0,"outcome":"not answered","message":"not answered: expected an answer in `q1a_is_valid_flow`; no answer","expected":"an answer in `q1a_is_valid_flow`","came":"no answer","hint":"","evidence":[],"staff":{"detail":"","input":""}},{"id":"1a.2","part":"1a","line":"points out that it is not invertible","points":1,"earned":0,"outcome":"not answered","message":"not answered: expected an answer in `q1a_violates`; no answer","expected":"an answer in `q1a_violates`","came":"no answer","hint":"","evidence":[],"staff":{"detail":"","input":""}},{"id":"1a.3","part":"1a","line":"gives the reason: a direction that A sends to zero","points":1,"earned":0,"outcome":"not answered","message":"not answered: expected an answer in `q1a_null_direction`; no answer","expected":"an answer in `q1a_null_direction`","came":"no answer","hint":"","evidence":[],"staff":{"detail":"","input":""}},{"id":"1b.1","part":"1b","line":"says that the map is no valid flow","points":1,"earned":0,"outcome":"not answered","message":"not answered: expected an answer in `q1b_is_valid_flow`; no answer","expected":"an answer in `q1b_is_valid_flow`","came":"no answer","hint":"","evidence":[],"staff":{"detail":"","input":""}},{"id":"1b.2","part":"1b","line":"points out that it is not invertible","points":1,"earned":0,"outcome":"not answered","message":"not answered: expected an answer in `q1b_violates`; no answer","expected":"an answer in `q1b_violates`","came":"no answer","hint":"","evidence":[],"staff":{"detail":"","input":""}},{"id":"1b.3","part":"1b","line":"gives the reason: two points with one image","points":1,"earned":0,"outcome":"not answered","message":"not answered: expected an answer in `q1b_counterexample`; no answer","expected":"an answer in `q1b_counterexample`","came":"no answer","hint":"","evidence":[],"staff":{"detail":"","input":""}},{"id":"1c.1","part":"1c","line":"writes the change of variables: volume is preserved","points":1,"earned":0,"outcome":"not answered","message":"not answered: expected an answer in `q1c_density`; no answer","expected":"an answer in `q1c_density`","came":"no answer","hint":"","evidence":[],"staff":{"detail":"","input":""}},{"id":"1c.2","part":"1c","line":"gives an example of such an inverse","points":1,"earned":0,"outcome":"not answered","message":"not answered: expected an answer in `q1c_f_inv`; no answer","expected":"an answer in `q1c_f_inv`","came":"no answer","hint":"","evidence":[],"staff":{"detail":"","input":""}}],"parts":{"1a":{"title":"a rank-one matrix under a sigmoid","earned":0,"available":3,"code":[{"cell":5,"names":["q1a_is_valid_flow"],"first_line":1,"lines":["q1a_is_valid_flow = ...  # True or False"],"left_out":0},{"cell":6,"names":["q1a_violates"],"first_line":1,"lines":["q1a_violates = ...  # one entry of REQUIREMENTS, as a string"],"left_out":0},{"cell":7,"names":["q1a_null_direction"],"first_line":1,"lines":["def q1a_null_direction(a):","    \"\"\"A direction v that A = a^T a sends to zero.","","    a: array of shape (2,), positive numbers.","    Returns an array of shape (2,): finite, not zero, with A v = 0.","    \"\"\"","    return ..."],"left_out":0}]},"1b":{"title":"a map of three coordinates","earned":0,"available":3,"code":[{"cell":12,"names":["q1b_is_valid_flow"],"first_line":1,"lines":["q1b_is_valid_flow = ...  # True or False"],"left_out":0},{"cell":13,"names":["q1b_violates"],"first_line":1,"lines":["q1b_violates = ...  # one entry of REQUIREMENTS, as a string"],"left_out":0},{"cell":14,"names":["q1b_counterexample"],"first_line":1,"lines":["q1b_counterexample = ...  # a pair of points, each with three coordinates"],"left_out":0}]},"1c":{"title":"a flow of the real line with unit Jacobian determinant","earned":0,"available":2,"code":[{"cell":17,"names":["q1c_density"],"first_line":1,"lines":["def q1c_density(p1, f_inv, x):","    \"\"\"The density of the transformed variable at x, by the change of variables.","","    p1: the base density, and f_inv: the inverse map with unit Jacobian determinant; both are sp.Lambda of one variable.","    x: a SymPy symbol.","    Returns a SymPy expression in x.","    \"\"\"","    return ..."],"left_out":0},{"cell":18,"names":["q1c_f_inv"],"first_line":1,"lines":["q1c_f_inv = ...  # a SymPy expression in the symbol x (and any parameters of your own)"],"left_out":0}]}},"problem":{"earned":0,"available":8,"credits":0.0,"credits_available":5.0},"undecided":[],"cells":[],"notes":[]}',7.85382027000196103472e-01,'2026-11-28T17:25:17Z');
CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    host TEXT NOT NULL,
    pid INTEGER NOT NULL,
    born TEXT NOT NULL,
    started TEXT NOT NULL,
    beat REAL NOT NULL
);
INSERT INTO "runs" VALUES(1,'a-machine pid:[4026531836]',4786,'577302','2026-11-28T17:24:48Z',1.79588668879583406448e+09);
CREATE TABLE students (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL DEFAULT '',
    email TEXT NOT NULL DEFAULT ''
);
INSERT INTO "students" VALUES('Ada Lovelace','Ada Lovelace','');
INSERT INTO "students" VALUES('Bob Bell','Bob Bell','');
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
    result INTEGER REFERENCES results (id)
);
INSERT INTO "submissions" VALUES('4bc15fa45c0a','f88e98aa05512c5321101013902e787aaa71b0b091f5acec50d6759148e962b2','Ada Lovelace/p1.ipynb','f88e98aa05512c5321101013902e787aaa71b0b091f5acec50d6759148e962b2.ipynb','folder','p1_normalizing_flows',NULL,0,0,NULL,NULL,1);
INSERT INTO "submissions" VALUES('818ed7693d7a','70d938c3424f92fdf754f72cb5f94133915a00db960e5c24641baa5f3ebcd1ef','Bob Bell/p1.ipynb','70d938c3424f92fdf754f72cb5f94133915a00db960e5c24641baa5f3ebcd1ef.ipynb','folder','p1_normalizing_flows',NULL,0,0,NULL,NULL,2);
CREATE TABLE submitters (
    submission TEXT NOT NULL REFERENCES submissions (id),
    student TEXT NOT NULL REFERENCES students (id) ON UPDATE CASCADE,
    PRIMARY KEY (submission, student)
);
INSERT INTO "submitters" VALUES('4bc15fa45c0a','Ada Lovelace');
INSERT INTO "submitters" VALUES('818ed7693d7a','Bob Bell');
CREATE TABLE ticks (
    result INTEGER NOT NULL REFERENCES results (id),
    position INTEGER NOT NULL,
    id TEXT NOT NULL,
    part TEXT NOT NULL,
    points INTEGER NOT NULL,
    earned INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    message TEXT NOT NULL,
    detail TEXT NOT NULL DEFAULT '',
    seconds REAL NOT NULL,
    PRIMARY KEY (result, id)
) WITHOUT ROWID;
INSERT INTO "ticks" VALUES(1,0,'1a.1','1a',1,1,'earned','earned','',4.43589420001444523222e-02);
INSERT INTO "ticks" VALUES(1,1,'1a.2','1a',1,1,'earned','earned','',6.4956899950630031526e-04);
INSERT INTO "ticks" VALUES(1,2,'1a.3','1a',1,1,'earned','earned','',1.49684590005563222803e-02);
INSERT INTO "ticks" VALUES(1,3,'1b.1','1b',1,1,'earned','earned','',0.00973036300001695);
INSERT INTO "ticks" VALUES(1,4,'1b.2','1b',1,1,'earned','earned','',3.50937999428424518555e-04);
INSERT INTO "ticks" VALUES(1,5,'1b.3','1b',1,1,'earned','earned','',9.28792000195244327187e-04);
INSERT INTO "ticks" VALUES(1,6,'1c.1','1c',1,1,'earned','earned','',4.20466827000382181722e-01);
INSERT INTO "ticks" VALUES(1,7,'1c.2','1c',1,1,'earned','earned','',1.806891469996116939e-01);
INSERT INTO "ticks" VALUES(2,0,'1a.1','1a',1,0,'not answered','not answered: expected an answer in `q1a_is_valid_flow`; no answer','',5.68684769996252725832e-02);
INSERT INTO "ticks" VALUES(2,1,'1a.2','1a',1,0,'not answered','not answered: expected an answer in `q1a_violates`; no answer','',7.9044300036912318319e-04);
INSERT INTO "ticks" VALUES(2,2,'1a.3','1a',1,0,'not answered','not answered: expected an answer in `q1a_null_direction`; no answer','',3.09643150003466871567e-02);
INSERT INTO "ticks" VALUES(2,3,'1b.1','1b',1,0,'not answered','not answered: expected an answer in `q1b_is_valid_flow`; no answer','',1.17206760005501564592e-02);
INSERT INTO "ticks" VALUES(2,4,'1b.2','1b',1,0,'not answered','not answered: expected an answer in `q1b_violates`; no answer','',2.48555999860400334e-04);
INSERT INTO "ticks" VALUES(2,5,'1b.3','1b',1,0,'not answered','not answered: expected an answer in `q1b_counterexample`; no answer','',2.2395999985747039318e-04);
INSERT INTO "ticks" VALUES(2,6,'1c.1','1c',1,0,'not answered','not answered: expected an answer in `q1c_density`; no answer','',8.17951970002468442544e-02);
INSERT INTO "ticks" VALUES(2,7,'1c.2','1c',1,0,'not answered','not answered: expected an answer in `q1c_f_inv`; no answer','',6.26995999482460319995e-04);
CREATE INDEX submissions_by_content ON submissions (digest, assignment);
CREATE VIEW attempts AS
    SELECT s.id AS submission, m.student, s.assignment,
           ROW_NUMBER() OVER earliest AS attempt,
           COUNT(*) OVER (PARTITION BY COALESCE(m.student, s.id), COALESCE(s.assignment, s.id)) AS attempts
    FROM submissions AS s LEFT JOIN submitters AS m ON m.submission = s.id
    WINDOW earliest AS (
        PARTITION BY COALESCE(m.student, s.id), COALESCE(s.assignment, s.id)
        ORDER BY s.submitted IS NOT NULL, s.submitted, s.version, s.source, s.id
    );
CREATE VIEW overrides_in_force AS
    SELECT o.* FROM overrides AS o
    WHERE o.earned IS NOT NULL AND o.id = (
        SELECT MAX(p.id) FROM overrides AS p
        WHERE (p.student, p.assignment, p.digest, p.tick) = (o.student, o.assignment, o.digest, o.tick)
    );
CREATE VIEW marks AS
    SELECT a.student, s.assignment, s.id AS submission, a.attempt, t.part, t.id AS tick, t.points,
           COALESCE(o.earned, t.earned) AS earned, t.outcome, t.message,
           t.earned AS earned_by_grader, o.reason AS override_reason, o.who AS override_who
    FROM attempts AS a
    JOIN submissions AS s ON s.id = a.submission AND a.attempt = a.attempts
    JOIN ticks AS t ON t.result = s.result
    LEFT JOIN overrides_in_force AS o
        ON (o.student, o.assignment, o.digest, o.tick) = (a.student, s.assignment, s.digest, t.id)
    ORDER BY a.student, s.assignment, s.id, t.position;
COMMIT;
