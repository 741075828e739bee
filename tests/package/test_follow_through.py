"""A ✓ that is right, or wrong, for an earlier answer of the student's own says so, and where that is to be mended."""

import nbformat
import pytest

from autograder.publish.gradescope.results import _explanation
from autograder.report.html import report_html
from autograder.report.text import grade_text

T, M = "def T(eps):\n    return np.exp(eps)", "def M(z, mu, sigma):\n    return z**sigma * np.exp(mu)"
WRONG_T = "def T(eps):\n    return np.exp(eps) + 1"
WRONG_M = "def M(z, mu, sigma):\n    return z ** (sigma**2) * np.exp(mu)"
COMPOSED = "def C(eps, mu, sigma):\n    return M(T(eps), mu, sigma)"
BY_ITSELF = "def C(eps, mu, sigma):\n    return np.exp(mu + sigma * eps)"
DERIVED = (
    "q2c_derivation = [sp.Eq((1 + sp.erf(t / sp.sqrt(2))) / 2, (1 + sp.erf((sp.log(a) - mu) / (sigma * sp.sqrt(2)))) / 2),"
    " sp.Eq(t, (sp.log(a) - mu) / sigma)]"
)


@pytest.fixture
def graded(grader, tmp_path):
    """The record of a notebook of problem 2 with these cells."""

    def grade(*cells):
        notebook = nbformat.v4.new_notebook(
            cells=[nbformat.v4.new_code_cell(cell) for cell in ("import numpy as np", *cells)]
        )
        nbformat.write(notebook, tmp_path / "p2.ipynb")
        return grader.grade_file(tmp_path / "p2.ipynb", "p2_variational_inference")

    return grade


def said(record, tick):
    found = record.tick(tick)
    return found.earned, found.finding.follow_through


def test_a_composition_of_a_wrong_part_is_earned_and_says_where_to_mend_it(graded):
    record = graded(T, WRONG_M, COMPOSED)
    earned, text = said(record, "2c.1")
    assert earned == 1 and "mend 2b" in text and "2a" not in text
    assert said(record, "2c.2")[0] == 0 and "mend 2a or 2b" in said(record, "2c.2")[1]
    for shown in (
        grade_text(record),
        report_html(record),
        report_html(record.for_students()),
        _explanation(record.tick("2c.1")),
    ):
        words = " ".join(shown.split())
        assert "T is not right yet" not in words and "M is not right yet: mend 2b" in words


def test_both_parts_are_named_where_both_are_wrong(graded):
    text = said(graded(WRONG_T, WRONG_M, COMPOSED), "2c.1")[1]
    assert "mend 2a" in text and "mend 2b" in text


def test_right_parts_and_a_c_of_its_own_say_nothing(graded):
    assert said(graded(T, M, COMPOSED), "2c.1") == (1, "")
    assert said(graded(T, WRONG_M, BY_ITSELF, DERIVED), "2c.1") == (1, "")


def test_a_decision_that_says_nothing_of_earlier_answers_stays_as_it_is(graded):
    record = graded(T, WRONG_M, COMPOSED)
    others = [tick for tick in record.ticks if tick.id not in ("2c.1", "2c.2")]
    assert all(tick.finding.follow_through == "" for tick in others)
