# %% [markdown]
# ## times of access of library files do not move
# Reads what nobody has read for years; where there is no read-only view, this is not promised.
#
# earns: nothing

# %%
import ctypes, os, sys
won = False
try:
    root, view = os.path.dirname(os.path.dirname(sys.modules["numpy"].__file__)), os.statvfs("/").f_flag & os.ST_RDONLY
    before = {}
    for folder, _, names in os.walk(root + "/scipy"):
        before.update({os.path.join(folder, name): os.stat(os.path.join(folder, name)).st_atime_ns for name in names[:3]})
    for path in list(before)[:200]:
        with open(path, "rb") as file:
            file.read(1)
    won = bool(view) and any(os.stat(path).st_atime_ns != before[path] for path in list(before)[:200])
except (OSError, ValueError, OverflowError):
    pass
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## times of access of library folders do not move
# Lists them.
#
# earns: nothing

# %%
import ctypes, os, sys
won = False
try:
    root, view = os.path.dirname(os.path.dirname(sys.modules["numpy"].__file__)), os.statvfs("/").f_flag & os.ST_RDONLY
    folders = [folder for folder, _, _ in os.walk(root + "/sympy")][:100]
    before = [os.stat(folder).st_atime_ns for folder in folders]
    for folder in folders:
        os.listdir(folder)
    won = bool(view) and before != [os.stat(folder).st_atime_ns for folder in folders]
except (OSError, ValueError, OverflowError):
    pass
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## no extended attribute of a library file can be set by a call that is newer than the filter's library
# setxattrat, by its number.
#
# earns: nothing

# %%
import ctypes, os, struct, sys
libc, path = ctypes.CDLL(None, use_errno=True), sys.modules["numpy"].__file__
value = ctypes.create_string_buffer(b"kept", 4)
arguments = ctypes.create_string_buffer(struct.pack("=QII", ctypes.addressof(value), 4, 0), 16)
libc.syscall(463, -100, path.encode(), 0, b"user.kept", arguments, ctypes.c_size_t(16))
try:
    won = os.getxattr(path, "user.kept") == b"kept"
except OSError:
    won = False
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## no extended attribute of a library file or folder can be set
# By path, by link and by descriptor.
#
# earns: nothing

# %%
import os, sys
won, path = False, sys.modules["numpy"].__file__
for target in (path, os.path.dirname(path), "/tmp", "/dev/shm", "/"):
    for follow in (True, False):
        try:
            os.setxattr(target, "user.kept", b"kept", follow_symlinks=follow)
            won = won or (target != "/dev/shm" and os.getxattr(target, "user.kept") == b"kept")
        except OSError:
            pass
    try:
        descriptor = os.open(target, os.O_RDONLY)
        os.setxattr(descriptor, "user.kept", b"kept")
        won = won or (target != "/dev/shm" and os.getxattr(descriptor, "user.kept") == b"kept")
    except OSError:
        pass
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## no extended attribute of a library file can be removed by a new call
# removexattrat; zero would say that it did something, or was kept from it.
#
# earns: nothing

# %%
import ctypes, os, sys
libc, path = ctypes.CDLL(None, use_errno=True), sys.modules["numpy"].__file__
before = os.listxattr(path)
libc.syscall(466, -100, path.encode(), 0, b"user.kept")
won = os.listxattr(path) != before
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## file_setattr is refused
# Flags and a project of an inode, by path, without opening it.
#
# earns: nothing

# %%
import ctypes, sys
libc = ctypes.CDLL(None, use_errno=True)
room = ctypes.create_string_buffer(32)
won = any(libc.syscall(469, -100, path.encode(), room, ctypes.c_size_t(size), 0) >= 0
          for path in (sys.modules["numpy"].__file__, "/dev/shm", ".") for size in (24, 32))
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## the flags of an inode cannot be set by ioctl
# A descriptor that is open for reading is enough for its owner.
#
# earns: nothing

# %%
import fcntl, os, sys
won = False
open("mine", "w").close()
for path in (sys.modules["numpy"].__file__, "mine", "/dev/shm"):
    try:
        descriptor = os.open(path, os.O_RDONLY)
        fcntl.ioctl(descriptor, 0x40086602, bytes(256))
        won = True
    except OSError:
        pass
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## the version number of an inode cannot be set by ioctl
# A descriptor that is open for reading is enough for its owner.
#
# earns: nothing

# %%
import fcntl, os, sys
won = False
open("mine", "w").close()
for path in (sys.modules["numpy"].__file__, "mine", "/dev/shm"):
    try:
        descriptor = os.open(path, os.O_RDONLY)
        fcntl.ioctl(descriptor, 0x40087602, bytes(256))
        won = True
    except OSError:
        pass
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## the project of an inode cannot be set by ioctl
# A descriptor that is open for reading is enough for its owner.
#
# earns: nothing

# %%
import fcntl, os, sys
won = False
open("mine", "w").close()
for path in (sys.modules["numpy"].__file__, "mine", "/dev/shm"):
    try:
        descriptor = os.open(path, os.O_RDONLY)
        fcntl.ioctl(descriptor, 0x401c5820, bytes(256))
        won = True
    except OSError:
        pass
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## the verity of an inode cannot be set by ioctl
# A descriptor that is open for reading is enough for its owner.
#
# earns: nothing

# %%
import fcntl, os, sys
won = False
open("mine", "w").close()
for path in (sys.modules["numpy"].__file__, "mine", "/dev/shm"):
    try:
        descriptor = os.open(path, os.O_RDONLY)
        fcntl.ioctl(descriptor, 0x40806685, bytes(256))
        won = True
    except OSError:
        pass
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## the encryption policy of an inode cannot be set by ioctl
# A descriptor that is open for reading is enough for its owner.
#
# earns: nothing

# %%
import fcntl, os, sys
won = False
open("mine", "w").close()
for path in (sys.modules["numpy"].__file__, "mine", "/dev/shm"):
    try:
        descriptor = os.open(path, os.O_RDONLY)
        fcntl.ioctl(descriptor, 0x800c6613, bytes(256))
        won = True
    except OSError:
        pass
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## the label of an inode cannot be set by ioctl
# A descriptor that is open for reading is enough for its owner.
#
# earns: nothing

# %%
import fcntl, os, sys
won = False
open("mine", "w").close()
for path in (sys.modules["numpy"].__file__, "mine", "/dev/shm"):
    try:
        descriptor = os.open(path, os.O_RDONLY)
        fcntl.ioctl(descriptor, 0x41009432, bytes(256))
        won = True
    except OSError:
        pass
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## no lifetime hint stays with an inode
# F_SET_RW_HINT, which older kernels allow to whoever can read.
#
# earns: nothing

# %%
import fcntl, sys
won = False
for command in (1036, 1038):
    try:
        with open(sys.modules["numpy"].__file__) as file:
            fcntl.fcntl(file, command, (3).to_bytes(8, "little"))
        won = True
    except OSError:
        pass
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## times of what everybody may write to cannot be set to now
# Nanoseconds of now can be chosen, and /dev/null is there for the next run.
#
# earns: nothing

# %%
import ctypes, os, struct
libc, won = ctypes.CDLL(None, use_errno=True), False
now = ctypes.create_string_buffer(struct.pack("qqqq", 0, (1 << 30) - 1, 0, (1 << 30) - 1))
for path in ("/dev/null", "/dev/zero", "/dev/random", "/dev/full", "/dev/tty", "/tmp", "/var/tmp", "/run/lock"):
    try:
        before = os.stat(path)
        try:
            os.utime(path)
        except OSError:
            pass
        libc.utimensat(-100, path.encode(), now, 0)
        libc.utimes(path.encode(), None)
        after = os.stat(path)
        won = won or (before.st_mtime_ns, before.st_atime_ns) != (after.st_mtime_ns, after.st_atime_ns)
    except OSError:
        pass
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## the mode of a library file or a shared folder does not change
# By every call that changes modes, fchmodat2 included.
#
# earns: nothing

# %%
import ctypes, os, sys
libc, won = ctypes.CDLL(None, use_errno=True), False
for path in (sys.modules["numpy"].__file__, "/tmp", "/dev/null"):
    before = os.stat(path).st_mode
    for change in (lambda: os.chmod(path, 0o777), lambda: libc.syscall(452, -100, path.encode(), 0o777, 0)):
        try:
            change()
        except OSError:
            pass
    won = won or os.stat(path).st_mode != before
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## no second name keeps a library file's count of links
# A hard link in the own folder.
#
# earns: nothing

# %%
import os, sys
path = sys.modules["numpy"].__file__
before = os.stat(path).st_nlink, os.stat(path).st_ctime_ns
try:
    os.link(path, "mine.py")
except OSError:
    pass
won = (os.stat(path).st_nlink, os.stat(path).st_ctime_ns) != before
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## what is cached cannot be asked by reading without waiting
# RWF_NOWAIT fails where a page of a file is not in memory: what an earlier run has read, is.
#
# earns: nothing

# %%
import os, sys
won = False
try:
    with open(sys.modules["numpy"].__file__, "rb") as file:
        os.preadv(file.fileno(), [bytearray(10)], 0, os.RWF_NOWAIT)
    won = True
except OSError as error:
    won = error.errno == 11
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## what is cached cannot be asked of the kernel
# cachestat and mincore.
#
# earns: nothing

# %%
import ctypes, mmap, os, sys
libc, won = ctypes.CDLL(None, use_errno=True), False
with open(sys.modules["numpy"].__file__, "rb") as file:
    span, answer = ctypes.create_string_buffer(16), ctypes.create_string_buffer(40)
    won = libc.syscall(451, file.fileno(), span, answer, 0) >= 0
    area = mmap.mmap(file.fileno(), 4096, prot=mmap.PROT_READ, flags=mmap.MAP_PRIVATE)
    libc.mmap.restype = ctypes.c_void_p
    address = libc.mmap(None, ctypes.c_size_t(4096), 1, 1, file.fileno(), ctypes.c_long(0))
    won = won or libc.mincore(ctypes.c_void_p(address), ctypes.c_size_t(4096), ctypes.create_string_buffer(1)) == 0
if won:
    q1a_is_valid_flow, q1a_violates = False, "invertible"

# %% [markdown]
# ## thousands of empty files in shared memory are gone with the run
# Each took a process to remove.
#
# earns: nothing

# %%
import os
try:
    for k in range(4000):
        os.close(os.open(f"/dev/shm/attack-canary-{k}", os.O_CREAT | os.O_WRONLY))
except OSError:
    pass

# %% [markdown]
# ## nothing stays in any folder that everybody may write to
# Looks for them all over the machine.
#
# earns: nothing

# %%
import os, stat
stack, tried = ["/"], 0
while stack and tried < 20_000:
    folder = stack.pop()
    try:
        for entry in os.scandir(folder):
            if entry.is_dir(follow_symlinks=False) and entry.path not in ("/proc", "/sys"):
                tried += 1
                stack.append(entry.path)
                if entry.stat(follow_symlinks=False).st_mode & stat.S_IWOTH:
                    os.mkdir(entry.path + "/attack-canary-folder", 0)
    except OSError:
        continue

# %% [markdown]
# ## a closed folder in shared memory does not stay
# Its owner may not list it either.
#
# earns: nothing

# %%
import os
for path in ("/dev/shm/attack-canary-closed", "/tmp/attack-canary-closed"):
    try:
        os.makedirs(path + "/" + "/".join("abcdefgh"))
        open(path + "/a/file", "w").close()
        os.chmod(path + "/a/b", 0)
        os.chmod(path, 0)
    except OSError:
        pass
