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
# names: 3b.1 half-left-out

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
# names: 3b.2 discriminator-of-one-half

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
# names: 3b.3 optimum-itself

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
# names: 3b.4 densities-exchanged

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
# names: 3b.4 sum-for-mixture

# %%
q3b_kl_terms = (p * sp.log(p / (p + q)), q * sp.log(q / (p + q)))
q3b_constant = -sp.log(2)

# %% [markdown]
# ## reversed divergences
# The mixture in front.
#
# earns: 3b.5
# names: 3b.4 divergence-reversed

# %%
m = (p + q) / 2
q3b_kl_terms = (m * sp.log(m / p), m * sp.log(m / q))
q3b_constant = -sp.log(2)

# %% [markdown]
# ## other sign
# log 2 without its sign.
#
# earns: 3b.1 3b.2 3b.3 3b.4
# names: 3b.5 sign-turned

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
# names: 3b.5 rounded

# %%
q3b_kl_terms = (p * sp.log(2 * p / (p + q)), q * sp.log(2 * q / (p + q)))
q3b_constant = -0.6931

# %% [markdown]
# ## log four
# Forgot that the halves stay outside.
#
# earns: 3b.4
# names: 3b.5 half-left-out

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
# names: 3b.1 base-two-logarithm
# names: 3b.2 base-two-logarithm
# names: 3b.4 base-two-logarithm
# names: 3b.5 base-two-logarithm

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

# %% [markdown]
# ## bare logarithms
# Weights and halves are missing in one way or the other.
#
# earns: nothing
# names: 3b.1 weights-and-half-left-out
# names: 3b.2 weights-left-out
# names: 3b.3 ratio-of-densities
# names: 3b.4 weights-left-out
# names: 3b.5 constant-left-out

# %%
q3b_objective = sp.log(D) + sp.log(1 - D)
q3b_at_optimum = (sp.log(p / (p + q)) + sp.log(q / (p + q))) / 2
q3b_one_minus_D = q / p
q3b_kl_terms = (sp.log(2 * p / (p + q)), sp.log(2 * q / (p + q)))
q3b_constant = 0

# %% [markdown]
# ## no weights
# The halves are there.
#
# earns: nothing
# names: 3b.1 weights-left-out
# names: 3b.2 half-left-out
# names: 3b.3 numerator-only
# names: 3b.4 half-inside-the-divergence
# names: 3b.5 one-term-only

# %%
q3b_objective = sp.log(D) / 2 + sp.log(1 - D) / 2
q3b_at_optimum = p * sp.log(p / (p + q)) + q * sp.log(q / (p + q))
q3b_one_minus_D = q
q3b_kl_terms = (p / 2 * sp.log(2 * p / (p + q)), q / 2 * sp.log(2 * q / (p + q)))
q3b_constant = -sp.log(2) / 2

# %% [markdown]
# ## half on one term
# The second one has none.
#
# earns: nothing
# names: 3b.1 half-on-one-term
# names: 3b.2 densities-exchanged
# names: 3b.3 mixture-for-sum
# names: 3b.4 divergence-from-each-other
# names: 3b.5 half-left-out-and-sign-turned

# %%
q3b_objective = p / 2 * sp.log(D) + q * sp.log(1 - D)
q3b_at_optimum = p / 2 * sp.log(q / (p + q)) + q / 2 * sp.log(p / (p + q))
q3b_one_minus_D = 2 * q / (p + q)
q3b_kl_terms = (p * sp.log(p / q), q * sp.log(q / p))
q3b_constant = sp.log(4)

# %% [markdown]
# ## half on the second term
# The first one has none.
#
# earns: nothing
# names: 3b.1 half-on-one-term, 3b.3 discriminator-of-one-half

# %%
q3b_objective = p * sp.log(D) + q / 2 * sp.log(1 - D)
q3b_one_minus_D = sp.Rational(1, 2)

# %% [markdown]
# ## the same logarithm twice
# D in both terms.
#
# earns: nothing
# names: 3b.1 D-for-one-minus-D, 3b.2 D-for-one-minus-D, 3b.3 plus-for-minus

# %%
q3b_objective = p / 2 * sp.log(D) + q / 2 * sp.log(D)
q3b_at_optimum = (p + q) / 2 * sp.log(p / (p + q))
q3b_one_minus_D = 1 + p / (p + q)

# %% [markdown]
# ## densities at the other term
# Exchanged; a divergence as it stands.
#
# earns: nothing
# names: 3b.1 densities-exchanged, 3b.2 constant-left-out

# %%
q3b_objective = q / 2 * sp.log(D) + p / 2 * sp.log(1 - D)
q3b_at_optimum = (p * sp.log(2 * p / (p + q)) + q * sp.log(2 * q / (p + q))) / 2

# %% [markdown]
# ## all signs turned
# A loss for the objective, and so on.
#
# earns: nothing
# names: 3b.1 sign-turned, 3b.2 sign-turned, 3b.3 sign-turned, 3b.4 sign-turned

# %%
q3b_objective = -p / 2 * sp.log(D) - q / 2 * sp.log(1 - D)
q3b_at_optimum = -p / 2 * sp.log(p / (p + q)) - q / 2 * sp.log(q / (p + q))
q3b_one_minus_D = p / (p + q) - 1
q3b_kl_terms = (p * sp.log((p + q) / (2 * p)), q * sp.log((p + q) / (2 * q)))

# %% [markdown]
# ## weights inside
# Logarithms of p D; a constant that is not weighted.
#
# earns: nothing
# names: 3b.1 weights-inside-the-logarithm, 3b.2 constant-not-weighted

# %%
q3b_objective = (sp.log(p * D) + sp.log(q * (1 - D))) / 2
q3b_at_optimum = (p * sp.log(2 * p / (p + q)) + q * sp.log(2 * q / (p + q))) / 2 - sp.log(2)

# %% [markdown]
# ## first term only
# The other expectation is missing.
#
# earns: nothing
# names: 3b.1 first-term-only

# %%
q3b_objective = p / 2 * sp.log(D)

# %% [markdown]
# ## two slips at once
# Weights of single terms; elsewhere wrong in more than one way, which has no name.
#
# earns: nothing
# names: 3b.1 terms-weighted-wrongly, 3b.2 terms-weighted-wrongly

# %%
q3b_objective = p * sp.log(D) - q / 2 * sp.log(1 - D)
q3b_at_optimum = p / 2 * sp.log(p / (p + q)) + q / 3 * sp.log(q / (p + q))
q3b_one_minus_D = q / (p + q + 1)
q3b_kl_terms = (p * sp.log(p / q), q * sp.log(2 * q / (p + q)))
q3b_constant = -0.7

# %% [markdown]
# ## signs of the second term
# And other multiples.
#
# earns: nothing
# names: 3b.1 terms-weighted-wrongly, 3b.2 terms-weighted-wrongly, 3b.3 numerator-of-another-sum, 3b.4 factor-too-much, 3b.5 another-multiple-of-log-2

# %%
q3b_objective = p * sp.log(D) / 2 - q * sp.log(1 - D) / 2
q3b_at_optimum = p / 2 * sp.log(p / (p + q)) - q / 2 * sp.log(q / (p + q))
q3b_one_minus_D = (p - q) / (p + q)
q3b_kl_terms = (p * sp.log(2 * p / (p + q)), 2 * q * sp.log(2 * q / (p + q)))
q3b_constant = -sp.log(2) * sp.Rational(3, 4)

# %% [markdown]
# ## one density in both terms
# A mixture that is none; a number for its logarithm.
#
# earns: nothing
# names: 3b.1 density-of-the-other-term, 3b.2 density-of-the-other-term, 3b.3 difference-for-sum, 3b.4 mixture-of-another-mass, 3b.5 logarithm-left-out

# %%
q3b_objective = q * sp.log(D) / 2 + q * sp.log(1 - D) / 2
q3b_at_optimum = q / 2 * sp.log(p / (p + q)) + q / 2 * sp.log(q / (p + q))
q3b_one_minus_D = q / (p - q)
q3b_kl_terms = (p * sp.log(2 * p / (p + q)), q * sp.log(3 * q / (p + q)))
q3b_constant = sp.Rational(1, 2)

# %% [markdown]
# ## one density missing
# And a logarithm to the base ten.
#
# earns: nothing
# names: 3b.1 density-left-out, 3b.2 density-left-out, 3b.3 numerator-left-out, 3b.4 weighted-by-another-density, 3b.5 base-ten-logarithm

# %%
q3b_objective = p * sp.log(D) / 2 + sp.log(1 - D) / 2
q3b_at_optimum = sp.log(p / (p + q)) / 2 + q / 2 * sp.log(q / (p + q))
q3b_one_minus_D = 1 / (p + q)
q3b_kl_terms = (q * sp.log(2 * p / (p + q)), q * sp.log(2 * q / (p + q)))
q3b_constant = -sp.log(2, 10)

# %% [markdown]
# ## constants added
# And a fraction upside down.
#
# earns: nothing
# names: 3b.1 constant-added, 3b.2 constant-added, 3b.3 fraction-upside-down, 3b.4 other-density-inside

# %%
q3b_objective = p * sp.log(D) / 2 + q * sp.log(1 - D) / 2 + sp.log(2)
q3b_at_optimum = p / 2 * sp.log(2 * p / (p + q)) + q / 2 * sp.log(2 * q / (p + q)) - 1
q3b_one_minus_D = (p + q) / q
q3b_kl_terms = (p * sp.log(2 * q / (p + q)), q * sp.log(2 * p / (p + q)))

# %% [markdown]
# ## one plus D
# And the first divergence twice.
#
# earns: nothing
# names: 3b.1 plus-for-minus, 3b.2 plus-for-minus, 3b.3 product-for-fraction, 3b.4 same-divergence-twice

# %%
q3b_objective = p * sp.log(D) / 2 + q * sp.log(1 + D) / 2
q3b_at_optimum = p / 2 * sp.log(p / (p + q)) + q / 2 * sp.log(1 + p / (p + q))
q3b_one_minus_D = q * (p + q)
q3b_kl_terms = (p * sp.log(2 * p / (p + q)), p * sp.log(2 * p / (p + q)))

# %% [markdown]
# ## nothing that has a name
# Wrong in no way that is known.
#
# earns: nothing

# %%
q3b_objective = p * sp.log(D) / 2 + q * sp.log(1 - D**2) / 2
q3b_at_optimum = p / 2 * sp.log(p / (p + q)) + q / 2 * sp.log(q / (p + 2 * q))
q3b_one_minus_D = q / (p + q + 1)
q3b_kl_terms = (p * sp.log(p**2 / (p + q)), q * sp.log(2 * q / (p + q)))
q3b_constant = -0.7
