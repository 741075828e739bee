"""Submissions whose reports are looked at: an average one, and one that attacks its readers."""

import json

from autograder.exam.sheets import read_sheet, read_solution, solution_notebook, student_notebook
from autograder.grading.grade import grade
from autograder.grading.submission import Submission

NAME = "p2_variational_inference"
AVERAGE = {
    "T": 'def T(eps):\n    """A sample of logN(0, 1)."""\n    return np.exp(1.3 * eps)  # the scale is wrong',
    "M": "def M(z, mu, sigma):\n    return z**sigma + mu",
    "q2d_log_q": "def q2d_log_q(z, mu, sigma):\n    return -(((np.log(z) - mu) / sigma) ** 2) / 2 - np.log(z * sigma)",
    "q2d_sample": "def q2d_sample(eps, mu, sigma):\n    return undefined_name + eps",
    "q2d_kl_normal": "q2d_kl_normal = ...",
}
HOSTILE = {
    "T": "T = 5  # </style></details><script>alert(1)</script><img src=x onerror=alert(2)> \u202egnirts\u202c \x07\x1b[31m \ud800 \u200b"
    + "A" * 50_000
    + "\ny = 1" * 900,
    "M": 'def M(z, mu, sigma):\n    raise ValueError("<script>alert(3)</script>")',
    "q2d_kl_normal": 'print("x" * 10_000_000)\nraise RuntimeError("<b onclick=alert(4)>\\u202e\\ud83d</b>\\x00\\x1b[2J" * 50)',
}


def submission(project, folder, edits, name="submission.ipynb"):
    """The model answers with some cells replaced, as a file; JSON carries what UTF-8 cannot."""
    student = student_notebook(read_sheet(project.root / "assignments" / f"{NAME}.md"), NAME, {})
    notebook = solution_notebook(student, read_solution(project.root / "solutions" / f"{NAME}.py"), project.root / NAME)
    for cell in notebook.cells:
        cell.source = edits.get(cell.metadata.get("name"), cell.source)
    path = folder / name
    path.write_text(json.dumps(notebook), encoding="ascii")
    return path


def graded(project, host, path):
    with Submission(path) as opened:
        return grade(opened, project.assignment(NAME), host, host.budget, isolation=host.isolation)


def with_outcomes(record):
    """The record with every other outcome in it: time-out, limit, grader fault, an override."""
    changed = json.loads(json.dumps(record))
    ticks = {tick["id"]: tick for tick in changed["ticks"]}
    for name, outcome in (("2a.1", "answer timed out"), ("2a.2", "answer exceeded a limit"), ("2a.3", "grader fault")):
        ticks[name] |= {"outcome": outcome, "earned": 0, "expected": "`T` ends", "got": "it did not"}
    if "staff" in ticks["2a.3"]:
        ticks["2a.3"]["staff"]["detail"] = "Traceback <b>of</b> the grader"
    ticks["2b.1"]["override"] = {"earned": 0, "was": 1, "by": "TA", "at": "now", "reason": "<i>read by hand</i>"}
    ticks["2b.1"]["earned"] = 0
    changed["undecided"] = ["2a.3"]
    return changed
