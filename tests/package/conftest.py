"""One prepared parent for all tests of a run that grade something."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from autograder.build import build_all
from autograder.project import read_project
from autograder.sandbox import Budget, Host

ROOT = Path(__file__).resolve().parents[2]


def pytest_addoption(parser):
    parser.addoption("--every-sample", action="store_true", help="compare all labelled samples between the routes")
    parser.addoption("--every-attack", action="store_true", help="send every attack through every route")
    parser.addoption("--long-fuzz", action="store_true", help="fuzz the wire and the judge for many more inputs")


def pytest_configure(config):
    """Fuzzing is deterministic by default; the long variant looks at new inputs each time."""
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    settings.register_profile(
        "short", derandomize=True, deadline=None, max_examples=100, database=None, suppress_health_check=slow
    )
    settings.register_profile("long", deadline=None, max_examples=20_000, database=None, suppress_health_check=slow)
    settings.load_profile("long" if config.getoption("--long-fuzz") else "short")


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
