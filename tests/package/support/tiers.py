"""Which tests run when: the short tier on every change, all of them with `--all`.

A test is marked by what it uses: `browser` and `sandbox` by its fixtures, `unit` when it has neither of these. `slow` is
said by hand, where measuring showed it: for a test, for a file, or for most values of a test with many of them.
"""

import hashlib

import pytest

SANDBOX = {"grader", "built", "classroom", "outcomes", "books"}
"""Fixtures that start a worker or a kernel."""


def mark(item):
    """Mark one test by its fixtures, unless it says itself what it is."""
    if "browser" in item.fixturenames:
        item.add_marker(pytest.mark.browser)
    if SANDBOX.intersection(item.fixturenames):
        item.add_marker(pytest.mark.sandbox)
    if not any(item.get_closest_marker(name) for name in ("browser", "sandbox", "slow")):
        item.add_marker(pytest.mark.unit)


def short_tier(config, items):
    """Leave slow tests out, except with `--all` and where one is asked for by its own name."""
    if config.getoption("--all") or any("::" in argument for argument in config.args):
        return
    slow = [item for item in items if item.get_closest_marker("slow")]
    config.hook.pytest_deselected(items=slow)
    items[:] = [item for item in items if not item.get_closest_marker("slow")]


def few(values, keep):
    """All values as parameters; those for which `keep` is not true are slow."""
    return [value if keep(value) else _slow(value) for value in values]


def _slow(value):
    return pytest.param(*(value if isinstance(value, tuple) else (value,)), marks=pytest.mark.slow)


def one_in(count, text):
    """Whether `text` is chosen, for about one in `count`: the same ones on every machine and in every order."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big") % count == 0
