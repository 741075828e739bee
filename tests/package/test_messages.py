"""What a lost ✓ says: what the answer does, and what to look at, in the student's language and without a hidden number."""

import re

import pytest
from support import in_process

from autograder.texts import speaking

P1, P2, P3, P4 = sorted(in_process.SCHEMES)
TO = "q3a_E1_direction = {'discriminator': 1, 'generator': 0}\n"
DERIVED = "q2a_derivation = "
F_OUT = "sp.Eq(F(t), (1 + sp.erf(t / sp.sqrt(2))) / 2)"
Q_OUT = "sp.Eq(Q01(a), (1 + sp.erf(sp.log(a) / sp.sqrt(2))) / 2)"
SAID = [
    # problem, ✓, answer, words of what it got, words of the hint
    (P1, "1a.3", "def q1a_null_direction(a):\n    return [a[1], -a[0], 0]", "more than that", ""),
    (P1, "1a.3", "def q1a_null_direction(a):\n    return a", "A v is not zero", ""),
    (P1, "1c.1", "def q1c_density(p1, f_inv, x):\n    p1(f_inv(x))", "nothing (None)", "`return` gives it back"),
    (P1, "1c.1", "def q1c_density(p1, f_inv, x):\n    return p1(x)", "another value at x =", ""),
    (P2, "2a.4", "def T(eps):\n    return np.exp(np.random.randn(len(eps)))", "called again", "draw nothing inside"),
    (P2, "2a.4", "def T(eps):\n    return np.exp(eps - np.mean(eps))", "another order or number", "its own eps"),
    (P2, "2a.4", "def T(eps):\n    return eps", "outside it at eps = -5", ""),
    (P2, "2a.4", "def T(eps, mu):\n    return eps", "another number of arguments", ""),
    (P2, "2a.1", DERIVED + "[F(t) == Q01(a)]", "no equation", "`==` compares"),
    (P2, "2a.1", DERIVED + "['F(t) = Q01(a)']", "no equation", "a text and no equation"),
    (P2, "2a.2", DERIVED + "[sp.Eq(F(t), Q01(a))]", "one equation, not of that form", "no line has the error function"),
    (P2, "2a.3", DERIVED + "[sp.Eq(F(t), Q01(a))]", "one equation, not of that form", "still has a cdf"),
    (P2, "2a.2", DERIVED + f"[{F_OUT}, {Q_OUT}]", "it holds for all values", ""),
    (P2, "2a.3", DERIVED + "[sp.Eq(sp.Symbol('y') + sp.Symbol('b'), a)]", "not of that form", "1 of 1 equations use other symbols"),
    (P2, "2b.4", "q2b_derivation = [sp.Eq(sp.log(m), (sp.log(a) - mu) / sigma)]", "not of that form", "a alone"),
    (P2, "2d.2", "q2d_kl_normal = sp.log(sigma)", "a formula in other symbols", "where q is positive and p is zero"),
    (P2, "2d.3", "def q2d_log_q(z, mu, sigma):\n    return -np.log(z) - np.log(np.pi * sigma * (1 + ((np.log(z) - mu) / sigma)**2))",
     "a normalised density whose divergence", "its mean to be finite"),
    (P3, "3a.1", "q3a_E1_direction = {'discriminator': 'up', 'generator': 0}\ndef E1(d):\n    return np.mean(np.log(d)) / 2",
     "a word", "+1: the player"),
    (P3, "3a.1", TO + "def E1(d):\n    return np.log(np.mean(d)) / 2", "right value for one sample", ""),
    (P3, "3a.1", TO + "def E1(d):\n    return np.mean(np.log(d))", "twice that value", ""),
    (P3, "3a.1", TO + "def E1(d):\n    return 1.7 * np.mean(np.log(d))", "a constant multiple", ""),
    (P4, "4a.2", "def q4a_marginal(joint):\n    return joint.sum(axis=-1)", "a latent is left", "axis 0 is x_0"),
    (P4, "4a.2", "def q4a_marginal(joint):\n    return joint.sum(axis=tuple(range(joint.ndim - 1)))",
     "but are not those of x_0", ""),
    (P4, "4a.2", "def q4a_marginal(joint):\n    return joint.reshape(len(joint), -1).mean(axis=1)", "less than 1", ""),
    (P4, "4b.1", "def q4b_negative_steps(betas):\n    return None", "nothing (None)", "an empty list"),
    (P4, "4b.1", "def q4b_negative_steps(betas):\n    return []", "steps are missing", ""),
    (P4, "4d.2", "q4d_invalid = {4}\ndef q4d_witness(k, N):\n    return 1", "the step was not looked at", ""),
]  # fmt: skip


def finding(problem, tick, code):
    return in_process.findings(problem, tick.partition(".")[0], code, {tick})[tick].finding


@pytest.mark.parametrize(("problem", "tick", "code", "got", "hint"), SAID, ids=range(len(SAID)))
def test_a_loss_says_what_the_answer_does_and_what_to_look_at(problem, tick, code, got, hint):
    found = finding(problem, tick, code)
    assert got in found.got
    assert hint in found.hint


@pytest.mark.parametrize(("problem", "tick", "code", "_got", "_hint"), SAID, ids=range(len(SAID)))
def test_the_same_is_said_in_german(problem, tick, code, _got, _hint):
    english = finding(problem, tick, code)
    with speaking("de"):
        german = finding(problem, tick, code)
    for said, translated in zip(
        (english.expected, english.got, english.hint), (german.expected, german.got, german.hint), strict=True
    ):
        assert bool(said) == bool(translated)
        assert not said or said != translated


ENCODING = {
    "1a.3": (P1, "def q1a_null_direction(a):\n    return [SIZE] * int(3 + 10 * a[0])"),
    "2d.3": (P2, "def q2d_log_q(z, mu, sigma):\n    return np.where(z > 2 + mu, np.nan, -z * (sigma + SIZE))"),
    "3a.1": (P3, TO + "def E1(d):\n    return float(d[0]) + SIZE"),
    "4a.2": (
        P4,
        "def q4a_marginal(joint):\n    return joint.sum(axis=tuple(range(1, joint.ndim))) * joint.flat[0] * SIZE",
    ),
    "4b.1": (P4, "def q4b_negative_steps(betas):\n    return range(1, int(90 * betas[0]) + SIZE)"),
}
"""Answers that put something of their hidden input into what they return, in two sizes."""


@pytest.mark.parametrize("tick", ENCODING)
def test_what_is_said_holds_no_number_that_an_answer_made_of_its_hidden_input(tick):
    problem, code = ENCODING[tick]
    first, second = (finding(problem, tick, code.replace("SIZE", str(size))) for size in (30, 70))
    assert (first.expected, first.got, first.hint) == (second.expected, second.got, second.hint)
    given = re.findall(r"\d+\.\d+", f"{first.got} {first.hint}")
    assert given == []
