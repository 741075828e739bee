# %% [markdown]
# ## model
# Composes T and M.
#
# earns: 2c.1 2c.2

# %%
def T(eps):
    return np.exp(eps)
def M(z, mu, sigma):
    return z**sigma * np.exp(mu)
def C(eps, mu, sigma):
    return M(T(eps), mu, sigma)

# %% [markdown]
# ## closed form
# Equal to the composition without calling it.
#
# earns: 2c.1 2c.2

# %%
def T(eps):
    return np.exp(eps)
def M(z, mu, sigma):
    return z**sigma * np.exp(mu)
def C(eps, mu, sigma):
    return np.exp(mu + sigma * eps)

# %% [markdown]
# ## derived
# Derived like 2a and 2b, without T and M.
#
# earns: 2c.1 2c.2

# %%
q2c_derivation = [
    sp.Eq(F(t), Q(a)),
    sp.Eq((1 + sp.erf(t / sp.sqrt(2))) / 2, (1 + sp.erf((sp.log(a) - mu) / (sigma * sp.sqrt(2)))) / 2),
    sp.Eq(t, (sp.log(a) - mu) / sigma),
]
def C(eps, mu, sigma):
    return np.exp(mu + sigma * eps)

# %% [markdown]
# ## derived and composed
# Both ways.
#
# earns: 2c.1 2c.2

# %%
q2c_derivation = [
    sp.Eq(F(t), Q(a)),
    sp.Eq((1 + sp.erf(t / sp.sqrt(2))) / 2, (1 + sp.erf((sp.log(a) - mu) / (sigma * sp.sqrt(2)))) / 2),
    sp.Eq(t, (sp.log(a) - mu) / sigma),
]
def T(eps):
    return np.exp(eps)
def M(z, mu, sigma):
    return z**sigma * np.exp(mu)
def C(eps, mu, sigma):
    return M(T(eps), mu, sigma)

# %% [markdown]
# ## derivation rearranged
# Other side first, cancelled, in exponentials.
#
# earns: 2c.1 2c.2

# %%
q2c_derivation = [
    sp.Eq(sp.erf((sp.log(a) - mu) / (sigma * sp.sqrt(2))), sp.erf(t / sp.sqrt(2))),
    sp.Eq(sp.exp(sigma * t + mu), a),
]
def C(eps, mu, sigma):
    return np.exp(mu + sigma * eps)

# %% [markdown]
# ## no derivation
# A right map, but neither composed nor derived.
#
# earns: 2c.2

# %%
def C(eps, mu, sigma):
    return np.exp(mu + sigma * eps)

# %% [markdown]
# ## own mistakes carried through
# T and M are wrong; C composes them faithfully.
#
# earns: 2c.1

# %%
def T(eps):
    return np.exp(2 * eps)
def M(z, mu, sigma):
    return z * sigma + np.exp(mu)
def C(eps, mu, sigma):
    return M(T(eps), mu, sigma)

# %% [markdown]
# ## right map beside wrong parts
# C is right, but is not the composition of the own T and M.
#
# earns: 2c.2
# names: 2c.1 right-beside-a-wrong-part

# %%
def T(eps):
    return np.exp(2 * eps)
def M(z, mu, sigma):
    return z**sigma * np.exp(mu)
def C(eps, mu, sigma):
    return np.exp(mu + sigma * eps)

# %% [markdown]
# ## constant T
# A constant carries nothing forward.
#
# earns: nothing
# names: 2c.2 constant

# %%
def T(eps):
    return np.ones_like(eps)
def M(z, mu, sigma):
    return z**sigma * np.exp(mu)
def C(eps, mu, sigma):
    return M(T(eps), mu, sigma)

# %% [markdown]
# ## constant M
# The same for M.
#
# earns: nothing
# names: 2c.2 constant

# %%
def T(eps):
    return np.exp(eps)
def M(z, mu, sigma):
    return np.full_like(z, np.exp(mu))
def C(eps, mu, sigma):
    return M(T(eps), mu, sigma)

# %% [markdown]
# ## decreasing parts
# Two decreasing maps compose to an increasing one.
#
# earns: 2c.1 2c.2

# %%
def T(eps):
    return np.exp(-eps)
def M(z, mu, sigma):
    return np.exp(mu) * z ** (-sigma)
def C(eps, mu, sigma):
    return M(T(eps), mu, sigma)

# %% [markdown]
# ## decreasing
# exp(mu - sigma eps) has the same law.
#
# earns: 2c.2

# %%
def C(eps, mu, sigma):
    return np.exp(mu - sigma * eps)

# %% [markdown]
# ## wrong order
# M before T.
#
# earns: nothing

# %%
def T(eps):
    return np.exp(eps)
def M(z, mu, sigma):
    return z**sigma * np.exp(mu)
def C(eps, mu, sigma):
    return T(M(np.abs(eps), mu, sigma))

# %% [markdown]
# ## variance
# The variance in place of the deviation.
#
# earns: nothing
# names: 2c.2 variance-for-deviation

# %%
def T(eps):
    return np.exp(eps)
def M(z, mu, sigma):
    return z**sigma * np.exp(mu)
def C(eps, mu, sigma):
    return np.exp(mu + sigma**2 * eps)

# %% [markdown]
# ## no mu
# The mean is missing.
#
# earns: nothing
# names: 2c.2 mu-left-out

# %%
def T(eps):
    return np.exp(eps)
def M(z, mu, sigma):
    return z**sigma * np.exp(mu)
def C(eps, mu, sigma):
    return np.exp(sigma * eps)

# %% [markdown]
# ## derivation without arguments
# Only the written cdfs.
#
# earns: 2c.2

# %%
q2c_derivation = [sp.Eq((1 + sp.erf(t / sp.sqrt(2))) / 2, (1 + sp.erf((sp.log(a) - mu) / (sigma * sp.sqrt(2)))) / 2)]
def C(eps, mu, sigma):
    return np.exp(mu + sigma * eps)

# %% [markdown]
# ## derivation alone
# A derivation without a transformation.
#
# earns: 2c.1

# %%
q2c_derivation = [
    sp.Eq(F(t), Q(a)),
    sp.Eq((1 + sp.erf(t / sp.sqrt(2))) / 2, (1 + sp.erf((sp.log(a) - mu) / (sigma * sp.sqrt(2)))) / 2),
    sp.Eq(t, (sp.log(a) - mu) / sigma),
]

# %% [markdown]
# ## scalars only
# Functions of one number.
#
# earns: 2c.1 2c.2

# %%
import math
def T(eps):
    return math.exp(eps)
def M(z, mu, sigma):
    return math.exp(mu) * z**sigma if z > 0 else 0.0
def C(eps, mu, sigma):
    return M(T(eps), mu, sigma)

# %% [markdown]
# ## raises
# C fails.
#
# earns: nothing

# %%
def T(eps):
    return np.exp(eps)
def M(z, mu, sigma):
    return z**sigma * np.exp(mu)
def C(eps, mu, sigma):
    raise NotImplementedError

# %% [markdown]
# ## own map outside the power's domain
# The own T takes negative values, whose powers do not exist; C has none there either.
#
# earns: 2c.1
# names: 2c.2 T-left-out

# %%
def T(eps):
    return eps
def M(z, mu, sigma):
    return np.exp(mu) * z**sigma
def C(eps, mu, sigma):
    return M(T(eps), mu, sigma)

# %% [markdown]
# ## derived as a decreasing map
# Cdfs matched from above, with a C to go with it.
#
# earns: 2c.1 2c.2

# %%
q2c_derivation = [
    sp.Eq(sp.erf(t / sp.sqrt(2)), -sp.erf((sp.log(a) - mu) / (sigma * sp.sqrt(2)))),
    sp.Eq(a, sp.exp(mu - sigma * t)),
]
def C(eps, mu, sigma):
    return np.exp(mu - sigma * eps)

# %% [markdown]
# ## composed within three standard deviations
# Beyond them another value.
#
# earns: nothing

# %%
def T(eps):
    return np.exp(eps)
def M(z, mu, sigma):
    return np.exp(mu) * z**sigma
def C(eps, mu, sigma):
    return np.where(np.abs(eps) > 3, 1.0, np.exp(mu + sigma * eps))

# %% [markdown]
# ## other on a short piece
# Not the composition on one hundredth of the inputs.
#
# earns: nothing

# %%
def T(eps):
    return np.exp(eps)
def M(z, mu, sigma):
    return np.exp(mu) * z**sigma
def C(eps, mu, sigma):
    return np.where(np.abs(eps - 0.03) < 0.02, 1.0, np.exp(mu + sigma * eps))

# %% [markdown]
# ## M first
# Then T: of an M that takes any number.
#
# earns: nothing
# names: 2c.1 order-reversed, 2c.2 mu-scaled-by-sigma

# %%
def T(eps):
    return np.exp(eps)
def M(z, mu, sigma):
    return sigma * (z + mu)
def C(eps, mu, sigma):
    return T(M(eps, mu, sigma))

# %% [markdown]
# ## M alone
# eps is not positive.
#
# earns: nothing
# names: 2c.1 T-left-out, 2c.2 T-left-out

# %%
def T(eps):
    return np.exp(eps)
def M(z, mu, sigma):
    return z**sigma * np.exp(mu)
def C(eps, mu, sigma):
    return M(eps, mu, sigma)

# %% [markdown]
# ## T alone
# No parameters.
#
# earns: nothing
# names: 2c.1 M-left-out, 2c.2 parameters-ignored

# %%
def T(eps):
    return np.exp(eps)
def M(z, mu, sigma):
    return z**sigma * np.exp(mu)
def C(eps, mu, sigma):
    return T(eps)

# %% [markdown]
# ## parameters in the other order
# mu and sigma exchanged.
#
# earns: nothing
# names: 2c.1 parameters-exchanged, 2c.2 parameters-exchanged

# %%
def T(eps):
    return np.exp(eps)
def M(z, mu, sigma):
    return z**sigma * np.exp(mu)
def C(eps, mu, sigma):
    return np.exp(sigma + mu * eps)

# %% [markdown]
# ## a root
# Of the deviation.
#
# earns: nothing
# names: 2c.2 root-of-the-deviation

# %%
def C(eps, mu, sigma):
    return np.exp(mu + np.sqrt(sigma) * eps)

# %% [markdown]
# ## no sigma
# Only moved.
#
# earns: nothing
# names: 2c.2 sigma-left-out

# %%
def C(eps, mu, sigma):
    return np.exp(mu + eps)

# %% [markdown]
# ## minus mu
# Moved the other way.
#
# earns: nothing
# names: 2c.2 sign-of-mu

# %%
def C(eps, mu, sigma):
    return np.exp(sigma * eps - mu)

# %% [markdown]
# ## mu after the exponential
# Samples below zero.
#
# earns: nothing
# names: 2c.2 mu-added-after-the-exponential

# %%
def C(eps, mu, sigma):
    return np.exp(sigma * eps) + mu

# %% [markdown]
# ## sigma as a factor
# Of the sample.
#
# earns: nothing
# names: 2c.2 sigma-as-a-factor

# %%
def C(eps, mu, sigma):
    return sigma * np.exp(mu + eps)

# %% [markdown]
# ## no exponential
# A normal variable.
#
# earns: nothing
# names: 2c.2 exponential-left-out

# %%
def C(eps, mu, sigma):
    return mu + sigma * eps

# %% [markdown]
# ## way back
# The inverse.
#
# earns: nothing
# names: 2c.2 inverse-map

# %%
def C(eps, mu, sigma):
    return (np.log(eps) - mu) / sigma

# %% [markdown]
# ## divided
# By sigma.
#
# earns: nothing
# names: 2c.2 divided-by-sigma

# %%
def C(eps, mu, sigma):
    return np.exp((eps - mu) / sigma)

# %% [markdown]
# ## mean of the sample
# Corrected where nothing is to correct.
#
# earns: nothing
# names: 2c.2 mean-of-the-sample-for-mu

# %%
def C(eps, mu, sigma):
    return np.exp(mu - sigma**2 / 2 + sigma * eps)

# %% [markdown]
# ## a wider spread
# By a tenth.
#
# earns: nothing
# names: 2c.2 spread-of-the-logarithm

# %%
def C(eps, mu, sigma):
    return np.exp(mu + 1.1 * sigma * eps)

# %% [markdown]
# ## a higher centre
# By a tenth.
#
# earns: nothing
# names: 2c.2 centre-of-the-logarithm

# %%
def C(eps, mu, sigma):
    return np.exp(1.1 * mu + sigma * eps)

# %% [markdown]
# ## cubes
# No known slip.
#
# earns: nothing

# %%
def C(eps, mu, sigma):
    return np.exp(mu + sigma * eps**3)

# %% [markdown]
# ## minus C
# The right size, below zero.
#
# earns: nothing
# names: 2c.2 sign-turned

# %%
def C(eps, mu, sigma):
    return -np.exp(mu + sigma * eps)

# %% [markdown]
# ## one more
# Every sample is one too large.
#
# earns: nothing
# names: 2c.2 something-added-to-the-sample

# %%
def C(eps, mu, sigma):
    return np.exp(mu + sigma * eps) + 1

# %% [markdown]
# ## normal with the variance
# Neither the exponential nor the right spread.
#
# earns: nothing
# names: 2c.2 normal-with-other-parameters

# %%
def C(eps, mu, sigma):
    return mu + sigma**2 * eps

# %% [markdown]
# ## squared sample
# Centre and spread are doubled.
#
# earns: nothing
# names: 2c.2 centre-and-spread-of-the-logarithm

# %%
def C(eps, mu, sigma):
    return np.exp(mu + sigma * eps) ** 2
