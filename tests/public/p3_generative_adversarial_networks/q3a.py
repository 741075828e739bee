"""Form of 3a: names, types and shapes only; whether an answer is right is decided elsewhere."""

import numpy as np
from otter.test_files import test_case

from autograder.exam.notebook.calls import called
from autograder.exam.notebook.forms import mapping, one_number

OK_FORMAT = False
name = "q3a"


@test_case(name="E1 gives a number", points=0)
def term_1(E1):
    one_number(called(E1, "E1", np.array([0.2, 0.6, 0.7])), "E1")


@test_case(name="q3a_E1_direction is a dictionary of +1, 0 and -1", points=0)
def direction_1(q3a_E1_direction):
    players = ("discriminator", "generator")
    mapping(q3a_E1_direction, "q3a_E1_direction", players, (1, 0, -1), "+1, 0 or -1")


@test_case(name="E2 gives a number", points=0)
def term_2(E2):
    one_number(called(E2, "E2", np.array([0.2, 0.6, 0.7])), "E2")


@test_case(name="q3a_E2_direction is a dictionary of +1, 0 and -1", points=0)
def direction_2(q3a_E2_direction):
    players = ("discriminator", "generator")
    mapping(q3a_E2_direction, "q3a_E2_direction", players, (1, 0, -1), "+1, 0 or -1")


@test_case(name="discriminator_loss gives a number", points=0)
def discriminator(discriminator_loss):
    value = called(discriminator_loss, "discriminator_loss", np.array([0.2, 0.6, 0.7]), np.array([0.7, 0.6, 0.2]))
    one_number(value, "discriminator_loss")


@test_case(name="generator_loss gives a number", points=0)
def generator(generator_loss):
    value = called(generator_loss, "generator_loss", np.array([0.2, 0.6, 0.7]), np.array([0.7, 0.6, 0.2]))
    one_number(value, "generator_loss")
