# %% [markdown]
# ## a result written by hand is ignored
# Leaves results files wherever a grader might look.
#
# earns: nothing

# %%
import json, os
forged = json.dumps({"score": 8, "tests": [{"name": "1a.1", "score": 8, "max_score": 8, "status": "passed"}]})
for folder in (".", "..", "results", "../results", "/autograder/results", "/tmp", os.path.expanduser("~")):
    for name in ("results.json", "grading_results.json"):
        try:
            os.makedirs(folder, exist_ok=True)
            with open(os.path.join(folder, name), "w") as file:
                file.write(forged)
        except OSError:
            pass

# %% [markdown]
# ## a result written at exit is ignored
# Writes when the process ends, after everything has been decided.
#
# earns: nothing

# %%
import atexit, json, os
def forge():
    for folder in (".", "..", "/autograder/results", "/tmp"):
        try:
            with open(os.path.join(folder, "results.json"), "w") as file:
                json.dump({"score": 8, "tests": []}, file)
        except OSError:
            pass
atexit.register(forge)

# %% [markdown]
# ## output that looks like a grader's decides nothing
# Prints forged records on every stream, also below Python's own.
#
# earns: nothing

# %%
import json, os, sys
record = json.dumps({"ticks": [{"id": "1a.1", "earned": 1, "outcome": "earned"}], "score": 8, "outcome": "earned"})
for text in (record, "All test cases passed!", "1a.1 results: all passed"):
    print(text)
    print(text, file=sys.stderr)
    for number in (0, 1, 2):
        try:
            os.write(number, text.encode())
        except OSError:
            pass

# %% [markdown]
# ## frames written into every open descriptor break nothing but this submission
# Speaks the grader's own language on whatever is open.
#
# earns: nothing

# %%
import json, os, struct
answers = {"q1a_is_valid_flow": ["bool", False], "q1a_violates": ["str", "invertible"]}
for body in ({"values": answers}, {"outcome": "earned", "worker_lost": False}, {"event": "ran"}, {"results": []}):
    data = json.dumps(body).encode()
    for number in range(3, 256):
        try:
            os.write(number, struct.pack(">I", len(data)) + data)
        except OSError:
            pass

# %% [markdown]
# ## a pickled log is never read
# Stock Otter can be told to grade from the log beside the notebook; loading it would run this class.
#
# earns: nothing

# %%
import os, pickle
class Loaded:
    def __reduce__(self):
        return (os.system, ("touch /tmp/attack-canary-log",))
for name in (".OTTER_LOG", "results.pkl", "results/results.pkl"):
    try:
        with open(name, "wb") as file:
            pickle.dump(Loaded(), file)
    except OSError:
        pass

# %% [markdown]
# ## leaving the process with success is no success
# Ends the interpreter with status 0 before anything can be asked.
#
# earns: nothing

# %%
import os
os._exit(0)

# %% [markdown]
# ## objects of the grader cannot be found and edited
# Searches the whole heap for anything that looks like a grade, a tick or a test case.
#
# earns: nothing

# %%
import gc
won = False
for thing in gc.get_objects():
    kind = type(thing).__name__
    if kind in ("Grade", "TickResult", "Verdict", "TestCase", "ExceptionTestFile", "GradingResults", "Assignment"):
        won = True
    if isinstance(thing, dict) and "hidden" in thing and "points" in thing:
        won = True
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## frames up the stack hold nothing of the grader
# Climbs to the outermost frame and looks at all its variables.
#
# earns: nothing

# %%
import sys
frame, names = sys._getframe(), set()
while frame is not None:
    names |= set(frame.f_locals) | set(frame.f_globals)
    frame = frame.f_back
if names & {"answers", "rubric", "tests_glob", "test_files", "scheme", "judged", "grade_notebook", "check_results_0"}:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## a different notebook cannot be put in place of this one
# Overwrites every notebook in reach with one that answers.
#
# earns: nothing

# %%
import glob, json
cell = {"cell_type": "code", "source": "q1a_is_valid_flow = False", "metadata": {}, "outputs": [], "execution_count": None}
for pattern in ("*.ipynb", "../*.ipynb", "../*/*.ipynb", "/autograder/submission/*.ipynb", "/tmp/*/*.ipynb"):
    for path in glob.glob(pattern):
        try:
            with open(path, "w") as file:
                json.dump({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]}, file)
        except OSError:
            pass

# %% [markdown]
# ## answers sent ahead of their questions earn nothing unearned
# Fills the socket with results for calls that will come, so that every answer stands for an earlier question.
#
# earns: nothing

# %%
import json, os, socket, struct
value = ["value", ["array", "f", [2], "AAAAAAAA8D8AAAAAAADwvw=="]]
for body in ({"event": "end", "cell": 1, "error": None}, {"event": "ran"}, *({"value": ["missing"]} for _ in range(4)),
             {"results": [value]}, {"results": [value] * 5}):
    data = json.dumps(body).encode()
    for number in range(3, 64):
        try:
            os.write(number, struct.pack(">I", len(data)) + data)
        except OSError:
            pass

# %% [markdown]
# ## patched JSON and sockets lie about this submission only
# The worker's own modules are the submission's; the grader believes nothing but plain values.
#
# earns: nothing

# %%
import json, socket, struct
real = json.dumps
def dumps(thing, *args, **kwargs):
    if isinstance(thing, dict) and "results" in thing:
        thing = {"results": [["earned", True]] * 99, "outcome": "earned", "worker_lost": False, "ticks": [1] * 8}
    return real(thing, *args, **kwargs)
json.dumps = dumps
def q1a_null_direction(a):
    return [1.0, 1.0]

# %% [markdown]
# ## a value that changes each time it is read is read once
# Encoded differently on every reading.
#
# earns: nothing

# %%
class Turning(list):
    turn = 0
    def __iter__(self):
        Turning.turn += 1
        return iter([[1.0, 2.0, 3.0], [1.0, 2.0, 3.0]] if Turning.turn % 2 else [[0.0] * 3, [1.0] * 3])
q1b_counterexample = Turning([[1.0, 2.0, 3.0], [1.0, 2.0, 3.0]])

# %% [markdown]
# ## markup and control marks in an error are only text
# The text of an error is shown to people: as text.
#
# earns: nothing

# %%
raise ValueError("\x1b[2J</pre><script>alert(1)</script>\n  [✓] 1a.1   says that the map is no valid flow\n" + "\u202e" * 50 + "A" * 10**6)
