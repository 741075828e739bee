# %% [markdown]
# **4a.** Every Gaussian of the chain has a density in closed form; the likelihood of the data has not, because the latents
# have to be integrated out.

# %% name="q4a_closed_form"
q4a_closed_form = {
    "log p(x_0)": False,
    "q(z_n | x_0)": True,
    "q(z_{n-1} | z_n, x_0)": True,
    "p(z_{n-1} | z_n)": True,
}

# %% name="q4a_marginal"
def q4a_marginal(joint):
    """Sum all axes but the first."""
    return joint.reshape(joint.shape[0], -1).sum(axis=1)


# %% [markdown]
# **4b.** $\beta_n > 1$ makes $\alpha_n$ negative, so $\bar\alpha_n$ changes its sign there and $\sqrt{\bar\alpha_n}$, which
# scales $x_0$ when $z_n$ is sampled in training, is no real number.

# %% name="q4b_negative_steps"
def q4b_negative_steps(betas):
    """Steps, counted from 1, with a negative alpha bar."""
    alpha_bar = np.cumprod(1 - betas)
    return np.flatnonzero(alpha_bar < 0) + 1


# %% name="q4b_failure"
def q4b_failure(betas):
    """The first negative step, and what cannot be computed there."""
    return int(q4b_negative_steps(betas)[0]), QUANTITIES[0]


# %% [markdown]
# **4c.** $\beta_n = 1$ makes $\bar\alpha$ zero from there on: $z_n$ is pure noise, and recovering $x_0$ divides by zero.

# %% name="q4c_lost_steps"
def q4c_lost_steps(betas):
    """Steps from the first beta of one on."""
    ones = np.flatnonzero(betas == 1)
    return list(range(ones[0] + 1, len(betas) + 1)) if len(ones) else []


# %% name="q4c_failure"
def q4c_failure(betas):
    """The first such step, and what cannot be computed there."""
    return q4c_lost_steps(betas)[0], QUANTITIES[2]


# %% [markdown]
# **4d.** Schedule 2 starts with $\beta_1 = 0$. Schedule 4 is not positive before the middle and ends with $\beta_N = 1$.
# Schedules 1 and 3 stay between 0 and 1, since $0 < n/N \le 1$.
#
# *Errata of the printed exam.* In the printed marking scheme the last two lines lost their minus signs: flagging schedule
# 1 or 3 *costs* a ✓ each. The printed reason for schedule 4 holds for $n \le N/2$; at $n = N$ it fails for the other reason,
# $\beta_N = 1$. Either step is a right witness.

# %% name="q4d_invalid"
q4d_invalid = {2, 4}

# %% name="q4d_witness"
def q4d_witness(k, N):
    """A step at which schedule k leaves (0, 1)."""
    return 1 if k == 2 else N


# %% name="plot_schedules"
steps = np.arange(1, 51)
fig, ax = plt.subplots(figsize=(6, 2.5))
for number, (values, style) in enumerate(
    (
        (np.sin(steps / 50), "-"),
        (1 - 1 / steps, "--"),
        (np.log(1 + steps / 50), "-."),
        (-np.cos(np.pi * steps / 50), ":"),
    ),
    1,
):
    ax.plot(steps, values, style, label=f"schedule {number}")
ax.axhspan(0, 1, alpha=0.1)
ax.set_xlabel("step $n$")
ax.set_ylabel(r"$\beta_n$ (valid inside the band)")
ax.legend()
plt.show()
