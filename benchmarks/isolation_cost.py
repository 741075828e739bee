"""What isolation costs: the same notebooks graded with and without it, in turn, as ratios.

    python benchmarks/isolation_cost.py                # 5 rounds, about 10 minutes
    python benchmarks/isolation_cost.py --rounds 2     # a first impression

For every problem it grades the model answers, the untouched sheet, and a typical labelled sample of each part. Each
notebook is graded in pairs: by one pool of workers with isolation and by one without (`--no-isolation`), the order
swapped from pair to pair, so that a ratio compares like with like however busy the machine is. Hidden tests, wire,
limits and the judge's child are in both; what differs is the confinement: user, namespaces, file rules, system-call
filter. Printed are the median ratio and its smallest and largest value, for wall clock, for processor time of all
processes together where a control group can be made, and for starting (and ending) an empty worker alone. Marks have
to be the same both ways. Run it by hand, on an idle machine.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "benchmarks")]

from throughput import Meter  # noqa: E402

from autograder.exam.project import read_project  # noqa: E402
from autograder.exam.samples import read_samples, sample_notebook  # noqa: E402
from autograder.exam.sheets import read_sheet, read_solution, solution_notebook, student_notebook, to_bytes  # noqa: E402
from autograder.grading.grader import Grader  # noqa: E402
from autograder.isolation.sandbox import WorkerPool, summary  # noqa: E402

SLOW = ("while True", "sleep(", "os._exit", "range(10**")


def write_notebooks(project, folder):
    """Model answers, untouched sheet and typical samples of every problem: name to (assignment, file)."""
    found = {}
    for name in project.assignments():
        sheet = read_sheet(project.root / "assignments" / f"{name}.md")
        model = project.root / "solutions" / f"{name}.py"
        untouched = student_notebook(sheet, name, {})
        found[f"{name}, untouched"] = (name, to_bytes(untouched))
        found[f"{name}, model"] = (name, to_bytes(solution_notebook(untouched, read_solution(model), model)))
    parts: dict[tuple[str, str], list[Any]] = {}
    for sample in read_samples(project):
        if not any(mark in sample.code for mark in SLOW):
            parts.setdefault((sample.assignment, sample.part), []).append(sample)
    for name in project.assignments():
        middle = [samples[len(samples) // 2] for key, samples in sorted(parts.items()) if key[0] == name]
        found[f"{name}, typical"] = (name, sample_notebook(project, *middle))
    written = {}
    for index, (label, (name, data)) in enumerate(found.items()):
        path = Path(folder) / f"{index:02}.ipynb"
        path.write_bytes(data)
        written[label] = (name, path)
    return written


def timed(meter: Meter, job: Callable[[], Any]) -> tuple[float, float, Any]:
    """Wall and processor seconds of a call, and its result."""
    cpu, wall = meter.seconds(), time.perf_counter()
    result = job()
    return time.perf_counter() - wall, meter.seconds() - cpu, result


def grading(grader: Grader, name: str, path: Path) -> Callable[[], Any]:
    """A call that grades one notebook and returns its marks."""

    def job() -> list[tuple[str, int | None]]:
        return [(tick.id, tick.earned) for tick in grader.grade_file(path, name).ticks]

    return job


def starting(pool):
    """A call that starts a worker and ends it."""

    def job():
        pool.spawn().kill()

    return job


def pairs(meter: Meter, jobs: Sequence[Callable[[], Any]], rounds: int) -> list[tuple[Any, Any]]:
    """(with, without) of every round, in swapped order from round to round."""
    taken = []
    for index in range(rounds):
        order = (0, 1) if index % 2 == 0 else (1, 0)
        measured = {which: timed(meter, jobs[which]) for which in order}
        taken.append((measured[0], measured[1]))
    return taken


def ratio(values: Sequence[float]) -> str:
    """The median, smallest and largest of some ratios."""
    if any(value != value for value in values):
        return "not measured"
    return f"{statistics.median(values):5.2f} ({min(values):.2f} to {max(values):.2f})"


def row(label: str, taken: Sequence[tuple[Any, Any]]) -> tuple[list[float], list[float]]:
    """One line of the table."""
    wall = [a[0] / b[0] for a, b in taken]
    cpu = [a[1] / max(b[1], 1e-9) for a, b in taken]
    seconds = statistics.median(a[0] for a, _ in taken)
    print(f"{label:45} {seconds:8.3f} s   {ratio(wall):22} {ratio(cpu):22}", flush=True)
    return wall, cpu


def main():
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5, help="pairs per notebook (default 5)")
    rounds = parser.parse_args().rounds
    project, meter = read_project(ROOT), Meter()
    confined, plain = WorkerPool(forbidden=(project.root,)), WorkerPool(isolation=False)
    with confined, plain, tempfile.TemporaryDirectory() as folder:
        words = summary(confined.isolation), summary(plain.isolation)
        graders = [Grader(pool, project.assignments()) for pool in (confined, plain)]
        print(f"with: {words[0]}\nwithout: {words[1]}\n{'':45} {'with':>10}   {'wall ratio':22} processor ratio")
        pairs(meter, (starting(confined), starting(plain)), 4)
        row("starting and ending a worker", pairs(meter, (starting(confined), starting(plain)), 8 * rounds))
        walls, cpus = [], []
        for label, (name, path) in write_notebooks(project, folder).items():
            jobs = [grading(grader, name, path) for grader in graders]
            taken = pairs(meter, jobs, rounds)
            if any(a[2] != b[2] for a, b in taken):
                sys.exit(f"{label}: other marks with isolation than without")
            wall, cpu = row(label, taken)
            walls += wall
            cpus += cpu
        print(f"{'all notebooks':45} {'':10}   {ratio(walls):22} {ratio(cpus):22}")


if __name__ == "__main__":
    main()
