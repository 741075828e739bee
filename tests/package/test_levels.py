"""Labelled samples get the ✓ of their labels at every level of privilege.

A selection runs by default; `pytest --every-sample tests/package/test_levels.py` grades all samples at all levels (several
minutes of one core per level).
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from test_attacks import needs_lower_levels

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
LEVELS = ROOT / "tests" / "attacks" / "levels.py"
EVERY_NTH = 40
GRADE = """
import json, sys
from autograder.exam.project import read_project
from autograder.exam.samples import read_samples
from autograder.publish.sampling import grade_sample
from autograder.grading.grader import Grader
from pathlib import Path

project = read_project(Path(sys.argv[1]))
with Grader.of(project) as grader:
    for sample in read_samples(project)[:: int(sys.argv[2])]:
        outcome = grade_sample(project, sample, grader)
        print(json.dumps([sample.label, list(outcome.differences)]), flush=True)
"""


@needs_lower_levels
@pytest.mark.timeout(3_600)
@pytest.mark.parametrize("level", ["container", "bare", "user", "laptop"])
def test_samples_are_graded_as_labelled_at_every_level(level, request):
    step = 1 if request.config.getoption("every_sample") else EVERY_NTH
    command = [sys.executable, str(LEVELS), level, sys.executable, "-c", GRADE, str(ROOT), str(step)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    outcomes = [json.loads(line) for line in done.stdout.splitlines()]
    assert outcomes
    assert [outcome for outcome in outcomes if outcome[1]] == []
