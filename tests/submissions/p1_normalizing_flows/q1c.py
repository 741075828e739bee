# %% [markdown]
# ## model
# The formula with factor one, and a shift.
#
# earns: 1c.1 1c.2

# %%
def q1c_density(p1, f_inv, x):
    return p1(f_inv(x))
q1c_f_inv = x + sp.Symbol("b")

# %% [markdown]
# ## general formula
# Writes the Jacobian out, which is one.
#
# earns: 1c.1 1c.2

# %%
def q1c_density(p1, f_inv, x):
    return p1(f_inv(x)) * sp.Abs(sp.diff(f_inv(x), x))
q1c_f_inv = x

# %% [markdown]
# ## unevaluated derivative
# A derivative that is not carried out yet.
#
# earns: 1c.1 1c.2

# %%
def q1c_density(p1, f_inv, x):
    return p1(f_inv(x)) * sp.Abs(sp.Derivative(f_inv(x), x))
q1c_f_inv = x - 3

# %% [markdown]
# ## identity
# The identity is a shift by nothing.
#
# earns: 1c.1 1c.2

# %%
def q1c_density(p1, f_inv, x):
    return p1(f_inv(x))
q1c_f_inv = x

# %% [markdown]
# ## many parameters
# Anything that does not depend on x may be added.
#
# earns: 1c.1 1c.2

# %%
def q1c_density(p1, f_inv, x):
    return p1(f_inv(x))
b, c = sp.symbols("b c")
q1c_f_inv = x + b * c - sp.exp(b) + sp.pi

# %% [markdown]
# ## parameter with an assumption
# A logarithm of a positive parameter.
#
# earns: 1c.1 1c.2

# %%
def q1c_density(p1, f_inv, x):
    return p1(f_inv(x))
q1c_f_inv = sp.log(sp.Symbol("s", positive=True)) + x

# %% [markdown]
# ## function of x
# A Lambda is taken by its body.
#
# earns: 1c.1 1c.2

# %%
def q1c_density(p1, f_inv, x):
    return p1(f_inv(x))
q1c_f_inv = sp.Lambda(x, x + 2)

# %% [markdown]
# ## reflection
# The determinant of a reflection is minus one.
#
# earns: 1c.1
# names: 1c.2 reflection

# %%
def q1c_density(p1, f_inv, x):
    return p1(f_inv(x))
q1c_f_inv = -x + sp.Symbol("b")

# %% [markdown]
# ## scaling
# A scaling changes volume.
#
# earns: 1c.1
# names: 1c.2 slope-not-one

# %%
def q1c_density(p1, f_inv, x):
    return p1(f_inv(x))
q1c_f_inv = 2 * x

# %% [markdown]
# ## hidden wiggle
# Not exactly one.
#
# earns: 1c.1

# %%
def q1c_density(p1, f_inv, x):
    return p1(f_inv(x))
q1c_f_inv = x + sp.Rational(1, 10**40) * sp.sin(x)

# %% [markdown]
# ## undefined at zero
# A quotient that is not defined at zero.
#
# earns: 1c.1

# %%
def q1c_density(p1, f_inv, x):
    return p1(f_inv(x))
q1c_f_inv = (x**2 + x) / x - 1

# %% [markdown]
# ## jump
# Slope one on both sides of a jump.
#
# earns: 1c.1

# %%
def q1c_density(p1, f_inv, x):
    return p1(f_inv(x))
q1c_f_inv = sp.Piecewise((x, x < 0), (x + 1, True))

# %% [markdown]
# ## not real
# A complex shift.
#
# earns: 1c.1

# %%
def q1c_density(p1, f_inv, x):
    return p1(f_inv(x))
q1c_f_inv = x + sp.I

# %% [markdown]
# ## inverse density
# The base density at x itself.
#
# earns: 1c.2
# names: 1c.1 density-unchanged

# %%
def q1c_density(p1, f_inv, x):
    return p1(x)
q1c_f_inv = x + 1

# %% [markdown]
# ## forgot the density
# The transformed point only.
#
# earns: 1c.2
# names: 1c.1 inverse-map-alone

# %%
def q1c_density(p1, f_inv, x):
    return f_inv(x)
q1c_f_inv = x + 1

# %% [markdown]
# ## number for symbol
# A density evaluated at zero.
#
# earns: 1c.2

# %%
def q1c_density(p1, f_inv, x):
    return p1(f_inv(0))
q1c_f_inv = x + 1

# %% [markdown]
# ## constant
# A constant is no map of the line.
#
# earns: 1c.1
# names: 1c.2 nothing-moves

# %%
def q1c_density(p1, f_inv, x):
    return p1(f_inv(x))
q1c_f_inv = sp.Integer(1)

# %% [markdown]
# ## raises
# The function fails.
#
# earns: 1c.2

# %%
def q1c_density(p1, f_inv, x):
    raise RuntimeError("todo")
q1c_f_inv = x

# %% [markdown]
# ## determinant of a matrix
# The Jacobian as a matrix leaves a result of one entry.
#
# earns: 1c.1 1c.2

# %%
def q1c_density(p1, f_inv, x):
    return p1(f_inv(x)) * sp.Matrix([f_inv(x)]).jacobian([x])
q1c_f_inv = sp.Max(x, 3) + sp.Min(x, 3)

# %% [markdown]
# ## own variable
# A function of a variable with another name, shifted by a root that is real for negative parameters.
#
# earns: 1c.1 1c.2

# %%
def q1c_density(p1, f_inv, x):
    return p1(f_inv(x))
y, b = sp.symbols("y b")
q1c_f_inv = sp.Lambda(y, y + sp.sqrt(-b))

# %% [markdown]
# ## shifted on a short piece
# On one hundredth of the line the shift is another.
#
# earns: 1c.1

# %%
def q1c_density(p1, f_inv, x):
    return p1(f_inv(x))
q1c_f_inv = sp.Piecewise((x + 1, (x > sp.Rational(51, 100)) & (x < sp.Rational(52, 100))), (x, True))

# %% [markdown]
# ## undefined at one seventh
# A quotient that cancels everywhere but at its pole.
#
# earns: 1c.1

# %%
def q1c_density(p1, f_inv, x):
    return p1(f_inv(x))
q1c_f_inv = sp.Mul(x * (x - sp.Rational(1, 7)), 1 / (x - sp.Rational(1, 7)), evaluate=False)

# %% [markdown]
# ## mirrored density
# Right for symmetric densities only.
#
# earns: 1c.2
# names: 1c.1 mirrored

# %%
def q1c_density(p1, f_inv, x):
    return p1(-f_inv(x))
q1c_f_inv = x + 2

# %% [markdown]
# ## forward
# The other direction.
#
# earns: nothing
# names: 1c.1 forward-map, 1c.2 slope-not-one

# %%
def q1c_density(p1, f_inv, x):
    return p1(2 * x - f_inv(x))
q1c_f_inv = sp.Rational(1, 2) * x + 3

# %% [markdown]
# ## the map of the density
# In the wrong order.
#
# earns: nothing
# names: 1c.1 composition-reversed

# %%
def q1c_density(p1, f_inv, x):
    return f_inv(p1(x))

# %% [markdown]
# ## value for derivative
# As a factor.
#
# earns: nothing
# names: 1c.1 value-as-a-factor

# %%
def q1c_density(p1, f_inv, x):
    return p1(f_inv(x)) * f_inv(x)

# %% [markdown]
# ## log density
# The logarithm of the right one.
#
# earns: nothing
# names: 1c.1 log-density-for-density

# %%
def q1c_density(p1, f_inv, x):
    return sp.log(p1(f_inv(x)))

# %% [markdown]
# ## minus, and a cube
# A negative density; a map whose slope varies.
#
# earns: nothing
# names: 1c.1 sign-turned, 1c.2 slope-varies

# %%
def q1c_density(p1, f_inv, x):
    return -p1(f_inv(x))
q1c_f_inv = x**3

# %% [markdown]
# ## twice the density, and an exponential
# A factor that no determinant gives.
#
# earns: nothing
# names: 1c.1 factor-too-much, 1c.2 slope-varies

# %%
def q1c_density(p1, f_inv, x):
    return 2 * p1(f_inv(x))
q1c_f_inv = sp.exp(x)

# %% [markdown]
# ## back twice, and a wave
# The inverse map is applied twice.
#
# earns: nothing
# names: 1c.1 map-applied-twice, 1c.2 slope-varies

# %%
def q1c_density(p1, f_inv, x):
    return p1(f_inv(f_inv(x)))
q1c_f_inv = x + sp.sin(x)

# %% [markdown]
# ## turned round
# The base density at minus the point.
#
# earns: nothing
# names: 1c.1 mirrored

# %%
def q1c_density(p1, f_inv, x):
    return p1(-f_inv(x))

# %% [markdown]
# ## determinant added
# The log determinant's rule for the density itself.
#
# earns: nothing
# names: 1c.1 density-added

# %%
def q1c_density(p1, f_inv, x):
    return p1(f_inv(x)) + 1

# %% [markdown]
# ## a window far out
# One beyond 1e29 within a third: a case that is narrower than the numbers around it are apart.
#
# earns: nothing

# %%
q1c_f_inv = x + sp.Piecewise((1, sp.Abs(x - 10**29) < sp.Rational(1, 3)), (0, True))

# %% [markdown]
# ## a window by whole parts
# Another value on one unit interval, found by a step function that equals a number.
#
# earns: nothing

# %%
q1c_f_inv = x + sp.Piecewise((1, sp.Eq(sp.floor(x), 123457)), (0, True))

# %% [markdown]
# ## a point mass
# No function at one point.
#
# earns: nothing

# %%
q1c_f_inv = x + sp.DiracDelta(x - 77777)
