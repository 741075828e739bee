"""2b: from logN(0, 1) to logN(mu, sigma^2)."""

from otter.test_files import test_case

from autograder.checks.dgm.derivations import M_GRAPH, Derivation
from autograder.checks.pushforward import is_decreasing_map, lognormal, require_pushforward
from autograder.checks.rubric import judged

OK_FORMAT = False
name = "q2b"

ANSWERS = ("q2b_derivation", "M")
TIES = {"2b.2": "2b.1"}

PARAMETERS = ((0.0, 1.0), (0.7, 0.5), (-1.3, 1.8), (0.0, 2.4), (1.9, 0.25), (-0.4, 0.9))


def derivation(answers):
    def decreasing():
        return is_decreasing_map(answers.get("M"), lognormal(0, 1), lognormal(0.7, 0.5), 0.7, 0.5)

    return Derivation(
        answers["q2b_derivation"], "q2b_derivation", M_GRAPH, memory=answers.memory, is_decreasing=decreasing
    )


@test_case(name="2b.1 states that the two cdfs have to match", points=1, hidden=True)
@judged
def cdfs_match(answers):
    derivation(answers).require_matching_cdfs()


@test_case(name="2b.2 writes both cdfs out", points=1, hidden=True)
@judged
def cdfs_written_out(answers):
    derivation(answers).require_written_out()


@test_case(name="2b.3 matches the arguments of the error functions", points=1, hidden=True)
@judged
def arguments_match(answers):
    derivation(answers).require_matching_arguments()


@test_case(name="2b.4 solves the equation for a", points=1, hidden=True)
@judged
def solved_for_a(answers):
    derivation(answers).require_solved_for("a")


@test_case(name="2b.5 gives a transformation M with the right law", points=1, hidden=True)
@judged
def transformation(answers):
    for mu, sigma in PARAMETERS:
        require_pushforward(answers.function("M"), lognormal(0, 1), lognormal(mu, sigma), mu, sigma)
