"""Answers without a sandbox: Python values go through the worker's real encoder and the judge's real decoder, here.

Only for code of this repository (samples, tests): nothing is confined and nothing is timed.
"""

import contextlib
import json
import sys
import warnings
from pathlib import Path
from typing import ClassVar

import numpy as np

from autograder.checks.engine.steps import StepsExceeded, limited
from autograder.exam.project import read_project
from autograder.grading.answers import Answers, FunctionProxy
from autograder.grading.answers.naming import named
from autograder.grading.answers.session import decided as decided_here
from autograder.grading.answers.states import Reading
from autograder.isolation.sandbox import Budget
from autograder.isolation.wire import decode, encode
from autograder.isolation.worker.encode import encode as worker_encode
from autograder.isolation.worker.serve import one_call
from autograder.record.losses import TickLost

ROOT = Path(__file__).resolve().parents[3]
PROJECT = read_project(ROOT)
SCHEMES = PROJECT.assignments()
EARNED = "earned"


class Calls:
    """In place of the line to a worker: functions are called here, on arguments and results that crossed the wire."""

    lost = None
    missing = ""
    defined_again: ClassVar[dict] = {}
    budget = Budget()
    deadline = float("inf")

    def __init__(self, functions):
        self.functions = functions
        self.heard = []

    def call(self, name, calls, _seconds):
        results = [one_call(self.functions.get(name), over_json([encode(x) for x in call])) for call in calls]
        return over_json(results)


def over_json(message):
    return json.loads(json.dumps(message))


def value(thing):
    """What the judge makes of a Python, NumPy or SymPy value."""
    return decode(over_json(worker_encode(thing)))


def function(f, name="f"):
    """What a check calls, for a Python callable."""
    return FunctionProxy(name, Calls({name: f}), lambda *_: None)


def answers(names):
    """What hidden tests receive, for a notebook that ended with these names."""
    return Answers({name: over_json(worker_encode(thing)) for name, thing in names.items()}, Calls(names))


def executed(assignment, code):
    """The names after the sheet's own set-up cells and this code."""
    import math

    import matplotlib.pyplot as plt
    import sympy as sp

    names = {"__name__": "__main__", "math": math, "np": np, "sp": sp, "plt": plt}
    for given in SCHEMES[assignment].given:
        exec(given, names)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for cell in code if isinstance(code, (list, tuple)) else [code]:
            try:
                exec(compile(cell, assignment, "exec"), names)
            except Exception as error:
                print("the cell ended with", repr(error), file=sys.stderr)
    return names


def decided(assignment, part, code):
    """For every ✓ of a part, `earned` or why it is lost (of a penalty, `earned` means that it applies)."""
    names = executed(assignment, code)
    shown = answers(
        {name: names[name] for name in SCHEMES[assignment].names if name in names and names[name] is not ...}
    )
    return {tick.id: outcome(tick, shown) for tick in SCHEMES[assignment].ticks if tick.part == part}


def outcome(tick, shown):
    try:
        with limited(), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # as in the judge, whose standard error nobody reads
            tick.check(shown)
    except TickLost as lost:
        return str(lost)
    except StepsExceeded:
        return "too many steps"
    return EARNED


def follow_through(tick, shown):
    """Ask what is asked of a lost ✓: whether it was lost by an earlier answer."""
    test, _ = getattr(tick.test, "follows", None) or (None, "")
    if test is not None:
        with limited(), contextlib.suppress(Exception):
            test(shown)


def findings(assignment, part, code, only=None):
    """For every ✓ of a part, how it is decided and what was found, a named mistake with it."""
    names = executed(assignment, code)
    scheme = SCHEMES[assignment]
    read = {name: names[name] for name in scheme.names if name in names and names[name] is not ...}
    reading = Reading(scheme.names, {name: over_json(worker_encode(thing)) for name, thing in read.items()})
    found = {}
    for tick in scheme.ticks:
        if tick.part == part and (only is None or tick.id in only):
            connection, check = Calls(read), tick.test
            with limited(), warnings.catch_warnings():
                warnings.simplefilter("ignore")
                decision = decided_here(check, reading.answers(connection), connection)
                found[tick.id] = named(decision, check, reading, connection)
    reading.memory.close()
    return found
