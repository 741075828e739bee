"""What naming mistakes costs: the same notebooks graded with the catalogue and without it, in turn, as ratios.

    python benchmarks/naming_cost.py                # 3 rounds, about 10 minutes
    python benchmarks/naming_cost.py --rounds 1     # a first impression

Graded are the model answers of every problem, in which nothing is lost, and notebooks of labelled samples, one of each
part, most of them wrong. Each notebook is graded in pairs by one pool of workers, with the catalogues as they are and
with empty ones, the order swapped from pair to pair. Printed at the end is what a class pays of which a share is as
wrong as the samples (`--wrong`). Marks have to be the same both ways. Run it by hand, on an idle machine.
"""

from __future__ import annotations

import argparse
import contextlib
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "benchmarks")]

from isolation_cost import SLOW, grading, pairs, ratio, row  # noqa: E402
from throughput import Meter  # noqa: E402

from autograder.exam.project import Project, read_project  # noqa: E402
from autograder.exam.rubric import Assignment  # noqa: E402
from autograder.exam.samples import Sample, read_samples, sample_notebook  # noqa: E402
from autograder.exam.sheets import read_sheet, read_solution, solution_notebook, student_notebook, to_bytes  # noqa: E402
from autograder.grading.grader import Grader  # noqa: E402
from autograder.isolation.sandbox import WorkerPool  # noqa: E402

Job = Callable[[], Any]


def model_notebooks(project: Project) -> Iterator[tuple[str, str, bytes]]:
    """The model answers of every problem: label, assignment, notebook."""
    for name in project.assignments():
        untouched = student_notebook(read_sheet(project.root / "assignments" / f"{name}.md"), name, {})
        model = project.root / "solutions" / f"{name}.py"
        yield f"{name}, model", name, to_bytes(solution_notebook(untouched, read_solution(model), model))


def wrong_notebooks(project: Project, spread: int) -> Iterator[tuple[str, str, bytes]]:
    """Notebooks in which every part has a sample that is given a name, or one that loses a ✓ without one."""
    parts: dict[str, dict[str, list[Sample]]] = {}
    for sample in read_samples(project):
        if not any(mark in sample.code for mark in SLOW):
            parts.setdefault(sample.assignment, {}).setdefault(sample.part, []).append(sample)
    for name, by_part in parts.items():
        for k in range(spread):
            chosen = [samples[(len(samples) * k) // spread] for samples in by_part.values()]
            yield f"{name}, samples {k + 1}", name, sample_notebook(project, *chosen)


@contextlib.contextmanager
def without_catalogues(assignments: dict[str, Assignment]) -> Iterator[None]:
    """Take the mistakes from all tests for a while."""
    checks = [tick.test for scheme in assignments.values() for tick in scheme.ticks]
    kept = [
        {name: getattr(check, name) for name in ("mistakes", "follows") if hasattr(check, name)} for check in checks
    ]
    for check, known in zip(checks, kept, strict=True):
        for name in known:
            delattr(check, name)
    try:
        yield
    finally:
        for check, known in zip(checks, kept, strict=True):
            for name, value in known.items():
                setattr(check, name, value)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3, help="pairs per notebook (default 3)")
    parser.add_argument("--spread", type=int, default=6, help="notebooks of samples per problem (default 6)")
    parser.add_argument("--wrong", type=float, default=0.25, help="share of a class that is as wrong (default 0.25)")
    options = parser.parse_args()
    project, meter = read_project(ROOT), Meter()
    assignments = dict(project.assignments())
    with WorkerPool(forbidden=(project.root,)) as pool, tempfile.TemporaryDirectory() as folder:
        grader = Grader(pool, {name: scheme.load() for name, scheme in assignments.items()})
        print(f"{'':45} {'with':>10}   {'wall ratio':22} processor ratio")
        found: dict[str, list[tuple[float, float]]] = {}
        notebooks = {"right": model_notebooks(project), "wrong": wrong_notebooks(project, options.spread)}
        for kind, written in notebooks.items():
            for label, name, data in written:
                path = Path(folder) / "notebook.ipynb"
                path.write_bytes(data)
                named = grading(grader, name, path)

                def plain(job: Job = named) -> Any:
                    with without_catalogues(assignments):
                        return job()

                named()  # once, so that nothing is loaded for the first time
                taken = pairs(meter, (named, plain), options.rounds)
                if any(a[2] != b[2] for a, b in taken):
                    sys.exit(f"{label}: other marks with the catalogue than without")
                row(label, taken)
                found.setdefault(kind, []).extend((a[0], b[0]) for a, b in taken)
    for kind, taken in found.items():
        print(f"{kind:45} {'':10}   {ratio([a / b for a, b in taken])}")
    shares = {"right": 1 - options.wrong, "wrong": options.wrong}
    both = [
        sum(share * statistics.fmean(pair[k] for pair in found[kind]) for kind, share in shares.items()) for k in (0, 1)
    ]
    print(f"a class of which {options.wrong:.0%} is as wrong as the samples: {both[0] / both[1]:.3f} times the time")


if __name__ == "__main__":
    main()
