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
# names: 2d.1 supports-exchanged

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
# names: 2d.2 finite-divergence

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
# names: 2d.2 infinity-in-words

# %%
q2d_support_prior = sp.Interval.open(0, sp.oo)
q2d_support_normal = sp.S.Reals
q2d_kl_normal = "inf"

# %% [markdown]
# ## normal density
# The family that was just refuted.
#
# earns: 2d.1 2d.2 2d.4
# names: 2d.3 normal-density

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
# names: 2d.3 jacobian-left-out

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
# names: 2d.3 density-below-zero

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
# names: 2d.4 spread-of-the-logarithm

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
# names: 2d.4 root-of-the-deviation

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

# %% [markdown]
# ## narrow gamma family
# A shape of about a thousand: narrower than most.
#
# earns: 2d.3 2d.4

# %%
from scipy import stats
from scipy.special import ndtr, ndtri
def where_positive(z, f):
    z = np.asarray(z, dtype=float)
    with np.errstate(all="ignore"):
        return np.where(z > 0, f(np.where(z > 0, z, 1.0)), -np.inf)
def q2d_log_q(z, mu, sigma):
    return where_positive(z, lambda z: stats.gamma.logpdf(z, 1000 / sigma**2, scale=np.exp(mu) * sigma**2 / 1000))
def q2d_sample(eps, mu, sigma):
    return stats.gamma.ppf(ndtr(eps), 1000 / sigma**2, scale=np.exp(mu) * sigma**2 / 1000)

# %% [markdown]
# ## uniform family
# A density with a jump; where it is zero the prior may be positive.
#
# earns: 2d.3 2d.4

# %%
from scipy import stats
from scipy.special import ndtr, ndtri
def where_positive(z, f):
    z = np.asarray(z, dtype=float)
    with np.errstate(all="ignore"):
        return np.where(z > 0, f(np.where(z > 0, z, 1.0)), -np.inf)
def q2d_log_q(z, mu, sigma):
    return where_positive(z, lambda z: np.where(z < np.exp(mu + sigma), -mu - sigma, -np.inf))
def q2d_sample(eps, mu, sigma):
    return np.exp(mu + sigma) * ndtr(eps)

# %% [markdown]
# ## truncated normal family
# Positive part of a normal law, by its quantiles.
#
# earns: 2d.3 2d.4

# %%
from scipy import stats
from scipy.special import ndtr, ndtri
def where_positive(z, f):
    z = np.asarray(z, dtype=float)
    with np.errstate(all="ignore"):
        return np.where(z > 0, f(np.where(z > 0, z, 1.0)), -np.inf)
def q2d_log_q(z, mu, sigma):
    return where_positive(z, lambda z: stats.norm.logpdf(z, mu, sigma) - np.log(ndtr(mu / sigma)))
def q2d_sample(eps, mu, sigma):
    return mu - sigma * ndtri(ndtr(mu / sigma) * ndtr(-eps))

# %% [markdown]
# ## inverse gamma, plainly written
# The logarithm of the density formula gives NaN where z is astronomically small.
#
# earns: 2d.3 2d.4

# %%
from scipy import stats
from scipy.special import gamma, ndtr, ndtri
def where_positive(z, f):
    z = np.asarray(z, dtype=float)
    with np.errstate(all="ignore"):
        return np.where(z > 0, f(np.where(z > 0, z, 1.0)), -np.inf)
def q2d_log_q(z, mu, sigma):
    s = 2 + sigma
    return where_positive(z, lambda z: np.log(np.exp(mu) ** s / gamma(s) * z ** (-s - 1) * np.exp(-np.exp(mu) / z)))
def q2d_sample(eps, mu, sigma):
    return stats.invgamma.ppf(ndtr(eps), 2 + sigma, scale=np.exp(mu))

# %% [markdown]
# ## inverse gamma without sigma
# A density for every mu, and the same one for every sigma: no family in both parameters. The sampler is judged against
# the log-normal family then, which it is not.
#
# earns: nothing
# names: 2d.3 one-parameter-ignored

# %%
from scipy import stats
from scipy.special import ndtr
def q2d_log_q(z, mu, sigma):
    return stats.invgamma.logpdf(z, 3, scale=np.exp(mu))
def q2d_sample(eps, mu, sigma):
    return stats.invgamma.ppf(ndtr(eps), 3, scale=np.exp(mu))

# %% [markdown]
# ## log of Student's t
# Heavy tails, but the divergence is finite.
#
# earns: 2d.3 2d.4

# %%
from scipy import stats
from scipy.special import ndtr, ndtri
def where_positive(z, f):
    z = np.asarray(z, dtype=float)
    with np.errstate(all="ignore"):
        return np.where(z > 0, f(np.where(z > 0, z, 1.0)), -np.inf)
def q2d_log_q(z, mu, sigma):
    return where_positive(z, lambda z: stats.t.logpdf(np.log(z), 2.3, mu, sigma) - np.log(z))
def q2d_sample(eps, mu, sigma):
    return np.exp(mu + sigma * stats.t.ppf(ndtr(eps), 2.3))

# %% [markdown]
# ## mixture, sampled by branches
# A measure-preserving sampler that is not monotone in eps.
#
# earns: 2d.3 2d.4

# %%
from scipy import stats
from scipy.special import ndtr, ndtri
def where_positive(z, f):
    z = np.asarray(z, dtype=float)
    with np.errstate(all="ignore"):
        return np.where(z > 0, f(np.where(z > 0, z, 1.0)), -np.inf)
def q2d_log_q(z, mu, sigma):
    return where_positive(z, lambda z: np.logaddexp(stats.lognorm.logpdf(z, sigma, scale=np.exp(mu - 1)), stats.lognorm.logpdf(z, sigma, scale=np.exp(mu + 1))) - np.log(2))
def q2d_sample(eps, mu, sigma):
    return np.where(ndtr(eps) < 0.5, np.exp(mu - 1 + sigma * ndtri(np.clip(2 * ndtr(eps), 1e-300, 1))), np.exp(mu + 1 + sigma * ndtri(np.clip(2 * ndtr(eps) - 1, 1e-300, 1))))

# %% [markdown]
# ## a billionth of log-Cauchy
# Normalised, and the divergence is infinite all the same.
#
# earns: 2d.4

# %%
from scipy import stats
from scipy.special import ndtr, ndtri
def where_positive(z, f):
    z = np.asarray(z, dtype=float)
    with np.errstate(all="ignore"):
        return np.where(z > 0, f(np.where(z > 0, z, 1.0)), -np.inf)
def q2d_log_q(z, mu, sigma):
    return where_positive(z, lambda z: np.logaddexp(stats.lognorm.logpdf(z, sigma, scale=np.exp(mu)) + np.log1p(-1e-9), stats.cauchy.logpdf(np.log(z), mu, sigma) - np.log(z) + np.log(1e-9)))
def q2d_sample(eps, mu, sigma):
    return np.exp(mu + sigma * eps)

# %% [markdown]
# ## kink between
# Right at every parameter below, not differentiable at one above.
#
# earns: 2d.3

# %%
from scipy import stats
from scipy.special import ndtr, ndtri
def where_positive(z, f):
    z = np.asarray(z, dtype=float)
    with np.errstate(all="ignore"):
        return np.where(z > 0, f(np.where(z > 0, z, 1.0)), -np.inf)
def q2d_log_q(z, mu, sigma):
    return where_positive(z, lambda z: stats.lognorm.logpdf(z, sigma, scale=np.exp(mu)))
def q2d_sample(eps, mu, sigma):
    return np.exp((mu if mu < 1.37 else 2 * mu - 1.37) + sigma * eps)

# %% [markdown]
# ## two per cent more from one sigma on
# A small jump in the dependence on sigma.
#
# earns: 2d.3

# %%
from scipy import stats
from scipy.special import ndtr, ndtri
def where_positive(z, f):
    z = np.asarray(z, dtype=float)
    with np.errstate(all="ignore"):
        return np.where(z > 0, f(np.where(z > 0, z, 1.0)), -np.inf)
def q2d_log_q(z, mu, sigma):
    return where_positive(z, lambda z: stats.lognorm.logpdf(z, sigma, scale=np.exp(mu)))
def q2d_sample(eps, mu, sigma):
    return np.exp(mu + (sigma if sigma < 2.3 else sigma * 1.02) * eps)

# %% [markdown]
# ## normalised to a thousandth
# Too much mass by a thousandth.
#
# earns: 2d.4
# names: 2d.3 constant-factor-of-the-mass

# %%
from scipy import stats
from scipy.special import ndtr, ndtri
def where_positive(z, f):
    z = np.asarray(z, dtype=float)
    with np.errstate(all="ignore"):
        return np.where(z > 0, f(np.where(z > 0, z, 1.0)), -np.inf)
def q2d_log_q(z, mu, sigma):
    return where_positive(z, lambda z: stats.lognorm.logpdf(z, sigma, scale=np.exp(mu))) + 1e-3
def q2d_sample(eps, mu, sigma):
    return np.exp(mu + sigma * eps)

# %% [markdown]
# ## huge numbers for infinity
# Larger than any floating-point number, and finite.
#
# earns: 2d.1
# names: 2d.2 finite-divergence

# %%
q2d_support_prior = sp.imageset(sp.Lambda(t, sp.exp(t)), sp.S.Reals)
q2d_support_normal = sp.Interval(-sp.oo, sp.oo)
q2d_kl_normal = sp.exp(1000)

# %% [markdown]
# ## supports that end far out
# Very large intervals are bounded.
#
# earns: 2d.2

# %%
q2d_support_prior = sp.Interval(0, sp.Integer(10) ** 400)
q2d_support_normal = sp.S.Reals
q2d_kl_normal = np.float64("inf")

# %% [markdown]
# ## the whole line twice
# A divergence of 0, and so on.
#
# earns: nothing
# names: 2d.1 prior-on-the-whole-line
# names: 2d.2 zero-divergence
# names: 2d.3 density-for-log-density
# names: 2d.4 variance-for-deviation

# %%
q2d_support_prior = sp.S.Reals
q2d_support_normal = sp.S.Reals
q2d_kl_normal = 0
def q2d_log_q(z, mu, sigma):
    x = np.log(np.where(z > 0, z, np.nan))
    return np.exp(-x - np.log(sigma * np.sqrt(2 * np.pi)) - (x - mu) ** 2 / (2 * sigma**2))
def q2d_sample(eps, mu, sigma):
    return np.exp(mu + sigma**2 * eps)

# %% [markdown]
# ## the half-line twice
# The divergence of the usual prior.
#
# earns: nothing
# names: 2d.1 normal-on-the-half-line
# names: 2d.2 divergence-between-normals
# names: 2d.3 jacobian-of-the-other-sign
# names: 2d.4 exponential-left-out

# %%
q2d_support_prior = sp.Interval.open(0, sp.oo)
q2d_support_normal = sp.Interval.open(0, sp.oo)
q2d_kl_normal = (sigma**2 + mu**2 - 1) / 2 - sp.log(sigma)
def q2d_log_q(z, mu, sigma):
    x = np.log(np.where(z > 0, z, np.nan))
    return x - np.log(sigma * np.sqrt(2 * np.pi)) - (x - mu) ** 2 / (2 * sigma**2)
def q2d_sample(eps, mu, sigma):
    return mu + sigma * eps

# %% [markdown]
# ## where probabilities lie
# Minus infinity, no normalisation.
#
# earns: nothing
# names: 2d.1 values-of-the-density
# names: 2d.2 sign-turned
# names: 2d.3 normalisation-left-out
# names: 2d.4 parameters-ignored

# %%
q2d_support_prior = sp.Interval(0, 1)
q2d_support_normal = sp.S.Reals
q2d_kl_normal = -sp.oo
def q2d_log_q(z, mu, sigma):
    x = np.log(np.where(z > 0, z, np.nan))
    return -x - (x - mu) ** 2 / (2 * sigma**2)
def q2d_sample(eps, mu, sigma):
    return np.exp(eps)

# %% [markdown]
# ## constant for sigma one
# No mu in the samples.
#
# earns: nothing
# names: 2d.3 sigma-of-the-normalisation-left-out, 2d.4 mu-left-out

# %%
def q2d_log_q(z, mu, sigma):
    x = np.log(np.where(z > 0, z, np.nan))
    return -x - np.log(np.sqrt(2 * np.pi)) - (x - mu) ** 2 / (2 * sigma**2)
def q2d_sample(eps, mu, sigma):
    return np.exp(sigma * eps)

# %% [markdown]
# ## two pi without its root
# No sigma in the samples.
#
# earns: nothing
# names: 2d.3 root-of-two-pi-left-out, 2d.4 sigma-left-out

# %%
def q2d_log_q(z, mu, sigma):
    x = np.log(np.where(z > 0, z, np.nan))
    return -x - np.log(sigma * 2 * np.pi) - (x - mu) ** 2 / (2 * sigma**2)
def q2d_sample(eps, mu, sigma):
    return np.exp(mu + eps)

# %% [markdown]
# ## no half in the exponent
# mu after the exponential.
#
# earns: nothing
# names: 2d.3 half-left-out, 2d.4 mu-added-after-the-exponential

# %%
def q2d_log_q(z, mu, sigma):
    x = np.log(np.where(z > 0, z, np.nan))
    return -x - np.log(sigma * np.sqrt(2 * np.pi)) - 2 * (x - mu) ** 2 / (2 * sigma**2)
def q2d_sample(eps, mu, sigma):
    return np.exp(sigma * eps) + mu

# %% [markdown]
# ## the prior itself
# Always the same sample.
#
# earns: nothing
# names: 2d.3 parameters-ignored, 2d.4 constant

# %%
def q2d_log_q(z, mu, sigma):
    x = np.log(np.where(z > 0, z, np.nan))
    return -x - x**2 / 2 - np.log(2 * np.pi) / 2
def q2d_sample(eps, mu, sigma):
    return 1.0 + 0 * eps

# %% [markdown]
# ## Weibull and log-normal
# They do not belong together.
#
# earns: 2d.3
# names: 2d.4 another-family-than-the-density

# %%
def q2d_log_q(z, mu, sigma):
    x = np.log(np.where(z > 0, z, np.nan))
    return np.log(1 / sigma) - mu + (1 / sigma - 1) * (x - mu) - np.exp((x - mu) / sigma)
def q2d_sample(eps, mu, sigma):
    return np.exp(mu + sigma * eps)

# %% [markdown]
# ## a finite divergence
# And minus the log density; one more than the sample.
#
# earns: nothing
# names: 2d.2 finite-divergence, 2d.3 sign-turned, 2d.4 something-added-to-the-sample

# %%
q2d_kl_normal = 3
def q2d_log_q(z, mu, sigma):
    x = np.log(np.where(z > 0, z, np.nan))
    return x + np.log(sigma * np.sqrt(2 * np.pi)) + (x - mu) ** 2 / (2 * sigma**2)
def q2d_sample(eps, mu, sigma):
    return np.exp(mu + sigma * eps) + 1

# %% [markdown]
# ## infinity in words
# A plus in the exponent; mu and sigma exchanged.
#
# earns: nothing
# names: 2d.2 infinity-in-words, 2d.3 sign-of-the-exponent, 2d.4 parameters-exchanged

# %%
q2d_kl_normal = "infinity"
def q2d_log_q(z, mu, sigma):
    x = np.log(np.where(z > 0, z, np.nan))
    return -x - np.log(sigma * np.sqrt(2 * np.pi)) + (x - mu) ** 2 / (2 * sigma**2)
def q2d_sample(eps, mu, sigma):
    return np.exp(sigma + mu * eps)

# %% [markdown]
# ## missing parentheses
# The divergence of two normal laws, with a slip; a normal sample with the variance.
#
# earns: nothing
# names: 2d.2 finite-divergence, 2d.3 sigma-multiplied, 2d.4 normal-with-other-parameters

# %%
q2d_kl_normal = (mu**2 + sigma**2 - 1) / 2
def q2d_log_q(z, mu, sigma):
    x = np.log(np.where(z > 0, z, np.nan))
    return -x - np.log(sigma * np.sqrt(2 * np.pi)) - (x - mu) ** 2 / 2 * sigma**2
def q2d_sample(eps, mu, sigma):
    return mu + sigma**2 * eps

# %% [markdown]
# ## variance in the exponent alone
# And twice mu in the sample.
#
# earns: nothing
# names: 2d.3 variance-for-deviation, 2d.4 centre-of-the-logarithm

# %%
def q2d_log_q(z, mu, sigma):
    x = np.log(np.where(z > 0, z, np.nan))
    return -x - np.log(sigma * np.sqrt(2 * np.pi)) - (x - mu) ** 2 / (2 * sigma)
def q2d_sample(eps, mu, sigma):
    return np.exp(2 * mu + sigma * eps)

# %% [markdown]
# ## z for its logarithm in the exponent
# And the square of a right sample.
#
# earns: nothing
# names: 2d.3 logarithm-left-out, 2d.4 centre-and-spread-of-the-logarithm

# %%
def q2d_log_q(z, mu, sigma):
    x = np.log(np.where(z > 0, z, np.nan))
    return -x - np.log(sigma * np.sqrt(2 * np.pi)) - (z - mu) ** 2 / (2 * sigma**2)
def q2d_sample(eps, mu, sigma):
    return np.exp(mu + sigma * eps) ** 2

# %% [markdown]
# ## base ten
# And minus a right sample.
#
# earns: nothing
# names: 2d.3 base-ten-or-two, 2d.4 sign-turned

# %%
def q2d_log_q(z, mu, sigma):
    x = np.log(np.where(z > 0, z, np.nan))
    return (-x - np.log(sigma * np.sqrt(2 * np.pi)) - (x - mu) ** 2 / (2 * sigma**2)) / np.log(10)
def q2d_sample(eps, mu, sigma):
    return -np.exp(mu + sigma * eps)

# %% [markdown]
# ## no sigma in the density
# A family in mu alone.
#
# earns: nothing
# names: 2d.3 one-parameter-ignored

# %%
def q2d_log_q(z, mu, sigma):
    x = np.log(np.where(z > 0, z, np.nan))
    return -x - np.log(np.sqrt(2 * np.pi)) - (x - mu) ** 2 / 2

# %% [markdown]
# ## third power of sigma
# A mass that changes with the parameters.
#
# earns: nothing
# names: 2d.3 mass-varies-with-the-parameters

# %%
def q2d_log_q(z, mu, sigma):
    x = np.log(np.where(z > 0, z, np.nan))
    return -x - np.log(sigma * np.sqrt(2 * np.pi)) - (x - mu) ** 2 / (2 * sigma**3)

# %% [markdown]
# ## plus infinity below zero
# The right density with the wrong infinity.
#
# earns: nothing
# names: 2d.3 density-below-zero

# %%
def q2d_log_q(z, mu, sigma):
    x = np.log(np.where(z > 0, z, np.nan))
    return np.where(z > 0, -x - np.log(sigma * np.sqrt(2 * np.pi)) - (x - mu) ** 2 / (2 * sigma**2), np.inf)
