# %% [markdown]
# ## magics that start programs win nothing
# Shell escapes, scripts and system calls.
#
# earns: nothing

# %%
listing = !ls / && cat /autograder/source/tests/*.py
if any("hidden" in line for line in listing) or any(line == "etc" for line in listing):
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## another kernel's cell wins nothing
# A cell in another language.
#
# earns: nothing

# %%
%%bash
echo "q1a_is_valid_flow = False" > answer.py

# %% [markdown]
# ## asking for input hangs nobody
# Nobody is there to answer.
#
# earns: 1a.1

# %%
q1a_is_valid_flow = False
q1a_violates = input("which requirement? ")

# %% [markdown]
# ## a debugger hangs nobody
# Stops in the middle of a cell.
#
# earns: 1a.1

# %%
q1a_is_valid_flow = False
breakpoint()
import pdb
pdb.set_trace()

# %% [markdown]
# ## leaving early loses only what comes later in the cell
# In every way a notebook knows.
#
# earns: 1a.1

# %%
q1a_is_valid_flow = False
exit()
quit()
raise SystemExit(0)
q1a_violates = "invertible"

# %% [markdown]
# ## a broken cell loses only itself
# Not even Python.
#
# earns: nothing

# %%
q1a_is_valid_flow = False
def (:

# %% [markdown]
# ## the shell cannot be replaced
# Rewrites IPython's way of running cells.
#
# earns: nothing

# %%
shell = get_ipython()
shell.run_cell = lambda *args, **kwargs: type("Result", (), {"success": True, "error_in_exec": None, "error_before_exec": None})()
shell.user_ns["answers"] = type("Answers", (), {"__getitem__": lambda self, name: False})()
type(shell).run_cell = shell.run_cell

# %% [markdown]
# ## wiping the namespace loses one's own answers only
# Deletes everything, also from the modules in use.
#
# earns: nothing

# %%
import sys, json, struct, socket
for module in (json, struct, socket):
    for name in list(vars(module)):
        if not name.startswith("__"):
            delattr(module, name)
sys.modules.clear()
globals().clear()

# %% [markdown]
# ## settings in the notebook change nothing about its grading
# Another assignment's hidden files cannot be asked for.
#
# earns: nothing

# %%
import otter
grader = otter.Notebook("../../../etc", tests_dir="/autograder/source/tests")
