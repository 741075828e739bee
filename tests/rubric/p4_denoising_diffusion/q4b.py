"""4b: a step size above one."""

import numpy as np
from otter.test_files import test_case

from autograder.checks.dgm.other_steps import (
    failure_by_number,
    failure_is,
    failure_misspelt,
    failure_turned,
    first_of_own,
    masks,
    onwards,
    place_is,
    steps_are,
    steps_with_values,
    where,
)
from autograder.checks.dgm.schedules import negative_steps, require_failure, require_steps
from autograder.checks.mistakes import Mistake, either
from autograder.checks.rubric import judged

OK_FORMAT = False
name = "q4b"

ANSWERS = ("q4b_negative_steps", "q4b_failure")

FAILING = [
    np.array([0.1, 0.2, 1.5, 0.3, 0.4]),
    np.array([0.1, 1.5, 0.2, 1.2, 0.3, 0.1]),
    np.array([1.3, 0.2, 0.1]),
    np.array([0.3, 0.2, 1.01]),
    np.array([2.5]),
    np.array([0.1, 1.4, 1.6, 1.8, 0.5]),
    np.array([0.2, 1.3, 0.4, 1.0, 0.3]),
    np.concatenate([np.linspace(1e-4, 0.02, 400), [1.7, 0.01, 0.01]]),
]
HARMLESS = [np.array([0.1, 0.5, 0.9]), np.array([0.4]), np.array([0.3, 1.0, 0.2, 0.6]), np.linspace(1e-4, 0.02, 400)]


@test_case(name="4b.1 gives the reason: alpha bar changes its sign", points=1, hidden=True)
@judged
def reason(answers):
    require_steps(answers.function("q4b_negative_steps"), negative_steps, FAILING + HARMLESS)


@test_case(name="4b.2 points out where training breaks", points=1, hidden=True)
@judged
def place(answers):
    require_failure(answers.function("q4b_failure"), negative_steps, FAILING, "sqrt(alpha_bar_n)")


ALL = FAILING + HARMLESS
QUANTITY = "sqrt(alpha_bar_n)"


def _first(betas):
    return min(negative_steps(betas))


OTHER_PLACES = (
    lambda betas: _first(betas) - 1,
    lambda betas: _first(betas) + 1,
    lambda betas: max(negative_steps(betas)),
    lambda betas: int(np.argmax(betas)) + 1,
    len,
    lambda betas: 1,
    lambda betas: 0,
)
"""What is taken for the first negative step."""


def _first_run(betas):
    """The negative steps up to the first one that is not."""
    return {n for n in negative_steps(betas) if set(range(_first(betas), n)) <= negative_steps(betas)}


def _everything(betas):
    return set(range(1, len(betas) + 1))


def _fewer(rule):
    """The steps of another rule, counted from 0."""
    return lambda betas: {n - 1 for n in rule(betas)}


def _ones_or_more(betas):
    return where(betas > 1)


QUANTITIES = ("sqrt(alpha_bar_n)", "sqrt(1 - alpha_bar_n)", "1 / sqrt(alpha_bar_n)", "beta_tilde_n")
_SAYS_ZERO = "Every step is one too small. Which step does `betas[0]` belong to?"

MISTAKES = {
    "4b.1": (
        Mistake(
            id="counted-from-zero",
            fits=steps_are("q4b_negative_steps", lambda b: {n - 1 for n in negative_steps(b)}, ALL),
            says=_SAYS_ZERO,
            staff="indices for steps",
        ),
        Mistake(
            id="alpha-for-alpha-bar",
            fits=steps_are("q4b_negative_steps", lambda b: where(b > 1), ALL),
            says="You name the steps at which alpha_n itself is negative. What does a negative factor do to the product at all "
            "later steps?",
            staff="every step with beta_n > 1, and no other",
        ),
        Mistake(
            id="sign-never-turns-back",
            fits=steps_are("q4b_negative_steps", lambda b: onwards(b > 1), ALL),
            says="You name every step from the first beta_n > 1 on. What happens to the sign of a product when a second factor is "
            "negative, or one is 0?",
            staff="every step from the first beta_n > 1 on",
        ),
        Mistake(
            id="first-step-only",
            fits=steps_are("q4b_negative_steps", lambda b: where(b > 1) and {min(where(b > 1))}, ALL),
            says="You name the first such step only. For how long does the product stay negative?",
            staff="the first step with beta_n > 1",
        ),
        Mistake(
            id="zero-for-negative",
            fits=steps_are("q4b_negative_steps", lambda b: negative_steps(b) | where(np.cumprod(1 - b) == 0), ALL),
            says="You also name the steps at which alpha_bar_n is exactly 0. Is 0 negative, and has its square root no value?",
            staff="alpha_bar_n <= 0",
        ),
        Mistake(
            id="one-for-above-one",
            fits=steps_are("q4b_negative_steps", lambda b: where(b >= 1), ALL),
            says="You name every step with beta_n >= 1. What is alpha_n at beta_n = 1, and what decides the sign of the product?",
            staff="every step with beta_n >= 1",
        ),
        Mistake(
            id="no-step",
            fits=steps_are("q4b_negative_steps", lambda b: set(), ALL),
            says="You never name a step. Which sign has alpha_n when beta_n > 1, and which sign has then the product?",
            staff="always empty, as with products of betas",
        ),
        Mistake(
            id="sum-for-product",
            fits=steps_are("q4b_negative_steps", lambda b: where(np.cumsum(1 - b) < 0), ALL),
            says="You add the alphas up. How is alpha_bar_n made of alpha_1, ..., alpha_n?",
            staff="cumulated sums for cumulated products",
        ),
        Mistake(
            id="complement",
            fits=steps_are("q4b_negative_steps", lambda b: set(range(1, len(b) + 1)) - negative_steps(b), ALL),
            says="You name exactly the other steps, those at which alpha_bar_n is not negative. Which ones are asked for?",
            staff="the steps with alpha_bar_n >= 0",
        ),
        Mistake(
            id="truth-values-for-steps",
            fits=masks("q4b_negative_steps", negative_steps, ALL),
            says="You return a truth value for each step, and they are right. Asked are the steps themselves, counted from 1.",
            staff="a mask",
        ),
        Mistake(
            id="counted-from-zero-and-another",
            idea="counted-from-zero",
            fits=either(
                *(
                    steps_are("q4b_negative_steps", _fewer(rule), ALL)
                    for rule in (
                        _ones_or_more,
                        lambda b: onwards(b > 1),
                        lambda b: where(b > 1) and {min(where(b > 1))},
                        lambda b: negative_steps(b) | where(np.cumprod(1 - b) == 0),
                    )
                )
            ),
            says="Two things: your steps are counted from 0, while `betas[0]` is beta_1; and counted from 1 they would still not be the "
            "steps with a negative product. What does a negative factor do to the product at later steps?",
            staff="indices for steps, and alpha for alpha bar or the like",
        ),
        Mistake(
            id="steps-shifted",
            fits=either(
                *(
                    steps_are("q4b_negative_steps", lambda b, k=k: {n + k for n in negative_steps(b)}, ALL)
                    for k in (1, -2, 2)
                )
            ),
            says="Every step is off by the same number. Which step does `betas[0]` belong to, and how many are added to an index?",
            staff="n + 1, n + 2 or n - 2 for n",
        ),
        Mistake(
            id="first-run-only",
            fits=steps_are("q4b_negative_steps", lambda b: negative_steps(b) and _first_run(b), ALL),
            says="You stop where the product becomes positive for the first time. Can it become negative again after that?",
            staff="the first run of negative steps",
        ),
        Mistake(
            id="every-step",
            fits=steps_are("q4b_negative_steps", _everything, ALL),
            says="You name every step of every schedule. Which sign has the product where all betas lie below 1?",
            staff="all steps",
        ),
        Mistake(
            id="sign-of-alpha",
            fits=steps_are("q4b_negative_steps", lambda b: where(np.cumprod(np.sign(b - 1)) < 0), ALL),
            says="You multiply beta_n - 1, whose sign is turned. How is alpha_n made of beta_n?",
            staff="alpha = beta - 1",
        ),
        Mistake(
            id="betas-multiplied",
            fits=either(
                steps_are("q4b_negative_steps", lambda b: where(np.cumprod(b) > 1), ALL),
                steps_are("q4b_negative_steps", lambda b: where(1 - np.cumprod(b) < 0), ALL),
            ),
            says="You multiply the betas. Which numbers is alpha_bar_n a product of?",
            staff="products of betas above 1",
        ),
        Mistake(
            id="values-for-steps",
            fits=either(
                steps_with_values("q4b_negative_steps", negative_steps, lambda b: np.cumprod(1 - b), ALL),
                steps_with_values("q4b_negative_steps", negative_steps, lambda b: b, ALL),
            ),
            says="You return the values of alpha_bar_n or beta_n at the right steps. Asked are the steps themselves, counted from 1.",
            staff="alpha_bar_n or beta_n at the negative steps",
        ),
    ),
    "4b.2": (
        Mistake(
            id="counted-from-zero",
            fits=failure_is("q4b_failure", lambda b: _first(b) - 1, QUANTITY, FAILING),
            says=_SAYS_ZERO,
            staff="index for step",
        ),
        Mistake(
            id="root-of-the-estimate",
            fits=failure_is("q4b_failure", _first, "1 / sqrt(alpha_bar_n)", FAILING),
            says="The step is right. Dividing by sqrt(alpha_bar_n) belongs to the estimate of x_0; which quantity is needed "
            "earlier, when z_n is drawn in training?",
            staff="1 / sqrt(alpha_bar_n) at the right step",
        ),
        Mistake(
            id="root-of-the-noise",
            fits=failure_is("q4b_failure", _first, "sqrt(1 - alpha_bar_n)", FAILING),
            says="The step is right. alpha_bar_n is negative there: which sign does 1 - alpha_bar_n have then?",
            staff="sqrt(1 - alpha_bar_n) at the right step",
        ),
        Mistake(
            id="posterior-variance",
            fits=failure_is("q4b_failure", _first, "beta_tilde_n", FAILING),
            says="The step is right. The posterior's variance has a value there; which quantity of the training step has none?",
            staff="beta_tilde_n at the right step",
        ),
        Mistake(
            id="last-step",
            fits=failure_is("q4b_failure", lambda b: max(negative_steps(b)), QUANTITY, FAILING),
            says="The quantity is right, and it has no value at your step. Is it the first such step?",
            staff="the last negative step",
        ),
        Mistake(
            id="largest-beta",
            fits=failure_is("q4b_failure", lambda b: int(np.argmax(b)) + 1, QUANTITY, FAILING),
            says="You name the step with the largest beta. Does it take the largest one, or the first one above 1?",
            staff="argmax of betas",
        ),
        Mistake(
            id="one-step-late",
            fits=failure_is("q4b_failure", lambda b: _first(b) + 1, QUANTITY, FAILING),
            says="Your step is one too late. Is alpha_n not a factor of alpha_bar_n itself?",
            staff="the step after the first negative one",
        ),
        Mistake(
            id="number-for-name",
            fits=failure_by_number("q4b_failure", negative_steps, FAILING),
            says="The step is right; in place of the quantity stands a number. Name the entry of `QUANTITIES` itself.",
            staff="index of the quantity",
        ),
        Mistake(
            id="not-in-quantities",
            fits=failure_misspelt("q4b_failure", negative_steps, FAILING, QUANTITIES),
            says="The step is right; what you name beside it is none of the four `QUANTITIES`. Which of them cannot be computed there?",
            staff="a text that is no quantity, at the right step",
        ),
        Mistake(
            id="step-and-quantity-exchanged",
            fits=failure_turned("q4b_failure", negative_steps, FAILING),
            says="The step is right, and it stands second. In which order does the sheet ask for the two?",
            staff="(quantity, step)",
        ),
        Mistake(
            id="first-of-wrong-steps",
            fits=first_of_own("q4b_failure", "q4b_negative_steps", negative_steps, QUANTITY, FAILING),
            says="The quantity is right, and your step is the first of your own `q4b_negative_steps`, which are not the right ones yet. "
            "Mend those, and this may be mended with them.",
            staff="min(q4b_negative_steps), which is wrong",
        ),
        Mistake(
            id="another-step",
            fits=either(*(place_is("q4b_failure", place, FAILING) for place in OTHER_PLACES)),
            says="Your step is not the first at which alpha_bar_n is negative. Go through the product factor by factor, counting from "
            "1: at which one does it change its sign for the first time?",
            staff="a place beside the first negative step, with any quantity",
        ),
    ),
}
