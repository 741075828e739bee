"""Which problem a notebook answers."""

from __future__ import annotations

from autograder.errors import SubmissionError
from autograder.exam.rubric import Assignment
from autograder.grading.submission import Notebook


def detect(notebook: Notebook, assignments: dict[str, Assignment]) -> Assignment:
    """The assignment a notebook answers, by its metadata or else by the names it defines.

    Raises `SubmissionError` when it answers none of them.
    """
    if notebook.assignment is not None:
        if notebook.assignment not in assignments:
            known = ", ".join(sorted(assignments))
            what = f"says it answers the assignment {notebook.assignment[:60]!r}, which is not known here"
            raise SubmissionError(notebook.path, what, f"Known assignments: {known}.")
        return assignments[notebook.assignment]
    source = "\n".join(text for _, text in notebook.cells)
    overlap = {name: sum(answer in source for answer in a.names) for name, a in assignments.items()}
    best = max(overlap, key=lambda name: overlap[name])
    if overlap[best] < 2 or sorted(overlap.values())[-2:].count(overlap[best]) > 1:
        advice = "Answer in the notebook that was handed out, and do not rename its answers."
        raise SubmissionError(notebook.path, "does not look like an answer to any known assignment", advice)
    return assignments[best]
