"""1b as an instructor would test it under plain Otter."""

import numpy as np
from otter.test_files import test_case

OK_FORMAT = False
name = "q1b"


def image(x):
    return np.array([(x[2] + x[1]) ** 3, x[0] ** 4 * x[1] + x[2], np.exp(x[2])])


@test_case(name="1b.1", points=1, hidden=True)
def verdict(q1b_is_valid_flow):
    assert q1b_is_valid_flow == False  # noqa: E712


@test_case(name="1b.2", points=1, hidden=True)
def reason(q1b_is_valid_flow, q1b_violates):
    assert q1b_is_valid_flow == False and q1b_violates == "invertible"  # noqa: E712


@test_case(name="1b.3", points=1, hidden=True)
def counterexample(q1b_counterexample):
    first, second = q1b_counterexample
    assert first != second
    assert np.allclose(image(first), image(second))
