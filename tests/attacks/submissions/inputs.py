# %% [markdown]
# ## hidden inputs do not come back as an exception's text
# Raises with what it was called with.
#
# earns: nothing

# %%
def q1a_null_direction(a):
    raise ValueError("INPUT" + repr(list(a)))

# %% [markdown]
# ## hidden inputs do not come back as an exception's name
# The class is made on the spot and named after the input.
#
# earns: nothing

# %%
def q1a_null_direction(a):
    raise type("INPUT" + "_".join(str(float(x)).replace(".", "p") for x in a), (Exception,), {})()

# %% [markdown]
# ## hidden inputs do not come back as a type's name
# Returns an object whose class is named after the input.
#
# earns: nothing

# %%
def q1a_null_direction(a):
    return type("INPUT" + str(list(a)), (), {})()

# %% [markdown]
# ## hidden inputs do not come back as a string
# Returns them as text.
#
# earns: nothing

# %%
def q1a_null_direction(a):
    return "INPUT" + repr(list(a))

# %% [markdown]
# ## hidden inputs do not come back through another answer
# Writes them into an answer whose text might be quoted.
#
# earns: nothing

# %%
q1a_violates = "nothing yet"
q1b_violates = "nothing yet"
def q1a_null_direction(a):
    global q1a_violates, q1b_violates, q1b_counterexample
    q1a_violates = q1b_violates = "INPUT" + repr(list(a))
    q1b_counterexample = q1a_violates
    return [1.0, 1.0]

# %% [markdown]
# ## hidden inputs do not come back through output
# Prints and warns.
#
# earns: nothing

# %%
import sys, warnings
def q1a_null_direction(a):
    print("INPUT", list(a))
    print("INPUT", list(a), file=sys.stderr)
    warnings.warn("INPUT" + repr(list(a)))
    return [1.0, 1.0]

# %% [markdown]
# ## hidden inputs do not survive in a file
# Keeps them where a later submission or a student could look.
#
# earns: nothing

# %%
import os
def q1a_null_direction(a):
    for folder in (".", "/tmp", "/var/tmp", "/dev/shm", os.path.expanduser("~")):
        try:
            with open(os.path.join(folder, "attack-canary-inputs"), "a") as file:
                file.write(repr(list(a)))
        except OSError:
            pass
    return [1.0, 1.0]

# %% [markdown]
# ## hidden inputs do not come back as symbols
# An expression whose names are the input.
#
# earns: nothing

# %%
import sympy as sp
def q1a_null_direction(a):
    return [sp.Symbol("INPUT" + repr(list(a))), sp.Function("INPUT" + repr(list(a)))(1)]

# %% [markdown]
# ## changing the input in place changes nothing for the grader
# Zeroes the vector it is judged against.
#
# earns: nothing

# %%
def q1a_null_direction(a):
    a[:] = 0.0
    return [1.0, 1.0]

# %% [markdown]
# ## answers cannot be tuned to how often they are asked
# Answers differently on every call; each call is judged by itself.
#
# earns: nothing

# %%
calls = 0
def q1a_null_direction(a):
    global calls
    calls += 1
    return [a[1], -a[0]] if calls % 2 else [a[0], a[1]]

# %% [markdown]
# ## hidden inputs do not come back through a second run of the cells
# A call keeps them in shared memory and ends the worker; when the cells are run again, one raises with them.
#
# earns: nothing

# %%
import os
KEPT = "/dev/shm/attack-canary-second"
if os.path.exists(KEPT):
    raise ValueError("INPUT" + open(KEPT).read())
def q1a_null_direction(a):
    with open(KEPT, "w") as file:
        file.write(repr(list(a)))
    os._exit(0)
q1b_counterexample = q1a_null_direction

# %% [markdown]
# ## hidden inputs do not come back as an exit status or a signal
# One number of eight bits for every worker that is lost.
#
# earns: nothing

# %%
import os, signal
def q1a_null_direction(a):
    os._exit(int(a[0] * 10) % 256)
def q1c_density(p1, f_inv, x):
    os.kill(os.getpid(), signal.SIGUSR1)

# %% [markdown]
# ## hidden inputs do not come back as a shape
# An array without items may have any axes.
#
# earns: nothing

# %%
import numpy as np
def q1a_null_direction(a):
    return np.empty((0, 725, *(int(x * 100) for x in a)))

# %% [markdown]
# ## answers remembered from one call do not help another
# Replays what a former worker has learnt from the hidden inputs, by a file in its home.
#
# earns: nothing

# %%
import os, json
def q1a_null_direction(a):
    seen = json.load(open("seen.json")) if os.path.exists("seen.json") else []
    seen.append(list(map(float, a)))
    with open("seen.json", "w") as file:
        json.dump(seen, file)
    return [seen[0][1], -seen[0][0]]

# %% [markdown]
# ## hidden inputs do not come back as a number of coordinates
# Right for all inputs but one, for which as many numbers come back as the input says.
#
# earns: nothing

# %%
def q1a_null_direction(a):
    return [1.0] * int(100 * a[0]) if a[0] == 7.25 else [a[1], -a[0]]

# %% [markdown]
# ## hidden inputs do not come back as the size of an error
# Right for all inputs but one, for which the error is the input's first digits.
#
# earns: nothing

# %%
def q1a_null_direction(a):
    return [1.0, -(a[0] / a[1]) * (1 - a[0] / 10)] if a[0] == 7.25 else [a[1], -a[0]]

# %% [markdown]
# ## hidden inputs do not come back as a note on an exception
# Notes, causes, contexts and groups hold them as well.
#
# earns: nothing

# %%
def q1a_null_direction(a):
    words = "INPUT" + repr(list(a))
    inner = ValueError(words)
    inner.add_note(words) if hasattr(inner, "add_note") else None
    raise type(words, (ValueError,), {"__module__": words, "__str__": lambda _: words})(words) from inner

# %% [markdown]
# ## hidden inputs do not come back as the name of a missing module
# A module is asked for that is named after the input.
#
# earns: nothing

# %%
import importlib
def q1a_null_direction(a):
    importlib.import_module("INPUT" + "_".join(str(float(x)).replace(".", "p") for x in a))

# %% [markdown]
# ## hidden inputs do not come back in the grader's own exception
# What stands for a missing module raises it, with the module's name.
#
# earns: nothing

# %%
import sys
def q1a_null_direction(a):
    words = "INPUT" + repr(list(a))
    for module in list(sys.modules.values()):
        kind = getattr(module, "NotAvailable", None)
        if isinstance(kind, type):
            raise kind(words)
    raise ModuleNotFoundError(words, name=words)

# %% [markdown]
# ## hidden inputs do not come back as keys, elements or names of fields
# In a dictionary, a set and an array.
#
# earns: nothing

# %%
def q1a_null_direction(a):
    words = "INPUT" + repr(list(a))
    if a[0] == 7.25:
        return {words: words}
    return {words} if a[1] == 3.0 else np.zeros(2, dtype=[(words.replace("[", "").replace("]", ""), float)])

# %% [markdown]
# ## hidden inputs do not come back as a warning's category or a line of code
# Warnings as errors, and code whose file and function are named after the input.
#
# earns: nothing

# %%
import warnings
def q1a_null_direction(a):
    words = "INPUT" + repr(list(a))
    try:
        exec(compile("def f(): raise KeyError(words)\nf()", words, "exec"), {"words": words, "__name__": words})
    except KeyError:
        warnings.simplefilter("error")
        warnings.warn_explicit(words, type("INPUT7p25", (UserWarning,), {}), words, 725)

# %% [markdown]
# ## hidden inputs do not come back as one of Python's exceptions
# Each input chooses its own; all are one of a few classes to a student.
#
# earns: nothing

# %%
import builtins
KINDS = [k for k in vars(builtins).values() if isinstance(k, type) and issubclass(k, Exception)]
def q1a_null_direction(a):
    raise KINDS[int(100 * a[0]) % len(KINDS)].__new__(KINDS[int(100 * a[0]) % len(KINDS)], "INPUT" + repr(list(a)))

# %% [markdown]
# ## answers by their place in a list of remembered ones earn nothing
# Once all inputs are known, answers are given in the order in which they were first asked for.
#
# earns: nothing

# %%
seen = []
def q1a_null_direction(a):
    if len(seen) < 7:
        seen.append([a[1], -a[0]])
        return seen[-1]
    seen.append(None)
    return seen[len(seen) % 7]

# %% [markdown]
# ## answers by the identity of an argument earn nothing
# What lies at one address is taken for the same vector.
#
# earns: nothing

# %%
known = {}
def q1a_null_direction(a):
    return known.setdefault(id(a), [float(a[1]), -float(a[0])])

# %% [markdown]
# ## answers that grow with every call earn nothing
# The first of them is right; each call turns the direction a little.
#
# earns: nothing

# %%
turned = 0.0
def q1a_null_direction(a):
    global turned
    turned += 1e-7
    return [a[1], -a[0] + turned * abs(a[0])]

# %% [markdown]
# ## broken text in every place that text can come from leaves a result
# Lone surrogates and control characters in keys, symbols, types, exceptions and cells.
#
# earns: nothing

# %%
import sympy as sp
odd = "\ud800\x1b[2J\u202e\0"
q1a_violates = odd
q1b_violates = {odd: odd, "a": {odd}}
q1c_f_inv = sp.Symbol(odd) + sp.Function("f" + odd)(1)
q1b_counterexample = type("T" + odd.replace("\0", ""), (), {"__repr__": lambda _: odd})()
def q1a_null_direction(a):
    raise type("E" + odd.replace("\0", ""), (Exception,), {})(odd)
warning = __import__("warnings").warn(odd)
raise type("C" + odd.replace("\0", ""), (Exception,), {"__str__": lambda _: odd})(odd)
