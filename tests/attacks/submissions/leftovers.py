# %% [markdown]
# ## a daemon does not outlive its submission
# Forks twice, leaves the session, and waits.
#
# earns: nothing

# %%
import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        for number in range(256):
            try:
                os.close(number)
            except OSError:
                pass
        time.sleep(600)
    os._exit(0)

# %% [markdown]
# ## a process that ignores every signal does not outlive its submission
# Blocks what can be blocked.
#
# earns: nothing

# %%
import os, signal, time
if os.fork() == 0:
    os.setsid()
    for number in range(1, 65):
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            pass
    while True:
        time.sleep(60)

# %% [markdown]
# ## a chain of forks cannot outrun its end
# Every process forks a successor and exits, so that no list of processes is ever up to date.
#
# earns: nothing

# %%
import os, time
if os.fork() == 0:
    os.setsid()
    for _ in range(100_000):
        if os.fork():
            os._exit(0)
        time.sleep(0.001)
    os._exit(0)

# %% [markdown]
# ## files outside the submission's folder do not stay
# Wherever everybody may write.
#
# earns: nothing

# %%
import os
for folder in ("/tmp", "/var/tmp", "/dev/shm", "/run/lock", "/var/lock", os.path.expanduser("~"), "/"):
    try:
        with open(os.path.join(folder, "attack-canary-file"), "w") as file:
            file.write("still here")
    except OSError:
        pass

# %% [markdown]
# ## shared memory does not stay
# System V and POSIX segments live until somebody removes them.
#
# earns: nothing

# %%
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
libc.shmget(0x41544B, 4096, 0o1666)
libc.semget(0x41544B, 1, 0o1666)
libc.msgget(0x41544B, 0o1666)
try:
    from multiprocessing import shared_memory
    shared_memory.SharedMemory("attack-canary-shm", create=True, size=4096)
except Exception:
    pass

# %% [markdown]
# ## start-up files of the user are not kept for the next submission
# A profile that would answer in everybody's name.
#
# earns: nothing

# %%
import os, site
for path in ("~/.ipython/profile_default/startup/00.py", "~/.config/matplotlib/matplotlibrc", "~/.bashrc",
             os.path.join(site.getusersitepackages(), "usercustomize.py")):
    try:
        path = os.path.expanduser(path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "a") as file:
            file.write("open('/tmp/attack-canary-startup', 'w')\n")
    except OSError:
        pass

# %% [markdown]
# ## installed packages cannot be changed for the next submission
# Writes into NumPy.
#
# earns: nothing

# %%
import numpy, sympy, os
for module in (numpy, sympy, os):
    try:
        with open(module.__file__, "a") as file:
            file.write("\n# attack-canary\n")
        q1a_is_valid_flow, q1a_violates = False, "invertible"
    except OSError:
        pass
