"""Reports say why every mark is what it is, keep staff's knowledge with staff, and print nothing raw."""

import dataclasses
import json
import re

import pytest
from support.gold import compare
from support.reports import AVERAGE, HOSTILE, graded, submission, with_outcomes

from autograder.grading.definitions import defining_cells
from autograder.record import as_json, evidence
from autograder.report.escaping import escape_invisible
from autograder.report.html import environment, report_html
from autograder.report.model_answers import model_answers
from autograder.report.plots import PLOTS, law_plot, sequence_plot
from autograder.report.text import grade_text


@pytest.fixture(scope="module")
def average(project, grader, tmp_path_factory):
    return graded(project, grader, submission(project, tmp_path_factory.mktemp("average"), AVERAGE))


@pytest.fixture(scope="module")
def hostile(project, grader, tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    return graded(project, grader, submission(project, folder, HOSTILE, "<img src=x onerror=alert(9)>.ipynb"))


@pytest.fixture(scope="module")
def models(project, average):
    return model_answers(project, project.assignment(average.assignment))


def relative(shown):
    return dataclasses.replace(shown.without_times(), submission="submission.ipynb")


def test_records_and_pages_are_as_they_were_looked_at(average, models, pytestconfig):
    accept = pytestconfig.getoption("--accept-gold")
    student, staff = relative(average.for_students()), relative(average)
    compare("record.json", json.dumps(as_json(student), indent=1, ensure_ascii=False) + "\n", accept=accept)
    compare("student.html", report_html(student), accept=accept)
    compare("staff.html", report_html(with_outcomes(staff), models), accept=accept)
    compare("report.txt", grade_text(student), accept=accept)


def test_the_same_submission_gives_the_same_bytes(project, grader, average, tmp_path):
    again = graded(project, grader, submission(project, tmp_path, AVERAGE))
    assert report_html(relative(again.for_students())) == report_html(relative(average.for_students()))


def test_a_students_edition_holds_no_hidden_input_and_no_model_answer(average, models):
    page = report_html(average.for_students())
    staff = report_html(average, models)
    lines = {line.strip() for part in models.values() for cell in part for line in cell.lines if "return" in line}
    own = {line for part in average.parts for cell in part.code for line in cell.lines}
    secret = {line for line in lines if not any(line in other for other in own)}
    assert secret
    text = re.sub(r"<[^>]+>", "", page)
    assert not [line for line in secret if line in text]
    assert "mu = 0, sigma = 1" in staff
    assert "mu = 0, sigma = 1" not in page
    assert not re.search("staff", page, re.IGNORECASE)
    assert "Model answer" not in page
    assert not re.search('"staff"|hidden', json.dumps(as_json(average.for_students())))


def test_model_answers_are_refused_for_a_students_record(average, models):
    with pytest.raises(ValueError, match="for staff"):
        report_html(average.for_students(), models)


def test_what_came_of_hidden_parameters_is_drawn_for_staff_only(average):
    """A function could write the parameters it was given into its values, and so into the curve."""
    items = {tick.id: tick.finding.evidence for tick in average.for_students().ticks}
    for_staff = {tick.id: tick.finding.evidence for tick in average.ticks}
    assert [item["kind"] for item in items["2a.4"]] == ["law"]
    assert items["2c.2"] == ()
    assert [item["kind"] for item in for_staff["2c.2"]] == ["law"] or "support" in str(average.ticks)


def test_every_tick_has_one_stable_link(average):
    page = report_html(average.for_students())
    for tick in average.ticks:
        assert page.count(f'id="{tick.id}"') == 1
        assert f'href="#{tick.id}"' in page
    identities = re.findall(r' id="([^"]+)"', page)
    assert len(identities) == len(set(identities))


@pytest.mark.parametrize("staff", [False, True])
def test_a_hostile_submission_makes_a_harmless_page(hostile, staff):
    page = report_html(hostile if staff else hostile.for_students())
    page.encode("utf-8")
    body = page.split("</style>")[-1]
    assert page.count("</style>") == 1
    assert not re.search(r"<(script|img|b|iframe|object)\b", body)
    assert not [c for c in page if not c.isprintable() and c != "\n"]
    assert "⟨U+202E⟩" in page
    assert "␛[31m" in page
    assert "&lt;script&gt;" in page
    assert len(page) < 300_000


def test_a_terminal_receives_no_control_characters(hostile):
    for width in (20, 60, 100, 500):
        text = grade_text(hostile, width=width)
        assert not [c for c in text if not c.isprintable() and c != "\n"]
        text.encode("utf-8")
        longest = min(max(width, 40), 140)
        assert max(len(line) for line in text.splitlines()) <= longest


def test_outcomes_are_told_apart_in_words_and_by_icon(average):
    page = report_html(with_outcomes(average))
    for words, icon in (
        ("ran out of time", "timeout"), ("exceeded a limit", "limit"), ("the grader failed", "fault"),
        ("raised an error", "raised"), ("not answered", "blank"), ("not earned", "lost"),
    ):  # fmt: skip
        assert re.search(rf'class="verdict {icon}">[^<]*{words}', page), words
        assert f"#i-{icon}" in page
    assert "Traceback &lt;b&gt;of&lt;/b&gt; the grader" in page
    assert "&lt;i&gt;read by hand&lt;/i&gt;" in page


@pytest.mark.parametrize(
    ("source", "defines"),
    [
        ("def T(eps):\n    return eps", True),
        ("T = np.exp", True),
        ("T: object = np.exp", True),
        ("M, T = f, g", True),
        ("class T:\n    pass", True),
        ("%timeit 1\nT = lambda e: e", True),
        ("x = T(1)", False),
        ("assert T == 1", False),
        ("print(T)", False),
        ("# T = 1", False),
        ("np.T = 1", False),
    ],
)
def test_the_cells_that_define_an_answer_are_found(source, defines):
    assert bool(defining_cells([(3, source)], ["T"])) is defines


def test_long_cells_are_cut_around_the_definition_and_say_so():
    source = "\n".join(["x = 1"] * 500 + ["T = 2  # " + "y" * 1000] + ["z = 3"] * 500)
    (cell,) = defining_cells([(1, source)], ["T"])
    assert len(cell.lines) == 120
    assert cell.left_out == 881
    assert cell.first_line == 496
    assert cell.lines[5].startswith("T = 2")
    assert len(cell.lines[5]) < 400


def test_evidence_is_bounded_plain_and_finite():
    bad = [{"kind": "numbers", "rows": [["x" * 999, float("nan")], ["y", 10**400], ["z", 1 / 3]] * 99}]
    bad += [{"kind": "law", "answer": [0.1, float("nan"), 7], "target": [0.2, 0.3, 0.4]}, {"kind": "elephant"}]
    numbers, law = evidence.bounded(bad)
    assert len(numbers["rows"]) == evidence.MOST_ROWS
    assert numbers["rows"][0] == ["x" * evidence.LONGEST_LABEL, "not finite"]
    assert numbers["rows"][2] == ["z", 0.333333]
    assert law == {"kind": "law", "answer": [0.1], "target": [0.2]}
    json.dumps([numbers, law], allow_nan=False)
    assert evidence.bounded([evidence.for_staff(law)])[0]["staff"] is True


def test_plots_put_the_right_thing_in_the_right_place():
    law = law_plot({"answer": [0.0, 0.5, 1.0], "target": [0.0, 0.25, 1.0]})
    assert law.curve == "0.00,168.00 84.00,126.00 168.00,0.00"
    assert (law.worst_x, law.worst_y, law.diagonal_y) == ("84.00", "126.00", "84.00")
    plot = sequence_plot(evidence.sequence([0.0, 0.5, 1.0, 0.9], "a schedule", inside=(0, 1)))
    assert (len(plot.inside), len(plot.outside)) == (2, 2)
    assert plot.words == "a schedule: outside (0, 1) at steps 1, 3."
    assert float(plot.band_top) < float(plot.inside[0][1]) < float(plot.band_top) + float(plot.band_height)


def test_every_kind_of_evidence_has_a_plot_and_a_template():
    templates = {name for name in environment().list_templates() if name.startswith("evidence/")}
    assert PLOTS.keys() == evidence.KINDS.keys()
    assert templates == {f"evidence/{kind}.html" for kind in PLOTS}


def test_a_schedule_of_an_older_record_is_drawn_as_a_sequence():
    old = {"kind": "schedule", "betas": [0.5, 1.5], "words": "a schedule"}
    plot = sequence_plot(evidence.current(old))
    assert plot.words == "a schedule: outside (0, 1) at step 2."
    assert plot.axis == "step n"


def test_what_cannot_be_seen_is_shown():
    assert escape_invisible("a\u202eb\x00\ud800\n") == "a⟨U+202E⟩b␀⟨U+D800⟩␊"
    assert escape_invisible("a\tb\nc", lines=True) == "a    b\nc"
    assert escape_invisible("∀ε∈ℝ é 中文") == "∀ε∈ℝ é 中文"
