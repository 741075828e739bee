# %% [markdown]
# ## no call in another architecture's way gets past the filter
# The x32 table has numbers of its own for socket, ptrace and execve.
#
# earns: nothing

# %%
import ctypes, os
libc, won = ctypes.CDLL(None, use_errno=True), False
pid = os.fork()
if pid == 0:
    opened = libc.syscall(0x40000000 | 41, 2, 1, 0)
    os._exit(7 if opened >= 0 else 0)
won = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 7
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## no 32-bit call gets past the filter
# Machine code that asks for a socket by interrupt 0x80.
#
# earns: nothing

# %%
import ctypes, mmap, os
won = False
pid = os.fork()
if pid == 0:
    code = bytes.fromhex("53b867010000bb02000000b901000000ba00000000cd805bc3")
    room = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    room.write(code)
    ask = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(room)))
    os._exit(7 if ask() >= 0 else 0)
won = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 7
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## the kernel's side doors are shut
# io_uring, userfaultfd, keyrings, memory files, bpf, perf, fanotify, clone3 and file handles.
#
# earns: nothing

# %%
import ctypes, platform
libc, won = ctypes.CDLL(None, use_errno=True), False
if platform.machine() == "x86_64":
    room = ctypes.create_string_buffer(256)
    doors = {425: (1, room), 323: (0,), 250: (0, -3, 1), 248: (b"user", b"x", b"y", 1, -3), 319: (b"x", 0), 447: (0,),
             321: (0, room, 64), 298: (room, 0, -1, -1, 0), 300: (0, 0), 303: (-100, b"/", room, room, 0),
             434: (1, 0), 438: (3, 0, 0), 240: (b"/q", 0x42, 0o600, None), 29: (0, 4096, 0o1600), 157: (4242, 0)}
    won = any(libc.syscall(number, *arguments) >= 0 for number, arguments in doors.items())
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## descriptors sent to oneself stay in the family
# Passes every descriptor through a socket pair to a child and writes into it there.
#
# earns: nothing

# %%
import os, socket
one, other = socket.socketpair()
open_now = [number for number in range(3, 64) if number not in (one.fileno(), other.fileno())]
for number in open_now:
    try:
        socket.send_fds(one, [b"x"], [number])
        _, got, _, _ = socket.recv_fds(other, 1, 1)
        os.write(got[0], b"\x00\x00\x00\x02{}")
    except OSError:
        pass

# %% [markdown]
# ## the terminal, the core pattern and the kernel's settings cannot be written
# Most would run a program of one's own elsewhere; -1000 would make the kernel, short of memory, end any other process first.
#
# earns: nothing

# %%
import fcntl, os
won = False
for path in ("/proc/sys/kernel/core_pattern", "/proc/sys/kernel/modprobe", "/sys/kernel/uevent_helper", "/proc/sysrq-trigger",
             "/proc/self/oom_score_adj", "/proc/self/attr/current", "/proc/self/uid_map", "/sys/fs/cgroup/cgroup.procs"):
    try:
        with open(path, "w") as file:
            file.write("-1000" if "oom" in path else "0")
        won = True
    except OSError:
        pass
for number in range(3):
    try:
        fcntl.ioctl(number, 0x5412, b"x")
        won = True
    except OSError:
        pass
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## programs with more rights cannot be used
# A set-user-id program is the classic way up.
#
# earns: nothing

# %%
import glob, os, stat
won = False
for path in [*glob.glob("/usr/bin/*"), *glob.glob("/usr/sbin/*")]:
    try:
        if os.stat(path).st_mode & stat.S_ISUID:
            pid = os.fork()
            if pid == 0:
                try:
                    os.execv(path, [path, "--help"])
                except OSError:
                    os._exit(1)
                os._exit(1)
            won = won or os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    except OSError:
        pass
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## one's own memory file changes oneself only
# Writes through /proc/self/mem and /proc/thread-self, past the protection of pages.
#
# earns: nothing

# %%
import os
for path in ("/proc/self/mem", "/proc/thread-self/mem", f"/proc/{os.getppid()}/mem"):
    try:
        with open(path, "r+b", buffering=0) as file:
            file.seek(id(True))
            file.write(bytes(8))
    except OSError:
        pass

# %% [markdown]
# ## a stopped process group stops nobody else
# All of one's own group, session and thread group.
#
# earns: nothing

# %%
import os, signal
os.killpg(0, signal.SIGSTOP)

# %% [markdown]
# ## a call that nobody has reviewed does not exist
# Every number above the highest known one, with arguments that would do no harm.
#
# earns: nothing

# %%
import ctypes
libc, won = ctypes.CDLL(None, use_errno=True), False
for number in [*range(471, 1200), 5000, 100_000, 0x3FFFFFFF]:
    ctypes.set_errno(0)
    won = won or libc.syscall(number, -1, 0, 0, 0, 0, 0) >= 0 or ctypes.get_errno() != 38
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## new calls about mounts, modules and namespaces are refused
# statmount, listmount, lsm_set_self_attr, open_tree_attr, listns.
#
# earns: nothing

# %%
import ctypes
libc, room = ctypes.CDLL(None, use_errno=True), ctypes.create_string_buffer(4096)
request = ctypes.create_string_buffer((24).to_bytes(4, "little") + bytes(4) + b"\xff" * 8 + bytes(8), 24)
calls = {457: (request, room, 4096, 0), 458: (request, room, 10, 0), 460: (100, room, 32, 0), 467: (-100, b"/", 1, room, 32),
         470: (request, room, 10, 0), 428: (-100, b"/", 1)}
won = any(libc.syscall(number, *arguments) >= 0 for number, arguments in calls.items())
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## no lease makes others wait
# A program that opens the file waits up to 45 s for its holder.
#
# earns: nothing

# %%
import fcntl, sys
won = False
open("mine", "w").close()
for path in (sys.modules["numpy"].__file__, "mine"):
    for kind in (fcntl.F_RDLCK, fcntl.F_WRLCK):
        try:
            with open(path) as file:
                fcntl.fcntl(file, 1024, kind)
            won = True
        except OSError:
            pass
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## changes of folders are not watched
# inotify and its predecessor: who else is graded, and when.
#
# earns: nothing

# %%
import ctypes, fcntl, os
libc, won = ctypes.CDLL(None, use_errno=True), False
won = libc.inotify_init1(0) >= 0 or libc.inotify_init() >= 0
try:
    descriptor = os.open(".", os.O_RDONLY)
    fcntl.fcntl(descriptor, fcntl.F_NOTIFY, 0x80000002)
    won = True
except OSError:
    pass
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## no descriptor sends its signals to another process
# F_SETOWN, F_SETOWN_EX, F_SETSIG, FIOSETOWN, SIOCSPGRP: SIGIO, or SIGKILL in its place.
#
# earns: nothing

# %%
import fcntl, os, socket, struct
won = False
pair = socket.socketpair()
parent = os.getppid() or 1
tries = [lambda: fcntl.fcntl(pair[0], 8, parent), lambda: fcntl.fcntl(pair[0], 15, struct.pack("ii", 1, parent)),
         lambda: fcntl.fcntl(pair[0], 10, 9), lambda: fcntl.ioctl(pair[0], 0x8901, struct.pack("i", parent)),
         lambda: fcntl.ioctl(pair[0], 0x8902, struct.pack("i", parent)), lambda: fcntl.ioctl(pair[0], 0x5452, struct.pack("i", 1))]
for one in tries:
    try:
        one()
        won = True
    except OSError:
        pass
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## no process starts a session of its own
# The scheduler gives every session a share of the processors.
#
# earns: nothing

# %%
import os
pid = os.fork()
if pid == 0:
    try:
        os.setsid()
        os._exit(7)
    except OSError:
        os._exit(0)
won = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 7
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## the machine's asynchronous requests stay free
# io_setup takes from a pool that all programs share.
#
# earns: nothing

# %%
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
context = ctypes.c_ulong(0)
won = libc.syscall(206, 1000, ctypes.byref(context)) == 0
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## no thread has open files that nobody counts
# close_range can part a thread's table from its process's; so can clone.
#
# earns: nothing

# %%
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
won = libc.syscall(436, 4000, 4001, 2) == 0 or libc.unshare(0x400) == 0
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## a pair of sockets has no other family than the process's own
# netlink, TIPC, vsock, SMC and their like.
#
# earns: nothing

# %%
import ctypes
libc, won = ctypes.CDLL(None, use_errno=True), False
for family in (2, 10, 16, 17, 30, 38, 40, 43, 44, (1 << 32) | 16):
    for kind in (1, 2, 3, 5):
        won = won or libc.syscall(53, ctypes.c_long(family), kind, 0, ctypes.create_string_buffer(8)) == 0
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## no pair of sockets speaks to others by datagrams
# Each message of such a socket may name a receiver: the machine's log listens at one.
#
# earns: nothing

# %%
import socket
won = False
for kind in (socket.SOCK_DGRAM, socket.SOCK_RAW, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC):
    try:
        socket.socketpair(socket.AF_UNIX, kind)
        won = True
    except OSError:
        pass
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## no name is given to a socket
# A name that begins with a zero is seen by every process of the machine that tries it.
#
# earns: nothing

# %%
import os, socket
won = False
for kind in (socket.SOCK_STREAM, socket.SOCK_SEQPACKET):
    for name in ("\0attack-canary", os.path.abspath("name")):
        try:
            one, other = socket.socketpair(socket.AF_UNIX, kind)
            one.bind(name)
            won = True
        except OSError:
            pass
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## no lock on a library file is seen by others
# It needs a file that is open for reading only, and everybody who asks sees it: another submission, say.
#
# earns: nothing

# %%
import fcntl, os, struct, sys
path, won = sys.modules["numpy"].__file__, False
one, other = open(path, "rb"), open(path, "rb")
fcntl.flock(one, fcntl.LOCK_EX)
try:
    fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
except OSError:
    won = True
try:
    fcntl.fcntl(one, fcntl.F_SETLK, struct.pack("hhqqi", fcntl.F_RDLCK, 0, 0, 10, 0))
except OSError:
    pass
if os.fork() == 0:
    try:
        with open(path, "rb") as file:
            asked = fcntl.fcntl(file, fcntl.F_GETLK, struct.pack("hhqqi", fcntl.F_WRLCK, 0, 0, 10, 0))
        os._exit(int(struct.unpack("hhqqi", asked)[0] == fcntl.F_RDLCK))
    except OSError:
        os._exit(0)
won = won or os.waitstatus_to_exitcode(os.wait()[1]) == 1
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## no core of the processor is kept from others
# PR_SCHED_CORE: with a cookie, nobody else runs on a core's second thread meanwhile.
#
# earns: nothing

# %%
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
refused = (22, 19)  # by the filter, or by a machine that has no second threads
won = libc.prctl(62, 1, 0, 0, 0) == 0 or ctypes.get_errno() not in refused
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## no process comes before others
# Real-time classes, deadlines, a better nice value, also of the whole session.
#
# earns: nothing

# %%
import ctypes, os, struct
won = False
for policy in (os.SCHED_FIFO, os.SCHED_RR, os.SCHED_FIFO | os.SCHED_RESET_ON_FORK):
    try:
        os.sched_setscheduler(0, policy, os.sched_param(1))
        won = True
    except OSError:
        pass
deadline = ctypes.create_string_buffer(struct.pack("IIQiIQQQ", 48, 6, 0, 0, 0, 10_000_000, 20_000_000, 20_000_000))
won = won or ctypes.CDLL(None).syscall(314, 0, deadline, 0) == 0
before = os.getpriority(os.PRIO_PROCESS, 0)
for change in (lambda: os.nice(-1), lambda: os.setpriority(os.PRIO_PROCESS, 0, -20)):
    try:
        change()
    except OSError:
        pass
won = won or os.getpriority(os.PRIO_PROCESS, 0) < before
try:
    with open("/proc/self/autogroup", "r+") as file:
        file.write("-20")
    won = True
except OSError:
    pass
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## no memory is locked
# Locked pages cannot be swapped out, whoever else needs memory.
#
# earns: nothing

# %%
import ctypes, mmap
libc = ctypes.CDLL(None, use_errno=True)
size = 128 * 2**20
area = mmap.mmap(-1, size)
address = ctypes.c_void_p(ctypes.addressof(ctypes.c_char.from_buffer(area)))
won = libc.mlock(address, ctypes.c_size_t(size)) == 0 or libc.mlockall(3) == 0
won = won or libc.syscall(325, address, ctypes.c_size_t(size), 1) == 0
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## no memory without a name, no queue and no key of the kernel's can be had
# What no file system counts, or what outlives its process.
#
# earns: nothing

# %%
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
name, room = b"attack-canary", ctypes.create_string_buffer(64)
numbers = {
    "memfd_create": (319, name, 0), "memfd_secret": (447, 0), "mq_open": (240, name, 0o102, 0o600, None),
    "add_key": (248, b"user", name, name, ctypes.c_size_t(4), -2), "keyctl": (250, 0, -3, 1),
    "msgget": (68, 7, 0o1600), "shmget": (29, 7, ctypes.c_size_t(4096), 0o1600), "semget": (64, 7, 1, 0o1600),
}
won = any(libc.syscall(*arguments) >= 0 for arguments in numbers.values())
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## no ring, no counter of events and no handler of page faults can be had
# io_uring makes system calls that no filter sees; the others measure or stop other processes.
#
# earns: nothing

# %%
import ctypes, os, struct
libc = ctypes.CDLL(None, use_errno=True)
room = ctypes.create_string_buffer(256)
event = ctypes.create_string_buffer(struct.pack("IIQ", 1, 112, 0).ljust(112, b"\0"), 112)
won = libc.syscall(425, 8, room) >= 0 or libc.syscall(298, event, 0, -1, -1, 0) >= 0
won = won or libc.syscall(323, 1) >= 0 or libc.syscall(434, os.getppid(), 0) >= 0 or libc.syscall(321, 0, room, 64) >= 0
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## no rule set of one's own can be laid over the files
# A set that handles nothing, and one for a child that is to be blind for its measuring.
#
# earns: nothing

# %%
import ctypes, struct
libc = ctypes.CDLL(None, use_errno=True)
rules = ctypes.create_string_buffer(struct.pack("QQQ", (1 << 13) - 1, 0, 0), 24)
won = libc.syscall(444, rules, ctypes.c_size_t(24), 0) >= 0 or libc.syscall(446, 0, 0) == 0
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## timers, counters and polls that are descriptors are few
# Each timerfd, eventfd and epoll is memory of the kernel's.
#
# earns: nothing

# %%
import ctypes, os, select
libc, kept = ctypes.CDLL(None, use_errno=True), []
try:
    while len(kept) < 5000:
        kept += [os.eventfd(0), select.epoll(), libc.timerfd_create(1, 0)]
        if kept[-1] < 0:
            break
except OSError:
    pass
won = len(kept) > 3000
for each in kept:
    if isinstance(each, int):
        os.close(each) if each >= 0 else None
    else:
        each.close()
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"
