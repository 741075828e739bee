"""Data cannot hang, exhaust or break the judge: every ✓ comes to a decision on every hostile value, and none is won."""

import contextlib
import hashlib
import signal
import sys
import warnings

import numpy as np
import pytest
from support.hostile_values import hostile_answers, num, op
from support.tiers import few
from support.wire_values import ROOT

from autograder.checks.engine.steps import STEPS, StepBudget, StepsExceeded, charge, limited
from autograder.checks.values import integer
from autograder.exam.project import read_project
from autograder.exam.sheets import read_sheet, read_solution, solution_notebook, student_notebook
from autograder.grading import judge
from autograder.grading.answers import Answers
from autograder.grading.answers.proxy import WorkerConnection
from autograder.grading.answers.session import decided
from autograder.isolation.sandbox import Budget
from autograder.isolation.wire import WireError, decode, encode
from autograder.isolation.worker.encode import encode as worker_encode
from autograder.isolation.worker.serve import one_call
from autograder.isolation.worker.standins import public_checks_off
from autograder.record.losses import TickLost
from autograder.record.outcomes import Outcome

PROJECT = read_project(ROOT)
SCHEMES = PROJECT.assignments()
TICKS = [(scheme.name, tick) for scheme in SCHEMES.values() for tick in scheme.ticks]
UNDECIDED_BY_STEPS = 20.0
"""Processor seconds after which the backstop would end a ✓ here: the count of steps has to come first."""


class Recording(Answers):
    """Notes which names a hidden test asks for."""

    def __init__(self, snapshot, line):
        super().__init__(snapshot, line)
        self.in_order = []

    def __getitem__(self, name):
        self.in_order.append(name)
        return super().__getitem__(name)


class Submission:
    """The model answers, of which one may be replaced by a hostile value or by a function that returns one."""

    def __init__(self, assignment):
        self.names = {}
        sheet, model = (
            PROJECT.root / "assignments" / f"{assignment}.md",
            PROJECT.root / "solutions" / f"{assignment}.py",
        )
        notebook = solution_notebook(student_notebook(read_sheet(sheet), assignment, {}), read_solution(model), model)
        with pytest.MonkeyPatch.context() as patch:
            patch.setitem(sys.modules, "otter", public_checks_off())
            for cell in notebook.cells:
                if cell.cell_type == "code" and not cell.metadata["name"].startswith("plot_"):
                    exec(compile(cell.source, assignment, "exec"), self.names)
        self.snapshot = {
            name: worker_encode(value) for name, value in self.names.items() if name in SCHEMES[assignment].names
        }

    def call(self, name, calls, _seconds, _deadline):
        """What a worker answers."""
        hostile = self.replaced.get(name)
        if hostile is None:
            return [one_call(self.names.get(name), [encode(x) for x in call]) for call in calls]
        return [["value", hostile(*call) if callable(hostile) else hostile] for call in calls]

    def decide(self, check, replaced=()):
        """The judge's report on one ✓, and the names that its test asked for."""
        self.replaced = dict(replaced)
        functions = {n for n in self.replaced if self.snapshot.get(n) == ["function"]}
        data = {n: v for n, v in self.replaced.items() if n not in functions}
        answers = Recording({**self.snapshot, **data}, WorkerConnection(self, Budget(), float("inf")))
        connection = answers._connection

        def run():
            return decided(check, answers, connection)

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # as in the judge, whose standard error nobody reads
            return judge._run(run, UNDECIDED_BY_STEPS), answers.in_order


@pytest.fixture(scope="module")
def submissions():
    before = signal.signal(signal.SIGPROF, judge._stop)
    yield {name: Submission(name) for name in SCHEMES}
    signal.signal(signal.SIGPROF, before)


def like_input(make):
    """A function that returns an array of its first argument's shape."""

    def hostile(first, *_):
        return encode(make(np.atleast_1d(np.asarray(first, dtype=float))))

    return hostile


def hostile_functions():
    """Functions that follow the shape they are given, and fill it with what no law has."""
    for value in (np.nan, np.inf, -np.inf, 5e-324, -5e-324, 1.7e308, 0.0, -1.0):
        yield f"{value} everywhere", like_input(lambda x, v=value: np.full(x.shape, v))
        yield (
            f"{value} at one place",
            like_input(lambda x, v=value: np.where(np.arange(x.size).reshape(x.shape) == x.size // 2, v, x)),
        )
    yield (
        "alternating extremes",
        like_input(lambda x: np.where(np.arange(x.size).reshape(x.shape) % 2 == 0, 1.7e308, -1.7e308)),
    )
    yield (
        "alternating infinities",
        like_input(lambda x: np.where(np.arange(x.size).reshape(x.shape) % 2 == 0, np.inf, -np.inf)),
    )
    yield "imaginary numbers", like_input(lambda x: x + 1j)
    yield "truth values", like_input(lambda x: x > 0)
    yield "unsigned integers", like_input(lambda x: np.full(x.shape, 2**64 - 1, dtype=np.uint64))
    yield "one too many", like_input(lambda x: np.append(x, 1.0))
    yield "another axis", like_input(lambda x: x[..., None])
    yield "every pair", like_input(lambda x: np.subtract.outer(x.ravel()[:1_000], x.ravel()[:1_000]))
    yield "huge expressions", like_input(lambda x: [op("exp", num(10**9))] * min(x.size, 3_000))
    yield "slow expressions", like_input(lambda x: [op("gamma", num(10**11))] * min(x.size, 3_000))
    yield "texts", like_input(lambda x: ["1"] * x.size)


def chosen(values, share):
    """About one in `share` of them, the same ones in every run; the first ones of each kind always."""
    for index, (what, value) in enumerate(values):
        digest = hashlib.sha256(what.encode()).digest()
        if share == 1 or index % 397 == 5 or digest[0] * 256 + digest[1] < 65_536 // share:
            yield what, value


def sweep(submission, tick, share):
    """Every undecided or earned ✓, and every decision that needed the backstop, over all names of one test."""
    report, asked = submission.decide(tick.check.__wrapped__)
    if tick.points > 0:
        assert report.outcome is Outcome.EARNED, report
    names = [name for name in dict.fromkeys(asked) if name in submission.snapshot]
    count, wrong = 0, []
    for name in names:
        without, _ = submission.decide(tick.check.__wrapped__, {name: ["missing"]})
        needed = tick.points > 0 and without.outcome is not Outcome.EARNED
        values = [(what, make()) for what, make in chosen(hostile_answers(name), share)]
        if submission.snapshot[name] == ["function"] and name != "q1c_density":
            values += chosen(hostile_functions(), share)
        for what, value in values:
            report, _ = submission.decide(tick.check.__wrapped__, {name: value})
            count += 1
            won = needed and report.outcome is Outcome.EARNED and not happens_to_be_right(name, what, value)
            if report.outcome is Outcome.GRADER_FAULT or won or report.worker_lost:
                wrong.append((name, what, str(report.outcome), report.finding.trace[-600:]))
    return count, wrong


def happens_to_be_right(name, what, value):
    """Step 1 is a witness for both schedules, and the argument of 700 (x + i) is positive for every real x."""
    if name == "q4d_witness" and isinstance(value, list):
        with contextlib.suppress(TickLost, WireError):
            return integer(decode(value), name) == 1
    return name == "q2d_support_normal" and what == "numbers with arg of it turned"


FIRST = {tick.part: tick.id for _, tick in reversed(TICKS)}


@pytest.mark.parametrize(
    ("assignment", "tick"),
    few(TICKS, lambda pair: pair[1].id == FIRST[pair[1].part]),
    ids=lambda x: getattr(x, "id", ""),
)
def test_every_tick_is_decided_on_hostile_values_and_none_is_won(assignment, tick, submissions, request):
    share = 1 if request.config.getoption("--long-fuzz") else 300
    count, wrong = sweep(submissions[assignment], tick, share)
    assert count >= 5
    assert wrong == []


def test_steps_are_counted_within_the_block_only():
    charge(10**12)
    with limited(10) as budget:
        charge(4)
        assert budget.left == 6
        with pytest.raises(StepsExceeded):
            charge(7)
    charge(10**12)
    assert isinstance(budget, StepBudget) and not issubclass(StepsExceeded, Exception)


def test_too_many_steps_are_a_lost_tick_and_no_fault(submissions):
    def check(_answers):
        try:
            charge(STEPS + 1)
        except Exception:
            return

    report, _ = submissions["p1_normalizing_flows"].decide(check)
    assert report.outcome is Outcome.ANSWER_EXCEEDED_LIMIT and not report.worker_lost


def test_the_backstop_is_a_lost_tick_and_costs_the_worker(submissions):
    def check():
        while True:
            with contextlib.suppress(Exception):
                sum(range(1_000))

    report = judge._run(check, 0.1)
    assert report.outcome is Outcome.ANSWER_EXCEEDED_LIMIT and report.worker_lost
