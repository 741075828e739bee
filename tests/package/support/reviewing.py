"""A small class to review, made of records by hand, and a browser without a screen for its pages."""

import dataclasses
import html
import re
from contextlib import contextmanager

from starlette.testclient import TestClient

from autograder.classroom.gradebook import Gradebook, NewSubmission, Result, Student, WorkQueue
from autograder.classroom.gradebook.people import add_person
from autograder.record import CellError
from autograder.record.evidence import for_staff, sequence
from autograder.review.app import application
from autograder.review.desk import Settings
from support.papers import graded, numbers, tick

HOST = "127.0.0.1:8765"
TESTS = {"p1_x": "t", "p2_y": "t"}
HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\u202egnp\x1b[31m'\"`{{7*7}}"


def student(number):
    name = f"Student {number:03d}"
    return Student(f"{1800 + number}", name, f"s{number}@example.edu", (("sid", f"{1800 + number}"),))


def answers(number, *, value=3.0, got="another value", saw="", code=None, **more):
    """A record of problem 1: 1a.1 is lost with what was seen, 1a.2 earned, and a penalty that does not apply."""
    evidence = (*numbers(value), for_staff(sequence([0.2, 1.4], "hidden betas", inside=(0, 1))))
    ticks = [
        tick("1a.1", 0, got=got, expected="the right value", evidence=evidence, input="hidden input 42", saw=saw),
        tick("1a.2", 1),
        tick("1b.1", number % 2, got="nothing"),
        tick("1b.-1", 0),
    ]
    lines = code if code is not None else ["def f(x):", f"    return {value} * x  # {number}"]
    return graded(ticks, assignment="p1_x", code=lines, sha256=f"{number:064x}", **more)


def store(book, number, grade, *, students=None, source="", attempt=0, error=None, unmatched=None):
    """Hand in and grade: a content of its own for every number and attempt."""
    queue = WorkQueue(book, "g", TESTS)
    queue.start_run()
    digest = f"{number:060x}{attempt:04x}"
    people = (student(number),) if students is None else students
    arrival = NewSubmission(
        digest=digest, source=source or f"export/s{number}_{attempt}.ipynb", students=people, error=error,
        unmatched=unmatched, assignment=None if grade is None else grade.assignment,
        file="" if grade is None else "x.ipynb", submitted=f"2026-02-0{attempt + 1}T10:00:00Z",
    )  # fmt: skip
    queue.take_in([arrival])
    work = queue.claim()
    if grade is not None and work is not None:
        queue.store(work, Result(grade, 0.1, {}))


def small_class(folder, count=6):
    """Students 0 to `count` - 1 with equal answers to 1a.1; one undecided, one odd, a group, one of nobody, one broken."""
    with Gradebook.open(folder, create=True) as book:
        for number in range(count):
            store(book, number, answers(number, value=1.5001, saw="same"))
        fault = dataclasses.replace(answers(90), parts=with_fault(answers(90)).parts)
        store(book, 90, fault)
        odd = answers(91, got=HOSTILE, code=[HOSTILE], cells=(CellError(number=3, error=HOSTILE),))
        store(book, 91, odd, source=f"export/{HOSTILE}.ipynb")
        store(book, 92, answers(92, value=1.5002), students=(student(92), student(93)))
        store(book, 94, answers(94), students=(), unmatched=f"fits nobody {HOSTILE}")
        store(book, 95, None, error="is not a notebook")
        return {name: add_person(book.connection, name) for name in ("Ada", "Ben")}


def with_fault(grade):
    """The grade with its first ✓ undecided."""
    part = grade.parts[0]
    broken = tick("1a.1", 0, outcome="grader fault", got="the judge ended", trace=f"Traceback {HOSTILE}")
    return dataclasses.replace(
        grade, parts=(dataclasses.replace(part, ticks=(broken, *part.ticks[1:])), *grade.parts[1:])
    )


class Browser:
    """One person's browser: keeps cookies, follows redirects, fills in what a form carries by itself."""

    def __init__(self, app, name="", token=""):
        self.client = TestClient(app, base_url=f"http://{HOST}", follow_redirects=True)
        self.client.__enter__()
        if name:
            assert self.client.post("/sign-in", data={"name": name, "token": token}).status_code == 200

    def get(self, address):
        return self.client.get(address)

    def post(self, address, **fields):
        return self.client.post(address, data=fields)

    def send(self, page, action="/decide", **fields):
        """Send the first form of a page with this action, with its hidden fields and some more."""
        form = re.search(rf'<form[^>]*method="post" action="{action}".*?</form>', page.text, re.DOTALL)[0]
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
        return self.post(action, **{name: html.unescape(value) for name, value in hidden.items()} | fields)

    def close(self):
        self.client.__exit__(None, None, None)


@contextmanager
def reviewing(folder, *names, **settings):
    """A review of the class in `folder`, with a browser for each of `names`, who get tokens."""
    with Gradebook.open(folder) as book:
        tokens = [add_person(book.connection, name) for name in names]
        path = book.path
    made = Settings(results=path, hosts=frozenset({HOST}), key=b"k" * 32, **settings)
    browsers = [Browser(application(made), name, token) for name, token in zip(names, tokens, strict=True)]
    try:
        yield browsers[0] if len(browsers) == 1 else browsers
    finally:
        for browser in browsers:
            browser.close()


def submission_of(folder, number):
    """The id of the submission that counts for a student."""
    with Gradebook.open(folder) as book:
        return next(e.submission for e in book.latest() if e.student and e.student.id == student(number).id)


def mark(folder, number, tick_id):
    """What a ✓ counts for a student now, and who said so."""
    with Gradebook.open(folder) as book:
        (entry,) = [e for e in book.latest() if e.student and e.student.id == student(number).id]
        found = entry.grade.tick(tick_id)
        return found.earned, found.override and found.override.who
