"""A class graded while its grader is killed again and again: nothing may be lost, and no mark may differ.

    python benchmarks/kills.py                                  # 1,000 submissions, 20 kills
    python benchmarks/kills.py --submissions 100 --kills 5

Grades a generated class undisturbed, then once more while the whole grader is killed (SIGKILL) at random moments;
before every other kill one of its grading processes is killed alone, which the run has to survive. Compares every ✓ of
both gradebooks, and says how much memory all processes together took.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "package"), str(ROOT / "benchmarks")]

from support.classroom import graded, kill_while_grading, marks, start_grading  # noqa: E402
from throughput import Sampler, make_class  # noqa: E402

from autograder.classroom.gradebook import Gradebook  # noqa: E402
from autograder.exam.project import read_project  # noqa: E402


def main():
    """Parse options, run both, compare; the exit status is 1 when anything differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--submissions", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        export = make_class(read_project(ROOT), folder / "class", options.submissions, options.seed)
        started = time.monotonic()
        grader = start_grading(export, folder / "undisturbed", ROOT, "--jobs", str(options.jobs))
        with Sampler(grader.pid) as memory:
            status = grader.wait()
        print(f"undisturbed: exit {status}, {graded(folder / 'undisturbed')} in {time.monotonic() - started:.0f} s")
        print(f"peak memory of all processes {memory.peak / 2**20:.0f} MiB; {memory.quarters()}", flush=True)
        started = time.monotonic()
        status, _ = kill_while_grading(
            export, folder / "killed", ROOT, kills=options.kills, total=options.submissions, seed=options.seed,
            jobs=options.jobs, say=lambda text: print(text, flush=True),
        )  # fmt: skip
        print(f"killed {options.kills} times: exit {status}, {graded(folder / 'killed')} results "
              f"in {time.monotonic() - started:.0f} s")  # fmt: skip
        same = marks(folder / "undisturbed") == marks(folder / "killed")
        with Gradebook.open(folder / "killed") as book:
            entries = list(book.latest())
            lost = options.submissions - sum(entry.grade is not None for entry in entries)
            started_runs = book.connection.execute("SELECT COUNT(*) FROM runs").fetchone()[0]
        verdict = "all the same" if same else "DIFFERENT"
        print(f"{len(marks(folder / 'killed'))} ✓ compared: {verdict}; {lost} submissions lost; {started_runs} runs")
    sys.exit(0 if same and not lost else 1)


if __name__ == "__main__":
    main()
