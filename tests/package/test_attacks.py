"""No attack gains a ✓, learns a hidden input, leaves anything behind or is left without a result, on any route and level.

By default all attacks are graded by `autograder grade` at every level of privilege that this machine can imitate, and a
selection by stock Otter; `pytest --every-attack` sends all of them through every route.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from levels import UID
from suite import read_attacks
from traces import LEASED, Traces

ATTACKS = Path(__file__).resolve().parents[1] / "attacks"
SHARES = 3
"""Endless loops of one attack are waited for while others run."""


def can_lower_itself():
    """Whether this process is allowed what levels.py does."""
    tools = os.geteuid() == 0 and shutil.which("setpriv") and shutil.which("unshare")
    return (
        bool(tools) and subprocess.run(["unshare", "--mount", "true"], check=False, capture_output=True).returncode == 0
    )


needs_lower_levels = pytest.mark.skipif(
    not can_lower_itself(), reason="lower levels of privilege are imitated by root with CAP_SYS_ADMIN only"
)


def outcomes(level, *arguments, shares=SHARES, of=None):
    """Run the suite in several processes at a level; all lines that they print.

    With `of`, only as many attacks as its part of all.
    """
    lower = [] if level == "own" else [sys.executable, str(ATTACKS / "levels.py"), level]
    command = [*lower, sys.executable, str(ATTACKS / "suite.py"), *arguments]
    running = [
        subprocess.Popen(
            [*command, "--share", f"{k}/{of or shares}"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for k in range(shares)
    ]
    lines = []
    for process in running:
        out, err = process.communicate()
        assert process.returncode == 0, err
        lines += [json.loads(line) for line in out.splitlines()]
    return [line for line in lines if "claim" in line], [line for line in lines if "claim" not in line]


def failures(attacks):
    """What was not given and shown as it must be, by the attack's claim."""
    return {attack["claim"]: wrong for attack in attacks if (wrong := fault(attack))}


def fault(attack):
    """In a few words, what went wrong with one attack."""
    if not attack["result"]:
        return "no result"
    if attack["undecided"]:
        return f"undecided: {attack['undecided']}"
    if attack["earned"] != attack["deserved"]:
        return f"earned {attack['earned']} for {attack['deserved']}: {attack['lost']}"
    return f"leaked {attack['leaked']}" if attack["leaked"] else ""


def require_failure_of_all(level, *threats, of=None):
    traces = Traces([UID] if level in ("user", "laptop") else LEASED)
    attacks, ends = outcomes(level, *threats, of=of)
    assert len(attacks) >= (20 if threats or of else 40)
    assert failures(attacks) == {}
    assert traces.files() == []
    assert traces.processes(patience=90) == []
    assert all("system-call filter" in end["isolation"] for end in ends)


def test_no_attack_of_a_selection_succeeds():
    """One in four, in the order of their files."""
    require_failure_of_all("own", of=4 * SHARES)


@pytest.mark.slow
def test_no_attack_succeeds_with_all_that_this_machine_offers():
    require_failure_of_all("own")


@pytest.mark.slow
@needs_lower_levels
def test_no_attack_succeeds_against_an_ordinary_user():
    require_failure_of_all("user")


@pytest.mark.slow
@needs_lower_levels
def test_no_attack_succeeds_against_an_ordinary_user_without_namespaces(request):
    every = request.config.getoption("every_attack")
    require_failure_of_all("laptop", *([] if every else ["inputs", "killing", "leftovers"]))


@pytest.mark.slow
@needs_lower_levels
@pytest.mark.timeout(1200)
def test_no_attack_succeeds_in_a_container_with_and_without_landlock():
    """One after the other: here attacks share the machine's folders, and would see each other's files."""
    for level in ("container", "bare"):
        require_failure_of_all(level)


@pytest.mark.slow
@pytest.mark.parametrize(("route", "threats"), [("otter", ["forging"]), ("gradescope", ["notebooks"])])
def test_no_attack_succeeds_on_another_route(route, threats, request):
    every = request.config.getoption("every_attack")
    attacks, _ = outcomes("own", "--route", route, *([] if every else threats), shares=2)
    assert attacks
    assert failures(attacks) == {}


def test_claims_are_sentences_of_their_own():
    claims = [attack.claim for attack in read_attacks()]
    assert len(set(claims)) == len(claims) >= 40
    assert all(attack.reason for attack in read_attacks())
