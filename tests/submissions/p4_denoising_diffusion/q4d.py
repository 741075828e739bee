# %% [markdown]
# ## model
# Both invalid schedules, with steps.
#
# earns: 4d.1 4d.2 4d.3 4d.4

# %%
q4d_invalid = {2, 4}
def q4d_witness(k, N):
    return 1 if k == 2 else N

# %% [markdown]
# ## first step for both
# The first step is a witness for the fourth schedule, too (also for one step).
#
# earns: 4d.1 4d.2 4d.3 4d.4

# %%
q4d_invalid = [4, 2]
def q4d_witness(k, N):
    return 1

# %% [markdown]
# ## middle
# Half of N is one as well.
#
# earns: 4d.1 4d.2 4d.3 4d.4

# %%
q4d_invalid = np.array([2, 4])
def q4d_witness(k, N):
    return np.int64(1 if k == 2 else max(1, N // 2))

# %% [markdown]
# ## searched
# Found by evaluating the schedule exactly.
#
# earns: 4d.1 4d.2 4d.3 4d.4

# %%
import sympy
q4d_invalid = frozenset({2, 4})
def q4d_witness(k, N):
    if k == 2:
        return sympy.Integer(1)
    for n in range(1, N + 1):
        beta = -sympy.cos(sympy.pi * sympy.Rational(n, N))
        if not (beta > 0) == True or beta == 1:
            return n

# %% [markdown]
# ## second only
# Only the second schedule.
#
# earns: 4d.1 4d.2
# names: 4d.3 sign-of-the-cosine-overlooked, 4d.4 schedule-not-flagged

# %%
q4d_invalid = {2}
def q4d_witness(k, N):
    return 1 if k == 2 else N

# %% [markdown]
# ## fourth only
# Only the fourth.
#
# earns: 4d.3 4d.4
# names: 4d.1 zero-taken-for-inside, 4d.2 schedule-not-flagged

# %%
q4d_invalid = {4}
def q4d_witness(k, N):
    return 1 if k == 2 else N

# %% [markdown]
# ## second without reason
# Flagged, with a wrong step.
#
# earns: 4d.1 4d.3 4d.4

# %%
q4d_invalid = {2, 4}
def q4d_witness(k, N):
    return N if k == 4 else min(2, N) if N > 1 else 0

# %% [markdown]
# ## fourth without reason
# A step behind the middle is fine there.
#
# earns: 4d.1 4d.2 4d.3
# names: 4d.4 behind-the-middle

# %%
q4d_invalid = {2, 4}
def q4d_witness(k, N):
    return 1 if k == 2 else N // 2 + 1

# %% [markdown]
# ## flags only
# No witness.
#
# earns: 4d.1 4d.3

# %%
q4d_invalid = {2, 4}

# %% [markdown]
# ## flags the second only, no witness
# One flag.
#
# earns: 4d.1
# names: 4d.3 sign-of-the-cosine-overlooked

# %%
q4d_invalid = {2}

# %% [markdown]
# ## flags the fourth only, no witness
# One flag.
#
# earns: 4d.3
# names: 4d.1 zero-taken-for-inside

# %%
q4d_invalid = {4}

# %% [markdown]
# ## witness only
# Nothing was flagged.
#
# earns: nothing

# %%
def q4d_witness(k, N):
    return 1 if k == 2 else N

# %% [markdown]
# ## also the first
# The first schedule is valid.
#
# earns: 4d.1 4d.2 4d.3 4d.4 4d.-1
# names: 4d.-1 value-at-the-last-step

# %%
q4d_invalid = {1, 2, 4}
def q4d_witness(k, N):
    return 1 if k == 2 else N

# %% [markdown]
# ## also the third
# The third is valid.
#
# earns: 4d.1 4d.2 4d.3 4d.4 4d.-2
# names: 4d.-2 value-at-the-last-step

# %%
q4d_invalid = {2, 3, 4}
def q4d_witness(k, N):
    return 1 if k == 2 else N

# %% [markdown]
# ## all of them
# Both penalties.
#
# earns: 4d.1 4d.2 4d.3 4d.4 4d.-1 4d.-2
# names: 4d.-1 everything-flagged, 4d.-2 everything-flagged

# %%
q4d_invalid = {1, 2, 3, 4}
def q4d_witness(k, N):
    return 1 if k == 2 else N

# %% [markdown]
# ## the valid ones
# Took the question the other way round.
#
# earns: 4d.-1 4d.-2
# names: 4d.1 valid-for-invalid, 4d.2 schedule-not-flagged, 4d.3 valid-for-invalid, 4d.4 schedule-not-flagged, 4d.-1 valid-for-invalid, 4d.-2 valid-for-invalid

# %%
q4d_invalid = {1, 3}
def q4d_witness(k, N):
    return 1 if k == 2 else N

# %% [markdown]
# ## text
# Strings are no numbers.
#
# earns: nothing
# names: 4d.1 numbers-as-text, 4d.3 numbers-as-text

# %%
q4d_invalid = {"2", "4"}
def q4d_witness(k, N):
    return 1 if k == 2 else N

# %% [markdown]
# ## out of range
# Step N + 1 does not exist.
#
# earns: 4d.1 4d.3
# names: 4d.2 step-beyond-the-schedule, 4d.4 step-beyond-the-schedule

# %%
q4d_invalid = {2, 4}
def q4d_witness(k, N):
    return N + 1

# %% [markdown]
# ## only the first
# One penalty, nothing else.
#
# earns: 4d.-1
# names: 4d.1 only-valid-ones-flagged, 4d.2 schedule-not-flagged, 4d.3 only-valid-ones-flagged, 4d.4 schedule-not-flagged, 4d.-1 value-at-the-first-step

# %%
q4d_invalid = {1}
def q4d_witness(k, N):
    return 1

# %% [markdown]
# ## only the third
# One penalty, nothing else.
#
# earns: 4d.-2
# names: 4d.1 only-valid-ones-flagged, 4d.3 only-valid-ones-flagged, 4d.4 schedule-not-flagged, 4d.-2 value-at-the-last-step

# %%
q4d_invalid = [3]
def q4d_witness(k, N):
    return N

# %% [markdown]
# ## searched with floats
# Rounding of the cosine does no harm; the last step that fails.
#
# earns: 4d.1 4d.2 4d.3 4d.4

# %%
import sympy as sp
q4d_invalid = sp.Range(2, 5, 2)
def q4d_witness(k, N):
    beta = {2: lambda n: 1 - 1 / n, 4: lambda n: -np.cos(np.pi * n / N)}[k]
    return [n for n in range(1, N + 1) if not 0 < beta(n) < 1][-1]

# %% [markdown]
# ## middle without the shortest
# N // 2 is no step when there is only one.
#
# earns: 4d.1 4d.2 4d.3
# names: 4d.4 half-of-one-step

# %%
q4d_invalid = [2, 4]
def q4d_witness(k, N):
    return 1 if k == 2 else N // 2

# %% [markdown]
# ## rounded up middle
# Behind the middle when N is odd.
#
# earns: 4d.1 4d.2 4d.3
# names: 4d.4 half-rounded-up

# %%
q4d_invalid = [2, 4]
def q4d_witness(k, N):
    return 1 if k == 2 else (N + 1) // 2

# %% [markdown]
# ## no schedule
# All are taken for valid.
#
# earns: nothing
# names: 4d.1 nothing-flagged, 4d.2 schedule-not-flagged, 4d.3 nothing-flagged, 4d.4 schedule-not-flagged

# %%
q4d_invalid = set()
def q4d_witness(k, N):
    return 1

# %% [markdown]
# ## steps from zero
# Counted like Python's.
#
# earns: 4d.1 4d.3
# names: 4d.2 counted-from-zero, 4d.4 counted-from-zero

# %%
q4d_invalid = {2, 4}
def q4d_witness(k, N):
    return 0

# %% [markdown]
# ## the last step for both
# Right for schedule 4 alone.
#
# earns: 4d.1 4d.3 4d.4
# names: 4d.2 last-step

# %%
q4d_invalid = {2, 4}
def q4d_witness(k, N):
    return N

# %% [markdown]
# ## second step, last but one
# Off by one.
#
# earns: 4d.1 4d.3
# names: 4d.2 second-step, 4d.4 last-but-one-step

# %%
q4d_invalid = {2, 4}
def q4d_witness(k, N):
    return 2 if k == 2 else N - 1

# %% [markdown]
# ## logarithm at the first step
# The third schedule is valid.
#
# earns: 4d.1 4d.2 4d.3 4d.4 4d.-2
# names: 4d.-2 value-at-the-first-step

# %%
q4d_invalid = {2, 3, 4}
def q4d_witness(k, N):
    return 1

# %% [markdown]
# ## two thirds
# Steps that no known slip gives.
#
# earns: 4d.1 4d.3

# %%
q4d_invalid = {2, 4}
def q4d_witness(k, N):
    return max(2, (2 * N) // 3)

# %% [markdown]
# ## only a valid schedule
# Right steps for schedules that pass.
#
# earns: 4d.-2
# names: 4d.1 only-valid-ones-flagged, 4d.2 schedule-not-flagged, 4d.3 only-valid-ones-flagged, 4d.4 schedule-not-flagged, 4d.-2 value-at-the-last-step

# %%
q4d_invalid = {3}
def q4d_witness(k, N):
    return 1 if k == 2 else N

# %% [markdown]
# ## no schedule of the sheet
# Numbers that do not occur.
#
# earns: nothing
# names: 4d.1 numbers-of-no-schedule, 4d.3 numbers-of-no-schedule, 4d.4 schedule-not-flagged

# %%
q4d_invalid = {0, 5}
def q4d_witness(k, N):
    return N

# %% [markdown]
# ## values for steps
# And half of an odd number.
#
# earns: 4d.1 4d.3
# names: 4d.2 beta-for-step, 4d.4 half-not-whole

# %%
q4d_invalid = {2, 4}
def q4d_witness(k, N):
    return 1 - 1 / N if k == 2 else N / 2

# %% [markdown]
# ## the middle, and step two
# Of the schedules the other way round.
#
# earns: 4d.1 4d.3
# names: 4d.2 middle-step, 4d.4 fixed-step

# %%
q4d_invalid = {2, 4}
def q4d_witness(k, N):
    return N // 2 if k == 2 else 2
