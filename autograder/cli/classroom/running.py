"""Grading what waits in a gradebook, with a progress bar, here or on a cluster."""

from __future__ import annotations

import sys

import tqdm

from autograder.classroom.gradebook import Gradebook, Progress, WorkQueue
from autograder.classroom.runs import Settings, Versions, grade_class
from autograder.cli.printing import say
from autograder.exam.project import Project


def grade_open_work(book: Gradebook, queue: WorkQueue, project: Project, versions: Versions, settings: Settings,
                    scheduler: str | None) -> Progress:  # fmt: skip
    """Grade all that waits, with a progress bar on a terminal; interrupted, it leaves everything that was stored."""
    if not settings.isolation:
        say("WARNING: no isolation; submissions run with your rights and can forge results.", err=True)
    queue.start_run()
    before = queue.progress()
    bar = tqdm.tqdm(total=before.waiting + before.done, initial=before.done, unit=" submissions", disable=None,
                    dynamic_ncols=True, smoothing=0.05)  # fmt: skip

    def on_event(line: dict[str, object]) -> None:
        if "digest" in line:
            bar.update()
        elif "failed" in line:
            bar.write(f"a grading process failed and is replaced:\n{line['failed']}", file=sys.stderr)

    try:
        if scheduler is None:
            progress = grade_class(book, queue, project, versions, settings, on_event)
        else:
            from autograder.classroom.runs.cluster import grade_on_cluster

            progress = grade_on_cluster(
                book, queue, project, versions, scheduler, on_event, isolation=settings.isolation
            )
    except KeyboardInterrupt:
        done = queue.progress().done
        say(f"\n{done} graded so far are kept; the same command goes on from here", err=True)
        raise
    finally:
        bar.close()
    say(f"{progress.done} graded, {progress.done - before.done} of them now")
    return progress
