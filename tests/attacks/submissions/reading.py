# %% [markdown]
# ## hidden tests cannot be found on the disk
# Knows the project's folder and walks it, looking for a test file.
#
# earns: nothing

# %%
import os
won, seen = False, 0
for root in (os.getcwd(), "/autograder", "<PROJECT>"):  # where the grader really keeps them
    for folder, folders, files in os.walk(root):
        folders[:] = [name for name in folders if name not in ("proc", "sys")]
        for name in files:
            seen += 1
            if seen < 200_000 and name.startswith("q1") and name.endswith(".py"):
                try:
                    with open(os.path.join(folder, name)) as file:
                        won = won or "hidden=True" in file.read()
                except OSError:
                    pass
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## the grader's own code cannot be imported
# The check library says a lot about what is tried.
#
# earns: nothing

# %%
try:
    from autograder.checks.dgm import collisions
    q1a_is_valid_flow, q1a_violates = False, "invertible"
except Exception:
    pass

# %% [markdown]
# ## the grader's own code cannot be read
# As text, wherever packages are installed.
#
# earns: nothing

# %%
import glob, sys
won = False
for path in sys.path:
    for file in glob.glob(path + "/autograder/**/*.py", recursive=True):
        try:
            won = won or bool(open(file).read())
        except OSError:
            pass
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## memory of other processes cannot be read
# Looks for the grader's memory and environment under /proc. Its own kept states are its children, and hold nothing else.
#
# earns: nothing

# %%
import os
won = False
for number in os.listdir("/proc") if os.access("/proc", os.R_OK) else map(str, range(1, 4000)):
    try:
        if not number.isdigit() or f"\nPPid:\t{os.getpid()}\n" in open(f"/proc/{number}/status").read():
            continue
    except OSError:
        pass
    if int(number) != os.getpid():
        for name in ("environ", "maps"):
            try:
                with open(f"/proc/{number}/{name}", "rb") as file:
                    won = won or b"autograder" in file.read(4096)
            except OSError:
                pass
        try:  # that of a process which has ended can be opened, and is empty
            with open(f"/proc/{number}/mem", "rb"), open(f"/proc/{number}/maps", "rb") as file:
                won = won or bool(file.read(1))
        except OSError:
            pass
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## the parent's memory cannot be read by system call
# process_vm_readv and ptrace on the parent.
#
# earns: nothing

# %%
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
local = ctypes.create_string_buffer(8)
class Vec(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]
here, there = Vec(ctypes.addressof(local), 8), Vec(id(None), 8)
read = libc.process_vm_readv(os.getppid(), ctypes.byref(here), 1, ctypes.byref(there), 1, 0)
traced = libc.ptrace(16, os.getppid(), 0, 0)
if read > 0 or traced == 0:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## no secret reaches the submission's environment
# Tokens of the machine, of Otter and of the course.
#
# earns: nothing

# %%
import os
if any("ATTACK_SECRET" in text for text in [*os.environ, *os.environ.values()]):
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## inherited descriptors lead nowhere
# Reads whatever the grader may have left open.
#
# earns: nothing

# %%
import os
won = False
for number in range(3, 512):
    try:
        target = os.readlink(f"/proc/self/fd/{number}")
        won = won or (target.startswith("/") and not target.startswith(("/dev/", os.getcwd(), "/proc")) and
                      "hidden" in open(target).read())
    except (OSError, UnicodeDecodeError):
        pass
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## system files with secrets cannot be read
# Passwords, keys and the machine's own secrets.
#
# earns: nothing

# %%
import os
won = False
for path in ("/etc/shadow", "/root/.bashrc", "/root/.ssh/id_rsa", "/etc/gshadow", "/proc/1/environ", "/dev/mem", "/dev/kmsg"):
    try:
        mine = path.startswith("/proc/1/") and os.getpid() == 1
        won = won or (not mine and bool(open(path, "rb").read(1)))
    except OSError:
        pass
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## links cannot lead out of the submission's folder
# Symbolic and hard links to the grader's files.
#
# earns: nothing

# %%
import os
won = False
for target in ("/etc/shadow", "/autograder/source/tests/q1a.py", "/proc/1/root/etc/shadow", "/root"):
    for make in (os.symlink, os.link):
        try:
            make(target, "door")
            won = won or bool(open("door", "rb").read(1))
        except OSError:
            pass
        try:
            os.unlink("door")
        except OSError:
            pass
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## private parts of the system's folders cannot be read
# Keys, and rules that only their own user may read.
#
# earns: nothing

# %%
import os
won = False
for path in ("/etc/ssl/private", "/usr/share/polkit-1/rules.d", "/etc/polkit-1/rules.d", "/usr/lib/cups/backend/serial",
             "/usr/libexec/sudo/sudo_intercept.so.private", "/etc/ssl/private/ssl-cert-snakeoil.key"):
    try:
        won = won or bool(os.listdir(path) if os.path.isdir(path) else open(path, "rb").read())
    except OSError:
        pass
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

