# %% [markdown]
# **2a.** $\Pr(T(\epsilon) \le a) = \Pr(\epsilon \le T^{-1}(a)) = F(t)$ for an increasing $T$, and it has to equal $Q_{0,1}(a)$.
# The error function is one-to-one, so its arguments must agree: $t = \log a$.

# %% name="q2a_derivation"
q2a_derivation = [
    sp.Eq(F(t), Q01(a)),
    sp.Eq((1 + sp.erf(t / sp.sqrt(2))) / 2, (1 + sp.erf(sp.log(a) / sp.sqrt(2))) / 2),
    sp.Eq(t, sp.log(a)),
]

# %% name="T"
def T(eps):
    """A sample of logN(0, 1) from a sample of N(0, 1)."""
    return np.exp(eps)


# %% [markdown]
# **2b.** The same argument with $m = M^{-1}(a)$: $\log m = (\log a - \mu) / \sigma$, hence $a = m^\sigma e^\mu$.
#
# *Erratum of the printed exam.* Its answer has a stray $\Pr$ around $M^{-1}(a)$ in the second line.

# %% name="q2b_derivation"
q2b_derivation = [
    sp.Eq(Q01(m), Q(a)),
    sp.Eq(
        (1 + sp.erf(sp.log(m) / sp.sqrt(2))) / 2,
        (1 + sp.erf((sp.log(a) - mu) / (sigma * sp.sqrt(2)))) / 2,
    ),
    sp.Eq(sp.log(m), (sp.log(a) - mu) / sigma),
    sp.Eq(a, m**sigma * sp.exp(mu)),
]

# %% name="M"
def M(z, mu, sigma):
    """A sample of logN(mu, sigma^2) from a sample of logN(0, 1)."""
    return z**sigma * np.exp(mu)


# %% [markdown]
# **2c.** Composing both gives $C(\epsilon) = \exp(\mu + \sigma \epsilon)$.

# %% name="C"
def C(eps, mu, sigma):
    """A sample of logN(mu, sigma^2) from a sample of N(0, 1)."""
    return M(T(eps), mu, sigma)


# %% name="q2c_derivation"
q2c_derivation = [
    sp.Eq(F(t), Q(a)),
    sp.Eq(
        (1 + sp.erf(t / sp.sqrt(2))) / 2,
        (1 + sp.erf((sp.log(a) - mu) / (sigma * sp.sqrt(2)))) / 2,
    ),
    sp.Eq(t, (sp.log(a) - mu) / sigma),
]

# %% [markdown]
# **2d.** A normal density is positive where the prior is zero, so the divergence's integrand is infinite on $z \le 0$.

# %% name="q2d_support_prior"
q2d_support_prior = sp.Interval.open(0, sp.oo)

# %% name="q2d_support_normal"
q2d_support_normal = sp.S.Reals

# %% name="q2d_kl_normal"
q2d_kl_normal = sp.oo

# %% [markdown]
# A log-normal family has the prior's support, and the transformation of 2c moves its randomness out of the parameters.

# %% name="q2d_log_q"
def q2d_log_q(z, mu, sigma):
    """Log density of logN(mu, sigma^2); -inf outside its support."""
    z = np.asarray(z, dtype=float)
    inside = z > 0
    log_z = np.log(np.where(inside, z, 1.0))
    value = -log_z - np.log(sigma * np.sqrt(2 * np.pi)) - (log_z - mu) ** 2 / (2 * sigma**2)
    return np.where(inside, value, -np.inf)


# %% name="q2d_sample"
def q2d_sample(eps, mu, sigma):
    """A sample of q whose dependence on mu and sigma can be differentiated."""
    return np.exp(mu + sigma * eps)


# %% name="plot_family"
grid = np.linspace(0.01, 6, 400)
fig, ax = plt.subplots(figsize=(6, 2.5))
for mean, deviation, style in ((0, 1, "-"), (0, 0.5, "--"), (1, 0.5, ":")):
    ax.plot(grid, np.exp(q2d_log_q(grid, mean, deviation)), style, label=f"mu = {mean}, sigma = {deviation}")
ax.legend()
ax.set_xlabel("$z$")
ax.set_ylabel("density")
ax.set_title("the proposed family")
plt.show()
