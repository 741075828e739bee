"""Each idea of the check library by itself: right answers pass in any form, near misses do not. No sandbox."""

import math

import mpmath
import numpy as np
import pytest
from scipy import stats
from support.in_process import EARNED, decided, function, value

from autograder.checks import values
from autograder.checks.change_of_variables import DENSITIES, require_transported_densities
from autograder.checks.composition import require_composition
from autograder.checks.densities import require_density
from autograder.checks.dgm.adversarial import (
    fake_term,
    play,
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
from autograder.checks.functions import elementwise, require_family, require_pure
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


def game(d, g):
    return play(function(d, "discriminator_loss"), function(g, "generator_loss"), (None, None))


def test_losses_compete_and_play_this_game_or_another():
    def value_of(r, f):
        return np.mean(np.log(r)) / 2 + np.mean(np.log(1 - f)) / 2

    mine = game(lambda r, f: -value_of(r, f), value_of)
    wasserstein = game(lambda r, f: np.mean(f) - np.mean(r), lambda r, f: -np.mean(f))
    require_adversarial(mine)
    require_adversarial(wasserstein)
    assert not plays_another_game(mine) and plays_another_game(wasserstein)
    refused(require_adversarial, game(value_of, value_of))


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


# Answers that try to be had cheaply ---------------------------------------------------------------------------------

z = sp.Symbol("z", real=True)
POSITIVE = {"interval": (0.0, math.inf), "free_ends": (0.0,), "words": "the support"}


@pytest.mark.parametrize(
    "hole",
    [
        (z - sp.Rational(7, 10)) ** 2 > sp.Rational(1, 100),
        (z**2 - 2) ** 2 > 0,
        abs(z - 10**20) > 10**19,
        sp.sin(z) < 1 - sp.Rational(1, 10**6),
        sp.Ne(sp.exp(z), 5),
        sp.floor(z) < 10,
        sp.Or(z < sp.Rational(3, 10**9), z > sp.Rational(4, 10**9)),
    ],
)
def test_a_set_with_a_hole_is_not_the_whole(hole):
    whole = sp.ConditionSet(z, sp.And(z > 0, z**2 + 1 > 0, evaluate=False), sp.S.Reals)
    require_set(value(whole), "s", **POSITIVE)
    refused(require_set, value(sp.ConditionSet(z, sp.And(z > 0, hole, evaluate=False), sp.S.Reals)), "s", **POSITIVE)


FAR = sp.Integer(10) ** 30


@pytest.mark.parametrize(
    "jump",
    [
        sp.floor(x / FAR), sp.ceiling(x / FAR), sp.Heaviside(x - FAR), sp.sign(x - FAR), sp.sign(x + 37 * FAR),
        sp.Piecewise((0, x < FAR), (1, True)), sp.frac(x / FAR), sp.Mod(x, FAR), sp.Max(x - FAR, 0) / x**2,
        sp.Piecewise((1, sp.And(x > FAR, x < FAR + 1)), (0, True)), sp.Heaviside(x - sp.Rational(1, 10**25)),
    ],
)  # fmt: skip
def test_a_jump_is_found_wherever_it_is(jump):
    refused(require_translation, value(x + jump), "f")


def test_steps_that_cancel_are_none():
    for right in (sp.floor(x) + sp.frac(x), sp.Mod(x, 3) + 3 * sp.floor(x / 3), x + sp.Heaviside(x**2 + 1)):
        require_translation(value(right), "f")


def test_a_cache_by_shape_is_no_function_of_the_samples():
    kept = {}

    def remembers(e):
        return kept.setdefault(e.shape, np.exp(e))

    refused(require_pushforward, function(remembers, "T"), STANDARD_NORMAL, lognormal(0, 1))


def test_a_family_has_both_parameters():
    grid = np.array([0.1, 0.7, 3.0])
    require_family(function(lambda z, mu, s: -((np.log(z) - mu) ** 2) / s), grid)
    for ignoring in (lambda z, mu, s: -(np.log(z) ** 2), lambda z, mu, s: -(np.log(z) - mu), lambda z, mu, s: z**s):
        refused(require_family, function(ignoring), grid)


def guesses(*pairs):
    return [sp.Eq(left, right, evaluate=False) for left, right in pairs]


def test_guesses_must_not_outnumber_what_is_true():
    right = sp.Eq(t, sp.log(a))
    wrong = guesses((t, a), (t, sp.exp(a)), (t, a**2), (t, 2 * a), (t, 1 / a), (t, sp.sqrt(a)))
    for few in (wrong[:4], wrong[:2]):
        derivation(right, *few).require_matching_arguments()
    refused(derivation(right, *wrong).require_matching_arguments)
    true = [sp.Eq(k * t, k * sp.log(a)) for k in range(2, 8)]
    derivation(right, *wrong, *true).require_matching_arguments()
    identities = guesses((t, t), (a, a), *(((t + k) ** 2, t**2 + 2 * k * t + k**2) for k in range(1, 9)))
    refused(derivation(right, *wrong, *identities).require_matching_arguments)


# Derivations by definitions ---------------------------------------------------------------------------------------

u, w = sp.symbols("u w")
Tinv, Phi = sp.Function("Tinv"), sp.Function("Phi")
NAMED = sp.Eq(F(t), Q01(a))
BY_DEFINITION = [sp.Eq(F(t), STANDARD_NORMAL_OUT), sp.Eq(Q01(a), STANDARD_LOGNORMAL_OUT)]


@pytest.mark.parametrize(
    "lines",
    [
        [NAMED, *BY_DEFINITION],
        [NAMED, sp.Eq(F(u), (1 + sp.erf(u / sp.sqrt(2))) / 2), sp.Eq(Q01(w), (1 + sp.erf(sp.log(w) / sp.sqrt(2))) / 2)],
        [sp.Eq(u, STANDARD_NORMAL_OUT), sp.Eq(w, STANDARD_LOGNORMAL_OUT), sp.Eq(u, w)],
        [sp.Eq(F(Tinv(a)), Q01(a)), sp.Eq(F(Tinv(a)), STANDARD_NORMAL_OUT.subs(t, Tinv(a))), BY_DEFINITION[1]],
        [sp.Eq(Phi(t), STANDARD_NORMAL_OUT), sp.Eq(Phi(t), STANDARD_LOGNORMAL_OUT)],
        [BY_DEFINITION[0], sp.Eq(F(t), STANDARD_LOGNORMAL_OUT)],
        [sp.Eq(u, sp.log(a)), sp.Eq(STANDARD_NORMAL_OUT, (1 + sp.erf(u / sp.sqrt(2))) / 2)],
    ],
)
def test_both_cdfs_may_be_written_out_by_definitions(lines):
    derivation(*lines).require_written_out()


@pytest.mark.parametrize(
    "lines",
    [
        [NAMED, BY_DEFINITION[0]],
        BY_DEFINITION,
        [NAMED, sp.Eq(F(t), (1 + sp.erf(t)) / 2), BY_DEFINITION[1]],
        [sp.Eq(F(a), Q01(a)), *BY_DEFINITION],
        [sp.Eq(u, STANDARD_NORMAL_OUT), sp.Eq(w, STANDARD_LOGNORMAL_OUT)],
        [NAMED, sp.Eq(u, STANDARD_NORMAL_OUT), sp.Eq(u, STANDARD_LOGNORMAL_OUT.subs(a, a**2))],
    ],
)
def test_definitions_alone_or_wrong_ones_write_nothing_out(lines):
    refused(derivation(*lines).require_written_out)


def test_names_of_ones_own_are_put_in_before_lines_are_judged():
    for lines in (
        [sp.Eq(u, sp.log(a)), sp.Eq(t, u)],
        [sp.Eq(Tinv(a), sp.log(a))],
        [sp.Eq(u, w), sp.Eq(w, t), sp.Eq(u, sp.log(a))],
    ):
        derivation(*lines).require_matching_arguments()
    for lines in ([sp.Eq(u, a), sp.Eq(t, u)], [sp.Eq(t, u)], [sp.Eq(Tinv(t), sp.log(a))], [sp.Eq(u, sp.log(a))]):
        refused(derivation(*lines).require_matching_arguments)


def test_a_cdf_may_name_its_parameters():
    for line in (sp.Eq(Q01(m), Q(a, mu, sigma)), sp.Eq(Q(m, 0, 1), Q(a, mu, sigma))):
        derivation(line, graph=M_GRAPH).require_matching_cdfs()
    for line in (sp.Eq(Q01(m), Q(a, sigma, mu)), sp.Eq(Q(m, 0, 1), Q(a, 0, 1)), sp.Eq(Q01(m), Q(m, mu, sigma))):
        refused(derivation(line, graph=M_GRAPH).require_matching_cdfs)


# Forms -------------------------------------------------------------------------------------------------------------


def test_white_space_is_forgiven_wherever_it_stands():
    right = function(lambda betas: [[int(np.flatnonzero(betas == 1)[0]) + 1], [" 1/SQRT(alpha_bar_n)"]])
    require_failure(right, lost_steps, [np.array([0.5, 1.0])], "1 / sqrt(alpha_bar_n)")
    require_truths(value({"q(z_n|x_0)": [True]}), "d", {"q(z_n | x_0)": True})
    refused(require_reason, value("in-vertible"), "r", "invertible")


def test_what_public_checks_refuse_is_refused():
    mask = function(lambda betas: betas == 1)
    refused(require_steps, mask, lost_steps, [np.array([0.5, 1.0])])
    texts = function(lambda betas: np.array([2, "1 / sqrt(alpha_bar_n)"]))
    refused(require_failure, texts, lost_steps, [np.array([0.5, 1.0])], "1 / sqrt(alpha_bar_n)")
    refused(require_flag, value({1: False, 2: True}), "flags", 2)
    swapped = function(lambda betas: ("1 / sqrt(alpha_bar_n)", 2))
    assert "first the step" in refused(
        require_failure, swapped, lost_steps, [np.array([0.5, 1.0])], "1 / sqrt(alpha_bar_n)"
    )


def test_an_infinity_without_a_sign_is_told():
    assert "zoo" in refused(require_infinity, value(-sp.log(sp.Integer(0))), "kl")
    require_infinity(value(sp.Integral(1 / u, (u, 1, sp.oo))), "kl")


def test_pending_operations_are_carried_out():
    half = sp.Integral(q / (p + q), (u, 0, 1))
    for right in (
        half,
        sp.Determinant(sp.Matrix([[q / (p + q)]])),
        sp.Subs(u / (p + u), u, q),
        sp.Derivative(q * u / (p + q), u),
    ):
        require_equal(value(right), one_minus_optimal, DENSITY_POINTS, "q3b")
    refused(require_equal, value(sp.Integral(u * q / (p + q), (u, 0, 1))), one_minus_optimal, DENSITY_POINTS, "q3b")
    refused(require_equal, value(sp.Integral(q / (p + q), u)), one_minus_optimal, DENSITY_POINTS, "q3b")
    for right in (-sp.Integral(1 / u, (u, 1, 2)), -0.693147, sp.polylog(1, -1)):
        require_constant(value(right), "c")
    for wrong in (-sp.Integral(1 / u, (u, 1, 3)), -0.69315, sp.Integral(-1 / u, u)):
        refused(require_constant, value(wrong), "c")
    derivation(sp.Eq(t, sp.Integral(1 / u, (u, 1, a)))).require_matching_arguments()
    require_translation(value(sp.Integral(1, (b, 0, x))), "f")


def test_sets_of_conditions_over_everything_are_sets_of_numbers():
    require_set(value(sp.ConditionSet(z, z > 0)), "s", **POSITIVE)
    require_set(value(sp.ImageSet(sp.Lambda(z, sp.exp(z)), sp.S.Reals)), "s", **POSITIVE)
    for wrong in (
        sp.S.UniversalSet,
        sp.ConditionSet(z, z > 1),
        sp.Complement(sp.S.UniversalSet, sp.Interval(-sp.oo, 0)),
    ):
        refused(require_set, value(wrong), "s", **POSITIVE)


@pytest.mark.parametrize(
    ("code", "right"),
    [
        ("np.exp(eps).astype(np.float16)", True),
        ("np.exp(np.asarray(eps, dtype=np.float16))", True),
        ("np.exp(eps).astype(np.float32)", True),
        ("np.exp(1.05 * eps).astype(np.float16)", False),
        ("(np.exp(eps) + 0.05).astype(np.float16)", False),
        ("np.exp(1.01 * eps).astype(np.float32)", False),
    ],
)
def test_values_in_half_precision_are_judged_within_it(code, right):
    told = decided("p2_variational_inference", "2a", f"def T(eps):\n    return {code}")["2a.4"]
    assert (told == EARNED) is right


@pytest.mark.parametrize("at_zero", ["np.nan", "np.inf", "-1.0"])
def test_a_single_point_decides_nothing_about_a_transformation(at_zero):
    code = f"def T(eps):\n    return np.where(np.asarray(eps) == 0, {at_zero}, np.exp(eps))"
    assert decided("p2_variational_inference", "2a", code)["2a.4"] == EARNED
