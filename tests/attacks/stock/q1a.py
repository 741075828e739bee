"""1a as an instructor would test it under plain Otter."""

import numpy as np
from otter.test_files import test_case

OK_FORMAT = False
name = "q1a"


@test_case(name="1a.1", points=1, hidden=True)
def verdict(q1a_is_valid_flow):
    assert q1a_is_valid_flow == False  # noqa: E712 - the usual way to accept NumPy's booleans as well


@test_case(name="1a.2", points=1, hidden=True)
def reason(q1a_is_valid_flow, q1a_violates):
    assert q1a_is_valid_flow == False and q1a_violates == "invertible"  # noqa: E712


@test_case(name="1a.3", points=1, hidden=True)
def direction(q1a_null_direction):
    for a in ([1.0, 1.0], [0.5, 3.0], [7.25, 0.3]):
        v = np.asarray(q1a_null_direction(np.array(a)))
        assert np.any(v != 0) and np.allclose(np.outer(a, a) @ v, 0)
