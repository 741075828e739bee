"""A class report in a real browser and as files: every number leads to its submissions, anonymous ones name nobody."""

import contextlib
import re
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
from support.browsing import visit
from support.papers import graded, numbers, paper, tick

from autograder.classroom import pseudonyms
from autograder.classroom.analysis import Paper
from autograder.classroom.gradebook import Gradebook, NewSubmission, Result, Student, WorkQueue
from autograder.errors import UserError
from autograder.record import as_json
from autograder.record.notes import Note, NoteKind
from autograder.report.class_site import pages, write_class_report
from autograder.report.html import SampleRow, report_html, samples_html

HOSTILE = '</td><script>alert(1)</script><img src=x onerror=alert(2)> \u202egnp.x\u202c \x07\x1b[31m \ud800"'


def slip(number):
    """The first three make a mistake that has a name."""
    return {"mistake": "variance-for-deviation", "explanation": f"Is it the variance? {HOSTILE}"} if number < 3 else {}


def small_class():
    """Twelve students with every outcome; one of them attacks whoever reads about the class."""
    found = []
    for n in range(12):
        ticks = [
            tick("1a.1", int(n > 2), got="another value", evidence=numbers(3.0), **slip(n)),
            tick("1a.2", int(n > 6), outcome="earned" if n > 6 else "not answered"),
            tick("3a.1", n % 2, outcome="answer timed out" if n == 4 else "", got=HOSTILE),
            tick("3a.-1", -(n % 3 == 0)),
        ]
        found.append(paper(n, ticks, name=HOSTILE if n == 1 else "", code=[HOSTILE]))
    found.append(
        paper(12, [tick("1a.1", 0, outcome="grader fault"), tick("1a.2", 1), tick("3a.1", 1), tick("3a.-1", 0)])
    )
    found.append(Paper(slug="broken", student="u013", name=HOSTILE, assignment="unknown", grade=None, error=HOSTILE))
    return found


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site") / "report"
    write_class_report(small_class(), folder, models={}, anonymous=False)
    return folder


class Links(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.hrefs, self.ids = [], set()
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.ids |= {found["id"]} if "id" in found else set()
        self.hrefs += [found["href"]] if tag == "a" else []


def test_every_link_leads_to_a_place_that_exists(site):
    read = {path.relative_to(site).as_posix(): Links(path.read_text()) for path in site.rglob("*.html")}
    count = 0
    for name, page in read.items():
        for href in page.hrefs:
            target, _, place = href.partition("#")
            base = name.rpartition("/")[0]
            target = name if not target else f"{base}/{target}" if base else target
            assert target in read, (name, href)
            assert not place or unquote(place) in read[target].ids, (name, href)
            count += 1
    assert count > 100


@pytest.mark.parametrize("name", ["index", "students", "reading", "wrong", "tick-1a.1"])
def test_a_class_page_is_silent_asks_for_nothing_and_is_accessible(name, site, browser):
    with visit(browser, site / f"{name}.html") as seen:
        assert seen.violations() == {}
        assert seen.network == []
        assert seen.logged == []


def test_a_class_page_is_accessible_in_the_dark_and_fits_a_narrow_screen(site, browser):
    with visit(browser, site / "index.html", dark=True) as seen:
        assert seen.violations() == {}
        seen.page.set_viewport_size({"width": 360, "height": 700})
        assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_what_the_class_misunderstood_leads_to_who_did(site, browser):
    with visit(browser, site / "index.html") as seen:
        row = seen.page.locator(".ideas tbody tr")
        assert row.count() == 1
        assert "variance for deviation" in row.inner_text()
        assert "23 %" in row.inner_text() and "1a.1" in row.inner_text()
        row.get_by_role("link", name="3").click()
        seen.page.wait_for_url("**/misconceptions.html#m1")
        assert seen.page.locator("section:target .papers a").count() == 3
        assert seen.logged == []


def test_a_mistake_that_was_mended_since_an_earlier_attempt_is_said_to_be():
    before = [paper(n, [tick("1a.1", 0, mistake="sign-turned", explanation="Which sign?")]) for n in range(2)]
    now = [before[0], paper(1, [tick("1a.1", 1)])]
    index = dict(pages(now, models={}, anonymous=False, earlier=before))["index.html"]
    assert "sign turned" in index and "1 of 2 mended it" in index


def test_a_table_is_sorted_by_keyboard_and_says_so(site, browser):
    with visit(browser, site / "students.html") as seen:
        column = "[...document.querySelectorAll('tbody tr')].map(row => row.cells[2].textContent)"
        button = seen.page.get_by_role("button", name="All ✓")
        button.focus()
        seen.page.keyboard.press("Enter")
        rising = [int(text) for text in seen.page.evaluate(column)]
        assert rising == sorted(rising) and len(set(rising)) > 1
        assert button.locator("..").get_attribute("aria-sort") == "ascending"
        seen.page.keyboard.press("Space")
        assert [int(text) for text in seen.page.evaluate(column)] == sorted(rising, reverse=True)
        assert button.locator("..").get_attribute("aria-sort") == "descending"
        seen.page.keyboard.press("Tab")
        assert seen.focused == "Credits"


def test_from_a_number_to_a_submission_by_keyboard(site, browser):
    with visit(browser, site / "index.html") as seen:
        seen.page.get_by_role("link", name="3 submissions").first.focus()
        seen.page.keyboard.press("Enter")
        seen.page.wait_for_url("**/wrong.html#w*")
        seen.page.locator("section:target .papers a").first.focus()
        seen.page.keyboard.press("Enter")
        seen.page.wait_for_url("**/staff/*.html#1a.1")
        assert seen.page.locator('[id="1a.1"]').is_visible()
        assert seen.logged == []


def test_everything_can_be_read_without_script(site, browser):
    context = browser.new_context(java_script_enabled=False)
    with contextlib.closing(context):
        page = context.new_page()
        page.goto((site / "index.html").as_uri())
        assert page.get_by_role("button").count() == 0
        assert page.get_by_role("table", name="Every ✓ of the class").is_visible()


def test_another_script_than_ours_would_not_run(site, browser):
    text = (site / "index.html").read_text().replace("</main>", "</main><script>document.title = 'mine'</script>")
    (site / "changed.html").write_text(text)
    with visit(browser, site / "changed.html") as seen:
        assert seen.page.title() != "mine"
        assert any("Content Security Policy" in line for line in seen.logged)
    (site / "changed.html").unlink()


def test_a_class_report_prints_on_a4(site, browser):
    with visit(browser, site / "index.html") as seen:
        data = seen.page.pdf(prefer_css_page_size=True)
        boxes = {tuple(round(float(x)) for x in box.split()) for box in re.findall(rb"/MediaBox \[([^]]+)\]", data)}
        assert boxes == {(0, 0, 595, 842)}


def test_the_same_class_gives_the_same_bytes():
    assert dict(pages(small_class(), models={}, anonymous=False)) == dict(
        pages(small_class()[::-1], models={}, anonymous=False)
    )


def test_a_folder_that_is_no_report_is_left_alone(tmp_path):
    (tmp_path / "thesis.tex").write_text("years of work")
    with pytest.raises(UserError, match="holds no report"):
        write_class_report(small_class(), tmp_path, models={}, anonymous=False)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.tex"]


def test_a_failure_leaves_the_earlier_report(site, monkeypatch):
    before = (site / "index.html").read_bytes()
    broken_plot = tick("1a.1", 0, evidence=({"kind": "law"},))
    bad = [paper(99, [broken_plot, tick("1a.2", 0), tick("3a.1", 0), tick("3a.-1", 0)])]
    broken = [*small_class(), *bad]
    with pytest.raises(KeyError):
        write_class_report(broken, site, models={}, anonymous=False)
    assert (site / "index.html").read_bytes() == before
    assert [path.name for path in site.parent.iterdir()] == ["report"]


def test_the_students_edition_holds_nothing_for_staff():
    secret = {"kind": "numbers", "rows": [["at SECRET", 1.0]], "staff": True}
    one = tick("1a.1", 0, input="SECRET", trace="SECRET", note="SECRET", evidence=(secret, *numbers(2.0)))
    edition = paper(1, [one]).grade.for_students()
    assert "SECRET" not in repr(edition) + report_html(edition)
    assert edition.ticks[0].finding.evidence == numbers(2.0)


# --- from a gradebook ---

ADA = Student("a1815", "Ada Lovelace", "ada@x.edu", (("canvas", "67890"),))
BOB = Student("b2", "Earned Law", "bob@x.edu")


@pytest.fixture
def results(tmp_path):
    """A gradebook with two students, whose names are in file names, code and messages."""
    with Gradebook.open(tmp_path / "results", create=True) as book:
        queue = WorkQueue(book, "g1", {"p1_normalizing_flows": "t1"})
        queue.start_run()
        for number, student in enumerate((ADA, BOB)):
            queue.take_in(
                [
                    NewSubmission(
                        digest=f"{number}" * 64,
                        source=f"{student.name}_p1.ipynb",
                        assignment="p1_normalizing_flows",
                        students=(student,),
                    )
                ]
            )
        while (work := queue.claim()) is not None:
            number = int(work.digest[0])
            mine = (["# by Ada Lovelace, ADA@x.edu, a1815", "adapt = 1"], "ada wrote it", ["Lovelace, 67890"])
            other = (["# by Earned Law"], "law wrote it", [])
            code, got, notes = other if number else mine
            one = paper(number, [tick("1a.1", 0, got=got, evidence=numbers(2.0))], code=code, notes=tuple(Note(kind=NoteKind.GRADING, what=note) for note in notes),
                        assignment="p1_normalizing_flows")  # fmt: skip
            queue.store(work, Result(one.grade, 0.1, {}))
    return tmp_path / "results"


def test_the_example_in_the_help_of_report_works(results, run):
    _, text, _ = run("class", "report", "--help")
    example = re.search(r"Example: autograder (.+)", text)[1].split()
    status, out, err = run(*example)
    assert (status, err) == (0, "")
    assert "2 submissions" in out
    index = (results / "report" / "index.html").read_text()
    assert (
        "Ada Lovelace (a1815)" in index or "Ada Lovelace (a1815)" in (results / "report" / "students.html").read_text()
    )
    assert (
        len(list((results / "report" / "staff").iterdir()))
        == len(list((results / "report" / "student").iterdir()))
        == 2
    )


def test_an_anonymous_report_names_nobody_and_stays_the_same(results, run):
    assert run("class", "report", "-o", results, "--anonymous")[0] == 0
    folder = results / "report-anonymous"
    first = {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*.html")}
    for name, text in first.items():
        words = re.sub(r"<style>.*?</style>|<script>.*?</script>", "", text, flags=re.DOTALL)
        found = re.search(
            r"lovelace|\bada\b|a1815|67890|x\.edu|earned law|0000000|1111111", name + words, re.IGNORECASE
        )
        assert found is None, (name, found)
    assert any("adapt = 1" in re.sub("<[^>]+>", "", text) for text in first.values()), "only whole words are blanked"
    assert (results / "report.key").stat().st_mode & 0o777 == 0o600
    assert run("class", "report", "-o", results, "--anonymous")[0] == 0
    assert {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*.html")} == first
    (results / "report.key").unlink()
    assert run("class", "report", "-o", results, "--anonymous")[0] == 0
    again = {path.relative_to(folder).as_posix() for path in (folder / "staff").iterdir()}
    assert not again & set(first), "pseudonyms hang on the key, not on the name alone"


def test_a_name_that_is_an_outcome_changes_no_outcome():
    one = tick("1a.1", 0, got="earned it")
    hidden = pseudonyms.without_names({"ticks": as_json(graded([one]))["ticks"]}, ["Earned Law", "not"])
    assert hidden["ticks"][0]["outcome"] == "not earned"
    assert hidden["ticks"][0]["got"] == f"{pseudonyms.HIDDEN} it"


def test_an_empty_gradebook_is_a_clear_error(tmp_path, run):
    Gradebook.open(tmp_path, create=True).close()
    status, _, err = run("class", "report", "-o", tmp_path)
    assert status == 2 and "holds no submissions" in err


def test_a_page_for_staff_says_whose_it_is_and_a_students_does_not():
    made = dict(pages([paper(3, [tick("1a.1", 1)], name="Ada Lovelace (1815)")], models={}, anonymous=False))
    assert "Ada Lovelace (1815)" in made["staff/s003.html"]
    assert "Lovelace" not in made["student/s003.html"]


@pytest.mark.parametrize("name", ["index.html", "reading.html", "students.html", "samples.html"])
def test_tables_are_read_on_a_narrow_screen(name, browser, site):
    if name == "samples.html":
        rows = [
            SampleRow(
                f"{n}a",
                f"a_name_of_a_sample_{n}",
                "why it earns that, in a sentence of some length " * 3,
                "2 of 3",
                "x",
            )
            for n in range(9)
        ]
        (site / name).write_text(samples_html(rows))
    with visit(browser, site / name) as seen:
        seen.page.set_viewport_size({"width": 390, "height": 800})
        heights = seen.page.evaluate(
            "[...document.querySelectorAll('tr')].map(row => row.getBoundingClientRect().height)"
        )
        width = seen.page.evaluate("document.documentElement.scrollWidth")
    assert max(heights) < 800
    assert width <= 390
