"""4a: the evidence lower bound instead of the likelihood."""

import itertools

import numpy as np
from otter.test_files import test_case

from autograder.checks.dgm.other_steps import marginal_is, marginal_times
from autograder.checks.dgm.schedules import joint, require_marginal
from autograder.checks.mistakes import Mistake, either, truths
from autograder.checks.rubric import judged
from autograder.checks.verdicts import require_truths

OK_FORMAT = False
name = "q4a"

ANSWERS = ("q4a_closed_form", "q4a_marginal")

CLOSED_FORM = {
    "log p(x_0)": False,
    "q(z_n | x_0)": True,
    "q(z_{n-1} | z_n, x_0)": True,
    "p(z_{n-1} | z_n)": True,
}
SIZES = ((2, 1), (3, 1), (3, 2), (4, 3), (2, 4), (5, 2), (2, 10))


@test_case(name="4a.1 says that the data log-likelihood is intractable", points=1, hidden=True)
@judged
def intractable(answers):
    require_truths(answers["q4a_closed_form"], "q4a_closed_form", CLOSED_FORM)


@test_case(name="4a.2 states the reason: the latents have to be summed out", points=1, hidden=True)
@judged
def marginalisation(answers):
    require_marginal(answers.function("q4a_marginal"), [joint(states, latents) for states, latents in SIZES])


JOINTS = [joint(states, latents) for states, latents in SIZES]

EXCHANGED = [
    dict(zip(CLOSED_FORM, (True, *rest), strict=True))
    for rest in itertools.product((True, False), repeat=3)
    if any(rest) and not all(rest)
]
"""The likelihood has a closed form, and some of the other three have none."""

MISTAKES = {
    "4a.1": (
        Mistake(
            id="everything-in-closed-form",
            fits=truths("q4a_closed_form", {**CLOSED_FORM, "log p(x_0)": True}),
            says="You say that the likelihood of the data has a closed form as well. What has to be done with the latents to "
            "get it, and why is the model trained on a bound instead?",
            staff="log p(x_0): True",
        ),
        Mistake(
            id="learned-step-not-closed",
            fits=truths("q4a_closed_form", {**CLOSED_FORM, "p(z_{n-1} | z_n)": False}),
            says="Only the model's own step is taken for one without a closed form. Which family of distributions is it chosen "
            "from? A network computes its parameters, and what can then be written down?",
            staff="p(z_{n-1} | z_n): False",
        ),
        Mistake(
            id="posterior-not-closed",
            fits=truths("q4a_closed_form", {**CLOSED_FORM, "q(z_{n-1} | z_n, x_0)": False}),
            says="Only the posterior of the forward chain is taken for one without a closed form. Given x_0 it is proportional "
            "to a product of which two densities?",
            staff="q(z_{n-1} | z_n, x_0): False",
        ),
        Mistake(
            id="diffusion-kernel-not-closed",
            fits=truths("q4a_closed_form", {**CLOSED_FORM, "q(z_n | x_0)": False}),
            says="Only the distribution of z_n given x_0 is taken for one without a closed form. What is a sum of independent normal "
            "variables?",
            staff="q(z_n | x_0): False",
        ),
        Mistake(
            id="verdicts-turned",
            fits=truths("q4a_closed_form", {key: not verdict for key, verdict in CLOSED_FORM.items()}),
            says="Every verdict is turned: is asked what is intractable, or what has a closed form?",
            staff="every verdict turned",
        ),
        Mistake(
            id="nothing-in-closed-form",
            fits=truths("q4a_closed_form", dict.fromkeys(CLOSED_FORM, False)),
            says="You find a closed form for nothing. All transitions of the chain are normal: which of these are products or "
            "quotients of normal densities?",
            staff="all False",
        ),
        Mistake(
            id="only-the-forward-chain-closed",
            fits=truths("q4a_closed_form", {**CLOSED_FORM, "p(z_{n-1} | z_n)": False, "q(z_{n-1} | z_n, x_0)": False}),
            says="You find closed forms on the way forward only. Given x_0, is the way back not made of normal densities as "
            "well, and what family does the model choose for its own?",
            staff="both reverse steps False",
        ),
        Mistake(
            id="two-normal-densities-not-closed",
            fits=either(
                *(
                    truths("q4a_closed_form", {**CLOSED_FORM, "q(z_n | x_0)": False, other: False})
                    for other in ("q(z_{n-1} | z_n, x_0)", "p(z_{n-1} | z_n)")
                )
            ),
            says="You take z_n given x_0, and one of the two steps backwards, for densities without a closed form. z_n is x_0 times a "
            "number plus a sum of normal variables: what is such a sum, and what follows for the steps?",
            staff="q(z_n | x_0) and one reverse step False",
        ),
        Mistake(
            id="intractable-and-closed-exchanged",
            fits=either(*(truths("q4a_closed_form", verdicts) for verdicts in EXCHANGED)),
            says="You take the likelihood of the data for one with a closed form, and a density of the chain for one without. Which of "
            "the four needs an integral over all latents, and which ones are normal densities?",
            staff="log p(x_0): True, and some others False",
        ),
    ),
    "4a.2": (
        Mistake(
            id="mean-for-sum",
            fits=marginal_is("q4a_marginal", lambda p: p.reshape(len(p), -1).mean(axis=1), JOINTS),
            says="Your numbers do not add up to 1, since you average over the latents. What does it take to get a marginal from a "
            "joint distribution?",
            staff="mean over the latents: too small by K^-N",
        ),
        Mistake(
            id="one-latent-summed",
            fits=either(*(marginal_is("q4a_marginal", lambda p, k=k: p.sum(axis=k), JOINTS) for k in (1, -1))),
            says="Right for one latent: you sum over one axis, and all other latents are still there. Which axes must be gone?",
            staff="sum over one axis",
        ),
        Mistake(
            id="marginal-of-the-last-latent",
            fits=marginal_is("q4a_marginal", lambda p: p.reshape(-1, p.shape[-1]).sum(axis=0), JOINTS),
            says="This is the marginal of z_N: you sum x_0 out. Whose likelihood is asked for, and which axis is it?",
            staff="marginal of the last axis",
        ),
        Mistake(
            id="most-probable-path",
            fits=marginal_is("q4a_marginal", lambda p: p.reshape(len(p), -1).max(axis=1), JOINTS),
            says="You take the most probable latents only. Does the likelihood of x_0 not hold all ways that lead to it?",
            staff="maximum over the latents",
        ),
        Mistake(
            id="everything-summed",
            fits=marginal_is("q4a_marginal", lambda p: p.sum(), JOINTS),
            says="You sum over x_0, too, and get 1 whatever the model is. Which variable has to stay?",
            staff="sum over all axes",
        ),
        Mistake(
            id="latents-held-fixed",
            fits=marginal_is("q4a_marginal", lambda p: p.reshape(len(p), -1)[:, 0], JOINTS),
            says="You read off the joint at one value of all latents. Are the latents known?",
            staff="joint at latents (0, ..., 0)",
        ),
        Mistake(
            id="logarithm-of-the-marginal",
            fits=marginal_is("q4a_marginal", lambda p: np.log(p.reshape(len(p), -1).sum(axis=1)), JOINTS),
            says="The logarithms of the right probabilities. Is the likelihood asked for, or its logarithm?",
            staff="log of the right answer",
        ),
        Mistake(
            id="joint-ignored",
            fits=marginal_is("q4a_marginal", lambda p: np.full(len(p), 1 / len(p)), JOINTS),
            says="Every x_0 gets the same probability, whatever the joint distribution is. Where does the joint enter?",
            staff="1/K",
        ),
        Mistake(
            id="data-summed-out",
            fits=either(
                marginal_is("q4a_marginal", lambda p: p.sum(axis=0), JOINTS),
                marginal_is("q4a_marginal", lambda p: p.reshape(len(p), -1).sum(axis=0), JOINTS),
            ),
            says="You sum over x_0 and keep the latents. Which variable is asked for, and which axis is it?",
            staff="sum over the first axis",
        ),
        Mistake(
            id="marginal-of-the-first-latent",
            fits=marginal_is("q4a_marginal", lambda p: p.reshape(len(p), len(p), -1).sum(axis=(0, 2)), JOINTS),
            says="This is the marginal of z_1. Which axis belongs to x_0?",
            staff="marginal of axis 1",
        ),
        Mistake(
            id="product-for-sum",
            fits=marginal_is("q4a_marginal", lambda p: p.reshape(len(p), -1).prod(axis=1), JOINTS),
            says="You multiply the joint's entries. How do probabilities of cases that exclude one another go together?",
            staff="product over the latents",
        ),
        Mistake(
            id="factor-too-much",
            idea="marginal-not-normalised",
            fits=marginal_times("q4a_marginal", JOINTS),
            says="Your numbers are the right probabilities up to one factor, so they do not add up to 1. What is the joint multiplied "
            "by, and is it not normalised already?",
            staff="a constant times the right answer",
        ),
    ),
}
