"""Reviewing in the browser, without one: what pages show, what decisions do, who may, and what nobody can undo."""

import json
import re
import shutil
import sqlite3
from html.parser import HTMLParser

import pytest
from support.reviewing import (
    HOST,
    HOSTILE,
    Browser,
    answers,
    mark,
    reviewing,
    small_class,
    store,
    student,
    submission_of,
)

from autograder.classroom.gradebook import Gradebook
from autograder.classroom.gradebook.deciding import Changed, Said, decide, standing, undo
from autograder.classroom.gradebook.people import add_person, people, person_of, remove_person, sign_in
from autograder.errors import GradebookError
from autograder.record.references import read_reference
from autograder.report.comments import markdown
from autograder.review.guard import POLICY, Limiter
from autograder.review.pairs import agreement


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("class")
    small_class(folder)
    return folder


@pytest.fixture
def folder(made, tmp_path):
    """A class of its own for every test; made once, then copied."""
    return shutil.copytree(made, tmp_path / "class")


@pytest.fixture
def ada(folder):
    with reviewing(folder, "Ada") as browser:
        yield browser


@pytest.fixture
def two(folder):
    with reviewing(folder, "Ada", "Ben") as browsers:
        yield browsers


def case_of(folder, number, tick="1a.1"):
    return f"/case/{submission_of(folder, number)}/{tick}"


def titles(page):
    return re.findall(r"<h1>(.*?)</h1>", page.text)


# What is in the queue


def test_the_queue_holds_all_that_is_doubtful_the_most_doubtful_first(ada):
    kinds = re.findall(r"</th><td>(.*?)</td>", ada.get("/").text)
    assert kinds == [
        "Undecided: the grader failed", "Could not be graded", "No student found", *["Lost by a small margin"] * 7,
        "Cells that failed, notes",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("kind=close", 7),
        ("kind=close&student=1802", 1),
        ("kind=every&state=all", 40),
        ("kind=every&state=all&part=1b", 20),
        ("kind=every&state=all&tick=1a.1&outcome=grader fault", 1),
        ("kind=every&state=all&mistake=none such", 0),
        ("state=decided", 0),
        ("state=nonsense", 11),
        ("kind=close&nonsense=1", 7),
    ],
)
def test_any_filter_finds_its_cases(ada, query, count):
    page = ada.get(f"/?{query}")
    found = re.search(r"(\d+) cases", page.text)
    assert (int(found[1]) if found else 0) == count


def test_a_filter_of_equal_answers_comes_from_their_page(ada, folder):
    page = ada.get(f"{case_of(folder, 0)}/equal")
    (address,) = re.findall(r'href="(/\?kind=every[^"]*equal=[^"]*)"', page.text)
    assert "6 cases" in ada.get(address.replace("&amp;", "&")).text


def test_a_group_is_one_case_and_its_decision_holds_for_both(ada, folder):
    page = ada.get(case_of(folder, 92))
    assert "Student 092 (1892), Student 093 (1893)" in page.text
    ada.send(page, decision="earned", reason="right")
    assert mark(folder, 92, "1a.1") == mark(folder, 93, "1a.1") == (1, "Ada")


def test_one_student_of_a_group_can_be_decided_alone(ada, folder):
    page = ada.get(case_of(folder, 92))
    tags = re.findall(r'<option value="(\w{8})">Student 09', page.text)
    ada.send(page, decision="earned", reason="an excuse", scope="student", student=tags[1])
    assert (mark(folder, 92, "1a.1"), mark(folder, 93, "1a.1")) == ((0, None), (1, "Ada"))


# One case


def test_a_case_shows_code_finding_hidden_input_and_what_others_it_equals(ada, folder):
    text = ada.get(case_of(folder, 0)).text
    for words in ("1.5001", "the right value", "another value", "hidden input 42", "Staff only", "All 6 equal answers"):
        assert words in text


def test_a_case_of_nobody_can_be_assigned_and_then_decided(ada, folder):
    with Gradebook.open(folder) as book:
        (lost,) = [e.submission for e in book.latest() if e.student is None]
    assert "Assign it to a student first" in ada.get(f"/case/{lost}/1a.1").text
    page = ada.get(f"/submission/{lost}?roster=student 003")
    ada.send(page, "/assign")
    with Gradebook.open(folder) as book:
        rows = book.connection.execute("SELECT student FROM submitters WHERE submission = ?", [lost]).fetchall()
        assert [row["student"] for row in rows] == ["1803"]
        assert book.connection.execute("SELECT who FROM assigned").fetchone()["who"] == "Ada"


def test_earlier_attempts_are_shown_with_what_changed(ada, folder):
    with Gradebook.open(folder) as book:
        store(book, 3, answers(3, code=["def f(x):", "    return 2 * x"]), attempt=1)
    text = ada.get(case_of(folder, 3)).text
    assert "attempt 2 of 2" in text
    assert "Attempt 1, 2026-02-01T10:00:00Z: 1 of 2 ✓" in text
    assert re.search(r'class="minus">- +return 1.5001', text)
    assert re.search(r'class="plus">\+ +return 2 \* x', text)


def test_a_decision_kept_through_a_regrade_shows_the_difference(ada, folder):
    ada.send(ada.get(case_of(folder, 0)), decision="lost", reason="as it says")
    regrade(folder, 0, got="something new")
    page = ada.get(case_of(folder, 0))
    assert "Graded again since." in page.text
    assert "got another value" in page.text
    assert "got something new" in page.text
    assert "1 cases" in ada.get("/?kind=every&state=changed").text


def regrade(folder, number, **found):
    """Another grader's result counts from now on."""
    with Gradebook.open(folder) as book:
        db = book.connection
        old = db.execute("SELECT r.* FROM results AS r JOIN submissions AS s ON s.result = r.id WHERE s.id = ?",
                         [submission_of(folder, number)]).fetchone()  # fmt: skip
        record = json.loads(old["record"])
        record["ticks"][0] |= found
        new = db.execute(
            "INSERT INTO results (digest, assignment, grader, tests, record, seconds, graded) VALUES (?,?,'g2','t',?,0,'')",
            [old["digest"], old["assignment"], json.dumps(record)],
        ).lastrowid
        db.execute("INSERT INTO ticks SELECT ?, position, id, part, points, earned, outcome, message, mistake, detail, "
                   "seconds FROM ticks WHERE result = ?", [new, old["id"]])  # fmt: skip
        db.execute("UPDATE submissions SET result = ? WHERE id = ?", [new, submission_of(folder, number)])


# Deciding


@pytest.mark.parametrize(("decision", "earned"), [("earned", 1), ("lost", 0)])
def test_a_decision_counts_with_reason_and_comment_and_leads_to_the_next_case(ada, folder, decision, earned):
    page = ada.send(ada.get(case_of(folder, 0)), decision=decision, reason="read by hand", comment="see $x^2$")
    assert "/case/" in str(page.url)
    assert "Undo" in page.text
    with Gradebook.open(folder) as book:
        (entry,) = [e for e in book.latest() if e.student == student(0)]
    said = entry.grade.tick("1a.1").override
    assert (said.earned, said.reason, said.comment, said.who) == (earned, "read by hand", "see $x^2$", "Ada")


def test_a_penalty_applies_or_is_not_charged(ada, folder):
    ada.send(ada.get(case_of(folder, 1, "1b.-1")), decision="earned", reason="it does apply")
    assert mark(folder, 1, "1b.-1") == (-1, "Ada")
    ada.send(ada.get(case_of(folder, 1, "1b.-1")), decision="lost", reason="it does not")
    assert mark(folder, 1, "1b.-1") == (0, "Ada")


def test_a_whole_part_is_earned_without_its_penalty_in_one_act(ada, folder):
    ada.send(ada.get(case_of(folder, 0, "1b.1")), decision="earned", reason="all right", breadth="part")
    assert (mark(folder, 0, "1b.1"), mark(folder, 0, "1b.-1")) == ((1, "Ada"), (0, "Ada"))
    undo_last(ada, folder)
    assert (mark(folder, 0, "1b.1"), mark(folder, 0, "1b.-1")) == ((0, None), (0, None))


def undo_last(browser, folder):
    with Gradebook.open(folder) as book:
        (act,) = book.connection.execute("SELECT MAX(id) FROM acts").fetchone()
    page = browser.get("/log")
    key = re.search(r'name="key" value="(\w+)"', page.text)[1]
    return browser.post("/undo", key=key, act=str(act))


def test_undo_brings_back_what_was_in_force_before(ada, folder):
    for decision, who in (("earned", "first"), ("lost", "second")):
        ada.send(ada.get(case_of(folder, 0)), decision=decision, reason=who)
    undo_last(ada, folder)
    with Gradebook.open(folder) as book:
        (entry,) = [e for e in book.latest() if e.student == student(0)]
    assert entry.grade.tick("1a.1").override.reason == "first"
    text = ada.get(case_of(folder, 0)).text
    assert "undone, so earned" in text


def test_what_somebody_decided_since_is_not_undone_from_under_them(two, folder):
    ada, ben = two
    ada.send(ada.get(case_of(folder, 0)), decision="earned", reason="one")
    ben.send(ben.get(case_of(folder, 0)), decision="lost", reason="other")
    with Gradebook.open(folder) as book, pytest.raises(GradebookError, match="Ben decided it again"):
        undo(book.connection, 1, "Ada")
    assert mark(folder, 0, "1a.1") == (0, "Ben")


def test_all_equal_answers_are_listed_then_decided_in_one_act_and_stored_for_each(ada, folder):
    page = ada.get(f"{case_of(folder, 2)}/equal")
    assert all(f"Student 00{n} (180{n})" in page.text for n in range(6))
    assert "Student 092" not in page.text
    assert "to the last bit" in page.text
    ada.send(page, decision="earned", reason="right to three digits")
    assert {mark(folder, n, "1a.1") for n in range(6)} == {(1, "Ada")}
    assert mark(folder, 92, "1a.1") == (0, None)
    with Gradebook.open(folder) as book:
        assert book.connection.execute("SELECT COUNT(*), COUNT(DISTINCT act) FROM overrides").fetchone()[:] == (6, 1)


def test_a_decision_without_a_reason_or_without_a_decision_is_refused(ada, folder):
    page = ada.get(case_of(folder, 0))
    assert ada.send(page, decision="earned", reason="  ").status_code == 400
    assert ada.send(page, decision="perhaps", reason="x").status_code == 400
    assert ada.send(page, decision="earned", reason="x" * 501).status_code == 400
    assert mark(folder, 0, "1a.1") == (0, None)


@pytest.mark.parametrize("broken", ["", "[", "[[1]]", '[["a","b","c","d","e"]]', "{}"])
def test_a_form_that_cannot_be_read_decides_nothing(ada, folder, broken):
    assert ada.send(ada.get(case_of(folder, 0)), decision="earned", reason="x", shown=broken).status_code == 400
    assert mark(folder, 0, "1a.1") == (0, None)


# Several people


def test_two_decisions_on_one_tick_do_not_overwrite_each_other_silently(two, folder):
    ada, ben = two
    before = ben.get(case_of(folder, 0))
    ada.send(ada.get(case_of(folder, 0)), decision="earned", reason="right")
    refused = ben.send(before, decision="lost", reason="wrong")
    assert refused.status_code == 409
    assert "nobody had decided" in refused.text
    assert "Ada: earned (right)" in refused.text
    assert mark(folder, 0, "1a.1") == (1, "Ada")


def test_a_group_decision_is_refused_whole_when_one_of_it_changed(two, folder):
    ada, ben = two
    before = ben.get(f"{case_of(folder, 0)}/equal")
    ada.send(ada.get(case_of(folder, 5)), decision="lost", reason="wrong")
    refused = ben.send(before, decision="earned", reason="right")
    assert refused.status_code == 409
    assert "1 of 6 answers" in refused.text
    assert {mark(folder, n, "1a.1") for n in range(5)} == {(0, None)}


@pytest.mark.parametrize("what", ["regrade", "attempt"])
def test_a_decision_on_a_result_that_has_changed_is_refused_with_both_shown(ada, folder, what):
    before = ada.get(case_of(folder, 0))
    if what == "regrade":
        regrade(folder, 0, got="something new")
    else:
        with Gradebook.open(folder) as book:
            store(book, 0, answers(0, got="something new"), attempt=1)
    refused = ada.send(before, decision="earned", reason="right")
    assert refused.status_code == 409
    assert "got another value" in refused.text
    assert "got something new" in refused.text
    assert mark(folder, 0, "1a.1") == (0, None)


def test_who_looks_at_a_case_is_shown_until_they_leave(folder):
    from autograder.review.desk import Desk, Settings

    desk = Desk(Settings(results=folder, hosts=frozenset({HOST}), key=b"k" * 32))
    assert desk.look(("s", "1a.1"), "Ada") == []
    assert desk.look(("s", "1a.1"), "Ben") == ["Ada"]
    desk.leave("Ada")
    assert desk.look(("s", "1a.1"), "Ben") == []
    desk.casebook.close()


def test_presence_says_when_a_case_has_changed(ada, folder):
    address = case_of(folder, 0)
    version = re.search(r'data-version="([^"]*)"', ada.get(address).text)[1]
    presence = address.replace("/case/", "/presence/")
    assert ada.get(presence).json() == {"looking": [], "version": version}
    ada.send(ada.get(address), decision="earned", reason="x")
    assert ada.get(presence).json()["version"] != version


def test_the_log_holds_every_act_and_can_be_taken_away(ada, folder):
    ada.send(ada.get(f"{case_of(folder, 0)}/equal"), decision="earned", reason="=cmd|' /C calc'!A0")
    undo_last(ada, folder)
    assert "(undone)" in ada.get("/log").text
    rows = [json.loads(line) for line in ada.get("/log.jsonl").text.splitlines()]
    assert [row["kind"] for row in rows] == ["decide"] * 6 + ["undo"] * 6
    assert {row["student"] for row in rows} == {f"180{n}" for n in range(6)}
    assert "'=cmd" in ada.get("/log.csv").text
    with Gradebook.open(folder) as book:
        for statement in ("DELETE FROM acts", "UPDATE acts SET who = 'x'", "DELETE FROM overrides"):
            with pytest.raises(sqlite3.IntegrityError, match="never"):
                book.connection.execute(statement)


def test_the_next_case_comes_by_itself_until_nothing_is_left(ada):
    seen = []
    page = ada.get("/next?kind=close")
    while "/case/" in str(page.url):
        seen.append(str(page.url))
        page = ada.send(page, decision="lost", reason="confirmed")
    assert len(seen) == len(set(seen)) == 7
    assert "Nothing is left here." in page.text
    assert "7</span>" in page.text


# Blind and double marking


def test_blind_pages_name_nobody_and_everybody_has_an_order_of_their_own(folder):
    with Gradebook.open(folder) as book:
        store(book, 96, answers(96, value=1.5003, code=["# by Student 096, s96@example.edu"]))
        store(book, 97, answers(97), students=(), unmatched="its name fits Student 001 (1801)")
        store(book, 98, None, error="cannot be read: Student 098.ipynb")
    with reviewing(folder, "Ada", "Ben", blind=True) as (ada, ben):
        pages = [
            ada.get("/"),
            ada.get(case_of(folder, 96)),
            ada.get(f"{case_of(folder, 96)}/equal"),
            ada.get("/log.csv"),
        ]
        for page in pages:
            assert not re.search(r"Student 0|180\d\b|example\.edu|1896", page.text)
        rows = [re.findall(r'href="(/case/[^"]*)"', browser.get("/?kind=close").text) for browser in (ada, ben)]
        assert sorted(rows[0][1:]) != [] and rows[0] != rows[1]
        ada.send(ada.get(case_of(folder, 96)), decision="earned", reason="right")
    assert mark(folder, 96, "1a.1") == (1, "Ada")


def test_two_people_decide_a_share_apart_and_it_counts_when_they_agree(folder):
    with reviewing(folder, "Ada", "Ben", share=1.0) as (ada, ben):
        page = ada.get(case_of(folder, 0))
        assert "Two people decide this apart" in page.text
        ada.send(page, decision="earned", reason="mine")
        assert mark(folder, 0, "1a.1") == (0, None)
        other = ben.get(case_of(folder, 0))
        assert "Ada: earned" not in other.text
        ben.send(other, decision="earned", reason="mine, too")
        assert mark(folder, 0, "1a.1") == (1, "Ada and Ben")
        ada.send(ada.get(case_of(folder, 1)), decision="earned", reason="yes")
        ben.send(ben.get(case_of(folder, 1)), decision="lost", reason="no")
        assert mark(folder, 1, "1a.1") == (0, None)
        ben.send(ben.get("/log"), "/sign-out")  # who decided first may settle it, too
        assert "Student 001" in ada.get("/?kind=close").text
        people_page = ada.get("/people").text
        assert "2 have both decisions so far, 1 of them the same" in people_page
        assert "Where two differ" in people_page
        ada.send(ada.get(case_of(folder, 1)), decision="lost", reason="we talked")
        assert mark(folder, 1, "1a.1") == (0, "Ada")


@pytest.mark.parametrize(
    ("pairs", "kappa"),
    [
        ([(1, 1)] * 20 + [(1, 0)] * 5 + [(0, 1)] * 10 + [(0, 0)] * 15, 0.4),
        ([(1, 0), (0, 1)], -1.0),
        ([(1, 1), (0, 0)], 1.0),
        ([(1, 1)] * 3, None),
        ([], None),
    ],
)
def test_cohens_kappa_is_what_its_paper_says(pairs, kappa):
    assert agreement(pairs).kappa == (None if kappa is None else pytest.approx(kappa))


# A contested mark


def test_the_reference_on_a_students_page_opens_the_case_and_keeps_an_answer(ada, folder):
    reference = re.search(r"1a\.1-[0-9a-f]{4}", ada.get(case_of(folder, 4)).text)[0]
    page = ada.get(f"/search?q= {reference.upper()} ")
    assert str(page.url).endswith(case_of(folder, 4))
    ada.send(page, "/answer", text="Your value is off by **1e-4**.")
    assert "<strong>1e-4</strong>" in ada.get(case_of(folder, 4)).text
    with Gradebook.open(folder) as book:
        (entry,) = [e for e in book.latest() if e.student == student(4)]
    (remark,) = entry.grade.tick("1a.1").remarks
    assert (remark.who, remark.text) == ("Ada", "Your value is off by **1e-4**.")


def test_a_search_finds_students_and_ticks_and_says_when_nothing_fits(ada):
    assert "Student 092" in ada.get("/search?q=1893").text
    assert "kind=every" in str(ada.get("/search?q=1B").url)
    assert "Nothing fits" in ada.get("/search?q=zzz").text
    assert read_reference("2a.4-7F3C") == ("2a.4", "2a.4-7f3c")
    assert read_reference("2a.4 7f3c") is None


def test_a_submission_without_a_tick_can_be_left_as_it_is(ada):
    page = ada.get("/?kind=unreadable")
    address, *_ = re.findall(r'href="(/submission/[^"]*)"', page.text)
    page = ada.send(ada.get(address.replace("&amp;", "&")), "/seen", reason="empty file")
    assert "Nothing is left here." in page.text


def test_what_is_to_be_said_of_several_submissions_is_one_case_and_seen_for_all(ada, folder):
    with Gradebook.open(folder) as book:
        for number in (60, 61, 62):
            store(book, number, None, error="is broken in the same way")
    page = ada.get("/?kind=unreadable")
    (address,) = {
        a for a, why in re.findall(r'href="(/submission/[^"]*)".*?(and 2 more|</tr>)', page.text) if "more" in why
    }
    whole = ada.get(address.replace("&amp;", "&"))
    assert "The same is to be said of 2 more" in whole.text
    ada.send(whole, "/seen")
    with Gradebook.open(folder) as book:
        assert book.connection.execute("SELECT COUNT(*) FROM acts WHERE kind = 'seen'").fetchone()[0] == 3


# Safe


def test_nobody_sees_anything_who_is_not_signed_in(folder):
    with reviewing(folder, "Ada") as ada:
        ada.client.cookies.clear()
        for address in ("/", case_of(folder, 0), "/log", "/log.csv", "/people", "/search?q=Ada", "/presence/a/b"):
            page = ada.get(address)
            assert titles(page) == ["Sign in"], address
            assert "Student 0" not in page.text
        assert titles(ada.post("/decide", shown="[]")) == ["Sign in"]


def test_a_form_without_this_sessions_key_or_of_another_site_is_refused(ada, folder):
    page = ada.get(case_of(folder, 0))
    assert ada.send(page, decision="earned", reason="x", key="0" * 32).status_code == 403
    for headers in ({"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site"}, {"host": "evil.example"}):
        answer = ada.client.post("/decide", data={"key": "x"}, headers=headers)
        assert answer.status_code in (403, 421)
    assert ada.client.post("/decide", content=b"x" * 3_000_000).status_code == 413
    assert ada.client.put("/decide").status_code == 405
    assert mark(folder, 0, "1a.1") == (0, None)


def test_every_answer_has_the_strict_policy_and_no_page_an_inline_script(ada, folder):
    for address in ("/", case_of(folder, 91), "/static/review.js", "/nowhere", "/search?q=" + HOSTILE[:40]):
        answer = ada.get(address)
        assert answer.headers["content-security-policy"] == POLICY
        assert answer.headers["x-content-type-options"] == "nosniff"
        for tag, attributes in Tags(answer.text).found:
            assert tag != "script" or attributes == {"src": "/static/review.js", "defer": None}
            assert not [name for name in attributes if name.startswith("on") or name == "style"]
    assert "unsafe" not in POLICY


class Tags(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))


def test_the_cookie_is_for_this_site_and_no_script(folder):
    with reviewing(folder, "Ada", secure=True) as ada, Gradebook.open(folder) as book:
        token = add_person(book.connection, "Cem")
        answer = ada.client.post("/sign-in", data={"name": "Cem", "token": token}, follow_redirects=False)
        cookie = answer.headers["set-cookie"].lower()
    assert all(word in cookie for word in ("httponly", "samesite=strict", "secure"))


def test_sign_in_is_limited_and_says_how_long_to_wait(folder):
    with reviewing(folder, "Ada") as ada:
        answers_ = [ada.post("/sign-in", name="Ada", token="guess").status_code for _ in range(7)]
        assert answers_ == [403] * 6 + [429]
        limiter = Limiter(2, 0.0)
        limiter.note("a")
        limiter.note("a")
        assert limiter.wait("a", "b") == 0


def test_tokens_and_sessions_are_kept_as_digests_and_end(folder):
    with Gradebook.open(folder) as book:
        db = book.connection
        token = add_person(db, " Cem  Tutor ")
        key = sign_in(db, "Cem Tutor", token)
        assert person_of(db, key) == "Cem Tutor"
        assert sign_in(db, "Cem Tutor", token[:-1]) is None
        assert sign_in(db, "Nobody", token) is None
        kept = " ".join(
            str(tuple(row)) for table in ("people", "sessions") for row in db.execute(f"SELECT * FROM {table}")
        )
        assert token not in kept
        assert key not in kept
        add_person(db, "Cem Tutor")
        assert person_of(db, key) is None
        remove_person(db, "Cem Tutor")
        assert "Cem Tutor" not in people(db)
        for wrong in ("", "x" * 81, "a\x00b"):
            with pytest.raises(GradebookError):
                add_person(db, wrong)


def test_signing_out_ends_the_session(ada):
    ada.send(ada.get("/"), "/sign-out")
    assert titles(ada.get("/")) == ["Sign in"]


def test_what_a_submission_says_is_text_on_every_page(ada, folder):
    submission = submission_of(folder, 91)
    for address in (
        "/",
        case_of(folder, 91),
        f"{case_of(folder, 91)}/equal",
        f"/submission/{submission}",
        "/?kind=every&state=all",
    ):
        text = ada.get(address).text
        assert "<script>alert" not in text
        assert "<img" not in text
        assert "\u202e" not in text
        assert "\x1b" not in text


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "![x](http://evil.example/x.png)",
        "[x](javascript:alert(1))",
        r"$\text{<script>alert(1)</script>}$",
        r"$\href{javascript:alert(1)}{x}$",
        r"$$\text{<img src=x onerror=alert(1)>}$$",
        "`<b>`\u202e",
    ],
)
def test_a_comment_is_markdown_without_any_html(text):
    markup = str(markdown(text))
    assert not re.search(r"<(?:script|img|b)\b|href=\"javascript|\son\w+=[^&]*>|\u202e", markup)


def test_a_comment_shows_mathematics():
    assert "<msup><mi>x</mi><mn>2</mn></msup>" in str(markdown("so $x^2$ and **not** x"))
    assert "<strong>not</strong>" in str(markdown("so $x^2$ and **not** x"))


# Nothing lost


def test_decisions_are_all_or_none(folder):
    with Gradebook.open(folder) as book:
        targets = standing(book.connection, "1a.1", {submission_of(folder, n) for n in range(3)})
        said = Said(earned=True, reason="r", who="Ada")
        decide(book.connection, targets[:1], said)
        with pytest.raises(Changed) as refused:
            decide(book.connection, targets, said)
        assert [found.last for found in refused.value.found] == [1, 0, 0]
        assert book.connection.execute("SELECT COUNT(*) FROM overrides").fetchone()[0] == 1
        assert not book.connection.in_transaction


def test_a_new_browser_of_a_new_server_goes_on_where_the_last_one_ended(folder):
    with reviewing(folder, "Ada") as ada:
        ada.send(ada.get(case_of(folder, 0)), decision="earned", reason="right")
        cookies, app = dict(ada.client.cookies), ada.client.app
    again = Browser(app)
    again.client.cookies.update(cookies)
    assert "earned</strong> by <bdi>Ada" in again.get(case_of(folder, 0)).text
    again.close()
