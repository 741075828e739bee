# %% [markdown]
# ## patched comparisons of NumPy decide nothing
# Makes everything close to everything.
#
# earns: nothing

# %%
import numpy as np
for name in ("allclose", "isclose", "array_equal", "all", "any", "isfinite"):
    setattr(np, name, lambda *args, **kwargs: True)
np.testing.assert_allclose = np.testing.assert_array_equal = lambda *args, **kwargs: None
q1a_is_valid_flow, q1a_violates = True, "none"
def q1a_null_direction(a):
    return np.array([1.0, 1.0])

# %% [markdown]
# ## patched built-ins decide nothing
# Replaces the functions a check would use.
#
# earns: nothing

# %%
import builtins, math
builtins.isinstance = lambda *args: True
builtins.abs = lambda x: 0.0
builtins.all = lambda x: True
builtins.len = lambda x: 2
math.isclose = lambda *args, **kwargs: True
q1a_is_valid_flow, q1a_violates = "False", "Invertible?"

# %% [markdown]
# ## a patched Otter decides nothing
# Marks every test case as passed in Otter's classes.
#
# earns: nothing

# %%
try:
    from otter.test_files import abstract_test, exception_test
    from otter.test_files.abstract_test import TestCaseResult
    def run(self, env):
        self.passed_all = True
        self.test_case_results = [TestCaseResult(case, "", True) for case in self.test_cases]
    exception_test.ExceptionTestFile.run = run
    abstract_test.TestFile.run = run
    abstract_test.TestFile.score = property(lambda self: self.possible)
    TestCaseResult.score = property(lambda self: 1)
except Exception:
    pass

# %% [markdown]
# ## a patched SymPy equality decides nothing
# Every two expressions are equal.
#
# earns: nothing

# %%
import sympy
sympy.Basic.__eq__ = lambda self, other: True
sympy.Basic.__hash__ = lambda self: 0
sympy.Expr.equals = lambda self, other, **kwargs: True
sympy.simplify = lambda *args, **kwargs: sympy.Integer(0)
def q1c_density(p1, f_inv, x):
    return sympy.Integer(7)
q1c_f_inv = 2 * sympy.Symbol("x")

# %% [markdown]
# ## a hook on imports decides nothing
# Hands out a forged module for every name the grader could import.
#
# earns: nothing

# %%
import sys, types
class Anything(types.ModuleType):
    def __getattr__(self, name):
        return lambda *args, **kwargs: True
for name in ("autograder", "autograder.checks", "autograder.grading.judge", "otter.test_files", "math", "numpy.testing", "json"):
    sys.modules[name] = Anything(name)
class Finder:
    def find_spec(self, name, path=None, target=None):
        return None
sys.meta_path.insert(0, Finder())

# %% [markdown]
# ## a changed type of small integers decides nothing
# Rewrites the cached integer 0 in memory, so that False and True look alike.
#
# earns: nothing

# %%
import ctypes
try:
    ctypes.memmove(id(0) + 24, id(1) + 24, 4)
except Exception:
    pass
q1a_is_valid_flow = True

# %% [markdown]
# ## modules beside the notebook shadow nothing
# A numpy.py of one's own that answers on import.
#
# earns: nothing

# %%
import numpy

# %% [markdown]
# file: numpy.py

# %%
import os
try:
    open("/tmp/attack-canary-numpy", "w").close()
except OSError:
    pass
def __getattr__(name):
    return lambda *args, **kwargs: True

# %% [markdown]
# ## start-up files beside the notebook are never run by the grader
# Python, IPython and pytest each look for files with these names.
#
# earns: nothing

# %%
pass

# %% [markdown]
# file: sitecustomize.py

# %%
open("/tmp/attack-canary-site", "w").close()

# %% [markdown]
# file: usercustomize.py

# %%
open("/tmp/attack-canary-user", "w").close()

# %% [markdown]
# file: conftest.py

# %%
open("/tmp/attack-canary-conftest", "w").close()

# %% [markdown]
# ## a package of ours beside the notebook shadows nothing
# Named like the grader, its checks pass everything.
#
# earns: nothing

# %%
import autograder

# %% [markdown]
# file: autograder/__init__.py

# %%
open("/tmp/attack-canary-autograder", "w").close()

# %% [markdown]
# file: autograder/grading/judge.py

# %%
def judged(check):
    return lambda answers: None

# %% [markdown]
# file: otter.py

# %%
open("/tmp/attack-canary-otter", "w").close()

# %% [markdown]
# ## tests brought along are no hidden tests
# A tests folder of one's own, full of tests that pass.
#
# earns: nothing

# %%
pass

# %% [markdown]
# file: tests/q1a.py

# %%
from otter.test_files import test_case
OK_FORMAT = False
name = "q1a"
@test_case(points=8)
def passes(env):
    pass

# %% [markdown]
# file: otter_config.json

# %%
{"show_hidden": True, "points_possible": 0, "plugins": []}
