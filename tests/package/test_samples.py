"""Every labelled sample gets exactly the ✓ of its label."""

from pathlib import Path

import pytest

from autograder.project import read_project
from autograder.samples import read_samples
from autograder.sampling import grade_sample

SAMPLES = read_samples(read_project(Path(__file__).resolve().parents[2]))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.label)
def test_sample_is_graded_as_labelled(sample, project, host):
    outcome = grade_sample(project, sample, host, host.budget, host.isolation)
    assert outcome.differences == ()
