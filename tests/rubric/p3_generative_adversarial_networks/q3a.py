"""3a: the two terms of the objective, and the game."""

from otter.test_files import test_case

from autograder.checks.dgm.adversarial import (
    as_plain,
    fake_term,
    play,
    played,
    plays_another_game,
    real_term,
    require_adversarial,
    require_direction,
    require_term,
)
from autograder.checks.rubric import NotEarned, judged

OK_FORMAT = False
name = "q3a"

ANSWERS = ("E1", "q3a_E1_direction", "E2", "q3a_E2_direction", "discriminator_loss", "generator_loss")
TIES = {"3a.-1": "3a.3"}


def game(answers):
    """The losses on every batch, asked for once for both ✓."""

    def ask():
        own = tuple(f if callable(f) else None for f in (answers.get("E1"), answers.get("E2")))
        losses = answers.function("discriminator_loss"), answers.function("generator_loss")
        return as_plain(play(*losses, own))

    return played(answers.memory.once("the game that the losses play", ask))


@test_case(name="3a.1 explains the meaning of E1", points=1, hidden=True)
@judged
def first_term(answers):
    require_term(answers.function("E1"), real_term)
    require_direction(answers["q3a_E1_direction"], "q3a_E1_direction", discriminator=1, generator=0)


@test_case(name="3a.2 explains the meaning of E2", points=1, hidden=True)
@judged
def second_term(answers):
    require_term(answers.function("E2"), fake_term)
    require_direction(answers["q3a_E2_direction"], "q3a_E2_direction", discriminator=1, generator=-1)


@test_case(name="3a.3 explains what is adversarial", points=1, hidden=True)
@judged
def adversarial(answers):
    require_adversarial(game(answers))


@test_case(name="3a.-1 the explanation is not that of this training objective", points=-1, hidden=True)
@judged
def another_objective(answers):
    require_adversarial(game(answers))
    if not plays_another_game(game(answers)):
        raise NotEarned(expected="losses of another objective", got="the losses of this one")
