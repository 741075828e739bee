"""Every labelled sample gets exactly the ✓ of its label."""

from pathlib import Path

import pytest

from autograder.exam.project import read_project
from autograder.exam.samples import read_samples
from autograder.publish.sampling import grade_sample

SAMPLES = read_samples(read_project(Path(__file__).resolve().parents[2]))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.label)
def test_sample_is_graded_as_labelled(sample, project, host):
    outcome = grade_sample(project, sample, host, host.budget, host.isolation)
    assert outcome.differences == ()


BY_PART = {part: [s for s in SAMPLES if s.part == part] for part in sorted({s.part for s in SAMPLES})}
TICKS = [
    tick for scheme in read_project(Path(__file__).resolve().parents[2]).assignments().values() for tick in scheme.ticks
]

# The contract ties these ✓ to another one, so that no answer can earn, or lose, them alone.
TIED = {
    ("1a.2", "alone"): "the reason counts with the right verdict only",
    ("1a.1", "lost"): "the reason counts with the right verdict only",
    ("1b.2", "alone"): "the reason counts with the right verdict only",
    ("1b.1", "lost"): "the reason counts with the right verdict only",
    ("2a.2", "alone"): "cdfs that are written out are matched",
    ("2a.1", "lost"): "cdfs that are written out are matched",
    ("2b.2", "alone"): "cdfs that are written out are matched",
    ("2b.1", "lost"): "cdfs that are written out are matched",
    ("3a.-1", "alone"): "only losses that compete can be the wrong ones",
    ("4d.2", "alone"): "the reason counts for a schedule that was flagged",
    ("4d.1", "lost"): "the reason counts for a schedule that was flagged",
    ("4d.4", "alone"): "the reason counts for a schedule that was flagged",
    ("4d.3", "lost"): "the reason counts for a schedule that was flagged",
}


def separations(tick):
    """Whether some sample earns this ✓ (or penalty) and no other, and whether some sample lacks it and no other."""
    others = {t.id for t in TICKS if t.part == tick.part and t.points > 0 and t.id != tick.id}
    earns = [sample.earns for sample in BY_PART[tick.part]]
    return {
        "alone": any(ids == {tick.id} for ids in earns),
        "lost": any(tick.id not in ids and ids >= others for ids in earns),
    }


@pytest.mark.parametrize("tick", TICKS, ids=lambda tick: tick.id)
def test_a_tick_can_be_earned_alone_and_lost_alone(tick):
    for how, shown in separations(tick).items():
        assert shown != ((tick.id, how) in TIED), (tick.id, how)


@pytest.mark.parametrize("part", BY_PART)
def test_every_part_has_a_dozen_samples_with_different_names(part):
    names = [sample.name for sample in BY_PART[part]]
    assert len(names) >= 12
    assert len(set(names)) == len(names)
