"""Submissions whose reports are looked at: an average one, and one that attacks its readers."""

import dataclasses
import json

from autograder.exam.sheets import read_sheet, read_solution, solution_notebook, student_notebook
from autograder.grading.submission import Submission
from autograder.record import Outcome, Override

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


def graded(project, grader, path):
    with Submission(path) as opened:
        return grader.grade(opened, project.assignment(NAME))


def with_outcomes(shown):
    """The grade with every other outcome in it: time-out, limit, grader fault, a decision of a person."""
    others = {
        "2a.1": Outcome.ANSWER_TIMED_OUT, "2a.2": Outcome.ANSWER_EXCEEDED_LIMIT, "2a.3": Outcome.GRADER_FAULT,
    }  # fmt: skip

    def changed(tick):
        if tick.id in others:
            trace = "Traceback <b>of</b> the grader" if tick.id == "2a.3" and shown.for_staff else ""
            finding = dataclasses.replace(tick.finding, expected="`T` ends", got="it did not", trace=trace)
            return dataclasses.replace(tick, outcome=others[tick.id], finding=finding)
        return tick

    parts = tuple(dataclasses.replace(p, ticks=tuple(map(changed, p.ticks))) for p in shown.parts)
    said = Override(earned=0, reason="<i>read by hand</i>", who="TA", made="now")
    return dataclasses.replace(shown, parts=parts).with_overrides({"2b.1": said})
