"""A lost ✓ names the mistake behind it: the catalogue proves what it says, and naming changes nothing else."""

import math
import re
import types
from pathlib import Path

import pytest
from support.in_process import PROJECT, SCHEMES, Calls, executed, findings, over_json
from support.tiers import few, one_in

from autograder.checks.rubric import NotEarned
from autograder.exam.index import mistakes_text
from autograder.exam.samples import read_samples
from autograder.exam.sheets import read_solution
from autograder.grading.answers import naming
from autograder.grading.answers.naming import named
from autograder.grading.answers.states import Reading
from autograder.grading.judge import EARNED, Decision
from autograder.isolation.worker.encode import encode
from autograder.record.findings import Finding
from autograder.record.mistakes import Mistake
from autograder.record.outcomes import LossReason, Outcome

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = [sample for sample in read_samples(PROJECT) if "while True" not in sample.code]
TICKS = [tick for scheme in SCHEMES.values() for tick in scheme.ticks]
ENTRIES = [(tick, mistake) for tick in TICKS for mistake in tick.mistakes]
NAMED = {(tick, mistake) for sample in SAMPLES for tick, mistake in sample.names.items()}
SLOW = ("2a", "2b", "2c", "2d")


def is_quick(sample):
    return sample.part not in SLOW or one_in(6, sample.label)


@pytest.mark.parametrize("sample", [sample for sample in SAMPLES if is_quick(sample)], ids=lambda sample: sample.label)
def test_a_sample_is_given_the_names_of_its_label_and_no_other(sample):
    """In this process, for the short tier; `test_samples.py` asks the same of all of them in the sandbox."""
    found = findings(sample.assignment, sample.part, sample.code)
    assert {tick: d.finding.mistake for tick, d in found.items() if d.finding.mistake} == dict(sample.names)
    earned = {tick for tick, decision in found.items() if decision.outcome is Outcome.EARNED}
    assert earned == sample.earns


@pytest.mark.parametrize(("tick", "mistake"), ENTRIES, ids=lambda entry: entry.id)
def test_every_mistake_has_a_sample_that_is_named_and_two_that_are_not(tick, mistake):
    assert (tick.id, mistake.id) in NAMED
    others = [sample for sample in SAMPLES if sample.part == tick.part and sample.names.get(tick.id) != mistake.id]
    assert len(others) >= 2


def reading(sample):
    """What hidden tests receive, for a sample."""
    scheme = SCHEMES[sample.assignment]
    names = executed(sample.assignment, sample.code)
    read = {name: names[name] for name in scheme.names if name in names and names[name] is not ...}
    return Reading(scheme.names, {name: over_json(encode(thing)) for name, thing in read.items()}), Calls(read)


def all_that_fit(sample, tick):
    """The ids of all mistakes of a ✓ whose wrong model fits, also of those that come after the named one."""
    known, calls = reading(sample)
    answers = known.answers(naming.Remembering(calls, math.inf, math.inf))
    found = [mistake.id for mistake in tick.mistakes if naming._fits(mistake, answers) is not None]
    known.memory.close()
    return found


@pytest.mark.parametrize("part", sorted({sample.part for sample in SAMPLES}))
def test_no_mistake_fits_a_right_answer(part):
    ticks = [tick for tick in TICKS if tick.part == part]
    every = {tick.id for tick in ticks if tick.points > 0}
    right = [sample for sample in SAMPLES if sample.part == part and sample.earns == every]
    for sample in right[:2]:
        assert {tick.id: found for tick in ticks if (found := all_that_fit(sample, tick))} == {}


@pytest.mark.parametrize("tick", few(TICKS, lambda tick: tick.part not in SLOW), ids=lambda tick: tick.id)
def test_any_two_mistakes_can_be_told_apart(tick):
    """Two wrong models of one ✓ that fit the same samples would be one mistake with two names."""
    fitting = {}
    for sample in SAMPLES:
        if tick.id in sample.names:
            for mistake in all_that_fit(sample, tick):
                fitting.setdefault(mistake, set()).add(sample.label)
    same = [(a, b) for a in fitting for b in fitting if a < b and fitting[a] == fitting[b]]
    assert same == []


def test_ids_are_different_within_a_tick_and_each_has_words():
    for tick in TICKS:
        ids = [mistake.id for mistake in tick.mistakes]
        assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"\w+(-\w+)*", mistake.id) for _, mistake in ENTRIES)
    assert all(len(mistake.says) > 40 and mistake.staff for _, mistake in ENTRIES)


def test_the_page_of_mistakes_is_current():
    assert (ROOT / "docs" / "mistakes.md").read_text() == mistakes_text(PROJECT.exam())


def test_there_are_more_than_a_hundred_and_at_least_five_for_every_part():
    assert len(ENTRIES) > 100
    assert all(sum(tick.part == sample for tick, _ in ENTRIES) >= 5 for sample in {tick.part for tick in TICKS})


def model_answers():
    """What the model answers return or assign, without white space."""
    for path in sorted((ROOT / "solutions").glob("*.py")):
        for cell in read_solution(path).cells:
            for line in cell.source.splitlines():
                text = "".join(re.sub(r"^\s*(return|\w+ =)", "", line).split())
                if len(text) > 8 and not line.lstrip().startswith(
                    ("#", '"', "def", "fig", "ax", "plt", "for", "import")
                ):
                    yield text


def test_no_message_shows_a_model_answer():
    answers = set(model_answers())
    assert len(answers) > 30
    shown = [(tick.id, m.id, a) for tick, m in ENTRIES for a in answers if a in "".join(m.says.split())]
    assert shown == []


# How a name is looked for.

LOST = Decision(outcome=Outcome.NOT_EARNED, finding=Finding(expected="this", got="that", reason=LossReason.JUDGED))


def model(fits, id="slip"):
    return Mistake(id=id, says="What comes first?", staff="a slip of {size}", fits=fits)


def look(*mistakes, decision=LOST, charge=""):
    check = types.SimpleNamespace(mistakes=mistakes, charge=charge)
    return named(decision, check, Reading(()), Calls({}))


def does_not_fit(_answers):
    raise NotEarned


def test_the_first_that_fits_gives_its_name_and_its_words():
    found = look(model(does_not_fit, "other"), model(lambda _: {"size": "2"}), model(lambda _: None, "later"))
    assert (found.finding.mistake, found.finding.explanation) == ("slip", "What comes first?")
    assert found.finding.note == "slip: a slip of 2"
    assert (found.finding.expected, found.finding.got, found.outcome) == ("this", "that", Outcome.NOT_EARNED)
    assert found.finding.for_students().note == ""


@pytest.mark.parametrize("error", [ZeroDivisionError, RecursionError, KeyError, MemoryError])
def test_a_model_that_fails_in_any_manner_is_not_this_one(error):
    def fails(_answers):
        raise error

    assert look(model(fails)) == LOST


def test_a_model_that_takes_too_many_steps_leaves_the_plain_finding(monkeypatch):
    from autograder.checks.engine.steps import charge

    monkeypatch.setattr(naming, "STEPS", 10)
    assert look(model(lambda _: charge(11)), model(lambda _: None)) == LOST


def test_when_the_time_is_up_the_plain_finding_stays(monkeypatch):
    monkeypatch.setattr(naming, "SECONDS", 0.0)
    assert look(model(lambda _: None)) == LOST


@pytest.mark.parametrize("reason", [reason for reason in LossReason if reason is not LossReason.JUDGED])
def test_only_what_was_judged_wrong_is_given_a_name(reason):
    decision = Decision(outcome=Outcome.NOT_EARNED, finding=Finding(reason=reason))
    assert look(model(lambda _: None), decision=decision) == decision
    assert look(model(lambda _: None), decision=EARNED) == EARNED


def test_a_penalty_that_applies_says_why_and_may_be_named():
    assert look(decision=EARNED, charge="why").finding == Finding(hint="why")
    assert look(model(lambda _: {"size": "1"}), decision=EARNED, charge="why").finding.mistake == "slip"
    assert look(model(lambda _: None), decision=LOST, charge="why") == LOST


def test_the_same_call_is_made_once_and_leaves_no_trace_of_the_search():
    asked = []
    known = Reading(("f",), {"f": over_json(encode(lambda x: x))})

    def f(x):
        asked.append(x)
        return x

    def twice(answers):
        assert answers.function("f")(3) == answers.function("f")(3) == 3

    calls = Calls({"f": f})
    found = named(LOST, types.SimpleNamespace(mistakes=(model(twice),)), known, calls)
    assert (found.finding.mistake, asked, calls.heard) == ("slip", [3], [])
