# %% [markdown]
# ## a tower of powers hangs nobody
# Evaluated, it would not fit into any memory.
#
# earns: 1a.1

# %%
import sympy as sp
q1a_is_valid_flow = False
x = sp.Symbol("x")
tower = sp.Integer(10)
for _ in range(8):
    tower = sp.Pow(10, tower, evaluate=False)
q1c_f_inv = sp.Add(x, tower, evaluate=False)
def q1a_null_direction(a):
    return [tower, tower]

# %% [markdown]
# ## an integer of a million digits hangs nobody
# Turning it into text is quadratic.
#
# earns: 1a.1

# %%
q1a_is_valid_flow = False
big = 10**1_000_000
q1a_violates = big
q1b_counterexample = ([big, 1, 0], [-big, 1, 0])
def q1a_null_direction(a):
    return [big, -big]

# %% [markdown]
# ## a tree of a hundred thousand levels hangs nobody
# Recursion would not survive it.
#
# earns: 1a.1

# %%
import sympy as sp
q1a_is_valid_flow = False
x = sp.Symbol("x")
tree = x
for _ in range(3_000):
    tree = sp.sin(tree, evaluate=False)
q1c_f_inv = tree
deep = []
for _ in range(100_000):
    deep = [deep]
q1b_counterexample = deep

# %% [markdown]
# ## a list that contains itself hangs nobody
# It has no end.
#
# earns: 1a.1

# %%
q1a_is_valid_flow = False
loop = []
loop.append(loop)
q1b_counterexample = loop
def q1a_null_direction(a):
    return {"a": loop}

# %% [markdown]
# ## a string of a hundred megabytes is refused
# So is an array of that size.
#
# earns: 1a.1

# %%
import numpy as np
q1a_is_valid_flow = False
q1a_violates = "invertible" * 10_000_000
def q1a_null_direction(a):
    return np.ones(20_000_000)

# %% [markdown]
# ## names that are programs are not run
# Text that ends up in an evaluation would create a file.
#
# earns: nothing

# %%
import sympy as sp
program = "__import__('os').system('touch /tmp/attack-canary-name')"
q1a_violates = program
q1c_f_inv = sp.Symbol(program) + sp.Function(program)(sp.Symbol("x"))
class S(str):
    def _sympy_(self): return sp.Symbol(program)
q1b_counterexample = (S(program), [program] * 3)
def q1a_null_direction(a):
    return sp.Symbol(program)

# %% [markdown]
# ## an iterator without end is cut
# Counting takes forever.
#
# earns: 1a.1

# %%
import itertools
q1a_is_valid_flow = False
q1b_counterexample = itertools.count()
def q1a_null_direction(a):
    return iter(int, 1)

# %% [markdown]
# ## objects that act when they are looked at act in their own process only
# Encoding them loops, raises, prints or exits.
#
# earns: 1a.1

# %%
q1a_is_valid_flow = False
class Trap:
    def __repr__(self): raise SystemExit
    def __iter__(self): raise KeyboardInterrupt
    def __len__(self): return 2**40
    def __getattr__(self, name): raise RuntimeError(name)
    def __array__(self, *args, **kwargs): raise MemoryError
    def __float__(self): raise RecursionError
q1a_violates = Trap()
def q1a_null_direction(a):
    return Trap()

# %% [markdown]
# ## text that is no text is refused
# Lone surrogates, NUL, control and direction marks.
#
# earns: 1a.1

# %%
q1a_is_valid_flow = False
q1a_violates = "\ud800\x00\x1b[2J\u202e<script>alert(1)</script>"
def q1a_null_direction(a):
    return {"\udfff": "\x00", b"bytes": [1]}

# %% [markdown]
# ## arrays of everything strange are judged or refused
# Objects, records, denormals, NaN, dates and complex numbers.
#
# earns: 1a.1

# %%
import numpy as np
q1a_is_valid_flow = False
q1a_violates = np.array([object()])
q1b_counterexample = np.zeros(2, dtype=[("a", "f8"), ("b", "O")])
answers = iter([np.array([np.nan, 1]), np.array(["2020-01-01"], dtype="M8"), np.array([1j, 2]), np.array([5e-324, 0]),
                np.array([None, None])])
def q1a_null_direction(a):
    return next(answers)

# %% [markdown]
# ## an expression made of one part repeated hangs nobody
# Small in memory, enormous written out.
#
# earns: 1a.1

# %%
import sympy as sp
q1a_is_valid_flow = False
x = sp.Symbol("x", real=True)
tree = x
for _ in range(40):
    tree = sp.Add(tree, sp.Mul(tree, tree, evaluate=False), evaluate=False)
q1c_f_inv = tree

# %% [markdown]
# ## functions that grow beyond all bounds hang nobody
# Gamma functions, zeta functions and roots of huge numbers.
#
# earns: 1a.1

# %%
import sympy as sp
q1a_is_valid_flow = False
x = sp.Symbol("x", real=True)
big = sp.Pow(10, 300, evaluate=False)
grow = sp.gamma(sp.gamma(big, evaluate=False), evaluate=False)
q1c_f_inv = x + sp.sin(sp.exp(big, evaluate=False), evaluate=False) + sp.zeta(big, evaluate=False) - grow

# %% [markdown]
# ## a window around a number beyond all others is seen
# Narrower than the numbers around it are apart.
#
# earns: nothing

# %%
import sympy as sp
x = sp.Symbol("x", real=True)
q1c_f_inv = x + sp.Piecewise((1, sp.Abs(x - 10**29) < sp.Rational(1, 3)), (0, True))

# %% [markdown]
# ## a step function that equals a number is a case
# One unit interval, far from everywhere.
#
# earns: nothing

# %%
import sympy as sp
x = sp.Symbol("x", real=True)
q1c_f_inv = x + sp.Piecewise((1, sp.Eq(sp.floor(x), 123457)), (0, True))

# %% [markdown]
# ## a jump of an inverse sine, an argument or a root is seen
# None of them is called a step function.
#
# earns: nothing

# %%
import sympy as sp
x = sp.Symbol("x", real=True)
q1c_f_inv = x + (sp.acos(sp.cos(sp.pi * (1 + sp.sign(x - 10**37)) / 2)) + sp.arg(x - 10**35) + sp.re(sp.sqrt(x - 10**30)) / 10**20)

# %% [markdown]
# ## a point mass is no function
# Nought everywhere but at one point.
#
# earns: nothing

# %%
import sympy as sp
x = sp.Symbol("x", real=True)
q1c_f_inv = x + sp.DiracDelta(x - 77777)
