"""The system-call filter of a worker, by libseccomp: everything but a list of doors out.

Default allow, because NumPy, threads and multiprocessing use many calls; what is refused is what reaches other
processes, other privileges, the network, or memory that nobody counts.
"""

from __future__ import annotations

import ctypes
import errno
import functools
import struct
import tempfile

from autograder.isolation import linux as kernel

REFUSED = """
    ptrace process_vm_readv process_vm_writev process_madvise kcmp pidfd_open pidfd_getfd pidfd_send_signal
    perf_event_open bpf userfaultfd io_uring_setup io_uring_enter io_uring_register add_key request_key keyctl
    mount umount2 pivot_root chroot move_mount open_tree fsopen fsconfig fsmount fspick mount_setattr unshare setns
    memfd_create memfd_secret shmget shmat shmctl shmdt semget semop semtimedop semctl msgget msgsnd msgrcv msgctl
    mq_open mq_unlink mq_timedsend mq_timedreceive mq_notify mq_getsetattr init_module finit_module delete_module
    kexec_load kexec_file_load settimeofday clock_settime clock_adjtime adjtimex stime reboot swapon swapoff quotactl
    quotactl_fd name_to_handle_at open_by_handle_at acct syslog vhangup iopl ioperm modify_ldt personality
    execve execveat socket lookup_dcookie nfsservctl sethostname setdomainname fanotify_init
    setuid setgid setreuid setregid setresuid setresgid setgroups capset
""".split()
"""Refused with EPERM. `socket` closes the network; `socketpair`, which stays inside the process, is open."""

NAMESPACE_FLAGS = (0x00020000, 0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000, 0x00000080)
TIOCSTI, TIOCLINUX = 0x5412, 0x541C
PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 22, 2
BYTES_PER_INSTRUCTION = 8
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
ATTRIBUTES = """
    chmod fchmod fchmodat fchmodat2 chown fchown lchown fchownat utime utimes utimensat futimesat
    setxattr lsetxattr fsetxattr setxattrat removexattr lremovexattr fremovexattr removexattrat
""".split()
"""Landlock does not guard attributes: as the grader's own user a worker could lock it out of its gradebook.

They do nothing and report success, so that `shutil.copy` goes on working.
"""


def available() -> str:
    """An empty text when the filter can be built here, else why not."""
    try:
        import pyseccomp

        pyseccomp.SyscallFilter(pyseccomp.ALLOW)
    except (ImportError, RuntimeError, OSError) as error:
        return f"{type(error).__name__}: {error}"
    return ""


def install(*, own_user: bool = True) -> None:
    """Put the filter in force for this process and all it will start; it cannot be taken off.

    A worker without a user of its own is kept from the attributes of the grader's files as well. Raises `OSError` when
    the kernel refuses.
    """
    code = program(own_user=own_user)
    instructions = ctypes.create_string_buffer(code, len(code))
    header = struct.pack("HL", len(code) // BYTES_PER_INSTRUCTION, ctypes.addressof(instructions))
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    kernel.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.create_string_buffer(header, len(header)))


@functools.cache
def program(*, own_user: bool = True) -> bytes:
    """The filter as the kernel takes it; made once by a process that forks, so that its forks need not.

    Calls in another architecture's way (32-bit, x32) end the caller: libseccomp's default, kept on purpose.
    """
    import pyseccomp as sc

    refuse = sc.ERRNO(errno.EPERM)
    filter_ = sc.SyscallFilter(sc.ALLOW)
    for name in REFUSED:
        _add(filter_, refuse, name)
    # clone3 hides its flags behind a pointer; C libraries fall back to clone, whose flags can be read.
    _add(filter_, sc.ERRNO(errno.ENOSYS), "clone3")
    for flag in NAMESPACE_FLAGS:
        _add(filter_, refuse, "clone", sc.Arg(0, sc.MASKED_EQ, flag, flag))
    for name, position in OF_OTHERS:
        _add(filter_, refuse, name, sc.Arg(position, sc.NE, 0))
    for name, everybody in OF_A_USER:
        _add(filter_, refuse, name, sc.Arg(0, sc.EQ, everybody))
    if not own_user:
        _add(filter_, refuse, "truncate")
        for name in ATTRIBUTES:
            _add(filter_, sc.ERRNO(0), name)
    for request in (TIOCSTI, TIOCLINUX):
        _add(filter_, refuse, "ioctl", sc.Arg(1, sc.MASKED_EQ, 0xFFFFFFFF, request))
    with tempfile.TemporaryFile() as file:
        filter_.export_bpf(file)
        file.seek(0)
        return file.read()


def _add(filter_: object, action: int, name: str, *arguments: object) -> None:
    """Add one rule; calls that this machine's kernel or libseccomp does not know need none."""
    try:
        filter_.add_rule(action, name, *arguments)  # type: ignore[attr-defined]
    except (OSError, RuntimeError, ValueError):
        if name in {"ptrace", "socket", "execve", "unshare", "clone", "clone3"}:
            raise
