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
