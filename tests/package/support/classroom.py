"""A class that never was: students whose answers are drawn from the labelled samples, in the layouts of real exports."""

import contextlib
import dataclasses
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from pathlib import Path

from autograder.exam.samples import read_samples, sample_notebook

MODEL_SHARE = 0.4
"""How many answers are the first sample of their part, which is the model answer; the others are any sample."""


@dataclasses.dataclass(frozen=True)
class HandedIn:
    """One generated submission: who, what for, the notebook's bytes, and the labels of the answers in it."""

    student: int
    assignment: str
    content: bytes
    labels: tuple[str, ...]

    @property
    def name(self):
        return f"Student {self.student:05d}"


def generate(project, count, *, seed=0, leave_out=()):
    """`count` different submissions, problems in turn, each as unlike the others as a comment with its number makes it.

    `leave_out` holds labels of samples to avoid, such as those that need seconds to time out.
    """
    chosen = random.Random(seed)
    parts = {}
    for sample in read_samples(project):
        if sample.label not in leave_out:
            parts.setdefault(sample.assignment, {}).setdefault(sample.part, []).append(sample)
    names = sorted(parts)
    for number in range(count):
        assignment = names[number % len(names)]
        answers = [
            options[0] if chosen.random() < MODEL_SHARE else chosen.choice(options)
            for options in parts[assignment].values()
        ]
        notebook = json.loads(sample_notebook(project, *answers))
        # A student writes something of their own somewhere: no two of a class hand in the same bytes.
        notebook["cells"][0]["source"] += f"\n\nHanded in by student {number // len(names)}."
        content = json.dumps(notebook, ensure_ascii=False, indent=1).encode()
        yield HandedIn(number // len(names), assignment, content, tuple(answer.label for answer in answers))


def write_folder(folder, submissions):
    """A plain folder: a file per submission, the student and the assignment in its name."""
    folder.mkdir(parents=True, exist_ok=True)
    for one in submissions:
        (folder / f"{one.name}_{one.assignment}.ipynb").write_bytes(one.content)
    return folder


def write_gradescope(path, submissions):
    """A zip as Gradescope's "Download Submissions" makes one."""
    records = ["---"]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, one in enumerate(submissions, 1):
            folder = f"submission_{300_000_000 + number}"
            archive.writestr(f"assignment_7766_export/{folder}/{one.assignment}.ipynb", one.content)
            records += [
                f"{folder}:", "  :submitters:", f"  - :name: {one.name}", f"    :sid: '{90_000 + one.student}'",
                f"    :email: student{one.student}@example.edu", "  :created_at: 2026-02-03 09:15:27.120000000 Z",
                "  :score: 3.0", "  :status: processed", "  :results:", "    tests: []", "  :history: []",
            ]  # fmt: skip
        archive.writestr("assignment_7766_export/submission_metadata.yml", "\n".join(records) + "\n")
    return path


def write_canvas(path, submissions):
    """A zip as Canvas' "Download Submissions" makes one."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, one in enumerate(submissions):
            late = "_LATE" if one.student % 7 == 3 else ""
            name = f"{one.student:05d}student{late}_{4000 + one.student}_{880_000 + number}_{one.assignment}.ipynb"
            archive.writestr(name, one.content)
    return path


def write_moodle(path, submissions):
    """A zip as Moodle's "Download all submissions" makes one."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, one in enumerate(submissions):
            archive.writestr(f"{one.name}_{55_000 + number}_assignsubmission_file_/{one.assignment}.ipynb", one.content)
    return path


def start_grading(export, out, project, *more):
    """The real command, as a process of its own; its standard output and error go to `log.txt` in `out`."""
    out.mkdir(parents=True, exist_ok=True)
    command = [
        sys.executable,
        "-m",
        "autograder",
        "class",
        "grade",
        str(export),
        "-o",
        str(out),
        "--project",
        str(project),
    ]
    with open(out / "log.txt", "a") as log:
        return subprocess.Popen([*command, *more], stdout=log, stderr=log, start_new_session=True)


def graded(out):
    """How many results there are."""
    return _rows(out, "SELECT COUNT(*) FROM results")[0][0]


def marks(out):
    """Every ✓ that counts: what two runs over the same class have to agree on, byte by byte."""
    return _rows(out, "SELECT * FROM marks")


def _rows(out, query):
    if not (out / "gradebook.sqlite").exists():
        return [(0,)]
    with contextlib.closing(sqlite3.connect(out / "gradebook.sqlite", timeout=60)) as connection:
        try:
            return connection.execute(query).fetchall()
        except sqlite3.OperationalError:  # killed before the tables were laid out
            return [(0,)]


def kill_while_grading(export, out, project, *, kills, total, seed=0, jobs=2, say=lambda text: None):
    """Grade `export`, killing the whole grader `kills` times at random moments on the way, and let it finish.

    Every other time a single grading process is killed first, which its run has to survive. Returns the exit status of
    the last run, and how many results each kill found.
    """
    chosen = random.Random(seed)
    found = []
    for number in range(kills):
        goal = graded(out) + chosen.randint(1, max(1, (total - graded(out)) // (kills - number + 1)))
        grader = start_grading(export, out, project, "--jobs", str(jobs))
        deadline = time.monotonic() + 600
        while graded(out) < goal and grader.poll() is None:
            assert time.monotonic() < deadline, (out / "log.txt").read_text()
            time.sleep(0.01)
        time.sleep(chosen.random() * 0.3)
        processes = children(grader.pid)
        if number % 2 and processes:
            with contextlib.suppress(ProcessLookupError):
                os.kill(chosen.choice(processes), signal.SIGKILL)
            time.sleep(chosen.random() * 0.5)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(grader.pid, signal.SIGKILL)
        grader.wait()
        found.append(graded(out))
        say(f"kill {number + 1} of {kills}: {found[-1]} of {total} results are there")
    return start_grading(export, out, project, "--jobs", str(jobs)).wait(), found


def children(pid):
    """Processes whose parent is `pid`."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError, ValueError):
            if int(status.read_text().rpartition(")")[2].split()[1]) == pid:
                found.append(int(status.parent.name))
    return found


def main():  # pragma: no cover - by hand
    """Write a class of `sys.argv[2]` submissions to the folder `sys.argv[1]`."""
    from autograder.exam.project import find_project

    write_folder(Path(sys.argv[1]), generate(find_project(), int(sys.argv[2])))


if __name__ == "__main__":
    main()
