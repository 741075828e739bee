"""`autograder class report`."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.classroom.gradebook import Gradebook
from autograder.classroom.papers import read_earlier, read_papers
from autograder.classroom.pseudonyms import read_key
from autograder.cli.options import PROJECT, RESULTS
from autograder.cli.printing import say
from autograder.errors import UserError
from autograder.exam.project import find_project
from autograder.report.class_site import write_class_report
from autograder.report.model_answers import model_answers
from autograder.texts import speaking

KEY = "report.key"


@click.command()
@RESULTS
@click.option("--anonymous", is_flag=True, help="Pseudonyms instead of names and numbers, in a folder of its own.")
@PROJECT
def report(out: Path, anonymous: bool, project: Path | None) -> None:
    """Write pages about a class, and two per submission.

    The first page is report/index.html; a submission has one page for staff and one for the student.
    With --anonymous it is report-anonymous/index.html; report.key keeps pseudonyms the same from run to run.

    Example: autograder class report -o results/
    """
    found = find_project(project)
    exam = found.exam()
    models = {problem.name: model_answers(found, problem) for problem in exam.problems}
    with Gradebook.open(out) as book:
        key = read_key(out / KEY) if anonymous else None
        papers, earlier = list(read_papers(book, key)), list(read_earlier(book, key))
    if not papers:
        raise UserError(out, "holds no submissions", "Grade a class first: autograder class grade FOLDER -o results/")
    folder = out / ("report-anonymous" if anonymous else "report")
    with speaking(found.language):
        count = write_class_report(papers, folder, models=models, anonymous=anonymous, ties=exam.ties,
                                   ideas=exam.ideas, earlier=earlier)  # fmt: skip
    say(f"{len(papers)} submissions on {count} pages: {folder / 'index.html'}")
