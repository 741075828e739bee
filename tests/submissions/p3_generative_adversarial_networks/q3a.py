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
# names: 3a.1 half-left-out

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
# names: 3a.1 generator-moves-the-data-term

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
# names: 3a.2 players-pull-together

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
# names: 3a.1 sum-for-mean

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
# names: 3a.2 D-for-one-minus-D

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
# names: 3a.-1 non-saturating-loss

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
# names: 3a.-1 least-squares-losses

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
# names: 3a.-1 wasserstein-or-hinge-losses

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
# names: 3a.1 logarithm-left-out, 3a.2 logarithm-left-out

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
# names: 3a.3 generator-helps-the-discriminator

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
# names: 3a.3 gain-for-loss

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
# names: 3a.-1 log-of-mean

# %%
q3a_E1_direction = {"discriminator": +1, "generator": 0}
q3a_E2_direction = {"discriminator": +1, "generator": -1}
def discriminator_loss(r, f):
    return -np.log(np.mean(r)) / 2 - np.log(1 - np.mean(f)) / 2
def generator_loss(r, f):
    return np.log(1 - np.mean(f)) / 2

# %% [markdown]
# ## sums without halves
# Neither mean nor factor.
#
# earns: nothing
# names: 3a.1 sum-without-half, 3a.2 sum-without-half

# %%
def E1(d_real):
    return np.sum(np.log(d_real))
q3a_E1_direction = {"discriminator": +1, "generator": 0}
def E2(d_fake):
    return np.sum(np.log(1 - d_fake))
q3a_E2_direction = {"discriminator": +1, "generator": -1}

# %% [markdown]
# ## logarithms of means
# Jensen's gap in both terms.
#
# earns: nothing
# names: 3a.1 log-of-mean, 3a.2 log-of-mean

# %%
def E1(d_real):
    return np.log(np.mean(d_real)) / 2
q3a_E1_direction = {"discriminator": +1, "generator": 0}
def E2(d_fake):
    return np.log(1 - np.mean(d_fake)) / 2
q3a_E2_direction = {"discriminator": +1, "generator": -1}

# %% [markdown]
# ## bits
# Logarithms to base 2.
#
# earns: nothing
# names: 3a.1 base-two-logarithm, 3a.2 base-two-logarithm

# %%
def E1(d_real):
    return np.log2(d_real).mean() / 2
q3a_E1_direction = {"discriminator": +1, "generator": 0}
def E2(d_fake):
    return np.log2(1 - d_fake).mean() / 2
q3a_E2_direction = {"discriminator": +1, "generator": -1}

# %% [markdown]
# ## terms as losses
# Both signs turned.
#
# earns: nothing
# names: 3a.1 sign-turned, 3a.2 sign-turned

# %%
def E1(d_real):
    return -np.mean(np.log(d_real)) / 2
q3a_E1_direction = {"discriminator": +1, "generator": 0}
def E2(d_fake):
    return -np.mean(np.log(1 - d_fake)) / 2
q3a_E2_direction = {"discriminator": +1, "generator": -1}

# %% [markdown]
# ## terms exchanged
# Each term has the other one's logarithm; the second one with a minus, too.
#
# earns: nothing
# names: 3a.1 term-of-the-fakes, 3a.2 non-saturating-term

# %%
def E1(d_real):
    return np.mean(np.log(1 - d_real)) / 2
q3a_E1_direction = {"discriminator": +1, "generator": 0}
def E2(d_fake):
    return -np.mean(np.log(d_fake)) / 2
q3a_E2_direction = {"discriminator": +1, "generator": -1}

# %% [markdown]
# ## no logarithm
# Mean outputs.
#
# earns: nothing
# names: 3a.1 logarithm-left-out, 3a.2 logarithm-left-out

# %%
def E1(d_real):
    return np.mean(d_real) / 2
q3a_E1_direction = {"discriminator": +1, "generator": 0}
def E2(d_fake):
    return (1 - d_fake).mean() / 2
q3a_E2_direction = {"discriminator": +1, "generator": -1}

# %% [markdown]
# ## no mean
# A value for each sample.
#
# earns: nothing
# names: 3a.1 mean-left-out, 3a.2 mean-left-out

# %%
def E1(d_real):
    return np.log(d_real) / 2
q3a_E1_direction = {"discriminator": +1, "generator": 0}
def E2(d_fake):
    return [0.5 * math.log(1 - d) for d in d_fake]
q3a_E2_direction = {"discriminator": +1, "generator": -1}

# %% [markdown]
# ## a third for a half
# Another constant factor.
#
# earns: nothing
# names: 3a.1 factor-too-much, 3a.2 factor-too-much

# %%
def E1(d_real):
    return np.mean(np.log(d_real)) / 3
q3a_E1_direction = {"discriminator": +1, "generator": 0}
def E2(d_fake):
    return 1.5 * np.mean(np.log(1 - d_fake))
q3a_E2_direction = {"discriminator": +1, "generator": -1}

# %% [markdown]
# ## no half, and a sum
# One slip in each term.
#
# earns: nothing
# names: 3a.1 half-left-out, 3a.2 sum-for-mean

# %%
def E1(d_real):
    return np.mean(np.log(d_real))
q3a_E1_direction = {"discriminator": +1, "generator": 0}
def E2(d_fake):
    return np.sum(np.log(1 - d_fake)) / 2
q3a_E2_direction = {"discriminator": +1, "generator": -1}

# %% [markdown]
# ## no half on fakes
# With directions as of a loss.
#
# earns: nothing
# names: 3a.1 direction-of-a-loss, 3a.2 half-left-out

# %%
def E1(d_real):
    return np.mean(np.log(d_real)) / 2
q3a_E1_direction = {"discriminator": -1, "generator": 0}
def E2(d_fake):
    return np.log(1 - d_fake).mean()
q3a_E2_direction = {"discriminator": +1, "generator": -1}

# %% [markdown]
# ## up and down
# Words in place of numbers.
#
# earns: nothing
# names: 3a.1 directions-in-words, 3a.2 directions-in-words

# %%
def E1(d_real):
    return np.mean(np.log(d_real)) / 2
q3a_E1_direction = {"discriminator": "up", "generator": "none"}
def E2(d_fake):
    return np.mean(np.log(1 - d_fake)) / 2
q3a_E2_direction = {"discriminator": "up", "generator": "down"}

# %% [markdown]
# ## where outputs move
# How the outputs on fakes are to move, and a generator that likes data.
#
# earns: nothing
# names: 3a.1 generator-moves-the-data-term, 3a.2 direction-of-the-output

# %%
def E1(d_real):
    return np.mean(np.log(d_real)) / 2
q3a_E1_direction = {"discriminator": 1, "generator": 1}
def E2(d_fake):
    return np.mean(np.log(1 - d_fake)) / 2
q3a_E2_direction = {"discriminator": -1, "generator": 1}

# %% [markdown]
# ## generator without interest
# In its own samples.
#
# earns: nothing
# names: 3a.2 generator-left-out

# %%
def E2(d_fake):
    return np.mean(np.log(1 - d_fake)) / 2
q3a_E2_direction = {"discriminator": 1, "generator": 0}

# %% [markdown]
# ## half left out after the mean
# A slip with a right neighbour: three digits are not the same as a factor.
#
# earns: nothing
# names: 3a.1 factor-too-much

# %%
def E1(d_real):
    return np.mean(np.log(d_real)) * 0.501
q3a_E1_direction = {"discriminator": +1, "generator": 0}
def E2(d_fake):
    return np.mean(np.log(1 - d_fake + 1e-3)) / 2
q3a_E2_direction = {"discriminator": +1, "generator": -1}

# %% [markdown]
# ## one loss for both
# Both minimise the same.
#
# earns: nothing
# names: 3a.3 same-loss-for-both

# %%
def discriminator_loss(d_real, d_fake):
    return -np.mean(np.log(d_real)) - np.mean(np.log(1 - d_fake))
def generator_loss(d_real, d_fake):
    return -np.mean(np.log(d_real)) - np.mean(np.log(1 - d_fake))

# %% [markdown]
# ## maximum as a loss
# Only the discriminator's sign is turned.
#
# earns: nothing
# names: 3a.3 discriminators-gain-for-loss

# %%
def discriminator_loss(d_real, d_fake):
    return np.mean(np.log(d_real)) + np.mean(np.log(1 - d_fake))
def generator_loss(d_real, d_fake):
    return np.mean(np.log(1 - d_fake))

# %% [markdown]
# ## generator looks at data
# It cannot change these outputs.
#
# earns: nothing
# names: 3a.3 generator-ignores-its-samples

# %%
def discriminator_loss(d_real, d_fake):
    return -np.mean(np.log(d_real)) - np.mean(np.log(1 - d_fake))
def generator_loss(d_real, d_fake):
    return np.mean(np.log(d_real))

# %% [markdown]
# ## discriminator looks at data only
# The second term is missing.
#
# earns: nothing
# names: 3a.3 discriminator-ignores-fakes

# %%
def discriminator_loss(d_real, d_fake):
    return -np.mean(np.log(d_real))
def generator_loss(d_real, d_fake):
    return np.mean(np.log(1 - d_fake))

# %% [markdown]
# ## discriminator looks at fakes only
# The first term is missing.
#
# earns: nothing
# names: 3a.3 discriminator-ignores-data

# %%
def discriminator_loss(d_real, d_fake):
    return -np.mean(np.log(1 - d_fake))
def generator_loss(d_real, d_fake):
    return np.mean(np.log(1 - d_fake))

# %% [markdown]
# ## cross entropy with logits
# A sigmoid too many.
#
# earns: 3a.3 3a.-1
# names: 3a.-1 logits-for-probabilities

# %%
def discriminator_loss(d_real, d_fake):
    return np.mean(np.log(1 + np.exp(-d_real))) + np.mean(np.log(1 + np.exp(d_fake)))
def generator_loss(d_real, d_fake):
    return -np.mean(np.log(1 + np.exp(d_fake)))

# %% [markdown]
# ## odds
# Saturating and non-saturating loss together.
#
# earns: 3a.3 3a.-1
# names: 3a.-1 generator-of-the-reverse-divergence

# %%
def discriminator_loss(d_real, d_fake):
    return -np.mean(np.log(d_real)) - np.mean(np.log(1 - d_fake))
def generator_loss(d_real, d_fake):
    return np.mean(np.log((1 - d_fake) / d_fake))

# %% [markdown]
# ## twice the data
# The first term counts double.
#
# earns: 3a.3 3a.-1
# names: 3a.-1 terms-weighted-unequally

# %%
def discriminator_loss(d_real, d_fake):
    return -2 * np.mean(np.log(d_real)) - np.mean(np.log(1 - d_fake))
def generator_loss(d_real, d_fake):
    return np.mean(np.log(1 - d_fake))

# %% [markdown]
# ## hinge
# The same as a critic's scores, for outputs between 0 and 1.
#
# earns: 3a.3 3a.-1
# names: 3a.-1 wasserstein-or-hinge-losses

# %%
def discriminator_loss(d_real, d_fake):
    return np.mean(np.maximum(0, 1 - d_real)) + np.mean(np.maximum(0, 1 + d_fake))
def generator_loss(d_real, d_fake):
    return -np.mean(d_fake)

# %% [markdown]
# ## nearly non-saturating
# A square root inside is another constant only; a small shift is none of the known games.
#
# earns: 3a.3 3a.-1

# %%
def discriminator_loss(d_real, d_fake):
    return -np.mean(np.log(d_real)) - np.mean(np.log(1 - d_fake))
def generator_loss(d_real, d_fake):
    return -np.mean(np.log(d_fake + 0.01))

# %% [markdown]
# ## medians
# Of the right logarithms.
#
# earns: nothing
# names: 3a.1 median-for-mean, 3a.2 median-for-mean

# %%
def E1(d_real):
    return np.median(np.log(d_real)) / 2
def E2(d_fake):
    return np.median(np.log(1 - d_fake)) / 2

# %% [markdown]
# ## one sample
# The first and the last one.
#
# earns: nothing
# names: 3a.1 one-sample-for-all, 3a.2 one-sample-for-all

# %%
def E1(d_real):
    return np.log(d_real[0]) / 2
def E2(d_fake):
    return np.log(1 - d_fake[-1])

# %% [markdown]
# ## the largest output
# Maximum for mean.
#
# earns: nothing
# names: 3a.1 extreme-sample-for-mean, 3a.2 extreme-sample-for-mean

# %%
def E1(d_real):
    return np.log(np.max(d_real)) / 2
def E2(d_fake):
    return np.log(1 - np.max(d_fake)) / 2

# %% [markdown]
# ## one plus D
# And no half in the term of the fakes, on data.
#
# earns: nothing
# names: 3a.1 term-of-the-fakes, 3a.2 plus-for-minus

# %%
def E1(d_real):
    return np.mean(np.log(1 - d_real))
def E2(d_fake):
    return np.mean(np.log(1 + d_fake)) / 2

# %% [markdown]
# ## nobody minds, and losses exchanged
# The discriminator is indifferent to both terms; each loss belongs to the other player.
#
# earns: nothing
# names: 3a.1 discriminator-left-out, 3a.2 discriminator-left-out, 3a.3 players-exchanged

# %%
def E1(d_real):
    return np.mean(np.log(d_real)) / 2
q3a_E1_direction = {"discriminator": 0, "generator": 0}
def E2(d_fake):
    return np.mean(np.log(1 - d_fake)) / 2
q3a_E2_direction = {"discriminator": 0, "generator": -1}
def discriminator_loss(d_real, d_fake):
    return E2(d_fake)
def generator_loss(d_real, d_fake):
    return -E1(d_real) - E2(d_fake)

# %% [markdown]
# ## smoothed labels
# Means of outputs for terms; one-sided label smoothing.
#
# earns: 3a.3 3a.-1
# names: 3a.1 logarithm-left-out, 3a.2 D-for-one-minus-D, 3a.-1 smoothed-labels

# %%
def E1(d_real):
    return np.mean(d_real)
def E2(d_fake):
    return np.mean(np.log(d_fake))
def discriminator_loss(d_real, d_fake):
    real = 0.9 * np.mean(np.log(d_real)) + 0.1 * np.mean(np.log(1 - d_real))
    return -real - np.mean(np.log(1 - d_fake))
def generator_loss(d_real, d_fake):
    return -np.mean(np.log(d_fake))

# %% [markdown]
# ## squares against each other
# A quarter of a sum; squares that are not those of LSGAN.
#
# earns: 3a.3 3a.-1
# names: 3a.1 sum-without-half, 3a.2 non-saturating-term, 3a.-1 squared-losses-of-another-kind

# %%
def E1(d_real):
    return np.sum(np.log(d_real)) / 4
def E2(d_fake):
    return -np.mean(np.log(d_fake))
def discriminator_loss(d_real, d_fake):
    return np.mean((d_real - 1) ** 2) + np.mean(d_fake**2)
def generator_loss(d_real, d_fake):
    return -np.mean(d_fake**2)

# %% [markdown]
# ## three to one
# The data term counts three times; something added to a term.
#
# earns: 3a.3 3a.-1
# names: 3a.2 logarithm-left-out, 3a.-1 terms-weighted-unequally

# %%
def E1(d_real):
    return np.mean(np.log(d_real)) / 2 + 1
def E2(d_fake):
    return np.mean(d_fake)
def discriminator_loss(d_real, d_fake):
    return -3 * np.mean(np.log(d_real)) - np.mean(np.log(1 - d_fake))
def generator_loss(d_real, d_fake):
    return np.mean(np.log(1 - d_fake))
