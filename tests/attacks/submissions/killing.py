# %% [markdown]
# ## the grader cannot be killed
# Signals to the parent, the group, and everybody.
#
# earns: nothing

# %%
import os, signal
won = False
for target in (os.getppid(), 1, *range(2, 400)):
    if target != os.getpid():
        try:
            os.kill(target, signal.SIGTERM)
            won = won or (target == os.getppid() and target > 0)
        except OSError:
            pass
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## killing everybody kills oneself at most
# kill(-1) reaches all processes of the same user.
#
# earns: nothing

# %%
import os, signal
os.kill(-1, signal.SIGKILL)

# %% [markdown]
# ## the grader cannot be stopped
# A stopped process neither ends nor times out by itself.
#
# earns: nothing

# %%
import os, signal
try:
    assert os.getppid() > 0, "there is no parent to be seen"
    os.kill(os.getppid(), signal.SIGSTOP)
    q1a_is_valid_flow, q1a_violates = False, "invertible"
except OSError:
    pass

# %% [markdown]
# ## the grader's limits cannot be lowered
# prlimit works across processes of one user.
#
# earns: nothing

# %%
import os, resource
try:
    assert os.getppid() > 0, "there is no parent to be seen"
    resource.prlimit(os.getppid(), resource.RLIMIT_CPU, (1, 1))
    q1a_is_valid_flow, q1a_violates = False, "invertible"
except OSError:
    pass

# %% [markdown]
# ## no rights can be won back
# Users, groups, namespaces and mounts.
#
# earns: nothing

# %%
import ctypes, os
libc, won = ctypes.CDLL(None, use_errno=True), False
if os.getuid() != 0:
    for deed in (lambda: os.setuid(0), lambda: os.setgid(0), lambda: os.setgroups([0]), lambda: os.chroot("/")):
        try:
            deed()
            won = True
        except OSError:
            pass
for flags in (0x10000000, 0x00020000, 0x20000000, 0x40000000):
    won = won or libc.unshare(flags) == 0
won = won or libc.mount(b"none", b"/tmp", b"tmpfs", 0, None) == 0
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## no program can be started
# A shell, Python itself, or a file of one's own.
#
# earns: nothing

# %%
import os, subprocess, sys
won = False
for command in (["/bin/sh", "-c", "true"], [sys.executable, "-c", ""]):
    try:
        won = won or subprocess.run(command, timeout=10).returncode == 0
    except OSError:
        pass
won = won or os.system("true") == 0
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## limits cannot be raised
# Soft and hard ones, and the nice value.
#
# earns: nothing

# %%
import os, resource
won = False
for limit in (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE, resource.RLIMIT_NPROC):
    try:
        resource.setrlimit(limit, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        won = True
    except (OSError, ValueError):
        pass
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## the grader's files cannot be made unreadable
# A path rule guards contents, not permissions, times and attributes, and the owner may always change those.
#
# earns: nothing

# %%
import os
won = False
for root in ("<PROJECT>/tests/rubric/p1_normalizing_flows", "<PROJECT>/otter_config.json", os.path.dirname(os.__file__)):
    try:
        before = os.stat(root)
        os.chmod(root, 0)
        os.utime(root, (0, 0))
        os.truncate(root, 0)
    except OSError:
        pass
    try:
        after = os.stat(root)
        won = won or (after.st_mode, after.st_mtime, after.st_size) != (before.st_mode, before.st_mtime, before.st_size)
        if won:
            os.chmod(root, before.st_mode & 0o777)
    except (OSError, NameError):
        pass
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## the grader cannot be slowed down
# Nice values and input-output classes of all processes of a user.
#
# earns: nothing

# %%
import ctypes, os
libc, won = ctypes.CDLL(None, use_errno=True), False
try:
    os.setpriority(os.PRIO_USER, 0, 19)
    won = True
except OSError:
    pass
won = won or libc.syscall(251, 3, 0, 3 << 13) == 0
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## the supervisor's watch cannot be blinded
# Processes that hide their memory and files from their own user.
#
# earns: nothing

# %%
import ctypes, os, time
ctypes.CDLL(None).prctl(4, 0, 0, 0, 0)
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
