"""What a student meets: whole notebooks, graded; each stands for a kind of slip that is no slip in mathematics."""

import nbformat
import pytest

from autograder.grading.submission import Submission

P1, P2, P4 = "p1_normalizing_flows", "p2_variational_inference", "p4_denoising_diffusion"


@pytest.fixture
def ticks(project, grader, tmp_path):
    """The ✓ of a notebook by id; a source that starts with a greater-than sign is a Markdown cell."""

    def grade(assignment, *sources):
        made = (nbformat.v4.new_markdown_cell, nbformat.v4.new_code_cell)
        cells = [
            made[not source.startswith(">")](source.removeprefix(">"), id=f"c{k}") for k, source in enumerate(sources)
        ]
        path = tmp_path / f"{assignment}.ipynb"
        path.write_text(nbformat.writes(nbformat.v4.new_notebook(cells=cells)))
        with Submission(path) as submission:
            return {tick.id: tick for tick in grader.grade(submission, project.assignment(assignment)).ticks}

    return grade


def test_an_answer_in_a_text_is_told_where_it_stands(ticks):
    found = ticks(
        P1, ">q1a_is_valid_flow = False", "q1b_is_valid_flow = ...", "> q1b_is_valid_flow = False\nwas my answer"
    )
    assert "cell 1, which starts with `q1a_is_valid_flow = False` has it, but as text" in found["1a.1"].finding.hint
    assert "cell 3, which starts with `q1b_is_valid_flow = False` has it, but as text" in found["1b.1"].finding.hint


def test_an_answer_that_a_later_cell_takes_back_is_told_which(ticks):
    found = ticks(P1, "def q1a_null_direction(a): return [a[1], -a[0]]", "def q1a_null_direction(a):\n    return ...")
    assert found["1a.3"].finding.got == "`...`"
    assert found["1a.3"].finding.hint == "cell 2, which starts with `def q1a_null_direction(a):` defines it again"


def test_a_step_that_an_array_has_turned_into_a_text_is_told(ticks):
    """As the public check tells it; a tuple of the two is right."""
    source = """
import numpy as np
def q4b_failure(betas):
    step, name = np.flatnonzero(np.cumprod(1 - betas) < 0)[0] + 1, "sqrt(alpha_bar_n)"
    return {}
"""
    assert ticks(P4, source.replace("{}", "(step, name)"))["4b.2"].outcome == "earned"
    assert (
        "turns the step into a text" in ticks(P4, source.replace("{}", "np.array([step, name])"))["4b.2"].finding.hint
    )


def test_a_density_may_have_any_value_at_zero_itself(ticks):
    """The exponential distribution: at z = 0 its density is 1 / sigma, which changes no integral."""
    source = """
import numpy as np
def q2d_log_q(z, mu, sigma):
    z, scale = np.asarray(z, float), np.exp(mu + sigma)
    return np.where(z >= 0, -z / scale - np.log(scale), -np.inf)
"""
    assert ticks(P2, source)["2d.3"].outcome == "earned"
    assert ticks(P2, source.replace("z >= 0", "z > -2"))["2d.3"].outcome == "not earned"
