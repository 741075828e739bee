"""What a student is told of a lost ✓ carries no hidden input: not by a number, not by the name of an exception."""

import builtins
import copy
import re
import warnings

import numpy as np
import pytest
import sympy as sp
from support.in_process import PROJECT, SCHEMES, Calls, decided_here, executed, findings, over_json
from support.mutants import READ_BY, mutants
from support.tiers import few, one_in

from autograder.checks.dgm import adversarial, schedules
from autograder.checks.engine.steps import limited
from autograder.exam.samples import read_samples
from autograder.exam.sheets import read_solution
from autograder.grading.answers.naming import named
from autograder.grading.answers.proxy import WorkerConnection
from autograder.grading.answers.raised import is_lacking, told, told_staff
from autograder.grading.answers.states import Reading
from autograder.isolation.sandbox import Budget, Cause, WorkerGone
from autograder.isolation.worker.encode import encode
from autograder.record.findings import TEXTS
from autograder.record.losses import TickLost

ASKED = {"1a", "2b", "2c", "2d", "3a", "4a", "4b", "4c", "4d"}
"""Parts whose functions are given hidden inputs; T of 2a gets nothing but values of the base law."""
EXCEPTIONS = [
    name for name, kind in vars(builtins).items() if isinstance(kind, type) and issubclass(kind, BaseException)
]


def words(decision):
    """All that a student reads of one decision."""
    found = decision.finding.for_students()
    evidence = [[str(part) for part in item.items()] for item in found.evidence]
    return str(decision.outcome), *(getattr(found, name) for name in TEXTS), str(evidence)


def told_of(assignment, names, ticks):
    """By ✓, what a student reads of answers that are Python values."""
    scheme = SCHEMES[assignment]
    read = {name: names[name] for name in scheme.names if name in names and names[name] is not ...}
    reading = Reading(scheme.names, {name: over_json(encode(thing)) for name, thing in read.items()})
    found = {}
    for tick in scheme.ticks:
        if tick.id in ticks:
            connection, check = Calls(read), tick.test
            with limited(), warnings.catch_warnings():
                warnings.simplefilter("ignore")
                decision = decided_here(check, reading.answers(connection), connection)
                found[tick.id] = words(named(decision, check, reading, connection))
    reading.memory.close()
    return found


def solved():
    """The names of every problem's model answers, and which of them are functions, with the ✓ that read them."""
    for path in sorted((PROJECT.root / "solutions").glob("*.py")):
        cells = [cell for cell in read_solution(path).cells if cell.metadata.get("name") in READ_BY]
        names = executed(path.stem, [cell.source for cell in cells])
        for cell in cells:
            name = cell.metadata["name"]
            ticks = [tick for tick in READ_BY[name].split() if tick.split(".")[0] in ASKED]
            if callable(names.get(name)) and not isinstance(names[name], sp.Basic) and ticks:
                yield path.stem, names, name, ticks


FUNCTIONS = {name: (assignment, names, ticks) for assignment, names, name, ticks in solved()}
assert {"q1a_null_direction", "M", "C", "q2d_log_q", "E1", "q4a_marginal", "q4b_failure", "q4d_witness"} <= set(
    FUNCTIONS
)


def as_array(value):
    return np.array(value, dtype=float, ndmin=1)


def holed(value, s):
    values = as_array(value).copy()
    values.reshape(-1)[int(s * values.size) :] = np.nan
    return values


def grown(value, s):
    return set(value) | set(range(50, 50 + int(20 * s))) if isinstance(value, (set, list)) else value + int(20 * s)


CARRIERS = {
    "a factor": lambda value, s: as_array(value) * (1 + s),
    "an offset": lambda value, s: as_array(value) + s,
    "a power": lambda value, s: as_array(value) ** (1 + s),
    "a length": lambda value, s: np.append(as_array(value), np.ones(int(20 * s))),
    "a number of items": lambda _value, s: tuple(range(int(20 * s))),
    "a shape": lambda _value, s: np.ones((int(20 * s), 2)),
    "the place of a NaN": holed,
    "how many too many": grown,
    "a number": lambda _value, s: s,
    "an imaginary part": lambda value, s: as_array(value) + 1j * s,
    "a text": lambda _value, s: f"x{s}",
    "a key": lambda _value, s: {f"x{s}": s},
    "a symbol": lambda _value, s: sp.Symbol(f"x{s}"),
    "a function of SymPy": lambda _value, s: sp.Function(f"x{s}")(s),
    "a type": lambda _value, s: type(f"x{s}", (), {"__repr__": lambda _: str(s)})(),
    "a pair of texts": lambda _value, s: (f"{s}", f"{s}"),
    "a step and a text": lambda _value, s: (int(1000 * s), f"{s}"),
}
SECRETS = (0.37, 0.61)


def is_dear(name):
    """Whether judging takes seconds: distributions, with many wrong models each."""
    return FUNCTIONS[name][0] == "p2_variational_inference"


CARRIED = [
    (name, carrier) for name in FUNCTIONS for carrier in CARRIERS if not is_dear(name) or one_in(4, f"{name} {carrier}")
]


@pytest.mark.parametrize(("name", "carrier"), few(CARRIED, lambda pair: not is_dear(pair[0])))
def test_no_figure_follows_what_a_function_made_of_hidden_inputs(name, carrier):
    assignment, names, ticks = FUNCTIONS[name]
    carry, right = CARRIERS[carrier], names[name]
    shown = []
    for secret in SECRETS:

        def wrong(*arguments, secret=secret):
            return carry(right(*arguments), secret)

        shown.append(told_of(assignment, {**names, name: wrong}, ticks))
    for tick in ticks:
        by_form = {}
        for found in shown:
            form = re.sub(r"\d", "#", str(found[tick]))
            assert by_form.setdefault(form, found[tick]) == found[tick], (tick, found[tick])
        assert not re.search(r"0\.(37|61)\b", str([found[tick] for found in shown])), shown


@pytest.mark.parametrize("name", FUNCTIONS)
def test_of_a_function_that_raises_a_student_reads_one_of_few_classes(name):
    assignment, names, ticks = FUNCTIONS[name]
    kinds = [KeyError, ValueError, OverflowError, TypeError, NameError, BufferError, type("x0.37", (Exception,), {})]
    shown = []
    for kind in kinds:

        def wrong(*_arguments, kind=kind):
            raise kind("0.37")

        shown.append(told_of(assignment, {**names, name: wrong}, ticks))
    assert "0.37" not in str(shown)
    assert all(len({found[tick] for found in shown}) <= 4 for tick in ticks)
    assert name == "T" or any(len({found[tick] for found in shown}) == 4 for tick in ticks)  # 2c is judged by C alone


def test_all_built_in_exceptions_are_told_in_four_classes_and_of_memory():
    assert len({told(name) for name in EXCEPTIONS}) == 5
    assert {name for name in EXCEPTIONS if told(name) == "`MemoryError`"} == {"MemoryError"}
    assert told("x0.7") == told("print") == told(None) == told("StopIteration")
    assert {name for name in EXCEPTIONS if is_lacking(name)} == {
        "ImportError", "ModuleNotFoundError", "NameError", "UnboundLocalError"
    }  # fmt: skip


def test_staff_read_the_name_of_a_built_in_exception_and_of_no_other():
    assert told_staff("ZeroDivisionError") == "a call that raised `ZeroDivisionError`"
    assert [told_staff(name) for name in ("x0.7", "print", "__doc__", 7, None)] == [""] * 5


@pytest.mark.parametrize("left", [0.3, 0.8])
def test_what_was_left_of_a_time_is_not_told(left, monkeypatch):
    class Stuck:
        def call(self, *_):
            raise WorkerGone(Cause.TIMEOUT, "timeout")

    monkeypatch.setattr("time.monotonic", lambda: 100.0)
    connection = WorkerConnection(Stuck(), Budget(), 100.0 + left)
    with pytest.raises(TickLost) as lost:
        connection.call("f", [()], 10.0)
    assert lost.value.expected == f"`f` returns within {Budget().tick_seconds:g} s"


INPUTS = {"VECTORS", "PARAMETERS", "SOME_Z", "FAILING", "ABOVE_ONE", "HARMLESS", "ALL"}
"""What hidden tests send, by its name in their files; the tests of 3a and 4a compute it."""


def altered(value):
    """Hidden inputs that are a little different; whole numbers, where cases are told apart, stay."""
    if isinstance(value, (tuple, list)):
        return type(value)(map(altered, value))
    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        return np.where(value == np.round(value), value, value * (1 + 1e-4))
    return value * (1 + 1e-4) if isinstance(value, float) and value % 1 else value


@pytest.fixture
def other_inputs(monkeypatch):
    """A function after which hidden tests of a part send slightly different inputs."""

    def other_joint(*sizes, given=schedules.joint):
        changed = given(*sizes) ** 1.0001
        return changed / changed.sum()

    def alter(part):
        scheme = next(scheme for scheme in SCHEMES.values() if any(tick.part == part for tick in scheme.ticks))
        for tick in [tick for tick in scheme.ticks if tick.part == part]:
            test = tick.test.__wrapped__.__globals__
            for name in [name for name in test if name in INPUTS]:
                monkeypatch.setitem(test, name, altered(copy.copy(test[name])))
            if "joint" in test:
                monkeypatch.setitem(test, "joint", other_joint)
        given = adversarial.outputs
        monkeypatch.setattr(adversarial, "outputs", lambda size, shift: given(size, shift + 1e-4))

    return alter


SAMPLES = [s for s in read_samples(PROJECT) if s.part in ASKED and "while True" not in s.code]
FAULTY = [m for m in mutants(PROJECT.root) if m.cell in FUNCTIONS]
BOTH = [
    *((sample.label, sample.assignment, sample.part, sample.code) for sample in SAMPLES),
    *((m.label, m.assignment, READ_BY[m.cell].split(".")[0], m.source) for m in FAULTY),
]


BOTH = [case for case in BOTH if one_in(15 if case[2].startswith("2") else 2, case[0])]
"""A part of them: each is judged twice, and what differs between them is the answer and not the text."""


def is_chosen(case):
    return one_in(30 if case[2].startswith("2") else 6, case[0])


@pytest.mark.parametrize(("label", "assignment", "part", "code"), few(BOTH, is_chosen), ids=[case[0] for case in BOTH])
def test_slightly_different_hidden_inputs_leave_every_text_as_it_is(label, assignment, part, code, other_inputs):
    before = {tick: steady(words(decision)) for tick, decision in findings(assignment, part, code).items()}
    other_inputs(part)
    after = {tick: steady(words(decision)) for tick, decision in findings(assignment, part, code).items()}
    assert after == before, label


def steady(texts):
    """Texts without the one word that hangs on the last digits where a law is off by as much on both of its sides."""
    return [re.sub(r"\b(small|large) samples", "such samples", text) for text in texts]
