# %% [markdown]
# ## model
# Flip the sign of the first coordinate.
#
# earns: 1b.1 1b.2 1b.3

# %%
q1b_is_valid_flow = False
q1b_violates = "invertible"
q1b_counterexample = ([1, 1, 0], [-1, 1, 0])

# %% [markdown]
# ## array
# An array of two rows.
#
# earns: 1b.1 1b.2 1b.3

# %%
q1b_is_valid_flow = False
q1b_violates = "invertible"
q1b_counterexample = np.array([[2.0, -1.5, 0.25], [-2.0, -1.5, 0.25]])

# %% [markdown]
# ## second coordinate zero
# Where the second coordinate vanishes the first one is lost.
#
# earns: 1b.1 1b.2 1b.3

# %%
q1b_is_valid_flow = False
q1b_violates = "invertible"
q1b_counterexample = ((1, 0, 5), (3, 0, 5))

# %% [markdown]
# ## irrational
# Exact irrational coordinates.
#
# earns: 1b.1 1b.2 1b.3

# %%
q1b_is_valid_flow = False
q1b_violates = "invertible"
q1b_counterexample = [(sp.sqrt(2), sp.pi, 1), (-sp.sqrt(2), sp.pi, 1)]

# %% [markdown]
# ## tuples of SymPy numbers
# Rationals.
#
# earns: 1b.1 1b.2 1b.3

# %%
q1b_is_valid_flow = sp.false
q1b_violates = " Invertible"
q1b_counterexample = (sp.Matrix([sp.Rational(1, 3), 2, 7]), sp.Matrix([-sp.Rational(1, 3), 2, 7]))

# %% [markdown]
# ## rounded root
# A coordinate right to rounding: the images agree to machine precision.
#
# earns: 1b.1 1b.2 1b.3

# %%
q1b_is_valid_flow = False
q1b_violates = "invertible"
q1b_counterexample = [(2 ** 0.5, 1.0, 0.1 + 0.2), (-(2 ** 0.5), 1.0, 0.30000000000000004)]

# %% [markdown]
# ## saturation
# The exponential of both third coordinates rounds to zero, but they differ.
#
# earns: 1b.1 1b.2
# names: 1b.3 coordinate-that-is-given-back

# %%
q1b_is_valid_flow = False
q1b_violates = "invertible"
q1b_counterexample = ([0, 0, -1000], [0, 0, -2000])

# %% [markdown]
# ## small fourth power
# The fourth powers differ far below rounding of the sum, and still differ.
#
# earns: 1b.1 1b.2
# names: 1b.3 x1-of-another-size

# %%
q1b_is_valid_flow = False
q1b_violates = "invertible"
q1b_counterexample = ([1e-5, 1.0, 1.0], [2e-5, 1.0, 1.0])

# %% [markdown]
# ## same point
# Two points that are the same.
#
# earns: 1b.1 1b.2
# names: 1b.3 same-point-twice

# %%
q1b_is_valid_flow = False
q1b_violates = "invertible"
q1b_counterexample = ([1, 1, 0], [1, 1, 0])

# %% [markdown]
# ## nearly the same point
# The points agree to rounding, so their images do.
#
# earns: 1b.1 1b.2
# names: 1b.3 x1-of-another-size

# %%
q1b_is_valid_flow = False
q1b_violates = "invertible"
q1b_counterexample = ([1, 1, 0], [1 + 1e-14, 1, 0])

# %% [markdown]
# ## zero flipped
# Flipping the sign of zero changes nothing.
#
# earns: 1b.1 1b.2
# names: 1b.3 same-point-twice

# %%
q1b_is_valid_flow = False
q1b_violates = "invertible"
q1b_counterexample = ([0.0, 1, 0], [-0.0, 1, 0])

# %% [markdown]
# ## wrong pair
# The images differ.
#
# earns: 1b.1 1b.2
# names: 1b.3 coordinate-that-is-given-back

# %%
q1b_is_valid_flow = False
q1b_violates = "invertible"
q1b_counterexample = ([1, 2, 3], [3, 2, 1])

# %% [markdown]
# ## not a number
# NaN compares with nothing.
#
# earns: 1b.1 1b.2

# %%
q1b_is_valid_flow = False
q1b_violates = "invertible"
q1b_counterexample = ([np.nan, 1, 0], [1, 1, 0])

# %% [markdown]
# ## symbols
# Points have to be numbers.
#
# earns: 1b.1 1b.2

# %%
q1b_is_valid_flow = False
q1b_violates = "invertible"
q1b_counterexample = ([x, 1, 0], [-x, 1, 0])

# %% [markdown]
# ## two coordinates
# Points of the wrong dimension.
#
# earns: 1b.1 1b.2

# %%
q1b_is_valid_flow = False
q1b_violates = "invertible"
q1b_counterexample = ([1, 1], [-1, 1])

# %% [markdown]
# ## only the verdict
# Nothing else.
#
# earns: 1b.1

# %%
q1b_is_valid_flow = False

# %% [markdown]
# ## only the counterexample
# Nothing else.
#
# earns: 1b.3

# %%
q1b_counterexample = ([1, 1, 0], [-1, 1, 0])

# %% [markdown]
# ## wrong verdict
# Says that it is a flow.
#
# earns: 1b.3
# names: 1b.1 even-power-overlooked, 1b.2 verdict-contradicts-reason

# %%
q1b_is_valid_flow = True
q1b_violates = "invertible"
q1b_counterexample = ([1, 1, 0], [-1, 1, 0])

# %% [markdown]
# ## wrong requirement
# Names another requirement.
#
# earns: 1b.1 1b.3
# names: 1b.2 dimension-blamed

# %%
q1b_is_valid_flow = False
q1b_violates = "dimension-preserving"
q1b_counterexample = ([1, 1, 0], [-1, 1, 0])

# %% [markdown]
# ## close but different
# With the second coordinate zero, any two first coordinates collide, however close.
#
# earns: 1b.1 1b.2 1b.3

# %%
q1b_is_valid_flow = False
q1b_violates = "invertible"
q1b_counterexample = [(1.0, 0.0, 0.0), (1.0 + 1e-10, 0.0, 0.0)]

# %% [markdown]
# ## huge integers
# Exact integers beyond the range of floating-point numbers.
#
# earns: 1b.1 1b.2 1b.3

# %%
q1b_is_valid_flow = False
q1b_violates = "invertible"
q1b_counterexample = [(10**400, 2, 3), (-(10**400), 2, 3)]

# %% [markdown]
# ## absorbed
# The fourth powers differ; adding a large number hides it in floating-point arithmetic only.
#
# earns: 1b.1 1b.2
# names: 1b.3 x1-of-another-size

# %%
q1b_is_valid_flow = False
q1b_violates = "invertible"
q1b_counterexample = ((1e-5, 1, 1e8), (2e-5, 1, 1e8))

# %% [markdown]
# ## complex partner
# A fourth root of unity makes the images equal, but the map is one of real points.
#
# earns: 1b.1 1b.2
# names: 1b.3 complex-root

# %%
q1b_is_valid_flow = False
q1b_violates = "invertible"
q1b_counterexample = ((1, 1, 1), (1j, 1, 1))

# %% [markdown]
# ## smooth maps
# And x2 and x3 exchanged.
#
# earns: 1b.1
# names: 1b.2 differentiability-blamed, 1b.3 x2-and-x3-exchanged

# %%
q1b_is_valid_flow = False
q1b_violates = "differentiable"
q1b_counterexample = ([1, 2, 3], [1, 3, 2])

# %% [markdown]
# ## sign of x2
# It is an odd power that holds it.
#
# earns: nothing
# names: 1b.3 sign-of-x2

# %%
q1b_counterexample = ([1, 2, 0], [1, -2, 0])

# %% [markdown]
# ## all signs
# More than the fourth power forgets.
#
# earns: nothing
# names: 1b.3 all-signs-turned

# %%
q1b_counterexample = ([1, 2, 3], [-1, -2, -3])

# %% [markdown]
# ## sign of x1 and another x2
# The second coordinate, which the map gives back, differs too.
#
# earns: nothing
# names: 1b.3 coordinate-that-is-given-back

# %%
q1b_counterexample = ([1, 2, 0], [-1, 1, 0])

# %% [markdown]
# ## third coordinates apart
# x3 is given back by z3.
#
# earns: nothing
# names: 1b.3 coordinate-that-is-given-back

# %%
q1b_counterexample = ([1, 0, 1], [-1, 0, 2])
