"""A ✓ counts where its answer was defined last, or at the end; penalties go with the ✓ they belong to."""

import pytest

from autograder.grading.judge import EARNED, Decision
from autograder.grading.looks import decide, notes_on
from autograder.isolation.sandbox import State
from autograder.record.findings import Finding
from autograder.record.notes import NoteKind
from autograder.record.outcomes import Outcome


def lost(outcome, expected="", got=""):
    return Decision(outcome=outcome, finding=Finding(expected=expected, got=got))


WRONG = lost(Outcome.NOT_EARNED, "this", "that")
RAISED = lost(Outcome.ANSWER_RAISED, "a result", "`f` raised `NameError`")
FAULT = lost(Outcome.GRADER_FAULT)


class Scripted:
    """A session whose decisions are known: by ✓, in the kept state and at the end."""

    def __init__(self, assignment, script, kept=("3a",)):
        self.ids = {tick.test: tick.id for tick in assignment.ticks}
        self.script = script
        self.states = tuple(
            State(k, 10 * k) if part.id in kept else State() for k, part in enumerate(assignment.parts, 1)
        )
        self.asked = []

    def decision(self, check, number):
        self.asked.append((self.ids[check], number))
        first, end = self.script.get(self.ids[check], (WRONG, WRONG))
        return first if number else end

    def source(self, _cell):
        return "def f(): ..."


@pytest.fixture
def scheme(project):
    return project.assignment("p3")


def test_what_is_earned_at_the_definition_is_not_asked_again(scheme):
    session = Scripted(scheme, {"3a.1": (EARNED, WRONG)})
    found = decide(scheme, session)
    assert (found["3a.1"].earned, found["3a.1"].cell, found["3a.1"].late) == (True, 10, False)
    assert session.asked.count(("3a.1", 0)) == 0
    assert notes_on(found) == ()


def test_what_is_lost_there_may_be_earned_at_the_end(scheme):
    found = decide(scheme, Scripted(scheme, {"3a.2": (RAISED, EARNED)}))
    assert (found["3a.2"].earned, found["3a.2"].cell, found["3a.2"].late) == (True, None, True)
    (note,) = notes_on(found)
    assert (note.kind, note.what) == (NoteKind.STATE, "3a.2")


def test_second_looks_come_after_all_first_ones(scheme):
    session = Scripted(scheme, {}, kept=("3a", "3b"))
    decide(scheme, session)
    first = [number > 0 for tick, number in session.asked if "-" not in tick]
    assert first == sorted(first, reverse=True)


def test_without_a_kept_state_every_tick_is_asked_once_in_order(scheme):
    session = Scripted(scheme, {}, kept=())
    decide(scheme, session)
    assert session.asked == [(tick.id, 0) for tick in scheme.ticks]


@pytest.mark.parametrize(
    ("script", "applies"),
    [
        ({"3a.3": (EARNED, WRONG), "3a.-1": (EARNED, WRONG)}, True),
        ({"3a.3": (EARNED, WRONG), "3a.-1": (WRONG, EARNED)}, False),
        ({"3a.3": (WRONG, EARNED), "3a.-1": (EARNED, WRONG)}, False),
        ({"3a.3": (WRONG, EARNED), "3a.-1": (WRONG, EARNED)}, True),
    ],
)
def test_a_penalty_is_decided_in_the_state_in_which_its_tick_was_earned(scheme, script, applies):
    assert decide(scheme, Scripted(scheme, script))["3a.-1"].earned is applies


def test_a_penalty_without_a_tick_of_its_own_is_decided_wherever_its_part_earned_one(project):
    scheme = project.assignment("p4")
    script = {"4d.1": (EARNED, WRONG), "4d.3": (WRONG, EARNED), "4d.-1": (WRONG, EARNED), "4d.-2": (WRONG, WRONG)}
    found = decide(scheme, Scripted(scheme, script, kept=("4d",)))
    assert (found["4d.-1"].earned, found["4d.-2"].earned) == (True, False)


def test_of_two_losses_the_one_that_says_more_is_shown(scheme):
    other = lost(Outcome.NOT_EARNED, "this", "something else")
    found = decide(scheme, Scripted(scheme, {"3a.1": (RAISED, WRONG), "3a.2": (WRONG, other), "3a.3": (WRONG, WRONG)}))
    assert (found["3a.1"].decision, found["3a.1"].cell) == (WRONG, None)
    assert (
        found["3a.2"].decision.finding.hint
        == "judged as it is after cell 10, which starts with `def f(): ...`; later cells change it"
    )
    assert found["3a.3"].decision == WRONG


def test_a_fault_of_the_grader_stays_one_unless_the_end_earns(scheme):
    found = decide(scheme, Scripted(scheme, {"3a.1": (FAULT, EARNED), "3a.2": (FAULT, RAISED)}))
    assert found["3a.1"].earned
    assert found["3a.2"].decision.outcome is Outcome.GRADER_FAULT


def test_every_tick_is_told_once_and_when_it_is_final(scheme):
    told = []
    found = decide(scheme, Scripted(scheme, {"3a.1": (EARNED, WRONG)}), told.append)
    assert sorted(judged.tick.id for judged in told) == sorted(tick.id for tick in scheme.ticks)
    assert all(found[judged.tick.id] is judged for judged in told)
