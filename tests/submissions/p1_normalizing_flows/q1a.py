# %% [markdown]
# ## model
# The answer of the examiner, in code.
#
# earns: 1a.1 1a.2 1a.3

# %%
q1a_is_valid_flow = False
q1a_violates = "invertible"
def q1a_null_direction(a):
    return np.array([a[1], -a[0]])

# %% [markdown]
# ## other forms
# A 0 for the verdict, spaces and capitals, a list instead of an array, scaled.
#
# earns: 1a.1 1a.2 1a.3

# %%
q1a_is_valid_flow = 0
q1a_violates = "  Invertible "
def q1a_null_direction(a):
    return [-3 * a[1], 3 * a[0]]

# %% [markdown]
# ## null space by library
# SciPy finds the direction from the singular values.
#
# earns: 1a.1 1a.2 1a.3

# %%
import scipy.linalg
q1a_is_valid_flow = np.bool_(False)
q1a_violates = REQUIREMENTS[0]
def q1a_null_direction(a):
    return scipy.linalg.null_space(np.outer(a, a))

# %% [markdown]
# ## symbolic numbers
# SymPy rationals and a SymPy matrix are numbers as well.
#
# earns: 1a.1 1a.2 1a.3

# %%
q1a_is_valid_flow = sp.false
q1a_violates = "INVERTIBLE"
def q1a_null_direction(a):
    return sp.Matrix([sp.Rational(float(a[1])), -sp.Rational(float(a[0]))])

# %% [markdown]
# ## division
# A right direction whose second component is a rounded quotient.
#
# earns: 1a.1 1a.2 1a.3

# %%
q1a_is_valid_flow = False
q1a_violates = "invertible"
def q1a_null_direction(a):
    return (1.0, -a[0] / a[1])

# %% [markdown]
# ## tiny but exact
# Very small components are no zero vector.
#
# earns: 1a.1 1a.2 1a.3

# %%
q1a_is_valid_flow = False
q1a_violates = "invertible"
def q1a_null_direction(a):
    return np.array([a[1], -a[0]]) * 1e-200

# %% [markdown]
# ## only the verdict
# The verdict without reasons.
#
# earns: 1a.1

# %%
q1a_is_valid_flow = False

# %% [markdown]
# ## only the direction
# A right reason without a verdict.
#
# earns: 1a.3

# %%
def q1a_null_direction(a):
    return np.array([a[1], -a[0]])

# %% [markdown]
# ## wrong verdict
# With the verdict True the named requirement does not count either.
#
# earns: 1a.3
# names: 1a.1 lost-direction-overlooked, 1a.2 verdict-contradicts-reason

# %%
q1a_is_valid_flow = True
q1a_violates = "invertible"
def q1a_null_direction(a):
    return np.array([a[1], -a[0]])

# %% [markdown]
# ## wrong requirement
# Differentiability is not what fails.
#
# earns: 1a.1 1a.3
# names: 1a.2 differentiability-blamed

# %%
q1a_is_valid_flow = False
q1a_violates = "differentiable"
def q1a_null_direction(a):
    return np.array([a[1], -a[0]])

# %% [markdown]
# ## no direction
# The first two without the reason.
#
# earns: 1a.1 1a.2

# %%
q1a_is_valid_flow = False
q1a_violates = "invertible"

# %% [markdown]
# ## underflow
# Products that underflow to zero are no proof.
#
# earns: 1a.1 1a.2
# names: 1a.3 fixed-direction

# %%
q1a_is_valid_flow = False
q1a_violates = "invertible"
def q1a_null_direction(a):
    return np.array([1e-320, 1e-320])

# %% [markdown]
# ## zero vector
# The zero vector is mapped to zero by every matrix.
#
# earns: 1a.1 1a.2
# names: 1a.3 zero-vector

# %%
q1a_is_valid_flow = False
q1a_violates = "invertible"
def q1a_null_direction(a):
    return np.zeros(2)

# %% [markdown]
# ## right for equal entries only
# Correct where both entries of a are the same.
#
# earns: 1a.1 1a.2
# names: 1a.3 fixed-direction

# %%
q1a_is_valid_flow = False
q1a_violates = "invertible"
def q1a_null_direction(a):
    return np.array([1.0, -1.0])

# %% [markdown]
# ## not orthogonal
# The direction of a itself.
#
# earns: 1a.1 1a.2
# names: 1a.3 stretched-direction

# %%
q1a_is_valid_flow = False
q1a_violates = "invertible"
def q1a_null_direction(a):
    return a

# %% [markdown]
# ## NaN
# No number at all.
#
# earns: 1a.1 1a.2

# %%
q1a_is_valid_flow = False
q1a_violates = "invertible"
def q1a_null_direction(a):
    return np.array([np.nan, np.nan])

# %% [markdown]
# ## verdict as text
# A string is no truth value.
#
# earns: 1a.3

# %%
q1a_is_valid_flow = "False"
q1a_violates = "invertible"
def q1a_null_direction(a):
    return np.array([a[1], -a[0]])

# %% [markdown]
# ## raises
# The function fails.
#
# earns: 1a.1 1a.2

# %%
q1a_is_valid_flow = False
q1a_violates = "invertible"
def q1a_null_direction(a):
    return a[7]

# %% [markdown]
# ## only the requirement
# Without a verdict the requirement rests on nothing.
#
# earns: nothing

# %%
q1a_violates = "invertible"

# %% [markdown]
# ## rounded
# Rounded to two digits it is right for entries with two digits only.
#
# earns: 1a.1 1a.2

# %%
q1a_is_valid_flow = False
q1a_violates = "invertible"
def q1a_null_direction(a):
    return np.round([a[1], -a[0]], 2)

# %% [markdown]
# ## nullspace of exact numbers
# SymPy's list of one column, with rational numbers.
#
# earns: 1a.1 1a.2 1a.3

# %%
q1a_is_valid_flow = False
q1a_violates = "invertible"
def q1a_null_direction(a):
    row = sp.Matrix([[sp.Rational(float(x)) for x in a]])
    return (row.T * row).nullspace()

# %% [markdown]
# ## beyond floats
# Integers of four hundred digits are exact and finite.
#
# earns: 1a.1 1a.2 1a.3

# %%
q1a_is_valid_flow = False
q1a_violates = "invertible"
from fractions import Fraction
def q1a_null_direction(a):
    p, q = (Fraction(float(x)) for x in a)
    return [10**400 * q.numerator * p.denominator, -(10**400) * p.numerator * q.denominator]

# %% [markdown]
# ## dimension
# And the components exchanged.
#
# earns: 1a.1
# names: 1a.2 dimension-blamed, 1a.3 sign-left-out

# %%
q1a_is_valid_flow = False
q1a_violates = "dimension-preserving"
def q1a_null_direction(a):
    return a[::-1]

# %% [markdown]
# ## sign of one component
# And nothing else.
#
# earns: nothing
# names: 1a.3 sign-without-exchange

# %%
def q1a_null_direction(a):
    return np.array([a[0], -a[1]])

# %% [markdown]
# ## sine of the angle
# No known slip.
#
# earns: nothing

# %%
def q1a_null_direction(a):
    return np.array([np.sin(a[0]), np.cos(a[1])])

# %% [markdown]
# ## squares of the components
# The right exchange and sign, of squares.
#
# earns: nothing
# names: 1a.3 components-squared

# %%
def q1a_null_direction(a):
    return np.array([a[1] ** 2, -(a[0] ** 2)])
