"""Pages in a real browser: silent, without network, by keyboard, accessible, and on paper."""

import re

import pytest
from support.browsing import visit
from support.reports import AVERAGE, HOSTILE, graded, submission, with_outcomes

from autograder.report.html import SampleRow, report_html, samples_html
from autograder.report.mathematics import typeset
from autograder.report.model_answers import model_answers


@pytest.fixture(scope="module")
def pages(project, grader, tmp_path_factory, browser):
    folder = tmp_path_factory.mktemp("pages")
    average = graded(project, grader, submission(project, folder, AVERAGE))
    hostile = graded(project, grader, submission(project, folder, HOSTILE, "<img src=x onerror=alert(9)>.ipynb"))
    models = model_answers(project, project.assignment(average.assignment))
    texts = {
        "average": report_html(average.for_students()),
        "staff": report_html(with_outcomes(average), models),
        "hostile": report_html(hostile),
        "samples": samples_html(
            [SampleRow("2a", "an <answer>", "a reason", "1 of 4 ✓", "average.html", ("2a.1 lost",))]
        ),
    }
    for name, text in texts.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("name", "dark"), [("average", False), ("average", True), ("staff", False), ("hostile", False), ("samples", False)]
)
def test_a_page_is_silent_asks_for_nothing_and_is_accessible(name, dark, pages, browser):
    with visit(browser, pages / f"{name}.html", dark=dark) as seen:
        assert seen.violations() == {}
        assert seen.network == []
        assert seen.logged == []
        assert seen.page.evaluate("document.scripts.length") == 0
        assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_harness_would_see_noise_requests_and_violations(pages, browser):
    broken = '<html><body><img src="other.png"><script>console.error("x")</script></body></html>'
    (pages / "broken.html").write_text(broken)
    with visit(browser, pages / "broken.html") as seen:
        assert "image-alt" in seen.violations()
        assert seen.network
        assert seen.logged


def test_a_report_is_read_by_keyboard_alone(pages, browser):
    with visit(browser, pages / "average.html") as seen:
        keyboard = seen.page.keyboard
        keyboard.press("Tab")
        assert seen.focused == "Skip to the content"
        keyboard.press("Enter")
        assert seen.focused == "main"
        keyboard.press("Tab")
        assert seen.focused == "2a"
        for _ in range(4):
            keyboard.press("Tab")
        assert seen.focused == "2a.4: not earned"
        keyboard.press("Enter")
        assert seen.page.url.endswith("#2a.4")
        assert seen.page.locator('[id="2a.4"]').is_visible()
        for _ in range(2):
            keyboard.press("Tab")
        assert seen.focused == "Your code for 2a"
        opened = seen.page.locator("details").first
        assert opened.get_attribute("open") is not None
        keyboard.press("Enter")
        assert opened.get_attribute("open") is None


def test_a_link_to_a_tick_opens_at_it(pages, browser):
    with visit(browser, pages / "average.html") as seen:
        seen.page.goto(seen.page.url + "#2d.4")
        assert seen.page.locator('[id="2d.4"]').evaluate("e => e.matches(':target')")
        assert seen.page.locator('[id="2d.4"]').evaluate("e => e.getBoundingClientRect().top < innerHeight")


def test_a_model_answer_unfolds_beside_the_students_code(pages, browser):
    with visit(browser, pages / "staff.html") as seen:
        section = seen.page.locator('[id="2a"]')
        section.get_by_text("Model answer to 2a").press("Enter")
        own, model = section.locator("details").first.bounding_box(), section.locator("details.model").bounding_box()
        assert abs(own["y"] - model["y"]) < 5
        assert own["x"] + own["width"] <= model["x"]
        assert seen.violations() == {}


@pytest.mark.parametrize("name", ["average", "staff", "hostile"])
def test_a_narrow_screen_needs_no_sideways_scrolling(name, pages, browser):
    with visit(browser, pages / f"{name}.html") as seen:
        seen.page.set_viewport_size({"width": 320, "height": 640})
        assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        ends = [plot.bounding_box() for plot in seen.page.locator("svg.plot").all()]
        assert bool(ends) is (name != "hostile")
        assert all(box["width"] >= 160 and box["x"] + box["width"] <= 320 for box in ends)


def test_mathematics_is_set_as_mathematics(pages, browser):
    with visit(browser, pages / "average.html") as seen:
        title = seen.page.locator('[id="h-2c"]')
        squared = title.locator("msup").first
        assert [squared.locator(name).text_content() for name in ("mi", "mn")] == ["σ", "2"]
        low, high = (squared.locator(name).bounding_box() for name in ("mi", "mn"))
        assert high["y"] + high["height"] < low["y"] + low["height"]
        assert "^" not in title.text_content()


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("beta_n", "<msub><mi>β</mi><mi>n</mi></msub>"),
        ("x1^4", "<msubsup><mi>x</mi><mn>1</mn><mn>4</mn></msubsup>"),
        ("alpha_bar_n", '<msub><mover accent="true"><mi>α</mi><mo>¯</mo></mover><mi>n</mi></msub>'),
        ("z_{n-1}", "<msub><mi>z</mi><mrow><mi>n</mi><mo>−</mo><mn>1</mn></mrow></msub>"),
        ("sigma", "<mi>σ</mi>"),
    ],
)
def test_what_is_plainly_mathematics_becomes_mathml(text, markup):
    assert typeset(f"so ({text}) <it>") == f"so (<math>{markup}</math>) &lt;it&gt;"


@pytest.mark.parametrize("text", ["a set", "1e-4", "some_name", "p^*", "muon", "E_data", "x_", "q2d_log_q", "^2"])
def test_what_may_be_something_else_stays_as_it_is(text):
    assert typeset(text) == text


def test_a_report_prints_on_a4_with_the_code_but_not_the_closed_model_answer(pages, browser):
    with visit(browser, pages / "staff.html") as seen:
        data = seen.page.pdf(prefer_css_page_size=True)
        boxes = {tuple(round(float(x)) for x in box.split()) for box in re.findall(rb"/MediaBox \[([^]]+)\]", data)}
        assert boxes == {(0, 0, 595, 842)}
        assert len(re.findall(rb"/Type /Page\b", data)) <= 8
        seen.page.emulate_media(media="print")
        assert seen.page.locator("details.model").first.is_hidden()
        assert seen.page.locator("details:not(.model)").first.is_visible()
