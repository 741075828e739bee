"""A class made of records: the labelled samples are graded once, then put together into students of varied ability.

For looking at a class report and for measuring it; nobody's notebook is graded again.
"""

import copy
import dataclasses
import json
import random
import sys
from pathlib import Path

from autograder.classroom.analysis import Paper
from autograder.report.class_site import write_class_report
from autograder.report.model_answers import model_answers

FIRST, LAST = (
    "Ada Bram Chloé Dmitri Esi Farid Grace Hana Ivo Jun Kofi Lena Mira Noor Olga Pau Quinn Rosa Sven Tala".split(),
    "Adler Bauer Castro Diallo Endo Fischer Gupta Haddad Ito Jansen Kaya Lopez Meyer Novak Okafor Petit Rossi".split(),
)


def graded_parts(project, cache):
    """`{assignment: {part: [record of a notebook with one sample's answer there]}}`, the best answer first; kept in `cache`."""
    from autograder.publish.sampling import grade_samples

    if not cache.exists():
        lines = []
        for done in grade_samples(project):
            lines.append({"part": done.sample.part, "record": done.grade.record(staff=True)})
        cache.write_text(json.dumps(lines))
    parts = {}
    for line in json.loads(cache.read_text()):
        parts.setdefault(line["record"]["assignment"], {}).setdefault(line["part"], []).append(line["record"])
    for options in parts.values():
        for part, records in options.items():
            records.sort(key=lambda record, part=part: -record["parts"][part]["earned"])
    return parts


def student_record(options, ability, chosen):
    """One problem's record: each part's answer is the better the abler the student, with luck."""
    record = None
    for part, records in options.items():
        skill = min(0.999, max(0.0, ability + chosen.gauss(0, 0.22)))
        place = int((1 - skill) ** 1.6 * len(records))
        one = records[min(place, len(records) - 1)]
        if record is None:
            record = copy.deepcopy(one)
            record["cells"], record["notes"] = [], []
        keep = [tick for tick in record["ticks"] if tick["part"] != part]
        record["ticks"] = keep + [copy.deepcopy(tick) for tick in one["ticks"] if tick["part"] == part]
        record["parts"][part] = one["parts"][part]
        record["cells"] = record["cells"] + one["cells"]
    order = {part: place for place, part in enumerate(record["parts"])}
    record["ticks"].sort(key=lambda tick: (order[tick["part"]], tick["points"] < 0, abs(int(tick["id"].split(".")[1]))))
    return recount(record)


def recount(record):
    """Sums after ✓ changed."""
    record["undecided"] = [tick["id"] for tick in record["ticks"] if tick["outcome"] == "grader fault"]
    for part, sums in record["parts"].items():
        sums["earned"] = max(0, sum(tick["earned"] for tick in record["ticks"] if tick["part"] == part))
    problem = record["problem"]
    problem["earned"] = sum(sums["earned"] for sums in record["parts"].values())
    if problem["credits_available"] is not None:
        problem["credits"] = problem["credits_available"] * problem["earned"] / problem["available"]
    return record


def synthetic_class(parts, students, *, seed=0):
    """Papers of `students` students, with abilities that hold over problems, and some of everything that needs a person."""
    chosen = random.Random(seed)
    papers = []
    for number in range(students):
        ability = chosen.betavariate(2.0, 2.3)
        name = f"{chosen.choice(FIRST)} {chosen.choice(LAST)} ({90000 + number})"
        for assignment, options in sorted(parts.items()):
            record = student_record(options, ability, chosen)
            paper = Paper(f"{assignment[:2]}s{number:05d}", f"u{number:05d}", name, assignment, record)
            luck = chosen.random()
            if luck < 0.004:
                paper = dataclasses.replace(paper, record=None, error="is not a notebook: no JSON")
            elif luck < 0.008:
                tick = chosen.choice(record["ticks"])
                tick.update(outcome="grader fault", earned=0, got="the judge did not come to a decision in time")
                recount(record)
            elif luck < 0.012:
                tick = record["ticks"][0]
                tick["override"] = {"earned": 1, "was": tick["earned"], "by": "ta", "at": "", "reason": "read by hand"}
                tick["earned"] = 1
                recount(record)
            papers.append(paper)
    return papers


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
