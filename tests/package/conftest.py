"""One pool of workers and one build for all tests of a run; which tests run."""

import fcntl
import os
import shutil
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from support import tiers

from autograder.cli import main
from autograder.exam.project import read_project
from autograder.grading.grader import Grader
from autograder.isolation.sandbox import Budget
from autograder.publish.build import build_all

ROOT = Path(__file__).resolve().parents[2]


def pytest_addoption(parser):
    parser.addoption("--all", action="store_true", help="run slow tests, too, and fail where there is no browser")
    parser.addoption("--accept-gold", action="store_true", help="take what reports are now as what they should be")
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


def pytest_collection_modifyitems(config, items):
    for item in items:
        tiers.mark(item)
    tiers.short_tier(config, items)


@pytest.fixture(scope="session")
def project():
    return read_project(ROOT)


@pytest.fixture(scope="session")
def built(project, tmp_path_factory):
    """Everything the build hands out, built once for all processes of a run."""
    parallel = "PYTEST_XDIST_WORKER" in os.environ
    shared = tmp_path_factory.getbasetemp().parent if parallel else tmp_path_factory.getbasetemp()
    out = shared / "built" / "dist"
    with open(shared / "built.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the first process builds, the others wait for it
        if not out.exists():
            build_all(project, out, verify=False, say=lambda _: None)
    return out


@pytest.fixture(scope="session")
def grader(project):
    with Grader.of(project, budget=Budget(cell_seconds=20, call_seconds=5)) as grader:
        yield grader


@pytest.fixture(scope="session")
def browser(request):
    """A headless Chromium; a machine without one skips its tests, except with `--all`, which fails them."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        reason = "no Chromium on this machine: install Debian's package chromium, or Google Chrome"
        if request.config.getoption("--all"):
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    flags = "no-sandbox disable-gpu disable-quic no-first-run disable-background-networking disable-component-update"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=found, args=[f"--{flag}" for flag in [*flags.split(), "disable-sync"]]
        )
        yield chromium
        chromium.close()


OF_AN_EXAM = (
    ["grade"],
    ["rubric"],
    ["build"],
    ["samples"],
    *(["class", name] for name in ("grade", "regrade", "report")),
)


def of_this_exam(arguments):
    """The option that names this exam, for commands of an exam that do not say which they mean."""
    about_an_exam = any(list(arguments[: len(command)]) == command for command in OF_AN_EXAM)
    return ["--project", ROOT] if about_an_exam and "--project" not in arguments else []


@pytest.fixture
def run(monkeypatch, capfd, tmp_path):
    """Run a command in an empty folder, about this exam; returns its exit status, standard output and standard error."""

    def call(*arguments):
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr(sys, "argv", ["autograder", *map(str, (*arguments, *of_this_exam(arguments)))])
        status = 0
        try:
            main()
        except SystemExit as ended:
            status = ended.code or 0
        captured = capfd.readouterr()
        return status, captured.out, captured.err

    return call
