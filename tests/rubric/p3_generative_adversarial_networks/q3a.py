"""3a: the two terms of the objective, and the game."""

import numpy as np
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
from autograder.checks.dgm.other_games import (
    directions,
    directions_in_words,
    each_sample,
    exchanged,
    ignores,
    is_game,
    multiple_of,
    same_loss,
    term_is,
    turned,
)
from autograder.checks.mistakes import Mistake, either
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


CHARGES = {
    "3a.-1": "your losses oppose each other, but they are not those of the objective on the sheet, up to a factor and terms a player cannot change"
}


def _mean(values):
    return float(np.mean(values))


def _sigmoid(scores):
    return 1 / (1 + np.exp(-scores))


def _objective_loss(r, f):
    return -real_term(r) - fake_term(f)


_SAYS_HALF = "Always twice the right value. Compare with the objective at the head of the sheet: what stands before the expectation?"
_SAYS_SUM = (
    "Right for one sample, and growing with their number: an expectation is estimated by which function of the samples?"
)
_SAYS_JENSEN = (
    "Right for one sample only. Which comes first under this expectation, the logarithm of each output or the average? "
    "Jensen's inequality separates the two."
)
_SAYS_BASE = "The right term in another unit: your logarithm has the base 2. Which one does the objective use?"
_SAYS_EACH = "You give one value per sample. Which single number estimates an expectation?"
_SAYS_SIGN = (
    "The negative of the right term. Is asked what a player minimises, or the term as it stands in the objective?"
)
_SAYS_MULTIPLE = "Always the same multiple of the right value, whatever the outputs are: a factor is left to be explained. Which factors does the objective hold?"
_SAYS_MIDDLE = "You take the median. Which function of the samples estimates an expectation?"
_SAYS_ONE = "You use one of the samples only. Which function of all of them estimates an expectation?"
_SAYS_EXTREME = (
    "You use the largest or the smallest output only. Which function of all of them estimates an expectation?"
)
_SAYS_WORDS = "The directions are written as words; the sheet asks for +1 (up), -1 (down) or 0 (no influence)."

MISTAKES = {
    "3a.1": (
        Mistake(
            id="half-left-out",
            idea="half-of-the-objective-left-out",
            fits=term_is("E1", lambda d: 2 * real_term(d)),
            says=_SAYS_HALF,
            staff="mean of log D",
        ),
        Mistake(
            id="sum-for-mean",
            fits=term_is("E1", lambda d: len(d) * real_term(d)),
            says=_SAYS_SUM,
            staff="half the sum of log D",
        ),
        Mistake(
            id="sum-without-half",
            idea="sum-for-mean",
            fits=multiple_of("E1", lambda d: len(d) * real_term(d)),
            says=_SAYS_SUM + " And what stands before it in the objective?",
            staff="{factor} times half the sum of log D",
        ),
        Mistake(
            id="log-of-mean",
            fits=multiple_of("E1", lambda d: np.log(_mean(d)) / 2),
            says=_SAYS_JENSEN,
            staff="{factor} times log(mean D) / 2",
        ),
        Mistake(
            id="base-two-logarithm",
            idea="base-of-the-logarithm",
            fits=term_is("E1", lambda d: real_term(d) / np.log(2)),
            says=_SAYS_BASE,
            staff="log2",
        ),
        Mistake(
            id="sign-turned",
            idea="loss-and-objective-confused",
            fits=term_is("E1", lambda d: -real_term(d)),
            says=_SAYS_SIGN,
            staff="-E1",
        ),
        Mistake(
            id="term-of-the-fakes",
            fits=multiple_of("E1", fake_term),
            says="You average log(1 - D) over the outputs on data: the discriminator would be rewarded for taking data for "
            "fakes. Which of the two terms is an average over data?",
            staff="{factor} times the mean of log(1 - D) / 2 on data",
        ),
        Mistake(
            id="logarithm-left-out",
            idea="logarithm-of-the-objective-left-out",
            fits=multiple_of("E1", _mean),
            says="A multiple of the mean output itself. Which function of the output does the objective average?",
            staff="{factor} times mean D",
        ),
        Mistake(
            id="mean-left-out",
            fits=either(each_sample("E1", lambda d: np.log(d) / 2), each_sample("E1", np.log)),
            says=_SAYS_EACH,
            staff="log D / 2 or log D, no mean",
        ),
        Mistake(
            id="median-for-mean",
            fits=multiple_of("E1", lambda d: np.median(np.log(d))),
            says=_SAYS_MIDDLE,
            staff="{factor} times the median of log D",
        ),
        Mistake(
            id="one-sample-for-all",
            fits=either(*(multiple_of("E1", lambda d, k=k: np.log(d[k])) for k in (0, -1))),
            says=_SAYS_ONE,
            staff="log of the first or last output",
        ),
        Mistake(
            id="extreme-sample-for-mean",
            fits=either(*(multiple_of("E1", lambda d, f=f: np.log(f(d))) for f in (np.max, np.min))),
            says=_SAYS_EXTREME,
            staff="log of the largest or smallest output",
        ),
        Mistake(
            id="factor-too-much",
            fits=multiple_of("E1", real_term, but_one=True),
            says=_SAYS_MULTIPLE,
            staff="{factor} times E1",
        ),
        Mistake(
            id="generator-moves-the-data-term",
            fits=either(
                *(
                    directions("E1", real_term, "q3a_E1_direction", discriminator=s, generator=g)
                    for s in (-1, 0, 1)
                    for g in (-1, 1)
                )
            ),
            says="You say that the generator wants E1 to move. Does anything in an average over data depend on the generator's "
            "parameters?",
            staff="the generator is given an interest in E1",
        ),
        Mistake(
            id="direction-of-a-loss",
            idea="loss-and-objective-confused",
            fits=directions("E1", real_term, "q3a_E1_direction", discriminator=-1, generator=0),
            says="You let the discriminator push E1 down. The objective is maximised over the discriminator's parameters: did "
            "you think of the loss that an optimiser would minimise?",
            staff="discriminator -1",
        ),
        Mistake(
            id="discriminator-left-out",
            fits=directions("E1", real_term, "q3a_E1_direction", discriminator=0, generator=0),
            says="You give nobody an interest in E1. Whose outputs does it average, and what would the discriminator like them to be?",
            staff="both 0",
        ),
        Mistake(
            id="directions-in-words",
            fits=directions_in_words("E1", real_term, "q3a_E1_direction"),
            says=_SAYS_WORDS,
            staff="texts for directions",
        ),
    ),
    "3a.2": (
        Mistake(
            id="half-left-out",
            idea="half-of-the-objective-left-out",
            fits=term_is("E2", lambda d: 2 * fake_term(d)),
            says=_SAYS_HALF,
            staff="mean of log(1 - D)",
        ),
        Mistake(
            id="sum-for-mean",
            fits=term_is("E2", lambda d: len(d) * fake_term(d)),
            says=_SAYS_SUM,
            staff="half the sum of log(1 - D)",
        ),
        Mistake(
            id="sum-without-half",
            idea="sum-for-mean",
            fits=multiple_of("E2", lambda d: len(d) * fake_term(d)),
            says=_SAYS_SUM + " And what stands before it in the objective?",
            staff="{factor} times half the sum of log(1 - D)",
        ),
        Mistake(
            id="log-of-mean",
            fits=multiple_of("E2", lambda d: np.log(1 - _mean(d)) / 2),
            says=_SAYS_JENSEN,
            staff="{factor} times log(1 - mean D) / 2",
        ),
        Mistake(
            id="base-two-logarithm",
            idea="base-of-the-logarithm",
            fits=term_is("E2", lambda d: fake_term(d) / np.log(2)),
            says=_SAYS_BASE,
            staff="log2",
        ),
        Mistake(
            id="sign-turned",
            idea="loss-and-objective-confused",
            fits=term_is("E2", lambda d: -fake_term(d)),
            says=_SAYS_SIGN,
            staff="-E2",
        ),
        Mistake(
            id="D-for-one-minus-D",
            fits=multiple_of("E2", real_term, positive=True),
            says="You average log D over the generated samples: the discriminator would be rewarded for accepting fakes. Which "
            'probability does it give to "generated"?',
            staff="{factor} times the mean of log D / 2 on fakes",
        ),
        Mistake(
            id="non-saturating-term",
            fits=multiple_of("E2", lambda d: -real_term(d), positive=True),
            says="This is -log D, or a multiple of it, which the generator of another objective minimises. Which function of D does the sheet's "
            "second expectation average?",
            staff="{factor} times -mean of log D / 2",
        ),
        Mistake(
            id="logarithm-left-out",
            idea="logarithm-of-the-objective-left-out",
            fits=either(multiple_of("E2", lambda d: _mean(1 - d)), multiple_of("E2", _mean)),
            says="A multiple of the mean of D or 1 - D itself. Which function of it does the objective average?",
            staff="{factor} times mean(1 - D) or mean(D)",
        ),
        Mistake(
            id="mean-left-out",
            fits=either(each_sample("E2", lambda d: np.log(1 - d) / 2), each_sample("E2", lambda d: np.log(1 - d))),
            says=_SAYS_EACH,
            staff="log(1 - D) / 2 or log(1 - D), no mean",
        ),
        Mistake(
            id="plus-for-minus",
            fits=multiple_of("E2", lambda d: _mean(np.log(1 + d))),
            says='You average log(1 + D), which grows with D. Which probability does the discriminator give to "generated"?',
            staff="{factor} times the mean of log(1 + D)",
        ),
        Mistake(
            id="median-for-mean",
            fits=multiple_of("E2", lambda d: np.median(np.log(1 - d))),
            says=_SAYS_MIDDLE,
            staff="{factor} times the median of log(1 - D)",
        ),
        Mistake(
            id="one-sample-for-all",
            fits=either(*(multiple_of("E2", lambda d, k=k: np.log(1 - d[k])) for k in (0, -1))),
            says=_SAYS_ONE,
            staff="log(1 - D) at the first or last output",
        ),
        Mistake(
            id="extreme-sample-for-mean",
            fits=either(*(multiple_of("E2", lambda d, f=f: np.log(1 - f(d))) for f in (np.max, np.min))),
            says=_SAYS_EXTREME,
            staff="log(1 - D) at the largest or smallest output",
        ),
        Mistake(
            id="factor-too-much",
            fits=multiple_of("E2", fake_term, but_one=True),
            says=_SAYS_MULTIPLE,
            staff="{factor} times E2",
        ),
        Mistake(
            id="direction-of-the-output",
            fits=directions("E2", fake_term, "q3a_E2_direction", discriminator=-1, generator=1),
            says="This is how the outputs D on fakes are to move. Asked is how the term moves: when D falls on fakes, does "
            "log(1 - D) rise or fall?",
            staff="both directions turned",
        ),
        Mistake(
            id="players-pull-together",
            fits=either(
                *(directions("E2", fake_term, "q3a_E2_direction", discriminator=s, generator=s) for s in (-1, 1))
            ),
            says="Both players move the term the same way in your answer. Who minimises the objective and who maximises it?",
            staff="the same direction for both",
        ),
        Mistake(
            id="generator-left-out",
            fits=either(
                *(directions("E2", fake_term, "q3a_E2_direction", discriminator=s, generator=0) for s in (-1, 1))
            ),
            says="You give the generator no interest in E2. Whose samples does this term average over?",
            staff="generator 0",
        ),
        Mistake(
            id="discriminator-left-out",
            fits=either(
                *(directions("E2", fake_term, "q3a_E2_direction", discriminator=0, generator=g) for g in (-1, 0, 1))
            ),
            says="You give the discriminator no interest in E2. What would it like its outputs on generated samples to be?",
            staff="discriminator 0",
        ),
        Mistake(
            id="directions-in-words",
            fits=directions_in_words("E2", fake_term, "q3a_E2_direction"),
            says=_SAYS_WORDS,
            staff="texts for directions",
        ),
    ),
    "3a.3": (
        Mistake(
            id="players-exchanged",
            fits=exchanged(game),
            says="Each of your losses would suit the other player. Which of the two wants the outputs on data to rise, and which one "
            "can change the generated samples only?",
            staff="the losses are adversarial when they are exchanged",
        ),
        Mistake(
            id="same-loss-for-both",
            fits=same_loss(game),
            says="Both players minimise the very same function, so they help each other. What does the generator want of the "
            "term that the discriminator maximises?",
            staff="generator_loss = discriminator_loss",
        ),
        Mistake(
            id="gain-for-loss",
            idea="loss-and-objective-confused",
            fits=turned(game, discriminator=-1, generator=-1),
            says="With both signs turned your losses would oppose each other as they should. A loss is minimised: how does "
            "what a player wants to maximise enter its loss?",
            staff="both losses negated",
        ),
        Mistake(
            id="discriminators-gain-for-loss",
            idea="loss-and-objective-confused",
            fits=turned(game, discriminator=-1),
            says="The discriminator would minimise what it should maximise. A loss is minimised: how does the objective enter "
            "the discriminator's?",
            staff="discriminator_loss negated",
        ),
        Mistake(
            id="generator-helps-the-discriminator",
            fits=turned(game, generator=-1),
            says="Your generator lowers its loss by making its samples easier to tell from data. In which direction does it "
            "want the outputs on its samples to move?",
            staff="generator_loss negated",
        ),
        Mistake(
            id="generator-ignores-its-samples",
            fits=ignores(game, "generator"),
            says="Your generator's loss does not change with the outputs on generated samples. Through which outputs only can "
            "the generator change anything?",
            staff="generator_loss does not depend on d_fake",
        ),
        Mistake(
            id="discriminator-ignores-fakes",
            fits=ignores(game, "fakes"),
            says="Your discriminator's loss does not change with the outputs on generated samples: calling everything data "
            "would be optimal. Which term is missing?",
            staff="discriminator_loss without E2",
        ),
        Mistake(
            id="discriminator-ignores-data",
            fits=ignores(game, "data"),
            says="Your discriminator's loss does not change with the outputs on data: calling everything generated would be "
            "optimal. Which term is missing?",
            staff="discriminator_loss without E1",
        ),
    ),
    "3a.-1": (
        Mistake(
            id="non-saturating-loss",
            fits=is_game(game, (_objective_loss, lambda r, f: -real_term(f))),
            says="Your discriminator plays the sheet's objective; your generator minimises -log D, the non-saturating loss. It "
            "pulls the same way and is another function: which part of the objective can the generator change?",
            staff="generator: -mean of log D",
        ),
        Mistake(
            id="least-squares-losses",
            fits=is_game(game, (lambda r, f: _mean((r - 1) ** 2) + _mean(f**2), lambda r, f: _mean((f - 1) ** 2))),
            says="These are the losses of a least-squares GAN. Which functions of D does the objective of this sheet average?",
            staff="LSGAN",
        ),
        Mistake(
            id="wasserstein-or-hinge-losses",
            fits=is_game(game, (lambda r, f: _mean(f) - _mean(r), lambda r, f: -_mean(f))),
            says="Your losses score the output D itself, as a Wasserstein critic does (and the hinge loss, for outputs between 0 "
            "and 1). Which functions of D does the objective of this sheet average?",
            staff="mean D on fakes - mean D on data; hinge losses are the same on (0, 1)",
        ),
        Mistake(
            id="log-of-mean",
            fits=is_game(
                game,
                (lambda r, f: -np.log(_mean(r)) - np.log(1 - _mean(f)), lambda r, f: np.log(1 - _mean(f))),
            ),
            says="Your losses take the logarithm of mean outputs, and are those of the objective for one sample only. Which "
            "comes first under the expectation, the logarithm or the average?",
            staff="logarithms of means",
        ),
        Mistake(
            id="logits-for-probabilities",
            fits=is_game(
                game,
                (
                    lambda r, f: -_mean(np.log(_sigmoid(r))) - _mean(np.log(1 - _sigmoid(f))),
                    lambda r, f: _mean(np.log(1 - _sigmoid(f))),
                ),
            ),
            says="Your losses send the outputs through a sigmoid once more. Are `d_real` and `d_fake` scores, or already "
            "probabilities?",
            staff="cross entropy with logits",
        ),
        Mistake(
            id="generator-of-the-reverse-divergence",
            fits=is_game(game, (_objective_loss, lambda r, f: fake_term(f) - real_term(f))),
            says="Your generator minimises log((1 - D) / D), the mean of the saturating and the non-saturating loss. Which part "
            "of the objective can the generator change?",
            staff="generator: log((1 - D) / D)",
        ),
        Mistake(
            id="terms-weighted-unequally",
            fits=is_game(
                game,
                *(
                    (lambda r, f, w=w: -w * real_term(r) - fake_term(f), lambda r, f: fake_term(f))
                    for n in (2, 3, 4, 5, 10)
                    for w in (n, 1 / n)
                ),
            ),
            says="One of the two terms counts more than the other in your discriminator's loss. Which prior weights does "
            "the sheet give to data and to generated samples?",
            staff="E1 and E2 weighted n : 1 or 1 : n, n = 2, 3, 4, 5 or 10",
        ),
        Mistake(
            id="smoothed-labels",
            fits=is_game(
                game,
                *(
                    (lambda r, f, s=s: -s * real_term(r) - (1 - s) * fake_term(r) - fake_term(f), generator)
                    for s in (0.9, 0.8, 0.95, 0.7)
                    for generator in (lambda r, f: fake_term(f), lambda r, f: -real_term(f))
                ),
            ),
            says="Your discriminator takes data for real with a probability below 1 (label smoothing). Which label does the objective "
            "of this sheet give to data?",
            staff="one-sided label smoothing",
        ),
        Mistake(
            id="squared-losses-of-another-kind",
            fits=is_game(
                game,
                (lambda r, f: _mean((r - 1) ** 2) + _mean(f**2), lambda r, f: -_mean(f**2)),
                (lambda r, f: _mean((r - 1) ** 2) + _mean((f + 1) ** 2), lambda r, f: _mean(f**2)),
            ),
            says="Your losses average squares of outputs. Which functions of D does the objective of this sheet average?",
            staff="squares, with a generator other than that of LSGAN",
        ),
    ),
}
