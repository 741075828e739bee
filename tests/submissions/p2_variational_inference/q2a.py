# %% [markdown]
# ## model
# The three lines and the exponential.
#
# earns: 2a.1 2a.2 2a.3 2a.4

# %%
q2a_derivation = [
    sp.Eq(F(t), Q01(a)),
    sp.Eq((1 + sp.erf(t / sp.sqrt(2))) / 2, (1 + sp.erf(sp.log(a) / sp.sqrt(2))) / 2),
    sp.Eq(t, sp.log(a)),
]
def T(eps):
    return np.exp(eps)

# %% [markdown]
# ## rearranged
# Swapped sides, other factors, complementary error functions, in another order.
#
# earns: 2a.1 2a.2 2a.3 2a.4

# %%
q2a_derivation = [
    sp.Eq(sp.exp(t), a),
    sp.Eq(sp.erfc(sp.log(a) / sp.sqrt(2)), sp.erfc(sp.sqrt(2) * t / 2)),
    sp.Eq(2 * Q01(a) - 2 * F(t), 0),
]
def T(eps):
    return np.exp(eps)

# %% [markdown]
# ## written out only
# A line that writes both cdfs out also equates them.
#
# earns: 2a.1 2a.2 2a.3 2a.4

# %%
q2a_derivation = [
    sp.Eq((1 + sp.erf(t / sp.sqrt(2))) / 2, (1 + sp.erf(sp.log(a) / sp.sqrt(2))) / 2),
    sp.Eq(t, sp.log(a)),
]
def T(eps):
    return np.exp(eps)

# %% [markdown]
# ## error functions only
# Halves and ones cancelled at once.
#
# earns: 2a.1 2a.2 2a.3 2a.4

# %%
q2a_derivation = [
    sp.Eq(sp.erf(t / sp.sqrt(2)), sp.erf(sp.log(a) / sp.sqrt(2))),
    sp.Eq(t - sp.log(a), 0),
]
def T(eps):
    return np.exp(eps)

# %% [markdown]
# ## decreasing map
# A decreasing map with the same law, derived consistently.
#
# earns: 2a.1 2a.2 2a.3 2a.4

# %%
q2a_derivation = [
    sp.Eq(1 - F(t), Q01(a)),
    sp.Eq(1 - (1 + sp.erf(t / sp.sqrt(2))) / 2, (1 + sp.erf(sp.log(a) / sp.sqrt(2))) / 2),
    sp.Eq(t, -sp.log(a)),
]
def T(eps):
    return np.exp(-eps)

# %% [markdown]
# ## scalar function
# A function of one number.
#
# earns: 2a.1 2a.2 2a.3 2a.4

# %%
q2a_derivation = [
    sp.Eq(F(t), Q01(a)),
    sp.Eq((1 + sp.erf(t / sp.sqrt(2))) / 2, (1 + sp.erf(sp.log(a) / sp.sqrt(2))) / 2),
    sp.Eq(t, sp.log(a)),
]
import math
def T(eps):
    return math.exp(eps)

# %% [markdown]
# ## symbolic function
# Returns SymPy numbers.
#
# earns: 2a.4

# %%
def T(eps):
    return [sp.exp(e) for e in np.atleast_1d(eps)]

# %% [markdown]
# ## folded map
# Another map with the same law: the two halves of the line are exchanged by their quantiles.
#
# earns: 2a.4

# %%
from scipy.stats import norm
def T(eps):
    u = norm.cdf(eps)
    return np.exp(norm.ppf(np.mod(u + 0.5, 1.0)))

# %% [markdown]
# ## single precision
# Rounded to single precision.
#
# earns: 2a.4

# %%
def T(eps):
    return np.exp(np.asarray(eps, dtype=np.float32))

# %% [markdown]
# ## only the first step
# States that the cdfs match.
#
# earns: 2a.1
# names: 2a.2 cdfs-not-written-out, 2a.3 arguments-not-compared

# %%
q2a_derivation = [
    sp.Eq(F(t), Q01(a)),
]

# %% [markdown]
# ## only written out
# A line with both written out earns the statement, too.
#
# earns: 2a.1 2a.2
# names: 2a.3 arguments-not-compared

# %%
q2a_derivation = [
    sp.Eq((1 + sp.erf(t / sp.sqrt(2))) / 2, (1 + sp.erf(sp.log(a) / sp.sqrt(2))) / 2),
]

# %% [markdown]
# ## only the arguments
# Matched arguments without cdfs.
#
# earns: 2a.3
# names: 2a.1 step-left-out, 2a.2 cdfs-not-written-out

# %%
q2a_derivation = [
    sp.Eq(t, sp.log(a)),
]

# %% [markdown]
# ## named on one side
# One cdf by name, one written out: equated, but not both written out.
#
# earns: 2a.1 2a.3
# names: 2a.2 cdfs-not-written-out

# %%
q2a_derivation = [
    sp.Eq(F(t), (1 + sp.erf(sp.log(a) / sp.sqrt(2))) / 2),
    sp.Eq(t, sp.log(a)),
]

# %% [markdown]
# ## definitions
# True everywhere, so no step of this derivation.
#
# earns: nothing
# names: 2a.1 cdfs-not-equated, 2a.2 cdfs-not-equated

# %%
q2a_derivation = [
    sp.Eq(F(t), (1 + sp.erf(t / sp.sqrt(2))) / 2),
    sp.Eq(Q01(a), F(sp.log(a))),
]

# %% [markdown]
# ## sign error
# The arguments are matched with a wrong sign; the map is right by luck.
#
# earns: 2a.1 2a.2 2a.4
# names: 2a.3 decreasing-for-increasing

# %%
q2a_derivation = [
    sp.Eq(F(t), Q01(a)),
    sp.Eq((1 + sp.erf(t / sp.sqrt(2))) / 2, (1 + sp.erf(sp.log(a) / sp.sqrt(2))) / 2),
    sp.Eq(t, -sp.log(a)),
]
def T(eps):
    return np.exp(-eps)

# %% [markdown]
# ## squared
# Squares have a second solution.
#
# earns: 2a.1 2a.2

# %%
q2a_derivation = [
    sp.Eq(F(t), Q01(a)),
    sp.Eq((1 + sp.erf(t / sp.sqrt(2))) / 2, (1 + sp.erf(sp.log(a) / sp.sqrt(2))) / 2),
    sp.Eq(t**2, sp.log(a)**2),
]

# %% [markdown]
# ## forgot the root
# The error functions have wrong arguments.
#
# earns: 2a.1
# names: 2a.2 root-two-left-out, 2a.3 arguments-not-compared

# %%
q2a_derivation = [
    sp.Eq(F(t), Q01(a)),
    sp.Eq((1 + sp.erf(t)) / 2, (1 + sp.erf(sp.log(a))) / 2),
]

# %% [markdown]
# ## mixed in
# Something else added on both sides.
#
# earns: nothing

# %%
q2a_derivation = [
    sp.Eq(t + F(t), sp.log(a) + Q01(a)),
]

# %% [markdown]
# ## wrong base
# A power of two.
#
# earns: 2a.1 2a.2 2a.3
# names: 2a.4 other-base

# %%
q2a_derivation = [
    sp.Eq(F(t), Q01(a)),
    sp.Eq((1 + sp.erf(t / sp.sqrt(2))) / 2, (1 + sp.erf(sp.log(a) / sp.sqrt(2))) / 2),
    sp.Eq(t, sp.log(a)),
]
def T(eps):
    return 2.0**eps

# %% [markdown]
# ## absolute value
# The sign is lost.
#
# earns: nothing
# names: 2a.4 exponential-of-the-absolute-value

# %%
def T(eps):
    return np.exp(np.abs(eps))

# %% [markdown]
# ## nearly right
# A scale that is off by a tenth of a percent.
#
# earns: nothing
# names: 2a.4 spread-of-the-logarithm

# %%
def T(eps):
    return np.exp(1.001 * eps)

# %% [markdown]
# ## clipped
# Tails cut off.
#
# earns: nothing

# %%
def T(eps):
    return np.exp(np.clip(eps, -4.2, 4.2))

# %% [markdown]
# ## fresh randomness
# Ignores its input.
#
# earns: nothing

# %%
def T(eps):
    rng = np.random.default_rng(1)
    return np.exp(rng.normal(size=np.shape(eps)))

# %% [markdown]
# ## batch statistics
# Standardises by the batch it is given.
#
# earns: nothing

# %%
def T(eps):
    return np.exp((eps - np.mean(eps)) / np.std(eps))

# %% [markdown]
# ## not a list
# Text instead of equations.
#
# earns: 2a.4

# %%
q2a_derivation = "F(t) = Q(a)"
def T(eps):
    return np.exp(eps)

# %% [markdown]
# ## endless
# Never returns.
#
# earns: 2a.1 2a.2 2a.3

# %%
q2a_derivation = [
    sp.Eq(F(t), Q01(a)),
    sp.Eq((1 + sp.erf(t / sp.sqrt(2))) / 2, (1 + sp.erf(sp.log(a) / sp.sqrt(2))) / 2),
    sp.Eq(t, sp.log(a)),
]
def T(eps):
    while True:
        pass

# %% [markdown]
# ## integrals
# The cdfs as integrals of the densities: equated, but not written out with the error function.
#
# earns: 2a.1 2a.3 2a.4
# names: 2a.2 cdfs-not-written-out

# %%
s = sp.Symbol("s", real=True)
normal = sp.exp(-(s**2) / 2) / sp.sqrt(2 * sp.pi)
lognormal = sp.exp(-(sp.log(s) ** 2) / 2) / (s * sp.sqrt(2 * sp.pi))
q2a_derivation = [
    sp.Eq(sp.Integral(normal, (s, -sp.oo, t)), sp.Integral(lognormal, (s, 0, a))),
    sp.Eq(t, sp.log(a)),
]
def T(eps):
    return np.exp(eps)

# %% [markdown]
# ## scaled by a and collected in a dictionary
# Both sides times a, an integral with its constant outside, lines under the numbers of the steps.
#
# earns: 2a.1 2a.2 2a.3 2a.4

# %%
x = sp.Symbol("x")
q2a_derivation = {
    1: sp.Eq(a * sp.Integral(sp.exp(-x**2 / 2), (x, -sp.oo, t)) / sp.sqrt(2 * sp.pi), a * Q01(a)),
    2: [sp.Eq(sp.erf(t / sp.sqrt(2)), sp.Integral(2 * sp.exp(-x**2) / sp.sqrt(sp.pi), (x, 0, sp.log(a) / sp.sqrt(2))))],
    3: sp.Eq(a * t, a * sp.log(a)),
}
from scipy.stats import norm
def T(eps):
    return np.exp(norm.ppf(np.mod(3 * norm.cdf(eps) + 0.2, 1)))

# %% [markdown]
# ## solutions that come with a factor
# Every line also holds at one value of a for all t.
#
# earns: 2a.4

# %%
q2a_derivation = [
    sp.Eq((F(t) - Q01(a)) * (a - 1), 0),
    sp.Eq((sp.erf(t / sp.sqrt(2)) - sp.erf(sp.log(a) / sp.sqrt(2))) * (a - sp.Rational(7, 3)), 0),
    sp.Eq(t * (a - 2), sp.log(a) * (a - 2)),
]
def T(eps):
    return np.exp(eps)

# %% [markdown]
# ## right on a part of the graph
# Fails for large a.
#
# earns: 2a.4

# %%
q2a_derivation = [sp.Eq(t, sp.Piecewise((sp.log(a), a < 10), (0, True)))]
def T(eps):
    return np.exp(eps)

# %% [markdown]
# ## decreasing map without cdfs
# The last line goes with the own decreasing map.
#
# earns: 2a.3 2a.4

# %%
q2a_derivation = [sp.Eq(t, -sp.log(a))]
def T(eps):
    return np.exp(-eps)

# %% [markdown]
# ## right within four standard deviations
# Moves one ten-thousandth of the mass.
#
# earns: nothing

# %%
def T(eps):
    return np.where(np.abs(eps) <= 3.9, np.exp(eps), 1.0)

# %% [markdown]
# ## other at the centre
# A wrong value on one ten-thousandth of the mass.
#
# earns: nothing

# %%
def T(eps):
    return np.where(np.abs(eps) < 1e-4, 5.0, np.exp(eps))

# %% [markdown]
# ## one number
# The sum of the samples.
#
# earns: nothing

# %%
def T(eps):
    return float(np.sum(np.exp(eps)))

# %% [markdown]
# ## roles exchanged
# a and t, and the logarithm as T.
#
# earns: nothing
# names: 2a.1 inverse-map, 2a.2 inverse-map, 2a.3 inverse-map, 2a.4 inverse-map

# %%
q2a_derivation = [
    sp.Eq(F(a), Q01(t)),
    sp.Eq((1 + sp.erf(a / sp.sqrt(2))) / 2, (1 + sp.erf(sp.log(t) / sp.sqrt(2))) / 2),
    sp.Eq(sp.log(t), a),
]
def T(eps):
    return np.log(eps)

# %% [markdown]
# ## decreasing in the lines only
# T increases, and forgets the exponential.
#
# earns: nothing
# names: 2a.1 decreasing-for-increasing
# names: 2a.2 decreasing-for-increasing
# names: 2a.3 decreasing-for-increasing
# names: 2a.4 exponential-left-out

# %%
q2a_derivation = [
    sp.Eq(1 - F(t), Q01(a)),
    sp.Eq((1 + sp.erf(-t / sp.sqrt(2))) / 2, (1 + sp.erf(sp.log(a) / sp.sqrt(2))) / 2),
    sp.Eq(-t, sp.log(a)),
]
def T(eps):
    return eps

# %% [markdown]
# ## root on one side
# And absolute values.
#
# earns: nothing
# names: 2a.1 root-two-left-out
# names: 2a.2 root-two-left-out
# names: 2a.3 root-two-left-out
# names: 2a.4 absolute-value

# %%
q2a_derivation = [
    sp.Eq((1 + sp.erf(t)) / 2, (1 + sp.erf(sp.log(a) / sp.sqrt(2))) / 2),
    sp.Eq(t, sp.log(a) / sp.sqrt(2)),
]
def T(eps):
    return np.abs(eps)

# %% [markdown]
# ## logarithm forgotten
# And a square.
#
# earns: nothing
# names: 2a.1 logarithm-left-out
# names: 2a.2 logarithm-left-out
# names: 2a.3 logarithm-left-out
# names: 2a.4 exponential-of-the-square

# %%
q2a_derivation = [
    sp.Eq(F(t), F(a)),
    sp.Eq((1 + sp.erf(t / sp.sqrt(2))) / 2, (1 + sp.erf(a / sp.sqrt(2))) / 2),
    sp.Eq(t, a),
]
def T(eps):
    return np.exp(eps**2)

# %% [markdown]
# ## densities equated
# And a density in place of a map.
#
# earns: nothing
# names: 2a.1 density-for-cdf, 2a.2 density-for-cdf, 2a.3 other-base, 2a.4 density-for-map

# %%
q2a_derivation = [
    sp.Eq(sp.exp(-(t**2) / 2) / sp.sqrt(2 * sp.pi), sp.exp(-(sp.log(a) ** 2) / 2) / (a * sp.sqrt(2 * sp.pi))),
    sp.Eq(t, sp.log(a, 2)),
]
def T(eps):
    return np.exp(-(eps**2) / 2) / np.sqrt(2 * np.pi)

# %% [markdown]
# ## a cdf as T
# From SciPy.
#
# earns: nothing
# names: 2a.4 cdf-for-map

# %%
def T(eps):
    return __import__('scipy.special').special.ndtr(eps)

# %% [markdown]
# ## root two in T
# A factor that cancels.
#
# earns: nothing
# names: 2a.4 root-two

# %%
def T(eps):
    return np.exp(np.sqrt(2) * eps)

# %% [markdown]
# ## mean one
# The sample's mean is 1.
#
# earns: nothing
# names: 2a.4 mean-of-the-sample-for-mu

# %%
def T(eps):
    return np.exp(eps - 0.5)

# %% [markdown]
# ## one for all
# Every sample is the same.
#
# earns: nothing
# names: 2a.4 constant

# %%
def T(eps):
    return np.e + 0 * eps

# %% [markdown]
# ## somewhat higher
# Another centre.
#
# earns: nothing
# names: 2a.4 centre-of-the-logarithm

# %%
def T(eps):
    return np.exp(eps + 0.1)

# %% [markdown]
# ## hyperbolic
# No known slip.
#
# earns: nothing

# %%
def T(eps):
    return np.exp(np.sinh(eps))

# %% [markdown]
# ## straight to the arguments
# The last line alone: which distributions match is not said.
#
# earns: 2a.3
# names: 2a.1 step-left-out, 2a.2 cdfs-not-written-out, 2a.4 sign-turned

# %%
q2a_derivation = [sp.Eq(t, sp.log(a))]
def T(eps):
    return -np.exp(eps)

# %% [markdown]
# ## cdfs by name, then the solution
# Neither of the two is written out.
#
# earns: 2a.1 2a.3
# names: 2a.2 cdfs-not-written-out, 2a.4 something-added-to-the-sample

# %%
q2a_derivation = [sp.Eq(F(t), Q01(a)), sp.Eq(t, sp.log(a))]
def T(eps):
    return np.exp(eps) - 1

# %% [markdown]
# ## cdfs by name alone
# Nothing follows from the first line.
#
# earns: 2a.1
# names: 2a.2 cdfs-not-written-out, 2a.3 arguments-not-compared, 2a.4 square-of-the-sample

# %%
q2a_derivation = [sp.Eq(F(t), Q01(a))]
def T(eps):
    return eps**2

# %% [markdown]
# ## a half left out on one side
# The factor of one of the two cdfs.
#
# earns: nothing
# names: 2a.1 constants-of-one-cdf, 2a.2 constants-of-one-cdf, 2a.4 softplus

# %%
q2a_derivation = [sp.Eq((1 + sp.erf(t / sp.sqrt(2))) / 2, 1 + sp.erf(sp.log(a) / sp.sqrt(2)))]
def T(eps):
    return np.log(1 + np.exp(eps))

# %% [markdown]
# ## the error function for the cdf
# No constants on one side.
#
# earns: nothing
# names: 2a.1 constants-of-one-cdf, 2a.2 constants-of-one-cdf, 2a.4 logistic-function

# %%
q2a_derivation = [sp.Eq((1 + sp.erf(t / sp.sqrt(2))) / 2, sp.erf(sp.log(a) / sp.sqrt(2)))]
def T(eps):
    return 1 / (1 + np.exp(-eps))

# %% [markdown]
# ## square root of three
# One argument is no standard normal one.
#
# earns: nothing
# names: 2a.1 argument-of-one-cdf, 2a.2 argument-of-one-cdf, 2a.4 normal-for-log-normal

# %%
q2a_derivation = [sp.Eq((1 + sp.erf(t / sp.sqrt(3))) / 2, (1 + sp.erf(sp.log(a) / sp.sqrt(2))) / 2)]
def T(eps):
    return 1 + 2 * eps

# %% [markdown]
# ## log-normal with other parameters
# Both centre and spread.
#
# earns: nothing
# names: 2a.4 centre-and-spread-of-the-logarithm

# %%
def T(eps):
    return np.exp(1 + 2 * eps)

# %% [markdown]
# ## hyperbolic cosine
# No mistake that has a name.
#
# earns: nothing

# %%
def T(eps):
    return np.cosh(eps)
