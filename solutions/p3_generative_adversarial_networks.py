# %% [markdown]
# **3a.** $E_1$ rewards the discriminator for recognising data; the generator has no part in it.

# %% name="E1"
def E1(d_real):
    """Half the mean log output on data."""
    return np.mean(np.log(d_real)) / 2


# %% name="q3a_E1_direction"
q3a_E1_direction = {"discriminator": +1, "generator": 0}

# %% [markdown]
# $E_2$ rewards the discriminator for rejecting generated samples, and the generator for having them accepted.

# %% name="E2"
def E2(d_fake):
    """Half the mean log of one minus the output on generated samples."""
    return np.mean(np.log(1 - d_fake)) / 2


# %% name="q3a_E2_direction"
q3a_E2_direction = {"discriminator": +1, "generator": -1}

# %% [markdown]
# One objective, optimised in opposite directions: the discriminator's loss is its negative, the generator's the part of it
# that the generator can change.

# %% name="discriminator_loss"
def discriminator_loss(d_real, d_fake):
    """Minimised by the discriminator, which maximises the objective."""
    return -(E1(d_real) + E2(d_fake))


# %% name="generator_loss"
def generator_loss(d_real, d_fake):
    """Minimised by the generator."""
    return E2(d_fake)


# %% [markdown]
# **3b.** By the second hint both expectations are integrals over $x$.

# %% name="q3b_objective"
q3b_objective = p / 2 * sp.log(D) + q / 2 * sp.log(1 - D)

# %% [markdown]
# Plug in the optimal discriminator $D^* = p / (p + q)$, for which $1 - D^* = q / (p + q)$.

# %% name="q3b_at_optimum"
q3b_at_optimum = p / 2 * sp.log(p / (p + q)) + q / 2 * sp.log(1 - p / (p + q))

# %% name="q3b_one_minus_D"
q3b_one_minus_D = q / (p + q)

# %% [markdown]
# Halving both denominators turns the two terms into divergences from the mixture and costs $\log 2$.

# %% name="q3b_kl_terms"
q3b_kl_terms = (p * sp.log(p / ((p + q) / 2)), q * sp.log(q / ((p + q) / 2)))

# %% name="q3b_constant"
q3b_constant = -sp.log(2)

# %% name="plot_gap"
grid = np.linspace(-6, 6, 800)
distances = np.linspace(0, 5, 40)
half_loss = []
for distance in distances:
    left, right = (np.exp(-((grid - c) ** 2) / 2) / np.sqrt(2 * np.pi) for c in (-distance / 2, distance / 2))
    integrand = sp.lambdify((p, q), q3b_at_optimum)(left, right)
    half_loss.append(np.sum(integrand) * (grid[1] - grid[0]))
fig, ax = plt.subplots(figsize=(6, 2.5))
ax.plot(distances, np.array(half_loss) + np.log(2))
ax.set_xlabel("distance of the two means")
ax.set_ylabel("loss + log 2")
ax.set_title("from 0 for equal densities to log 2 for separate ones")
ax.axhline(np.log(2), linestyle=":", color="black")
plt.show()
