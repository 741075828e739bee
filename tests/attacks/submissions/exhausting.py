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

# %% [markdown]
# ## disk is not taken between two looks
# fallocate takes gigabytes in milliseconds.
#
# earns: nothing

# %%
import ctypes, os
libc, won = ctypes.CDLL(None, use_errno=True), False
with open("big", "wb") as file:
    for mode in (0, 1, 3, 0x10):
        won = won or libc.syscall(285, file.fileno(), mode, ctypes.c_long(0), ctypes.c_long(190 << 20)) == 0
    won = won or os.fstat(file.fileno()).st_blocks * 512 > 100 << 20
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## memory that waits in sockets is counted
# Pairs of sockets, full, in many processes; no process is large.
#
# earns: nothing

# %%
import os, socket, time
reader, writer = os.pipe()
started = 0
for _ in range(60):
    try:
        pid = os.fork()
    except OSError:
        break
    if pid == 0:
        pairs = []
        try:
            while True:
                pair = socket.socketpair()
                pairs.append(pair)
                for end in pair:
                    end.setblocking(False)
                    try:
                        while True:
                            end.send(bytes(32000))
                    except BlockingIOError:
                        pass
        except OSError:
            os.write(writer, b"x")
            time.sleep(60)
        os._exit(0)
    started += 1
full = 0
while full < started:
    full += len(os.read(reader, 100))
time.sleep(2)
won = started * 110 * 200_000 > 1_200 << 20
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## no buffer of a socket grows
# SO_SNDBUF and its like would make the count of sockets say nothing.
#
# earns: nothing

# %%
import ctypes, socket
libc, won = ctypes.CDLL(None, use_errno=True), False
one, _ = socket.socketpair()
before = one.getsockopt(1, 7), one.getsockopt(1, 8)
size = ctypes.c_int(4_000_000)
for level in (1, (1 << 32) | 1):
    for option in (7, 8, 32, 33, (1 << 32) | 7):
        libc.syscall(54, one.fileno(), ctypes.c_long(level), ctypes.c_long(option), ctypes.byref(size), 4)
won = (one.getsockopt(1, 7), one.getsockopt(1, 8)) != before
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## no pipe grows
# F_SETPIPE_SZ: a megabyte of the kernel's memory for each.
#
# earns: nothing

# %%
import fcntl, os
won = False
reader, writer = os.pipe()
try:
    won = fcntl.fcntl(writer, 1031, 1 << 20) >= 1 << 17
except OSError:
    pass
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## one process has few descriptors
# Each may hold a buffer.
#
# earns: nothing

# %%
import os
held = []
try:
    while len(held) < 300:
        held.append(os.open("/dev/null", os.O_RDONLY))
except OSError:
    pass
won = len(held) >= 200
for number in held:
    os.close(number)
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## descriptors in flight are few
# Sent through sockets, they are in no process's table.
#
# earns: nothing

# %%
import os, socket
one, other = socket.socketpair()
one.setblocking(False)
sent = 0
try:
    for _ in range(400):
        pair = socket.socketpair()
        socket.send_fds(one, [b"x"], [end.fileno() for end in pair])
        for end in pair:
            end.close()
        sent += 2
except OSError:
    pass
won = sent > 400
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## timers and signals that wait are few
# They come out of a store that all of a user's programs share.
#
# earns: nothing

# %%
import ctypes
libc, made = ctypes.CDLL(None, use_errno=True), 0
while made < 3000 and libc.syscall(222, 0, None, ctypes.byref(ctypes.c_int(0))) == 0:
    made += 1
won = made > 1000
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## what measures the worker cannot be stopped for good
# Stops every process of the same user that appears while memory grows.
#
# earns: nothing

# %%
import glob, os, signal, time
mine = set()
if os.fork() == 0:
    mine = {os.getpid(), os.getppid()}
    while True:
        for folder in glob.glob("/proc/[0-9]*"):
            pid = int(folder[6:])
            if pid not in mine:
                try:
                    os.kill(pid, signal.SIGSTOP)
                except OSError:
                    pass
held = []
for _ in range(3):
    if os.fork() == 0:
        room = bytearray(400 << 20)
        for k in range(0, len(room), 4096):
            room[k] = 1
        while True:
            os.kill(os.getpid(), signal.SIGCONT)
            time.sleep(0.01)
time.sleep(6)
won = True
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## empty files in shared memory are counted
# They take memory of the kernel's, and no disk. It is kept for longer than the watch takes to look, even on a busy machine.
#
# earns: nothing

# %%
import os
import time
try:
    for made in range(230_000):
        os.close(os.open(f"/dev/shm/attack-canary-empty-{made}", os.O_CREAT | os.O_WRONLY))
    time.sleep(8)
    won = len(os.listdir("/dev/shm")) >= 230_000
except OSError:
    won = False
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## an error that no encoding can hold leaves a result
# A lone surrogate in the text of an exception, and in a symbol's name.
#
# earns: 1a.1

# %%
import sympy
q1a_is_valid_flow = False
q1b_f_inv = sympy.Symbol("\ud800")
raise ValueError("\ud800")

# %% [markdown]
# ## folders within folders without end are gone with the run
# Deeper than any path may be long, some of them closed.
#
# earns: nothing

# %%
import os
for k in range(2_000):
    try:
        os.mkdir("d", 0o700)
        os.chdir("d")
    except OSError:
        break
