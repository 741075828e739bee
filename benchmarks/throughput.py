"""How fast a class is graded: against stock `otter run`, against the bare floor, and where the time goes.

    python benchmarks/throughput.py                         # 5 rounds on one and two cores, about 10 minutes
    python benchmarks/throughput.py --growth 10 100 1000    # and how time and memory grow with the class
    python benchmarks/throughput.py --profile-only          # where the time goes, per submission

Every round grades the same generated notebooks (the four sheets with their plots, SymPy, answers drawn from the
labelled samples, and what students try out beside them: twenty code cells in all) three ways, one after another on the
same cores, so that a ratio compares like with like however busy the machine is:

* stock: `otter run` of each notebook with a plain Otter zip of one trivial test, as many at a time as there are cores;
* floor: an interpreter that has imported everything is forked and runs the notebook's cells, nothing else: no
  isolation, no tests, no results;
* ours: `autograder class grade FOLDER -o OUT --jobs CORES`, hidden tests, isolation, gradebook and start-up included;
  and its steady rate without start-up, from what each result took.

Where a cpuacct or cgroup-2 group can be made (root on most machines), the processor time of all processes together is
measured beside the wall clock: other programs disturb it much less, and it leaves out that stock Otter waits for
kernels to start. Prints a table, and writes the numbers as JSON with --out. Run it by hand, on an idle machine.
"""

from __future__ import annotations

import argparse
import concurrent.futures
import dataclasses
import gc
import json
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "package"), str(ROOT / "benchmarks")]

import nbformat  # noqa: E402
from profiling import profile  # noqa: E402
from support.classroom import generate, start_grading, write_folder  # noqa: E402

from autograder.exam.project import read_project  # noqa: E402
from autograder.grading.submission import read_notebook  # noqa: E402
from autograder.isolation.sandbox.libraries import LIBRARIES  # noqa: E402
from autograder.isolation.worker.shell import BoundedText  # noqa: E402
from autograder.isolation.worker.standins import public_checks_off  # noqa: E402
from autograder.isolation.worker.warmup import prepare, warm_up  # noqa: E402

GROUPS = ("/sys/fs/cgroup/cpuacct", "/sys/fs/cgroup")
SLOW = ("while True", "sleep(", "os._exit", "range(10**")
TRIVIAL = """
from otter.test_files import test_case

OK_FORMAT = False
name = "q"


@test_case(points=1)
def something_is_there(env):
    assert "np" in env
"""


TRIED = [
    "import numpy as np\nimport matplotlib.pyplot as plt\nimport sympy as sp",
    "own_rng = np.random.default_rng(3)\nown = own_rng.normal(size=20_000)\nprint(own.mean(), own.std())",
    "own_z = np.exp(0.3 + 0.8 * own)\nprint(np.quantile(own_z, [0.1, 0.5, 0.9]))",
    "fig, ax = plt.subplots(figsize=(5, 3))\nax.hist(np.log(own_z), bins=60, density=True)\n"
    "ax.set_title('does it look normal?')\nplt.show()",
    "own_u, own_s = sp.symbols('own_u own_s', positive=True)\nsp.simplify(sp.log(own_u**2 * sp.exp(own_s)) - own_s)",
    "sp.diff(sp.erf(sp.log(own_u) / sp.sqrt(2)), own_u)",
    "sp.solve(sp.Eq(sp.log(own_u), own_s), own_u)",
    "own_betas = np.linspace(0.01, 0.3, 50)\nprint(np.cumprod(1 - own_betas)[-1])",
    "def own_check(f, points):\n    return [float(f(point)) for point in points]\n\nown_check(np.exp, [0.0, 1.0])",
    "for own_n in range(1, 5):\n    print(own_n, np.prod(np.arange(1, own_n + 1)))",
    "own_grid = np.linspace(-4, 4, 801)\nnp.trapezoid(np.exp(-own_grid**2 / 2), own_grid) / np.sqrt(2 * np.pi)",
    "own_a = np.outer([0.3, -0.4, 1.2], [0.3, -0.4, 1.2])\nnp.linalg.det(own_a), np.linalg.matrix_rank(own_a)",
]
"""What students try out on their way; a real notebook has about CELLS code cells."""
CELLS = 20


class Meter:
    """Processor seconds of this process and all that it starts, where the kernel counts them for a group; else NaN."""

    def __init__(self) -> None:
        self._file, self._group = None, None
        for root in map(Path, GROUPS):
            group = root / f"throughput-{os.getpid()}"
            try:
                group.mkdir()
                (group / "cgroup.procs").write_text(str(os.getpid()))
            except OSError:
                continue
            files = [group / "cpuacct.usage", group / "cpu.stat"]
            self._file, self._group = next((file for file in files if file.exists()), None), group
            break

    def seconds(self):
        """The sum so far."""
        if self._file is None:
            return float("nan")
        text = self._file.read_text().split()
        return int(text[0]) / 1e9 if len(text) == 1 else int(text[1]) / 1e6

    def close(self):
        """Leave the group and remove it."""
        if self._group is not None:
            (self._group.parent / "cgroup.procs").write_text(str(os.getpid()))
            self._group.rmdir()

    def of(self, job):
        """Run `job`; its result, and the processor seconds it took, late ends of its processes included."""
        before = self.seconds()
        result = job()
        time.sleep(0.3)
        return result, self.seconds() - before


def make_class(project, folder, count, seed=0):
    """Generated submissions in a folder; answers that take seconds on purpose are left out."""
    from autograder.exam.samples import read_samples

    slow = [sample.label for sample in read_samples(project) if any(word in sample.code for word in SLOW)]
    handed_in = generate(project, count, seed=seed, leave_out=slow)
    return write_folder(folder, (dataclasses.replace(one, content=with_trials(one.content)) for one in handed_in))


def with_trials(content):
    """The notebook with cells of the student's own up to CELLS code cells."""
    notebook = nbformat.reads(content.decode(), as_version=4)
    room = CELLS - sum(cell.cell_type == "code" for cell in notebook.cells)
    notebook.cells += [nbformat.v4.new_code_cell(source, id=f"own-{k}") for k, source in enumerate(TRIED[:room])]
    return nbformat.writes(notebook).encode()


def plain_zip(folder):
    """An Otter autograder of one trivial test, as `otter generate` makes it."""
    (folder / "tests").mkdir(parents=True)
    (folder / "tests" / "q.py").write_text(TRIVIAL)
    command = [sys.executable, "-m", "otter", "generate", "-t", "tests", "-o", "plain.zip", "--no-config",
               "--no-requirements", "--no-environment"]  # fmt: skip
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return folder / "plain.zip"


def stock(notebooks, archive, cores, folder):
    """Seconds per notebook with `otter run`."""

    def run(notebook):
        out = folder / f"stock-{notebook.stem}"
        out.mkdir(parents=True)
        command = [sys.executable, "-m", "otter", "run", "-a", str(archive), str(notebook), "-o", str(out)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=out)
        assert done.returncode == 0, done.stderr[-2000:]
        assert (out / "results.json").exists()

    started = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(cores) as pool:
        list(pool.map(run, notebooks))
    return (time.monotonic() - started) / len(notebooks)


def floor(notebooks, cores):
    """Seconds and processor seconds per notebook for fork and cells alone, without the imports of the process."""
    program = f"import sys; sys.path[:0] = {sys.path[:3]!r}; import throughput; throughput.run_floor()"
    request = json.dumps([[str(notebook) for notebook in notebooks], cores])
    done = subprocess.run([sys.executable, "-c", program], input=request, capture_output=True, text=True, check=True)
    wall, cpu = map(float, done.stdout.split())
    return wall, cpu


def run_floor():
    """In that process: fork for every notebook, as many at a time as there are cores."""
    paths, cores = json.load(sys.stdin)
    shell = prepare(LIBRARIES)
    warm_up()
    notebooks = [read_notebook(Path(path).read_bytes(), path) for path in paths]
    sys.modules["otter"] = public_checks_off()
    gc.collect()
    gc.freeze()
    started, running = time.monotonic(), 0
    for notebook in notebooks:
        if running == cores:
            os.wait()
            running -= 1
        if os.fork() == 0:
            try:
                sys.stdout = sys.stderr = BoundedText()
                for _, source in notebook.cells:
                    shell.run_cell(source, store_history=False)
            finally:
                os._exit(0)
        running += 1
    for _ in range(running):
        os.wait()
    used = os.times()
    print((time.monotonic() - started) / len(notebooks), (used.children_user + used.children_system) / len(notebooks))


def ours(export, count, cores, out):
    """Seconds per notebook with start-up, and without it."""
    started = time.monotonic()
    grader = start_grading(export, out, ROOT, "--jobs", str(cores))
    assert grader.wait() == 0, (out / "log.txt").read_text()
    wall = time.monotonic() - started
    rows = sqlite3.connect(out / "gradebook.sqlite").execute("SELECT seconds FROM results").fetchall()
    assert len(rows) == count
    steady = sum(row[0] for row in rows) / len(rows) / cores
    return wall / count, steady


class Sampler:
    """The largest sum of proportional set sizes of a process and all below it, looked at twice a second."""

    def __init__(self, pid):
        self.pid, self.seen, self._stop = pid, [0], threading.Event()
        self._thread = threading.Thread(target=self._sample)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        self._thread.join()

    def _sample(self):
        while not self._stop.wait(0.5):
            self.seen.append(sum(_pss(pid) for pid in _tree(self.pid)))

    @property
    def peak(self):
        """The largest sum seen, in bytes."""
        return max(self.seen)

    def quarters(self):
        """Median in each quarter of the time, in words: flat when memory does not grow."""
        size = max(1, len(self.seen) // 4)
        medians = [statistics.median(self.seen[k * size : (k + 1) * size] or [0]) / 2**20 for k in range(4)]
        return "medians of the four quarters of the run " + ", ".join(f"{value:.0f}" for value in medians) + " MiB"


def _tree(root):
    parents: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents.setdefault(int(stat.read_text().rpartition(")")[2].split()[1]), []).append(int(stat.parent.name))
        except (OSError, ValueError):
            continue
    found = [root]
    for pid in found:
        found += parents.get(pid, [])
    return found


def _pss(pid):
    try:
        with open(f"/proc/{pid}/smaps_rollup") as file:
            return next(int(line.split()[1]) * 1024 for line in file if line.startswith("Pss:"))
    except (OSError, StopIteration):
        return 0


def spread(values, unit=""):
    """Median, and the range."""
    return f"{statistics.median(values):.3g}{unit} ({min(values):.3g}-{max(values):.3g})"


def one_round(export, notebooks, archive, cores, stocked, folder, meter, startup):
    """All three ways once: seconds and processor seconds per notebook."""
    one = {}
    one["stock"], cpu = meter.of(lambda: stock(notebooks[:stocked], archive, cores, folder))
    one["stock cpu"] = cpu / stocked
    one["floor"], one["floor cpu"] = floor(notebooks, cores)
    (one["ours"], one["steady"]), cpu = meter.of(lambda: ours(export, len(notebooks), cores, folder / "out"))
    one["ours cpu"] = (cpu - startup * cores) / len(notebooks)
    return one


def startup_cost(export, scratch, meter):
    """Processor seconds of a run with one job and next to no work: what does not grow with the class."""
    small = Path(scratch) / "one"
    small.mkdir()
    shutil.copy(sorted(export.iterdir())[0], small)
    return meter.of(lambda: ours(small, 1, 1, Path(scratch) / "one-out"))[1]


def compare(export, notebooks, archive, cores, rounds, stocked, scratch, meter, startup):
    """Rounds of all three ways on `cores` cores; the numbers of every round."""
    found = []
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(allowed)[:cores])
    try:
        for number in range(rounds):
            folder = Path(tempfile.mkdtemp(dir=scratch))
            one = one_round(export, notebooks, archive, cores, stocked, folder, meter, startup)
            found.append(one)
            shutil.rmtree(folder)
            print(f"  round {number + 1}: " + ", ".join(f"{key} {value:.3f}" for key, value in one.items()), flush=True)
    finally:
        os.sched_setaffinity(0, allowed)
    for way in ("ours", "steady"):
        print(f"{cores} core(s), {way}: {spread([r['stock'] / r[way] for r in found])} times stock otter run; "
              f"{spread([r[way] / r['floor'] for r in found])} times the floor; "
              f"{spread([1000 * r[way] for r in found], ' ms')} per submission")  # fmt: skip
    print(f"{cores} core(s), processor time without start-up: "
          f"{spread([r['stock cpu'] / r['ours cpu'] for r in found])} times stock otter run; "
          f"{spread([r['ours cpu'] / r['floor cpu'] for r in found])} times the floor; "
          f"{spread([1000 * r['ours cpu'] for r in found], ' ms')} per submission")  # fmt: skip
    return found


def growth(project, sizes, scratch):
    """Time per submission and memory for classes of several sizes, on all cores."""
    found = {}
    cores = len(os.sched_getaffinity(0))
    for size in sizes:
        export = make_class(project, Path(scratch) / f"class-{size}", size, seed=size)
        with Sampler(os.getpid()) as memory:
            wall, steady = ours(export, size, cores, Path(scratch) / f"out-{size}")
        found[size] = {"ours": wall, "steady": steady, "MiB": memory.peak / 2**20}
        print(f"{size} submissions: {wall * size:.1f} s, {1000 * wall:.0f} ms each with start-up on {cores} cores; "
              f"peak {memory.peak / 2**20:.0f} MiB, {memory.quarters()}", flush=True)  # fmt: skip
    return found


def main():
    """Parse options and run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--submissions", type=int, default=40, help="per round, for floor and ours")
    parser.add_argument("--stock", type=int, default=4, help="per round, for stock otter run")
    parser.add_argument("--growth", type=int, nargs="*", default=[10, 100])
    parser.add_argument("--profile-only", action="store_true")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    project = read_project(ROOT)
    numbers = {}
    with tempfile.TemporaryDirectory() as scratch:
        export = make_class(project, Path(scratch) / "class", options.submissions)
        notebooks = sorted(export.iterdir())
        numbers["profile"] = profile(project, notebooks, Path(scratch) / "profile")
        if not options.profile_only:
            archive = plain_zip(Path(scratch) / "plain")
            meter = Meter()
            startup = startup_cost(export, scratch, meter)
            print(f"start-up: {startup:.1f} s of processor time per job")
            for cores in range(1, min(2, len(os.sched_getaffinity(0))) + 1):
                numbers[f"{cores} cores"] = compare(
                    export, notebooks, archive, cores, options.rounds, options.stock, scratch, meter, startup
                )
            meter.close()
            numbers["growth"] = growth(project, options.growth, scratch)
    if options.out:
        options.out.write_text(json.dumps(numbers, indent=2) + "\n")


if __name__ == "__main__":
    main()
