# %% [markdown]
# ## model
# Sums all latents.
#
# earns: 4a.1 4a.2

# %%
q4a_closed_form = {"log p(x_0)": False, "q(z_n | x_0)": True, "q(z_{n-1} | z_n, x_0)": True, "p(z_{n-1} | z_n)": True}
def q4a_marginal(joint):
    return joint.reshape(joint.shape[0], -1).sum(axis=1)

# %% [markdown]
# ## axes
# Sums over axes by number.
#
# earns: 4a.1 4a.2

# %%
q4a_closed_form = {" LOG p(x_0)": 0, "q(z_n | x_0)": 1, "q(z_{n-1} | z_n, x_0)": np.True_, "p(z_{n-1} | z_n)": np.int64(1)}
def q4a_marginal(joint):
    return joint.sum(axis=tuple(range(1, joint.ndim))).tolist()

# %% [markdown]
# ## loop
# One axis after the other.
#
# earns: 4a.2

# %%
def q4a_marginal(joint):
    while joint.ndim > 1:
        joint = joint.sum(-1)
    return joint

# %% [markdown]
# ## Einstein sum
# By index notation.
#
# earns: 4a.2

# %%
def q4a_marginal(joint):
    return np.einsum(joint, list(range(joint.ndim)), [0])

# %% [markdown]
# ## only the table
# Nothing else.
#
# earns: 4a.1

# %%
q4a_closed_form = {"log p(x_0)": False, "q(z_n | x_0)": True, "q(z_{n-1} | z_n, x_0)": True, "p(z_{n-1} | z_n)": True}

# %% [markdown]
# ## only the marginal
# Nothing else.
#
# earns: 4a.2

# %%
def q4a_marginal(joint):
    return joint.reshape(joint.shape[0], -1).sum(axis=1)

# %% [markdown]
# ## all closed
# Claims that the likelihood has a closed form.
#
# earns: 4a.2
# names: 4a.1 everything-in-closed-form

# %%
q4a_closed_form = {"log p(x_0)": True, "q(z_n | x_0)": True, "q(z_{n-1} | z_n, x_0)": True, "p(z_{n-1} | z_n)": True}
def q4a_marginal(joint):
    return joint.reshape(joint.shape[0], -1).sum(axis=1)

# %% [markdown]
# ## all open
# Claims that nothing has.
#
# earns: 4a.2
# names: 4a.1 nothing-in-closed-form

# %%
q4a_closed_form = {"log p(x_0)": False, "q(z_n | x_0)": False, "q(z_{n-1} | z_n, x_0)": False, "p(z_{n-1} | z_n)": False}
def q4a_marginal(joint):
    return joint.reshape(joint.shape[0], -1).sum(axis=1)

# %% [markdown]
# ## text for truth
# Strings are no truth values.
#
# earns: 4a.2

# %%
q4a_closed_form = {"log p(x_0)": "False", "q(z_n | x_0)": True, "q(z_{n-1} | z_n, x_0)": True, "p(z_{n-1} | z_n)": True}
def q4a_marginal(joint):
    return joint.reshape(joint.shape[0], -1).sum(axis=1)

# %% [markdown]
# ## missing key
# One quantity is left out.
#
# earns: 4a.2

# %%
q4a_closed_form = {"log p(x_0)": False, "q(z_n | x_0)": True}
def q4a_marginal(joint):
    return joint.reshape(joint.shape[0], -1).sum(axis=1)

# %% [markdown]
# ## other spelling
# Another key.
#
# earns: 4a.2

# %%
q4a_closed_form = {"log p(x0)": False, "q(z_n | x_0)": True, "q(z_{n-1} | z_n, x_0)": True, "p(z_{n-1} | z_n)": True}
def q4a_marginal(joint):
    return joint.reshape(joint.shape[0], -1).sum(axis=1)

# %% [markdown]
# ## one latent only
# Right for a single latent only.
#
# earns: 4a.1
# names: 4a.2 one-latent-summed

# %%
q4a_closed_form = {"log p(x_0)": False, "q(z_n | x_0)": True, "q(z_{n-1} | z_n, x_0)": True, "p(z_{n-1} | z_n)": True}
def q4a_marginal(joint):
    return joint.sum(axis=1)

# %% [markdown]
# ## the last latent
# Sums out x_0 instead.
#
# earns: 4a.1
# names: 4a.2 marginal-of-the-last-latent

# %%
q4a_closed_form = {"log p(x_0)": False, "q(z_n | x_0)": True, "q(z_{n-1} | z_n, x_0)": True, "p(z_{n-1} | z_n)": True}
def q4a_marginal(joint):
    return joint.reshape(-1, joint.shape[-1]).sum(axis=0)

# %% [markdown]
# ## mean
# Averages.
#
# earns: 4a.1
# names: 4a.2 mean-for-sum

# %%
q4a_closed_form = {"log p(x_0)": False, "q(z_n | x_0)": True, "q(z_{n-1} | z_n, x_0)": True, "p(z_{n-1} | z_n)": True}
def q4a_marginal(joint):
    return joint.reshape(joint.shape[0], -1).mean(axis=1)

# %% [markdown]
# ## maximum
# Takes the most probable path.
#
# earns: 4a.1
# names: 4a.2 most-probable-path

# %%
q4a_closed_form = {"log p(x_0)": False, "q(z_n | x_0)": True, "q(z_{n-1} | z_n, x_0)": True, "p(z_{n-1} | z_n)": True}
def q4a_marginal(joint):
    return joint.reshape(joint.shape[0], -1).max(axis=1)

# %% [markdown]
# ## uniform
# Ignores its input.
#
# earns: 4a.1
# names: 4a.2 joint-ignored

# %%
q4a_closed_form = {"log p(x_0)": False, "q(z_n | x_0)": True, "q(z_{n-1} | z_n, x_0)": True, "p(z_{n-1} | z_n)": True}
def q4a_marginal(joint):
    return np.full(joint.shape[0], 1 / joint.shape[0])

# %% [markdown]
# ## forms of a table and a marginal
# Capitals, SymPy's truth values, a generator.
#
# earns: 4a.1 4a.2

# %%
import sympy as sp
q4a_closed_form = {
    " LOG P(X_0)": sp.false, "Q(z_n | x_0)": 1, "q(z_{n-1} | z_n, x_0) ": np.True_, "p(z_{n-1} | z_n)": sp.Integer(1),
}
def q4a_marginal(joint):
    for slice_ in joint:
        yield slice_.sum()

# %% [markdown]
# ## own step without a density
# And everything summed.
#
# earns: nothing
# names: 4a.1 learned-step-not-closed, 4a.2 everything-summed

# %%
q4a_closed_form = {"log p(x_0)": False, "q(z_n | x_0)": True, "q(z_{n-1} | z_n, x_0)": True, "p(z_{n-1} | z_n)": False}
def q4a_marginal(joint):
    return joint.sum()

# %% [markdown]
# ## posterior without a density
# And one slice of the joint.
#
# earns: nothing
# names: 4a.1 posterior-not-closed, 4a.2 latents-held-fixed

# %%
q4a_closed_form = {"log p(x_0)": False, "q(z_n | x_0)": True, "q(z_{n-1} | z_n, x_0)": False, "p(z_{n-1} | z_n)": True}
def q4a_marginal(joint):
    return joint.reshape(joint.shape[0], -1)[:, 0]

# %% [markdown]
# ## kernel without a density
# And logarithms.
#
# earns: nothing
# names: 4a.1 diffusion-kernel-not-closed, 4a.2 logarithm-of-the-marginal

# %%
q4a_closed_form = {"log p(x_0)": False, "q(z_n | x_0)": False, "q(z_{n-1} | z_n, x_0)": True, "p(z_{n-1} | z_n)": True}
def q4a_marginal(joint):
    return np.log(joint.reshape(joint.shape[0], -1).sum(axis=1))

# %% [markdown]
# ## turned verdicts
# And the last axis summed.
#
# earns: nothing
# names: 4a.1 verdicts-turned, 4a.2 one-latent-summed

# %%
q4a_closed_form = {"log p(x_0)": True, "q(z_n | x_0)": False, "q(z_{n-1} | z_n, x_0)": False, "p(z_{n-1} | z_n)": False}
def q4a_marginal(joint):
    return joint.sum(axis=-1)

# %% [markdown]
# ## forward only
# And every second latent.
#
# earns: nothing
# names: 4a.1 only-the-forward-chain-closed

# %%
q4a_closed_form = {"log p(x_0)": False, "q(z_n | x_0)": True, "q(z_{n-1} | z_n, x_0)": False, "p(z_{n-1} | z_n)": False}
def q4a_marginal(joint):
    return joint.reshape(joint.shape[0], -1)[:, ::2].sum(axis=1)

# %% [markdown]
# ## two normal densities
# Taken for intractable; x_0 summed out.
#
# earns: nothing
# names: 4a.1 two-normal-densities-not-closed, 4a.2 data-summed-out

# %%
q4a_closed_form = {
    "log p(x_0)": False, "q(z_n | x_0)": False, "q(z_{n-1} | z_n, x_0)": False, "p(z_{n-1} | z_n)": True,
}
def q4a_marginal(joint):
    return joint.sum(axis=0)

# %% [markdown]
# ## likelihood closed, posterior not
# And the marginal of the first latent.
#
# earns: nothing
# names: 4a.1 intractable-and-closed-exchanged, 4a.2 marginal-of-the-first-latent

# %%
q4a_closed_form = {
    "log p(x_0)": True, "q(z_n | x_0)": True, "q(z_{n-1} | z_n, x_0)": False, "p(z_{n-1} | z_n)": True,
}
def q4a_marginal(joint):
    return joint.reshape(joint.shape[0], joint.shape[0], -1).sum(axis=(0, 2))

# %% [markdown]
# ## products
# Of the joint's entries.
#
# earns: nothing
# names: 4a.2 product-for-sum

# %%
def q4a_marginal(joint):
    return np.prod(joint, axis=tuple(range(1, joint.ndim)))

# %% [markdown]
# ## divided by the number of latents
# A factor that is not needed.
#
# earns: nothing
# names: 4a.2 factor-too-much

# %%
def q4a_marginal(joint):
    return joint.sum(axis=tuple(range(1, joint.ndim))) / joint.ndim
