"""Every labelled sample gets exactly the ✓ of its label."""

from pathlib import Path

import pytest
from support.tiers import few, one_in

from autograder.exam.project import read_project
from autograder.exam.samples import read_samples
from autograder.publish.sampling import grade_sample

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = read_samples(read_project(ROOT))


def stands_for_others():
    """A few labels of every part: the first that earns every ✓, the first that earns none, and one in eight."""
    exam, found = read_project(ROOT).exam(), set()
    for part in exam.parts:
        samples = [sample for sample in SAMPLES if sample.part == part.id]
        every = {tick.id for tick in part.ticks if tick.points > 0}
        for wanted in (every, set()):
            found.add(next((sample.label for sample in samples if sample.earns == wanted), ""))
    return found | {sample.label for sample in SAMPLES if one_in(8, sample.label)}


SHORT = stands_for_others()


@pytest.mark.parametrize("sample", few(SAMPLES, lambda sample: sample.label in SHORT), ids=lambda sample: sample.label)
def test_sample_is_graded_as_labelled(sample, project, grader):
    outcome = grade_sample(project, sample, grader)
    assert outcome.differences == ()


EXAM = read_project(ROOT).exam()
BY_PART = {part.id: [sample for sample in SAMPLES if sample.part == part.id] for part in EXAM.parts}
TICKS = [tick for part in EXAM.parts for tick in part.ticks]
TIED = {(tick.id, "alone") for tick in TICKS if tick.id in EXAM.ties} | {
    (EXAM.ties[tick.id], "lost") for tick in TICKS if tick.id in EXAM.ties and tick.points > 0
}
"""What the declared ties rule out: a tied ✓ is not earned alone, and the ✓ it needs is not lost while all others stay.

A tied penalty needs its ✓, too; but that ✓ can be lost without it, since other ✓ do not need the penalty.
"""


def separations(tick):
    """Whether some sample earns this ✓ (or penalty) and no other, and whether some sample lacks it and no other."""
    others = {t.id for t in TICKS if t.part == tick.part and t.points > 0 and t.id != tick.id}
    earns = [sample.earns for sample in BY_PART[tick.part]]
    return {
        "alone": any(ids == {tick.id} for ids in earns),
        "lost": any(tick.id not in ids and ids >= others for ids in earns),
    }


@pytest.mark.parametrize("tick", TICKS, ids=lambda tick: tick.id)
def test_a_tick_can_be_earned_alone_and_lost_alone_where_no_tie_forbids_it(tick):
    for how, shown in separations(tick).items():
        assert shown != ((tick.id, how) in TIED), (tick.id, how)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.label)
def test_no_sample_earns_a_tied_tick_without_the_one_it_needs(sample):
    assert all(EXAM.ties[tick] in sample.earns for tick in sample.earns if tick in EXAM.ties)


@pytest.mark.parametrize("part", BY_PART)
def test_every_part_has_samples_that_earn_all_and_lose_each_under_different_names(part):
    names = [sample.name for sample in BY_PART[part]]
    assert len(set(names)) == len(names)
    every = {tick.id for tick in TICKS if tick.part == part and tick.points > 0}
    assert any(sample.earns == every for sample in BY_PART[part])
    assert every - set.intersection(*(set(sample.earns) for sample in BY_PART[part])) == every
