"""Each idea of the check library by itself: right answers pass in any form, near misses do not. No sandbox."""

import math

import mpmath
import numpy as np
import pytest
from scipy import stats
from support.in_process import function, value

from autograder.checks import values
from autograder.checks.change_of_variables import DENSITIES, require_transported_densities
from autograder.checks.composition import require_composition
from autograder.checks.densities import require_density
from autograder.checks.dgm.adversarial import (
    fake_term,
    plays_another_game,
    real_term,
    require_adversarial,
    require_direction,
    require_term,
)
from autograder.checks.dgm.collisions import require_collision, require_null_directions
from autograder.checks.dgm.derivations import M_GRAPH, T_GRAPH, Derivation, require_combined
from autograder.checks.dgm.divergences import DENSITY_POINTS, one_minus_optimal, require_constant
from autograder.checks.dgm.prior import log_prior
from autograder.checks.dgm.schedules import (
    joint,
    lost_steps,
    negative_steps,
    require_failure,
    require_flag,
    require_marginal,
    require_steps,
    require_witness,
)
from autograder.checks.engine.memory import Memory
from autograder.checks.expressions import require_equal
from autograder.checks.functions import elementwise, require_pure
from autograder.checks.pushforward import STANDARD_NORMAL, lognormal, require_pushforward
from autograder.checks.reparametrisation import require_differentiable
from autograder.checks.sets import require_set
from autograder.checks.translations import require_translation
from autograder.checks.verdicts import require_false, require_infinity, require_reason, require_truths
from autograder.record.losses import NotEarned, TickLost

sp = pytest.importorskip("sympy")
x, b = sp.symbols("x b", real=True)
p, q, a, m, sigma = sp.symbols("p q a m sigma", positive=True)
t, mu = sp.symbols("t mu", real=True)
F, Q01, Q = sp.Function("F"), sp.Function("Q01"), sp.Function("Q")


def refused(check, *args, **kwargs):
    """Why a check does not award the ✓; fails where it does."""
    with pytest.raises(TickLost) as lost:
        check(*args, **kwargs)
    return str(lost.value)


# Values -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("no", [False, 0, 0.0, np.False_, sp.false, sp.Integer(0), [False], np.array(0)])
def test_every_way_to_say_no_is_a_verdict(no):
    require_false(value(no), "v")


@pytest.mark.parametrize("other", [True, 1, "False", None, [], [False, False], 2, math.nan])
def test_what_is_not_no_is_no_such_verdict(other):
    refused(require_false, value(other), "v")


def test_numbers_are_read_exactly_and_nan_is_none():
    assert values.exact_real(value(0.5), "n") == values.exact_real(value(sp.Rational(1, 2)), "n")
    assert values.real(value([np.float32(2)]), "n") == 2.0
    refused(values.real, value(math.nan), "n")
    refused(values.real, value("1"), "n")


def test_integers_are_collected_from_anything_that_holds_them():
    for collected in ([1, 2], {1.0, 2}, np.array([1, 2]), (sp.Integer(1), [2]), sp.FiniteSet(1, 2), sp.Range(1, 3)):
        assert values.integers(value(collected), "steps") == {1, 2}
    refused(values.integers, value([1.5]), "steps")


def test_words_reasons_tables_and_infinities():
    require_reason(value(" Invertible\n"), "r", "invertible")
    refused(require_reason, value("inverse"), "r", "invertible")
    require_truths(value({" A ": 1, "b": np.False_}), "d", {"a": True, "b": False})
    refused(require_truths, value({"a": True}), "d", {"a": True, "b": False})
    for infinite in (math.inf, np.inf, sp.oo, np.array([np.inf])):
        require_infinity(value(infinite), "kl")
    for finite in (-math.inf, 1e308, 10**400, sp.zoo, sp.nan, math.nan):
        refused(require_infinity, value(finite), "kl")


# Expressions ------------------------------------------------------------------------------------------------------


def test_expressions_are_equal_where_their_values_are():
    for right in (q / (p + q), 1 - p / (p + q), 1 / (1 + p / q), 1 / (1 + sp.exp(sp.log(p) - sp.log(q)))):
        require_equal(value(right), one_minus_optimal, DENSITY_POINTS, "q3b")
    for wrong in (p / (p + q), q / (p + q) + sp.Rational(1, 10**5), sp.Symbol("r") / (p + q), 1.00001 * q / (p + q)):
        refused(require_equal, value(wrong), one_minus_optimal, DENSITY_POINTS, "q3b")


def test_the_constant_is_minus_log_two():
    for right in (-sp.log(2), -math.log(2), sp.log(sp.Rational(1, 2)), np.float64(-np.log(2))):
        require_constant(value(right), "c")
    for wrong in (sp.log(2), -sp.log(4), -0.69):
        refused(require_constant, value(wrong), "c")


def test_a_translation_has_derivative_one_everywhere():
    for right in (x, x + b, x - sp.pi, sp.log(sp.exp(x)), sp.Lambda(b, b + 1)):
        require_translation(value(right), "f")
    for wrong in (2 * x, -x, sp.Max(x, 0), sp.Integer(3), x + sp.floor(x), x + sp.exp(-100) * x, sp.exp(sp.log(x)) / 2):
        refused(require_translation, value(wrong), "f")


def test_densities_are_carried_through_the_inverse():
    cases = DENSITIES, (0, 2, "b")
    require_transported_densities(function(lambda p1, f_inv, x: p1(f_inv(x)) * abs(sp.diff(f_inv(x), x))), *cases)
    refused(require_transported_densities, function(lambda p1, f_inv, x: p1(x)), *cases)


def test_sets_are_equal_by_membership():
    positive = {"interval": (0.0, math.inf), "free_ends": (0.0,), "words": "the support"}
    for right in (sp.Interval.open(0, sp.oo), sp.Interval(0, sp.oo), sp.S.Reals - sp.Interval(-sp.oo, 0)):
        require_set(value(right), "s", **positive)
    for wrong in (sp.S.Reals, sp.Interval.open(0, 10**9), sp.Interval(1, sp.oo), sp.Interval(-1, sp.oo), "(0, oo)"):
        refused(require_set, value(wrong), "s", **positive)


# Functions --------------------------------------------------------------------------------------------------------


def test_scalar_functions_are_called_element_by_element():
    assert elementwise(function(math.exp), np.array([0.0, 1.0])) == pytest.approx([1, math.e])
    assert np.isnan(elementwise(function(math.log), np.array([-1.0, 1.0]), undefined=True)).tolist() == [True, False]


@pytest.mark.parametrize("impure", [lambda e: e - e.mean(), lambda e: e + np.arange(e.size)])
def test_a_function_of_the_batch_is_no_function_of_each_sample(impure):
    grid, f = np.linspace(-1, 1, 40), function(impure)
    refused(require_pure, f, grid, elementwise(f, grid))


def test_distributions_are_decided_whatever_the_map():
    for right in (np.exp, lambda e: np.exp(-e), math.exp, lambda e: np.where(np.abs(e) < 1, np.exp(-e), np.exp(e))):
        require_pushforward(function(right), STANDARD_NORMAL, lognormal(0, 1))
    for wrong in (np.abs, lambda e: np.exp(1.0001 * e), lambda e: np.exp(e) + 1e-4, lambda e: np.exp(np.abs(e))):
        refused(require_pushforward, function(wrong), STANDARD_NORMAL, lognormal(0, 1))


def test_the_kind_of_map_is_told():
    assert require_pushforward(function(np.exp), STANDARD_NORMAL, lognormal(0, 1)) == "increasing"
    assert require_pushforward(function(lambda e: np.exp(-e)), STANDARD_NORMAL, lognormal(0, 1)) == "decreasing"


def test_a_density_is_normalised_and_lives_on_the_positive_half_line():
    def lognorm(z, mu, sigma):
        return stats.lognorm.logpdf(z, sigma, scale=np.exp(mu))

    assert require_density(function(lognorm), 0.6, 0.4, log_prior=log_prior).is_lognormal(0.6, 0.4)
    gamma = function(lambda z, mu, sigma: stats.gamma.logpdf(z, 1 / sigma**2, scale=np.exp(mu)))
    assert not require_density(gamma, 0.6, 0.4, log_prior=log_prior).is_lognormal(0.6, 0.4)
    for wrong in (lambda z, mu, s: lognorm(z, mu, s) + 0.001, lambda z, mu, s: stats.norm.logpdf(z, mu, s)):
        refused(require_density, function(wrong), 0.6, 0.4, log_prior=log_prior)


def test_a_heavy_tail_has_no_finite_divergence():
    cauchy = function(
        lambda z, mu, s: np.where(z > 0, stats.cauchy.logpdf(np.log(np.abs(z)), mu, s) - np.log(z), -np.inf)
    )
    refused(require_density, cauchy, 0.0, 1.0, log_prior=log_prior)


def test_samples_have_a_slope_in_their_parameters():
    require_differentiable(function(lambda e, mu, sigma: np.exp(mu + sigma * e)))
    refused(require_differentiable, function(lambda e, mu, sigma: np.exp(np.round(mu) + sigma * e)))


def test_a_composition_uses_the_own_parts():
    t_own, m_own = (lambda e: e + 7), (lambda z, mu, sigma: z * sigma + mu)
    both = function(t_own, "T"), function(m_own, "M")
    require_composition(function(lambda e, mu, s: (e + 7) * s + mu, "C"), *both, [(0.4, 0.6), (-1.0, 2.0)])
    refused(require_composition, function(lambda e, mu, s: np.exp(mu + s * e), "C"), *both, [(0.4, 0.6)])


# This exam --------------------------------------------------------------------------------------------------------


def derivation(*lines, graph=T_GRAPH):
    return Derivation(value(list(lines)), "d", graph, memory=Memory(), is_decreasing=lambda: False)


STANDARD_NORMAL_OUT = (1 + sp.erf(t / sp.sqrt(2))) / 2
STANDARD_LOGNORMAL_OUT = (1 + sp.erf(sp.log(a) / sp.sqrt(2))) / 2


def test_the_steps_of_a_derivation_are_told_apart():
    named, out = sp.Eq(F(t), Q01(a)), sp.Eq(STANDARD_NORMAL_OUT, STANDARD_LOGNORMAL_OUT)
    derivation(named).require_matching_cdfs()
    derivation(out).require_matching_cdfs()
    derivation(out).require_written_out()
    derivation(sp.Eq(sp.exp(t), a)).require_matching_arguments()
    refused(derivation(named).require_written_out)
    refused(derivation(named, out).require_matching_arguments)
    refused(derivation(sp.Eq(F(a), Q01(t))).require_matching_cdfs)
    refused(derivation(sp.Eq(t, a)).require_matching_arguments)


def test_a_line_solved_for_a_has_it_alone():
    right, wrong = sp.Eq(a, sp.exp(mu) * m**sigma), sp.Eq(a, sp.exp(mu) * m ** (sigma**2))
    derivation(sp.Eq(sp.log(m), (sp.log(a) - mu) / sigma), right, graph=M_GRAPH).require_solved_for("a")
    refused(derivation(wrong, graph=M_GRAPH).require_solved_for, "a")


def test_cdfs_written_as_integrals_are_recognised():
    u = sp.Symbol("u", real=True)
    density = sp.exp(-(u**2) / 2) / sp.sqrt(2 * sp.pi)
    derivation(sp.Eq(sp.Integral(density, (u, -sp.oo, t)), Q01(a))).require_matching_cdfs()
    refused(derivation(sp.Eq(sp.Integral(2 * density, (u, -sp.oo, t)), Q01(a))).require_matching_cdfs)


def test_both_at_once_needs_cdfs_written_out_and_a_line_without_them():
    out = sp.Eq(STANDARD_NORMAL_OUT, (1 + sp.erf((sp.log(a) - mu) / (sigma * sp.sqrt(2)))) / 2)
    lines = [out, sp.Eq(t, (sp.log(a) - mu) / sigma)]
    require_combined(value(lines), "d", memory=Memory(), is_decreasing=lambda: False)
    refused(require_combined, value(lines[:1]), "d", memory=Memory(), is_decreasing=lambda: False)


def test_null_directions_are_judged_without_rounding():
    vectors = ((1.0, 1.0), (0.5, 3.0), (1e-8, 2.0))
    require_null_directions(function(lambda a: [-a[1], a[0]]), vectors)
    for wrong in (lambda a: a, lambda a: 0 * a, lambda a: [-a[1], 1.00001 * a[0]]):
        refused(require_null_directions, function(wrong), vectors)


def test_collisions_are_exact():
    require_collision(value(((1, 2, 3), (-1, 2, 3))), "c")
    for wrong in (((1, 2, 3), (1, 2, 3)), ((1, 2, 3), (-1, 2, 3 + 1e-9)), ((1, 2, -1000), (1, 2, -2000))):
        refused(require_collision, value(wrong), "c")


def test_terms_are_means_of_logarithms():
    require_term(function(lambda d: np.mean(np.log(d)) / 2), real_term)
    for wrong in (lambda d: np.mean(np.log(d)), lambda d: np.log(np.mean(d)) / 2, lambda d: np.sum(np.log(d)) / 2):
        refused(require_term, function(wrong), real_term)
    assert "0.5 times" not in refused(require_term, function(lambda d: np.log(np.mean(1 - d)) / 2), fake_term)


def test_directions_are_numbers_for_both_players():
    require_direction(value({"discriminator": 1, "generator": sp.Integer(0)}), "e", discriminator=1, generator=0)
    refused(require_direction, value({"discriminator": 1, "generator": -1}), "e", discriminator=1, generator=0)


def losses(d, g):
    return function(d, "discriminator_loss"), function(g, "generator_loss")


def test_losses_compete_and_play_this_game_or_another():
    def value_of(r, f):
        return np.mean(np.log(r)) / 2 + np.mean(np.log(1 - f)) / 2

    mine = losses(lambda r, f: -value_of(r, f), value_of)
    wasserstein = losses(lambda r, f: np.mean(f) - np.mean(r), lambda r, f: -np.mean(f))
    require_adversarial(*mine)
    require_adversarial(*wasserstein)
    assert not plays_another_game(*mine, (None, None)) and plays_another_game(*wasserstein, (None, None))
    refused(require_adversarial, *losses(value_of, value_of))


def test_marginals_sum_the_latents_out():
    joints = [joint(2, 1), joint(3, 2), joint(2, 4)]
    require_marginal(function(lambda j: j.sum(axis=tuple(range(1, j.ndim)))), joints)
    refused(require_marginal, function(lambda j: j.mean(axis=tuple(range(1, j.ndim)))), joints)


SCHEDULES = [np.array([0.1, 1.5, 0.2, 1.2]), np.array([1.3]), np.array([0.4, 1.01])]


def test_steps_and_failures_are_counted_from_one():
    def negative(betas):
        return np.flatnonzero(np.cumprod(1 - betas) < 0) + 1

    require_steps(function(negative), negative_steps, [*SCHEDULES, np.array([0.5])])
    refused(require_steps, function(lambda betas: negative(betas) - 1), negative_steps, SCHEDULES)
    right = function(lambda betas: (negative(betas)[0], " SQRT(alpha_bar_n) "))
    require_failure(right, negative_steps, SCHEDULES, "sqrt(alpha_bar_n)")
    refused(require_failure, right, negative_steps, SCHEDULES, "1 / sqrt(alpha_bar_n)")
    assert lost_steps(np.array([0.1, 1.0, 0.5])) == {2, 3} and lost_steps(np.array([0.1, 1.0 - 1e-16, 1.5])) != {3}


def test_a_witness_counts_for_a_flagged_schedule_only():
    witness, lengths = function(lambda k, n: 1 if k == 2 else n), (1, 2, 7)
    require_flag(value({2, 4}), "flags", 2)
    require_witness(value([2, 4]), "flags", witness, 4, lengths)
    refused(require_witness, value([2]), "flags", witness, 4, lengths)
    refused(require_witness, value([2]), "flags", function(lambda k, n: n), 2, lengths)


def test_a_refusal_says_what_was_expected_and_what_was_given():
    with pytest.raises(NotEarned) as lost:
        require_constant(value(mpmath.mpf(1)), "q3b_constant")
    assert lost.value.expected == "`q3b_constant` is the constant" and lost.value.got
