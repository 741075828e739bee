"""Two answers are equal when the hidden test saw and found the same of them; how they are written plays no part."""

import dataclasses

import pytest
from support.papers import numbers, tick
from support.reports import graded, submission

from autograder.grading.answers.states import Reading
from autograder.record import Code, Finding
from autograder.record.equality import answer_key

CODE = (Code(cell=1, names=("f",), first_line=1, lines=("def f(x):", "    return x")),)
OTHER = (Code(cell=3, names=("f",), first_line=9, lines=("f = lambda x: x",)),)


def lost(**found):
    return tick("1a.1", 0, **{"got": "3", "evidence": numbers(2.0), "saw": "a" * 32, **found})


@pytest.mark.parametrize(
    ("change", "equal"),
    [
        ({}, True),
        ({"hint": "judged as it is after cell 7"}, True),
        ({"got": "4"}, False),
        ({"evidence": numbers(2.0 + 1e-12)}, False),
        ({"input": "another"}, False),
        ({"saw": "b" * 32}, False),
        ({"saw": ""}, False),
    ],
)
def test_what_was_seen_and_found_decides(change, equal):
    assert (answer_key(lost(), CODE) == answer_key(lost(**change), OTHER)) is equal


def test_another_outcome_or_tick_is_another_answer():
    keys = {
        answer_key(one, CODE) for one in (lost(), tick("1a.2", 0, got="3"), tick("1a.1", 0, outcome="answer raised"))
    }
    assert len(keys) == 3


def test_where_nothing_was_kept_the_code_has_to_be_the_same():
    old = lost(saw="")
    assert answer_key(old, CODE) == answer_key(old, CODE)
    assert answer_key(old, CODE) != answer_key(old, OTHER)
    spaced = (dataclasses.replace(CODE[0], cell=5, first_line=2, lines=("def f(x):  ", "    return x")),)
    assert answer_key(old, CODE) == answer_key(old, spaced)


def test_a_digest_is_of_the_values_asked_for_and_of_what_calls_gave():
    reading = Reading(["a", "f"], {"a": ["int", 1], "f": ["function"], "b": ["int", 2]})
    heard = [("f", [(1,)], 0.1, "digest of the results")]
    one = reading.digest({"a", "f"}, heard)
    assert one == reading.digest(["f", "a"], [("f", [(1,)], 9.9, "digest of the results")])
    others = [
        reading.digest({"a"}, heard), reading.digest({"a", "f"}, []), reading.digest({"a", "f", "b"}, heard),
        reading.digest({"a", "f"}, [("f", [(1,)], 0.1, "another")]),
        Reading(["a"], {"a": ["int", 7], "f": ["function"]}).digest({"a", "f"}, heard),
    ]  # fmt: skip
    assert len({one, *others}) == 6


def test_the_digest_is_for_staff_only():
    assert Finding(saw="x").for_students().saw == ""


@pytest.mark.slow
def test_a_real_answer_equals_another_that_computes_the_same_and_no_other(project, grader, tmp_path):
    written = {
        "one": "def T(eps):\n    return np.exp(1.25 * eps)",
        "other": "def T(eps):\n    scaled = eps * 1.25  # the same, in other words\n    return np.exp(scaled)",
        "close": "def T(eps):\n    return np.exp((1.25 + 1e-12) * eps)",
    }
    keys = {}
    for name, code in written.items():
        grade = graded(project, grader, submission(project, tmp_path, {"T": code}, f"{name}.ipynb"))
        assert grade.tick("2a.4").finding.saw
        assert not grade.tick("2a.1").finding.saw  # earned
        keys[name] = answer_key(grade.tick("2a.4"), grade.part("2a").code)
    assert keys["one"] == keys["other"] != keys["close"]
