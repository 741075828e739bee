"""The state in which a part is judged is kept by a fork of the worker while later cells run."""

import time

import pytest
from traces import LEASED, Traces

from autograder.isolation.sandbox import State, WorkerGone
from autograder.isolation.wire import Quota

F = "h = 1\ndef f(x): return (x, h)"
G = "def g(x): return 2"
PARTS = [["f", "k"], ["g"]]


@pytest.fixture
def worker(grader):
    """Starts workers that are ended after the test."""
    started = []

    def start(cells, parts=PARTS):
        process = grader.pool.spawn()
        started.append(process)
        done = []
        ran = process.run(list(enumerate(cells, 1)), time.monotonic() + 60, done, (), parts)
        process.errors = [run.error for run in done if run.error]
        return process, ran.states

    yield start
    for process in started:
        process.kill()


def value(process, state, name="f", argument=7):
    ((tag, data),) = process.call(name, [(argument,)], 10, time.monotonic() + 30, state=state)
    assert tag == "value", data
    return [int(item[1], 16) for item in data[1]] if data[0] == "tuple" else int(data[1], 16)


def read(process, state, *names):
    taken = {}
    process.snapshot(list(names), time.monotonic() + 10, taken, Quota(), state=state)
    return taken


def test_a_helper_that_a_later_cell_overwrites_is_still_what_it_was(worker):
    process, states = worker([F, G, "h = 5"])
    assert states == (State(1, 1), State(2, 2))
    assert (value(process, 1), value(process, 0), value(process, 2, "g")) == ([7, 1], [7, 5], 2)


@pytest.mark.parametrize(
    "later", [[], ["grader.check('q1a')"], ["grader.check_all()\ngrader.figure('1a', steps=3)"], ["# only words"], ["not Python ("]]
)  # fmt: skip
def test_where_nothing_of_importance_follows_the_end_is_that_state(worker, later):
    _, states = worker([F, *later])
    assert states == (State(0, 1), State(0, None))


def test_an_own_object_called_grader_is_no_reason_to_keep_nothing(worker):
    _, states = worker([F, "class Own:\n    def check(self): global h; h = 9\ngrader = Own()", "grader.check()"])
    assert states[0] == State(1, 1)


@pytest.mark.parametrize(
    ("cells", "state"),
    [
        ([F, "h = 2", F.replace("1", "3"), "h = 4"], State(1, 3)),
        ([F, "h = 2", "k = 1"], State(0, 3)),
        (["k = [1]", "k.append(2)", "h = 1"], State(1, 2)),
        (["k = {1}", "k.add(2)", "h = 1"], State(1, 2)),
        (["k = {'a': 1}", "k['a'] = 2", "h = 1"], State(1, 2)),
        (["import numpy as np\nk = np.zeros(3)", "k[0] = 1", "h = 1"], State(1, 2)),
        (["exec('k = 1')", "h = 1"], State(1, 1)),
        (["k = 1", "k = k", "h = 1"], State(1, 2)),
        (["k = ...", "h = 1"], State(0, 1)),
        ([F, "1 / 0\nk = 2", "h = 3"], State(1, 2)),
        (["def f(x): return ...", "h = 1", F, "del f"], State(0, 4)),
    ],
)
def test_the_last_definition_counts_however_it_is_written(worker, cells, state):
    _, states = worker(cells)
    assert states[0] == state


def test_values_of_a_kept_state_are_read_there(worker):
    process, _ = worker([f"{F}\nk = [h]", "h = 5"])
    assert read(process, 1, "k", "h") == {"k": ["list", [["int", "0x1"]]], "h": ["int", "0x1"]}
    assert read(process, 0, "h") == {"h": ["int", "0x5"]}


def test_what_a_call_leaves_behind_in_one_state_is_not_there_in_another(worker):
    process, states = worker(["seen = []\ndef f(x): seen.append(x); return len(seen)", "h = 1"])
    assert [value(process, state) for state in (states[0].number, states[0].number, 0)] == [1, 2, 1]


SOCKETS = """
import os, stat

def f(x):
    count = 0
    for number in range(3, 200):
        try:
            count += stat.S_ISSOCK(os.fstat(number).st_mode)
        except OSError:
            pass
    return count
"""


def test_a_kept_state_knows_no_line_but_its_own(worker):
    process, states = worker([SOCKETS, G, "h = 1"])
    assert [state.number for state in states] == [1, 2]
    assert (value(process, 1), value(process, 0)) == (1, 3)


def test_a_state_that_ends_itself_ends_its_worker_as_ever(worker):
    process, states = worker(["import os\ndef f(x): os._exit(3)", "h = 1"])
    with pytest.raises(WorkerGone):
        value(process, states[0].number)


def test_where_no_process_may_be_started_the_end_decides(worker):
    process, states = worker([f"import resource\nresource.setrlimit(resource.RLIMIT_NPROC, (1, 1))\n{F}", "h = 5"])
    assert states[0] == State(0, 1)
    assert value(process, 0) == [7, 5]


def test_a_worker_takes_its_kept_states_along(grader):
    traces = Traces(LEASED)
    process = grader.pool.spawn()
    process.run([(1, F), (2, "h = 5")], time.monotonic() + 60, [], (), PARTS)
    process.kill()
    assert traces.processes(patience=20) == []


def test_a_state_that_was_not_kept_cannot_be_asked_for(worker):
    process, _ = worker([F])
    with pytest.raises(WorkerGone):
        value(process, 1)
