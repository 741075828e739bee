"""One prepared parent for all tests of a run that grade something."""

from pathlib import Path

import pytest

from autograder.build import build_all
from autograder.project import read_project
from autograder.sandbox import Budget, Host

ROOT = Path(__file__).resolve().parents[2]


def pytest_addoption(parser):
    parser.addoption("--every-sample", action="store_true", help="compare all labelled samples between the routes")
    parser.addoption("--every-attack", action="store_true", help="send every attack through every route")


@pytest.fixture(scope="session")
def project():
    return read_project(ROOT)


@pytest.fixture(scope="session")
def built(project, tmp_path_factory):
    """Everything the build hands out."""
    out = tmp_path_factory.mktemp("built") / "dist"
    build_all(project, out, verify=False, say=lambda _: None)
    return out


@pytest.fixture(scope="session")
def host(project):
    budget = Budget(cell_seconds=20, call_seconds=5)
    with Host(budget, forbidden=(project.root,)) as started:
        started.isolation = started.ready()
        started.budget = budget
        yield started
