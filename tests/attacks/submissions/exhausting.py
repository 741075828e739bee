# %% [markdown]
# ## an endless cell costs itself only
# The answers before and after it count.
#
# earns: 1a.1 1a.2

# %%
q1a_is_valid_flow, q1a_violates = False, "invertible"
while True:
    pass

# %% [markdown]
# ## an endless cell that ignores interrupts costs itself only
# Swallows every interrupt.
#
# earns: nothing

# %%
while True:
    try:
        while True:
            pass
    except BaseException:
        pass

# %% [markdown]
# ## an endless answer costs its own ✓
# The function never returns.
#
# earns: 1a.1 1a.2

# %%
q1a_is_valid_flow, q1a_violates = False, "invertible"
def q1a_null_direction(a):
    while True:
        pass

# %% [markdown]
# ## an answer that cannot be interrupted costs its own ✓
# Stuck inside a regular expression written in C.
#
# earns: 1a.1 1a.2

# %%
import re
q1a_is_valid_flow, q1a_violates = False, "invertible"
def q1a_null_direction(a):
    re.match(r"(a+)+$", "a" * 60 + "b")

# %% [markdown]
# ## memory that grows without end costs its own ✓
# Takes all there is when asked.
#
# earns: 1a.1 1a.2

# %%
q1a_is_valid_flow, q1a_violates = False, "invertible"
def q1a_null_direction(a):
    hoard = []
    while True:
        hoard.append(bytearray(50_000_000))

# %% [markdown]
# ## memory taken by a cell costs what that cell defines
# Before anything is asked.
#
# earns: 1a.1

# %%
q1a_is_valid_flow = False
hoard = []
while True:
    hoard.append(bytearray(50_000_000))

# %% [markdown]
# ## memory taken in many processes is counted together
# Each takes a little less than one may.
#
# earns: nothing

# %%
import os, time
for _ in range(12):
    if os.fork() == 0:
        try:
            hoard = bytearray(400_000_000)
            time.sleep(30)
        finally:
            os._exit(0)
time.sleep(3)

# %% [markdown]
# ## a fork bomb stays small
# Doubles until nothing is left.
#
# earns: nothing

# %%
import os
while True:
    try:
        os.fork()
    except OSError:
        pass

# %% [markdown]
# ## threads without number stay few
# Until no more can be started.
#
# earns: 1a.1

# %%
import threading, time
q1a_is_valid_flow = False
for _ in range(100_000):
    try:
        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
    except RuntimeError:
        break

# %% [markdown]
# ## a full disk is the submission's own
# Writes until it may not.
#
# earns: nothing

# %%
try:
    for number in range(100):
        with open(f"part{number}", "wb") as file:
            for _ in range(100):
                file.write(bytes(10_000_000))
except OSError:
    pass

# %% [markdown]
# ## files without number are the submission's own
# Small ones, deep ones.
#
# earns: nothing

# %%
import os
try:
    for number in range(300_000):
        open(f"f{number}", "w").close()
except OSError:
    pass
try:
    for _ in range(3_000):
        os.mkdir("d")
        os.chdir("d")
except OSError:
    pass

# %% [markdown]
# ## output without end is cut
# Floods every stream.
#
# earns: 1a.1

# %%
import sys
q1a_is_valid_flow = False
for _ in range(20_000):
    print("x" * 10_000)
    sys.stderr.write("y" * 10_000)

# %% [markdown]
# ## recursion without end is an error of its own
# In Python and in C.
#
# earns: 1a.1 1a.2

# %%
import sys
q1a_is_valid_flow, q1a_violates = False, "invertible"
sys.setrecursionlimit(10**8)
def q1a_null_direction(a):
    return q1a_null_direction(a)

# %% [markdown]
# ## an answer that ends the process costs its own ✓
# Leaves in the middle of a call.
#
# earns: 1a.1 1a.2

# %%
import os
q1a_is_valid_flow, q1a_violates = False, "invertible"
def q1a_null_direction(a):
    os._exit(3)

# %% [markdown]
# ## an answer that stops itself costs its own ✓
# Never answers and never ends.
#
# earns: 1a.1 1a.2

# %%
import os, signal
q1a_is_valid_flow, q1a_violates = False, "invertible"
def q1a_null_direction(a):
    os.kill(os.getpid(), signal.SIGSTOP)

# %% [markdown]
# ## a timer that kills the process later costs no more than it must
# Ends the process a moment after the last cell.
#
# earns: nothing

# %%
import os, threading
threading.Timer(0.0, os._exit, (0,)).start()

# %% [markdown]
# ## a crash of the interpreter costs its own ✓
# Reads address zero.
#
# earns: 1a.1 1a.2

# %%
import ctypes
q1a_is_valid_flow, q1a_violates = False, "invertible"
def q1a_null_direction(a):
    ctypes.string_at(0)

# %% [markdown]
# ## memory shared between processes is counted
# Anonymous shared mappings are nobody's private memory.
#
# earns: nothing

# %%
import mmap, os, time
for _ in range(6):
    if os.fork() == 0:
        room = mmap.mmap(-1, 400_000_000)
        room[::4096] = b"x" * len(room[::4096])
        time.sleep(20)
        os._exit(0)
time.sleep(4)
q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## a disk filled by files without a name is the submission's own
# No folder lists what was opened and unlinked. A submission that fits where that is limited is stopped elsewhere.
#
# earns: nothing

# %%
import os, time
try:
    for number in range(8):
        file = open(f"gone{number}", "wb", buffering=0)
        os.unlink(f"gone{number}")
        globals()[f"kept{number}"] = file
        for _ in range(10):
            file.write(bytes(10_000_000))
except OSError:
    os._exit(1)
time.sleep(2)
q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## shared memory has a limit
# It is the machine's memory, under the name of a file.
#
# earns: nothing

# %%
import os, time
names = [f"/dev/shm/attack-canary-shm{number}" for number in range(4)]
try:
    for name in names:
        with open(name, "wb") as file:
            for _ in range(9):
                file.write(bytes(10_000_000))
    time.sleep(2)
    won = sum(os.stat(name).st_size for name in names) > 300_000_000
except OSError:
    won = False
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## two thousand cells in one notebook's cell hang nobody
# A long list of work that each stays under its limit.
#
# earns: 1a.1

# %%
q1a_is_valid_flow = False
for number in range(2_000):
    get_ipython().run_cell(f"x{number} = {number}")

# %% [markdown]
# ## children that sleep through the end of their parent do not delay the grade
# They hold the worker's sockets open, so that no end of file ever comes.
#
# earns: 1a.1 1a.2

# %%
import os, time
q1a_is_valid_flow, q1a_violates = False, "invertible"
def q1a_null_direction(a):
    if os.fork() == 0:
        time.sleep(500)
    os._exit(0)
