# %% [markdown]
# ## model
# Four lines and the power.
#
# earns: 2b.1 2b.2 2b.3 2b.4 2b.5

# %%
q2b_derivation = [
    sp.Eq(Q01(m), Q(a)),
    sp.Eq((1 + sp.erf(sp.log(m) / sp.sqrt(2))) / 2, (1 + sp.erf((sp.log(a) - mu) / (sigma * sp.sqrt(2)))) / 2),
    sp.Eq(sp.log(m), (sp.log(a) - mu) / sigma),
    sp.Eq(a, m**sigma * sp.exp(mu)),
]
def M(z, mu, sigma):
    return z**sigma * np.exp(mu)

# %% [markdown]
# ## other writing
# In exponentials, other side first.
#
# earns: 2b.1 2b.2 2b.3 2b.4 2b.5

# %%
q2b_derivation = [
    sp.Eq(Q(a) / Q01(m), 1),
    sp.Eq(sp.erf(sp.log(m) / sp.sqrt(2)), sp.erf((sp.log(a) - mu) / sp.sqrt(2 * sigma**2))),
    sp.Eq(sigma * sp.log(m) + mu, sp.log(a)),
    sp.Eq(sp.exp(mu + sigma * sp.log(m)), a),
]
def M(z, mu, sigma):
    return np.exp(mu + sigma * np.log(z))

# %% [markdown]
# ## decreasing
# The reciprocal has the same law.
#
# earns: 2b.5

# %%
def M(z, mu, sigma):
    return np.exp(mu) * z ** (-sigma)

# %% [markdown]
# ## decreasing with its derivation
# Cdfs matched from above, consistently.
#
# earns: 2b.1 2b.2 2b.3 2b.4 2b.5

# %%
q2b_derivation = [
    sp.Eq(1 - Q01(m), Q(a)),
    sp.Eq(1 - (1 + sp.erf(sp.log(m) / sp.sqrt(2))) / 2, (1 + sp.erf((sp.log(a) - mu) / (sigma * sp.sqrt(2)))) / 2),
    sp.Eq(sp.log(m), -(sp.log(a) - mu) / sigma),
    sp.Eq(a, sp.exp(mu) * m ** (-sigma)),
]
def M(z, mu, sigma):
    return np.exp(mu) / z**sigma

# %% [markdown]
# ## scalars only
# A function of one number.
#
# earns: 2b.5

# %%
import math
def M(z, mu, sigma):
    return math.pow(z, sigma) * math.exp(mu)

# %% [markdown]
# ## solved line only
# A line solved for a also matches the arguments.
#
# earns: 2b.3 2b.4
# names: 2b.1 step-left-out, 2b.2 cdfs-not-written-out

# %%
q2b_derivation = [
    sp.Eq(a, m**sigma * sp.exp(mu)),
]

# %% [markdown]
# ## arguments only
# Not solved for a.
#
# earns: 2b.3
# names: 2b.1 step-left-out, 2b.2 cdfs-not-written-out, 2b.4 not-solved

# %%
q2b_derivation = [
    sp.Eq(sp.log(m), (sp.log(a) - mu) / sigma),
]

# %% [markdown]
# ## solved with a remainder
# The other side still holds a.
#
# earns: 2b.3
# names: 2b.1 step-left-out, 2b.2 cdfs-not-written-out, 2b.4 not-solved

# %%
q2b_derivation = [
    sp.Eq(2 * a, m**sigma * sp.exp(mu) + a),
]

# %% [markdown]
# ## cdfs by name
# First step only.
#
# earns: 2b.1
# names: 2b.2 cdfs-not-written-out, 2b.3 arguments-not-compared

# %%
q2b_derivation = [
    sp.Eq(Q01(m), Q(a)),
]

# %% [markdown]
# ## written out
# First two steps.
#
# earns: 2b.1 2b.2
# names: 2b.3 arguments-not-compared

# %%
q2b_derivation = [
    sp.Eq((1 + sp.erf(sp.log(m) / sp.sqrt(2))) / 2, (1 + sp.erf((sp.log(a) - mu) / (sigma * sp.sqrt(2)))) / 2),
]

# %% [markdown]
# ## no arguments
# Everything but the arguments; the solved line matches them as well.
#
# earns: 2b.1 2b.2 2b.3 2b.4 2b.5

# %%
q2b_derivation = [
    sp.Eq(Q01(m), Q(a)),
    sp.Eq((1 + sp.erf(sp.log(m) / sp.sqrt(2))) / 2, (1 + sp.erf((sp.log(a) - mu) / (sigma * sp.sqrt(2)))) / 2),
    sp.Eq(a, m**sigma * sp.exp(mu)),
]
def M(z, mu, sigma):
    return z**sigma * np.exp(mu)

# %% [markdown]
# ## solved by inverse error function
# Still with an error function, so the arguments are not matched free of it.
#
# earns: 2b.4

# %%
q2b_derivation = [
    sp.Eq(a, sp.exp(mu + sigma * sp.sqrt(2) * sp.erfinv(1 - sp.erfc(sp.log(m) / sp.sqrt(2))))),
]

# %% [markdown]
# ## variance for deviation
# Uses the variance.
#
# earns: nothing
# names: 2b.3 variance-for-deviation, 2b.4 variance-for-deviation, 2b.5 variance-for-deviation

# %%
q2b_derivation = [
    sp.Eq(sp.log(m), (sp.log(a) - mu) / sigma**2),
    sp.Eq(a, m**(sigma**2) * sp.exp(mu)),
]
def M(z, mu, sigma):
    return z ** (sigma**2) * np.exp(mu)

# %% [markdown]
# ## forgot mu
# The mean is missing.
#
# earns: 2b.1 2b.2
# names: 2b.3 mu-left-out, 2b.4 mu-left-out, 2b.5 mu-left-out

# %%
q2b_derivation = [
    sp.Eq(Q01(m), Q(a)),
    sp.Eq((1 + sp.erf(sp.log(m) / sp.sqrt(2))) / 2, (1 + sp.erf((sp.log(a) - mu) / (sigma * sp.sqrt(2)))) / 2),
    sp.Eq(a, m**sigma),
]
def M(z, mu, sigma):
    return z**sigma

# %% [markdown]
# ## shift outside
# Adds the mean after exponentiation.
#
# earns: nothing
# names: 2b.5 mu-added-after-the-exponential

# %%
def M(z, mu, sigma):
    return z**sigma + mu

# %% [markdown]
# ## swapped cdfs
# The laws are exchanged.
#
# earns: nothing
# names: 2b.1 inverse-map

# %%
q2b_derivation = [
    sp.Eq(Q01(a), Q(m)),
]

# %% [markdown]
# ## right below one only
# A case distinction that is right for small sigma only.
#
# earns: nothing
# names: 2b.5 spread-of-the-logarithm

# %%
def M(z, mu, sigma):
    return z ** min(sigma, 1.0) * np.exp(mu)

# %% [markdown]
# ## wrong then right
# Wrong lines beside right ones cost nothing.
#
# earns: 2b.1 2b.2 2b.3 2b.4 2b.5

# %%
q2b_derivation = [
    sp.Eq(a, m),
    sp.Eq(Q01(m), Q(a)),
    sp.Eq(Q01(m), Q01(a)),
    sp.Eq((1 + sp.erf(sp.log(m) / sp.sqrt(2))) / 2, (1 + sp.erf((sp.log(a) - mu) / (sigma * sp.sqrt(2)))) / 2),
    sp.Eq(sp.log(m), (sp.log(a) - mu) / sigma),
    sp.Eq(a, m**sigma * sp.exp(mu)),
    sp.Eq(m, 1),
]
def M(z, mu, sigma):
    return z**sigma * np.exp(mu)

# %% [markdown]
# ## all but the transformation
# The derivation without M.
#
# earns: 2b.1 2b.2 2b.3 2b.4

# %%
q2b_derivation = [
    sp.Eq(Q01(m), Q(a)),
    sp.Eq((1 + sp.erf(sp.log(m) / sp.sqrt(2))) / 2, (1 + sp.erf((sp.log(a) - mu) / (sigma * sp.sqrt(2)))) / 2),
    sp.Eq(sp.log(m), (sp.log(a) - mu) / sigma),
    sp.Eq(a, m**sigma * sp.exp(mu)),
]

# %% [markdown]
# ## NaN
# Square root of a negative number.
#
# earns: 2b.1
# names: 2b.2 cdfs-not-written-out, 2b.3 arguments-not-compared

# %%
q2b_derivation = [
    sp.Eq(Q01(m), Q(a)),
]
def M(z, mu, sigma):
    return np.sqrt(-z)

# %% [markdown]
# ## cdfs by name only
# Everything but the two cdfs written out.
#
# earns: 2b.1 2b.3 2b.4 2b.5
# names: 2b.2 cdfs-not-written-out

# %%
q2b_derivation = [
    sp.Eq(Q01(m), Q(a)),
    sp.Eq(sp.log(m), (sp.log(a) - mu) / sigma),
    sp.Eq(a, m**sigma * sp.exp(mu)),
]
def M(z, mu, sigma):
    return z**sigma * np.exp(mu)

# %% [markdown]
# ## solved without matching
# Solved for a through the inverse error function; no line is free of error functions.
#
# earns: 2b.1 2b.2 2b.4 2b.5
# names: 2b.3 arguments-not-compared

# %%
q2b_derivation = [
    sp.Eq((1 + sp.erf(sp.log(m) / sp.sqrt(2))) / 2, (1 + sp.erf((sp.log(a) - mu) / (sigma * sp.sqrt(2)))) / 2),
    sp.Eq(a, sp.exp(mu + sigma * sp.sqrt(2) * sp.erfinv(1 - sp.erfc(sp.log(m) / sp.sqrt(2))))),
]
def M(z, mu, sigma):
    return z**sigma * np.exp(mu)

# %% [markdown]
# ## not solved
# Stops at the matched arguments.
#
# earns: 2b.1 2b.2 2b.3 2b.5
# names: 2b.4 not-solved

# %%
q2b_derivation = [
    sp.Eq((1 + sp.erf(sp.log(m) / sp.sqrt(2))) / 2, (1 + sp.erf((sp.log(a) - mu) / (sigma * sp.sqrt(2)))) / 2),
    sp.Eq(sp.log(m), (sp.log(a) - mu) / sigma),
]
def M(z, mu, sigma):
    return z**sigma * np.exp(mu)

# %% [markdown]
# ## scaled by sigma
# Lines times sigma, the density as an integral, the logarithm expanded.
#
# earns: 2b.1 2b.2 2b.3 2b.5
# names: 2b.4 not-solved

# %%
x = sp.Symbol("x")
q2b_derivation = (
    sp.Eq(sigma * Q01(m), sp.Integral(sp.exp(-((sp.log(x) - mu) ** 2) / (2 * sigma**2)) / x, (x, 0, a)) / sp.sqrt(2 * sp.pi)),
    sp.Eq(sigma * sp.erf(sp.log(m) / sp.sqrt(2)), sigma * sp.erf((sp.log(a) - mu) / sp.sqrt(2) / sigma)),
    sp.Eq(sp.log(a) - sigma * sp.log(m) - mu, 0),
)
def M(z, mu, sigma):
    return np.exp(mu) * z**sigma

# %% [markdown]
# ## times sigma minus two
# Every line also holds at one value of sigma, or of mu.
#
# earns: 2b.5

# %%
q2b_derivation = [
    sp.Eq((sigma - 2) * Q01(m), (sigma - 2) * Q(a)),
    sp.Eq(mu * (sp.log(a) - mu - sigma * sp.log(m)), 0),
]
def M(z, mu, sigma):
    return np.exp(mu) * z**sigma

# %% [markdown]
# ## decreasing, solved only
# The solved line goes with the own decreasing map.
#
# earns: 2b.3 2b.4 2b.5

# %%
q2b_derivation = [sp.Eq(a, sp.exp(mu) * m ** (-sigma))]
def M(z, mu, sigma):
    return np.exp(mu) * z ** (-sigma)

# %% [markdown]
# ## wrong far out
# Wrong for two millionths of the samples.
#
# earns: nothing

# %%
def M(z, mu, sigma):
    return np.exp(mu) * np.where(z < 80, z, 0.1) ** sigma

# %% [markdown]
# ## variance everywhere
# In all lines.
#
# earns: nothing
# names: 2b.1 variance-for-deviation
# names: 2b.2 variance-for-deviation
# names: 2b.3 variance-for-deviation
# names: 2b.4 variance-for-deviation
# names: 2b.5 variance-for-deviation

# %%
q2b_derivation = [
    sp.Eq((1 + sp.erf(sp.log(m) / sp.sqrt(2))) / 2, (1 + sp.erf((sp.log(a) - mu) / sigma**2 / sp.sqrt(2))) / 2),
    sp.Eq(sp.log(m), (sp.log(a) - mu) / sigma**2),
    sp.Eq(a, m ** (sigma**2) * sp.exp(mu)),
]
def M(z, mu, sigma):
    return z ** (sigma * sigma) * np.exp(mu)

# %% [markdown]
# ## square roots
# Of the deviation.
#
# earns: nothing
# names: 2b.1 root-of-the-deviation
# names: 2b.2 root-of-the-deviation
# names: 2b.3 root-of-the-deviation
# names: 2b.4 root-of-the-deviation
# names: 2b.5 root-of-the-deviation

# %%
q2b_derivation = [
    sp.Eq((1 + sp.erf(sp.log(m) / sp.sqrt(2))) / 2, (1 + sp.erf((sp.log(a) - mu) / sp.sqrt(sigma) / sp.sqrt(2))) / 2),
    sp.Eq(sp.log(m), (sp.log(a) - mu) / sp.sqrt(sigma)),
    sp.Eq(a, m ** sp.sqrt(sigma) * sp.exp(mu)),
]
def M(z, mu, sigma):
    return z ** np.sqrt(sigma) * np.exp(mu)

# %% [markdown]
# ## no mu anywhere
# In all lines.
#
# earns: nothing
# names: 2b.1 mu-left-out, 2b.2 mu-left-out, 2b.3 mu-left-out, 2b.4 mu-left-out, 2b.5 mu-left-out

# %%
q2b_derivation = [
    sp.Eq((1 + sp.erf(sp.log(m) / sp.sqrt(2))) / 2, (1 + sp.erf(sp.log(a) / sigma / sp.sqrt(2))) / 2),
    sp.Eq(sp.log(m), sp.log(a) / sigma),
    sp.Eq(a, m**sigma),
]
def M(z, mu, sigma):
    return z**sigma

# %% [markdown]
# ## no sigma anywhere
# In all lines.
#
# earns: nothing
# names: 2b.1 sigma-left-out
# names: 2b.2 sigma-left-out
# names: 2b.3 sigma-left-out
# names: 2b.4 sigma-left-out
# names: 2b.5 sigma-left-out

# %%
q2b_derivation = [
    sp.Eq((1 + sp.erf(sp.log(m) / sp.sqrt(2))) / 2, (1 + sp.erf((sp.log(a) - mu) / sp.sqrt(2))) / 2),
    sp.Eq(sp.log(m), sp.log(a) - mu),
    sp.Eq(a, m * sp.exp(mu)),
]
def M(z, mu, sigma):
    return z * np.exp(mu)

# %% [markdown]
# ## mu of the other sign
# In all lines.
#
# earns: nothing
# names: 2b.1 sign-of-mu, 2b.2 sign-of-mu, 2b.3 sign-of-mu, 2b.4 sign-of-mu, 2b.5 sign-of-mu

# %%
q2b_derivation = [
    sp.Eq((1 + sp.erf(sp.log(m) / sp.sqrt(2))) / 2, (1 + sp.erf((sp.log(a) + mu) / sigma / sp.sqrt(2))) / 2),
    sp.Eq(sp.log(m), (sp.log(a) + mu) / sigma),
    sp.Eq(a, m**sigma * sp.exp(-mu)),
]
def M(z, mu, sigma):
    return z**sigma * np.exp(-mu)

# %% [markdown]
# ## the way back
# In all lines.
#
# earns: nothing
# names: 2b.1 inverse-map, 2b.2 inverse-map, 2b.3 inverse-map, 2b.4 inverse-map, 2b.5 inverse-map

# %%
q2b_derivation = [
    sp.Eq((1 + sp.erf((sp.log(m) - mu) / sigma / sp.sqrt(2))) / 2, (1 + sp.erf(sp.log(a) / sp.sqrt(2))) / 2),
    sp.Eq((sp.log(m) - mu) / sigma, sp.log(a)),
    sp.Eq(a, (m * sp.exp(-mu)) ** (1 / sigma)),
]
def M(z, mu, sigma):
    return (z / np.exp(mu)) ** (1 / sigma)

# %% [markdown]
# ## sigma as a factor of the logarithm
# In all lines.
#
# earns: nothing
# names: 2b.1 sigma-multiplied
# names: 2b.2 sigma-multiplied
# names: 2b.3 sigma-multiplied
# names: 2b.4 sigma-multiplied
# names: 2b.5 divided-by-sigma

# %%
q2b_derivation = [
    sp.Eq((1 + sp.erf(sp.log(m) / sp.sqrt(2))) / 2, (1 + sp.erf((sp.log(a) - mu) * sigma / sp.sqrt(2))) / 2),
    sp.Eq(sp.log(m), (sp.log(a) - mu) * sigma),
    sp.Eq(a, sp.exp(mu) * m ** (1 / sigma)),
]
def M(z, mu, sigma):
    return np.exp(mu) * z ** (1 / sigma)

# %% [markdown]
# ## mu outside the fraction
# In all lines; sigma takes mu with it.
#
# earns: nothing
# names: 2b.1 mu-not-divided
# names: 2b.2 mu-not-divided
# names: 2b.3 mu-not-divided
# names: 2b.4 mu-not-divided
# names: 2b.5 mu-scaled-by-sigma

# %%
q2b_derivation = [
    sp.Eq((1 + sp.erf(sp.log(m) / sp.sqrt(2))) / 2, (1 + sp.erf((sp.log(a) / sigma - mu) / sp.sqrt(2))) / 2),
    sp.Eq(sp.log(m), sp.log(a) / sigma - mu),
    sp.Eq(a, (m * sp.exp(mu)) ** sigma),
]
def M(z, mu, sigma):
    return (z * np.exp(mu)) ** sigma

# %% [markdown]
# ## m for its logarithm
# As if it were normal.
#
# earns: nothing
# names: 2b.1 logarithm-left-out
# names: 2b.2 logarithm-left-out
# names: 2b.3 logarithm-left-out
# names: 2b.4 logarithm-left-out
# names: 2b.5 logarithm-left-out

# %%
q2b_derivation = [
    sp.Eq((1 + sp.erf(m / sp.sqrt(2))) / 2, (1 + sp.erf((sp.log(a) - mu) / sigma / sp.sqrt(2))) / 2),
    sp.Eq(m, (sp.log(a) - mu) / sigma),
    sp.Eq(a, sp.exp(mu + sigma * m)),
]
def M(z, mu, sigma):
    return np.exp(mu + sigma * z)

# %% [markdown]
# ## a root on one side
# And in M.
#
# earns: nothing
# names: 2b.1 root-two-left-out
# names: 2b.2 root-two-left-out
# names: 2b.3 root-two-left-out
# names: 2b.4 root-two-left-out
# names: 2b.5 root-two

# %%
q2b_derivation = [
    sp.Eq((1 + sp.erf(sp.sqrt(2) * sp.log(m) / sp.sqrt(2))) / 2, (1 + sp.erf((sp.log(a) - mu) / sigma / sp.sqrt(2))) / 2),
    sp.Eq(sp.sqrt(2) * sp.log(m), (sp.log(a) - mu) / sigma),
    sp.Eq(a, sp.exp(mu) * m ** (sp.sqrt(2) * sigma)),
]
def M(z, mu, sigma):
    return np.exp(mu) * z ** (np.sqrt(2) * sigma)

# %% [markdown]
# ## lines of a decreasing map
# M increases, and takes logarithms.
#
# earns: nothing
# names: 2b.1 decreasing-for-increasing
# names: 2b.2 decreasing-for-increasing
# names: 2b.3 decreasing-for-increasing
# names: 2b.4 decreasing-for-increasing
# names: 2b.5 logarithm-of-the-sample

# %%
q2b_derivation = [
    sp.Eq((1 + sp.erf(-sp.log(m) / sp.sqrt(2))) / 2, (1 + sp.erf((sp.log(a) - mu) / sigma / sp.sqrt(2))) / 2),
    sp.Eq(-sp.log(m), (sp.log(a) - mu) / sigma),
    sp.Eq(a, sp.exp(mu) * m ** (-sigma)),
]
def M(z, mu, sigma):
    return mu + sigma * np.log(z)

# %% [markdown]
# ## two densities
# As in a change of variables that forgets its factor; and a factor sigma.
#
# earns: nothing
# names: 2b.1 density-for-cdf, 2b.2 density-for-cdf, 2b.5 sigma-as-a-factor

# %%
q2b_derivation = [
    sp.Eq(
        sp.exp(-sp.log(m) ** 2 / 2) / (m * sp.sqrt(2 * sp.pi)),
        sp.exp(-((sp.log(a) - mu) ** 2) / (2 * sigma**2)) / (a * sigma * sp.sqrt(2 * sp.pi)),
    ),
]
def M(z, mu, sigma):
    return sigma * z * np.exp(mu)

# %% [markdown]
# ## each cdf by itself
# And a normal variable's map.
#
# earns: nothing
# names: 2b.1 cdfs-not-equated, 2b.2 cdfs-not-equated, 2b.5 normal-for-log-normal

# %%
q2b_derivation = [
    sp.Eq(Q01(m), (1 + sp.erf(sp.log(m) / sp.sqrt(2))) / 2),
    sp.Eq(Q(a), (1 + sp.erf((sp.log(a) - mu) / (sigma * sp.sqrt(2)))) / 2),
]
def M(z, mu, sigma):
    return mu + sigma * z

# %% [markdown]
# ## nothing done
# To the samples.
#
# earns: nothing
# names: 2b.5 parameters-ignored

# %%
def M(z, mu, sigma):
    return z

# %% [markdown]
# ## mean of the sample
# As if mu were its logarithm.
#
# earns: nothing
# names: 2b.5 mean-of-the-sample-for-mu

# %%
def M(z, mu, sigma):
    return z**sigma * np.exp(mu - sigma**2 / 2)

# %% [markdown]
# ## no sample
# Every one is the same.
#
# earns: nothing
# names: 2b.5 constant

# %%
def M(z, mu, sigma):
    return np.exp(mu) + 0 * z

# %% [markdown]
# ## a little higher
# Another centre of the logarithm.
#
# earns: nothing
# names: 2b.5 centre-of-the-logarithm

# %%
def M(z, mu, sigma):
    return z**sigma * np.exp(1.1 * mu)

# %% [markdown]
# ## power of a power
# No known slip.
#
# earns: nothing

# %%
def M(z, mu, sigma):
    return (1 + z) ** sigma * np.exp(mu)

# %% [markdown]
# ## straight to the arguments
# Not solved for a, and no cdfs.
#
# earns: 2b.3
# names: 2b.1 step-left-out, 2b.2 cdfs-not-written-out, 2b.4 not-solved, 2b.5 sign-turned

# %%
q2b_derivation = [sp.Eq(sp.log(m), (sp.log(a) - mu) / sigma)]
def M(z, mu, sigma):
    return -(z**sigma) * np.exp(mu)

# %% [markdown]
# ## solved for m
# Everything but the last step.
#
# earns: 2b.1 2b.2 2b.3
# names: 2b.4 not-solved, 2b.5 something-added-to-the-sample

# %%
q2b_derivation = [
    sp.Eq(Q01(m), Q(a)),
    sp.Eq((1 + sp.erf(sp.log(m) / sp.sqrt(2))) / 2, (1 + sp.erf((sp.log(a) - mu) / (sigma * sp.sqrt(2)))) / 2),
    sp.Eq(m, sp.exp((sp.log(a) - mu) / sigma)),
]
def M(z, mu, sigma):
    return z**sigma * np.exp(mu) + sigma

# %% [markdown]
# ## cdfs by name alone
# Nothing follows from the first line.
#
# earns: 2b.1
# names: 2b.2 cdfs-not-written-out, 2b.3 arguments-not-compared, 2b.5 parameters-exchanged

# %%
q2b_derivation = [sp.Eq(Q01(m), Q(a))]
def M(z, mu, sigma):
    return z**mu * np.exp(sigma)

# %% [markdown]
# ## sigma as a factor throughout
# In the cdf and in the solution.
#
# earns: nothing
# names: 2b.1 sigma-as-a-factor, 2b.2 sigma-as-a-factor, 2b.3 sigma-as-a-factor, 2b.4 sigma-as-a-factor, 2b.5 normal-with-other-parameters

# %%
q2b_derivation = [
    sp.Eq((1 + sp.erf(sp.log(m) / sp.sqrt(2))) / 2, (1 + sp.erf((sp.log(a / sigma) - mu) / sp.sqrt(2))) / 2),
    sp.Eq(a, m * sigma * sp.exp(mu)),
]
def M(z, mu, sigma):
    return mu + sigma**2 * np.log(z)

# %% [markdown]
# ## mu and sigma exchanged throughout
# In the cdf and in the solution.
#
# earns: nothing
# names: 2b.1 parameters-exchanged, 2b.2 parameters-exchanged, 2b.3 parameters-exchanged, 2b.4 parameters-exchanged, 2b.5 centre-and-spread-of-the-logarithm

# %%
q2b_derivation = [
    sp.Eq((1 + sp.erf(sp.log(m) / sp.sqrt(2))) / 2, (1 + sp.erf((sp.log(a) - sigma) / (mu * sp.sqrt(2)))) / 2),
    sp.Eq(a, m**mu * sp.exp(sigma)),
]
def M(z, mu, sigma):
    return z ** (2 * sigma) * np.exp(2 * mu)

# %% [markdown]
# ## base ten throughout
# In the cdf and in the solution.
#
# earns: nothing
# names: 2b.1 other-base, 2b.2 other-base, 2b.3 other-base, 2b.4 other-base

# %%
q2b_derivation = [
    sp.Eq((1 + sp.erf(sp.log(m) / sp.sqrt(2))) / 2, (1 + sp.erf((sp.log(a, 10) - mu) / (sigma * sp.sqrt(2)))) / 2),
    sp.Eq(a, 10 ** (sigma * sp.log(m) + mu)),
]

# %% [markdown]
# ## third power of sigma in one cdf
# No slip that has a name of its own.
#
# earns: nothing
# names: 2b.1 argument-of-one-cdf, 2b.2 argument-of-one-cdf

# %%
q2b_derivation = [
    sp.Eq((1 + sp.erf(sp.log(m) / sp.sqrt(2))) / 2, (1 + sp.erf((sp.log(a) - mu) / (sigma**3 * sp.sqrt(2)))) / 2)
]

# %% [markdown]
# ## a half left out on one side
# The factor of one of the two cdfs.
#
# earns: nothing
# names: 2b.1 constants-of-one-cdf, 2b.2 constants-of-one-cdf

# %%
q2b_derivation = [
    sp.Eq(1 + sp.erf(sp.log(m) / sp.sqrt(2)), (1 + sp.erf((sp.log(a) - mu) / (sigma * sp.sqrt(2)))) / 2)
]
