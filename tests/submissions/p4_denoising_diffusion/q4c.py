# %% [markdown]
# ## model
# From the first beta of one on.
#
# earns: 4c.1 4c.2

# %%
def q4c_lost_steps(betas):
    ones = np.flatnonzero(betas == 1)
    return list(range(ones[0] + 1, len(betas) + 1)) if len(ones) else []
def q4c_failure(betas):
    return int(np.argmax(betas == 1)) + 1, "1 / sqrt(alpha_bar_n)"

# %% [markdown]
# ## product
# By the cumulated product.
#
# earns: 4c.1 4c.2

# %%
def q4c_lost_steps(betas):
    return np.flatnonzero(np.cumprod(1 - betas) == 0) + 1
def q4c_failure(betas):
    return int(q4c_lost_steps(betas)[0]), QUANTITIES[2]

# %% [markdown]
# ## accumulated
# By a logical accumulation, as a set.
#
# earns: 4c.1 4c.2

# %%
def q4c_lost_steps(betas):
    return set((np.flatnonzero(np.logical_or.accumulate(betas == 1)) + 1).tolist())
def q4c_failure(betas):
    return np.array([min(q4c_lost_steps(betas))])[0], "1 / SQRT(alpha_bar_n)\n"

# %% [markdown]
# ## range
# A range object.
#
# earns: 4c.1

# %%
def q4c_lost_steps(betas):
    hits = [n for n, b in enumerate(betas, 1) if b == 1]
    return range(hits[0], len(betas) + 1) if hits else range(0)

# %% [markdown]
# ## only the steps
# Nothing else.
#
# earns: 4c.1

# %%
def q4c_lost_steps(betas):
    ones = np.flatnonzero(betas == 1)
    return list(range(ones[0] + 1, len(betas) + 1)) if len(ones) else []

# %% [markdown]
# ## only the place
# Nothing else.
#
# earns: 4c.2

# %%
def q4c_failure(betas):
    return int(np.argmax(betas == 1)) + 1, "1 / sqrt(alpha_bar_n)"

# %% [markdown]
# ## only that step
# Forgets that the product stays zero.
#
# earns: 4c.2
# names: 4c.1 alpha-for-alpha-bar

# %%
def q4c_lost_steps(betas):
    return np.flatnonzero(betas == 1) + 1
def q4c_failure(betas):
    return int(np.argmax(betas == 1)) + 1, "1 / sqrt(alpha_bar_n)"

# %% [markdown]
# ## nearly zero
# Takes a small product for zero.
#
# earns: 4c.2
# names: 4c.1 small-for-zero

# %%
def q4c_lost_steps(betas):
    return np.flatnonzero(np.isclose(np.cumprod(1 - betas), 0)) + 1
def q4c_failure(betas):
    return int(np.argmax(betas == 1)) + 1, "1 / sqrt(alpha_bar_n)"

# %% [markdown]
# ## after that step
# One step late.
#
# earns: 4c.2
# names: 4c.1 one-step-late

# %%
def q4c_lost_steps(betas):
    ones = np.flatnonzero(betas == 1)
    return list(range(ones[0] + 2, len(betas) + 1)) if len(ones) else []
def q4c_failure(betas):
    return int(np.argmax(betas == 1)) + 1, "1 / sqrt(alpha_bar_n)"

# %% [markdown]
# ## counted from zero
# Off by one.
#
# earns: nothing
# names: 4c.1 counted-from-zero, 4c.2 counted-from-zero

# %%
def q4c_lost_steps(betas):
    return np.flatnonzero(np.cumprod(1 - betas) == 0)
def q4c_failure(betas):
    return int(np.argmax(betas == 1)), QUANTITIES[2]

# %% [markdown]
# ## everything
# Every step.
#
# earns: 4c.2
# names: 4c.1 every-step

# %%
def q4c_lost_steps(betas):
    return list(range(1, len(betas) + 1))
def q4c_failure(betas):
    return int(np.argmax(betas == 1)) + 1, "1 / sqrt(alpha_bar_n)"

# %% [markdown]
# ## none
# Never any.
#
# earns: 4c.2
# names: 4c.1 no-step

# %%
def q4c_lost_steps(betas):
    return []
def q4c_failure(betas):
    return int(np.argmax(betas == 1)) + 1, "1 / sqrt(alpha_bar_n)"

# %% [markdown]
# ## other quantity
# The root itself can be computed.
#
# earns: 4c.1
# names: 4c.2 zero-has-no-value

# %%
def q4c_lost_steps(betas):
    ones = np.flatnonzero(betas == 1)
    return list(range(ones[0] + 1, len(betas) + 1)) if len(ones) else []
def q4c_failure(betas):
    return int(np.argmax(betas == 1)) + 1, QUANTITIES[0]

# %% [markdown]
# ## written without spaces
# White space in the name of a quantity does not count.
#
# earns: 4c.1 4c.2

# %%
def q4c_lost_steps(betas):
    ones = np.flatnonzero(betas == 1)
    return list(range(ones[0] + 1, len(betas) + 1)) if len(ones) else []
def q4c_failure(betas):
    return int(np.argmax(betas == 1)) + 1, "1/sqrt(alpha_bar_n)"

# %% [markdown]
# ## no pair
# The step alone.
#
# earns: 4c.1

# %%
def q4c_lost_steps(betas):
    ones = np.flatnonzero(betas == 1)
    return list(range(ones[0] + 1, len(betas) + 1)) if len(ones) else []
def q4c_failure(betas):
    return int(np.argmax(betas == 1)) + 1

# %% [markdown]
# ## above one counts too
# A beta above one leaves something of the data, with the wrong sign: neither its step nor its place is the first.
#
# earns: nothing
# names: 4c.1 one-for-above-one, 4c.2 first-of-wrong-steps

# %%
def q4c_lost_steps(betas):
    big = np.flatnonzero(betas >= 1)
    return list(range(big[0] + 1, len(betas) + 1)) if len(big) else []
def q4c_failure(betas):
    return q4c_lost_steps(betas)[0], QUANTITIES[2]

# %% [markdown]
# ## symbolic range
# A range of SymPy's, or its empty set.
#
# earns: 4c.1

# %%
import sympy as sp
def q4c_lost_steps(betas):
    ones = np.flatnonzero(betas == 1)
    return sp.Range(int(ones[0]) + 1, len(betas) + 1) if len(ones) else sp.EmptySet

# %% [markdown]
# ## infinite logarithm
# Signal in log space.
#
# earns: 4c.1

# %%
def q4c_lost_steps(betas):
    return np.argwhere(np.cumsum(np.log(np.abs(1 - betas))) == -np.inf) + 1

# %% [markdown]
# ## rounded
# Rounding makes a beta of 0.999 one.
#
# earns: 4c.2
# names: 4c.1 nearly-one-for-one

# %%
def q4c_lost_steps(betas):
    return np.flatnonzero(np.cumsum(np.round(betas, 2) == 1) > 0) + 1
def q4c_failure(betas):
    return q4c_lost_steps(betas)[0], QUANTITIES[2]

# %% [markdown]
# ## only the first one
# And the root of the noise.
#
# earns: nothing
# names: 4c.1 first-step-only, 4c.2 root-of-the-noise

# %%
def q4c_lost_steps(betas):
    return np.flatnonzero(betas == 1)[:1] + 1
def q4c_failure(betas):
    return int(np.argmax(betas == 1)) + 1, QUANTITIES[1]

# %% [markdown]
# ## negative counts as lost
# And the posterior's variance.
#
# earns: nothing
# names: 4c.1 one-for-above-one, 4c.2 posterior-variance

# %%
def q4c_lost_steps(betas):
    return np.flatnonzero(np.cumprod(1 - betas) <= 0) + 1
def q4c_failure(betas):
    return int(np.argmax(betas == 1)) + 1, QUANTITIES[3]

# %% [markdown]
# ## the other steps
# And one step late.
#
# earns: nothing
# names: 4c.1 complement, 4c.2 one-step-late

# %%
def q4c_lost_steps(betas):
    return np.flatnonzero(np.cumprod(1 - betas) != 0) + 1
def q4c_failure(betas):
    return int(np.argmax(betas == 1)) + 2, QUANTITIES[2]

# %% [markdown]
# ## truth values
# And the last step.
#
# earns: nothing
# names: 4c.1 truth-values-for-steps, 4c.2 last-step

# %%
def q4c_lost_steps(betas):
    return np.cumprod(1 - betas) == 0
def q4c_failure(betas):
    return len(betas), QUANTITIES[2]

# %% [markdown]
# ## number of the quantity
# A list of steps that is right but for one.
#
# earns: nothing
# names: 4c.1 end-left-out, 4c.2 number-for-name

# %%
def q4c_lost_steps(betas):
    return [n for n in range(1, len(betas)) if 1.0 in betas[:n]]
def q4c_failure(betas):
    return int(np.argmax(betas == 1)) + 1, 2

# %% [markdown]
# ## ones alone, from zero
# Two slips at once; a quantity that is none of the four.
#
# earns: nothing
# names: 4c.1 counted-from-zero-and-another, 4c.2 not-in-quantities

# %%
def q4c_lost_steps(betas):
    return np.flatnonzero(betas == 1)
def q4c_failure(betas):
    return int(np.argmax(betas == 1)) + 1, "alpha_bar_n"

# %% [markdown]
# ## from the last one on
# And the pair in the other order.
#
# earns: nothing
# names: 4c.1 last-one-for-first, 4c.2 step-and-quantity-exchanged

# %%
def q4c_lost_steps(betas):
    ones = np.flatnonzero(betas == 1)
    return list(range(ones[-1] + 1, len(betas) + 1)) if len(ones) else []
def q4c_failure(betas):
    return QUANTITIES[2], int(np.argmax(betas == 1)) + 1

# %% [markdown]
# ## a range that ends early
# Neither step nor quantity.
#
# earns: nothing
# names: 4c.1 end-left-out, 4c.2 another-step

# %%
def q4c_lost_steps(betas):
    ones = np.flatnonzero(betas == 1)
    return list(range(ones[0] + 1, len(betas))) if len(ones) else []
def q4c_failure(betas):
    return int(np.argmax(betas == 1)), QUANTITIES[0]

# %% [markdown]
# ## a range that ends late
# A step that the schedule does not have.
#
# earns: nothing
# names: 4c.1 step-beyond-the-schedule

# %%
def q4c_lost_steps(betas):
    ones = np.flatnonzero(betas == 1)
    return list(range(ones[0] + 1, len(betas) + 2)) if len(ones) else []

# %% [markdown]
# ## a range that begins early
# The step before counts as well.
#
# earns: nothing
# names: 4c.1 steps-before

# %%
def q4c_lost_steps(betas):
    ones = np.flatnonzero(betas == 1)
    return list(range(ones[0], len(betas) + 1)) if len(ones) else []

# %% [markdown]
# ## betas for steps
# The betas at the right steps.
#
# earns: nothing
# names: 4c.1 values-for-steps

# %%
def q4c_lost_steps(betas):
    return betas[np.cumprod(1 - betas) == 0]

# %% [markdown]
# ## first of steps that are two too early
# The own steps are wrong, and the failure is read from them.
#
# earns: nothing
# names: 4c.2 first-of-wrong-steps

# %%
def q4c_lost_steps(betas):
    return [n - 2 for n in np.flatnonzero(np.cumprod(1 - betas) == 0) + 1]
def q4c_failure(betas):
    return min(q4c_lost_steps(betas)), QUANTITIES[2]
