"""What others do on the machine, other submissions among them, costs an honest submission nothing at any level."""

import json
import os
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pytest
from test_attacks import needs_lower_levels

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("quiet")]
ROOT = Path(__file__).resolve().parents[2]
LEVELS = ROOT / "tests" / "attacks" / "levels.py"
GRADE = """
import json, sys, tempfile
from pathlib import Path
import nbformat
from autograder.grading.grader import Grader
from autograder.exam.project import read_project
from autograder.isolation.sandbox import Budget

root, budget = Path(sys.argv[1]), Budget(cell_seconds=float(sys.argv[3]), call_seconds=2)
name = "p1_normalizing_flows"
notebook = nbformat.v4.new_notebook(metadata={"autograder": {"assignment": name}})
notebook.cells = [nbformat.v4.new_code_cell(sys.argv[2], id="answers")]
with tempfile.TemporaryDirectory() as folder, Grader.of(read_project(root), budget=budget) as grader:
    grader.settle()
    print("ready", flush=True)
    sys.stdin.readline()
    path = Path(folder, "submission.ipynb")
    nbformat.write(notebook, path)
    decided = grader.grade_file(path, name)
    print(json.dumps([[tick.id for tick in decided.ticks if tick.earned], [cell.error for cell in decided.cells]]))
"""
WORK = """
import time
def work(seconds):
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass
"""
IN_A_CELL = WORK + "work(1.5)\nq1a_is_valid_flow = False"
IN_A_CALL = WORK + "def q1a_null_direction(a):\n    work(0.2)\n    return [a[1], -a[0]]"
HOG = "print('on', flush=True)\nwhile True: pass"
CROWD = """
import os, time
for _ in range(20):
    if os.fork() == 0:
        while True:
            pass
time.sleep(1)
q1a_is_valid_flow = 1.25 ** os.getpriority(os.PRIO_PROCESS, 0) < 20
"""
FILL = """
import sys, time
with open(sys.argv[1], "wb") as file:
    print("on", flush=True)
    for _ in range(40):
        time.sleep(0.05)
        file.write(bytes(20 * 2**20))
        file.flush()
    sys.stdin.read()
"""


def start(stack, command):
    process = stack.enter_context(
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True)
    )
    stack.callback(process.kill)
    return process


LEAST_SHARE = 0.3
"""Of a processor. A worker's clock stands for up to four times its seconds: with less, it may run out by right."""
ATTEMPTS = 4


def grade_beside(level, source, *neighbours, seconds=2):
    """The ✓ earned and the cells' errors while others are at work; tried again where strangers left too small a share."""
    for _ in range(ATTEMPTS):
        found, share = attempt(level, source, seconds, *neighbours)
        if share >= LEAST_SHARE or (found[0] and not found[1]):
            return found
    pytest.skip(f"the machine is too busy with other work: a process has {share:.2f} of a processor")


def share_of_this_process(seconds=0.2):
    """The part of a processor that a process which always wants one gets now."""
    started, used = time.monotonic(), time.process_time()
    while time.process_time() - used < seconds:
        pass
    return seconds / (time.monotonic() - started)


def attempt(level, source, seconds, *neighbours):
    """What was graded, and the smaller of the shares just before and just after it."""
    lower = [] if level == "own" else [sys.executable, str(LEVELS), level]
    with ExitStack() as stack:
        grader = start(stack, [*lower, sys.executable, "-c", GRADE, str(ROOT), source, str(seconds)])
        assert grader.stdout.readline() == "ready\n"
        for neighbour in neighbours:
            assert start(stack, [sys.executable, "-c", *neighbour]).stdout.readline() == "on\n"
        before = share_of_this_process()
        out, _ = grader.communicate("go\n")
        return json.loads(out), min(before, share_of_this_process())


LEVELS_HERE = [
    "own",
    *(pytest.param(level, marks=needs_lower_levels) for level in ("container", "bare", "user", "laptop")),
]


HOGS = [[HOG]] * (3 * len(os.sched_getaffinity(0)) // 2)


@pytest.mark.parametrize("level", LEVELS_HERE)
def test_a_busy_machine_and_a_filling_disk_cost_no_cell_its_seconds(level, tmp_path):
    assert grade_beside(level, IN_A_CELL, [FILL, str(tmp_path / "filled")], *HOGS) == [["1a.1"], []]


def test_a_call_has_its_seconds_on_a_busy_machine():
    assert grade_beside("own", IN_A_CALL, *HOGS) == [["1a.3"], []]


def test_a_submission_has_the_share_of_one_process_however_many_it_starts():
    # Twenty forks beside the first of them take their time, which is not what is asked here.
    assert grade_beside("own", CROWD, seconds=8) == [["1a.1"], []]
