"""A sheet gives nothing away: its own words, formulas, code and checks earn no ✓, and a check tells nothing by arguments."""

import pytest
from support.copyist import Copyist
from support.sheets import NAMES, notebook

from autograder.errors import BuildError
from autograder.exam.sheets import read_sheet
from autograder.publish.build.announced import refuse_unannounced_arguments

GIVEN_AWAY = {
    "p1_normalizing_flows": "## Errata\n\n* **1b.** It claims a collision for *any* $x$; flipping the sign of $x_1$ gives one.\n"
    "* **1c.** A determinant of exactly 1 leaves $f^{-1}(x) = x + b$.",
    "p4_denoising_diffusion": "## Errata\n\n* **4d.** The last lines lost their minus signs: flagging schedule 1 or 3 costs a ✓ each.\n"
    "* **4d.** The reason for schedule 4 holds for `n <= N / 2`; at `N` it fails for the other reason.",
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_the_sheets_own_text_earns_nothing(name, project):
    assert Copyist(notebook(project.root, name), project.assignment(name)).earned() == {}


@pytest.mark.parametrize(("name", "least"), [("p1_normalizing_flows", 3), ("p4_denoising_diffusion", 3)])
def test_errata_on_a_sheet_would_be_found(name, least, project):
    document = notebook(project.root, name)
    document["cells"].append({"cell_type": "markdown", "metadata": {}, "source": [GIVEN_AWAY[name]]})
    assert len(Copyist(document, project.assignment(name)).earned()) >= least


CHECK = """
import numpy as np
from otter.test_files import test_case
from autograder.exam.notebook.calls import called
LENGTH = 10

@test_case(name="q4d_witness gives a step", points=0)
def witness(q4d_invalid, q4d_witness):
    {body}
"""


@pytest.mark.parametrize(
    "body",
    [
        "q4d_witness(2, 10)",
        'called(q4d_witness, "q4d_witness", 2, 20)',
        "k = 2\n    q4d_witness(k, 20)",
        "for k in (2, 4): q4d_witness(k, 20)",
        "[q4d_witness(k, 20) for k in (2, 4)]",
        'called(q4d_witness, "q4d_witness", k, LENGTH)',
    ],
)
def test_a_check_that_tells_what_is_asked_is_refused(body, project):
    sheet = project.root / "assignments" / "p4_denoising_diffusion.md"
    with pytest.raises(BuildError, match="not announced"):
        refuse_unannounced_arguments("q4d", CHECK.format(body=body), read_sheet(sheet), sheet)


@pytest.mark.parametrize(
    "body", ["for k in q4d_invalid: q4d_witness(k, 20)", 'called(q4d_witness, "q4d_witness", *q4d_invalid)']
)
def test_a_check_may_use_what_the_student_answered_and_what_the_sheet_shows(body, project):
    sheet = project.root / "assignments" / "p4_denoising_diffusion.md"
    refuse_unannounced_arguments("q4d", CHECK.format(body=body), read_sheet(sheet), sheet)


def test_the_errata_that_touch_an_answer_stand_in_the_solutions(project):
    for name, words in (("p1_normalizing_flows", "claims a collision"), ("p4_denoising_diffusion", "minus signs")):
        assert words in (project.root / "solutions" / f"{name}.py").read_text()
        assert words not in (project.root / "assignments" / f"{name}.md").read_text()
