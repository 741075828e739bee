"""One prepared parent for all tests of a run that grade something."""

from pathlib import Path

import pytest

from autograder.project import read_project
from autograder.sandbox import Budget, Host

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def project():
    return read_project(ROOT)


@pytest.fixture(scope="session")
def host(project):
    budget = Budget(cell_seconds=20, call_seconds=5)
    with Host(budget, forbidden=(project.root,)) as started:
        started.isolation = started.ready()
        started.budget = budget
        yield started
