"""4c: a step size of exactly one."""

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
from autograder.checks.dgm.schedules import lost_steps, require_failure, require_steps
from autograder.checks.mistakes import Mistake, either
from autograder.checks.rubric import judged

OK_FORMAT = False
name = "q4c"

ANSWERS = ("q4c_lost_steps", "q4c_failure")

FAILING = [
    np.array([0.1, 0.2, 1.0, 0.3, 0.4]),
    np.array([1.0, 0.2, 0.1]),
    np.array([0.3, 0.2, 1.0]),
    np.array([1.0]),
    np.array([0.1, 1.0, 0.5, 1.0, 0.2]),
    np.array([0.7, 0.9, 1.0, 0.6]),  # betas that round to one, below it and above it, before the step and after it
    np.array([0.2, 1.3, 1.0, 1.4, 0.8]),
    np.array([1.0, 0.9, 1.2]),
    np.concatenate([np.linspace(1e-4, 0.02, 400), [1.0, 0.01, 0.01]]),
]
ABOVE_ONE = [
    np.array([0.2, 1.3, 0.4]),
    np.array([1.6]),
    np.array([0.5, 1.3, 0.2, 1.0, 0.1]),
]
HARMLESS = [
    np.array([0.1, 0.5, 0.9]),
    np.array([0.99]),
    np.array([0.2, 0.999, 0.3]),
    np.array([0.5, 0.9999]),
    np.linspace(1e-4, 0.02, 400),
    np.full(40, 0.5),
]


@test_case(name="4c.1 gives the reason: nothing of the data is left", points=1, hidden=True)
@judged
def reason(answers):
    require_steps(answers.function("q4c_lost_steps"), lost_steps, FAILING + HARMLESS + ABOVE_ONE)


@test_case(name="4c.2 points out where it fails", points=1, hidden=True)
@judged
def place(answers):
    require_failure(answers.function("q4c_failure"), lost_steps, FAILING, "1 / sqrt(alpha_bar_n)")


ALL = FAILING + HARMLESS + ABOVE_ONE
QUANTITY = "1 / sqrt(alpha_bar_n)"


def _first(betas):
    return min(lost_steps(betas))


def _after(betas):
    return {n for n in lost_steps(betas) if n > _first(betas)}


OTHER_PLACES = (
    lambda betas: _first(betas) - 1,
    lambda betas: _first(betas) + 1,
    lambda betas: max(where(betas == 1)),
    lambda betas: int(np.argmax(betas)) + 1,
    len,
    lambda betas: 1,
    lambda betas: 0,
)
"""What is taken for the first lost step."""


def _fewer(rule):
    """The steps of another rule, counted from 0."""
    return lambda betas: {n - 1 for n in rule(betas)}


def _from_the_last(betas):
    """Every step from the last beta_n = 1 on."""
    return set(range(max(where(betas == 1)), len(betas) + 1)) if lost_steps(betas) else set()


def _without_the_end(betas, count):
    return {n for n in lost_steps(betas) if n <= len(betas) - count}


def _moved_by(betas, first, last):
    """Every step from the first beta_n = 1 on, with other ends."""
    return set(range(_first(betas) + first, len(betas) + last + 1)) if lost_steps(betas) else set()


QUANTITIES = ("sqrt(alpha_bar_n)", "sqrt(1 - alpha_bar_n)", "1 / sqrt(alpha_bar_n)", "beta_tilde_n")
_SAYS_ZERO = "Every step is one too small. Which step does `betas[0]` belong to?"

MISTAKES = {
    "4c.1": (
        Mistake(
            id="counted-from-zero",
            fits=steps_are("q4c_lost_steps", lambda b: {n - 1 for n in lost_steps(b)}, ALL),
            says=_SAYS_ZERO,
            staff="indices for steps",
        ),
        Mistake(
            id="alpha-for-alpha-bar",
            fits=steps_are("q4c_lost_steps", lambda b: where(b == 1), ALL),
            says="You name the steps with beta_n = 1 alone. A product that has become 0: can a later factor bring it back?",
            staff="every step with beta_n = 1, and no other",
        ),
        Mistake(
            id="first-step-only",
            fits=steps_are("q4c_lost_steps", lambda b: lost_steps(b) and {_first(b)}, ALL),
            says="You name the first such step only. What is alpha_bar_n at the steps after it?",
            staff="the first step with beta_n = 1",
        ),
        Mistake(
            id="one-step-late",
            fits=steps_are("q4c_lost_steps", _after, ALL),
            says="You leave out the step at which beta_n = 1 itself. Is alpha_n not a factor of alpha_bar_n?",
            staff="from the step after beta_n = 1 on",
        ),
        Mistake(
            id="one-for-above-one",
            fits=steps_are("q4c_lost_steps", lambda b: onwards(b >= 1), ALL),
            says="You also count steps with beta_n > 1. alpha_bar_n is negative there: is anything of x_0 left in z_n?",
            staff="from the first beta_n >= 1 on, or alpha_bar_n <= 0",
        ),
        Mistake(
            id="small-for-zero",
            fits=steps_are("q4c_lost_steps", lambda b: where(np.isclose(np.cumprod(1 - b), 0)), ALL),
            says="You take a very small alpha_bar_n for 0. Is z_n then free of x_0, or does it still carry a little? The sheet "
            "compares with 1 exactly.",
            staff="np.isclose(alpha_bar_n, 0)",
        ),
        Mistake(
            id="nearly-one-for-one",
            fits=either(
                *(steps_are("q4c_lost_steps", lambda b, k=k: onwards(np.round(b, k) == 1), ALL) for k in (1, 2, 3)),
            ),
            says="You take a beta close to 1 for 1. Does a step that keeps a thousandth of the signal lose all of it? The sheet "
            "compares with 1 exactly.",
            staff="betas rounded before they are compared",
        ),
        Mistake(
            id="every-step",
            fits=steps_are("q4c_lost_steps", lambda b: set(range(1, len(b) + 1)), ALL),
            says="You name every step of every schedule. Is nothing of x_0 left even where all betas are small?",
            staff="all steps",
        ),
        Mistake(
            id="complement",
            fits=steps_are("q4c_lost_steps", lambda b: set(range(1, len(b) + 1)) - lost_steps(b), ALL),
            says="You name exactly the other steps, those whose z_n still carries something of x_0. Which ones are asked for?",
            staff="the steps with alpha_bar_n != 0",
        ),
        Mistake(
            id="no-step",
            fits=steps_are("q4c_lost_steps", lambda b: set(), ALL),
            says="You never name a step. What is alpha_bar_n once one of its factors is 0?",
            staff="always empty",
        ),
        Mistake(
            id="truth-values-for-steps",
            fits=masks("q4c_lost_steps", lost_steps, ALL),
            says="You return a truth value for each step, and they are right. Asked are the steps themselves, counted from 1.",
            staff="a mask",
        ),
        Mistake(
            id="counted-from-zero-and-another",
            idea="counted-from-zero",
            fits=either(
                *(
                    steps_are("q4c_lost_steps", _fewer(rule), ALL)
                    for rule in (
                        lambda b: where(b == 1),
                        lambda b: lost_steps(b) and {_first(b)},
                        lambda b: onwards(b >= 1),
                    )
                )
            ),
            says="Two things: your steps are counted from 0, while `betas[0]` is beta_1; and counted from 1 they would still not be the "
            "steps at which the product is 0. Once it is 0, what is it later?",
            staff="indices for steps, and the steps with beta_n = 1 alone or the like",
        ),
        Mistake(
            id="last-one-for-first",
            fits=steps_are("q4c_lost_steps", _from_the_last, ALL),
            says="Where several betas are 1, you begin at the last of them. At which one does the product become 0?",
            staff="from the last beta_n = 1 on",
        ),
        Mistake(
            id="end-left-out",
            fits=either(*(steps_are("q4c_lost_steps", lambda b, k=k: _without_the_end(b, k), ALL) for k in (1, 2))),
            says="You stop before the schedule ends. Which number is the last one that a Python `range` gives, and which step is the "
            "last one here?",
            staff="the last step or two left out",
        ),
        Mistake(
            id="step-beyond-the-schedule",
            fits=either(
                *(
                    steps_are("q4c_lost_steps", lambda b, k=k, f=f: _moved_by(b, f, k), ALL)
                    for k in (1, 2)
                    for f in (0, 1)
                )
            ),
            says="You name a step that the schedule does not have. At which n do steps end?",
            staff="a step N + 1",
        ),
        Mistake(
            id="steps-before",
            fits=either(*(steps_are("q4c_lost_steps", lambda b, k=k: _moved_by(b, -k, 0), ALL) for k in (1, 2))),
            says="You begin before the step at which beta_n = 1. Is alpha_bar_n 0 there already?",
            staff="from a step before beta_n = 1 on",
        ),
        Mistake(
            id="values-for-steps",
            fits=either(
                steps_with_values("q4c_lost_steps", lost_steps, lambda b: np.cumprod(1 - b), ALL),
                steps_with_values("q4c_lost_steps", lost_steps, lambda b: b, ALL),
            ),
            says="You return the values of alpha_bar_n or beta_n at the right steps. Asked are the steps themselves, counted from 1.",
            staff="alpha_bar_n or beta_n at the lost steps",
        ),
    ),
    "4c.2": (
        Mistake(
            id="counted-from-zero",
            fits=failure_is("q4c_failure", lambda b: _first(b) - 1, QUANTITY, FAILING),
            says=_SAYS_ZERO,
            staff="index for step",
        ),
        Mistake(
            id="zero-has-no-value",
            fits=failure_is("q4c_failure", _first, "sqrt(alpha_bar_n)", FAILING),
            says="The step is right. sqrt(alpha_bar_n) is 0 there, which is a value; what does the estimate of x_0 do with it?",
            staff="sqrt(alpha_bar_n) at the right step",
        ),
        Mistake(
            id="root-of-the-noise",
            fits=failure_is("q4c_failure", _first, "sqrt(1 - alpha_bar_n)", FAILING),
            says="The step is right. What is 1 - alpha_bar_n there, and has it no square root?",
            staff="sqrt(1 - alpha_bar_n) at the right step",
        ),
        Mistake(
            id="posterior-variance",
            fits=failure_is("q4c_failure", _first, "beta_tilde_n", FAILING),
            says="The step is right. Does the estimate of x_0 need the posterior's variance?",
            staff="beta_tilde_n at the right step",
        ),
        Mistake(
            id="one-step-late",
            fits=failure_is("q4c_failure", lambda b: _first(b) + 1, QUANTITY, FAILING),
            says="The quantity is right, your step is one too late. z_n itself is divided by this root; at which n does that "
            "fail first?",
            staff="the step after beta_n = 1",
        ),
        Mistake(
            id="last-step",
            fits=failure_is("q4c_failure", lambda b: max(lost_steps(b)), QUANTITY, FAILING),
            says="The quantity is right, and it has no value at your step. Is it the first such step?",
            staff="the last lost step",
        ),
        Mistake(
            id="number-for-name",
            fits=failure_by_number("q4c_failure", lost_steps, FAILING),
            says="The step is right; in place of the quantity stands a number. Name the entry of `QUANTITIES` itself.",
            staff="index of the quantity",
        ),
        Mistake(
            id="not-in-quantities",
            fits=failure_misspelt("q4c_failure", lost_steps, FAILING, QUANTITIES),
            says="The step is right; what you name beside it is none of the four `QUANTITIES`. Which of them has no value where "
            "alpha_bar_n is 0?",
            staff="a text that is no quantity, at the right step",
        ),
        Mistake(
            id="step-and-quantity-exchanged",
            fits=failure_turned("q4c_failure", lost_steps, FAILING),
            says="The step is right, and it stands second. In which order does the sheet ask for the two?",
            staff="(quantity, step)",
        ),
        Mistake(
            id="first-of-wrong-steps",
            fits=first_of_own("q4c_failure", "q4c_lost_steps", lost_steps, QUANTITY, FAILING),
            says="The quantity is right, and your step is the first of your own `q4c_lost_steps`, which are not the right ones yet. "
            "Mend those, and this may be mended with them.",
            staff="min(q4c_lost_steps), which is wrong",
        ),
        Mistake(
            id="another-step",
            fits=either(*(place_is("q4c_failure", place, FAILING) for place in OTHER_PLACES)),
            says="Your step is not the first at which alpha_bar_n is 0. Go through the product factor by factor, counting from 1: which "
            "factor is the first that is 0?",
            staff="a place beside the first lost step, with any quantity",
        ),
    ),
}
