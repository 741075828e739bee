"""Whether anything of a worker is left is known for certain, and found out cheaply where nothing is."""

import os
import subprocess
import sys

import pytest

from autograder.isolation.sandbox.processes import all_processes

PROGRAM = """
import os, signal, sys, time
from autograder.isolation import linux
from autograder.isolation.sandbox.children import end_child, has_children
from autograder.isolation.sandbox.processes import kill_descendants
linux.prctl(linux.PR_SET_CHILD_SUBREAPER, 1)
reader, writer = os.pipe()
pid = os.fork()
if pid == 0:
    {worker}
    os.write(writer, b"x")
    time.sleep({alive})
    os._exit(0)
os.read(reader, 1)
time.sleep(0.2)
print(end_child(pid), has_children())
kill_descendants()
print(has_children())
"""
DAEMON = "if os.fork() == 0:\n        os.setsid()\n        time.sleep(600)"


def run(worker, alive):
    program = PROGRAM.format(worker=worker, alive=alive)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    return done.stdout.split()


@pytest.mark.parametrize("alive", [600, 0])
def test_a_worker_that_left_nothing_needs_no_search(alive):
    assert run("pass", alive) == ["True", "False", "False"]


@pytest.mark.parametrize("alive", [600, 0])
def test_a_daemon_that_a_worker_left_is_noticed_and_killed(alive):
    assert run(DAEMON, alive) == ["True", "True", "False"]


def test_processes_are_listed_with_their_user_state_and_parent():
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    with child:
        table = {pid: rest for pid, *rest in all_processes()}
        owner, state, parent = table[child.pid]
        assert (owner, parent) == (os.getuid(), os.getpid())
        assert state in "RSD"
        child.stdin.close()
