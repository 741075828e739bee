"""Which system calls a worker may not make, and why; `seccomp` makes the filter of it.

Default allow, because NumPy, threads and multiprocessing use many calls; what is refused is what reaches other
processes, other privileges, the network, memory that nobody counts, or something that outlives the run. Calls that
nobody has reviewed do not exist for a worker.
"""

from __future__ import annotations

HIGHEST_REVIEWED = 470
"""Linux 6.18 ends with listns; from 424 on numbers mean the same on all machines."""
X32 = 0x40000000

REFUSED = """
    ptrace process_vm_readv process_vm_writev process_madvise kcmp pidfd_open pidfd_getfd pidfd_send_signal
    process_mrelease
    perf_event_open bpf userfaultfd io_uring_setup io_uring_enter io_uring_register add_key request_key keyctl
    mount umount2 pivot_root chroot move_mount open_tree fsopen fsconfig fsmount fspick mount_setattr unshare setns
    memfd_create memfd_secret shmget shmat shmctl shmdt semget semop semtimedop semctl msgget msgsnd msgrcv msgctl
    mq_open mq_unlink mq_timedsend mq_timedreceive mq_notify mq_getsetattr init_module finit_module delete_module
    kexec_load kexec_file_load settimeofday clock_settime clock_adjtime adjtimex stime reboot swapon swapoff quotactl
    quotactl_fd name_to_handle_at open_by_handle_at acct syslog vhangup iopl ioperm modify_ldt personality
    execve execveat socket bind listen accept accept4 connect
    lookup_dcookie nfsservctl sethostname setdomainname fanotify_init
    setuid setgid setreuid setregid setresuid setresgid setgroups capset
    setsid io_setup io_submit io_cancel io_getevents io_pgetevents io_destroy inotify_init inotify_init1
    cachestat mincore
""".split()
"""Refused with EPERM.

`socket` closes the network; `socketpair`, which stays inside the process, is open, and `bind` and `connect` would lead
out of it: names of sockets are seen by others, and services listen at some. `setsid`: the scheduler gives each
session a share of the processors (sched_autogroup). `io_setup` and `inotify_init` take from what the whole machine or
user has. `cachestat` and `mincore` show what an earlier run has read.
"""

WITHOUT_EFFECT = ("flock", "sync", "syncfs")
"""These do nothing and report success. A lock needs no more than a file that is open for reading, and whoever is graded
at the same time can see it; writing out all that waits in memory keeps the disks from others."""
LOCKING_COMMANDS = (6, 7, 37, 38)
"""Of fcntl, as `flock`."""
DATAGRAMS = (2, 3)
"""Types of sockets whose every message may name a receiver (the machine's log, say) where no filter can read it."""
CORE_SCHEDULING = 62
"""Of prctl: with a cookie of its own, a process keeps all others off its core's second thread."""

UNSUPPORTED = ("fallocate",)
"""Refused with EOPNOTSUPP, after which callers write instead: it fills a disk between two looks of the supervisor."""

NEWER = {
    "statmount": 457, "listmount": 458, "lsm_set_self_attr": 460, "open_tree_attr": 467, "file_setattr": 469,
    "listns": 470,
}  # fmt: skip
"""Refused as well; by number, as a library of the machine's may not know their names."""

UNKNOWN = {"clone3": 435, "landlock_create_ruleset": 444, "landlock_add_rule": 445, "landlock_restrict_self": 446}
"""These answer ENOSYS. clone3 hides its flags behind a pointer; C libraries fall back to clone, whose can be read."""

NAMESPACE_FLAGS = (0x00020000, 0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000, 0x00000080)

THREAD, SHARES_FILES = 0x00010000, 0x00000400
"""Of clone: a thread shares its process's open files, or nobody could count them; close_range must not part them."""
CLOSE_RANGE_UNSHARE = 2

OF_OTHERS = (
    ("prlimit64", 0), ("sched_setaffinity", 0), ("sched_setscheduler", 0), ("sched_setparam", 0), ("sched_setattr", 0),
    ("migrate_pages", 0), ("move_pages", 0), ("get_robust_list", 0), ("setpriority", 1), ("ioprio_set", 1),
    ("setpgid", 0),
)  # fmt: skip
"""Calls that change a process by its number, with the argument that holds it; 0 means the caller itself and is allowed.

Processes of one user may do these to each other, and as an ordinary user the grader and the worker are one user.
"""

OF_A_USER = (("setpriority", 2), ("ioprio_set", 3), ("getpriority", 2), ("ioprio_get", 3))
"""Calls that reach all processes of a user when their first argument says so."""

ATTRIBUTES = {
    "chmod": -1, "fchmod": -1, "fchmodat": -1, "fchmodat2": 452, "chown": -1, "fchown": -1, "lchown": -1,
    "fchownat": -1, "setxattr": -1, "lsetxattr": -1, "fsetxattr": -1, "setxattrat": 463, "removexattr": -1,
    "lremovexattr": -1, "fremovexattr": -1, "removexattrat": 466,
}  # fmt: skip
"""Landlock does not guard attributes: as the grader's own user a worker could lock it out of its gradebook.

They do nothing and report success, so that `shutil.copy` goes on working. With each its number, where a library may
not know its name.
"""
TIMES = ("utime", "utimes", "utimensat", "futimesat")
"""As `ATTRIBUTES`, wherever files outside the worker's folder can be touched: whoever may write to one, be it only
/dev/null, may set its times to now, and nanoseconds of now can be chosen."""

ALLOWED_REQUESTS = (0x5401, 0x5411, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)
"""Of ioctl: TCGETS, TIOCOUTQ, TIOCGWINSZ, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX. Others change inode flags by a
descriptor that is open for reading, type into terminals, or do what only their file system knows."""
ALLOWED_COMMANDS = (0, 1, 2, 3, 4, 1030, 1032, *LOCKING_COMMANDS)
"""Of fcntl: duplicate, flags, size of a pipe, locks. Left out: which locks there are (others' could be seen), leases
(others wait at open), owners of signals (they reach foreign processes), larger pipes (memory), write hints (they stay
with the inode)."""

SOL_SOCKET, BUFFER_SIZES = 1, (7, 8, 32, 33)
"""Of setsockopt: larger buffers are refused, as memory in them is counted by the number of sockets."""
AF_UNIX = 1
