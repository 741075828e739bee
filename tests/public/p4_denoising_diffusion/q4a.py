"""Format of 4a: names, types and shapes only; whether an answer is right is decided elsewhere."""

import numpy as np
from otter.test_files import test_case

OK_FORMAT = False
name = "q4a"


def answered(value, label):
    assert value is not None and value is not ..., f"{label} is not answered yet: replace the ..."
    return value


KEYS = {"log p(x_0)", "q(z_n | x_0)", "q(z_{n-1} | z_n, x_0)", "p(z_{n-1} | z_n)"}


@test_case(name="q4a_closed_form holds a truth value for every quantity", points=0)
def closed_form(q4a_closed_form):
    value = answered(q4a_closed_form, "q4a_closed_form")
    keys = {str(key).strip().lower() for key in value}
    assert keys >= KEYS, "keep the four keys of the sheet"
    for key, verdict in value.items():
        found = answered(verdict, f"q4a_closed_form[{key!r}]")
        while isinstance(found, (list, tuple)) and len(found) == 1:
            (found,) = found
        assert any(found == truth for truth in (True, False)), "every value is True or False"


@test_case(name="q4a_marginal gives one number per state", points=0)
def marginal(q4a_marginal):
    assert callable(q4a_marginal), "q4a_marginal has to be a function"
    value = answered(q4a_marginal(np.full((3, 3, 3), 1 / 27)), "q4a_marginal")
    value = list(value) if hasattr(value, "__next__") else value
    assert np.array(value, dtype=complex).shape == (3,), "give an array of shape (K,)"
