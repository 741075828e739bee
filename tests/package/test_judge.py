"""One judge decides a submission's ✓ in turn; whatever ends it costs the ✓ at hand only."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from autograder.grading.answers import Session
from autograder.grading.judge import Decision, Judge
from autograder.isolation.sandbox import Budget
from autograder.record import Finding, Outcome
from autograder.record.losses import NotEarned

BUDGET = Budget(tick_seconds=2, judge_bytes=2**28)


def earned(answers):
    pass


def not_earned(answers):
    raise NotEarned(expected="this", got="that")


def hangs(answers):
    time.sleep(60)


def dies(answers):
    os._exit(3)


def exhausts_memory(answers):
    bytearray(2**30)


def is_broken(answers):
    raise RuntimeError("for staff")


def process_number(answers):
    raise NotEarned(expected="a number", got=str(os.getpid()))


class Workerless:
    """Stands for a pool of workers where no check asks a function."""

    budget = BUDGET

    def wait(self):
        pass


def outcomes(*checks, known=True):
    """The verdicts of checks of a submission without functions, in turn."""
    session = Session(Workerless(), [], [], checks=checks if known else ())
    try:
        return [session.decision(check) for check in checks]
    finally:
        session.close()


def test_known_checks_share_a_judge_and_unknown_ones_get_one_each():
    first, second = outcomes(process_number, lambda answers: process_number(answers))
    assert first.finding.got == second.finding.got != str(os.getpid())
    first, second = outcomes(process_number, lambda answers: process_number(answers), known=False)
    assert first.finding.got != second.finding.got


@pytest.mark.parametrize(
    ("check", "outcome"),
    [
        (hangs, Outcome.GRADER_FAULT), (dies, Outcome.GRADER_FAULT), (is_broken, Outcome.GRADER_FAULT),
        (exhausts_memory, Outcome.ANSWER_EXCEEDED_LIMIT), (not_earned, Outcome.NOT_EARNED),
    ],
)  # fmt: skip
def test_what_goes_wrong_with_one_tick_leaves_the_next_alone(check, outcome):
    assert [verdict.outcome for verdict in outcomes(earned, check, earned, not_earned)] == [
        Outcome.EARNED, outcome, Outcome.EARNED, Outcome.NOT_EARNED,
    ]  # fmt: skip


def test_only_an_unhurt_judge_goes_on():
    for check, goes_on in ((not_earned, True), (is_broken, False), (exhausts_memory, False), (hangs, False)):
        before, _, after = outcomes(process_number, check, lambda answers: process_number(answers))
        assert (before.finding.got == after.finding.got) == goes_on, check


def test_a_long_report_arrives_whole_and_one_after_another():
    def decide(number, seconds):
        return Decision(outcome=Outcome.NOT_EARNED, finding=Finding(expected="x" * 3000, got=f"{number} " + "y" * 3000))

    judge = Judge(decide, memory_bytes=2**28)
    verdicts = [judge.decision(number, 20) for number in range(40)]
    judge.close()
    assert [int(verdict.finding.got.split()[0]) for verdict in verdicts] == list(range(40))


def test_a_judge_ends_with_the_grader_that_was_killed():
    program = """
import os, time
from autograder.grading.judge import Judge
def decide(number, seconds):
    print(os.getpid(), flush=True, file=open(1, "w", closefd=False))
    time.sleep(600)
Judge(decide, memory_bytes=2**28).decision(0, 600)
"""
    grader = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    with grader:
        judge = int(grader.stdout.readline())
        grader.send_signal(signal.SIGKILL)
        grader.wait()
        deadline = time.monotonic() + 20
        while is_running(judge):
            assert time.monotonic() < deadline
            time.sleep(0.02)


def is_running(pid):
    """Whether a process exists and is not just waiting to be collected."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text() != ""
    except OSError:
        return False


def test_expressions_are_judged_as_the_same_objects_in_lists_of_their_own():
    """What is found out about a line for one ✓ holds for the next; what one test does to a list does not reach it."""

    def look(answers):
        lines = answers["lines"]
        seen = f"{id(lines[0])} {len(lines)}"
        lines.clear()
        raise NotEarned(expected="", got=seen)

    session = Session(Workerless(), [], ["lines"], checks=(look, lambda answers: look(answers)))
    session.snapshot["lines"] = ["list", [["expr", [["Integer", "0x1", []]]], ["expr", [["Integer", "0x2", []]]]]]
    first, second = (session.decision(check) for check, _ in session._jobs)
    session.close()
    assert first.finding.got == second.finding.got
    assert first.finding.got.endswith(" 2")
