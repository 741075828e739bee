"""Reviewing in a real browser: two people on one queue, by keyboard alone, accessible, deaf to what submissions say."""

import random
import threading
from contextlib import contextmanager

import pytest
from suite import read_attacks
from support.browsing import Visit
from support.papers import graded, tick
from support.review_server import Client, free_port, server_process, serving, tokens
from support.reviewing import answers, small_class, store, submission_of
from support.tiers import few, one_in

from autograder.classroom.gradebook import Gradebook
from autograder.record import CellError
from autograder.record.notes import Note, NoteKind


@contextmanager
def signed_in(browser, url, name, token, *, width=1280, dark=False):
    """A browser of its own for one person."""
    scheme = "dark" if dark else "light"
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    try:
        seen = Visit(context.new_page())
        seen.page.goto(f"{url}/sign-in")
        seen.page.fill("[name=name]", name)
        seen.page.fill("[name=token]", token)
        seen.page.click("main button")
        seen.page.wait_for_url(f"{url}/")
        yield seen
    finally:
        context.close()


def close_class(folder, count):
    """As many different answers that are lost by a small margin."""
    with Gradebook.open(folder, create=True) as book:
        for number in range(count):
            store(book, number, answers(number, value=1.5 + 1e-6 * (number + 1)))


def acts(folder):
    with Gradebook.open(folder) as book:
        return [tuple(row) for row in book.connection.execute("SELECT kind, who, submission FROM acts ORDER BY id")]


class Typist:
    """Presses keys, waits for what they lead to, and counts them."""

    def __init__(self, page):
        self.page, self.presses = page, 0

    def press(self, *keys):
        for key in keys:
            self.presses += 1
            self.page.keyboard.press(key)

    def press_on(self, key):
        """A key that leads to another page."""
        with self.page.expect_navigation():
            self.press(key)

    def type(self, text):
        self.presses += len(text)
        self.page.keyboard.type(text)


def test_twenty_cases_by_keyboard_alone_in_two_presses_each(browser, tmp_path):
    close_class(tmp_path, 20)
    with serving(tmp_path, "Ada") as (url, made), signed_in(browser, url, "Ada", made["Ada"]) as seen:
        typist = Typist(seen.page)
        typist.press_on("Enter")  # the first case
        typist.press("r")
        typist.type("rounding")
        typist.press("Enter")
        typist.press_on("e")
        before = typist.presses
        for _ in range(19):
            typist.press("1")
            typist.press_on("e")
        assert typist.presses - before == 2 * 19
        assert "Nothing is left here." in seen.page.inner_text("main")
        assert seen.logged == []
    assert len(acts(tmp_path)) == 20
    print(f"20 cases: {typist.presses} presses, {before} of them for the first")


def test_twenty_equal_answers_in_three_presses_and_undone_in_one(browser, tmp_path):
    with Gradebook.open(tmp_path, create=True) as book:
        store(book, 99, answers(99, value=1.5002))
        for number in range(20):
            store(book, number, answers(number, value=1.5001, saw="same"))
    with serving(tmp_path, "Ada") as (url, made), signed_in(browser, url, "Ada", made["Ada"]) as seen:
        typist = Typist(seen.page)
        seen.page.goto(f"{url}/case/{submission_of(tmp_path, 99)}/1a.1?kind=close")
        typist.press("r")
        typist.type("rounding")
        typist.press("Enter")
        typist.press_on("e")
        before = typist.presses
        typist.press_on("g")
        assert seen.page.locator(".equal > li").count() == 20
        typist.press("1")
        typist.press_on("e")
        assert typist.presses - before == 3
        assert "Nothing is left here." in seen.page.inner_text("main")
        seen.page.goto(f"{url}/case/{submission_of(tmp_path, 3)}/1a.1")
        typist.press_on("u")
        assert "undone" in seen.page.inner_text(".decisions")
    with Gradebook.open(tmp_path) as book:
        assert book.connection.execute("SELECT COUNT(*) FROM overrides WHERE earned IS NULL").fetchone()[0] == 20


def test_every_key_that_the_list_names_does_something(browser, tmp_path):
    small_class(tmp_path)
    with serving(tmp_path, "Ada") as (url, made), signed_in(browser, url, "Ada", made["Ada"]) as seen:
        page = seen.page
        page.goto(f"{url}/case/{submission_of(tmp_path, 0)}/1a.1")
        page.keyboard.press("?")
        listed = page.locator("#keys dt").all_inner_texts()
        assert {"q", "/", "e", "l", "w", "r", "c", "g", "h", "n", "p", "t", "?"} <= set(listed)
        page.keyboard.press("Escape")
        page.keyboard.press("h")
        assert page.locator("details[open] .private").first.is_visible()
        page.keyboard.press("c")
        assert page.evaluate("document.activeElement.name") == "comment"
        page.keyboard.type("e l w")
        page.keyboard.press("Escape")
        page.keyboard.press("p")
        assert page.is_checked("[name=breadth]")
        page.keyboard.press("e")
        assert page.evaluate("document.activeElement.name") == "reason"  # the browser asks for what is missing
        page.keyboard.press("Escape")
        page.keyboard.press("/")
        page.keyboard.type("1893")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert "Student 093" in page.inner_text("main")
        assert seen.logged == []


def test_two_people_in_two_browsers_share_a_queue_and_nobody_is_overruled_unseen(browser, tmp_path):
    close_class(tmp_path, 6)
    with (
        serving(tmp_path, "Ada", "Ben") as (url, made),
        signed_in(browser, url, "Ada", made["Ada"]) as ada,
        signed_in(browser, url, "Ben", made["Ben"]) as ben,
    ):
        first = f"{url}/case/{submission_of(tmp_path, 0)}/1a.1?kind=close"
        for seen in (ada, ben):
            seen.page.goto(first)
        assert "Ada looks at this, too" in ben.page.inner_text("#presence")
        ada.page.locator("#presence", has_text="Ben looks at this, too").wait_for()
        decide(ada.page, "earned", "right")
        decide(ben.page, "lost", "wrong")
        assert "Not decided" in ben.page.inner_text("h1")
        assert "Ada: earned (right)" in ben.page.inner_text("main")
        ben.page.goto(f"{url}/next?kind=close")
        for turn in range(5):
            decide((ben, ada)[turn % 2].page, "lost", "confirmed")
            (ada, ben)[turn % 2].page.goto(f"{url}/next?kind=close")
        for seen in (ada, ben):
            assert "Nothing is left here." in seen.page.inner_text("main")
        noise = [line for line in ada.logged + ben.logged if "409" not in line]
        assert noise == []
    made_by = [(who, submission) for _, who, submission in acts(tmp_path)]
    assert len(made_by) == len({submission for _, submission in made_by}) == 6
    assert {who for who, _ in made_by} == {"Ada", "Ben"}


def decide(page, decision, reason):
    page.fill("#reason", reason)
    with page.expect_navigation():
        page.click(f"button[value={decision}]")


PLACES = [
    "/",
    "/?kind=every&state=all",
    "{case}",
    "{case}/equal",
    "{odd}",
    "{nobody}",
    "/log",
    "/people",
    "/search?q=Student",
]


SCREENS = [(width, dark) for width in (1280, 390) for dark in (False, True)]


@pytest.mark.parametrize(("width", "dark"), few(SCREENS, lambda screen: screen == (390, True)))
def test_every_page_is_accessible_and_fits_its_screen(browser, tmp_path, width, dark):
    small_class(tmp_path)
    with Gradebook.open(tmp_path) as book:
        (nobody,) = [e.submission for e in book.latest() if e.student is None]
    places = {
        "case": f"/case/{submission_of(tmp_path, 0)}/1a.1", "odd": f"/case/{submission_of(tmp_path, 91)}/1a.1",
        "nobody": f"/submission/{nobody}?roster=student",
    }  # fmt: skip
    with (
        serving(tmp_path, "Ada") as (url, made),
        signed_in(browser, url, "Ada", made["Ada"], width=width, dark=dark) as seen,
    ):
        seen.page.goto(url + places["case"])
        decide(seen.page, "earned", "right *after* all")
        for place in PLACES:
            seen.page.goto(url + place.format(**places))
            assert seen.violations() == {}, place
            assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), place
            if width == 1280 and "{case}" in place:
                assert seen.page.evaluate("document.documentElement.scrollHeight <= innerHeight"), place
        seen.page.context.clear_cookies()
        seen.page.goto(url)
        assert seen.violations() == {}
        assert seen.logged == []


ATTACKS = read_attacks()


@pytest.mark.parametrize("every", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_no_attack_does_anything_in_the_browser_of_who_reads_it(browser, tmp_path, every):
    chosen = [attack for attack in ATTACKS if every or one_in(20, attack.claim)]
    with Gradebook.open(tmp_path, create=True) as book:
        for number, attack in enumerate(chosen):
            store(book, number, report_of(attack, number), source=f"export/{attack.claim}.ipynb"[:200])
    with serving(tmp_path, "Ada") as (url, made), signed_in(browser, url, "Ada", made["Ada"]) as seen:
        for number in range(len(chosen)):
            home = submission_of(tmp_path, number)
            for place in [f"/case/{home}/1a.1", *([f"/submission/{home}"] if number % 4 == 0 else [])]:
                seen.page.goto(url + place)
                assert seen.page.evaluate("document.scripts.length") == 1
        seen.page.goto(f"{url}/?kind=every&state=all")
        assert seen.logged == []
        assert [asked for asked in seen.network if not asked.startswith(url)] == []


def report_of(attack, number):
    """A record that repeats all an attack says, wherever a record has words of a submission."""
    text = attack.code
    lost = tick("1a.1", 0, got=text[:3000], expected="an answer", input=text[:3000], saw=str(number))
    return graded(
        [lost, tick("1a.2", 1)], assignment="p1_x", code=text.splitlines(), sha256=f"{number:064x}",
        cells=(CellError(number=1, error=text[:500]),),
        notes=(Note(kind=NoteKind.GRADING, what=text[:500], cell=1, first_line=text[:80]),),
    )  # fmt: skip


@pytest.mark.parametrize("kills", [2, pytest.param(20, marks=pytest.mark.slow)])
def test_no_confirmed_decision_is_lost_however_often_the_server_is_killed(tmp_path, kills):
    close_class(tmp_path, 4)
    chosen, port = random.Random(kills), free_port()
    token, confirmed = tokens(tmp_path, "Ada")["Ada"], []
    for number in range(kills):
        with server_process(tmp_path, port) as process:
            killer = Killer(process, f"/case/{submission_of(tmp_path, number % 4)}/1a.1", chosen)
            confirmed += Client(port, "Ada", token).decide(killer, f"kill {number}")
            killer.timer.join()
    with Gradebook.open(tmp_path) as book:
        kept = {row["reason"] for row in book.connection.execute("SELECT reason FROM overrides")}
        assert book.connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert len(confirmed) >= kills
    assert set(confirmed) <= kept
    assert len(kept) - len(confirmed) <= kills  # what was stored, but not confirmed any more
    print(f"{kills} kills, {len(confirmed)} decisions confirmed, {len(kept)} kept, none lost")


class Killer:
    """Names the same case again and again, and kills the server at a random moment around one of the decisions."""

    def __init__(self, process, place, chosen):
        self.place, self.left = place, chosen.randint(2, 8)
        self.timer = threading.Timer(chosen.random() * 0.1, process.kill)

    def __call__(self):
        self.left -= 1
        if self.left == 0:
            self.timer.start()
        return self.place
