"""An answer is a function of its inputs: not of how often it is asked, in which order, or for which ✓."""

import os

import numpy as np
import pytest
from support.in_process import decided, function

from autograder.checks.engine.memory import Memory
from autograder.grading.answers import Answers
from autograder.grading.answers.steadiness import Steadiness
from autograder.record.losses import NotEarned


def asking(f):
    proxy = function(f)
    return lambda name, calls: proxy._connection.call(name, calls, 1.0)


def judged_once(f, calls, memory=None):
    ask, steadiness = asking(f), Steadiness(memory or Memory())
    steadiness.record("f", calls, ask("f", calls))
    steadiness.require(ask)


CALLS = [(np.linspace(0, 1, 7), float(k)) for k in range(20)]


@pytest.mark.parametrize("honest", [lambda x, k: x * k, lambda x, k: {"a": [x, k]}, lambda x, k: np.full(3, np.nan)])
def test_an_honest_function_gives_the_same_again(honest):
    judged_once(honest, CALLS)


def counting(after):
    asked = []

    def f(x, k):
        asked.append(k)
        return x * k if len(asked) <= after else x

    return f


def drawing(x, k):
    return x + np.random.default_rng().normal()


@pytest.mark.parametrize("dishonest", [counting(20), drawing], ids=["another answer after twenty calls", "a draw"])
def test_one_that_counts_or_draws_does_not(dishonest):
    with pytest.raises(NotEarned, match="asked again"):
        judged_once(dishonest, CALLS)


def test_what_one_tick_was_told_the_next_is_told_as_well():
    memory = Memory()
    judged_once(lambda x, k: x * k, CALLS, memory)
    judged_once(lambda x, k: x * k, CALLS[:3], memory)
    with pytest.raises(NotEarned):
        judged_once(lambda x, k: x * k + 1, CALLS[:3], memory)


def test_facts_outlive_the_judge_that_found_them():
    memory = Memory(shared=True)
    pid = os.fork()
    if pid == 0:
        memory.once("fact", lambda: [1.5, "a"])
        os.pwrite(memory._file, b'["half", ', memory._read)
        os._exit(0)
    os.waitpid(pid, 0)
    assert memory.once("fact", lambda: pytest.fail("asked again")) == [1.5, "a"]
    assert memory.once("half", lambda: 2) == 2
    memory.close()


THIS_GAME = """
def E1(d): return np.mean(np.log(d)) / 2
def E2(d): return np.mean(np.log(1 - d)) / 2
q3a_E1_direction = {"discriminator": 1, "generator": 0}
q3a_E2_direction = {"discriminator": 1, "generator": -1}
"""


@pytest.mark.parametrize("calls", [50, 168, 340])
def test_losses_that_fail_or_change_after_some_calls_keep_no_tick_without_its_penalty(calls):
    for later in ("raise ValueError", "return -E1(d_real) - E2(d_fake)"):
        code = f"""{THIS_GAME}
asked = 0
def discriminator_loss(d_real, d_fake):
    global asked
    asked += 1
    if asked > {calls}:
        {later}
    return np.mean(d_fake) - np.mean(d_real)
def generator_loss(d_real, d_fake): return E2(d_fake)
"""
        found = decided("p3_generative_adversarial_networks", "3a", code)
        assert found["3a.3"] != "earned" or found["3a.-1"] == "earned"


def test_answers_judge_a_check_and_then_its_functions():
    answers = Answers({"f": ["function"]}, function(counting(5), "f")._connection)
    with pytest.raises(NotEarned, match="asked again"):
        answers.judge(lambda given: [given.function("f")(np.ones(2), float(k)) for k in range(5)])
