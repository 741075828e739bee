# %% [markdown]
# ## model
# Log-normal family, written out.
#
# earns: 2d.1 2d.2 2d.3 2d.4

# %%
q2d_support_prior = sp.Interval.open(0, sp.oo)
q2d_support_normal = sp.S.Reals
q2d_kl_normal = np.inf
def q2d_log_q(z, mu, sigma):
    z = np.asarray(z, dtype=float)
    with np.errstate(all="ignore"):
        value = -np.log(z * sigma * np.sqrt(2 * np.pi)) - (np.log(z) - mu) ** 2 / (2 * sigma**2)
    return np.where(z > 0, value, -np.inf)
def q2d_sample(eps, mu, sigma):
    return np.exp(mu + sigma * eps)

# %% [markdown]
# ## library density
# SciPy knows the density.
#
# earns: 2d.1 2d.2 2d.3 2d.4

# %%
q2d_support_prior = sp.Interval(0, sp.oo)
q2d_support_normal = sp.Interval(-sp.oo, sp.oo)
q2d_kl_normal = sp.oo
def q2d_log_q(z, mu, sigma):
    from scipy.stats import lognorm
    return lognorm.logpdf(z, s=sigma, scale=np.exp(mu))
def q2d_sample(eps, mu, sigma):
    return np.exp(mu + sigma * eps)

# %% [markdown]
# ## Weibull family
# Another family on the half-line, sampled through its quantile function.
#
# earns: 2d.1 2d.2 2d.3 2d.4

# %%
q2d_support_prior = sp.Interval.open(0, sp.oo)
q2d_support_normal = sp.S.Reals
q2d_kl_normal = float("inf")
def q2d_log_q(z, mu, sigma):
    from scipy.stats import weibull_min
    z = np.asarray(z, dtype=float)
    value = weibull_min.logpdf(z, 1 / sigma, scale=np.exp(mu))
    return np.where(z > 0, value, -np.inf)
def q2d_sample(eps, mu, sigma):
    from scipy.stats import norm
    return np.exp(mu) * (-norm.logsf(eps)) ** sigma

# %% [markdown]
# ## log-logistic family
# A heavier tail with finite divergence.
#
# earns: 2d.3 2d.4

# %%
from scipy.stats import logistic, norm
def q2d_log_q(z, mu, sigma):
    z = np.asarray(z, dtype=float)
    with np.errstate(all="ignore"):
        return np.where(z > 0, logistic.logpdf(np.log(z), mu, sigma) - np.log(z), -np.inf)
def q2d_sample(eps, mu, sigma):
    return np.exp(mu + sigma * (norm.logcdf(eps) - norm.logsf(eps)))

# %% [markdown]
# ## scalar density
# A function of one number that fails below zero.
#
# earns: 2d.3 2d.4

# %%
import math
def q2d_log_q(z, mu, sigma):
    return -math.log(z * sigma * math.sqrt(2 * math.pi)) - (math.log(z) - mu) ** 2 / (2 * sigma**2)
def q2d_sample(eps, mu, sigma):
    return np.exp(mu + sigma * eps)

# %% [markdown]
# ## supports only
# Nothing else.
#
# earns: 2d.1

# %%
q2d_support_prior = sp.Interval.open(0, sp.oo)
q2d_support_normal = sp.S.Reals

# %% [markdown]
# ## support by union
# The same set written differently.
#
# earns: 2d.1

# %%
q2d_support_prior = sp.S.Reals - sp.Interval(-sp.oo, 0)
q2d_support_normal = sp.Union(sp.Interval(-sp.oo, 3), sp.Interval.open(3, sp.oo))

# %% [markdown]
# ## divergence only
# Nothing else.
#
# earns: 2d.2

# %%
q2d_kl_normal = np.inf

# %% [markdown]
# ## density only
# Nothing else.
#
# earns: 2d.3

# %%
def q2d_log_q(z, mu, sigma):
    from scipy.stats import lognorm
    return lognorm.logpdf(z, s=sigma, scale=np.exp(mu))

# %% [markdown]
# ## sampler only
# Log-normal by default, when no family of its own counts.
#
# earns: 2d.4

# %%
def q2d_sample(eps, mu, sigma):
    return np.exp(mu + sigma * eps)

# %% [markdown]
# ## supports exchanged
# The sets are exchanged.
#
# earns: 2d.2 2d.3 2d.4

# %%
q2d_support_prior = sp.S.Reals
q2d_support_normal = sp.Interval.open(0, sp.oo)
q2d_kl_normal = np.inf
def q2d_log_q(z, mu, sigma):
    from scipy.stats import lognorm
    return lognorm.logpdf(z, s=sigma, scale=np.exp(mu))
def q2d_sample(eps, mu, sigma):
    return np.exp(mu + sigma * eps)

# %% [markdown]
# ## a hole in the support
# One point is missing.
#
# earns: 2d.2

# %%
q2d_support_prior = sp.Interval.open(0, sp.oo) - sp.FiniteSet(1)
q2d_support_normal = sp.S.Reals
q2d_kl_normal = np.inf

# %% [markdown]
# ## large but finite
# A large number is not infinity.
#
# earns: 2d.1 2d.3 2d.4

# %%
q2d_support_prior = sp.Interval.open(0, sp.oo)
q2d_support_normal = sp.S.Reals
q2d_kl_normal = 1e308
def q2d_log_q(z, mu, sigma):
    from scipy.stats import lognorm
    return lognorm.logpdf(z, s=sigma, scale=np.exp(mu))
def q2d_sample(eps, mu, sigma):
    return np.exp(mu + sigma * eps)

# %% [markdown]
# ## complex infinity
# Nor is complex infinity.
#
# earns: 2d.1

# %%
q2d_support_prior = sp.Interval.open(0, sp.oo)
q2d_support_normal = sp.S.Reals
q2d_kl_normal = sp.zoo

# %% [markdown]
# ## infinity as text
# Nor is a word.
#
# earns: 2d.1

# %%
q2d_support_prior = sp.Interval.open(0, sp.oo)
q2d_support_normal = sp.S.Reals
q2d_kl_normal = "inf"

# %% [markdown]
# ## normal density
# The family that was just refuted.
#
# earns: 2d.1 2d.2 2d.4

# %%
q2d_support_prior = sp.Interval.open(0, sp.oo)
q2d_support_normal = sp.S.Reals
q2d_kl_normal = np.inf
def q2d_log_q(z, mu, sigma):
    return -((z - mu) ** 2) / (2 * sigma**2) - np.log(sigma * np.sqrt(2 * np.pi))
def q2d_sample(eps, mu, sigma):
    return np.exp(mu + sigma * eps)

# %% [markdown]
# ## not normalised
# The factor 1/z is missing.
#
# earns: 2d.1 2d.2 2d.4

# %%
q2d_support_prior = sp.Interval.open(0, sp.oo)
q2d_support_normal = sp.S.Reals
q2d_kl_normal = np.inf
def q2d_log_q(z, mu, sigma):
    z = np.asarray(z, dtype=float)
    with np.errstate(all="ignore"):
        return np.where(z > 0, -(np.log(z) - mu) ** 2 / (2 * sigma**2) - np.log(sigma * np.sqrt(2 * np.pi)), -np.inf)
def q2d_sample(eps, mu, sigma):
    return np.exp(mu + sigma * eps)

# %% [markdown]
# ## density instead of its logarithm
# Forgot the logarithm.
#
# earns: 2d.4

# %%
def q2d_log_q(z, mu, sigma):
    return np.exp(-((np.log(np.abs(z) + 1e-300) - mu) ** 2) / (2 * sigma**2))
def q2d_sample(eps, mu, sigma):
    return np.exp(mu + sigma * eps)

# %% [markdown]
# ## finite below zero
# A folded density that is finite at negative numbers.
#
# earns: 2d.4

# %%
def q2d_log_q(z, mu, sigma):
    z = np.abs(z) + 1e-300
    return -np.log(z * sigma * np.sqrt(2 * np.pi)) - (np.log(z) - mu) ** 2 / (2 * sigma**2)
def q2d_sample(eps, mu, sigma):
    return np.exp(mu + sigma * eps)

# %% [markdown]
# ## log-Cauchy
# Normalised on the half-line, but the divergence is infinite.
#
# earns: 2d.4

# %%
from scipy.stats import cauchy
def q2d_log_q(z, mu, sigma):
    z = np.asarray(z, dtype=float)
    with np.errstate(all="ignore"):
        return np.where(z > 0, cauchy.logpdf(np.log(z), mu, sigma) - np.log(z), -np.inf)
def q2d_sample(eps, mu, sigma):
    return np.exp(mu + sigma * eps)

# %% [markdown]
# ## sampler of another law
# Does not go with the own density.
#
# earns: 2d.3

# %%
def q2d_log_q(z, mu, sigma):
    from scipy.stats import lognorm
    return lognorm.logpdf(z, s=sigma, scale=np.exp(mu))
def q2d_sample(eps, mu, sigma):
    return np.exp(mu + 1.1 * sigma * eps)

# %% [markdown]
# ## random sampler
# Draws instead of transforming.
#
# earns: 2d.3

# %%
def q2d_log_q(z, mu, sigma):
    from scipy.stats import lognorm
    return lognorm.logpdf(z, s=sigma, scale=np.exp(mu))
def q2d_sample(eps, mu, sigma):
    return np.random.lognormal(mu, sigma, size=np.shape(eps))

# %% [markdown]
# ## flips with the sign of mu
# The right law for every mu, but not differentiable at zero.
#
# earns: 2d.3

# %%
def q2d_log_q(z, mu, sigma):
    from scipy.stats import lognorm
    return lognorm.logpdf(z, s=sigma, scale=np.exp(mu))
def q2d_sample(eps, mu, sigma):
    return np.exp(mu + sigma * eps * (1 if mu >= 0 else -1))

# %% [markdown]
# ## variance as parameter
# Takes sigma for the variance: still a family, sampled as it says.
#
# earns: 2d.3 2d.4

# %%
def q2d_log_q(z, mu, sigma):
    from scipy.stats import lognorm
    return lognorm.logpdf(z, s=np.sqrt(sigma), scale=np.exp(mu))
def q2d_sample(eps, mu, sigma):
    return np.exp(mu + np.sqrt(sigma) * eps)

# %% [markdown]
# ## samples another law
# The right family, but the sample takes sigma for a variance.
#
# earns: 2d.1 2d.2 2d.3

# %%
q2d_support_prior = sp.Interval.open(0, sp.oo)
q2d_support_normal = sp.Reals
q2d_kl_normal = sp.oo
def q2d_log_q(z, mu, sigma):
    with np.errstate(all="ignore"):
        y = np.log(z)
        return -y - np.log(sigma * np.sqrt(2 * np.pi)) - (y - mu) ** 2 / (2 * sigma**2)
def q2d_sample(eps, mu, sigma):
    return np.exp(mu + np.sqrt(sigma) * eps)
