"""The cells that a sheet gives are found in its source, and are enough for what sheets promise."""

import pytest

from autograder.exam.given import given_cells
from autograder.exam.sheets import read_sheet

PROMISED = {
    "p1_normalizing_flows": ("np", "sp", "x", "REQUIREMENTS"),
    "p2_variational_inference": ("math", "np", "sp", "a", "m", "sigma", "t", "mu", "F", "Q01", "Q"),
    "p3_generative_adversarial_networks": ("np", "sp", "p", "q", "D"),
    "p4_denoising_diffusion": ("np", "QUANTITIES"),
}


@pytest.mark.parametrize("name", PROMISED)
def test_given_cells_are_those_that_a_reader_of_notebooks_finds(project, name):
    path = project.root / "assignments" / f"{name}.md"
    cells = [cell for cell in read_sheet(path).cells if cell.cell_type == "code"]
    expected = [c.source for c in cells if c.metadata["name"] == "setup" or c.metadata["name"].startswith("given")]
    assert list(given_cells(path)) == expected
    assert project.assignment(name).given == tuple(expected)


@pytest.mark.parametrize("name", PROMISED)
def test_given_cells_define_what_the_contract_promises(project, name):
    namespace = {}
    for source in project.assignment(name).given:
        exec(source, namespace)
    assert set(PROMISED[name]) <= set(namespace)


def test_a_missing_sheet_gives_nothing(tmp_path):
    assert given_cells(tmp_path / "no.md") == ()
