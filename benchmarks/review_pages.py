"""Server time of every page of a review of a large class, beside a page of the same server with nothing on it.

    python benchmarks/review_pages.py [SUBMISSIONS] [REQUESTS]

makes a gradebook of that many submissions (default 1000) out of graded samples of one problem, asks for every page that
often (default 200) in turns with the bare page, and prints medians in milliseconds. Nothing else should be running.
"""

from __future__ import annotations

import dataclasses
import random
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "package"))

from support.synthetic_class import graded_parts, synthetic_class  # noqa: E402

from autograder.classroom.gradebook import Gradebook, NewSubmission, Result, Student, WorkQueue  # noqa: E402
from autograder.classroom.gradebook.people import add_person  # noqa: E402
from autograder.exam.project import read_project  # noqa: E402
from autograder.review.app import application  # noqa: E402
from autograder.review.desk import Settings  # noqa: E402

HOST = "127.0.0.1:8765"


def make(folder: Path, count: int, cache: Path) -> None:
    """A gradebook with `count` submissions of one problem each, over four problems."""
    parts: Any = graded_parts(read_project(ROOT), cache)  # type: ignore[no-untyped-call]
    made: Any = synthetic_class(parts, -(-count // 4))  # type: ignore[no-untyped-call]
    papers = [paper for paper in made if paper.grade is not None][:count]
    chosen = random.Random(0)
    with Gradebook.open(folder, create=True) as book:
        queue = WorkQueue(book, "g", dict.fromkeys(parts, "t"))
        queue.start_run()
        arrivals = [
            NewSubmission(
                digest=f"{number:064x}", source=f"class/{paper.slug}.ipynb", file="x.ipynb",
                assignment=paper.assignment, students=(Student(paper.student, paper.name, "", ()),),
            )
            for number, paper in enumerate(papers)
        ]  # fmt: skip
        queue.take_in(arrivals)
        while (work := queue.claim()) is not None:
            grade = papers[int(work.digest, 16)].grade
            assert grade is not None
            saw = str(chosen.randrange(40))
            grade = dataclasses.replace(grade.with_overrides({}), sha256=work.digest, parts=tuple(
                dataclasses.replace(part, ticks=tuple(
                    dataclasses.replace(tick, finding=dataclasses.replace(tick.finding, saw=saw)) for tick in part.ticks
                )) for part in grade.parts
            ))  # fmt: skip
            queue.store(work, Result(grade, 0.1, {}))


def addresses(client: TestClient) -> dict[str, str]:
    """The pages to measure."""
    queue = client.get("/").text
    case = re.findall(r'href="(/case/[^"]*)"', queue)[0].replace("&amp;", "&")
    place = case.partition("?")[0]
    return {
        "queue": "/", "every ✓": "/?kind=every&state=all", "one ✓": "/?kind=every&state=all&tick=2a.4", "case": case,
        "equal answers": f"{place}/equal", "submission": "/submission/" + place.split("/")[2], "log": "/log",
        "people": "/people", "search": "/search?q=Ada", "reference": "/search?q=2a.4-0000",
        "presence": place.replace("/case/", "/presence/"), "after a decision": case,
    }  # fmt: skip


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    requests = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(folder, count, Path(tempfile.gettempdir()) / "graded_samples.json")
        with Gradebook.open(folder) as book:
            token = add_person(book.connection, "Ada")
            path = book.path
        app = application(Settings(results=path, hosts=frozenset({HOST}), key=b"k" * 32))
        with TestClient(app, base_url=f"http://{HOST}") as client:
            client.post("/sign-in", data={"name": "Ada", "token": token})
            measure(client, path, addresses(client), requests)


def measure(client: TestClient, path: Path, pages: dict[str, str], requests: int) -> None:
    """Each page in turns with the bare one; before the last of them, somebody else changes the gradebook every time."""
    for name, address in pages.items():
        times: dict[str, list[float]] = {name: [], "bare": []}
        for _ in range(requests):
            if name == "after a decision":
                with Gradebook.open(path) as book:
                    book.connection.execute("INSERT INTO acts (kind, who, made) VALUES ('seen', 'Ben', '')")
            for which, where in ((name, address), ("bare", "/alive")):
                started = time.perf_counter()
                answer = client.get(where)
                times[which].append(time.perf_counter() - started)
                assert answer.status_code == 200, (which, answer.text[:500])
        median, bare = (1000 * statistics.median(times[which]) for which in (name, "bare"))
        worst = 1000 * max(times[name])
        print(f"{name:<18} median {median:7.1f} ms, beside {bare:4.1f} ms; worst {worst:7.1f} ms", flush=True)


if __name__ == "__main__":
    main()
