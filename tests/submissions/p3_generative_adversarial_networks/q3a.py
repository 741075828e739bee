# %% [markdown]
# ## model
# The terms and the losses of the objective.
#
# earns: 3a.1 3a.2 3a.3

# %%
def E1(d_real):
    return np.mean(np.log(d_real)) / 2
q3a_E1_direction = {"discriminator": +1, "generator": 0}
def E2(d_fake):
    return np.mean(np.log(1 - d_fake)) / 2
q3a_E2_direction = {"discriminator": +1, "generator": -1}
def discriminator_loss(d_real, d_fake):
    return -np.mean(np.log(d_real)) / 2 - np.mean(np.log(1 - d_fake)) / 2
def generator_loss(d_real, d_fake):
    return np.mean(np.log(1 - d_fake)) / 2

# %% [markdown]
# ## built from the terms
# Losses by E1 and E2, the generator with the whole objective.
#
# earns: 3a.1 3a.2 3a.3

# %%
def E1(d_real):
    return np.mean(np.log(d_real)) / 2
q3a_E1_direction = {"discriminator": +1, "generator": 0}
def E2(d_fake):
    return np.mean(np.log(1 - d_fake)) / 2
q3a_E2_direction = {"discriminator": +1, "generator": -1}
def discriminator_loss(d_real, d_fake):
    return -(E1(d_real) + E2(d_fake))
def generator_loss(d_real, d_fake):
    return E1(d_real) + E2(d_fake)

# %% [markdown]
# ## other factors
# Sums instead of means, without the half, with a constant.
#
# earns: 3a.3

# %%
def discriminator_loss(d_real, d_fake):
    return -np.sum(np.log(d_real) + np.log(1 - d_fake)) + 7
def generator_loss(d_real, d_fake):
    return 3 * np.sum(np.log1p(-d_fake))

# %% [markdown]
# ## other numbers
# Floats, strings with spaces as keys, one-element arrays.
#
# earns: 3a.1 3a.2

# %%
def E1(d_real):
    return np.array([0.5 * np.log(np.asarray(d_real)).mean()])
q3a_E1_direction = {" Discriminator": 1.0, "GENERATOR ": 0}
def E2(d_fake):
    return sum(sp.log(1 - float(d)) for d in d_fake) / (2 * len(d_fake))
q3a_E2_direction = {"discriminator": sp.Integer(1), "generator": np.int64(-1)}

# %% [markdown]
# ## only the first term
# Nothing else.
#
# earns: 3a.1

# %%
def E1(d_real):
    return np.mean(np.log(d_real)) / 2
q3a_E1_direction = {"discriminator": +1, "generator": 0}

# %% [markdown]
# ## only the second term
# Nothing else.
#
# earns: 3a.2

# %%
def E2(d_fake):
    return np.mean(np.log(1 - d_fake)) / 2
q3a_E2_direction = {"discriminator": +1, "generator": -1}

# %% [markdown]
# ## only the game
# Nothing else.
#
# earns: 3a.3

# %%
def discriminator_loss(d_real, d_fake):
    return -np.mean(np.log(d_real)) / 2 - np.mean(np.log(1 - d_fake)) / 2
def generator_loss(d_real, d_fake):
    return np.mean(np.log(1 - d_fake)) / 2

# %% [markdown]
# ## forgot the half
# The factor is part of the term.
#
# earns: 3a.2 3a.3

# %%
def E1(d_real):
    return np.mean(np.log(d_real))
q3a_E1_direction = {"discriminator": +1, "generator": 0}
def E2(d_fake):
    return np.mean(np.log(1 - d_fake)) / 2
q3a_E2_direction = {"discriminator": +1, "generator": -1}
def discriminator_loss(d_real, d_fake):
    return -np.mean(np.log(d_real)) / 2 - np.mean(np.log(1 - d_fake)) / 2
def generator_loss(d_real, d_fake):
    return np.mean(np.log(1 - d_fake)) / 2

# %% [markdown]
# ## wrong direction for data
# The generator has no influence on the first term.
#
# earns: 3a.2 3a.3

# %%
def E1(d_real):
    return np.mean(np.log(d_real)) / 2
q3a_E1_direction = {"discriminator": 1, "generator": -1}
def E2(d_fake):
    return np.mean(np.log(1 - d_fake)) / 2
q3a_E2_direction = {"discriminator": +1, "generator": -1}
def discriminator_loss(d_real, d_fake):
    return -np.mean(np.log(d_real)) / 2 - np.mean(np.log(1 - d_fake)) / 2
def generator_loss(d_real, d_fake):
    return np.mean(np.log(1 - d_fake)) / 2

# %% [markdown]
# ## wrong direction for fakes
# Both players up.
#
# earns: 3a.1 3a.3

# %%
def E1(d_real):
    return np.mean(np.log(d_real)) / 2
q3a_E1_direction = {"discriminator": +1, "generator": 0}
def E2(d_fake):
    return np.mean(np.log(1 - d_fake)) / 2
q3a_E2_direction = {"discriminator": 1, "generator": 1}
def discriminator_loss(d_real, d_fake):
    return -np.mean(np.log(d_real)) / 2 - np.mean(np.log(1 - d_fake)) / 2
def generator_loss(d_real, d_fake):
    return np.mean(np.log(1 - d_fake)) / 2

# %% [markdown]
# ## sum for mean
# Right for one sample only.
#
# earns: 3a.2

# %%
def E1(d_real):
    return np.sum(np.log(d_real)) / 2
q3a_E1_direction = {"discriminator": +1, "generator": 0}
def E2(d_fake):
    return np.mean(np.log(1 - d_fake)) / 2
q3a_E2_direction = {"discriminator": +1, "generator": -1}

# %% [markdown]
# ## log D on fakes
# The second term is another one.
#
# earns: 3a.1

# %%
def E1(d_real):
    return np.mean(np.log(d_real)) / 2
q3a_E1_direction = {"discriminator": +1, "generator": 0}
def E2(d_fake):
    return np.mean(np.log(d_fake)) / 2
q3a_E2_direction = {"discriminator": +1, "generator": -1}

# %% [markdown]
# ## non-saturating
# Adversarial, but not this objective.
#
# earns: 3a.1 3a.2 3a.3 3a.-1

# %%
def E1(d_real):
    return np.mean(np.log(d_real)) / 2
q3a_E1_direction = {"discriminator": +1, "generator": 0}
def E2(d_fake):
    return np.mean(np.log(1 - d_fake)) / 2
q3a_E2_direction = {"discriminator": +1, "generator": -1}
def discriminator_loss(d_real, d_fake):
    return -np.mean(np.log(d_real)) / 2 - np.mean(np.log(1 - d_fake)) / 2
def generator_loss(d_real, d_fake):
    return -np.mean(np.log(d_fake)) / 2

# %% [markdown]
# ## least squares
# The losses of another network.
#
# earns: 3a.3 3a.-1

# %%
def discriminator_loss(d_real, d_fake):
    return np.mean((d_real - 1) ** 2) + np.mean(d_fake**2)
def generator_loss(d_real, d_fake):
    return np.mean((d_fake - 1) ** 2)

# %% [markdown]
# ## Wasserstein
# Nor these.
#
# earns: 3a.3 3a.-1

# %%
def discriminator_loss(d_real, d_fake):
    return np.mean(d_fake) - np.mean(d_real)
def generator_loss(d_real, d_fake):
    return -np.mean(d_fake)

# %% [markdown]
# ## own wrong terms
# The losses follow the own, wrong terms: no penalty.
#
# earns: 3a.3

# %%
def E1(d_real):
    return np.mean(d_real)
def E2(d_fake):
    return -np.mean(d_fake)
def discriminator_loss(d_real, d_fake):
    return -(E1(d_real) + E2(d_fake))
def generator_loss(d_real, d_fake):
    return E2(d_fake)

# %% [markdown]
# ## same direction
# Both losses fall with the outputs on fakes.
#
# earns: 3a.1 3a.2

# %%
def E1(d_real):
    return np.mean(np.log(d_real)) / 2
q3a_E1_direction = {"discriminator": +1, "generator": 0}
def E2(d_fake):
    return np.mean(np.log(1 - d_fake)) / 2
q3a_E2_direction = {"discriminator": +1, "generator": -1}
def discriminator_loss(d_real, d_fake):
    return -np.mean(np.log(d_real)) - np.mean(np.log(d_fake))
def generator_loss(d_real, d_fake):
    return -np.mean(np.log(d_fake))

# %% [markdown]
# ## objective for loss
# The discriminator would minimise what it should maximise.
#
# earns: 3a.1 3a.2

# %%
def E1(d_real):
    return np.mean(np.log(d_real)) / 2
q3a_E1_direction = {"discriminator": +1, "generator": 0}
def E2(d_fake):
    return np.mean(np.log(1 - d_fake)) / 2
q3a_E2_direction = {"discriminator": +1, "generator": -1}
def discriminator_loss(d_real, d_fake):
    return E1(d_real) + E2(d_fake)
def generator_loss(d_real, d_fake):
    return -E2(d_fake)

# %% [markdown]
# ## constant loss
# Nobody plays.
#
# earns: 3a.1

# %%
def E1(d_real):
    return np.mean(np.log(d_real)) / 2
q3a_E1_direction = {"discriminator": +1, "generator": 0}
def discriminator_loss(d_real, d_fake):
    return 0.0
def generator_loss(d_real, d_fake):
    return 0.0

# %% [markdown]
# ## NaN
# Logarithms of negative numbers.
#
# earns: 3a.1

# %%
def E1(d_real):
    return np.mean(np.log(d_real)) / 2
q3a_E1_direction = {"discriminator": +1, "generator": 0}
def discriminator_loss(d_real, d_fake):
    return np.log(-1.0)
def generator_loss(d_real, d_fake):
    return np.nan

# %% [markdown]
# ## changes its input
# Judged on what it returns.
#
# earns: 3a.1

# %%
def E1(d_real):
    np.log(d_real, out=d_real)
    return d_real.mean() / 2
q3a_E1_direction = {"discriminator": +1, "generator": 0}

# %% [markdown]
# ## logarithm of a product
# The mean of the logarithms, as the logarithm of one product; one-item results.
#
# earns: 3a.1 3a.2 3a.3

# %%
def E1(d_real):
    return [np.log(np.prod(d_real)) / (2 * d_real.size)]
def E2(d_fake):
    return (np.log(np.prod(1 - d_fake)) / (2 * d_fake.size),)
q3a_E1_direction = {"discriminator": +1, "generator": 0}
q3a_E2_direction = {"discriminator": +1, "generator": -1}
def discriminator_loss(r, f):
    return -np.log(np.prod(r) * np.prod(1 - f))
def generator_loss(r, f):
    return [np.log(np.prod(1 - f))]

# %% [markdown]
# ## truth values as directions
# True is one, False is none, SymPy's too.
#
# earns: 3a.1

# %%
def E1(d_real):
    return np.mean(np.log(d_real)) / 2
q3a_E1_direction = {"discriminator": sp.true, "generator": False}

# %% [markdown]
# ## losses of single samples
# Losses of scalars are called pair by pair; the terms need their mean.
#
# earns: 3a.3

# %%
def E1(d_real):
    return math.log(d_real) / 2
def E2(d_fake):
    return math.log(1 - d_fake) / 2
def discriminator_loss(r, f):
    return -math.log(r) - math.log(1 - f)
def generator_loss(r, f):
    return math.log(1 - f)
import math
q3a_E1_direction = {"discriminator": +1, "generator": 0}
q3a_E2_direction = {"discriminator": +1, "generator": -1}

# %% [markdown]
# ## single precision
# Losses rounded to 32 bits are those of the objective.
#
# earns: 3a.1 3a.2 3a.3

# %%
def E1(d_real):
    return np.mean(np.log(d_real)) / 2
def E2(d_fake):
    return np.mean(np.log(1 - d_fake)) / 2
q3a_E1_direction = {"discriminator": +1, "generator": 0}
q3a_E2_direction = {"discriminator": +1, "generator": -1}
def discriminator_loss(r, f):
    return -np.mean(np.log(r.astype(np.float32))) - np.mean(np.log(1 - f.astype(np.float32)))
def generator_loss(r, f):
    return np.float32(E2(f))

# %% [markdown]
# ## a factor made from data
# The generator's loss is scaled by the other player's outputs: not this objective.
#
# earns: 3a.1 3a.2 3a.3 3a.-1

# %%
def E1(d_real):
    return np.mean(np.log(d_real)) / 2
def E2(d_fake):
    return np.mean(np.log(1 - d_fake)) / 2
q3a_E1_direction = {"discriminator": +1, "generator": 0}
q3a_E2_direction = {"discriminator": +1, "generator": -1}
def discriminator_loss(r, f):
    return -E1(r) - E2(f)
def generator_loss(r, f):
    return -E1(r) * E2(f)

# %% [markdown]
# ## minus the other loss
# A zero-sum game with terms the generator cannot influence.
#
# earns: 3a.1 3a.2 3a.3

# %%
def E1(d_real):
    return np.mean(np.log(d_real)) / 2
def E2(d_fake):
    return np.mean(np.log(1 - d_fake)) / 2
q3a_E1_direction = {"discriminator": +1, "generator": 0}
q3a_E2_direction = {"discriminator": +1, "generator": -1}
def discriminator_loss(r, f):
    return 5 - 3 * (E1(r) + E2(f))
def generator_loss(r, f):
    return -discriminator_loss(r, f) + np.max(r)

# %% [markdown]
# ## right for one sample only
# Logarithms of means.
#
# earns: 3a.3 3a.-1

# %%
q3a_E1_direction = {"discriminator": +1, "generator": 0}
q3a_E2_direction = {"discriminator": +1, "generator": -1}
def discriminator_loss(r, f):
    return -np.log(np.mean(r)) / 2 - np.log(1 - np.mean(f)) / 2
def generator_loss(r, f):
    return np.log(1 - np.mean(f)) / 2
