# %% [markdown]
# **1a.** $A = a^\top a$ is an outer product and has rank one, so it squashes the plane onto a line before the sigmoid is
# applied. Different inputs then share an image and the map cannot be inverted.

# %% name="q1a_is_valid_flow"
q1a_is_valid_flow = False

# %% name="q1a_violates"
q1a_violates = "invertible"

# %% [markdown]
# $A v = a^\top (a v)$ vanishes for every $v$ orthogonal to $a$; in two dimensions that is $v = (a_2, -a_1)$.

# %% name="q1a_null_direction"
def q1a_null_direction(a):
    """A direction that A sends to zero: a rotated by a right angle."""
    return np.array([a[1], -a[0]])


# %% [markdown]
# **1b.** $x_1$ enters through its fourth power only, so its sign is lost: wherever $x_1 \ne 0$, flipping it gives a second
# point with the same image.
#
# *Erratum of the printed exam.* The printed answer claims a collision for *any* $x$. Flipping the sign of $x_1$ gives one
# only where $x_1 \neq 0$; besides these, every point with $x_2 = 0$ has one.

# %% name="q1b_is_valid_flow"
q1b_is_valid_flow = False

# %% name="q1b_violates"
q1b_violates = "invertible"

# %% name="q1b_counterexample"
q1b_counterexample = ([1, 1, 0], [-1, 1, 0])

# %% [markdown]
# **1c.** With a Jacobian determinant of one the change of variables has no factor left: $p_2(x) = p_1(f^{-1}(x))$. The flow
# moves mass about but never stretches it, so on the line it can only shift the base density.

# %% name="q1c_density"
def q1c_density(p1, f_inv, x):
    """The density of the transformed variable at x."""
    return p1(f_inv(x))


# %% [markdown]
# A derivative of exactly one everywhere leaves $x + b$.
#
# *Erratum of the printed exam.* On the real line a Jacobian determinant of exactly 1 leaves $f^{-1}(x) = x + b$. The map
# $-x + b$ preserves lengths as well, but its determinant is $-1$.

# %% name="q1c_f_inv"
b = sp.Symbol("b", real=True)
q1c_f_inv = x + b

# %% name="plot_shift"
grid = np.linspace(-4, 6, 400)
fig, ax = plt.subplots(figsize=(6, 2.5))
for shift, style in ((0, "-"), (1, "--"), (3, ":")):
    ax.plot(grid, np.exp(-((grid - shift) ** 2) / 2) / np.sqrt(2 * np.pi), style, label=f"shifted by {shift}")
ax.legend()
ax.set_xlabel("$x$")
ax.set_ylabel("density")
ax.set_title("all that a unit determinant can do to a normal density")
plt.show()
