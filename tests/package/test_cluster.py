"""A class on a Dask cluster gets the marks it gets here, also when a worker is killed in the middle."""

import functools
import os
import signal
import subprocess
import sys
import threading
import time

import pytest
from support.classroom import generate, write_folder
from support.review_server import Client, serving

from autograder.classroom.changes import adopt, changes
from autograder.classroom.gradebook import Gradebook, WorkQueue
from autograder.classroom.importers import Identified, Roster, collect, pieces_of
from autograder.classroom.runs import Settings, grade_class, project_versions
from autograder.classroom.runs.cluster import grade_on_cluster
from autograder.errors import GraderError, UserError
from autograder.grading.detect import detect
from autograder.grading.submission import Submission

distributed = pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
pytestmark = pytest.mark.slow
ENDLESS = {"2a: endless"}
SIZE = 16


@pytest.fixture
def cluster(tmp_path):
    """A scheduler and three workers, as processes of their own; yields its address and the workers."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "start_new_session": True, "cwd": tmp_path}
    address_file = tmp_path / "scheduler.json"
    dask = [sys.executable, "-m", "distributed.cli.dask_scheduler"]
    scheduler = subprocess.Popen(
        [*dask, "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(address_file)], **quiet
    )
    worker = [
        sys.executable,
        "-m",
        "distributed.cli.dask_worker",
        "--scheduler-file",
        str(address_file),
        "--nthreads",
        "1",
    ]
    workers = [
        subprocess.Popen([*worker, "--no-nanny", "--no-dashboard", "--host", "127.0.0.1"], **quiet) for _ in range(3)
    ]
    deadline = time.monotonic() + 60
    while not address_file.exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    import json

    yield json.loads(address_file.read_text())["address"], workers
    for process in (*workers, scheduler):
        process.kill()
        process.wait()


@pytest.fixture
def books(project, tmp_path):
    """Two gradebooks with the same ungraded class."""
    write_folder(tmp_path / "class", list(generate(project, SIZE, leave_out=ENDLESS)))
    schemes, versions = project.assignments(), project_versions(project)

    def identify(file):
        with Submission(file) as submission:
            return Identified(detect(submission.notebook, schemes).name)

    opened = []
    for name in ("local", "remote"):
        book = Gradebook.open(tmp_path / name, create=True)
        queue = WorkQueue(book, versions.grader, versions.tests)
        read = functools.partial(pieces_of, store=book.store, identify=identify)
        queue.take_in(collect((tmp_path / "class",), book.store, read, Roster(), assignments=tuple(schemes)))
        opened.append((book, queue))
    yield versions, opened
    for book, _ in opened:
        book.close()


def marks(book):
    """Everything that is decided, without what names a machine or a time."""
    return {
        (entry.source, entry.assignment): [(t.id, t.earned, t.outcome, t.message) for t in entry.grade.ticks]
        for entry in book.latest()
    }


def test_a_cluster_that_loses_a_worker_loses_no_submission_and_no_mark(cluster, books, project):
    address, workers = cluster
    versions, ((local, local_queue), (remote, remote_queue)) = books
    heard = []

    def say(line):
        heard.append(line)
        if len([one for one in heard if "digest" in one]) == 3:
            os.killpg(workers[0].pid, signal.SIGKILL)

    progress = grade_on_cluster(remote, remote_queue, project, versions, address, say)
    assert progress.done == SIZE
    assert workers[0].poll() is not None
    assert not [line for line in heard if "failed" in line]
    grade_class(local, local_queue, project, versions, Settings(1), lambda _: None)
    assert marks(remote) == marks(local)
    assert len(marks(local)) == SIZE


def test_people_review_while_a_cluster_grades_and_results_are_taken_over(cluster, books, project, tmp_path):
    """One gradebook, written by a run on a cluster, by what a regrade does at its end, and by two people at once."""
    versions, (_, (book, queue)) = books
    confirmed, over = {"Ada": [], "Ben": []}, threading.Event()
    with serving(tmp_path / "remote", *confirmed) as (url, tokens):
        port = int(url.rpartition(":")[2])

        def work(name):
            client = Client(port, name, tokens[name])

            def places():
                while not over.is_set():
                    answer, _ = client.send("/next?kind=every")
                    where = answer.getheader("location")
                    if where.startswith("/case/"):
                        return where
                    time.sleep(0.05)
                return None

            confirmed[name] += client.decide(places, name, seconds=500)

        people = [threading.Thread(target=work, args=[name]) for name in confirmed]
        for person in people:
            person.start()
        progress = grade_on_cluster(book, queue, project, versions, cluster[0], lambda _: adopt(book, changes(book)))
        over.set()
        for person in people:
            person.join()
    assert progress.done == SIZE
    assert min(map(len, confirmed.values())) > 3
    kept = [row["reason"] for row in book.connection.execute("SELECT reason FROM acts")]
    assert sorted(kept) == sorted(confirmed["Ada"] + confirmed["Ben"])
    assert book.connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def test_a_cluster_that_is_not_there_is_named(books, project):
    versions, (_, (book, queue)) = books
    with pytest.raises(UserError, match="no cluster answers"):
        grade_on_cluster(book, queue, project, versions, "tcp://127.0.0.1:1", lambda _: None)


def test_workers_with_another_grader_are_refused(cluster, books, project):
    import dataclasses

    versions, (_, (book, queue)) = books
    other = dataclasses.replace(versions, grader="another")
    with pytest.raises(GraderError, match="another"):
        grade_on_cluster(book, queue, project, other, cluster[0], lambda _: None)
