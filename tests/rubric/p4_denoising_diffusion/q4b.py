"""4b: a step size above one."""

import numpy as np
from otter.test_files import test_case

from autograder.checks.dgm.other_steps import failure_by_number, failure_is, masks, onwards, steps_are, where
from autograder.checks.dgm.schedules import negative_steps, require_failure, require_steps
from autograder.checks.mistakes import Mistake
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
    ),
}
