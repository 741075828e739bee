"""1c: a flow of the real line with unit Jacobian determinant."""

from fractions import Fraction

from otter.test_files import test_case

from autograder.checks.change_of_variables import DENSITIES, require_transported_densities
from autograder.checks.rubric import judged
from autograder.checks.translations import require_translation

OK_FORMAT = False
name = "q1c"

ANSWERS = ("q1c_density", "q1c_f_inv")

SHIFTS = (0, 2, Fraction(-7, 3), "b")


@test_case(name="1c.1 writes the change of variables: volume is preserved", points=1, hidden=True)
@judged
def change_of_variables(answers):
    require_transported_densities(answers.function("q1c_density"), DENSITIES, SHIFTS)


@test_case(name="1c.2 gives an example of such an inverse", points=1, hidden=True)
@judged
def example(answers):
    require_translation(answers["q1c_f_inv"], "q1c_f_inv")
