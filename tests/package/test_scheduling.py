"""A worker has the share of one process; forks of it that sleep, as kept states of a notebook do, take nothing of it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from autograder.isolation.sandbox.scheduling import RunDelay, share_as_one

BUSY, ASLEEP = "print(flush=True)\nwhile True: pass", "print(flush=True)\nimport time\ntime.sleep(60)"


@pytest.fixture
def processes():
    """Starts processes that are ended after the test."""
    started = []

    def start(*sources):
        for source in sources:
            started.append(subprocess.Popen([sys.executable, "-c", source], stdout=subprocess.PIPE))
            started[-1].stdout.readline()
            while source == ASLEEP and state(started[-1].pid) != "S":
                time.sleep(0.01)
        return [process.pid for process in started]

    yield start
    for process in started:
        process.kill()
        process.communicate()


def state(pid):
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


def nice(pid):
    return os.getpriority(os.PRIO_PROCESS, pid)


def test_sleeping_forks_cost_a_worker_no_share(processes):
    pids = processes(BUSY, *[ASLEEP] * 4)
    share_as_one(pids)
    assert [nice(pid) for pid in pids] == [os.nice(0)] * 5


def test_processes_that_run_share_what_one_would_have(processes):
    pids = processes(*[BUSY] * 4, ASLEEP)
    share_as_one(pids)
    assert [nice(pid) for pid in pids] == [7] * 5


def stopped_and_kept_waiting(pid, seconds):
    """Let a process stand in the queue of one busy processor for a while."""
    (processor, *_) = os.sched_getaffinity(0)
    os.sched_setaffinity(pid, {processor})
    hogs = [subprocess.Popen([sys.executable, "-c", BUSY], stdout=subprocess.PIPE) for _ in range(3)]
    for hog in hogs:
        os.sched_setaffinity(hog.pid, {processor})
    time.sleep(seconds)
    for hog in hogs:
        hog.kill()
        hog.communicate()
    os.kill(pid, signal.SIGSTOP)


def test_what_a_fork_waits_for_a_processor_is_the_workers_waiting(processes):
    main, fork = processes(ASLEEP, BUSY)
    queue = RunDelay(main)
    queue.waited([main, fork])
    stopped_and_kept_waiting(fork, 1.0)
    assert queue.waited([main, fork]) > 0.3
    assert queue.waited([main, fork]) < 0.3
