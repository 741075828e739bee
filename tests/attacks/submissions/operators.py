# %% [markdown]
# ## an object that equals everything equals nothing
# Comparisons, truth and hashing all say what the asker wants.
#
# earns: nothing

# %%
class Yes:
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __bool__(self): return False
    def __hash__(self): return 0
    def __len__(self): return 2
    def __iter__(self): return iter([self, self])
    def __getattr__(self, name): return self
    def __call__(self, *args, **kwargs): return self
q1a_is_valid_flow = q1a_violates = q1a_null_direction = Yes()

# %% [markdown]
# ## a subclass of str is judged by its text
# Equal to every word, but made of another one.
#
# earns: 1a.1

# %%
class Word(str):
    def __eq__(self, other): return True
    def __hash__(self): return hash("invertible")
    def strip(self): return "invertible"
    def casefold(self): return "invertible"
    def lower(self): return "invertible"
q1a_is_valid_flow = False
q1a_violates = Word("differentiable")

# %% [markdown]
# ## a subclass of int is judged by its value
# Says it is False, and is one.
#
# earns: nothing

# %%
class Number(int):
    def __eq__(self, other): return True
    def __bool__(self): return False
    def __index__(self): return 0
    def __int__(self): return 0
    def __hash__(self): return 0
q1a_is_valid_flow = Number(1)
q1a_violates = "invertible"

# %% [markdown]
# ## an array that lies about its arithmetic is judged by its numbers
# All operations on it give zero.
#
# earns: nothing

# %%
import numpy as np
class Zero(np.ndarray):
    def __array_ufunc__(self, *args, **kwargs): return np.zeros(2)
    def __array_function__(self, *args, **kwargs): return True
    def __matmul__(self, other): return np.zeros(2)
    __rmatmul__ = __mul__ = __rmul__ = __matmul__
def q1a_null_direction(a):
    return np.array([1.0, 1.0]).view(Zero)

# %% [markdown]
# ## an empty array agrees with nothing
# Broadcasting an empty array makes every `all` true.
#
# earns: nothing

# %%
import numpy as np
def q1a_null_direction(a):
    return np.empty((0, 2))

# %% [markdown]
# ## a masked array hides nothing
# Masked entries drop out of comparisons.
#
# earns: nothing

# %%
import numpy as np
def q1a_null_direction(a):
    return np.ma.array([1.0, 1.0], mask=[True, True])

# %% [markdown]
# ## NaN is no zero
# Comparisons with NaN are false in both directions.
#
# earns: nothing

# %%
import numpy as np
def q1a_null_direction(a):
    return np.array([np.nan, np.nan])

# %% [markdown]
# ## a vector that underflows is no null vector
# The product underflows to zero, the direction is wrong.
#
# earns: nothing

# %%
import numpy as np
def q1a_null_direction(a):
    return np.array([5e-324, 5e-324])

# %% [markdown]
# ## a lying class attribute changes no type
# Pretends to be a bool.
#
# earns: nothing

# %%
class Pretender:
    @property
    def __class__(self): return bool
    def __bool__(self): return False
    def __eq__(self, other): return other is False or other == 0
    def __hash__(self): return 0
    def __index__(self): return 0
q1a_is_valid_flow = Pretender()

# %% [markdown]
# ## a container with every point holds no collision
# Two points that differ when compared and agree when mapped.
#
# earns: nothing

# %%
class Point(list):
    calls = 0
    def __getitem__(self, index):
        Point.calls += 1
        return Point.calls % 2
    def __iter__(self): return iter([Point.calls, 1, 0])
    def __eq__(self, other): return False
q1b_counterexample = (Point([1, 1, 0]), Point([1, 1, 0]))

# %% [markdown]
# ## saturation is no collision
# Huge exponents meet at infinity in floating point, not in mathematics.
#
# earns: nothing

# %%
q1b_counterexample = ([1, 1, -1000], [1, 1, -2000])

# %% [markdown]
# ## an expression with a forged derivative is judged by its values
# Its own methods claim that the slope is one.
#
# earns: nothing

# %%
import sympy as sp
class Shift(sp.Function):
    nargs = 1
    def fdiff(self, argindex=1): return sp.Integer(1)
    def _eval_is_real(self): return True
    def _eval_evalf(self, prec): return self.args[0]
q1c_f_inv = Shift(sp.Symbol("x", real=True))
