"""2a: from N(0, 1) to logN(0, 1)."""

from otter.test_files import test_case

from autograder.checks.dgm.derivations import T_GRAPH, Derivation
from autograder.checks.pushforward import STANDARD_NORMAL, is_decreasing_map, lognormal, require_pushforward
from autograder.checks.rubric import judged

OK_FORMAT = False
name = "q2a"

ANSWERS = ("q2a_derivation", "T")
TIES = {"2a.2": "2a.1"}


def derivation(answers):
    def decreasing():
        return is_decreasing_map(answers.get("T"), STANDARD_NORMAL, lognormal(0, 1))

    return Derivation(
        answers["q2a_derivation"], "q2a_derivation", T_GRAPH, memory=answers.memory, is_decreasing=decreasing
    )


@test_case(name="2a.1 states that the two cdfs have to match", points=1, hidden=True)
@judged
def cdfs_match(answers):
    derivation(answers).require_matching_cdfs()


@test_case(name="2a.2 writes both cdfs out", points=1, hidden=True)
@judged
def cdfs_written_out(answers):
    derivation(answers).require_written_out()


@test_case(name="2a.3 matches the arguments of the error functions", points=1, hidden=True)
@judged
def arguments_match(answers):
    derivation(answers).require_matching_arguments()


@test_case(name="2a.4 gives a transformation T with the right law", points=1, hidden=True)
@judged
def transformation(answers):
    require_pushforward(answers.function("T"), STANDARD_NORMAL, lognormal(0, 1))
