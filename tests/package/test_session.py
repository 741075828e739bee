"""What a ✓ is lost for when cells do not end: said of the names that they would have defined."""

import os

import pytest

from autograder.grading.answers import Session
from autograder.isolation.sandbox import Budget, Cause, WorkerGone, WorkerPool
from autograder.record.outcomes import Outcome

NAMES = ["early", "late", "never"]


def asks_for(name):
    def check(answers):
        assert answers[name] == 1

    return check


@pytest.fixture
def outcomes(project):
    """The verdict on each name of a submission with these cells."""

    def decide(cells, **seconds):
        budget = Budget(**seconds)
        with WorkerPool(budget, forbidden=(project.root,), only_for=cells) as pool:
            session = Session(pool, list(enumerate(cells, 1)), NAMES)
            try:
                session.start()
                return {name: session.decision(asks_for(name)) for name in NAMES}
            finally:
                session.close()

    return decide


def test_an_answer_whose_cell_was_stopped_says_so(outcomes):
    found = outcomes(["early = 1", "while True: pass\nlate = 1", "never = 1 / 0"], cell_seconds=1)
    assert found["early"].outcome is Outcome.EARNED
    assert (found["late"].outcome, found["late"].finding.hint) == (
        Outcome.NOT_ANSWERED, "cell 2, which starts with `while True: pass` defines it and ended with TimeLimit"
    )  # fmt: skip
    assert (
        found["never"].finding.hint
        == "cell 3, which starts with `never = 1 / 0` defines it and ended with ZeroDivisionError"
    )


def test_an_answer_that_was_never_given_gets_no_such_hint(outcomes):
    found = outcomes(["early = 1", "late = 1", "1 / 0"])
    assert [found[name].finding.hint for name in NAMES] == ["", "", ""]
    assert found["never"].outcome is Outcome.NOT_ANSWERED


def test_names_that_time_did_not_allow_to_read_are_no_missing_answers(outcomes, monkeypatch):
    monkeypatch.setattr("autograder.grading.answers.session.JUDGE_SHARE", 0.6)
    found = outcomes(["early = 1", "import time\ntime.sleep(60)"], submission_seconds=10)
    assert {verdict.outcome for verdict in found.values()} == {Outcome.ANSWER_TIMED_OUT}
    assert {verdict.finding.got for verdict in found.values()} == {"the time was used up while cells ran"}


def test_a_callers_umask_does_not_close_the_way_to_the_libraries(outcomes):
    before = os.umask(0o077)
    try:
        found = outcomes(["import numpy as np\nearly = int(np.ones(1)[0])"])
    finally:
        os.umask(before)
    assert found["early"].outcome is Outcome.EARNED


def test_where_no_worker_can_be_used_nothing_is_decided(outcomes, monkeypatch):
    def gone(*_arguments, **_more):
        raise WorkerGone(Cause.ENDED, "its process ended: exit 0")

    monkeypatch.setattr("autograder.isolation.sandbox.process.WorkerProcess.run", gone)
    found = outcomes(["early = 1", "late = 1"])
    assert {decision.outcome for decision in found.values()} == {Outcome.GRADER_FAULT}
