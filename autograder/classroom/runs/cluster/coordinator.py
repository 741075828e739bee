"""Handing a gradebook's open work to a cluster, and storing results as they come."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from autograder.classroom.gradebook import Gradebook, Progress, Result, Work, WorkQueue
from autograder.classroom.runs import Versions
from autograder.errors import GraderError, UserError
from autograder.exam.project import Project

CONNECT_SECONDS = 20.0
HEARTBEAT_SECONDS = 15.0
WORKERLESS_SECONDS = 180.0
"""How long a run waits for a worker when the cluster has none left."""
AHEAD = 2
"""Submissions in flight per thread of the cluster, so that none waits for the network."""

Say = Callable[[dict[str, Any]], None]


def grade_on_cluster(book: Gradebook, queue: WorkQueue, project: Project, versions: Versions, scheduler: str,
                     say: Say, *, isolation: bool = True) -> Progress:  # fmt: skip
    """Grade everything in the gradebook that has no result yet on the cluster at `scheduler` (such as tcp://host:8786).

    A submission whose worker is lost is graded by another one. Raises `UserError` when there is no such cluster, and
    `GraderError` when its workers cannot grade, or grade with another version.
    """
    client = _connect(scheduler)
    try:
        _install(client, project, versions, isolation)
        if queue.run is None:
            queue.start_run()
        queue.settle_identical()
        _Dispatcher(client, book, queue, versions, say).work()
    finally:
        queue.release()
        client.close()
    queue.settle_identical()
    return queue.progress()


def _connect(scheduler: str) -> Any:
    try:
        from distributed import Client
    except ImportError as error:
        advice = "Install it: pip install 'dgm-exam-autograder[cluster]'."
        raise UserError(scheduler, "needs Dask, which is not installed here", advice) from error
    try:
        return Client(scheduler, timeout=CONNECT_SECONDS)
    except (OSError, ValueError, TypeError) as error:
        advice = "Is the scheduler running, and is this its address (tcp://host:8786)?"
        raise UserError(scheduler, f"no cluster answers: {error}", advice) from error


def _install(client: Any, project: Project, versions: Versions, isolation: bool) -> None:
    """Give every worker, also those that join later, the tests; refuse workers that would grade differently."""
    from autograder.classroom.runs.cluster.plugin import GradingPlugin, handshake, pack

    try:
        client.wait_for_workers(1, timeout=CONNECT_SECONDS)
        client.register_plugin(GradingPlugin(pack(project), isolation=isolation))
        asked = {
            worker: client.submit(handshake, workers=[worker], pure=False) for worker in client.nthreads()
        }  # a task, not `client.run`, which would block the worker's event loop while its grader starts
        handshakes = {worker: future.result() for worker, future in asked.items()}
    except TimeoutError as error:
        raise UserError("the cluster", "has no workers", "Start some: dask worker tcp://host:8786.") from error
    except Exception as error:
        advice = "Every worker needs this package in this version, and `autograder doctor` has to be content there."
        raise GraderError("the cluster", f"its workers cannot grade: {error}", advice) from error
    for worker, answer in handshakes.items():
        if answer["grader"] != versions.grader:
            what = f"its worker {worker} grades with {answer['grader']}, this machine with {versions.grader}"
            raise GraderError("the cluster", what, "Install the same package and libraries everywhere.")


class _Dispatcher:
    """The submissions that are on the cluster at one time."""

    def __init__(self, client: Any, book: Gradebook, queue: WorkQueue, versions: Versions, say: Say) -> None:
        self._client, self._book, self._queue, self._versions, self._say = client, book, queue, versions, say
        self._flying: dict[Any, Work] = {}
        self._workerless_since: float | None = None

    def work(self) -> None:
        """Send and receive until nothing is left."""
        from distributed import wait

        while self._send() or self._flying:
            try:
                done = wait(list(self._flying), timeout=HEARTBEAT_SECONDS, return_when="FIRST_COMPLETED").done
            except TimeoutError:
                done = set()
            for future in done:
                self._receive(future, self._flying.pop(future))
            self._queue.heartbeat()

    def _send(self) -> bool:
        """Keep every thread of the cluster busy; returns whether anything was sent."""
        from autograder.classroom.runs.cluster.plugin import grade_remotely

        threads = sum(self._client.nthreads().values())
        self._require_workers(threads)
        sent = False
        while len(self._flying) < AHEAD * max(1, threads) and (work := self._queue.claim()) is not None:
            data = (self._book.store / work.file).read_bytes()
            future = self._client.submit(grade_remotely, work.file, work.assignment, data, pure=False, retries=2)
            self._flying[future] = work
            sent = True
        return sent

    def _receive(self, future: Any, work: Work) -> None:
        error = future.exception()
        if error is None:
            answer = future.result()
            grader = answer.pop("grader")
            if grader == self._versions.grader:
                result = Result.from_json(answer)
                self._queue.store(work, result)
                undecided = [tick.id for tick in result.grade.undecided]
                self._say({"digest": work.digest, "assignment": work.assignment, "seconds": result.seconds,
                           "undecided": undecided})  # fmt: skip
                return
            error = GraderError("the cluster", f"a worker that joined later grades with {grader}")
        self._queue.fail(work, f"{type(error).__name__}: {error}")
        self._say({"failed": f"{work.file}: {type(error).__name__}: {error}"})

    def _require_workers(self, threads: int) -> None:
        """Give up when the cluster has had no worker for long."""
        if threads:
            self._workerless_since = None
            return
        self._workerless_since = self._workerless_since or time.monotonic()
        if time.monotonic() - self._workerless_since > WORKERLESS_SECONDS:
            what = f"it has had no worker for {WORKERLESS_SECONDS:g} s; what was graded is stored"
            raise GraderError("the cluster", what, "Start workers and run the same command again.")
