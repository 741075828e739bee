"""Format of 3a: names, types and shapes only; whether an answer is right is decided elsewhere."""

import numpy as np
from otter.test_files import test_case

OK_FORMAT = False
name = "q3a"


def answered(value, label):
    assert value is not None and value is not ..., f"{label} is not answered yet: replace the ..."
    return value


def is_direction(value):
    while isinstance(value, (list, tuple)) and len(value) == 1:
        (value,) = value
    return any(value == direction for direction in (-1, 0, 1, True, False))


OUTPUTS = np.array([0.2, 0.6, 0.7])


def a_number(value, label):
    assert np.size(np.array(answered(value, label), dtype=complex)) == 1, f"{label} has to give one number"


@test_case(name="E1 and E2 give numbers", points=0)
def terms(E1, E2):
    for label, term in (("E1", E1), ("E2", E2)):
        assert callable(term), f"{label} has to be a function"
        a_number(term(OUTPUTS.copy()), label)


@test_case(name="the directions are dictionaries of +1, 0 and -1", points=0)
def directions(q3a_E1_direction, q3a_E2_direction):
    for label, value in (("q3a_E1_direction", q3a_E1_direction), ("q3a_E2_direction", q3a_E2_direction)):
        keys = {str(key).strip().lower() for key in answered(value, label)}
        assert {"discriminator", "generator"} <= keys, f"{label} needs the keys 'discriminator' and 'generator'"
        assert all(is_direction(direction) for direction in value.values()), f"{label} holds +1, 0 or -1"


@test_case(name="the losses give numbers", points=0)
def losses(discriminator_loss, generator_loss):
    for label, loss in (("discriminator_loss", discriminator_loss), ("generator_loss", generator_loss)):
        assert callable(loss), f"{label} has to be a function"
        try:
            value = loss(OUTPUTS.copy(), OUTPUTS[::-1].copy())
        except TypeError:
            value = loss(float(OUTPUTS[0]), float(OUTPUTS[1]))
        a_number(value, label)
