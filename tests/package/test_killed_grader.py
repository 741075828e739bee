"""A grader that is killed, with its whole process group, leaves no process and no folder behind."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

OWNER = """
import json, time
from autograder.isolation.sandbox import WorkerPool
from autograder.isolation.wire import Quota
pool = WorkerPool()
pool.wait()
worker = pool.spawn()
cell = '''
import os, time
if os.fork() == 0:
    os.setsid()
    time.sleep(600)
here = os.getcwd()
'''
taken = {}
worker.run([(1, cell)], time.monotonic() + 60, [])
worker.snapshot(["here"], time.monotonic() + 60, taken, Quota())
print(json.dumps([pool._scratch, taken["here"][1]]), flush=True)
time.sleep(600)
"""


def users_of(folder):
    """Processes that work in a folder."""
    found = []
    for link in Path("/proc").glob("[0-9]*/cwd"):
        try:
            if os.readlink(link).startswith(folder):
                found.append(link.parent.name)
        except OSError:
            continue
    return found


def test_a_killed_grader_leaves_no_process_and_no_folder_behind(tmp_path):
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER], stdout=subprocess.PIPE, text=True, start_new_session=True, cwd=tmp_path
    )
    with owner:
        scratch, home = json.loads(owner.stdout.readline())
        assert os.path.isdir(scratch)
        assert os.path.isdir(home)
        assert len(users_of(home)) >= 2
        os.killpg(owner.pid, signal.SIGKILL)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and (os.path.exists(home) or os.path.exists(scratch) or users_of(home)):
        time.sleep(0.1)
    assert not os.path.exists(home)
    assert not os.path.exists(scratch)
    assert not users_of(home)
