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

# %%
q2b_derivation = [
    sp.Eq(a, m**sigma * sp.exp(mu)),
]

# %% [markdown]
# ## arguments only
# Not solved for a.
#
# earns: 2b.3

# %%
q2b_derivation = [
    sp.Eq(sp.log(m), (sp.log(a) - mu) / sigma),
]

# %% [markdown]
# ## solved with a remainder
# The other side still holds a.
#
# earns: 2b.3

# %%
q2b_derivation = [
    sp.Eq(2 * a, m**sigma * sp.exp(mu) + a),
]

# %% [markdown]
# ## cdfs by name
# First step only.
#
# earns: 2b.1

# %%
q2b_derivation = [
    sp.Eq(Q01(m), Q(a)),
]

# %% [markdown]
# ## written out
# First two steps.
#
# earns: 2b.1 2b.2

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

# %%
def M(z, mu, sigma):
    return z**sigma + mu

# %% [markdown]
# ## swapped cdfs
# The laws are exchanged.
#
# earns: nothing

# %%
q2b_derivation = [
    sp.Eq(Q01(a), Q(m)),
]

# %% [markdown]
# ## right below one only
# A case distinction that is right for small sigma only.
#
# earns: nothing

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
