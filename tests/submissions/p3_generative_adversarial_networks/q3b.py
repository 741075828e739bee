# %% [markdown]
# ## model
# All steps.
#
# earns: 3b.1 3b.2 3b.3 3b.4 3b.5

# %%
q3b_objective = p / 2 * sp.log(D) + q / 2 * sp.log(1 - D)
q3b_at_optimum = p / 2 * sp.log(p / (p + q)) + q / 2 * sp.log(1 - p / (p + q))
q3b_one_minus_D = q / (p + q)
q3b_kl_terms = (p * sp.log(2 * p / (p + q)), q * sp.log(2 * q / (p + q)))
q3b_constant = -sp.log(2)

# %% [markdown]
# ## other forms
# Expanded, as quotients, with numerical coefficients.
#
# earns: 3b.1 3b.2 3b.3 3b.4 3b.5

# %%
q3b_objective = 0.5 * (p * sp.log(D) + q * sp.log(1 - D))
q3b_at_optimum = (p * sp.log(p) + q * sp.log(q) - (p + q) * sp.log(p + q)) / 2
q3b_one_minus_D = 1 / (1 + p / q)
m = (p + q) / 2
q3b_kl_terms = [p * (sp.log(p) - sp.log(m)), -q * sp.log(m / q)]
q3b_constant = np.log(0.5)

# %% [markdown]
# ## substituted
# Built from each other.
#
# earns: 3b.1 3b.2 3b.3 3b.4 3b.5

# %%
q3b_objective = p / 2 * sp.log(D) + q / 2 * sp.log(1 - D)
q3b_at_optimum = q3b_objective.subs(D, p / (p + q))
q3b_one_minus_D = 1 - p / (p + q)
q3b_kl_terms = (p * sp.log(2 * p / (p + q)), q * sp.log(2 * q / (p + q)))
q3b_constant = sp.log(sp.Rational(1, 2))

# %% [markdown]
# ## fresh symbols
# Symbols of the same names with other assumptions.
#
# earns: 3b.1 3b.3

# %%
p, q, D = sp.symbols("p q D")
q3b_objective = p / 2 * sp.log(D) + q / 2 * sp.log(1 - D)
q3b_one_minus_D = q / (p + q)

# %% [markdown]
# ## only the objective
# Nothing else.
#
# earns: 3b.1

# %%
q3b_objective = p / 2 * sp.log(D) + q / 2 * sp.log(1 - D)

# %% [markdown]
# ## only the optimum
# Nothing else.
#
# earns: 3b.2

# %%
q3b_at_optimum = p / 2 * sp.log(p / (p + q)) + q / 2 * sp.log(1 - p / (p + q))

# %% [markdown]
# ## only the remainder
# Nothing else.
#
# earns: 3b.3

# %%
q3b_one_minus_D = q / (p + q)

# %% [markdown]
# ## only the divergences
# Nothing else.
#
# earns: 3b.4

# %%
q3b_kl_terms = (p * sp.log(2 * p / (p + q)), q * sp.log(2 * q / (p + q)))

# %% [markdown]
# ## only the constant
# Nothing else.
#
# earns: 3b.5

# %%
q3b_constant = -sp.log(2)

# %% [markdown]
# ## forgot the halves
# Factors are missing in the objective.
#
# earns: 3b.2 3b.3 3b.4 3b.5

# %%
q3b_objective = p * sp.log(D) + q * sp.log(1 - D)
q3b_at_optimum = p / 2 * sp.log(p / (p + q)) + q / 2 * sp.log(1 - p / (p + q))
q3b_one_minus_D = q / (p + q)
q3b_kl_terms = (p * sp.log(2 * p / (p + q)), q * sp.log(2 * q / (p + q)))
q3b_constant = -sp.log(2)

# %% [markdown]
# ## discriminator of one half
# Plugged in a half.
#
# earns: 3b.1 3b.3 3b.4 3b.5

# %%
q3b_objective = p / 2 * sp.log(D) + q / 2 * sp.log(1 - D)
q3b_at_optimum = (p + q) / 2 * sp.log(sp.Rational(1, 2))
q3b_one_minus_D = q / (p + q)
q3b_kl_terms = (p * sp.log(2 * p / (p + q)), q * sp.log(2 * q / (p + q)))
q3b_constant = -sp.log(2)

# %% [markdown]
# ## the optimum itself
# Gives D instead of one minus D.
#
# earns: 3b.1 3b.2 3b.4 3b.5

# %%
q3b_objective = p / 2 * sp.log(D) + q / 2 * sp.log(1 - D)
q3b_at_optimum = p / 2 * sp.log(p / (p + q)) + q / 2 * sp.log(1 - p / (p + q))
q3b_one_minus_D = p / (p + q)
q3b_kl_terms = (p * sp.log(2 * p / (p + q)), q * sp.log(2 * q / (p + q)))
q3b_constant = -sp.log(2)

# %% [markdown]
# ## exchanged divergences
# In the wrong order.
#
# earns: 3b.1 3b.2 3b.3 3b.5

# %%
q3b_objective = p / 2 * sp.log(D) + q / 2 * sp.log(1 - D)
q3b_at_optimum = p / 2 * sp.log(p / (p + q)) + q / 2 * sp.log(1 - p / (p + q))
q3b_one_minus_D = q / (p + q)
q3b_kl_terms = (q * sp.log(2 * q / (p + q)), p * sp.log(2 * p / (p + q)))
q3b_constant = -sp.log(2)

# %% [markdown]
# ## mixture forgotten
# Divergences from the sum.
#
# earns: 3b.5

# %%
q3b_kl_terms = (p * sp.log(p / (p + q)), q * sp.log(q / (p + q)))
q3b_constant = -sp.log(2)

# %% [markdown]
# ## reversed divergences
# The mixture in front.
#
# earns: 3b.5

# %%
m = (p + q) / 2
q3b_kl_terms = (m * sp.log(m / p), m * sp.log(m / q))
q3b_constant = -sp.log(2)

# %% [markdown]
# ## other sign
# log 2 without its sign.
#
# earns: 3b.1 3b.2 3b.3 3b.4

# %%
q3b_objective = p / 2 * sp.log(D) + q / 2 * sp.log(1 - D)
q3b_at_optimum = p / 2 * sp.log(p / (p + q)) + q / 2 * sp.log(1 - p / (p + q))
q3b_one_minus_D = q / (p + q)
q3b_kl_terms = (p * sp.log(2 * p / (p + q)), q * sp.log(2 * q / (p + q)))
q3b_constant = sp.log(2)

# %% [markdown]
# ## rounded constant
# Four digits are not enough.
#
# earns: 3b.4

# %%
q3b_kl_terms = (p * sp.log(2 * p / (p + q)), q * sp.log(2 * q / (p + q)))
q3b_constant = -0.6931

# %% [markdown]
# ## log four
# Forgot that the halves stay outside.
#
# earns: 3b.4

# %%
q3b_kl_terms = (p * sp.log(2 * p / (p + q)), q * sp.log(2 * q / (p + q)))
q3b_constant = -2 * sp.log(2)

# %% [markdown]
# ## text
# Strings are no expressions.
#
# earns: 3b.3

# %%
q3b_objective = "p/2*log(D) + q/2*log(1 - D)"
q3b_constant = "-log(2)"
q3b_one_minus_D = q / (p + q)

# %% [markdown]
# ## tower
# A hostile tower of powers is just another expression.
#
# earns: 3b.3

# %%
q3b_objective = sp.Pow(10, sp.Pow(10, sp.Pow(10, 10, evaluate=False), evaluate=False), evaluate=False) * p
q3b_one_minus_D = q / (p + q)

# %% [markdown]
# ## a matrix and a complex number
# A row of two integrands; a constant with zero imaginary part.
#
# earns: 3b.2 3b.3 3b.4 3b.5

# %%
import cmath
q3b_at_optimum = -p / 2 * sp.log(1 + q / p) - q / 2 * sp.log(1 + p / q)
q3b_one_minus_D = (1 + sp.tanh(sp.log(q / p) / 2)) / 2
q3b_kl_terms = sp.Matrix([[p * sp.log(2 * p / (p + q)), q * sp.log(2 * q / (p + q))]])
q3b_constant = cmath.log(0.5)

# %% [markdown]
# ## wrong base
# Logarithms to base 2 measure in other units.
#
# earns: 3b.3

# %%
q3b_objective = p / 2 * sp.log(D, 2) + q / 2 * sp.log(1 - D, 2)
q3b_at_optimum = p / 2 * sp.log(p / (p + q), 2) + q / 2 * sp.log(q / (p + q), 2)
q3b_one_minus_D = q / (p + q)
q3b_kl_terms = (p * sp.log(2 * p / (p + q), 2), q * sp.log(2 * q / (p + q), 2))
q3b_constant = -sp.log(2, 2)

# %% [markdown]
# ## functions of C's library
# log1p(x) is log(1 + x).
#
# earns: 3b.1

# %%
from sympy.codegen.cfunctions import log1p
q3b_objective = p / 2 * sp.log(D) + q / 2 * log1p(-D)
