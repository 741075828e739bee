"""A class made of records: the labelled samples are graded once, then put together into students of varied ability.

For looking at a class report and for measuring it; nobody's notebook is graded again.
"""

import dataclasses
import json
import random
import sys
from pathlib import Path

from autograder.classroom.analysis import Paper
from autograder.record import Finding, Outcome, Override, as_json, from_json
from autograder.report.class_site import write_class_report
from autograder.report.model_answers import model_answers

FIRST, LAST = (
    "Ada Bram Chloé Dmitri Esi Farid Grace Hana Ivo Jun Kofi Lena Mira Noor Olga Pau Quinn Rosa Sven Tala".split(),
    "Adler Bauer Castro Diallo Endo Fischer Gupta Haddad Ito Jansen Kaya Lopez Meyer Novak Okafor Petit Rossi".split(),
)


def graded_parts(project, cache):
    """`{assignment: {part: [grade of a notebook with one sample's answer there]}}`, the best first; kept in `cache`."""
    from autograder.publish.sampling import grade_samples

    if not cache.exists():
        lines = [{"part": done.sample.part, "record": as_json(done.grade)} for done in grade_samples(project)]
        cache.write_text(json.dumps(lines))
    parts = {}
    for line in json.loads(cache.read_text()):
        grade = from_json(line["record"]).without_times()
        parts.setdefault(grade.assignment, {}).setdefault(line["part"], []).append(grade)
    for options in parts.values():
        for part, grades in options.items():
            grades.sort(key=lambda grade, part=part: -grade.part(part).earned)
    return parts


def student_grade(options, ability, chosen):
    """One problem's grade: each part's answer is the better the abler the student, with luck."""
    parts, cells = [], []
    for part, grades in options.items():
        skill = min(0.999, max(0.0, ability + chosen.gauss(0, 0.22)))
        one = grades[min(int((1 - skill) ** 1.6 * len(grades)), len(grades) - 1)]
        parts.append(one.part(part))
        cells += one.cells
    first = next(iter(options.values()))[0]
    return dataclasses.replace(first, parts=tuple(parts), cells=tuple(cells), notes=())


def synthetic_class(parts, students, *, seed=0):
    """Papers of `students` students, with abilities that hold over problems, and some of everything that needs a person."""
    chosen = random.Random(seed)
    papers = []
    for number in range(students):
        ability = chosen.betavariate(2.0, 2.3)
        name = f"{chosen.choice(FIRST)} {chosen.choice(LAST)} ({90000 + number})"
        for assignment, options in sorted(parts.items()):
            grade = student_grade(options, ability, chosen)
            paper = Paper(
                slug=f"{assignment[:2]}s{number:05d}", student=f"u{number:05d}", name=name, assignment=assignment,
                grade=grade,
            )  # fmt: skip
            luck = chosen.random()
            if luck < 0.004:
                paper = dataclasses.replace(paper, grade=None, error="is not a notebook: no JSON")
            elif luck < 0.008:
                paper = dataclasses.replace(paper, grade=with_fault(grade, chosen.choice(grade.ticks)))
            elif luck < 0.012:
                said = Override(earned=grade.ticks[0].points, reason="read by hand", who="ta", made="")
                paper = dataclasses.replace(paper, grade=grade.with_overrides({grade.ticks[0].id: said}))
            papers.append(paper)
    return papers


def with_fault(grade, tick):
    """The grade with this ✓ undecided."""
    finding = Finding(got="the judge did not come to a decision in time")
    broken = dataclasses.replace(tick, outcome=Outcome.GRADER_FAULT, finding=finding)
    parts = tuple(
        dataclasses.replace(part, ticks=tuple(broken if one is tick else one for one in part.ticks))
        for part in grade.parts
    )
    return dataclasses.replace(grade, parts=parts)


def main():  # pragma: no cover - by hand
    """Write the report of a class of `sys.argv[2]` students to `sys.argv[1]`; samples are graded once, into `sys.argv[3]`."""
    import time

    from autograder.exam.project import find_project

    project = find_project()
    papers = synthetic_class(graded_parts(project, Path(sys.argv[3])), int(sys.argv[2]))
    models = {name: model_answers(project, scheme) for name, scheme in project.assignments().items()}
    started = time.monotonic()
    folder = Path(sys.argv[1])
    count = write_class_report(papers, folder, models=models, anonymous="--anonymous" in sys.argv)
    sizes = [path.stat().st_size for path in folder.rglob("*.html")]
    seconds = time.monotonic() - started
    print(f"{len(papers)} submissions, {count} pages in {seconds:.1f} s; index {(folder / 'index.html').stat().st_size // 1000} kB,"
          f" largest {max(sizes) // 1000} kB, all {sum(sizes) // 1_000_000} MB")  # fmt: skip


if __name__ == "__main__":
    main()
