# %% [markdown]
# ## model
# Signs of the cumulated product.
#
# earns: 4b.1 4b.2

# %%
def q4b_negative_steps(betas):
    return np.flatnonzero(np.cumprod(1 - betas) < 0) + 1
def q4b_failure(betas):
    return int(np.argmax(betas > 1)) + 1, "sqrt(alpha_bar_n)"

# %% [markdown]
# ## loop
# Step by step, as a list; the quantity in capitals.
#
# earns: 4b.1 4b.2

# %%
def q4b_negative_steps(betas):
    steps, product = [], 1.0
    for n, beta in enumerate(betas, 1):
        product *= 1 - beta
        if product < 0:
            steps.append(n)
    return steps
def q4b_failure(betas):
    return [min(q4b_negative_steps(betas)), " SQRT(alpha_bar_n) "]

# %% [markdown]
# ## set and SymPy
# A set of SymPy integers.
#
# earns: 4b.1 4b.2

# %%
def q4b_negative_steps(betas):
    return {sp_n for sp_n in (np.flatnonzero(np.cumprod(np.sign(1 - betas)) < 0) + 1).astype(float)}
def q4b_failure(betas):
    return (float(next(n for n, b in enumerate(betas, 1) if b > 1)), QUANTITIES[0])

# %% [markdown]
# ## column
# Indices as NumPy gives them.
#
# earns: 4b.1

# %%
def q4b_negative_steps(betas):
    return np.argwhere(np.cumprod(1 - betas) < 0) + 1

# %% [markdown]
# ## only the steps
# Nothing else.
#
# earns: 4b.1

# %%
def q4b_negative_steps(betas):
    return np.flatnonzero(np.cumprod(1 - betas) < 0) + 1

# %% [markdown]
# ## only the place
# Nothing else.
#
# earns: 4b.2

# %%
def q4b_failure(betas):
    return int(np.argmax(betas > 1)) + 1, "sqrt(alpha_bar_n)"

# %% [markdown]
# ## single large beta
# Takes every beta above one for a negative step.
#
# earns: 4b.2
# names: 4b.1 alpha-for-alpha-bar

# %%
def q4b_negative_steps(betas):
    return np.flatnonzero(betas > 1) + 1
def q4b_failure(betas):
    return int(np.argmax(betas > 1)) + 1, "sqrt(alpha_bar_n)"

# %% [markdown]
# ## from the first on
# Forgets that a second one turns the sign back.
#
# earns: 4b.2
# names: 4b.1 sign-never-turns-back

# %%
def q4b_negative_steps(betas):
    big = np.flatnonzero(betas > 1)
    return list(range(big[0] + 1, len(betas) + 1)) if len(big) else []
def q4b_failure(betas):
    return int(np.argmax(betas > 1)) + 1, "sqrt(alpha_bar_n)"

# %% [markdown]
# ## counted from zero
# Off by one.
#
# earns: nothing
# names: 4b.1 counted-from-zero, 4b.2 counted-from-zero

# %%
def q4b_negative_steps(betas):
    return np.flatnonzero(np.cumprod(1 - betas) < 0)
def q4b_failure(betas):
    return int(np.argmax(betas > 1)), QUANTITIES[0]

# %% [markdown]
# ## zero counts
# Takes zero for negative.
#
# earns: 4b.2
# names: 4b.1 zero-for-negative

# %%
def q4b_negative_steps(betas):
    return np.flatnonzero(np.cumprod(1 - betas) <= 0) + 1
def q4b_failure(betas):
    return int(np.argmax(betas > 1)) + 1, "sqrt(alpha_bar_n)"

# %% [markdown]
# ## fails without any
# Cannot say that there are none.
#
# earns: 4b.2

# %%
def q4b_negative_steps(betas):
    steps = np.flatnonzero(np.cumprod(1 - betas) < 0) + 1
    assert len(steps)
    return steps
def q4b_failure(betas):
    return int(np.argmax(betas > 1)) + 1, "sqrt(alpha_bar_n)"

# %% [markdown]
# ## other quantity
# The other root is fine there.
#
# earns: 4b.1
# names: 4b.2 root-of-the-noise

# %%
def q4b_negative_steps(betas):
    return np.flatnonzero(np.cumprod(1 - betas) < 0) + 1
def q4b_failure(betas):
    return int(np.argmax(betas > 1)) + 1, QUANTITIES[1]

# %% [markdown]
# ## last step
# The last failing step.
#
# earns: 4b.1
# names: 4b.2 last-step

# %%
def q4b_negative_steps(betas):
    return np.flatnonzero(np.cumprod(1 - betas) < 0) + 1
def q4b_failure(betas):
    return int(q4b_negative_steps(betas)[-1]), QUANTITIES[0]

# %% [markdown]
# ## index for name
# The number of the quantity instead of its name.
#
# earns: 4b.1
# names: 4b.2 number-for-name

# %%
def q4b_negative_steps(betas):
    return np.flatnonzero(np.cumprod(1 - betas) < 0) + 1
def q4b_failure(betas):
    return int(np.argmax(betas > 1)) + 1, 0

# %% [markdown]
# ## mask
# Truth values are no steps.
#
# earns: 4b.2
# names: 4b.1 truth-values-for-steps

# %%
def q4b_negative_steps(betas):
    return np.cumprod(1 - betas) < 0
def q4b_failure(betas):
    return int(np.argmax(betas > 1)) + 1, "sqrt(alpha_bar_n)"

# %% [markdown]
# ## forms of steps and pairs
# A masked array; a pair of one-item arrays.
#
# earns: 4b.1 4b.2

# %%
def q4b_negative_steps(betas):
    negative = np.cumprod(1 - betas) < 0
    return np.ma.masked_array(np.arange(1, len(betas) + 1), mask=~negative)
def q4b_failure(betas):
    return np.flatnonzero(betas > 1)[:1] + 1, np.array([QUANTITIES[0]])

# %% [markdown]
# ## recursion
# One step after the other, exactly.
#
# earns: 4b.1

# %%
from fractions import Fraction
def q4b_negative_steps(betas, n=0, alpha_bar=Fraction(1)):
    if n == len(betas):
        return []
    alpha_bar = alpha_bar * (1 - Fraction(float(betas[n])))
    return [n + 1] * (alpha_bar < 0) + q4b_negative_steps(betas, n + 1, alpha_bar)

# %% [markdown]
# ## only the first step
# And the quantity of the estimate.
#
# earns: nothing
# names: 4b.1 first-step-only, 4b.2 root-of-the-estimate

# %%
def q4b_negative_steps(betas):
    return np.flatnonzero(betas > 1)[:1] + 1
def q4b_failure(betas):
    return int(np.argmax(betas > 1)) + 1, QUANTITIES[2]

# %% [markdown]
# ## one counts as above one
# And the posterior's variance.
#
# earns: nothing
# names: 4b.1 one-for-above-one, 4b.2 posterior-variance

# %%
def q4b_negative_steps(betas):
    return np.flatnonzero(betas >= 1) + 1
def q4b_failure(betas):
    return int(np.argmax(betas > 1)) + 1, QUANTITIES[3]

# %% [markdown]
# ## products of betas
# And the largest beta.
#
# earns: nothing
# names: 4b.1 no-step, 4b.2 largest-beta

# %%
def q4b_negative_steps(betas):
    return np.flatnonzero(np.cumprod(betas) < 0) + 1
def q4b_failure(betas):
    return int(np.argmax(betas)) + 1, QUANTITIES[0]

# %% [markdown]
# ## sums of alphas
# And one step late.
#
# earns: nothing
# names: 4b.1 sum-for-product, 4b.2 one-step-late

# %%
def q4b_negative_steps(betas):
    return np.flatnonzero(np.cumsum(1 - betas) < 0) + 1
def q4b_failure(betas):
    return int(np.argmax(betas > 1)) + 2, QUANTITIES[0]

# %% [markdown]
# ## the other steps
# And an invented quantity.
#
# earns: nothing
# names: 4b.1 complement, 4b.2 not-in-quantities

# %%
def q4b_negative_steps(betas):
    return np.flatnonzero(np.cumprod(1 - betas) >= 0) + 1
def q4b_failure(betas):
    return int(np.argmax(betas > 1)) + 1, "alpha_bar_n"

# %% [markdown]
# ## every second step
# None of the known slips.
#
# earns: nothing
# names: 4b.2 another-step

# %%
def q4b_negative_steps(betas):
    return [n for n in range(2, len(betas) + 1, 2)]
def q4b_failure(betas):
    return 1, QUANTITIES[0]

# %% [markdown]
# ## negative alphas, from zero
# Two slips at once; a quantity that is none of the four.
#
# earns: nothing
# names: 4b.1 counted-from-zero-and-another, 4b.2 not-in-quantities

# %%
def q4b_negative_steps(betas):
    return np.flatnonzero(betas > 1)
def q4b_failure(betas):
    return int(np.argmax(betas > 1)) + 1, "alpha_bar_n"

# %% [markdown]
# ## one step too many added
# And the pair in the other order.
#
# earns: nothing
# names: 4b.1 steps-shifted, 4b.2 step-and-quantity-exchanged

# %%
def q4b_negative_steps(betas):
    return np.flatnonzero(np.cumprod(1 - betas) < 0) + 2
def q4b_failure(betas):
    return "sqrt(alpha_bar_n)", int(np.argmax(betas > 1)) + 1

# %% [markdown]
# ## the first run
# And neither step nor quantity.
#
# earns: nothing
# names: 4b.1 first-run-only, 4b.2 another-step

# %%
def q4b_negative_steps(betas):
    found = []
    for n, alpha_bar in enumerate(np.cumprod(1 - betas), 1):
        if alpha_bar < 0:
            found.append(n)
        elif found:
            break
    return found
def q4b_failure(betas):
    return int(np.argmax(betas > 1)), "beta_tilde_n"

# %% [markdown]
# ## below one for below zero
# Every step; the last step of the schedule.
#
# earns: nothing
# names: 4b.1 every-step, 4b.2 another-step

# %%
def q4b_negative_steps(betas):
    return np.flatnonzero(np.cumprod(1 - betas) < 1) + 1
def q4b_failure(betas):
    return len(betas), "1 / sqrt(alpha_bar_n)"

# %% [markdown]
# ## beta minus one
# Signs of the wrong product.
#
# earns: nothing
# names: 4b.1 sign-of-alpha

# %%
def q4b_negative_steps(betas):
    return np.flatnonzero(np.cumprod(betas - 1) < 0) + 1

# %% [markdown]
# ## products of betas above one
# For products of alphas below zero.
#
# earns: nothing
# names: 4b.1 betas-multiplied

# %%
def q4b_negative_steps(betas):
    return np.flatnonzero(np.cumprod(betas) > 1) + 1

# %% [markdown]
# ## values for steps
# The negative products themselves.
#
# earns: nothing
# names: 4b.1 values-for-steps

# %%
def q4b_negative_steps(betas):
    alpha_bar = np.cumprod(1 - betas)
    return alpha_bar[alpha_bar < 0]

# %% [markdown]
# ## first of steps that are two too early
# The own steps are wrong, and the failure is read from them.
#
# earns: nothing
# names: 4b.1 steps-shifted, 4b.2 first-of-wrong-steps

# %%
def q4b_negative_steps(betas):
    return [n - 2 for n in np.flatnonzero(np.cumprod(1 - betas) < 0) + 1]
def q4b_failure(betas):
    return min(q4b_negative_steps(betas)), QUANTITIES[0]
