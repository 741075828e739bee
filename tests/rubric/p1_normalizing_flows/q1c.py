"""1c: a flow of the real line with unit Jacobian determinant."""

from fractions import Fraction

from otter.test_files import test_case

from autograder.checks.change_of_variables import DENSITIES, require_transported_densities
from autograder.checks.dgm.divergences import log
from autograder.checks.dgm.other_collisions import bends, other_slope, reflection, transported_as, without_x
from autograder.checks.mistakes import Mistake, either
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


def density(wrong):
    return transported_as("q1c_density", wrong, DENSITIES, SHIFTS)


MISTAKES = {
    "1c.1": (
        Mistake(
            id="density-unchanged",
            fits=density(lambda p, x, b: p(x)),
            says="You return p1(x). Volume preserving means that no factor appears, not that nothing moves: at which point does the "
            "mass that arrives at x come from?",
            staff="p1(x)",
        ),
        Mistake(
            id="forward-map",
            idea="map-and-inverse-confused",
            fits=density(lambda p, x, b: p(x - b)),
            says="You take the base density at f(x). Which map leads from x back to the point where its mass was before?",
            staff="p1(f(x))",
        ),
        Mistake(
            id="composition-reversed",
            fits=density(lambda p, x, b: p(x) + b),
            says="You apply the inverse map to the density. What has to be sent through the map, the point or the density's value?",
            staff="f_inv(p1(x))",
        ),
        Mistake(
            id="value-as-a-factor",
            fits=either(
                density(lambda p, x, b: p(x + b) * (x + b)),
                density(lambda p, x, b: p(x) * (x + b)),
                density(lambda p, x, b: p(x + b) * abs(x + b)),
            ),
            says="You multiply by the value of the inverse map. What is the factor of the change of variables a property of, the map or its "
            "derivative?",
            staff="p1(f_inv(x)) f_inv(x)",
        ),
        Mistake(
            id="log-density-for-density",
            fits=either(density(lambda p, x, b: log(p(x + b))), density(lambda p, x, b: -log(p(x + b)))),
            says="You give the logarithm of the density. What is asked for?",
            staff="log p1(f_inv(x)), or its negative",
        ),
        Mistake(
            id="inverse-map-alone",
            fits=density(lambda p, x, b: x + b),
            says="You give the inverse map at x. Where is the base density?",
            staff="f_inv(x)",
        ),
        Mistake(
            id="sign-turned",
            idea="negative-density",
            fits=density(lambda p, x, b: -p(x + b)),
            says="The negative of the right density. Which sign can a density have?",
            staff="-p1(f_inv(x))",
        ),
        Mistake(
            id="factor-too-much",
            idea="determinant-that-is-not-one",
            fits=either(
                *(density(lambda p, x, b, k=k: k * p(x + b)) for k in (2, Fraction(1, 2), 3, Fraction(1, 3), 4))
            ),
            says="The right density times a constant, so it does not integrate to 1. What is the absolute value of the determinant?",
            staff="a constant times p1(f_inv(x))",
        ),
        Mistake(
            id="map-applied-twice",
            fits=density(lambda p, x, b: p(x + 2 * b)),
            says="You go back through the inverse map twice. How many steps is the density's variable away from the base's?",
            staff="p1(f_inv(f_inv(x)))",
        ),
        Mistake(
            id="mirrored",
            fits=either(
                density(lambda p, x, b: p(-x - b)), density(lambda p, x, b: p(b - x)), density(lambda p, x, b: p(-x))
            ),
            says="You turn the line round before you take the base density. At which point was the mass that arrives at x?",
            staff="p1(-f_inv(x)) or the like",
        ),
        Mistake(
            id="density-added",
            fits=either(
                density(lambda p, x, b: p(x + b) + 1),
                density(lambda p, x, b: p(x + b) + x + b),
                density(lambda p, x, b: p(x) + x + b),
            ),
            says="You add to the density. In which way does the determinant enter the change of variables, and what does it do in its "
            "logarithm only?",
            staff="p1(f_inv(x)) + 1 or the like",
        ),
    ),
    "1c.2": (
        Mistake(
            id="reflection",
            fits=reflection("q1c_f_inv"),
            says="Your map turns the line round: it keeps lengths, and its derivative is -1. Which sign has the determinant that the "
            "sheet asks for?",
            staff="-x + b",
        ),
        Mistake(
            id="slope-not-one",
            fits=other_slope("q1c_f_inv"),
            says="Your map stretches or shrinks the line: its derivative is constant, and not 1. What does that do to the volume?",
            staff="k x + b",
        ),
        Mistake(
            id="nothing-moves",
            fits=without_x("q1c_f_inv"),
            says="x does not occur in your map, which sends everything to one point. What is its derivative?",
            staff="a constant, or another letter than x",
        ),
        Mistake(
            id="slope-varies",
            fits=bends("q1c_f_inv"),
            says="Your map stretches the line in some places more than in others. Which maps of the line have the same derivative "
            "everywhere?",
            staff="not linear in x",
        ),
    ),
}
